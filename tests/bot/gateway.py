"""The one fake of these tests: the gateway to the homeserver, with faults on demand.

It makes the promises of `bot.matrix.gateway.Gateway`; `test_gateway_contract.py` holds both to them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.errors import Refused, Unreachable
from bot.matrix.batch import Gap, Portion
from bot.matrix.delivery import Shortfall
from bot.matrix.devices import Device
from bot.matrix.rooms import POWER, as_made
from bot.matrix.trust import Book, OpenBook, seen_of
from bot.matrix.verification import Party
from bot.ports import Decrypted, Delivery, Forged, Undecryptable, Unreadable
from tests.bot.faults import Call, Faulty
from tests.bot.homeserver import FakeHomeserver, Room, Said


class FakeGateway(Faulty):
    """What one process of the bot holds of its way to the homeserver."""

    def __init__(self, homeserver: FakeHomeserver) -> None:
        super().__init__()
        self.homeserver = homeserver
        self.book: Book = OpenBook()
        """Whom to trust; a test that is about that puts the real one here."""
        self._current: dict[str, str] = {}

    # Rooms

    async def open_room(self, *, mark: str, name: str, suspect: bool = False) -> str:
        """As the real one."""
        await self._meets("open_room", mark)
        if suspect:
            for room in self.homeserver.rooms.values():
                if room.mark == mark and self._is_in(room):
                    return room.id
        made = self.homeserver.make_room(self.homeserver.bot, name, mark=mark)
        await self._taken("open_room", mark)
        return made.id

    async def invite(self, room: str, user: str, *, direct: bool = False) -> None:
        """As the real one."""
        await self._meets("invite", user)
        found = self._room(room)
        if not (user.startswith("@") and ":" in user):
            raise Refused(400, "M_INVALID_PARAM")
        if user in self.homeserver.silent:
            raise Unreachable("Their homeserver does not answer.")
        if user in self.homeserver.uninvitable:
            raise Refused(403, "M_FORBIDDEN")
        self.homeserver.ask_in(found, user, by=self.homeserver.bot)
        await self._taken("invite", user)

    async def join(self, room: str) -> None:
        """As the real one."""
        await self._meets("join", room)
        found = self.homeserver.rooms.get(room)
        if found is None or found.members.get(self.homeserver.bot) not in ("join", "invite"):
            raise Refused(403, "M_FORBIDDEN")
        self.homeserver.enter(found, self.homeserver.bot)
        await self._taken("join", room)

    async def leave(self, room: str) -> None:
        """As the real one."""
        await self._meets("leave", room)
        found = self.homeserver.rooms.get(room)
        if found is not None and self._is_in(found):
            self.homeserver.go(found, self.homeserver.bot)
        self._forget_sent(room)
        await self._taken("leave", room)

    async def protect(self, room: str) -> None:
        """As the real one."""
        await self._meets("protect", room)
        found = self._room(room)
        if found.creator != self.homeserver.bot and not found.bot_may_protect:
            raise Refused(403, "M_FORBIDDEN")
        self.homeserver.turn_on_encryption(found)
        await self._taken("protect", room)

    async def lock(self, room: str) -> None:
        """As the real one."""
        await self._meets("lock", room)
        found = self._room(room)
        if found.creator != self.homeserver.bot:
            raise Refused(403, "M_FORBIDDEN")
        found.locked = True
        content = as_made(POWER, bot=self.homeserver.bot, room=room, locked=True)
        self.homeserver.set_up(found, POWER, content or {})
        await self._taken("lock", room)

    async def remove(self, room: str, user: str) -> None:
        """As the real one."""
        await self._meets("remove", user)
        found = self._room(room)
        if found.members.get(user) in ("join", "invite", "knock"):
            if found.creator != self.homeserver.bot:
                raise Refused(403, "M_FORBIDDEN")
            self.homeserver.put_out(found, user)
        await self._taken("remove", user)

    async def rename(self, room: str, name: str) -> None:
        """As the real one."""
        await self._meets("rename", room)
        found = self._room(room)
        if found.creator != self.homeserver.bot:
            raise Refused(403, "M_FORBIDDEN")
        found.name = name
        await self._taken("rename", room)

    async def withdraw(self, room: str, user: str) -> None:
        """As the real one."""
        if self._room(room).members.get(user) == "invite":
            await self.remove(room, user)

    async def restore(self, room: str, what: str, *, locked: bool) -> None:
        """As the real one."""
        await self._meets("restore", room)
        found = self._room(room)
        if found.creator != self.homeserver.bot:
            raise Refused(403, "M_FORBIDDEN")
        content = as_made(what, bot=self.homeserver.bot, room=room, locked=locked)
        if content is not None:
            self.homeserver.set_up(found, what, content)
        if what == POWER:
            found.locked = locked
        await self._taken("restore", room)

    def rotate(self, room: str) -> None:
        """As the real one."""
        self.calls.append(Call("rotate", room))
        self._current.pop(room, None)

    def _room(self, room: str) -> Room:
        found = self.homeserver.rooms.get(room)
        if found is None or not self._is_in(found):
            raise Refused(403, "M_FORBIDDEN")
        return found

    def _is_in(self, room: Room) -> bool:
        return room.members.get(self.homeserver.bot) == "join"

    # Words and keys

    async def send(
        self,
        room: str,
        content: Mapping[str, Any],
        *,
        recipients: Collection[str],
        transaction_id: str,
        encrypted: bool,
        type: str = "m.room.message",
        any_device: bool = False,
        secret: bool = False,
    ) -> Delivery:
        """As the real one."""
        await self._meets("send", room, transaction_id)
        people = [user for user in dict.fromkeys(recipients) if user != self.homeserver.bot]
        if encrypted:
            await self._look_at(people)
        session = self._share(room, people, any_device, secret) if encrypted else None
        event_id = self._put(self._room(room), type, content, session, transaction_id)
        await self._taken("send", room)
        if session is None:
            return Delivery(event_id)
        readers = {phone.partition("#")[0] for phone in self.homeserver.holders[session]}
        unreached = {user: self._shortfall(user, secret) for user in people if user not in readers}
        withheld = () if any_device else (user for user in people if self._refuses(user, secret))
        return Delivery(event_id, unreached, frozenset(withheld))

    def _refuses(self, user: str, secret: bool) -> bool:
        """Whether a device of theirs may not read."""
        return len(self._readers(user, secret=secret)) < len(self.homeserver.devices(user))

    async def _look_at(self, users: Iterable[str]) -> None:
        """What the homeserver shows of these people goes into the book."""
        masters, devices = self.homeserver.masters, self.homeserver.devices
        shown = {user: seen_of(masters.get(user), devices(user)) for user in sorted(users)}
        await self.book.seen({user: seen for user, seen in shown.items() if user in self.homeserver.phones})

    async def upload(self, data: bytes) -> dict[str, Any]:
        """As the real one; the key is told by no more than where it lies."""
        await self._meets("upload", str(len(data)))
        url = self.homeserver.keep_file(data)
        await self._taken("upload", str(len(data)))
        return {"v": "v2", "url": url}

    async def download(self, file: Mapping[str, Any], *, at_most: int) -> bytes:
        """As the real one."""
        url = str(file.get("url"))
        await self._meets("download", url)
        if not url.startswith("mxc://"):
            raise Unreadable
        if url not in self.homeserver.files:
            raise Refused(404, "M_NOT_FOUND")
        if len(self.homeserver.files[url]) > at_most:
            raise Refused(413, "too_large")
        return self.homeserver.files[url]

    async def fetch(self, gap: Gap) -> Portion:
        """As the real one."""
        await self._meets("fetch", gap.room)
        end = int(gap.before)
        start = max(0, end - self.homeserver.portion)
        events = self.homeserver.left_out[gap.room][start:end]
        rest = replace(gap, before=str(start), begun=True) if start else None
        return Portion(tuple(events), rest)

    async def event(self, room: str, event_id: str) -> dict[str, Any]:
        """As the real one."""
        await self._meets("event", event_id)
        return self.homeserver.event(event_id)

    @property
    def me(self) -> Party:
        """As the real one."""
        return Party(self.homeserver.bot, "VIGIL", "the key of Vigil's device", "Vigil's master key")

    async def party(self, user: str, device: str) -> Party | None:
        """As the real one."""
        await self._look_at([user])
        masters, devices = self.homeserver.masters, self.homeserver.devices(user)
        found = next((each for each in devices if each.id == device), None)
        return Party(user, device, found.ed25519, masters.get(user)) if found else None

    async def sign_person(self, user: str, master: str) -> None:
        """As the real one."""
        await self._meets("sign_person", user)
        if self.homeserver.masters.get(user) != master:
            raise Refused(404, "another_master_key")
        self.homeserver.signed_by_bot.add((user, master))
        await self._taken("sign_person", user)

    def _share(self, room: str, people: Collection[str], any_device: bool, secret: bool) -> str:
        """The room's session, a new one if somebody has it who may not, or comes later."""
        phones = self._phones(people, any_device=any_device, secret=secret)
        refused = set() if any_device else self._phones(people, any_device=True) - phones
        people = [user for user in people if not (secret and self.book.standing(user).is_kept_from_plans)]
        session = self._current.get(room)
        if (
            session is None
            or self.homeserver.holders[session] - phones
            or set(people) - self.homeserver.meant_for[session]
            or self._newcomers(session, people) & phones - self.homeserver.holders[session]
        ):
            session = self._current[room] = f"own{self.homeserver.number()}"
            self.homeserver.holders[session] = set()
            self.homeserver.meant_for[session] = set()
            self.homeserver.refused[session] = set()
            self.homeserver.sent.setdefault(room, []).append(session)
        self.homeserver.meant_for[session] |= set(people)
        self.homeserver.holders[session] |= phones
        self.homeserver.refused[session] |= refused
        return session

    def _put(
        self, room: Room, type: str, content: Mapping[str, Any], session: str | None, transaction_id: str
    ) -> str:
        known = self.homeserver.transactions.get((room.id, transaction_id))
        if known is not None:
            return known
        event_id = self.homeserver.transactions[room.id, transaction_id] = self.homeserver.event_id(room)
        number = self.homeserver.number()
        said = Said(number, event_id, self.homeserver.bot, type, content, session)
        self.homeserver.say(room, said)
        return event_id

    def _phones(self, people: Iterable[str], *, any_device: bool = False, secret: bool = False) -> set[str]:
        return {
            device.id
            for user in people
            if user not in self.homeserver.without_keys
            for device in self._readers(user, any_device=any_device, secret=secret)
        }

    def _readers(self, user: str, *, any_device: bool = False, secret: bool = False) -> list[Device]:
        devices = self.homeserver.devices(user)
        return devices if any_device else self.book.standing(user).readers(devices, secret=secret)

    def _newcomers(self, session: str, people: Iterable[str]) -> set[str]:
        """The phones that may read, and nothing that was said before they came."""
        late = {
            device.id
            for user in people
            for device in self._readers(user)
            if not self.book.standing(user).reads_back(device)
        }
        return late | self._let_in(session, people)

    def _let_in(self, session: str, people: Iterable[str]) -> set[str]:
        """The phones that were refused this session, and count since."""
        people = [user for user in people if self.book.standing(user).reads_from_signature_on]
        return self._phones(people) & self.homeserver.refused[session]

    def _shortfall(self, user: str, secret: bool = False) -> Shortfall:
        if not self.homeserver.phones.get(user):
            return Shortfall.NO_DEVICE
        return Shortfall.NO_ONE_TIME_KEY if self._readers(user, secret=secret) else Shortfall.UNTRUSTED

    async def prepare(self, users: Iterable[str], *, within_seconds: float = 0.0) -> None:
        """As the real one; all that there is to prepare here is the book."""
        people = list(users)
        for user in people:
            await self._meets("prepare", user)
        await self._look_at(people)

    async def unreachable(self, users: Iterable[str]) -> dict[str, str]:
        """As the real one."""
        people = sorted(users)
        await self._meets("unreachable", str(len(people)))
        await self._look_at(people)
        silent = {user: str(Shortfall.REQUEST_FAILED) for user in people if user in self.homeserver.silent}
        mute = (user for user in people if not self._readers(user, secret=True))
        return {user: str(self._shortfall(user, secret=True)) for user in mute} | silent

    async def catch_up(self, audiences: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
        """As the real one."""
        mended: dict[str, set[str]] = {}
        await self._look_at({user for people in audiences.values() for user in people})
        for room, people in audiences.items():
            await self._meets("catch_up", room)
            for session in self.homeserver.sent.get(room, ())[-1:]:
                meant = self.homeserver.meant_for[session].intersection(people)
                if let_in := self._let_in(session, meant):
                    self._current.pop(room, None)
                    self._share(room, meant, any_device=False, secret=False)
                    mended.setdefault(room, set()).update(phone.partition("#")[0] for phone in let_in)
            for session in self.homeserver.sent.get(room, ()):
                meant = self.homeserver.meant_for[session].intersection(people)
                phones = self._phones(meant) - self._newcomers(session, meant)
                if missing := phones - self.homeserver.holders[session]:
                    self.homeserver.holders[session] |= missing
                    mended.setdefault(room, set()).update(phone.partition("#")[0] for phone in missing)
            await self._taken("catch_up", room)
        return mended

    def can_read(self, room: str, users: Collection[str]) -> set[str]:
        """As the real one."""
        return {phone.partition("#")[0] for phone in self._able(room, users)}

    def admitted(self, room: str, users: Collection[str]) -> set[str]:
        """As the real one."""
        refused: dict[str, set[str]] = {}
        for session in self.homeserver.sent.get(room, ()):
            for user in users:
                if theirs := {p for p in self.homeserver.refused[session] if p.partition("#")[0] == user}:
                    refused[user] = theirs
        return {user for user in refused if refused[user] & self._able(room, [user])}

    def _able(self, room: str, users: Collection[str]) -> set[str]:
        homeserver = self.homeserver
        able = set[str]()
        for user in users:
            sessions = [each for each in homeserver.sent.get(room, ()) if user in homeserver.meant_for[each]]
            for phone in self._phones([user]) if sessions else ():
                needed = [each for each in sessions[:-1] if phone not in self._newcomers(each, [user])]
                if all(phone in homeserver.holders[each] for each in [*needed, sessions[-1]]):
                    able.add(phone)
        return able

    async def forget_words(self, room: str, read: Mapping[str, int]) -> None:
        """As the real one."""
        await self._meets("forget_words", room)
        self._forget_sent(room)
        for session, index in read.items():
            if session.startswith(f"${room}-"):
                self.homeserver.forgotten[session] = index

    async def scrub(self, people: Collection[str]) -> None:
        """Nothing is on a disk here."""

    def _forget_sent(self, room: str) -> None:
        for session in self.homeserver.sent.pop(room, ()):
            self.homeserver.meant_for.pop(session)
            self.homeserver.refused.pop(session)
        self._current.pop(room, None)

    async def decrypt(self, event: Mapping[str, Any], *, seek: bool = True) -> Decrypted:
        """As the real one."""
        await self._meets("decrypt", str(event["event_id"]))
        content = event["content"]
        inside = self.homeserver.ciphertext(str(content.get("ciphertext")))
        if inside is None:
            raise Forged("malformed")
        session = str(content["session_id"])
        if session != inside.session or session not in self.homeserver.keys:
            raise Undecryptable(session)
        if inside.index <= self.homeserver.forgotten.get(session, -1):
            raise Undecryptable(session)
        if (inside.room, inside.sender) != (event["room_id"], event["sender"]):
            raise Undecryptable(session, relabelled=True)
        phone = self.homeserver.device(inside.sender, inside.phone)
        if seek and not self.book.standing(inside.sender).signed(phone):
            await self._look_at([inside.sender])
        held = self.book.standing(inside.sender)
        return Decrypted(
            inside.kind,
            dict(inside.content),
            session,
            inside.index,
            phone,
            signed=held.signed(phone),
            believed=held.believes(phone),
        )
