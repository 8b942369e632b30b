"""Putting people out of Vigil's rooms, and setting such rooms up again as they were (G3)."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.errors import Refused, Unreachable
from bot.jobs import PutBack, PutOut
from bot.matrix.rooms import POWER, TOMBSTONE
from bot.outcome import Outcome
from bot.places import Places
from bot.ports import MatrixGateway
from bot.store.outbox import OutboxRow
from rooms import actions as a
from rooms.alert import RoomPart

AT_ONCE = 10
"""So many are put out side by side."""

PARTS: Mapping[str, RoomPart] = {
    "encryption": RoomPart.ENCRYPTION,
    POWER: RoomPart.POWERS,
    "history_visibility": RoomPart.HISTORY,
    "join_rules": RoomPart.ENTRY,
    "guest_access": RoomPart.GUESTS,
    "server_acl": RoomPart.SERVERS,
    TOMBSTONE: RoomPart.SUCCESSOR,
}
"""What the rules call each of `bot.matrix.rooms.WATCHED`."""

_CALLED = {part: what for what, part in PARTS.items()}

Measure: TypeAlias = a.RemovePeople | a.RestoreRoom | PutOut | PutBack


@dataclass(frozen=True)
class Securing:
    """Does what such a row says, and has everything from then on encrypted anew."""

    gateway: MatrixGateway
    places: Places

    async def perform(self, row: OutboxRow, measure: Measure) -> Outcome:
        """Raises `Unreachable` to be asked again later, `Refused` for a final no."""
        match measure:
            case PutOut(room, people):
                await self._put_out(room, people)
            case PutBack(room, part):
                await self._put_back(room, part, locked=False)
            case a.RemovePeople() | a.RestoreRoom():
                alert = await self.places.alert(row)
                if alert.room is None:
                    pass  # Nobody is in a room that is not there yet: it will be made as it should be.
                elif isinstance(measure, a.RemovePeople):
                    # Whoever was called or reinstated since then may be in it by now.
                    out = [each for each in measure.people if each not in alert.called]
                    await self._put_out(alert.room, out)
                else:
                    await self._put_back(alert.room, measure.part, locked=alert.locked)
        return Outcome()

    async def _put_out(self, room: str, people: Collection[str]) -> None:
        """All of these that can be; who is gone already is no fault. One who stays keeps no other in."""
        self.gateway.rotate(room)
        turn = asyncio.Semaphore(AT_ONCE)

        async def put_out_one(person: str) -> Refused | Unreachable | None:
            async with turn:
                try:
                    await self.gateway.remove(room, person)
                except (Refused, Unreachable) as fault:
                    return fault
                return None

        faults = [fault for fault in await asyncio.gather(*map(put_out_one, people)) if fault is not None]
        for fault in sorted(faults, key=lambda each: isinstance(each, Refused)):
            raise fault  # What can be tried again comes before what is final.

    async def _put_back(self, room: str, part: RoomPart, *, locked: bool) -> None:
        self.gateway.rotate(room)
        await self.gateway.restore(room, _CALLED[part], locked=locked)
