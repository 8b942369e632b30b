"""What people send besides words: pictures, voices, files and places."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from typing import Any

from nio import UploadResponse
from nio.crypto.attachments import decrypt_attachment
from nio.responses import MemoryDownloadResponse

from bot.demo.device import Device
from bot.errors import Refused

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A PNG of one pixel."""
VOICE = b"OggS" + bytes(200)
"""Passes for a voice message: nobody here listens."""


async def post(device: Device, content: Mapping[str, Any], data: bytes, *, encrypt: bool) -> dict[str, Any]:
    """Upload `data` and return `content` with the place where it lies and, if encrypted, the key to it.

    Raises `Refused` if the homeserver does not take it.
    """
    mimetype = content["info"]["mimetype"]
    # The file's name is left out of the upload: nio would put it into the URL (MATRIX.md, trap 16).
    answer, keys = await device.client.upload(
        io.BytesIO(data), content_type=mimetype, filename=None, encrypt=encrypt, filesize=len(data)
    )
    if not isinstance(answer, UploadResponse):
        raise Refused(400, str(answer.status_code))
    sent = dict(content)
    if keys is None:
        sent["url"] = answer.content_uri
    else:
        sent["file"] = {**keys, "url": answer.content_uri}
    return sent


async def fetch(device: Device, content: Mapping[str, Any]) -> bytes:
    """Download and, if need be, decrypt what a message has attached; raises `Refused` if it is not there."""
    file = content.get("file")
    answer = await device.client.download(mxc=str(file["url"] if file else content["url"]))
    if not isinstance(answer, MemoryDownloadResponse):
        raise Refused(404, str(answer.status_code))
    if file is None:
        return bytes(answer.body)
    return bytes(decrypt_attachment(answer.body, file["key"]["k"], file["hashes"]["sha256"], file["iv"]))


def described(kind: str, name: str, mimetype: str, data: bytes, *, voice: bool = False) -> dict[str, Any]:
    """The content of a message with an attachment, all but the place where that lies."""
    content: dict[str, Any] = {
        "msgtype": kind,
        "body": name,
        "info": {"mimetype": mimetype, "size": len(data)},
    }
    if voice:  # MSC3245, as Element sends it.
        content["org.matrix.msc3245.voice"] = {}
    return content
