"""As what each message was taken: its correction, or itself after that, is not taken so once more."""

from __future__ import annotations

from sqlalchemy import bindparam, select, update

from bot.store.inbox import author_of
from bot.store.schema import inbox
from bot.store.statements import Statements

_TAKE = update(inbox).where(inbox.c.id == bindparam("row")).values(taken_as=bindparam("as_what"))
_OF = select(inbox.c.taken_as).where(inbox.c.id == bindparam("row"))
_WRITTEN = select(inbox.c.id, inbox.c.taken_as).where(
    inbox.c.event_id == bindparam("event"),
    inbox.c.room == bindparam("of_room"),
    inbox.c.author == bindparam("by"),
)


class Taken:
    """A word for each message in the inbox (`rooms.written`); it is remembered for as long as its row is."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def note(self, row: int, as_what: str) -> None:
        """This message was taken as that."""
        await self._statements.run(_TAKE, {"row": row, "as_what": as_what})

    async def of(self, row: int) -> str:
        """As what it was taken; nothing if as nothing."""
        return str(await self._statements.value(_OF, row=row) or "")

    async def written(self, event_id: str, *, room: str, sender: str) -> tuple[int, str] | None:
        """The row of what this sender wrote in this room, and as what it was taken; None if it is unknown."""
        by = author_of(event_id, sender)
        row = await self._statements.row(_WRITTEN, event=event_id, of_room=room, by=by)
        return None if row is None else (row.id, row.taken_as)
