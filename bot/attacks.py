"""Attacks: what somebody tried in the name of others comes to nothing, is counted, and is told (G3, G6).

An accident, such as an event that is no Matrix at all, is counted only. The coordinators are told at once,
and then at most once an hour of each kind and room, with how often it has happened since: however often it
does, they go on reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.alerts import Alerts
from bot.clock import Clock
from bot.messages import carries_words, changed_event
from bot.ports import Decrypted
from bot.store.chats import Chat
from bot.store.inbox import InboxRow
from bot.store.store import Transaction
from bot.telling import Telling
from bot.who import named
from rooms.texts import Text, say

log = structlog.get_logger()

EVERY = timedelta(hours=1)
"""How often one kind of attack in one room is told."""

_WHAT = {
    "plaintext": say("attack-plaintext"),
    "relabelled": say("attack-relabelled"),
    "state": say("attack-state"),
    "wrong_room": say("attack-wrong-room"),
    "tampered": say("attack-tampered"),
    "replayed": say("attack-replayed"),
    "edited": say("attack-edited"),
    "changed-identity": say("attack-changed-identity"),
}
"""Each kind, in words. No other kinds are noted."""

_NOT_URGENT = frozenset({"changed-identity"})
"""What people do themselves, not knowing better: it was told before that it did, and wakes nobody."""


@dataclass(frozen=True)
class Attacks:
    """Keeps count, and tells the coordinators."""

    alerts: Alerts
    clock: Clock
    telling: Telling

    async def note(self, tx: Transaction, kind: str, chat: Chat, sender: str) -> None:
        """This kind of attack was made in this chat, in the name of `sender`."""
        await self.count(tx, f"attack-{kind}")
        log.warning("attack_noted", kind=kind)
        if chat.kind == "direct" and chat.person is not None and not await tx.roster.knows(chat.person):
            return  # A stranger's own chat, in which nothing is ever said that counts.
        if await tx.notices.note(kind, chat.room, sender, self.clock.now()):
            await self._tell(tx, kind, chat, sender)

    # What the worker asks of each event

    async def forged(self, tx: Transaction, chat: Chat, sender: str, reason: str) -> None:
        """An event is not what it claims to be, for the reason that `Forged` gives."""
        if reason in _WHAT:
            await self.note(tx, reason, chat, sender)
        else:
            await self.count(tx, f"event-{reason}")

    async def is_first_use(self, tx: Transaction, chat: Chat, row: InboxRow, words: Decrypted) -> bool:
        """Whether this encrypted message comes for the first time; the very same event again is no attack."""
        if await tx.inbox.claim_index(words.session_id, words.index, row.event_id):
            return True
        if await tx.inbox.claimed_by_another(words.session_id, words.index, row.event_id):
            await self.note(tx, "replayed", chat, row.sender)
        return False

    async def is_own_to_change(
        self, tx: Transaction, chat: Chat, row: InboxRow, content: Mapping[str, Any]
    ) -> bool:
        """Whether it changes nobody else's words: which it changes, the homeserver says."""
        changed = changed_event(content)
        if changed is None or not await tx.inbox.sent_by_another(changed, row.sender):
            return True
        await self.note(tx, "edited", chat, row.sender)
        return False

    async def may_be_plain(
        self, tx: Transaction, chat: Chat, row: InboxRow, event_type: object, *, encrypted_room: bool
    ) -> bool:
        """Whether what came in the clear can count: in a direct chat that is not shown as encrypted."""
        if chat.kind == "direct" and not encrypted_room:
            return True
        if carries_words(event_type):
            await self.note(tx, "plaintext", chat, row.sender)
        return False

    async def was_encrypted(self, tx: Transaction, chat: Chat, row: InboxRow) -> Chat:
        """The chat, now that this was decrypted: if it is its author's own, it is encrypted for good.

        The homeserver can hide that a room is encrypted, and refuse to take it (MATRIX.md). Plain words in
        it are still heard as what they are: they may be a call for help.
        """
        if chat.kind != "direct" or chat.person != row.sender or chat.encrypted:
            return chat
        now_encrypted = replace(chat, encrypted=True)
        await tx.chats.put(now_encrypted)
        if not await tx.roster.knows(row.sender):
            return now_encrypted
        await self.count(tx, "attack-hidden-encryption")
        told = say("encryption-hidden", name=await named(tx, row.sender))
        await self.telling.coordinators(tx, told, urgent=True)
        number = await tx.journal.open_alert_of(row.sender)
        if number is not None and (await self.alerts.get(tx, number)).briefed_at is not None:
            await self.telling.room(tx, number, told)
        return now_encrypted

    # Telling

    async def count(self, tx: Transaction, name: str) -> None:
        """One more this month, and nothing to be told."""
        await tx.counts.add(f"{self.clock.now():%Y-%m}", name)

    async def tell_again(self, tx: Transaction, now: datetime) -> None:
        """Tell, of what was told an hour ago, how often it has happened since."""
        for notice in await tx.notices.due(now - EVERY):
            chat = await tx.chats.get(notice.room)
            if not notice.number or notice.kind not in _WHAT or chat is None:
                await tx.notices.forget(notice.kind, notice.room, subject=notice.subject)
                continue
            await tx.notices.told(notice, now)
            await self._tell(tx, notice.kind, chat, notice.sender, again=notice.number)

    async def _tell(self, tx: Transaction, kind: str, chat: Chat, sender: str, *, again: int = 0) -> None:
        place, name, what = await self._place(tx, chat), await named(tx, sender), _WHAT[kind]
        if again:
            text = say("coordination-attack-again", place=place, name=name, what=what, number=again)
        else:
            text = say("coordination-attack", place=place, name=name, what=what)
        await self.telling.coordinators(tx, text, urgent=kind not in _NOT_URGENT)

    async def _place(self, tx: Transaction, chat: Chat) -> Text:
        if chat.kind == "alert" and chat.alert is not None:
            return say("room-name", code=(await self.alerts.get(tx, chat.alert)).code)
        if chat.kind == "direct" and chat.person is not None:
            return say("attack-in-chat", name=await named(tx, chat.person))
        return say("attack-in-coordination")
