"""Scripted people: real end-to-end encrypted clients that speak a test's language.

    jean = await Person.arrives(url, "@jean:vigil.test", "password", bot="@vigil:vigil.test")
    await jean.says("alert they are at the gate")
    room = await sophie.room()
    await sophie.sees("needs help", room)

A message is seen when it could be decrypted. Each person has a bookmark in each room: `sees` moves it behind
the message that was found, so that a script reads forward and never finds the same words twice.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from bot.demo import attachments
from bot.demo.device import path
from bot.demo.memory import Seen, Sent, shown
from bot.demo.presence import Presence
from bot.demo.reading import WITHIN


class Person(Presence):
    """A `Presence` that talks and reads."""

    async def says(self, text: str, room: str | None = None, *, mentions: Collection[str] = ()) -> Sent:
        """Send a text to the bot's direct chat, which is made on first use, or into `room`."""
        content: dict[str, Any] = {"msgtype": "m.text", "body": text}
        if mentions:
            content["m.mentions"] = {"user_ids": list(mentions)}
        return await self.sends(content, room)

    async def confirms(self, room: str) -> Sent:
        """Agree that it is over, with the number of the last proposal in this room."""
        return await self.says(f"!confirm {await self._number(r'!confirm ([0-9]+)', room)}", room)

    async def agrees(self) -> Sent:
        """Agree that it is over, in the direct chat, by the number beside "yes"."""
        return await self.says(await self._number(r"(?m)^([0-9]{2}) ", await self.chat()))

    async def _number(self, pattern: str, room: str) -> str:
        def shown() -> str | None:
            texts = [each.text for each in self.memory.seen if (each.room, each.sender) == (room, self.bot)]
            return next((found[-1] for text in reversed(texts) if (found := re.findall(pattern, text))), None)

        return await self.until(shown, WITHIN, "a proposal to close the alert", room)

    async def edits(self, sent: Sent, text: str) -> Sent:
        """Replace the words of an earlier message."""
        content = {
            "msgtype": "m.text",
            "body": f"* {text}",
            "m.new_content": {"msgtype": "m.text", "body": text},
            "m.relates_to": {"rel_type": "m.replace", "event_id": sent.event_id},
        }
        return await self.sends(content, sent.room)

    async def replies(self, to: Seen | Sent, text: str) -> Sent:
        """Answer a message, in its room."""
        relation = {"m.in_reply_to": {"event_id": to.event_id}}
        return await self.sends({"msgtype": "m.text", "body": text, "m.relates_to": relation}, to.room)

    async def sends_picture(
        self, room: str | None = None, *, name: str = "gate.png", data: bytes = attachments.PICTURE
    ) -> Sent:
        """Send a picture, encrypted where the room is."""
        return await self._sends_file(attachments.described("m.image", name, "image/png", data), data, room)

    async def sends_voice(self, room: str | None = None, *, data: bytes = attachments.VOICE) -> Sent:
        """Send a voice message, encrypted where the room is."""
        content = attachments.described("m.audio", "Voice message.ogg", "audio/ogg", data, voice=True)
        return await self._sends_file(content, data, room)

    async def sends_file(self, name: str, data: bytes, room: str | None = None) -> Sent:
        """Send any file, encrypted where the room is."""
        content = attachments.described("m.file", name, "application/octet-stream", data)
        return await self._sends_file(content, data, room)

    async def sends_location(self, latitude: float, longitude: float, room: str | None = None) -> Sent:
        """Send a place on the map, in degrees."""
        where = f"geo:{latitude},{longitude}"
        return await self.sends(
            {"msgtype": "m.location", "body": f"Location {where}", "geo_uri": where}, room
        )

    async def sends(
        self, content: Mapping[str, Any], room: str | None = None, *, kind: str = "m.room.message"
    ) -> Sent:
        """Send any content as an event of type `kind`, encrypted where the room is.

        The key goes to all who are joined or invited at this moment. Raises `Refused` if the person may not.
        """
        place = room if room is not None else await self.chat()
        device = self.phone.device
        outer: Mapping[str, Any] = content
        if await self.encrypts(place):
            members = [user for user, state in (await self.members(place)).items() if state != "ban"]
            outer, outer_kind = await device.encrypt(place, kind, content, members), "m.room.encrypted"
        else:
            outer_kind = kind
        at = time.monotonic()
        answer = await device.request(
            "PUT", path("rooms", place, "send", outer_kind, uuid.uuid4().hex), outer
        )
        if self._witness is not None:
            words, form = str(content.get("body", kind)), str(content.get("msgtype", kind))
            self._witness.said(self.name, self.label(place), shown(form, words))
        return Sent(place, str(answer["event_id"]), content, at)

    async def _sends_file(self, content: Mapping[str, Any], data: bytes, room: str | None) -> Sent:
        place = room if room is not None else await self.chat()
        encrypt = await self.encrypts(place)
        return await self.sends(
            await attachments.post(self.phone.device, content, data, encrypt=encrypt), place
        )

    async def opens(self, message: Seen) -> bytes:
        """Download and decrypt what a message has attached."""
        return await attachments.fetch(self.phone.device, message.content)
