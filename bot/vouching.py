"""`!vouch`: a partner says in their own chat that somebody is a defender; a coordinator decides."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.coordinating.changes import AcceptVouched, Question
from bot.coordinating.confirming import GOOD_FOR, Answers, Confirming
from bot.coordinating.orders import Done
from bot.enrolling import Enrolling
from bot.jobs import Reply
from bot.store.chats import Chat
from bot.store.store import Transaction
from bot.telling import Telling
from rooms import naming
from rooms.addresses import apart
from rooms.alert import Message
from rooms.commands import Query, help_for, parse, usage
from rooms.enrolling import Enrolment
from rooms.naming import Known
from rooms.texts import Mistake, Text, say
from rooms.verbs import Place, Verb

_WAITING_AT_MOST = 5
"""So many a partner may vouch for before coordinators have looked at them."""


@dataclass(frozen=True)
class Vouched:
    """What becomes of it when a coordinator says yes. Coordinators see the alias, never who it is."""

    enrolling: Enrolling

    async def told(self, tx: Transaction, change: AcceptVouched) -> Text:
        """Raises `Mistake` if they are known by now, or the alias is taken."""
        there = [each.name for each in await tx.roster.organisations()]
        if change.organisation not in there or await tx.roster.knows(change.person):
            raise Mistake(say("change-overtaken"))
        naming.alias(change.alias, await _known(tx))
        return say("vouch-ask", organisation=change.organisation, alias=change.alias, area=change.area)

    async def do(self, tx: Transaction, change: AcceptVouched, _: str) -> Done:
        """They are asked in their own chat what everybody is asked who enrols."""
        origin = say("enrol-by-vouching", organisation=change.organisation)
        enrolment = Enrolment(origin, alias=change.alias, area=change.area)
        await self.enrolling.begin_vouched(tx, change.person, enrolment)
        detail = f"vouched for by {change.organisation}: {change.alias}, {change.area}"
        return Done(say("vouch-accepted", alias=change.alias), detail)

    async def answers(self, _: Transaction, __: AcceptVouched) -> Answers:
        """Any coordinator: it was a partner who asked."""
        return Answers.ANYBODY


@dataclass(frozen=True)
class Vouching:
    """Takes the commands that partners give in their own chats with Vigil."""

    confirming: Confirming
    telling: Telling

    async def received(self, tx: Transaction, chat: Chat, message: Message, addressed: str) -> bool:
        """Whether this was a partner's command; then it is answered. What is none here is not for this."""
        person = chat.person or ""
        organisation = await _works_for(tx, person)
        if organisation is None or message.notice:
            return False
        query = _query(addressed, person)
        if query is None:
            return False
        said = help_for(Place.PARTNER)
        try:
            if query.verb is Verb.VOUCH:
                if not (message.protected and chat.encrypted):
                    raise Mistake(say("vouch-plain"))
                if message.corrects:
                    raise Mistake(say("command-corrected"))
                said = await self._vouch(tx, person, organisation, query.argument)
                await tx.taken.note(message.number, query.verb.value)
        except Mistake as mistake:
            said = mistake.text
        await self.telling.answer(tx, person, f"person:{person}", Reply(chat.room, said))
        return True

    async def _vouch(self, tx: Transaction, person: str, organisation: str, argument: str) -> Text:
        change = await _read(tx, organisation, argument)
        chat = await tx.chats.coordination()
        room, now = chat.room if chat is not None else "", self.telling.clock.now()
        waiting = await tx.confirmations.open(room, now)
        if sum(each.by == person for each in waiting) >= _WAITING_AT_MOST:
            raise Mistake(say("vouch-too-many"))
        if await tx.roster.knows(change.person):
            # The partner is not told: nobody finds out in this way who is a defender, nor by what waits.
            told = say("vouch-known", organisation=organisation, alias=change.alias)
            until = now + GOOD_FOR[Answers.ANYBODY]
            await tx.confirmations.add(person, Question(change, told), room, until)
            await self.telling.coordinators(tx, told)
            return say("vouch-sent", alias=change.alias)
        question = await self.confirming.ask(tx, person, change, "vouch")
        await self.telling.coordinators(tx, question.text)
        return say("vouch-sent", alias=change.alias)


def _query(addressed: str, person: str) -> Query | None:
    try:
        parsed = parse(addressed, Place.PARTNER, person)
    except Mistake:
        return None
    return parsed if isinstance(parsed, Query) else None


async def _read(tx: Transaction, organisation: str, argument: str) -> AcceptVouched:
    """Address, alias and area, which is the last word. Raises `Mistake`."""
    user, rest = apart(argument)
    *alias, area = rest.split() or [""]
    if user is None or not alias:
        raise Mistake(usage(Verb.VOUCH))
    known = replace(await _known(tx), user=user)  # The partner knows whose account it is.
    name = naming.alias(" ".join(alias), known)
    return AcceptVouched(user, name, naming.area(area, known), organisation)


async def _known(tx: Transaction) -> Known:
    aliases = tuple(each.alias for each in await tx.roster.defenders())
    return Known(tuple(await tx.roster.organisations()), aliases, "")


async def _works_for(tx: Transaction, person: str) -> str | None:
    """The name of the organisation that they answer for now."""
    for each in await tx.roster.organisations():
        if person in each.people:
            return each.name
    return None
