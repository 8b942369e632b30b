"""A homeserver in memory: rooms, people with phones, and what the bot's sync will bring. Plain data only.

What the bot may do to it is in `gateway.py`; here is what other people do, and what they can read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.errors import Refused
from bot.matrix.batch import (
    Batch,
    Gap,
    Invite,
    Membership,
    RoomChange,
    RoomSeen,
    TimelineEvent,
    Withheld,
)
from bot.matrix.rooms import WATCHED, as_made
from tests.bot.phones import Phones
from tests.bot.room import Ciphertext, Room, Said
from tests.clock import StillClock

__all__ = ["THERE", "Ciphertext", "FakeHomeserver", "Room", "Said"]

THERE = ("join", "invite")


class FakeHomeserver(Phones):
    """Rooms and people. Everything in here outlives a crash of the bot, and is copied to replay one."""

    def __init__(self, bot: str, clock: StillClock) -> None:
        super().__init__()
        self.bot = bot
        self.clock = clock
        self.rooms: dict[str, Room] = {}
        self.signed_by_bot: set[tuple[str, str]] = set()
        """Whose master keys the bot has signed."""
        self.without_keys: set[str] = set()
        """People to whose phones no channel can be opened."""
        self.uninvitable: set[str] = set()
        self.silent: set[str] = set()
        """People whose own homeserver does not answer an invitation."""
        self.greetings: dict[tuple[str, str], str] = {}
        """What somebody writes the moment they come into a room of this name, at once."""
        self.files: dict[str, bytes] = {}
        """What was uploaded, by where it lies."""
        self.transactions: dict[tuple[str, str], str] = {}
        self.holders: dict[str, set[str]] = {}
        """By session of the bot: the phones that have its key."""
        self.refused: dict[str, set[str]] = {}
        """By session of the bot: the phones that were refused its key."""
        self.sent: dict[str, list[str]] = {}
        """By room: the sessions in the bot's crypto store."""
        self.meant_for: dict[str, set[str]] = {}
        self.keys: set[str] = set()
        """The sessions of others that the bot has the key of."""
        self.forgotten: dict[str, int] = {}
        """By session of others: up to which index the bot's key no longer reads."""
        self.left_out: dict[str, list[TimelineEvent]] = {}
        """By room: what the sync has not brought, and would be told if it were asked for."""
        self.portion = 1000
        """So much of that at once."""
        self._leaves_out: set[str] = set()
        self._stream: list[
            TimelineEvent
            | Invite
            | Membership
            | RoomSeen
            | RoomChange
            | Withheld
            | Gap
            | tuple[str, str]
            | str
        ] = []
        self._ciphertexts: dict[str, Ciphertext] = {}
        self._outbound: dict[tuple[str, str], tuple[str, int]] = {}
        self._sessions: dict[tuple[str, str], list[str]] = {}

    # The bot's sync

    def sync(self, token: str | None) -> Batch:
        """All that has happened since `token`, in one batch."""
        new = self._stream[int(token or 0) :]
        return Batch(
            token=str(len(self._stream)),
            events=tuple(item for item in new if isinstance(item, TimelineEvent)),
            invites=tuple(item for item in new if isinstance(item, Invite)),
            memberships=tuple(item for item in new if isinstance(item, Membership)),
            rooms=tuple(item for item in new if isinstance(item, RoomSeen)),
            changes=tuple(item for item in new if isinstance(item, RoomChange)),
            keys=tuple(item for item in new if isinstance(item, tuple)),
            withheld=tuple(item for item in new if isinstance(item, Withheld)),
            gaps=tuple(item for item in new if isinstance(item, Gap)),
            changed_users=tuple(item for item in new if isinstance(item, str)),
            initial=token is None,
        )

    def announce(self, user: str) -> None:
        """As in `Phones`."""
        self._stream.append(user)

    # Rooms

    def make_room(self, creator: str, name: str, *, mark: str | None = None, encrypted: bool = True) -> Room:
        """A room with its creator in it."""
        room = Room(f"!room{len(self.rooms) + 1}", name, creator, mark, encrypted)
        self.rooms[room.id] = room
        self.enter(room, creator)
        if creator == self.bot:
            for what in WATCHED.values():
                if what not in ("server_acl", "tombstone"):
                    self.set_up(room, what, as_made(what, bot=self.bot, room=room.id) or {})
        return room

    def open_chat(
        self, person: str, *, encrypted: bool = True, bot_may_protect: bool = True, hidden: bool = False
    ) -> str:
        """A person makes a direct chat and asks the bot in; `hidden`: nothing shows that it is encrypted."""
        room = self.make_room(person, "", encrypted=encrypted)
        room.hidden = hidden
        room.bot_may_protect = bot_may_protect
        self.ask_in(room, self.bot, by=person)
        return room.id

    def ask_in(self, room: Room, user: str, *, by: str) -> None:
        """An invitation; who joins by themselves is in at once. Whoever is there stays as they are."""
        if room.members.get(user) in THERE:
            return
        room.seen_from[user] = len(room.timeline)
        room.seen_to.pop(user, None)
        if user == self.bot:
            room.members[user] = "invite"
            self._stream.append(Invite(self._event_id(room, "invite"), room.id, by))
            return
        self._member(room, user, "invite", by)
        if user in self.auto_join:
            self.enter(room, user)

    def enter(self, room: Room, user: str) -> None:
        """Somebody is in the room now."""
        room.seen_from.setdefault(user, len(room.timeline))
        if room.members.get(user) == "join":
            return
        if user != self.bot:
            self._member(room, user, "join", user)
            if greeting := self.greetings.get((user, room.name.split(" ")[0])):
                self.send(user, room.id, {"msgtype": "m.text", "body": greeting})
            return
        room.members[user] = "join"
        for person, membership in room.members.items():
            self._tell_bot(room, person, membership, person)
        joined = tuple(person for person, membership in room.members.items() if membership == "join")
        self._stream.append(RoomSeen(room.id, room.encrypted and not room.hidden, room.mark, joined))
        self._stream += room.events
        room.events.clear()

    def go(self, room: Room, user: str) -> None:
        """Somebody leaves, or turns the invitation down."""
        room.seen_to[user] = len(room.timeline)
        self._tell_bot(room, user, "leave", user)
        room.members[user] = "leave"

    def set_up(self, room: Room, what: str, content: Mapping[str, Any]) -> None:
        """A room is set up, by the bot or by a homeserver in its name: nobody can tell which.

        What is as it is already makes no new event.
        """
        if room.state.get(what) == content:
            return
        room.state[what] = content
        event_id = self._event_id(room, what)
        self._stream.append(RoomChange(event_id, room.id, self.bot, what, dict(content)))

    def let_in(self, room: Room, user: str, membership: str = "join") -> None:
        """The homeserver puts somebody into a room, and says that the bot has done it."""
        room.seen_from[user] = len(room.timeline)
        room.seen_to.pop(user, None)
        self._member(room, user, membership, self.bot)

    def put_out(self, room: Room, user: str) -> None:
        """The bot puts somebody out, or the homeserver in its name."""
        room.seen_to[user] = len(room.timeline)
        self._member(room, user, "leave", self.bot)

    def _member(self, room: Room, user: str, membership: str, by: str) -> None:
        room.members[user] = membership
        self._tell_bot(room, user, membership, by)

    def _tell_bot(self, room: Room, person: str, membership: str, by: str) -> None:
        if room.members.get(self.bot) == "join":
            event_id = self._event_id(room, person)
            self._stream.append(Membership(event_id, room.id, person, membership, by))

    def event_id(self, room: Room) -> str:
        """A fresh one for something that is said."""
        return self._event_id(room, "said")

    def _event_id(self, room: Room, what: str) -> str:
        """The same in every telling of a story, whatever happens in other rooms at the same time."""
        room.counts[what] += 1
        return f"${room.id}-{what}-{room.counts[what]}"

    def turn_on_encryption(self, room: Room) -> None:
        """From now on the room is encrypted."""
        if not room.encrypted:
            room.encrypted = True
            self._stream.append(RoomSeen(room.id, True, room.mark))

    # Words

    def say(self, room: Room, said: Said, raw: Mapping[str, Any] | None = None) -> None:
        """Put an event into the room's timeline; the bot's sync brings those of others."""
        room.timeline.append(said)
        if said.sender == self.bot:
            return
        event = {
            "event_id": said.event_id,
            "room_id": room.id,
            "sender": said.sender,
            "type": said.kind,
            "content": dict(said.content),
            **(raw or {}),
        }
        brought = TimelineEvent(
            event_id=said.event_id,
            room=room.id,
            sender=said.sender,
            sent_at=self.clock.now(),
            encrypted_room=room.encrypted and not room.hidden,
            raw=event,
        )
        if room.id in self._leaves_out:
            self.left_out[room.id].append(brought)
        elif room.members.get(self.bot) == "join":
            self._stream.append(brought)
        else:
            room.events.append(brought)

    def send(
        self,
        user: str,
        room_id: str,
        content: Mapping[str, Any],
        *,
        kind: str = "m.room.message",
        plain: bool = False,
    ) -> str:
        """A person sends something, encrypted where the room is unless `plain`; returns the event ID.

        Raises `Refused` if they are not in the room or may not write there.
        """
        room = self.rooms[room_id]
        if room.locked or room.members.get(user) != "join":
            raise Refused(403, "M_FORBIDDEN")
        readers = frozenset(person for person, membership in room.members.items() if membership in THERE)
        said = Said(self.number(), self.event_id(room), user, kind, content, readers=readers)
        raw = None
        if room.encrypted and not plain:
            inner = self._encrypt(user, room_id, kind, content)
            raw = {"type": "m.room.encrypted", "content": inner}
        self.say(room, said, raw)
        return said.event_id

    def leaves_out(self, room_id: str) -> None:
        """From now on the sync does not bring what is said in this room, until it tells of the gap."""
        self._leaves_out.add(room_id)
        self.left_out.setdefault(room_id, [])

    def tells_of_gap(self, room_id: str) -> None:
        """The sync says that something was left out, and brings what is said from now on."""
        self._leaves_out.discard(room_id)
        end = str(len(self.left_out[room_id]))
        self._stream.append(Gap(room_id, end, "since", encrypted=self.rooms[room_id].encrypted))

    def repeat(self, user: str, event: TimelineEvent) -> None:
        """The homeserver, or somebody in the room, sends another's ciphertext once more as a new event."""
        room = self.rooms[event.room]
        said = Said(self.number(), self.event_id(room), user, event.raw["type"], event.raw["content"])
        self.say(room, said)

    def bring_again(self, event: TimelineEvent) -> None:
        """The homeserver has forgotten that the bot was given this event, and brings it once more."""
        self._stream.append(event)

    def _encrypt(self, user: str, room: str, kind: str, content: Mapping[str, Any]) -> dict[str, Any]:
        if (user, room) not in self._outbound:
            self.new_key(user, room)
        session, index = self._outbound[user, room]
        self._outbound[user, room] = (session, index + 1)
        name = f"{session}-{index}"
        self._ciphertexts[name] = Ciphertext(room, user, kind, content, session, index, self.phone_of(user))
        return {"algorithm": "m.megolm.v1.aes-sha2", "session_id": session, "ciphertext": name}

    def new_key(self, user: str, room: str, *, comes: bool = True) -> None:
        """What this person writes here is under a new key from now on; it `comes` to the bot, or not yet."""
        session = self._event_id(self.rooms[room], f"session-{user}")
        self._outbound[user, room] = (session, 0)
        self._sessions.setdefault((user, room), []).append(session)
        if comes:
            self._give_key(room, session)

    def withhold(self, user: str, room: str, session: str = "", *, code: str = "m.unverified") -> str:
        """An app says that it keeps a session from the bot, by default the one it uses; returns which."""
        session = session or self._outbound[user, room][0]
        self._stream.append(Withheld(room, user, session, code))
        return session

    def hand_over_keys(self, user: str, room: str) -> None:
        """All the keys under which this person has written here reach the bot."""
        for session in self._sessions[user, room]:
            self._give_key(room, session)

    def _give_key(self, room: str, session: str) -> None:
        if session not in self.keys:
            self.keys.add(session)
            self._stream.append((room, session))

    def ciphertext(self, name: str) -> Ciphertext | None:
        """What is inside."""
        return self._ciphertexts.get(name)

    def events_of(self, user: str) -> list[TimelineEvent]:
        """What this person has sent, as the bot was given it."""
        return [item for item in self._stream if isinstance(item, TimelineEvent) and item.sender == user]

    # Files

    def keep_file(self, data: bytes) -> str:
        """Somebody uploads this; returns where it lies."""
        url = f"mxc://vigil.test/file{len(self.files) + 1}"
        self.files[url] = data
        return url

    def event(self, event_id: str) -> dict[str, Any]:
        """What the bot was given under this ID. Raises `Refused` if there is no such event."""
        for item in self._stream:
            if isinstance(item, TimelineEvent) and item.event_id == event_id:
                return dict(item.raw)
        raise Refused(404, "M_NOT_FOUND")

    # Reading

    def can_read(self, user: str, said: Said) -> bool:
        """Whether a phone of this person has the key."""
        if said.session is not None:
            return not self.phones[user].isdisjoint(self.holders[said.session])
        return not said.readers or user in said.readers

    def shown(self, user: str) -> list[tuple[Room, Said]]:
        """What this person is shown of what others said, readable or not, in order."""
        found = [
            (room, said)
            for room in self.rooms.values()
            if room.members.get(user) == "join" or user in room.seen_to
            for said in room.timeline[room.seen_from.get(user, 0) : room.seen_to.get(user)]
            if said.sender != user
        ]
        return sorted(found, key=lambda each: each[1].number)
