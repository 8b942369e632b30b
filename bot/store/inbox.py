"""The inbox: everything that came in, once each, until it has been handled (G1).

A row is `pending`, `waiting` (for the key of its Megolm session) or `done`. A done row keeps its event
ID, so that the event is known again, and nothing of what was said or who said it; a digest tells only whether
somebody who wants to change it later is the one who sent it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.store.columns import Moment
from bot.store.schema import FAULTS_AT_MOST, alerts, gaps, inbox, megolm_sessions, message_indexes
from bot.store.statements import Statements
from bot.store.turns import SAID, in_turn, turns

_PENDING, _WAITING, _DONE = "pending", "waiting", "done"


_UNNAMED = "#"
"""How the digest begins that stands in the place of an event ID."""
_UNNAMED_AT_ONCE = 1000

STRANGER_INVITE = "stranger"
"""The kind of a stranger's invitation: everything else is handed out before it."""


@dataclass(frozen=True)
class InboxRow:
    """Something that came in. `payload` is what its `kind` needs, as plain JSON."""

    id: int
    event_id: str
    room: str
    sender: str
    kind: str
    payload: dict[str, Any] = field(repr=False)
    received_at: datetime
    state: str
    put_off: bool = False
    """It was looked at before, and deferred."""

    @property
    def sent_at(self) -> datetime:
        """When it was sent, if the payload says so; else when it was received."""
        sent_at = self.payload.get("sent_at")
        return datetime.fromisoformat(sent_at) if sent_at else self.received_at


