"""What follows from people's identities and devices: who is told, and which alerts hear of it.

Everything in here runs inside a transaction of the worker.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.alerts import Alerts
from bot.clock import Clock
from bot.identities import Identities, News
from bot.jobs import Reply
from bot.matrix.identity import in_groups
from bot.ports import Decrypted
from bot.store.chats import Chat
from bot.store.notices import Notice
from bot.store.store import Transaction
from bot.telling import Telling
from bot.welcoming import welcome
from bot.who import Who, helps, whoever
from rooms import briefing
from rooms import inputs as i
from rooms.alert import Alert
from rooms.texts import Lines, Text, say

log = structlog.get_logger()

TOLD_AGAIN_AFTER = timedelta(hours=1)
"""How often at most somebody is told that what they write on a device has no effect."""

_KEY_CHANGED, _KEY_BACK, _NOT_VERIFIED = "identity-changed", "identity-back", "identity-not-verified"
_KEY_HIDDEN = "identity-hidden"
"""What is told of a person at most once an hour, however often the homeserver says so."""

_NOT_HEARD = "device-not-heard"
"""What the owner of a device is told at most once an hour, however much they write on it."""

_DEVICES_AT_ONCE = 3
"""So many new devices of a person that are not verified are told of in an hour, each by itself."""


@dataclass(frozen=True)
class IdentityNews:
    """Tells people and alerts. `look` lets those be looked after who may be able to read more now."""

    alerts: Alerts
    identities: Identities
    clock: Clock
    telling: Telling
    look: Callable[[], None]

    async def tell(self, tx: Transaction, news: News, people: Sequence[str]) -> None:
        """This is new of these people; those who are not on the roster any more are passed over."""
        known = await whoever(tx, people)
        match news:
            case News.PINNED:
                await self._pinned(tx, known)
                await welcome(tx, people, self.telling)
            case News.CHANGED:
                for who in known:
                    await self._changed(tx, who)
            case News.TRUSTED:
                for who in known:
                    for kind in (_KEY_CHANGED, _KEY_BACK):
                        await tx.notices.forget(kind, "", subject=who.user)
                    await self._hear(tx, i.IdentityTrusted(who.user), self._concerned)
                self.look()
            case News.HIDDEN:
                await self._hidden(tx, known)
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
            await self.telling.coordinators(tx, told)

    async def _changed(self, tx: Transaction, who: Who) -> None:
        standing = await self.identities.written(tx, who.user)
        if not standing.changed or standing.pin is None or standing.current is None:
            return  # It was accepted before this could be told.
        is_back = standing.current == standing.pin
        if await self._is_first(tx, _KEY_BACK if is_back else _KEY_CHANGED, who.user):
            await self._tell_changed(tx, who, standing.pin, standing.current)
        await self._hear(tx, i.IdentityChanged(who.user), self._concerned)

    async def _tell_changed(self, tx: Transaction, who: Who, old: str, new: str) -> None:
        pin, current = in_groups(old), in_groups(new)
        if old == new:
            told = say("coordination-key-is-back", who=who.name, word=who.word, pin=pin)
        else:
            key = "coordination-key-changed-defender" if who.is_defender else "coordination-key-changed"
            told = say(key, who=who.name, word=who.word, pin=pin, current=current)
        await self.telling.coordinators(tx, told, urgent=True)

    async def _hidden(self, tx: Transaction, people: Sequence[Who]) -> None:
        """As long as it is so, nothing is said to them that holds plans."""
        for who in people:
            standing = await self.identities.written(tx, who.user)
            if standing.hidden and await self._is_first(tx, _KEY_HIDDEN, who.user):
                told = say("coordination-key-hidden", who=who.name)
                await self.telling.coordinators(tx, told, urgent=True)

    async def _unsigned(self, tx: Transaction, people: Sequence[Who]) -> None:
        refused = [who for who in people if self._is_refused(who)]
        for who in refused:
            await self._hear(tx, i.DeviceRefused(who.user), self._has_to_hear)
        told = [who for who in refused if await self._is_device_told(tx, who.user)]
        await self._tell_not_verified(tx, told)

    async def _is_device_told(self, tx: Transaction, user: str) -> bool:
        """Each device at once, as long as they are no more than anybody has."""
        if await self._is_first(tx, _NOT_VERIFIED, user):
            return True
        return await tx.notices.number(_NOT_VERIFIED, "", subject=user) < _DEVICES_AT_ONCE

    def _is_refused(self, who: Who) -> bool:
        """Whoever is suspended is given nothing on any device, and need do nothing about one."""
        unheard = self.identities.refused_of(who.user) | self.identities.left_out_of(who.user)
        return bool(unheard) and not self.identities.is_suspended(who.user)

    async def _tell_not_verified(self, tx: Transaction, people: Sequence[Who]) -> None:
        for who in people:
            is_heard = self.identities.left_out_of(who.user)
            told = say("device-left-out-write" if is_heard else "device-not-verified")
            await self.telling.person(tx, who.user, told)
        if people:
            lines = [await self._not_verified_line(tx, who) for who in people]
            told = say("coordination-not-verified", lines=Lines(tuple(lines)))
            await self.telling.coordinators(tx, told)

    async def _not_verified_line(self, tx: Transaction, who: Who) -> Text:
        """With whether they have written on such a device already."""
        for device in self.identities.unsigned_of(who.user):
            if await tx.notices.was_told(_NOT_HEARD, "", subject=f"{who.user} {device}"):
                return say("not-verified-line-wrote", who=who.name)
        return say("not-verified-line", who=who.name)

    # What a homeserver shows, and hides, and shows again

    async def _is_first(self, tx: Transaction, kind: str, user: str) -> bool:
        return await tx.notices.note(kind, "", user, self.clock.now(), subject=user)

    async def tell_again(self, tx: Transaction, now: datetime) -> None:
        """Tell of what has happened again since it was told an hour ago."""
        for notice in await tx.notices.due(now - TOLD_AGAIN_AFTER):
            if notice.kind not in (_KEY_CHANGED, _KEY_BACK, _NOT_VERIFIED):
                continue
            told_at_once = _DEVICES_AT_ONCE - 1 if notice.kind == _NOT_VERIFIED else 0
            known = await whoever(tx, [notice.subject])
            if notice.number > told_at_once and known and await self._is_told_again(tx, known[0], notice):
                await tx.notices.told(notice, now)
            else:
                await tx.notices.forget(notice.kind, notice.room, subject=notice.subject)

    async def _is_told_again(self, tx: Transaction, who: Who, notice: Notice) -> bool:
        """Whether it is still so; then it is told."""
        if notice.kind == _NOT_VERIFIED:
            if self._is_refused(who):
                await self._tell_not_verified(tx, [who])
            return self._is_refused(who)
        standing = await self.identities.written(tx, who.user)
        if not standing.changed or standing.current is None:
            return False
        current = in_groups(standing.current)
        told = say("coordination-key-flickers", who=who.name, number=notice.number, current=current)
        await self.telling.coordinators(tx, told, urgent=True)
        return True

    # Words from devices that nobody vouches for

    async def counts(self, tx: Transaction, chat: Chat, sender: str, words: Decrypted) -> bool:
        """Whether what was said is to be acted upon. Whoever is in danger is heard from any device."""
        if words.believed or await self._is_heard_in_danger(tx, chat, sender):
            if not words.signed:
                await self.identities.heard_from(tx, sender, words.device.curve25519)
            return True
        await self._not_heard(tx, chat, sender, words.device.curve25519)
        return False

    async def _is_heard_in_danger(self, tx: Transaction, chat: Chat, sender: str) -> bool:
        """A defender who is a partner as well commands nothing from such a device, but calls for help."""
        if not self.identities.hears_any_device_of_defenders:
            return False
        if chat.kind != "direct":
            return False
        if await tx.roster.defender(sender) is not None:
            return True
        return await tx.newcomers.of(sender) is not None and not await helps(tx, sender)

    async def _not_heard(self, tx: Transaction, chat: Chat, person: str, device: str) -> None:
        """They learn why nothing comes of their words, at most once an hour for each device."""
        if not await tx.roster.knows(person):
            return
        subject, changed = f"{person} {device}", (await self.identities.written(tx, person)).changed
        if not changed:
            await self._say_in_room(tx, chat, person, subject)
        if not await tx.notices.note(_NOT_HEARD, "", person, self.clock.now(), subject=subject):
            return
        await self.telling.person(tx, person, say("not-heard-changed" if changed else "not-heard-unsigned"))
        if not changed and person not in await tx.identities.untold(self.clock.now()):
            # That there is such a device was told before; of a new one it is told when it has had its time.
            for who in await whoever(tx, [person]):
                await self.telling.coordinators(tx, say("coordination-not-heard", who=who.name))

    async def _say_in_room(self, tx: Transaction, chat: Chat, person: str, subject: str) -> None:
        """To all in the alert room, and on that device too: their own chat they may not have accepted."""
        if chat.alert is None:
            return
        alert = await self.alerts.get(tx, chat.alert)
        if not alert.is_open or person not in alert.audience:
            return
        if await tx.notices.note(_NOT_HEARD, chat.room, person, self.clock.now(), subject=subject):
            said = Reply(
                chat.room, say("not-heard-in-room", name=briefing.who(alert, person)), any_device=True
            )
            await self.telling.add(tx, f"alert:{chat.alert}", said, alert=chat.alert)

    @staticmethod
    def _has_to_hear(alert: Alert, user: str) -> bool:
        return user in alert.audience or (alert.is_open and user == alert.defender)

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
        for number, alert in await self.alerts.each(tx, open_only=False):
            if concerns(alert, given.person):
                await self.alerts.apply(tx, number, given)
