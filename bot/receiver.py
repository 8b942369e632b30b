"""What the sync brings goes into the inbox, together with the token that says it was brought (G1)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.matrix.batch import Gap, Membership, RoomChange, RoomSeen, TimelineEvent
from bot.matrix.rooms import POWER, TOMBSTONE, is_as_made
from bot.places import DIRECT_MARK, made_by_vigil
from bot.ports import Batch
from bot.store.chats import Chat
from bot.store.inbox import STRANGER_INVITE
from bot.store.store import Store, Transaction
from bot.store.turns import SAID
from bot.watching import CHANGE, MEMBERSHIP
from bot.withheld import WITHHELD, withheld_id

SYNC_TOKEN = "sync_token"

HELD_IN_A_CHAT = timedelta(seconds=2)
"""So long what was said waits for what was said before it and is missing. There may be an alert in it."""
HELD_IN_A_ROOM = timedelta(seconds=15)
"""The same in Vigil's own rooms, where commands are given, and the order of two of them matters."""

_TOLD_CODES = frozenset({"m.unverified", "m.unauthorised"})
"""With these an app lets its owner write what nobody can read, and does not show it (MATRIX.md)."""
_CODES = _TOLD_CODES | {"m.blacklisted", "m.no_olm", "m.unavailable"}
"""Those of the specification ("m.room_key.withheld")."""


