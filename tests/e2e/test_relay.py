"""What the defender sends arrives in the room, all of it, in order and as it was sent; nothing goes back."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any

import pytest

from bot.demo import attachments
from bot.demo.people import Person
from tests.e2e.scenes import alert_raised
from tests.e2e.world import World

REPORT = bytes(range(256)) * 40
SWAHILI = "Wapo mlangoni, tafadhali njooni haraka. "
EMOJI = "🚨🔥"


async def test_everything_that_is_sent_arrives_in_order_and_can_be_opened(vigil: World) -> None:
    """Texts, an edit, a reply, a picture, a voice, a file, a place: each under the alias, none left out (G1)."""
    scene = await alert_raised(vigil)
    jean, sophie, david = scene.jean, scene.sophie, scene.david
    first = await jean.says("there are two men")
    await jean.edits(first, "there are three men")
    await jean.replies(first, "one has a gun")
    await jean.sends_picture()
    await jean.sends_voice()
    await jean.sends_file("report.pdf", REPORT)
    await jean.sends_location(-1.68, 29.22)
    await jean.says("🆗")
    await jean.sends({"msgtype": "m.text", "body": "**run**", "format": "org.matrix.custom.html",
                      "formatted_body": "<strong>run</strong>"})
    await jean.sends({"body": "crying", "url": "mxc://vigil.test/none", "info": {}}, kind="m.sticker")
    await jean.says("!ack what is this")
    expected = [
        ("m.text", "Baobab: there are two men"),
        ("m.text", "there are three men"),
        ("m.text", "one has a gun"),
        ("m.image", "Baobab"),
        ("m.audio", "Baobab"),
        ("m.file", "Baobab"),
        ("m.location", "Baobab"),
        ("m.text", "Baobab: 🆗"),
        ("m.text", "Baobab: **run**"),
        ("m.image", "Baobab"),
        ("m.text", "Baobab: !ack what is this"),
    ]
    for partner in (sophie, david):
        for kind, words in expected:
            seen = await partner.sees_next(words, scene.room)
            assert seen.kind == kind
    sent = {seen.kind: seen for seen in david.memory.seen if seen.sender == vigil.bot}
    opened = {kind: await david.opens(sent[kind]) for kind in ("m.audio", "m.file")}
    assert opened == {"m.audio": attachments.VOICE, "m.file": REPORT}