_ROW = select(
    inbox.c.id,
    inbox.c.event_id,
    inbox.c.room,
    inbox.c.sender,
    inbox.c.kind,
    inbox.c.payload,
    inbox.c.received_at,
    inbox.c.state,
    inbox.c.not_before,
).order_by(inbox.c.id)
_ADD = insert(inbox).on_conflict_do_nothing(index_elements=[inbox.c.event_id])
_SOUND = inbox.c.faults < FAULTS_AT_MOST
_ONE = update(inbox).where(inbox.c.id == bindparam("row"))
_DUE_NOW = and_(
    _SOUND,
    or_(inbox.c.not_before.is_(None), inbox.c.not_before <= bindparam("now", type_=inbox.c.not_before.type)),
)
_IN_TURN = turns(and_(inbox.c.state == _PENDING, _DUE_NOW))
_DUE = (
    _ROW.join(_IN_TURN, _IN_TURN.c.id == inbox.c.id)
    .order_by(None)
    .order_by(inbox.c.kind == STRANGER_INVITE, *in_turn(_IN_TURN), inbox.c.id)
    .limit(bindparam("limit"))
)
_PENDING_UNTIL = (
    select(inbox.c.id)
    .where(
        inbox.c.state == _PENDING,
        _DUE_NOW,
        inbox.c.received_at <= bindparam("until", type_=inbox.c.received_at.type),
    )
    .limit(1)
)
_HELD_BACK = (
    inbox.c.state == _PENDING,
    inbox.c.kind == SAID,
    inbox.c.faults == 0,
    inbox.c.room == bindparam("of_room"),
    inbox.c.not_before.is_not(None),
)
_HELD = select(inbox.c.id).where(*_HELD_BACK).order_by(inbox.c.id)
_RELEASE = update(inbox).where(*_HELD_BACK).values(not_before=None)
_LAST = select(func.max(inbox.c.id))
_MOVE = _ONE.values(id=bindparam("new"))
_UNHEARD = (
    select(inbox.c.id)
    .where(
        inbox.c.state == _PENDING,
        inbox.c.kind == "event",
        _DUE_NOW,
        or_(inbox.c.room == bindparam("of_room"), inbox.c.sender == bindparam("of_sender")),
    )
    .limit(1)
)
_PENDING_IN = _ROW.where(
    inbox.c.state == _PENDING, inbox.c.room == bindparam("of_room"), inbox.c.kind == bindparam("of_kind")
)
_UNTOLD = _ROW.where(
    inbox.c.state == _WAITING,
    inbox.c.told.is_(False),
    inbox.c.waiting_since <= bindparam("before", type_=inbox.c.waiting_since.type),
).limit(bindparam("limit"))
_FINISH = _ONE.values(state=_DONE, payload=None, sender="", session_id=None, not_before=None)
_WAIT = _ONE.values(
    state=_WAITING,
    session_id=bindparam("session"),
    waiting_since=func.coalesce(inbox.c.waiting_since, bindparam("since", type_=inbox.c.waiting_since.type)),
)
_WAKE = (
    update(inbox)
    .where(inbox.c.state == _WAITING, inbox.c.session_id.in_(bindparam("sessions", expanding=True)))
    .values(state=_PENDING, not_before=None)
)
_TOLD = _ONE.values(told=True)
_DEFER = _ONE.values(not_before=bindparam("until"))
_FAILED = _ONE.values(faults=inbox.c.faults + 1).returning(inbox.c.faults)
_TRY_AGAIN = update(inbox).where(~_SOUND).values(faults=FAULTS_AT_MOST - 1, not_before=None)
_FORGET_GAPS = delete(gaps).where(gaps.c.room == bindparam("of_room"))
_FORGET = delete(inbox).where(inbox.c.room == bindparam("of_room"))
_FORGET_INDEXES = delete(message_indexes).where(
    message_indexes.c.event_id.in_(select(inbox.c.event_id).where(inbox.c.room == bindparam("of_room")))
)
_FORGET_SESSIONS = delete(megolm_sessions).where(
    megolm_sessions.c.session_id.in_(
        select(message_indexes.c.session_id).where(
            message_indexes.c.event_id.in_(
                select(inbox.c.event_id).where(inbox.c.room == bindparam("of_room"))
            )
        )
    )
)
_PRUNE = delete(inbox).where(
    inbox.c.state == _DONE,
    inbox.c.received_at < bindparam("before", type_=inbox.c.received_at.type),
    inbox.c.room.not_in(select(alerts.c.room).where(alerts.c.room.is_not(None))),
)
_PRUNE_WAITING = delete(inbox).where(
    or_(
        and_(inbox.c.state == _WAITING, inbox.c.waiting_since < bindparam("before", type_=Moment)),
        and_(inbox.c.state == _PENDING, ~_SOUND, inbox.c.received_at < bindparam("before", type_=Moment)),
    )
)
_TO_UNNAME = (
    select(message_indexes)
    .where(
        message_indexes.c.event_id.not_like(f"{_UNNAMED}%"),
        message_indexes.c.event_id.not_in(select(inbox.c.event_id)),
    )
    .limit(_UNNAMED_AT_ONCE)
)
_UNNAME = (
    update(message_indexes)
    .where(
        message_indexes.c.session_id == bindparam("session"),
        message_indexes.c.message_index == bindparam("index"),
    )
    .values(event_id=bindparam("digest"))
)
_HIGHEST = select(
    message_indexes.c.session_id, func.max(message_indexes.c.message_index).label("highest")
).group_by(message_indexes.c.session_id)
_CLAIM = insert(message_indexes).on_conflict_do_nothing(
    index_elements=[message_indexes.c.session_id, message_indexes.c.message_index]
)
_CLAIMED_BY = select(message_indexes.c.event_id).where(
    message_indexes.c.session_id == bindparam("session"),
    message_indexes.c.message_index == bindparam("index"),
)
_RECEIVED_AT = select(inbox.c.received_at).where(
    inbox.c.event_id == bindparam("event"), inbox.c.room == bindparam("of_room")
)
_AUTHOR = select(func.coalesce(inbox.c.author, "")).where(inbox.c.event_id == bindparam("event"))