class Receiver:
    """Writes each batch in one transaction; nothing is acted on before that."""

    def __init__(self, store: Store, clock: Clock, *, own_user: str, on_inbox: Callable[[], None]) -> None:
        self._store = store
        self._clock = clock
        self._own_user = own_user
        self._on_inbox = on_inbox

    async def token(self) -> str | None:
        """Up to where everything is in the inbox; None before the first sync."""
        async with self._store.transaction() as tx:
            return await tx.facts.get(SYNC_TOKEN)

    async def keep(self, batch: Batch) -> None:
        """Store the batch and its token. If this raises, nothing of it is stored."""
        async with self._store.transaction() as tx:
            closed = await self._closed_to_plain_words(tx, batch)
            await self._keep_rooms(tx, batch)
            await self._keep_members(tx, batch)
            await self._keep_changes(tx, batch)
            for gap in batch.gaps:
                await self._keep_gap(tx, replace(gap, encrypted=gap.encrypted or gap.room in closed))
            await self._keep_events(tx, batch, closed)
            await self._keep_withheld(tx, batch)
            if batch.keys:
                await tx.megolm.came([session for _, session in batch.keys])
                await tx.inbox.wake([session for _, session in batch.keys])
            await tx.facts.set(SYNC_TOKEN, batch.token)
        if not replace(batch, changed_users=(), begun_anew=()).empty:
            self._on_inbox()

    async def _keep_rooms(self, tx: Transaction, batch: Batch) -> None:
        now = self._clock.now()
        for invite in batch.invites:
            await tx.inbox.add(
                invite.event_id,
                room=invite.room,
                sender=invite.sender,
                kind="invite" if await tx.roster.knows(invite.sender) else STRANGER_INVITE,
                payload={},
                received_at=now,
            )
        for seen in batch.rooms:
            chat = await tx.chats.get(seen.room)
            if chat is None and batch.initial:
                chat = await self._take_up(tx, seen)
            if chat is None or chat.kind != "direct":
                continue
            if seen.encrypted and not chat.seen_encrypted:
                await tx.chats.put(replace(chat, encrypted=True, seen_encrypted=True))
            await tx.inbox.add(
                f"entered:{seen.room}",
                room=seen.room,
                sender=chat.person or "",
                kind="entered",
                payload={},
                received_at=now,
            )

    async def _keep_members(self, tx: Transaction, batch: Batch) -> None:
        """Room by room, for there can be ten thousand of them in one that somebody asks Vigil into."""
        rooms: dict[str, list[Membership]] = {}
        for membership in batch.memberships:
            rooms.setdefault(membership.room, []).append(membership)
        for room, changes in rooms.items():
            await self._keep_members_of(tx, room, changes)

    async def _keep_members_of(self, tx: Transaction, room: str, changes: list[Membership]) -> None:
        chat = await tx.chats.get(room)
        gone = [at for at, each in enumerate(changes) if self._goes(each)] if chat is None else []
        if gone:
            # Vigil's own going, from a room whose record is erased already: nothing of it may come back.
            await tx.chats.remove(room)
            await tx.inbox.forget_room(room)
            changes = changes[gone[-1] + 1 :]
        await tx.chats.set_members(room, {each.person: each.membership for each in changes})
        if chat is not None and chat.kind == "direct" and not await made_by_vigil(tx, chat):
            return  # Who else is in there is not for Vigil to say.
        await tx.inbox.add_all(
            [
                (each.event_id, each.sender, {"person": each.person, "membership": each.membership})
                for each in changes
                if each.person != self._own_user
            ],
            room=room,
            kind=MEMBERSHIP,
            received_at=self._clock.now(),
        )

    def _goes(self, membership: Membership) -> bool:
        return membership.person == self._own_user and membership.membership in ("leave", "ban")

    async def _keep_changes(self, tx: Transaction, batch: Batch) -> None:
        """What may not be as Vigil made it: of each point of a room once, however often it was changed."""
        suspicious: dict[tuple[str, str], RoomChange] = {}
        for change in batch.changes:
            made = is_as_made(change.what, change.content, bot=self._own_user, room=change.room)
            if not made or (change.what == POWER and await self._may_be_locked(tx, change.room)):
                suspicious[change.room, change.what] = change
        for change in suspicious.values():
            chat = await tx.chats.get(change.room)
            replaced = change.what == TOMBSTONE
            if replaced or chat is None or chat.kind != "direct" or await made_by_vigil(tx, chat):
                await tx.inbox.add(
                    change.event_id,
                    room=change.room,
                    sender=change.sender,
                    kind=CHANGE,
                    payload={"what": change.what, "content": change.content},
                    received_at=self._clock.now(),
                )

    async def _may_be_locked(self, tx: Transaction, room: str) -> bool:
        chat = await tx.chats.get(room)
        if chat is None or chat.kind != "alert":
            return False
        return chat.alert not in {row.id for row in await tx.journal.alerts(open_only=True)}

    async def _take_up(self, tx: Transaction, seen: RoomSeen) -> Chat | None:
        """A direct chat from before: without it, an alert there would go unheard once the data are lost."""
        others = [person for person in seen.members if person != self._own_user]
        made_otherwise = seen.mark is not None and not seen.mark.endswith(DIRECT_MARK)
        if made_otherwise or len(others) != 1 or not await tx.roster.knows(others[0]):
            return None
        chat = Chat(seen.room, "direct", person=others[0])
        await tx.chats.put(chat)
        return chat

    async def _keep_withheld(self, tx: Transaction, batch: Batch) -> None:
        """Somebody enrolled writes what nobody can read; all else is only counted."""
        now = self._clock.now()
        for each in batch.withheld:
            code = each.code if each.code in _CODES else "other"
            await tx.counts.add(f"{now:%Y-%m}", f"withheld-{code}")
            if code in _TOLD_CODES and each.session_id and await tx.roster.knows(each.sender):
                await tx.inbox.add(
                    withheld_id(each.sender, each.session_id),
                    room=each.room,
                    sender=each.sender,
                    kind=WITHHELD,
                    payload={},
                    received_at=now,
                )

    async def _closed_to_plain_words(self, tx: Transaction, batch: Batch) -> set[str]:
        """The chats that an earlier batch has shown as encrypted.

        The crypto store knows them as well, but it can be lost, and learns of a batch only after this.
        """
        rooms = dict.fromkeys([each.room for each in batch.events] + [each.room for each in batch.gaps])
        chats = [await tx.chats.get(room) for room in rooms]
        return {chat.room for chat in chats if chat is not None and chat.seen_encrypted}

    async def _keep_events(self, tx: Transaction, batch: Batch, closed: Collection[str]) -> None:
        now = self._clock.now()
        rooms = dict.fromkeys(event.room for event in batch.events)
        held = {room: until for room in rooms if (until := await tx.gaps.held_until(room)) and until > now}
        for event in batch.events:
            await self._keep_event(tx, event, event.room in closed, held.get(event.room))

    async def _keep_event(
        self, tx: Transaction, event: TimelineEvent, closed: bool, held_until: datetime | None
    ) -> None:
        await tx.inbox.add(
            event.event_id,
            room=event.room,
            sender=event.sender,
            kind=SAID,
            payload={
                "raw": event.raw,
                "encrypted_room": event.encrypted_room or closed,
                "sent_at": event.sent_at.isoformat(),
            },
            received_at=self._clock.now(),
            held_until=held_until,
        )

    # What an answer has left out

    async def _keep_gap(self, tx: Transaction, gap: Gap) -> None:
        chat, now = await tx.chats.get(gap.room), self._clock.now()
        is_own = chat is not None and chat.kind != "direct"
        await tx.gaps.add(
            gap.room,
            gap.before,
            gap.since,
            gap.after,
            encrypted=gap.encrypted,
            now=now,
            held_until=now + (HELD_IN_A_ROOM if is_own else HELD_IN_A_CHAT),
        )

    async def keep_late(
        self, tx: Transaction, room: str, events: Sequence[TimelineEvent], *, complete: bool
    ) -> None:
        """Take in what was missing, before what is held for it; `complete`: nothing is held any longer."""
        until = await tx.gaps.held_until(room)
        held = await tx.inbox.held_in(room)
        for event in events:
            await self._keep_event(tx, event, False, until if held and not complete else None)
        if events:
            await tx.inbox.put_behind(held)
        if complete:
            await tx.inbox.release(room)

    async def take_over(self, gaps: Collection[Gap]) -> None:
        """Gaps that an older Vigil had noted elsewhere."""
        async with self._store.transaction() as tx:
            for gap in gaps:
                await self._keep_gap(tx, gap)
