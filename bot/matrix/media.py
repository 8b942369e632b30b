"""Files: encrypted here and uploaded, downloaded and decrypted (spec: "Sending encrypted attachments").

The homeserver holds nothing but noise: the key, and all that tells what it is, goes along in the message that
is encrypted itself. No name and no kind of file is told with the upload.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from nio.crypto.attachments import decrypt_attachment, encrypt_attachment
from nio.exceptions import EncryptionError

from bot.errors import Unreachable
from bot.matrix.http import Homeserver

SLOW_SECONDS = 120.0
"""How long a file may be on its way: a bad network takes its time."""

_PLACE = re.compile(r"mxc://([A-Za-z0-9.:\-\[\]]{1,255})/([A-Za-z0-9_\-]{1,255})", re.ASCII)


class Unreadable(Exception):
    """What was to be an encrypted file is none, or was changed on its way."""


class Media:
    """The files of one homeserver."""

    def __init__(self, homeserver: Homeserver) -> None:
        self._homeserver = homeserver

    async def upload(self, data: bytes) -> dict[str, Any]:
        """Encrypt and upload; returns the `file` object of the message that points to it."""
        ciphertext, keys = encrypt_attachment(data)
        answer = await self._homeserver.request(
            "POST", "/_matrix/media/v3/upload", body=bytes(ciphertext), timeout=SLOW_SECONDS
        )
        place = answer.get("content_uri")
        if not isinstance(place, str) or not _PLACE.fullmatch(place):
            raise Unreachable("The homeserver does not say where the file lies.")
        return {**keys, "url": place}

    async def download(self, file: Mapping[str, Any], *, at_most: int) -> bytes:
        """Download and decrypt what the `file` object of a message points to.

        Raises `Refused` for what is not there or longer than `at_most` bytes, and `Unreadable`.
        """
        found = _PLACE.fullmatch(str(file.get("url")))
        if found is None:
            raise Unreadable
        where = "/_matrix/client/v1/media/download/" + "/".join(
            quote(part, safe="") for part in found.groups()
        )
        ciphertext = await self._homeserver.download(where, at_most=at_most, timeout=SLOW_SECONDS)
        try:
            key, digest, iv = file["key"]["k"], file["hashes"]["sha256"], file["iv"]
            return bytes(decrypt_attachment(ciphertext, key, digest, iv))
        except (EncryptionError, KeyError, TypeError, ValueError, AttributeError):
            raise Unreadable from None
