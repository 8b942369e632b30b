"""Files for a room: a picture is drawn, or a calendar written, then uploaded, then shown: a row for each.

So nothing is drawn or uploaded again because what follows has to be tried again; and the words of the room
wait for none of it.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.charts import Chart
from bot.drawing import Picture, draw
from bot.jobs import DrawPicture, PostFile, UploadFile, WriteCalendar
from bot.outcome import Outcome
from bot.places import Places, Spot
from bot.ports import MatrixGateway
from bot.rotating.calendars import write_calendar
from bot.store.outbox import OutboxRow
from bot.store.store import Store, Transaction
from bot.telling import Telling
from bot.wording import locale_of

_PNG = "image/png"
_CALENDAR = "text/calendar"


@dataclass(frozen=True)
class Filing:
    """Does what rows say about files; only for rooms that are encrypted."""

    store: Store
    gateway: MatrixGateway
    places: Places
    telling: Telling

    async def perform(
        self, row: OutboxRow, job: DrawPicture | WriteCalendar | UploadFile | PostFile
    ) -> Outcome:
        """Do what the row says, and add the row that follows."""
        spot = await self.places.room(job.room)
        if spot is None or not spot.encrypted:
            return Outcome()
        match job:
            case DrawPicture(room, chart, name):
                pictures = await self._draw(chart, spot)
                return _followed(self.telling, row, _uploads(room, name, pictures))
            case WriteCalendar(room, id):
                return _followed(self.telling, row, await self._calendars(room, id))
            case UploadFile():
                file = await self.gateway.upload(base64.b64decode(job.data))
                post = PostFile(job.room, json.dumps(_content(job, file)))
                return _followed(self.telling, row, [post])
            case PostFile(_, content):
                await self.gateway.send(
                    spot.room,
                    json.loads(content),
                    recipients=spot.audience,
                    transaction_id=row.transaction_id,
                    encrypted=True,
                    secret=spot.secret,
                )
        return Outcome()

    async def _draw(self, chart: Chart, spot: Spot) -> list[Picture]:
        """In a thread: whoever writes meanwhile is heard."""
        render = partial(self.places.render, language=spot.language)
        return await asyncio.to_thread(draw, chart, render, locale_of(spot.language))

    async def _calendars(self, room: str, id: str) -> list[UploadFile]:
        """In a thread too; none of an organisation that has gone meanwhile."""
        async with self.store.transaction() as tx:
            found = [each for each in await tx.roster.organisations() if each.id == id]
        now = self.telling.clock.now()
        written = [await asyncio.to_thread(write_calendar, one, now) for one in found]
        return [upload_of(room, f"{id}.ics", _CALENDAR, data) for data in written]


async def show_coordinators(tx: Transaction, telling: Telling, chart: Chart, name: str) -> None:
    """A picture of this follows in the coordination room."""
    chat = await tx.chats.coordination()
    if chat is not None:
        await telling.add(tx, files_queue(chat.room), DrawPicture(chat.room, chart, name))


def upload_of(room: str, name: str, mimetype: str, data: bytes) -> UploadFile:
    """The row by which a file goes to a room."""
    return UploadFile(room, name, mimetype, base64.b64encode(data).decode("ascii"), len(data))


def files_queue(room: str) -> str:
    """Where the files for this room wait: its words do not wait for them."""
    return f"files:{room}"


def _uploads(room: str, name: str, pictures: Sequence[Picture]) -> list[UploadFile]:
    stem = name.removesuffix(".png")
    uploads = []
    for number, picture in enumerate(pictures, 1):
        full_name = f"{stem}-{number}.png" if len(pictures) > 1 else name
        data = base64.b64encode(picture.data).decode("ascii")
        size = (picture.width, picture.height)
        uploads.append(UploadFile(room, full_name, _PNG, data, len(picture.data), *size))
    return uploads


def _content(job: UploadFile, file: dict[str, Any]) -> dict[str, Any]:
    """The message that shows the file (spec: m.image, m.file)."""
    info: dict[str, Any] = {"mimetype": job.mimetype, "size": job.size}
    if job.width:
        info |= {"w": job.width, "h": job.height}
    return {
        "msgtype": "m.image" if job.mimetype == _PNG else "m.file",
        "body": job.name,
        "filename": job.name,
        "info": info,
        "file": file,
        "m.mentions": {},
    }


def _followed(telling: Telling, row: OutboxRow, jobs: Sequence[UploadFile | PostFile]) -> Outcome:
    async def write(tx: Transaction) -> None:
        for number, job in enumerate(jobs):
            await telling.add(tx, row.queue, job, mark=f"{row.transaction_id}-{number}")

    return Outcome(write=write)
