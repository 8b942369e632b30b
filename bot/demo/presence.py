"""Somebody with a phone: logging in and out, rooms, and waiting. People talk and read in `people.py`."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Self

from bot.demo.device import Device, path
from bot.demo.memory import Pattern, Seen, Witness, matches
from bot.demo.phone import MARKER, Phone, RoomView
from bot.demo.reading import WITHIN, Reader
from bot.errors import Refused
from bot.matrix.identity import Identity

_ENCRYPTION = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}


class Presence(Reader):
    """A logged-in user, its phone and its memory; made by `arrives`."""

    def __init__(
        self,
        url: str,
        user: str,
        password: str,
        *,
        bot: str | None = None,
        name: str = "",
        auto_join: bool = True,
        lull: float = 0,
        witness: Witness | None = None,
        identity: Identity | None = None,
    ) -> None:
        """As for `arrives`, which also logs in."""
        super().__init__(user, bot, name)
        self.direct_chat: str | None = None
        """The room in which this person talks to the bot, once there is one."""
        self.phone = Phone(
            Device(url, user),
            self.memory,
            auto_join=auto_join,
            lull=lull,
            saw=self._saw,
            joined=self._joined,
        )
        self._url = url
        self._password = password
        self._witness = witness
        self._devices = 1
        self.identity = identity
        """Who they are to others, on whatever device; None if they never made sure of it."""

    @classmethod
    async def arrives(
        cls,
        url: str,
        user: str,
        password: str,
        *,
        bot: str | None = None,
        name: str = "",
        auto_join: bool = True,
        lull: float = 0,
        witness: Witness | None = None,
        identity: Identity | None = None,
        signed: bool = True,
    ) -> Self:
        """Log in as a new device, sign it with `identity`, and begin to sync.

        `bot` is whom `says` talks to; `auto_join` accepts every invitation at once; `lull`: see `Phone`.
        `name` is for the reader.
        An identity that was not on the homeserver yet is put there; one is needed only if `signed`.
        """
        person = cls(
            url,
            user,
            password,
            bot=bot,
            name=name,
            auto_join=auto_join,
            lull=lull,
            witness=witness,
            identity=identity,
        )
        try:
            await person.phone.device.log_in(password, person.name)
            if signed:
                await person.signs()
        except BaseException:  # Also when the script ends while somebody is on the way.
            await person.phone.device.close()
            raise
        person.phone.turn_on()
        return person

    async def signs(self) -> None:
        """Verify this device as Element does: with the recovery key, or, the first time, with a new one."""
        if self.identity is None:
            self.identity = Identity.make(self.user)
        await self.phone.device.is_signed_by(self.identity)

    async def begins_anew(self) -> None:
        """Set up verification anew, as whoever has lost the recovery key: it is another identity."""
        self.identity = Identity.make(self.user)
        await self.phone.device.replaces_identity(self.identity, self._password)

    async def another_device(self, *, signed: bool = True) -> Self:
        """Log in on a second phone, which knows nothing but the password and which chat is the bot's.

        If it is `signed`, its owner has given it their recovery key at once.
        """
        self._devices += 1
        other = await self.arrives(
            self._url,
            self.user,
            self._password,
            bot=self.bot,
            name=f"{self.name} ({self._devices})",
            auto_join=self.phone.auto_join,
            lull=self.phone.lull,
            witness=self._witness,
            identity=self.identity,
            signed=signed,
        )
        other.direct_chat = self.direct_chat
        return other

    async def logs_out(self) -> None:
        """Log out for good: the homeserver forgets this device and its keys."""
        await self.phone.turn_off()
        await self.phone.device.log_out()

    async def goes_offline(self) -> None:
        """The phone loses the network; nothing is received until `comes_back`."""
        await self.phone.turn_off()

    async def comes_back(self) -> None:
        """The network is back; what happened meanwhile arrives."""
        self.phone.turn_on()

    async def goes_home(self) -> None:
        """The script is over: stop and drop the connections, without a word to the homeserver."""
        await self.phone.turn_off()
        await self.phone.device.close()

    # Rooms

    async def opens_chat(self, *, encrypted: bool = True, within: float = WITHIN) -> str:
        """Begin a direct chat with the bot as Element does, and make it the one that `says` uses.

        Waits until the bot has keys: Element would begin an unencrypted chat with one that has none.
        """
        if self.bot is None:
            raise ValueError("This person knows no bot.")
        if encrypted:
            await self._until_it_has_keys(self.bot, within)
        body = {
            "preset": "trusted_private_chat",
            "is_direct": True,
            "invite": [self.bot],
            "initial_state": [_ENCRYPTION] if encrypted else [],
        }
        answer = await self.phone.device.request("POST", "createRoom", body)
        self.direct_chat = str(answer["room_id"])
        return self.direct_chat

    async def opens_room(self, *others: str, name: str = "", encrypted: bool = True) -> str:
        """Make a room and invite `others` (user IDs)."""
        body = {
            "preset": "private_chat",
            "name": name,
            "invite": list(others),
            "initial_state": [_ENCRYPTION] if encrypted else [],
        }
        answer = await self.phone.device.request("POST", "createRoom", body)
        return str(answer["room_id"])

    def rooms(self) -> list[RoomView]:
        """The rooms, and no direct chats, that the bot has ever invited this person to."""
        return [
            view
            for view in self.phone.rooms.values()
            if view.inviter is not None and view.inviter == (self.bot or view.inviter) and not view.direct
        ]

    async def room(
        self, name: Pattern = "", *, other_than: Collection[str] = (), within: float = WITHIN
    ) -> str:
        """The newest room (no direct chat) that the bot invited this person to, once it is there.

        `name` matches as in `sees`; rooms in `other_than` do not count. With `auto_join`, waits until joined.
        """

        def newest() -> RoomView | None:
            mine = [
                view
                for view in self.rooms()
                if view.room not in other_than
                and view.membership in (("join",) if self.phone.auto_join else ("join", "invite"))
                and matches(name, view.name)
            ]
            return max(mine, key=lambda view: view.number, default=None)

        return (await self.until(newest, within, "an invitation from the bot")).room

    async def joins(self, room: str) -> None:
        """Accept an invitation, and return when the room is on the phone."""
        await self.phone.join(room)
        await self.entered(room)

    async def invites(self, user: str, room: str) -> None:
        """Invite somebody into a room."""
        await self.phone.device.request("POST", path("rooms", room, "invite"), {"user_id": user})

    async def leaves(self, room: str) -> None:
        """Leave a room, or decline its invitation."""
        await self.phone.device.request("POST", path("rooms", room, "leave"), {})

    async def members(self, room: str) -> dict[str, str]:
        """Who is joined, invited or banned, as the homeserver says now: user ID -> membership."""
        answer = await self.phone.device.request(
            "GET", path("rooms", room, "members"), query={"not_membership": "leave"}
        )
        return {event["state_key"]: event["content"]["membership"] for event in answer["chunk"]}

    # Waiting

    def check(self) -> None:
        """Raise what killed the phone."""
        self.phone.check()

    async def catches_up(self, within: float = WITHIN) -> None:
        """Return when all that the homeserver had taken before this call has arrived here.

        A marker is sent to this very device: it comes in one sync with what came before it, or later.
        """
        marker = uuid.uuid4().hex
        await self.phone.device.send_to_myself(MARKER, {"marker": marker})
        await self.until(lambda: marker in self.phone.markers or None, within, "the marker")

    async def _until_it_has_keys(self, user: str, within: float) -> None:
        async def with_keys() -> Collection[str] | None:
            return await self.phone.device.query_devices([user]) or None

        await self.asks_until(with_keys, within, "the bot to log in")

    async def chat(self) -> str:
        """The direct chat with the bot; it is begun if there is none."""
        return self.direct_chat or await self.opens_chat()

    async def entered(self, room: str) -> RoomView:
        """The room as the phone shows it, once it is joined."""

        def joined() -> RoomView | None:
            view = self.phone.rooms.get(room)
            return view if view is not None and view.membership == "join" else None

        return await self.until(joined, WITHIN, "entering the room")

    async def encrypts(self, room: str) -> bool:
        """Whether the room is encrypted, as the homeserver says now if the phone does not know that it is.

        Sync may show a room that was just made before it shows that it is encrypted.
        """
        view = await self.entered(room)
        if not view.encrypted:
            try:
                await self.phone.device.request("GET", path("rooms", room, "state", "m.room.encryption"))
                view.encrypted = True
            except Refused as no:
                if no.status != 404:
                    raise
        return view.encrypted

    def _saw(self, message: Seen) -> None:
        if self._witness is not None and message.sender != self.user:
            self._witness.saw(self.name, self.label(message.room), message)

    def _joined(self, view: RoomView) -> None:
        if self._witness is not None:
            self._witness.joined(self.name, self.label(view.room))

    def label(self, room: str) -> str:
        """What to call a room in a transcript."""
        view = self.phone.rooms[room]
        return f"{self.name}'s chat" if view.direct or not view.name else view.name
