"""People with phones in a world without a network: what they do, and what they see of the bot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tests.bot.homeserver import Room, Said

if TYPE_CHECKING:
    from tests.bot.world import World

SERVER = "vigil.test"


def user_id(name: str) -> str:
    """The Matrix ID of somebody in this world."""
    return f"@{name}:{SERVER}"


class Person:
    """Somebody with a phone. Each of their rooms has a bookmark, which `sees` moves on."""

    def __init__(self, world: World, name: str) -> None:
        self.world = world
        self.user = user_id(name)
        self.chat: str | None = None
        """The direct chat with the bot, once it is begun."""
        self._read: dict[str, int] = {}

    def __repr__(self) -> str:
        return self.user

    # Doing

    async def opens_chat(self, *, encrypted: bool = True, bot_may_protect: bool = True) -> str:
        """Begin a direct chat with the bot; it is the one that `says` uses."""
        self.chat = self.world.homeserver.open_chat(
            self.user, encrypted=encrypted, bot_may_protect=bot_may_protect
        )
        await self.world.settles()
        return self.chat

    async def says(self, text: str, room: str | None = None, *, plain: bool = False) -> str:
        """Write a text, into the direct chat unless told otherwise; returns the event ID."""
        return await self.sends({"msgtype": "m.text", "body": text}, room, plain=plain)

    async def confirms(self, room: str) -> str:
        """Agree that it is over, with the number of the last proposal that was shown in this room."""
        number = self._number(r"!confirm (\d+)", room)
        return await self.says(f"!confirm {number}", room)

    async def agrees(self, room: str | None = None) -> str:
        """Agree that it is over, in the direct chat, by the number beside "yes"."""
        return await self.says(self._number(r"(?m)^(\d\d) ", room or self.chat), room)

    def _number(self, pattern: str, room: str | None) -> str:
        found = [number for text in self.all_of(room) for number in re.findall(pattern, text)]
        assert found, f"{self} was shown no proposal"
        return str(found[-1])

    async def edits(self, event_id: str, text: str, room: str | None = None) -> str:
        """Replace the words of an earlier message."""
        new = {"msgtype": "m.text", "body": text}
        relation = {"rel_type": "m.replace", "event_id": event_id}
        return await self.sends(
            {**new, "body": f"* {text}", "m.new_content": new, "m.relates_to": relation}, room
        )

    async def sends(
        self,
        content: Mapping[str, Any],
        room: str | None = None,
        *,
        kind: str = "m.room.message",
        plain: bool = False,
    ) -> str:
        """Send anything, into the direct chat unless told otherwise; returns the event ID."""
        place = room or self.chat or await self.opens_chat()
        event_id = self.world.homeserver.send(
            self.user,
            place,
            content,
            kind=kind,
            plain=plain,
        )
        await self.world.settles()
        return event_id

    async def begins_a_key(self, *, comes: bool) -> None:
        """What they write in the direct chat is under a new key from now on, which comes, or not yet."""
        place = self.chat or await self.opens_chat()
        self.world.homeserver.new_key(self.user, place, comes=comes)

    async def hands_over_keys(self) -> None:
        """All the keys of what they have written in the direct chat reach the bot."""
        assert self.chat is not None
        self.world.homeserver.hand_over_keys(self.user, self.chat)
        await self.world.settles()

    async def joins(self, room: str) -> None:
        """Accept an invitation."""
        self.world.homeserver.enter(self.world.homeserver.rooms[room], self.user)
        await self.world.settles()

    async def leaves(self, room: str) -> None:
        """Leave a room or turn the invitation down."""
        self.world.homeserver.go(self.world.homeserver.rooms[room], self.user)
        await self.world.settles()

    async def gets_a_phone(self, *, signed: bool = True) -> str:
        """Log in on another phone, or on the first one; returns which it is."""
        phone = self.world.homeserver.new_phone(self.user, signed=signed)
        await self.world.settles()
        return phone

    async def signs(self) -> None:
        """Make sure of all their phones."""
        self.world.homeserver.sign_phones(self.user)
        await self.world.settles()

    async def changes_identity(self, key: str = "") -> str:
        """Another master key is theirs, or the homeserver says so; returns it."""
        made = self.world.homeserver.change_identity(self.user, key)
        await self.world.settles()
        return made

    # Seeing

    @property
    def room(self) -> str:
        """The newest alert room this person is in or asked into."""
        rooms = [
            room
            for room in self.world.homeserver.rooms.values()
            if room.name.startswith("Room") and room.members.get(self.user) in ("join", "invite")
        ]
        assert rooms, f"{self} is in no alert room"
        return rooms[-1].id

    def all_of(self, room: str | None = None) -> list[str]:
        """The words of all that they can read of the bot, oldest first."""
        return [said.text for place, said in self._heard() if room in (None, place.id)]

    def unread(self, room: str | None = None) -> list[tuple[Room, Said]]:
        """What of the bot's words lies behind the bookmarks."""
        return [
            (place, said)
            for place, said in self._heard()
            if room in (None, place.id) and said.number > self._read.get(place.id, self.world.begun_at)
        ]

    def _heard(self) -> Iterator[tuple[Room, Said]]:
        homeserver = self.world.homeserver
        return (
            (place, said)
            for place, said in homeserver.shown(self.user)
            if said.sender == homeserver.bot
            and said.kind == "m.room.message"
            and homeserver.can_read(self.user, said)
        )

    def sees(self, words: str, room: str | None = None) -> Said:
        """The bot's first unread message with these words; it and all before it in its room are read then."""
        unread = self.unread(room)
        for place, said in unread:
            if words.casefold() in said.text.casefold():
                self._read[place.id] = said.number
                return said
        seen = " | ".join(said.text for _, said in unread)
        raise AssertionError(f"{self} has not seen '{words}' but: {seen or 'nothing'}")

    def sees_next(self, words: str, room: str | None = None) -> Said:
        """The bot's very next unread message has these words."""
        first = next(iter(self.unread(room)), None)
        found = self.sees(words, room)
        assert first is not None and first[1] is found, f"{self} saw '{first and first[1].text}' before it"
        return found

    def sees_no_more(self, room: str | None = None) -> None:
        """Nothing is unread."""
        unread = [said.text for _, said in self.unread(room)]
        assert not unread, f"{self} should have seen nothing more but saw: {' | '.join(unread)}"

    def reads_on(self) -> None:
        """Everything is read."""
        for place, said in self.unread():
            self._read[place.id] = said.number


class Nobody:
    """All people of the world at once, who see nothing."""

    def __init__(self, world: World) -> None:
        self._world = world

    def sees_more(self) -> None:
        """No one has anything unread."""
        for person in self._world.known.values():
            person.sees_no_more()
