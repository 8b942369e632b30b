"""The front desk: what happens in direct chats, before and beside an alert."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.alerts import Alerts
from bot.clock import Clock
from bot.enrolling import Enrolling
from bot.identifiers import Identifiers
from bot.jobs import JoinChat, LeaveChat, Reply, join_queue
from bot.places import made_by_vigil
from bot.store.chats import Chat
from bot.store.store import Transaction
from bot.store.suspensions import suspended_as
from bot.telling import Telling
from rooms import words
from rooms.alert import Alert, Message, Policy
from rooms.briefing import status_for_defender
from rooms.commands import Query, help_for, parse
from rooms.entry import enter
from rooms.inputs import Raise, Tie, Wrote
from rooms.roster import Defender
from rooms.texts import Mistake, Text, say
from rooms.verbs import Place, Verb
from rooms.written import ANSWER, NO_HELP

STRANGERS_A_MINUTE = 3
"""How many strangers are let in a minute; the others wait, so that a flood harms nobody but itself."""

CHATS_AT_ONCE, CHATS_A_MINUTE = 5, 3
"""So many chats may somebody who is enrolled open at once, and so many more in a minute; the others wait."""

_MINUTE = timedelta(minutes=1)
_SUSPENDED_WROTE = "suspended-defender"
_STRANGERS_UNTIL = "strangers_until"
"""The fact that says until when the turns are given away."""


@dataclass(frozen=True)
class Desk:
    """Decides nothing about alerts: it finds out who is speaking and hands on what they say."""

    alerts: Alerts
    clock: Clock
    identifiers: Identifiers
    telling: Telling
    policy: Policy
    enrolling: Enrolling

    async def say(
        self, tx: Transaction, chat: Chat, text: Text, *, plans: bool = False, to: str | None = None
    ) -> None:
        """Queue a sentence for this chat, behind what is queued already; `plans` as in `Reply`.

        `to`: who is answered with it, and in a direct chat the person whose it is (`Telling.answer`).
        """
        queue = {"direct": f"person:{chat.person}", "alert": f"alert:{chat.alert}"}.get(chat.kind, chat.kind)
        reply, person = Reply(chat.room, text, plans), to or chat.person
        if person is None:
            await self.telling.add(tx, queue, reply, alert=chat.alert)
        else:
            await self.telling.answer(tx, person, queue, reply, alert=chat.alert)

    async def say_to(self, tx: Transaction, chat: Chat, person: str, text: Text) -> None:
        """Answer this person, who wrote here: they cannot read what is said in the chat of somebody else."""
        theirs: Chat | None = chat
        if chat.kind == "direct" and chat.person != person:
            theirs = await tx.chats.direct_of(person)
        if theirs is not None:
            await self.say(tx, theirs, text, to=person)

    async def invited(self, tx: Transaction, room: str, person: str, *, put_off: bool) -> datetime | None:
        """Somebody asks Vigil into a chat. Returns when to look again, if it is one stranger too many.

        `put_off`: that was said before, and the time has come.
        """
        known = await tx.roster.knows(person)
        if known and not put_off:
            turn = await self._turn_of(tx, person)
            if turn is not None:
                return turn
        if not known:
            if await tx.strangers.seen(person) and not await self.enrolling.may_come(tx, person):
                return None
            turn = None if put_off else await self._turn_of_a_stranger(tx)
            if turn is not None:
                return turn
            await tx.strangers.add(person, self.clock.now())
        if await tx.chats.get(room) is None:
            await tx.chats.put(Chat(room, "direct", person=person))
        await self.telling.add(tx, join_queue(person, room, known=known), JoinChat(room))
        return None

    async def follow(self, tx: Transaction, old: Chat, room: str, person: str) -> None:
        """Their chat was replaced by this room: what was asked there is asked here, if Vigil is let in."""
        held, asked_at = old.held, old.question_asked_at
        await tx.chats.put(Chat(room, "direct", person=person, held=held, question_asked_at=asked_at))
        queue = join_queue(person, room, known=True)
        await self.telling.add(tx, queue, JoinChat(room, follows=True))

    async def _turn_of(self, tx: Transaction, person: str) -> datetime | None:
        """None if somebody who is enrolled may open one more chat now; else when that one's turn is."""
        now, every = self.clock.now(), _MINUTE / CHATS_A_MINUTE
        return await tx.allowances.take("chats", person, now, at_once=CHATS_AT_ONCE, every=every, waits=True)

    async def _turn_of_a_stranger(self, tx: Transaction) -> datetime | None:
        """None if another one may come in now; else a minute of their own for every few of them.

        Looked at once, each is looked at once more: a thousand of them cost a thousand looks, and not a
        thousand a minute.
        """
        now = self.clock.now()
        text = await tx.facts.get(_STRANGERS_UNTIL)
        last = max(now, datetime.fromisoformat(text)) if text else now
        if last == now and await tx.strangers.count_since(now - _MINUTE) < STRANGERS_A_MINUTE:
            return None
        turn = last + _MINUTE / STRANGERS_A_MINUTE
        await tx.facts.set(_STRANGERS_UNTIL, turn.isoformat())
        minutes = -((now - turn) // _MINUTE)
        return now + minutes * _MINUTE

    async def entered(self, tx: Transaction, chat: Chat) -> None:
        """Vigil is in the chat now. A stranger is answered once and reported, and hears no more.

        While an invitation is out they are asked for it first.
        """
        if chat.greeted or chat.person is None or await made_by_vigil(tx, chat):
            return
        await tx.chats.put(replace(chat, greeted=True))
        if not await tx.roster.knows(chat.person):
            if await self.enrolling.greet(tx, chat, chat.person):
                return
            greeting = Reply(chat.room, say("stranger"), any_device=True)
            await self.telling.add(tx, f"person:{chat.person}", greeting)
            await self.telling.coordinators(tx, say("coordination-stranger", person=chat.person))
            await self.telling.add(tx, f"person:{chat.person}", LeaveChat(chat.room))

    async def received(self, tx: Transaction, chat: Chat, message: Message) -> None:
        """A message of the person whose chat this is."""
        if chat.person is None:
            return
        left = await self.enrolling.received(tx, chat, message)
        for each in left or ():
            await self.received(tx, chat, each)
        if left is not None:
            return
        defender = await tx.roster.defender(chat.person)
        if defender is not None:
            await self._defender(tx, chat, defender, message)
        elif not message.notice and await tx.roster.knows(chat.person):
            await self.say(tx, chat, say("direct-partner"))

    async def overheard(self, tx: Transaction, person: str, message: Message) -> None:
        """Somebody in a direct chat of somebody else: a defender is heard wherever Vigil is.

        They are answered in their own chat; whoever has none yet gets one by calling for help.
        """
        defender = await tx.roster.defender(person)
        if defender is not None:
            own = await tx.chats.direct_of(person)
            await self._defender(tx, own, defender, message)

    async def calls_for_help(self, tx: Transaction, person: str, message: Message) -> bool:
        """Whether the defender raises an alarm with this, aloud or by their duress word."""
        defender = await tx.roster.defender(person)
        return defender is not None and (words.is_alert(message.words) or _is_duress(defender, message))

    async def heard_in_room(self, tx: Transaction, number: int, person: str, message: Message) -> None:
        """The defender, whom the partners have brought into the alert room, wrote there."""
        defender = await tx.roster.defender(person)
        if defender is not None:
            wrote = Wrote(replace(message, in_room=True), _is_duress(defender, message))
            await self._wrote(tx, number, wrote)

    async def _wrote(self, tx: Transaction, number: int, wrote: Wrote) -> Alert:
        """What corrects an answer later is about the question that this was an answer to."""
        before = await self.alerts.get(tx, number)
        after = await self.alerts.apply(tx, number, wrote)
        if after.last_answer_at != before.last_answer_at or after.state is not before.state:
            await tx.taken.note(wrote.message.number, ANSWER)
        return after

    async def _defender(
        self, tx: Transaction, chat: Chat | None, defender: Defender, message: Message
    ) -> None:
        number = await tx.journal.open_alert_of(defender.user)
        alert = await self.alerts.get(tx, number) if number is not None else None
        own = await tx.chats.direct_of(defender.user)
        query = None if message.notice else _query(message, defender.user)
        if query is not None:
            if own is not None:
                await self.say(tx, own, _answer(query, alert), plans=query.verb is Verb.STATUS)
            return
        if alert is None and await self._is_suspended(tx, defender):
            return
        duress = _is_duress(defender, message)
        protected = message.protected or (own is not None and own.encrypted)
        if number is None or alert is None:
            await self._enter(tx, chat, defender, message, duress, protected)
            return
        after = await self._wrote(tx, number, Wrote(message, duress))
        if alert.covert and after.covert:
            await self._enter(tx, chat, defender, message, duress, protected, hidden=True)
        elif alert.covert and chat is not None:
            # They have called for help aloud; what the desk had asked them is answered by that.
            await tx.chats.put(replace(chat, question_asked_at=None, held=()))

    async def _is_suspended(self, tx: Transaction, defender: Defender) -> bool:
        """Whether nothing from their account is to be believed; then both sides are told, once an hour."""
        if suspended_as(defender.user) not in await tx.suspensions.subjects():
            return False
        user = defender.user
        if await tx.notices.note(_SUSPENDED_WROTE, "", user, self.clock.now(), subject=user):
            told = say("coordination-suspended-wrote", alias=defender.alias)
            await self.telling.coordinators(tx, told, urgent=True)
            await self.telling.person(tx, user, say("defender-rests"))
        return True

    async def _enter(
        self,
        tx: Transaction,
        chat: Chat | None,
        defender: Defender,
        message: Message,
        duress: bool,
        protected: bool,
        *,
        hidden: bool = False,
    ) -> None:
        """`protected`: they have an encrypted chat, wherever this came from.

        `hidden`: an alert is open that must not show; what they write is in its room already.
        """
        asked_at = chat.question_asked_at if chat is not None else None
        held = chat.held if chat is not None and not hidden else ()
        late = asked_at is not None and message.sent_at < asked_at
        entry = enter(message, asked=asked_at is not None, held=held, duress=duress, late=late)
        now = self.clock.now()
        if chat is not None:
            held = entry.held if not hidden else ()
            asked_at = now if entry.asked else None
            await tx.chats.put(replace(chat, question_asked_at=asked_at, held=held, asked_again=False))
            if entry.reply is not None:
                await self.say(tx, chat, entry.reply)
        if entry.declined:
            await tx.taken.note(message.number, NO_HELP)
        if not entry.raises:
            return
        earlier = entry.earlier
        if protected and not message.protected and message not in earlier:
            earlier = (*earlier, message)
        raised = Raise(
            defender=defender,
            code=await self.alerts.fresh_code(tx),
            mark=self.identifiers.mark(),
            words=entry.text,
            policy=self.policy,
            protected=protected,
            covert=entry.covert,
            earlier=earlier,
            # Words in the clear come from no device: nothing is made easier for one that is not verified.
            signed=message.signed or not message.protected,
            inferred=entry.inferred,
            written_at=message.sent_at,
        )
        covert_alert = await tx.journal.open_alert_of(defender.user)
        # What anybody may have written raises an alert of its own, and takes over nobody's.
        may_tie = message.protected and not entry.covert
        called_in = await self.alerts.called_in(tx, defender.alias) if may_tie else None
        if covert_alert is None and called_in is not None:
            # They had telephoned, and have their own phone in hand now.
            await self.alerts.apply(tx, called_in, Tie(defender))
            await self.alerts.apply(tx, called_in, Wrote(message))
        elif covert_alert is None:
            await self.alerts.raise_alert(tx, raised)
        elif (await self.alerts.get(tx, covert_alert)).covert:
            # "1 yes" is a call for help in so many words; an alert word was one already.
            await self.alerts.apply(tx, covert_alert, raised)


def _is_duress(defender: Defender, message: Message) -> bool:
    return bool(defender.duress) and words.contains_phrase(message.words, defender.duress or "")


def _query(message: Message, person: str) -> Query | None:
    """`!help` and `!status`; whatever else a defender writes is for the people who help."""
    try:
        parsed = parse(message.words, Place.DIRECT, person)
    except Mistake:
        return None
    return parsed if isinstance(parsed, Query) and parsed.verb in (Verb.HELP, Verb.STATUS) else None


def _answer(query: Query, alert: Alert | None) -> Text:
    if query.verb is Verb.HELP:
        return help_for(Place.DIRECT)
    if alert is None or alert.covert:
        return say("defender-status-none")
    return status_for_defender(alert)
