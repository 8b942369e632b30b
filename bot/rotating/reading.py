"""`!rota import`: a calendar that a coordinator has sent is fetched, read, and taken as a whole or not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.errors import Refused, Unreachable
from bot.jobs import ReadCalendar
from bot.outcome import Outcome, Write
from bot.places import Places
from bot.ports import Forged, MatrixGateway, Undecryptable, Unreadable
from bot.rotating.calendar_answers import counts, not_taken, refused
from bot.rotating.calendar_entries import NoCalendar, Why
from bot.rotating.calendars import AHEAD, LONGEST, Understood
from bot.rotating.reading_apart import read_apart
from bot.rotating.weeks import week_lines
from bot.store.outbox import OutboxRow
from bot.store.store import Store, Transaction
from bot.telling import Telling
from rooms.roster import Organisation
from rooms.texts import Lines, Text, say

TRIES = 6
"""After so many the coordinator hears that the file cannot be had, and may send it again."""

_UNDER_WAY = "calendar_under_way"
"""By this name it is kept which row's file is being read. One that was when Vigil ended is not read again."""


@dataclass(frozen=True)
class CalendarReading:
    """Does the row; what comes of it is told in the coordination room."""

    store: Store
    gateway: MatrixGateway
    places: Places
    telling: Telling

    async def read(self, row: OutboxRow, job: ReadCalendar) -> Outcome:
        """Take the calendar over, or say why not."""
        async with self.store.transaction() as tx:
            organisation = await _organisation(tx, job.organisation)
        if organisation is None:
            return Outcome()
        now = self.telling.clock.now()
        try:
            data = await self.gateway.download(await self._file(job), at_most=LONGEST)
            understood = await self._understood(row, data, organisation, now)
        except Unreachable:
            if row.attempts + 1 < TRIES:
                raise
            return self._told(row, say("calendar-not-there"))
        except (Refused, Unreadable, Undecryptable, Forged):
            return self._told(row, say("calendar-not-there"))
        except NoCalendar as fault:
            return self._told(row, refused(fault))
        if understood.doubts or not understood.stints:
            return self._told(row, not_taken(organisation.name, understood))
        return Outcome(write=self._take(row, job, understood))

    async def _understood(
        self, row: OutboxRow, data: bytes, organisation: Organisation, now: datetime
    ) -> Understood:
        """Read the file once: what has taken Vigil down with it would do so at every start."""
        async with self.store.transaction() as tx:
            if await tx.facts.get(_UNDER_WAY) == row.transaction_id:
                raise NoCalendar(Why.TOO_MUCH)
            await tx.facts.set(_UNDER_WAY, row.transaction_id)
        try:
            return await read_apart(data, organisation, now)
        finally:  # Told to stop as well: only what ends without warning has to be feared.
            async with self.store.transaction() as tx:
                await tx.facts.set(_UNDER_WAY, "")

    async def _file(self, job: ReadCalendar) -> Mapping[str, Any]:
        """Where the file lies, and its key; it counts only from an admin's own device, as all they say."""
        if job.file:
            return _object(json.loads(job.file))
        words = await self.gateway.decrypt(
            {**await self.gateway.event(job.room, job.event), "room_id": job.room}
        )
        async with self.store.transaction() as tx:
            admins = await tx.roster.admins()
        if words.device.user_id not in admins or not words.believed:
            raise Unreadable
        return _object(words.content.get("file"))

    def _take(self, row: OutboxRow, job: ReadCalendar, understood: Understood) -> Write:
        async def write(tx: Transaction) -> None:
            now = self.telling.clock.now()
            organisation = await _organisation(tx, job.organisation)
            if organisation is None:
                return
            duties = replace(organisation.duties, stints=understood.stints)
            await tx.editing.set_duties(organisation.id, duties)
            self.places.alerts.roster_changed()
            await tx.acts.add(job.person, "rota import", organisation.name, now)
            lines = week_lines(replace(organisation, duties=duties), now, self.places.times)
            text = say(
                "calendar-taken",
                name=organisation.name,
                count=len(understood.stints),
                day=self.places.times.day(now + AHEAD),
                lines=Lines(lines),
                counts=counts(understood),
            )
            await self._tell(tx, row, text)

        return write

    def _told(self, row: OutboxRow, text: Text) -> Outcome:
        async def write(tx: Transaction) -> None:
            await self._tell(tx, row, text)

        return Outcome(write=write)

    async def _tell(self, tx: Transaction, row: OutboxRow, text: Text) -> None:
        await self.telling.coordinators(tx, text, mark=f"{row.transaction_id}-read")


def _object(value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Unreadable
    return value


async def _organisation(tx: Transaction, id: str) -> Organisation | None:
    every = await tx.roster.organisations(also_suspended=True)
    return next((one for one in every if one.id == id), None)