class Inbox:
    """What came in, in order of arrival."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def add(
        self,
        event_id: str,
        *,
        room: str,
        sender: str,
        kind: str,
        payload: dict[str, Any],
        received_at: datetime,
        held_until: datetime | None = None,
    ) -> bool:
        """Take it in. False, and nothing is changed, if this event ID was ever taken in before.

        `held_until`: not to be handed out before, if nothing else is said (`release`).
        """
        values = _new(event_id, room, sender, kind, payload, received_at) | {"not_before": held_until}
        return await self._statements.change(_ADD, **values) == 1

    async def add_all(
        self,
        arrived: Sequence[tuple[str, str, dict[str, Any]]],
        *,
        room: str,
        kind: str,
        received_at: datetime,
    ) -> None:
        """Take in many of a kind, each an event ID, sender and payload, as `add` does, in one statement."""
        if arrived:
            rows = [_new(event, room, sender, kind, what, received_at) for event, sender, what in arrived]
            await self._statements.run(_ADD, rows)

    async def pending(self, *, now: datetime, limit: int = 100) -> list[InboxRow]:
        """What can be handled now: not done, not waiting, not deferred past `now`.

        In fair turns (`turns.py`), in each of them in order of arrival; strangers' invitations come last.
        """
        return _rows(await self._statements.rows(_DUE, now=now, limit=limit))

    async def pending_in(self, room: str, kind: str) -> list[InboxRow]:
        """What of this kind came from this room and is not handled yet, deferred or not, in order."""
        return _rows(await self._statements.rows(_PENDING_IN, of_room=room, of_kind=kind))

    async def held_in(self, room: str) -> list[int]:
        """The rows of what was said in this room and is held until earlier words are there, in order."""
        return [row.id for row in await self._statements.rows(_HELD, of_room=room)]

    async def put_behind(self, rows: Sequence[int]) -> None:
        """From now on these come after all that is there, in the order that they have."""
        last = int(await self._statements.value(_LAST) or 0)
        if rows:
            moved = [{"row": row, "new": last + number} for number, row in enumerate(rows, start=1)]
            await self._statements.run(_MOVE, moved)

    async def release(self, room: str) -> None:
        """What was said in this room and is held can be handed out."""
        await self._statements.run(_RELEASE, {"of_room": room})

    async def is_pending(self, *, now: datetime, received_until: datetime) -> bool:
        """Whether something that came in until then can be handled now and has not been yet."""
        found = await self._statements.value(_PENDING_UNTIL, now=now, until=received_until)
        return found is not None

    async def has_unheard(self, room: str, sender: str, *, now: datetime) -> bool:
        """Whether something that was said in this room, or by this person, has come in and is not handled."""
        found = await self._statements.value(_UNHEARD, now=now, of_room=room, of_sender=sender)
        return found is not None

    async def done(self, *rows: int) -> None:
        """They have been handled: erase what they said and who said it, and never hand them out again."""
        if rows:
            await self._statements.run(_FINISH, [{"row": row} for row in rows])

    async def defer(self, row: int, until: datetime) -> None:
        """Do not hand it out before `until`."""
        await self._statements.run(_DEFER, {"row": row, "until": until})

    async def take_up(self, *rows: int) -> None:
        """What these were put off for is done: hand them out."""
        await self._statements.run(_DEFER, [{"row": row, "until": None} for row in rows])

    async def failed(self, row: int) -> bool:
        """It failed by a fault of Vigil's own. Whether that was once too often: it is set aside now."""
        return int(await self._statements.value(_FAILED, row=row) or 0) >= FAULTS_AT_MOST

    async def try_again(self) -> int:
        """Take up once more what is set aside; returns how many rows that are."""
        return await self._statements.change(_TRY_AGAIN)

    async def wait(self, row: int, session_id: str, since: datetime) -> None:
        """It cannot be decrypted until this session's key comes. A second wait counts from the first one."""
        await self._statements.run(_WAIT, {"row": row, "session": session_id, "since": since})

    async def wake(self, session_ids: Collection[str]) -> int:
        """Keys came: make pending what waits for them; returns how many rows that were."""
        return await self._statements.change(_WAKE, sessions=list(session_ids))

    async def waiting_since(self, before: datetime, *, limit: int = 100) -> list[InboxRow]:
        """What has waited for its key since `before` or longer, and about which nobody was told yet."""
        return _rows(await self._statements.rows(_UNTOLD, before=before, limit=limit))

    async def told(self, row: int) -> None:
        """Somebody has been told about this waiting row; it goes on waiting."""
        await self._statements.run(_TOLD, {"row": row})

    async def knows(self, event_id: str) -> bool:
        """Whether this was taken in, and its row is still there, handled or not."""
        return await self._statements.value(_AUTHOR, event=event_id) is not None

    async def received_at(self, event_id: str, room: str) -> datetime | None:
        """When this event of this room came in; None if it is not known (any more)."""
        at: datetime | None = await self._statements.value(_RECEIVED_AT, event=event_id, of_room=room)
        return at

    async def sent_by_another(self, event_id: str, sender: str) -> bool:
        """Whether this event is known, and was sent by somebody else than `sender`."""
        author: str | None = await self._statements.value(_AUTHOR, event=event_id)
        return bool(author) and author != author_of(event_id, sender)

    async def claimed_by_another(self, session_id: str, index: int, event_id: str) -> bool:
        """Whether another event than this was the first with this message index of its Megolm session."""
        first: str | None = await self._statements.value(_CLAIMED_BY, session=session_id, index=index)
        return first is not None and first not in (event_id, _unnamed(event_id))

    async def claim_index(self, session_id: str, index: int, event_id: str) -> bool:
        """Whether this message index of its Megolm session is used for the first time.

        False if an event used it before, be it this one: somebody replays a message (spec: Megolm, replay
        attacks). What was claimed outlives the event's row here.
        """
        values = {"session_id": session_id, "message_index": index, "event_id": event_id}
        return await self._statements.change(_CLAIM, **values) == 1

    async def read_up_to(self) -> dict[str, int]:
        """By Megolm session: the highest index that was read."""
        return {row.session_id: row.highest for row in await self._statements.rows(_HIGHEST)}

    async def prune_waiting(self, before: datetime) -> int:
        """Erase what has waited for its key, or was set aside, since before that; returns how many."""
        return await self._statements.change(_PRUNE_WAITING, before=before)

    async def prune(self, before: datetime) -> int:
        """Forget the event IDs of what was handled and came in before that; returns how many.

        Those of alert rooms stay for as long as the alert's record does. That a message index was used stays
        known for ever, but by which event only as a digest.
        """
        pruned = await self._statements.change(_PRUNE, before=before)
        unnamed = [
            {"session": row.session_id, "index": row.message_index, "digest": _unnamed(row.event_id)}
            for row in await self._statements.rows(_TO_UNNAME)
        ]
        if unnamed:
            await self._statements.run(_UNNAME, unnamed)
        return pruned

    async def forget_room(self, room: str) -> None:
        """Erase every row of this room, done or not, its gaps, and the sessions and indexes that it used."""
        await self._statements.run(_FORGET_GAPS, {"of_room": room})
        await self._statements.run(_FORGET_SESSIONS, {"of_room": room})
        await self._statements.run(_FORGET_INDEXES, {"of_room": room})
        await self._statements.run(_FORGET, {"of_room": room})


def _new(
    event_id: str, room: str, sender: str, kind: str, payload: dict[str, Any], received_at: datetime
) -> dict[str, Any]:
    return {
        "event_id": event_id,
        "room": room,
        "sender": sender,
        "kind": kind,
        "payload": json.dumps(payload, separators=(",", ":")),
        "received_at": received_at,
        "state": _PENDING,
        "told": False,
        "author": author_of(event_id, sender),
    }


def author_of(event_id: str, sender: str) -> str:
    """What tells afterwards whether somebody is the one who sent this event."""
    return _digest(f"{event_id}\n{sender}")


def _unnamed(event_id: str) -> str:
    return _UNNAMED + _digest(event_id)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _rows(found: Collection[Row[Any]]) -> list[InboxRow]:
    return [
        InboxRow(
            id=row.id,
            event_id=row.event_id,
            room=row.room,
            sender=row.sender,
            kind=row.kind,
            payload=json.loads(row.payload),
            received_at=row.received_at,
            state=row.state,
            put_off=row.not_before is not None,
        )
        for row in found
    ]
