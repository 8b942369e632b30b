"""What follows from people's identities and devices: who is told, and which alerts hear of it.

Everything in here runs inside a transaction of the worker.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.alerts import Alerts
from bot.clock import Clock
from bot.identifiers import Identifiers
from bot.identities import Identities, News
from bot.jobs import TellPerson
from bot.matrix.identity import in_groups
from bot.ports import Decrypted
from bot.store.chats import Chat
from bot.store.codec import UnknownRecord
from bot.store.store import Transaction
from bot.who import Who, whoever
from rooms import inputs as i
from rooms.actions import TellCoordinators
from rooms.alert import Alert
from rooms.texts import Lines, Text, say

log = structlog.get_logger()

TOLD_AGAIN_AFTER = timedelta(hours=1)
"""How often at most somebody is told that what they write on a device has no effect."""

_UNHEARD = "unheard_devices"
"""The fact that says when the owner of which device was told so."""


@dataclass(frozen=True)
class IdentityNews:
    """Tells people and alerts. `look` lets those be looked after who may be able to read more now."""

    alerts: Alerts
    identities: Identities
    clock: Clock
    identifiers: Identifiers
    look: Callable[[], None]

    async def tell(self, tx: Transaction, news: News, people: Sequence[str]) -> None:
        """This is new of these people; those who are not on the roster any more are passed over."""
        known = await whoever(tx, people)
        match news:
            case News.PINNED:
                await self._pinned(tx, known)
            case News.CHANGED:
                for who in known:
                    await self._changed(tx, who)
            case News.TRUSTED:
                for who in known:
                    await self._hear(tx, i.IdentityTrusted(who.user), self._concerned)
                self.look()
            case News.UNSIGNED:
                await self._unsigned(tx, known)

    async def _pinned(self, tx: Transaction, people: Sequence[Who]) -> None:
        """Their first keys, all in one message: at the first start that is everybody."""
        lines = []
        for who in people:
            pin = (await self.identities.written(tx, who.user)).pin
            if pin is not None:
                lines.append(say("pinned-line", who=who.name, fingerprint=in_groups(pin)))
        if lines:
            told = say("coordination-pinned", lines=Lines(tuple(lines)))
            await self._tell_coordinators(tx, told, urgent=False)

    async def _changed(self, tx: Transaction, who: Who) -> None:
        standing = await self.identities.written(tx, who.user)
        if not standing.changed or standing.pin is None or standing.current is None:
            return  # It was accepted before this could be told.
        pin, current = in_groups(standing.pin), in_groups(standing.current)
        if standing.current == standing.pin:
            told = say("coordination-key-is-back", who=who.name, word=who.word, pin=pin)
        else:
            key = "coordination-key-changed-defender" if who.is_defender else "coordination-key-changed"
            told = say(key, who=who.name, word=who.word, pin=pin, current=current)
        await self._tell_coordinators(tx, told, urgent=True)
        await self._hear(tx, i.IdentityChanged(who.user), self._concerned)

    async def _unsigned(self, tx: Transaction, people: Sequence[Who]) -> None:
        refused = [who for who in people if self.identities.refused_of(who.user)]
        for who in refused:
            await self._tell_person(tx, who.user, say("device-not-verified"))
            await self._hear(tx, i.DeviceRefused(who.user), lambda alert, user: user in alert.audience)
        if refused:
            lines = tuple(say("not-verified-line", who=who.name) for who in refused)
            told = say("coordination-not-verified", lines=Lines(lines))
            await self._tell_coordinators(tx, told, urgent=False)

    # Words from devices that nobody vouches for

    async def counts(self, tx: Transaction, chat: Chat, sender: str, words: Decrypted) -> bool:
        """Whether what was said is to be acted upon. Whoever is in danger is heard from any device."""
        if words.believed or await self._is_heard_in_danger(tx, chat, sender):
            if not words.signed:
                await self.identities.heard_from(tx, sender, words.device.curve25519)
            return True
        await self._not_heard(tx, sender, words.device.curve25519)
        return False

    async def _is_heard_in_danger(self, tx: Transaction, chat: Chat, sender: str) -> bool:
        """A defender who is a partner as well commands nothing from such a device, but calls for help."""
        if not self.identities.hears_any_device_of_defenders:
            return False
        return chat.kind == "direct" and await tx.roster.defender(sender) is not None

    async def _not_heard(self, tx: Transaction, person: str, device: str) -> None:
        """They learn why nothing comes of their words, at most once an hour for each device."""
        if not await tx.roster.knows(person):
            return
        now, name = self.clock.now(), f"{person} {device}"
        told: dict[str, str] = json.loads(await tx.facts.get(_UNHEARD) or "{}")
        recent = {
            each: at for each, at in told.items() if now - datetime.fromisoformat(at) < TOLD_AGAIN_AFTER
        }
        if name in recent:
            return
        await tx.facts.set(_UNHEARD, json.dumps({**recent, name: now.isoformat()}))
        changed = (await self.identities.written(tx, person)).changed
        await self._tell_person(tx, person, say("not-heard-changed" if changed else "not-heard-unsigned"))

    # Ways out

    @staticmethod
    def _concerned(alert: Alert, user: str) -> bool:
        return user == alert.defender or user in alert.partners

    async def _hear(
        self,
        tx: Transaction,
        given: i.IdentityChanged | i.IdentityTrusted | i.DeviceRefused,
        concerns: Callable[[Alert, str], bool],
    ) -> None:
        """Hand this to every alert that it concerns."""
        async for number, alert in self._alerts(tx):
            if concerns(alert, given.person):
                await self.alerts.apply(tx, number, given)

    async def _alerts(self, tx: Transaction) -> AsyncIterator[tuple[int, Alert]]:
        for row in await tx.journal.alerts(open_only=False):
            try:
                yield row.id, await self.alerts.get(tx, row.id)
            except UnknownRecord:
                log.exception("journal_unreadable", alert=row.id)

    async def _tell_coordinators(self, tx: Transaction, text: Text, *, urgent: bool) -> None:
        mark = self.identifiers.mark()
        action = TellCoordinators(text, urgent=urgent)
        await tx.outbox.add("coordination", action, transaction_id=mark, now=self.clock.now())

    async def _tell_person(self, tx: Transaction, person: str, text: Text) -> None:
        mark = self.identifiers.mark()
        job = TellPerson(person, text)
        await tx.outbox.add(f"person:{person}", job, transaction_id=mark, now=self.clock.now())
