"""What is said in rooms: whose words count, and who answers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot import quotations
from bot.alerts import Alerts
from bot.attacks import Attacks
from bot.clock import Clock
from bot.coordination import Coordination
from bot.desk import Desk
from bot.identities import Identities
from bot.identity_news import IdentityNews
from bot.mentions import Mentions
from bot.messages import changed_event, is_reaction, read_message, replied_event
from bot.ports import Decrypted
from bot.store.chats import Chat
from bot.store.inbox import InboxRow
from bot.store.store import Transaction
from bot.verifying import Verifying
from bot.vouching import Vouching
from rooms import correcting
from rooms import inputs as i
from rooms.alert import Alert, Message
from rooms.briefing import since, status
from rooms.commands import Query, help_for, late_is_void, parse
from rooms.explaining import policy, why
from rooms.texts import Mistake, Text, say
from rooms.verbs import Place, Verb
from rooms.written import UNKNOWN


@dataclass(frozen=True)
class Listening:
    """Gives what was said to whom it is for. Everything runs inside a transaction of the worker."""

    alerts: Alerts
    desk: Desk
    identities: Identities
    identity_news: IdentityNews
    coordination: Coordination
    vouching: Vouching
    verifying: Verifying
    attacks: Attacks
    clock: Clock
    mentions: Mentions

    async def plain(self, tx: Transaction, chat: Chat, row: InboxRow, raw: dict[str, Any]) -> None:
        """What was sent in the clear, and so may be anybody's: it can call for help, and do nothing else."""
        encrypted_room: bool = row.payload["encrypted_room"]
        content: dict[str, Any] = raw["content"]
        if await self.verifying.received(tx, chat, row, str(raw.get("type")), content, None):
            return
        if chat.alert is not None and is_reaction(str(raw.get("type")), content):
            await self.alerts.apply(tx, chat.alert, i.Gestured(row.sender))
        if not await self.attacks.may_be_plain(tx, chat, row, raw.get("type"), encrypted_room=encrypted_room):
            return
        message = read_message(str(raw.get("type")), content, row.sent_at)
        message = await self._placed(tx, chat, row, message, content)
        if message is not None:
            message = replace(message, protected=False, signed=False)
            await self._message(tx, chat, row.sender, message, content)

    async def decrypted(
        self, tx: Transaction, chat: Chat, row: InboxRow, words: Decrypted, *, late: bool
    ) -> None:
        """What a device says that nobody vouches for counts only where the settings say so.

        What a stranger says counts nowhere, from whatever device. `late`: the device wrote other words later
        that were read before.
        """
        if self.identities.is_suspended(row.sender):
            return
        if not await tx.roster.knows(row.sender):
            await self._stranger(tx, chat, row, words)
            return
        if await self.verifying.received(tx, chat, row, words.type, words.content, words.device.id):
            return  # It comes from devices that nobody vouches for yet: that is what it is for.
        message = read_message(words.type, words.content, row.sent_at)
        message = await self._placed(tx, chat, row, message, words.content)
        if message is None:
            return
        if not await self.identity_news.counts(tx, chat, row.sender, words):
            if (await self.identities.written(tx, row.sender)).changed:
                await self.attacks.note(tx, "changed-identity", chat, row.sender)
            else:
                # Most often it is a colleague's new phone: the news of devices tells of it, in that tone.
                await self.attacks.count(tx, "attack-unsigned-device")
        else:
            message = replace(message, signed=words.signed, late=late)
            await self._message(tx, chat, row.sender, message, words.content)

    async def _placed(
        self, tx: Transaction, chat: Chat, row: InboxRow, message: Message | None, content: dict[str, Any]
    ) -> Message | None:
        """The message, with what is known of the one that it corrects; None if it is for nobody.

        Which one that is, the homeserver says: so it takes no alarm from a defender, and no old order in.
        """
        if message is None:
            return None
        answered = replied_event(content)
        if answered and not message.quotes:
            message = replace(message, quotes=await self._look_up(tx, row, answered))
        is_own = await self.attacks.is_own_to_change(tx, chat, row, content)
        if not message.edited:
            # It may come late, when what corrects it was obeyed already.
            return replace(message, number=row.id, corrects=UNKNOWN if await tx.taken.of(row.id) else "")
        if not is_own and await tx.roster.defender(row.sender) is None:
            return None
        event_id = changed_event(content) or ""
        first = await tx.taken.written(event_id, room=row.room, sender=row.sender)
        number, corrects = first or (row.id, UNKNOWN)
        return replace(message, number=number, corrects=corrects)

    async def _look_up(self, tx: Transaction, row: InboxRow, event_id: str) -> str:
        """What a defender's message answers, where it does not say so itself: words of Vigil's, or their own.

        The homeserver says to what it belongs, so nothing but the showing follows from it.
        """
        number = await tx.journal.open_alert_of(row.sender)
        if number is None:
            return ""
        text = await tx.posted.text(event_id, number)
        if not text:
            known = await tx.taken.written(event_id, room=row.room, sender=row.sender)
            alert = await self.alerts.get(tx, number)
            theirs = (*alert.earlier, *alert.recent) if known is not None else ()
            text = next((each.text for each in reversed(theirs) if known and each.number == known[0]), "")
        return quotations.shown(text)

    async def _stranger(self, tx: Transaction, chat: Chat, row: InboxRow, words: Decrypted) -> None:
        """Their words count nowhere, but for an invitation that Vigil has asked them for."""
        message = read_message(words.type, words.content, row.sent_at)
        if message is not None and chat.kind == "direct" and row.sender == chat.person:
            written = self.mentions.read(message.words, words.content)
            message = replace(message, text=written.words) if message.words else message
            await self.desk.enrolling.received(tx, chat, message)

    async def _message(
        self,
        tx: Transaction,
        chat: Chat,
        sender: str,
        message: Message,
        content: Mapping[str, Any],
    ) -> None:
        written = self.mentions.read(message.words, content)
        message = replace(message, text=written.words) if message.words else message
        addressed = written.addressed
        replies_to = replied_event(content) if message.protected else ""
        if chat.kind == "direct" and sender == chat.person:
            await tx.chats.touch(chat.room, self.clock.now())
            if not await self.vouching.received(tx, chat, message, addressed):
                await self.desk.received(tx, chat, message)
        elif chat.kind == "direct":
            await self.desk.overheard(tx, sender, message)
        elif chat.kind == "coordination" and message.notice:
            return  # A program said it, and is neither obeyed nor answered.
        elif chat.kind == "coordination" and sender in await tx.roster.admins():
            if message.late and late_is_void(addressed or message.words, Place.COORDINATION):
                await self.desk.say(tx, chat, say("came-late"))
                return
            said = await self.coordination.answer(tx, sender, message, addressed, replies_to)
            if said is not None:
                await self.desk.say(tx, chat, said, to=sender)
        elif chat.kind == "alert" and chat.alert is not None:
            await self._in_alert_room(tx, chat, chat.alert, sender, message, addressed, replies_to)

    async def _in_alert_room(
        self,
        tx: Transaction,
        chat: Chat,
        number: int,
        person: str,
        message: Message,
        addressed: str,
        replies_to: str,
    ) -> None:
        """A command, or a mistyped one put right; what the defender says here counts as it does anywhere."""
        alert = await self.alerts.get(tx, number)
        if person not in alert.audience:
            return
        by_defender = person == alert.defender
        if message.notice and not by_defender:
            return  # As above.
        try:
            calls = by_defender and await self.desk.calls_for_help(tx, person, message)
            passed_on = calls or message.notice
            command = None if passed_on else parse(message.words, Place.ALERT, person, addressed)
            if isinstance(command, Query):
                await self._answer(tx, chat, alert, person, command.verb)
                if not by_defender:
                    await self.alerts.apply(tx, number, i.Spoke(person))  # Whoever asks is there.
            elif command is not None and message.late and late_is_void(message.words, Place.ALERT):
                await self.desk.say(tx, chat, say("came-late"))
            elif command is not None:
                await self._say_if_old(tx, chat, number, alert, person, replies_to)
                command = correcting.once(command, message)
                if isinstance(command, i.Acknowledge | i.Take):
                    command = replace(command, sent_at=message.sent_at)
                await self.alerts.apply(tx, number, command)
                await tx.taken.note(message.number, correcting.taken_as(command))
            elif by_defender:
                await self.desk.heard_in_room(tx, number, person, message)
            elif message.corrects and message.corrects != UNKNOWN:
                raise Mistake(say("command-corrected"))
            elif not message.edited:
                await self.alerts.apply(tx, number, i.Spoke(person, talk=True))
        except Mistake as mistake:
            await self.desk.say(tx, chat, mistake.text, to=person)
            if not by_defender:
                await self.alerts.apply(tx, number, i.Spoke(person))  # So is whoever mistypes.

    async def _answer(self, tx: Transaction, chat: Chat, alert: Alert, person: str, verb: Verb) -> None:
        """The commands are listed to whoever asks: in the room they would hide the brief from newcomers."""
        own = await tx.chats.direct_of(person) if verb is Verb.HELP else None
        if own is not None:
            await self.desk.say(tx, own, help_for(Place.ALERT), to=person)
        said = say("help-in-chat") if own is not None else _answer(alert, verb)
        await self.desk.say(tx, chat, said, to=person)

    async def _say_if_old(
        self, tx: Transaction, chat: Chat, number: int, alert: Alert, person: str, event_id: str
    ) -> None:
        """To whoever gives a command as a reply to what is not so any more: how things stand."""
        if not event_id:
            return
        said_at = await tx.posted.said_at(event_id, number)
        said_at = said_at or await tx.inbox.received_at(event_id, chat.room)
        if said_at is not None and (text := since(alert, said_at)) is not None:
            await self.desk.say(tx, chat, text, to=person)


def _answer(alert: Alert, verb: Verb) -> Text:
    match verb:
        case Verb.STATUS:
            return status(alert)
        case Verb.POLICY:
            return policy(alert)
        case Verb.WHY:
            return why(alert)
        case _:
            return help_for(Place.ALERT)
