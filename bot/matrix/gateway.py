"""The gateway: all that Vigil does to the homeserver, for the people it names and nobody else (G2, G3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

import structlog

from bot.matrix.batch import Gap, Portion
from bot.matrix.clean_json import cleaned
from bot.matrix.crosssigning import CrossSigning, Password
from bot.matrix.decrypted import Decrypted, Undecryptable
from bot.matrix.delivery import Delivery, Shortfall
from bot.matrix.gaps import Gaps
from bot.matrix.http import Homeserver, path
from bot.matrix.identity import Identity
from bot.matrix.machine import Machine
from bot.matrix.media import Media
from bot.matrix.roomkeys import RoomKeys
from bot.matrix.rooms import Rooms
from bot.matrix.sharing import LISTS_LAST_SECONDS, Sharing
from bot.matrix.trust import Book
from bot.matrix.verification import Party

log = structlog.get_logger()


class Gateway:
    """Rooms, messages and keys.

    Everything raises `Unreachable`, `Refused` or `LoggedOut`, as the homeserver answers.
    """

    def __init__(
        self,
        homeserver: Homeserver,
        machine: Machine,
        identity: Identity,
        book: Book,
        *,
        password: Password = lambda: None,
    ) -> None:
        """`book` says whom to trust, and is told what the homeserver shows of everybody.

        `password` is for a homeserver that takes the identity only with it.
        """
        self.homeserver = homeserver
        self.machine = machine
        self._identity = identity
        self.cross_signing = CrossSigning(homeserver, machine, identity, password)
        self._book = book
        self._sharing = Sharing(homeserver, machine, book)
        self._rooms = Rooms(homeserver, machine.user)
        self._keys = RoomKeys(machine, self._sharing)
        self._media = Media(homeserver)
        self._gaps = Gaps(homeserver, machine.user, machine.clock)

    async def start(self) -> None:
        """Put the bot's keys and identity on the homeserver: else clients neither write to it nor read it.

        Raises `IdentityConflict`, having changed nothing, if somebody else's identity is there.
        """
        if not await self.cross_signing.check():
            self.machine.keys_are_gone()
        await self.upload_keys(None)
        await self.prove()

    async def prove(self) -> None:
        """Look whether the homeserver still shows that Vigil is Vigil, and put there what is missing.

        Raises `IdentityConflict` if it shows somebody else.
        """
        await self.cross_signing.establish()
        self.machine.established()

    @property
    def me(self) -> Party:
        """The bot's own device and identity."""
        machine = self.machine
        return Party(machine.user, machine.device_id, machine.fingerprint, self._identity.master)

    async def party(self, user: str, device: str) -> Party | None:
        """Somebody's device and identity as the homeserver shows them now; None if there is no such device.

        If it does not answer, what it showed last.
        """
        await self._sharing.refresh([user], within_seconds=0)
        devices = self.machine.devices
        found = next((each for each in devices.of(user) if each.id == device), None)
        return Party(user, device, found.ed25519, devices.master_of(user)) if found else None

    async def sign_person(self, user: str, master: str) -> None:
        """Sign this person's master key as verified; raises `Refused` if it is not theirs any more."""
        await self.cross_signing.sign_person(user, master)

    async def close(self) -> None:
        """Stop what is still under way, before the crypto store and the connections are closed."""
        await self._sharing.close()

    # Rooms

    async def open_room(self, *, mark: str, name: str, suspect: bool = False) -> str:
        """Make a room in which only the bot rules, encrypted from its first event; returns its ID.

        `mark` goes into its creation content. `suspect`: this may have been tried by a process that died, so
        the room with this mark is taken if there is one.
        """
        return await self._rooms.open(mark=mark, name=name, suspect=suspect)

    async def invite(self, room: str, user: str, *, direct: bool = False) -> None:
        """Ask somebody in, into their own chat if `direct`; that they are in or asked already is as good."""
        await self._rooms.invite(room, user, direct=direct)

    async def join(self, room: str) -> None:
        """Accept an invitation."""
        await self._rooms.join(room)

    async def leave(self, room: str) -> None:
        """Leave the room, have the homeserver forget it, and erase its keys."""
        await self._rooms.leave(room)
        self.forget_room(room)

    async def protect(self, room: str) -> None:
        """Turn encryption on in a room; raises `Refused` if the bot is not allowed to."""
        await self._rooms.protect(room)

    async def lock(self, room: str) -> None:
        """Nobody but the bot may write in this room any more."""
        await self._rooms.lock(room)

    async def remove(self, room: str, user: str) -> None:
        """Put somebody out of a room, be they in it or only asked in; that they are gone is as good."""
        await self._rooms.remove(room, user)

    async def rename(self, room: str, name: str) -> None:
        """Give the room another name, which the homeserver can read."""
        await self._rooms.rename(room, name)

    async def withdraw(self, room: str, user: str) -> None:
        """Take an invitation back; whoever has accepted it stays."""
        await self._rooms.withdraw(room, user)

    async def restore(self, room: str, what: str, *, locked: bool) -> None:
        """Set up a room of the bot's again in one point (`rooms.WATCHED`), as it made or as it locked it."""
        await self._rooms.restore(room, what, locked=locked)

    def rotate(self, room: str) -> None:
        """The next message in this room begins a new session."""
        self.machine.outbound.end(room)

    def forget_room(self, room: str) -> None:
        """Erase the room's keys, and who was given them, from the crypto store."""
        self.machine.outbound.forget(room)
        self.machine.crypto_store.forget_room(room)

    async def forget_words(self, room: str, read: Mapping[str, int]) -> None:
        """Erase the keys of all that was said until now in a room that is used on.

        `read` is up to which index each session of others was read: what comes after it stays readable.
        """
        async with self._keys.lock(room):
            self.machine.outbound.forget(room)
            self.machine.crypto_store.forget_sent(room)
            self.machine.sessions.forget_read(room, read)
            self.machine.crypto_store.checkpoint()

    async def scrub(self, people: Collection[str]) -> None:
        """Leave no copy of an erased key anywhere in the crypto store's file; raises `StoreError`.

        Of devices only those of these people, and Vigil's own, stay known.
        """
        self.machine.forget_others({*people, self.machine.user})
        self.machine.crypto_store.scrub()

    # Words

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
        """Send `content`, readable on the recipients' trusted devices only; says whom it did not reach.

        That somebody cannot be given the key stops neither the others nor the sending. Somebody who has the
        room's session and is no longer a recipient, or has lost a device, ends that session. The same
        transaction ID sent twice makes one event. `any_device`: for what is no secret, such as how a
        device becomes a trusted one. `secret`: for what holds plans; it is decided at this moment, after the
        latest look, who may read that.
        """
        content = cleaned(content)
        if not encrypted:
            return Delivery(await self._put(room, type, content, transaction_id))
        async with self._keys.lock(room):
            people = [user for user in dict.fromkeys(recipients) if user != self.machine.user]
            unanswered = await self._sharing.refresh(people)
            session = await self._keys.share(room, people, any_device=any_device, secret=secret)
            ciphertext = self.machine.encrypt(room, type, content)
            event_id = await self._put(room, "m.room.encrypted", ciphertext, transaction_id)
        # Read only now: meanwhile somebody new may have been given the session by `catch_up`.
        readers = {user for user, _ in self.machine.sessions.given(session.session_id)}
        unreached = [user for user in people if user not in readers]
        why = {user: self._sharing.shortfall(user, unanswered, secret=secret) for user in unreached}
        refused = [] if any_device else self._sharing.refused(people, secret=secret)
        return Delivery(event_id, why, frozenset(device.user_id for device in refused))

    async def keep_session(self, room: str, recipients: Collection[str]) -> None:
        """Give these people a session for what may have to be said here without writing, if none is open."""
        if self.machine.outbound.is_open(room):
            return
        async with self._keys.lock(room):
            people = [user for user in dict.fromkeys(recipients) if user != self.machine.user]
            await self._sharing.refresh(people)
            await self._keys.share(room, people)

    async def say_unwritten(self, room: str, content: Mapping[str, Any], *, transaction_id: str) -> bool:
        """Send `content` in the room's open session, writing nothing to disk; False if there is none."""
        if not self.machine.outbound.is_open(room):
            return False
        ciphertext = self.machine.encrypt(room, "m.room.message", cleaned(content))
        await self._put(room, "m.room.encrypted", ciphertext, transaction_id)
        return True

    # Files

    async def upload(self, data: bytes) -> dict[str, Any]:
        """Encrypt and upload this; returns the `file` object of the message that is to point to it."""
        return await self._media.upload(data)

    async def download(self, file: Mapping[str, Any], *, at_most: int) -> bytes:
        """Download and decrypt what a `file` object points to; raises `Unreadable` for what is no such file.

        More than `at_most` bytes are `Refused`.
        """
        return await self._media.download(file, at_most=at_most)

    async def fetch(self, gap: Gap) -> Portion:
        """What a timeline has left out, as much of it as is had at once: `Gaps.fetch`."""
        return await self._gaps.fetch(gap)

    async def event(self, room: str, event_id: str) -> dict[str, Any]:
        """An event of a room that the bot is in, as the homeserver has it."""
        return await self.homeserver.request("GET", path("rooms", room, "event", event_id))

    async def _put(self, room: str, event_type: str, content: Mapping[str, Any], transaction_id: str) -> str:
        answer = await self.homeserver.request(
            "PUT", path("rooms", room, "send", event_type, transaction_id), body=content
        )
        return str(answer.get("event_id"))

    async def prepare(self, users: Iterable[str], *, within_seconds: float = LISTS_LAST_SECONDS) -> None:
        """Fetch these people's devices and open channels to them, so that a sending to them need not wait.

        A list counts as fresh for `within_seconds`. Best effort: what fails is tried again by `send`.
        """
        people = list(users)
        await self._sharing.refresh(people, within_seconds=within_seconds)
        await self._sharing.open_channels(self._sharing.readers(people))

    async def unreachable(self, users: Iterable[str]) -> dict[str, str]:
        """Those of these people whom words that hold plans would not reach now, and why; none are sent."""
        people = list(users)
        unanswered = await self._sharing.refresh(people, within_seconds=0)
        readers = self._sharing.readers(people, secret=True)
        await self._sharing.open_channels(readers)
        closed = set(self.machine.missing_sessions(readers))
        reached = {device.user_id for device in readers if device not in closed} - unanswered
        why = {user: self._sharing.shortfall(user, unanswered, secret=True) for user in people}
        why |= dict.fromkeys(unanswered, Shortfall.REQUEST_FAILED)
        return {user: str(why[user]) for user in people if user not in reached}

    async def catch_up(self, audiences: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
        """Give people's devices the keys of what was meant for them in these rooms: `RoomKeys.catch_up`."""
        return await self._keys.catch_up(audiences)

    def can_read(self, room: str, users: Collection[str]) -> set[str]:
        """Those of `users` of whom a device has every key of this room that is to be given to it."""
        return self._keys.can_read(room, users)

    def admitted(self, room: str, users: Collection[str]) -> set[str]:
        """Those of them who can read on a device that was refused the keys before it was signed."""
        return self._keys.admitted(room, users)

    async def decrypt(self, event: Mapping[str, Any], *, seek: bool = True) -> Decrypted:
        """Decrypt a room event, given with its `room_id`; `seek`: asks for the sender's devices if it must.

        What comes of it says also whether the device is vouched for, and whether its word counts. Raises
        `Undecryptable` for what may be readable later, `Forged` for what never counts.
        """
        try:
            decrypted = self.machine.decrypt(event)
        except Undecryptable as fault:
            claimed = self.machine.sessions.received(event["room_id"], fault.session_id)
            if not seek or not claimed or fault.relabelled or not await self._sharing.seek(event["sender"]):
                raise
            decrypted = self.machine.decrypt(event)
        judged = self._judged(decrypted)
        if judged.signed or not seek:
            return judged
        await self._sharing.refresh([event["sender"]])  # It may have been signed since.
        return self._judged(decrypted)

    def _judged(self, decrypted: Decrypted) -> Decrypted:
        sender = decrypted.device.user_id
        device = self.machine.devices.owner(sender, decrypted.device.curve25519) or decrypted.device
        standing = self._book.standing(sender)
        return replace(decrypted, signed=standing.signed(device), believed=standing.believes(device))

    # Housekeeping, for the sync loop

    async def upload_keys(
        self, one_time_keys: int | None, fallback_keys: Iterable[str] | None = None
    ) -> None:
        """Fill up the one-time keys on the homeserver, which has `one_time_keys` (None: not known)."""
        body = self.machine.keys_to_upload(one_time_keys, fallback_keys)
        if body:
            await self.homeserver.request("POST", path("keys", "upload"), body=body)
            self.machine.keys_uploaded(body)

    async def sign_again(self) -> None:
        """Sign the device once more if its keys had to be uploaded anew."""
        if self.machine.is_new:
            await self.prove()

    async def mend_channels(self) -> None:
        """Open new channels in place of broken ones, and tell the other side (spec: m.dummy)."""
        wedged = self.machine.take_wedged()
        if not wedged:
            return
        await self._sharing.refresh(set(wedged.values()))
        found = (self.machine.devices.owner(user, curve25519) for curve25519, user in wedged.items())
        devices = [device for device in found if device is not None and not device.deleted]
        await self._sharing.open_channels(devices, afresh=True)
        devices = [device for device in devices if self.machine.newest_session(device.curve25519) is not None]
        for device in devices:
            self.machine.mended(device.curve25519)
            self.machine.begun_anew(device.curve25519)
        if devices:
            await self._sharing.send_to_devices(devices, "m.dummy", {})
            log.info("channels_mended", devices=len(devices))
