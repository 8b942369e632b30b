"""The journal: what happened to each alert, in order; and the alerts by what they are looked up by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.store.chats import Chats
from bot.store.codec import Codec
from bot.store.inbox import Inbox
from bot.store.schema import OPEN, alerts, journal
from bot.store.statements import Statements
from rooms.alert import State
from rooms.events import Event


@dataclass(frozen=True)
class AlertRow:
    """What is known of an alert without reading its journal."""

    id: int
    code: str
    defender: str
    state: State
    room: str | None
    created_at: datetime
    exercise: bool = False


_ADD_ALERT = insert(alerts)
_ADD_EVENTS = insert(journal)
_EVENTS = select(journal.c.event).where(journal.c.alert == bindparam("of_alert")).order_by(journal.c.id)
_ALERTS = select(alerts).order_by(alerts.c.id)
_OPEN_ALERTS = _ALERTS.where(alerts.c.state.in_(OPEN))
_NEWEST = (
    select(alerts.c.id, alerts.c.created_at)
    .where(alerts.c.state.in_(OPEN), ~alerts.c.exercise)
    .order_by(alerts.c.id.desc())
    .limit(bindparam("at_most"))
)
_OPEN_EXERCISES = _OPEN_ALERTS.where(alerts.c.exercise)
_INDEX = (
    update(alerts)
    .where(alerts.c.id == bindparam("of_alert"))
    .values(state=bindparam("state"), room=bindparam("room"))
)
_TIE = update(alerts).where(alerts.c.id == bindparam("of_alert")).values(defender=bindparam("defender"))
_OPEN_OF = select(func.max(alerts.c.id)).where(
    alerts.c.defender == bindparam("user"), alerts.c.state.in_(OPEN)
)
_CODE = select(alerts.c.id).where(alerts.c.code == bindparam("word")).limit(1)
_ROOM = select(alerts.c.room).where(alerts.c.id == bindparam("of_alert"))
_ERASE = delete(alerts).where(alerts.c.id == bindparam("of_alert"))


class Journal:
    """The alerts and their events, which are never changed, only erased as a whole."""

    def __init__(self, statements: Statements, codec: Codec, inbox: Inbox, chats: Chats) -> None:
        self._statements = statements
        self._codec = codec
        self._inbox = inbox
        self._chats = chats

    async def open_alert(self, code: str, defender: str, now: datetime, *, exercise: bool = False) -> int:
        """A new alert, raised, without events; returns its number, which is never given twice."""
        values = {
            "code": code,
            "defender": defender,
            "state": State.RAISED.value,
            "created_at": now,
            "exercise": exercise,
        }
        result = await self._statements.run(_ADD_ALERT, values)
        return int(result.lastrowid)

    async def append(self, alert: int, events: Sequence[Event], now: datetime) -> None:
        """Write these events at the end. Raises IntegrityError if there is no such alert."""
        if not events:
            return
        rows = [{"alert": alert, "written_at": now, "event": self._codec.encode(event)} for event in events]
        await self._statements.run(_ADD_EVENTS, rows)

    async def events(self, alert: int) -> list[Event]:
        """All that has happened to it, in order; empty if there is no such alert."""
        rows = await self._statements.rows(_EVENTS, of_alert=alert)
        return list(self._codec.decode_all([row.event for row in rows]))

    async def alerts(self, open_only: bool = True) -> list[AlertRow]:
        """The alerts that are raised, active or resolving (or all that are not erased), oldest first."""
        rows = await self._statements.rows(_OPEN_ALERTS if open_only else _ALERTS)
        return [
            AlertRow(row.id, row.code, row.defender, State(row.state), row.room, row.created_at, row.exercise)
            for row in rows
        ]

    async def newest(self, limit: int) -> list[tuple[int, datetime]]:
        """The open alerts that are no exercise, the newest first: number, and when it was raised."""
        rows = await self._statements.rows(_NEWEST, at_most=limit)
        return [(row.id, row.created_at) for row in rows]

    async def open_exercises(self) -> list[int]:
        """The numbers of exercises that are not over."""
        return [row.id for row in await self._statements.rows(_OPEN_EXERCISES)]

    async def index(self, alert: int, *, state: State, room: str | None) -> None:
        """Keep what the alert is looked up by in step with its journal."""
        await self._statements.run(_INDEX, {"of_alert": alert, "state": state.value, "room": room})

    async def tie(self, alert: int, defender: str) -> None:
        """The alert is this defender's, and is found as theirs."""
        await self._statements.run(_TIE, {"of_alert": alert, "defender": defender})

    async def open_alert_of(self, defender: str) -> int | None:
        """The defender's alert that is raised, active or resolving; the newest, should there be several."""
        number: int | None = await self._statements.value(_OPEN_OF, user=defender)
        return number

    async def code_taken(self, code: str) -> bool:
        """Whether an alert that is not erased has this code."""
        return await self._statements.value(_CODE, word=code) is not None

    async def erase(self, alert: int) -> None:
        """Erase the alert for good: journal, timers, outbox, its room's inbox, chat and members.

        SQLite overwrites it all (`secure_delete`); call `Store.checkpoint` after the transaction, so that
        nothing of it stays in the write-ahead log either.
        """
        room: str | None = await self._statements.value(_ROOM, of_alert=alert)
        if room is not None:
            await self._inbox.forget_room(room)
            await self._chats.remove(room)
        await self._statements.run(_ERASE, {"of_alert": alert})  # the rest goes with it (ON DELETE CASCADE)
