"""In which order the devices of others wrote: a homeserver can hold a message back, and give it later.

Megolm counts the messages of a session, and its sessions are known in the order in which their keys came; the
homeserver can change neither count nor key. What was read of which session is in `message_indexes`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.store.schema import megolm_sessions, message_indexes
from bot.store.statements import Statements

_ADD = insert(megolm_sessions).on_conflict_do_nothing(index_elements=[megolm_sessions.c.session_id])
_READ = (
    update(megolm_sessions)
    .where(megolm_sessions.c.session_id == bindparam("session"))
    .values(author=bindparam("device"))
)
_THIS = select(megolm_sessions.c.id).where(megolm_sessions.c.session_id == bindparam("session"))
_LATER_ONE = (
    select(megolm_sessions.c.id)
    .where(megolm_sessions.c.author == bindparam("device"), megolm_sessions.c.id > _THIS.scalar_subquery())
    .limit(1)
)
_HIGHEST = select(func.max(message_indexes.c.message_index)).where(
    message_indexes.c.session_id == bindparam("session")
)


class MegolmSessions:
    """The sessions of others, in the order in which they were first heard of."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def came(self, session_ids: Collection[str]) -> None:
        """The keys of these have come, in this order."""
        if session_ids:
            await self._statements.run(_ADD, [{"session_id": each} for each in session_ids])

    async def is_late(self, session_id: str, index: int, *, room: str, device: str) -> bool:
        """Whether this device wrote something later in this room that was read already.

        To be asked before the index is claimed; from then on it is read too.
        """
        author = hashlib.sha256(f"{room}\n{device}".encode()).hexdigest()[:32]
        await self.came([session_id])
        await self._statements.run(_READ, {"session": session_id, "device": author})
        later = await self._statements.value(_LATER_ONE, session=session_id, device=author)
        highest: int | None = await self._statements.value(_HIGHEST, session=session_id)
        return later is not None or (highest is not None and highest > index)
