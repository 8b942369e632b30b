"""Which devices are given which sessions of a room, and who can read there (G2, G3)."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping
from weakref import WeakValueDictionary

import structlog

from bot.matrix.devices import Device
from bot.matrix.machine import Machine
from bot.matrix.sessions import Holder, SentSession
from bot.matrix.sharing import Sharing, holder, holders

log = structlog.get_logger()


class RoomKeys:
    """The keys of what Vigil says, room by room."""

    def __init__(self, machine: Machine, sharing: Sharing) -> None:
        self._machine = machine
        self._sharing = sharing
        self._sending: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def lock(self, room: str) -> asyncio.Lock:
        """The room's own lock, for `share` and what is said with it; it goes when nobody needs it."""
        lock = self._sending.get(room)
        if lock is None:
            lock = self._sending[room] = asyncio.Lock()
        return lock

    async def share(
        self, room: str, people: Collection[str], *, any_device: bool = False, secret: bool = False
    ) -> SentSession:
        """The session for the next message, given to these people's devices as far as can be done now."""
        devices = self._sharing.readers(people, any_device=any_device, secret=secret)
        refused = [] if any_device else self._sharing.refused(people, secret=secret)
        people = self._sharing.meant(people, secret=secret)
        present = self._machine.outbound.present(room)
        if present is not None:
            newcomers = holders(self._sharing.newcomers(present, devices))
            if newcomers - self._machine.sessions.held(present.session_id):
                # A session is given from its beginning; they get a new one.
                self._machine.outbound.forget(room)
        session = self._machine.outbound.current(room, people, holders(devices))
        self._machine.sessions.mean_for(session.session_id, people)
        reached = await self._sharing.bring(session, devices)
        if len(reached) < len(devices):
            log.warning("keys_fell_short", devices=len(devices) - len(reached), of=len(devices))
        await self._sharing.withhold(session, refused)
        return session

    async def catch_up(self, audiences: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
        """Give people's devices the keys, from the beginning, of all that was meant for them in these rooms.

        `audiences` are the people of each room now; a session goes only to those of them for whom it was
        meant when it was used. A device that was refused it, and is signed by now, is given what comes after
        it instead. Returns, by room, who was lacking something and can read everything now. Cheap when
        nothing changed; what was missed before a restart is made good as well.
        """
        await self._sharing.refresh({user for people in audiences.values() for user in people})
        rooms = self._machine.sessions.rooms_with_gaps().intersection(audiences)
        done = await asyncio.gather(*(self._catch_up(room, audiences[room]) for room in rooms))
        return {room: people for room, people in zip(rooms, done, strict=True) if people}

    async def _catch_up(self, room: str, audience: Collection[str]) -> set[str]:
        lacking, short = await self._let_in(room, audience), set[str]()
        for session in self._machine.sessions.sent_in(room):
            missing = self._lacking(session, self._sharing.readers(self._meant(session, audience)))
            lacking |= {device.user_id for device in missing}
            if missing:
                reached = await self._sharing.bring(session, missing)
                short |= {device.user_id for device in missing if device not in reached}
        return lacking - short

    async def _let_in(self, room: str, audience: Collection[str]) -> set[str]:
        """Begin a new session if somebody was refused the newest and counts by now; returns who."""
        let_in = set[Device]()
        for session in self._machine.sessions.sent_in(room)[-1:]:
            people = self._meant(session, audience)
            let_in = self._sharing.let_in(session, self._sharing.readers(people))
            if let_in:
                async with self.lock(room):
                    await self.share(room, people)
        return {device.user_id for device in let_in}

    def _meant(self, session: SentSession, audience: Collection[str]) -> set[str]:
        return self._machine.sessions.meant_for(session.session_id).intersection(audience)

    def _lacking(self, session: SentSession, readers: Iterable[Device]) -> list[Device]:
        """Those of these readers that are to have this session, and do not."""
        given = self._machine.sessions.given(session.session_id)
        without = [device for device in readers if holder(device) not in given]
        if not without:
            return []
        newcomers = self._sharing.newcomers(session, without)
        held = self._machine.sessions.held(session.session_id)  # And lost, since it is not `given`.
        return [device for device in without if device not in newcomers or holder(device) in held]

    def can_read(self, room: str, users: Collection[str]) -> set[str]:
        """Those of `users` of whom a device has every key of this room that is to be given to it.

        It is asked of what is written down, so that the answer is the same after a crash.
        """
        return {device.user_id for device in self._able(room, users)}

    def admitted(self, room: str, users: Collection[str]) -> set[str]:
        """Those of them who can read on the device of theirs that was refused the keys last."""
        refused: dict[str, set[Holder]] = {}
        for session in self._machine.sessions.sent_in(room):
            withheld = self._machine.sessions.withheld(session.session_id)
            refused |= {user: {each for each in withheld if each[0] == user} for user, _ in withheld}
        able = self._able(room, users)
        return {device.user_id for device in able if holder(device) in refused.get(device.user_id, ())}

    def _able(self, room: str, users: Collection[str]) -> set[Device]:
        able = set(self._sharing.readers(users))
        newest: dict[str, set[Holder]] = {}
        for session in self._machine.sessions.sent_in(room):
            meant = self._machine.sessions.meant_for(session.session_id)
            able -= set(self._lacking(session, (device for device in able if device.user_id in meant)))
            newest |= dict.fromkeys(meant, self._machine.sessions.given(session.session_id))
        return {device for device in able if holder(device) in newest.get(device.user_id, ())}
