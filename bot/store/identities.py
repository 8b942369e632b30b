"""What is known of everybody's identity: the pinned master key, and which unsigned devices count."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from bot.store.schema import identities, unsigned_devices
from bot.store.statements import Statements

MOST_UNSIGNED = 100
"""So many unsigned devices of one person are kept: a homeserver can list as many as it likes."""


@dataclass(frozen=True)
class IdentityRow:
    """One person. `current` is the master key that was shown last, `accepted` unsigned devices that count."""

    user: str
    pin: str | None = None
    current: str | None = None
    changed: bool = False
    verified: bool = False
    accepted: tuple[str, ...] = ()
    hidden: bool = False


_ALL = select(identities).order_by(identities.c.user)
_OF = select(identities).where(identities.c.user == bindparam("of_user"))
_DOUBTED = select(identities.c.user).where(identities.c.changed.is_(True))
_INSERT = insert(identities)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=[identities.c.user],
    set_={
        name: _INSERT.excluded[name]
        for name in ("pin", "current", "changed", "verified", "accepted", "hidden")
    },
)
_ALL_UNSIGNED = select(unsigned_devices)
_UNSIGNED = select(unsigned_devices).where(unsigned_devices.c.user == bindparam("of_user"))
_ADD_UNSIGNED = insert(unsigned_devices).on_conflict_do_nothing(
    index_elements=[unsigned_devices.c.user, unsigned_devices.c.device]
)
_DROP_UNSIGNED = delete(unsigned_devices).where(
    unsigned_devices.c.user == bindparam("of_user"), unsigned_devices.c.device == bindparam("of_device")
)
_UNTOLD = (
    select(unsigned_devices)
    .where(
        unsigned_devices.c.told.is_(False),
        unsigned_devices.c.seen_at <= bindparam("before", type_=unsigned_devices.c.seen_at.type),
    )
    .order_by(unsigned_devices.c.user)
)
_TELL = (
    unsigned_devices.update()
    .where(unsigned_devices.c.user == bindparam("of_user"), unsigned_devices.c.told.is_(False))
    .where(unsigned_devices.c.seen_at <= bindparam("before", type_=unsigned_devices.c.seen_at.type))
    .values(told=True)
)


class Identities:
    """By user ID. Devices are named by their Curve25519 keys."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def all(self) -> list[IdentityRow]:
        """Everybody of whom anything is known."""
        return [_read(row) for row in await self._statements.rows(_ALL)]

    async def of(self, user: str) -> IdentityRow | None:
        """What is known of this person; None if nothing is."""
        row = await self._statements.row(_OF, of_user=user)
        return None if row is None else _read(row)

    async def doubted(self) -> frozenset[str]:
        """Whose identity has changed, and of whom nobody has made sure yet."""
        return frozenset(row.user for row in await self._statements.rows(_DOUBTED))

    async def put(self, row: IdentityRow) -> None:
        """Keep this of somebody in place of what was known."""
        values = {
            "user": row.user,
            "pin": row.pin,
            "current": row.current,
            "changed": row.changed,
            "verified": row.verified,
            "accepted": row.accepted,
            "hidden": row.hidden,
        }
        await self._statements.run(_PUT, values)

    async def set_unsigned(self, user: str, devices: Collection[str], at: datetime) -> None:
        """These devices of theirs, and no others, are not signed; those are new that were not before.

        Of too many, those are kept that were known.
        """
        known = {row.device for row in await self._statements.rows(_UNSIGNED, of_user=user)}
        gone, room = known.difference(devices), MOST_UNSIGNED - len(known.intersection(devices))
        new = sorted(set(devices) - known)[: max(room, 0)]
        if gone:
            dropped = [{"of_user": user, "of_device": device} for device in gone]
            await self._statements.run(_DROP_UNSIGNED, dropped)
        if new:
            added = [{"user": user, "device": device, "seen_at": at, "told": False} for device in new]
            await self._statements.run(_ADD_UNSIGNED, added)

    async def unsigned(self) -> dict[str, set[str]]:
        """The unsigned devices of everybody."""
        found: dict[str, set[str]] = {}
        for row in await self._statements.rows(_ALL_UNSIGNED):
            found.setdefault(row.user, set()).add(row.device)
        return found

    async def untold(self, before: datetime) -> list[str]:
        """Of whose unsigned devices, seen until `before`, nobody was told yet."""
        return sorted({row.user for row in await self._statements.rows(_UNTOLD, before=before)})

    async def told(self, user: str, before: datetime) -> None:
        """They and the others were told of all their unsigned devices that were seen until `before`."""
        await self._statements.run(_TELL, {"of_user": user, "before": before})


def _read(row: Row[Any]) -> IdentityRow:
    accepted = tuple(row.accepted)
    return IdentityRow(row.user, row.pin, row.current, row.changed, row.verified, accepted, row.hidden)
