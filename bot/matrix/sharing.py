"""Handing out keys: device lists, channels, and a Megolm session for exactly the devices that may have it.

Works round nio's `AsyncClient.share_group_session`, which loses devices without a word, reports success when
nobody got the key, and hangs for good after one time-out (MATRIX.md 1 to 3).
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from typing import Any

import structlog

from bot.errors import Refused, Unreachable
from bot.matrix.delivery import Shortfall
from bot.matrix.devices import Device
from bot.matrix.http import Homeserver, path
from bot.matrix.in_vain import InVain
from bot.matrix.incoming import MEGOLM
from bot.matrix.machine import Machine
from bot.matrix.sessions import Holder, SentSession
from bot.matrix.trust import Book, seen_of
from bot.matrix.underway import Underway

log = structlog.get_logger()

LISTS_LAST_SECONDS = 30.0
"""How long a device list counts as fresh without a word of a change.

The homeserver announces changes only of people with whom the bot shares a joined room, and over federation it
can lose one; so a list is asked for again at most this often, and at once after an announcement.
"""

REMOTE_PATIENCE_MS = 5000
"""How long our homeserver may wait for somebody else's: an alert does not wait for a dead server."""

CLAIM_AGAIN_AT_LEAST_EVERY_SECONDS = 300.0
"""A device that had no one-time key is left alone for a second, then for twice as long each time, up to this.

Synapse announces a new device before it has that device's one-time keys, so the second try comes soon; old,
forgotten logins never have one.
"""

QUICK_SECONDS = 1.0
"""An answer that came within this time held nobody up: it may be asked for at each sending."""

DEVICES_PER_REQUEST = 50


class Sharing:
    """Gives devices what they need to read. Work for one device is done once, however many ask for it."""

    def __init__(self, homeserver: Homeserver, machine: Machine, book: Book) -> None:
        self._homeserver = homeserver
        self._machine = machine
        self._book = book
        self._querying = Underway[str]()
        self._claiming = Underway[Device]()
        self._claimed_in_vain = InVain[Device](CLAIM_AGAIN_AT_LEAST_EVERY_SECONDS)
        self._queried_in_vain = InVain[str](LISTS_LAST_SECONDS)
        self._sought_in_vain = InVain[str](LISTS_LAST_SECONDS)

    async def close(self) -> None:
        """Stop what is still under way; the keys that it would have brought come after the next start."""
        await self._querying.close()
        await self._claiming.close()

    # Device lists

    async def refresh(self, users: Iterable[str], *, within_seconds: float = LISTS_LAST_SECONDS) -> set[str]:
        """Ask for the devices of those whose list is out of date; returns those of whom nothing was heard.

        A list in which no device may read is always out of date: somebody may log in for the first time, or
        make sure of their device, at any moment, and where no room is shared nobody announces it. Whose
        server is silent or slow is left alone for a while, since everybody else waits for the answer.
        """
        since = time.monotonic() - within_seconds
        devices, users = self._machine.devices, list(users)
        stale = devices.outdated(users, older_than=since)
        outdated = [user for user in users if user in stale or not self.readers([user])]
        asked = [user for user in outdated if not self._is_left_alone(user, within_seconds)]
        joined = self._querying.begun(asked)
        await self._querying.all(asked, by=_server, work=self._query)
        # What somebody else had asked before the list changed, or before `since`, is no answer.
        again = [
            user
            for user in devices.outdated(joined, older_than=since)
            if not self._is_left_alone(user, LISTS_LAST_SECONDS)
        ]
        await self._querying.all(again, by=_server, work=self._query)
        return devices.unheard(outdated, since=since)

    def _is_left_alone(self, user: str, at_most: float) -> bool:
        return self._queried_in_vain.rests(user, self._news_of(user), at_most=at_most)

    def _news_of(self, user: str) -> int:
        return self._machine.devices.tickets([user])[user]

    async def seek(self, user: str) -> bool:
        """Ask at once for a new device of this person; False if that was done in vain a moment ago."""
        news, before = self._news_of(user), self._machine.devices.of(user)
        if self._sought_in_vain.rests(user, news):
            return False
        await self.refresh([user], within_seconds=0)
        if self._machine.devices.of(user) == before:
            self._sought_in_vain.note(user, news)
        else:
            self._sought_in_vain.forget(user)
        return True

    async def _query(self, users: Collection[str]) -> None:
        devices = self._machine.devices
        tickets, asked_at = devices.tickets(users), time.monotonic()
        body = {"device_keys": {user: [] for user in users}, "timeout": REMOTE_PATIENCE_MS}
        answer = await self._twice(lambda: self._homeserver.request("POST", path("keys", "query"), body=body))
        if answer is not None:
            learned = await devices.learn(answer, tickets, asked_at)
            shown = {user: seen_of(devices.master_of(user), devices.of(user)) for user in learned}
            await self._book.seen(shown)
            quick = time.monotonic() - asked_at < QUICK_SECONDS
            for user, news in tickets.items():
                if user in learned and (quick or self.readers([user])):
                    self._queried_in_vain.forget(user)
                else:
                    self._queried_in_vain.note(user, news)

    def readers(
        self, users: Iterable[str], *, any_device: bool = False, secret: bool = False
    ) -> list[Device]:
        """The devices of these people that may read, as far as is known now; never the bot's own.

        `any_device`: all that are listed, for words that are no secret. `secret`: for words that hold plans.
        """
        found: list[Device] = []
        for user in users:
            if user != self._machine.user:
                devices = self._machine.devices.of(user)
                found += devices if any_device else self._book.standing(user).readers(devices, secret=secret)
        return found

    def newcomers(self, session: SentSession, devices: Iterable[Device]) -> set[Device]:
        """Those of these readers that may read from now on, and nothing that this session has encrypted."""
        devices = list(devices)
        late = {each for each in devices if not self._book.standing(each.user_id).reads_back(each)}
        return late | self.let_in(session, devices)

    def let_in(self, session: SentSession, devices: Iterable[Device]) -> set[Device]:
        """Those of these readers that were refused this session while they were not signed."""
        refused = self._machine.sessions.withheld(session.session_id)
        return {
            device
            for device in devices
            if holder(device) in refused and self._book.standing(device.user_id).reads_from_signature_on
        }

    def meant(self, users: Iterable[str], *, secret: bool) -> list[str]:
        """Those of these people for whom such words are meant, whichever of their devices may read now."""
        return [user for user in users if not (secret and self._book.standing(user).is_kept_from_plans)]

    def refused(self, users: Iterable[str], *, secret: bool = False) -> list[Device]:
        """The devices of these people that are listed and may not read."""
        users = list(users)
        readers = set(self.readers(users, secret=secret))
        return [device for device in self.readers(users, any_device=True) if device not in readers]

    async def withhold(self, session: SentSession, devices: Iterable[Device]) -> None:
        """Write down that these devices are given no key.

        Each is told once, and why; best effort (spec: m.room_key.withheld).
        """
        before = self._machine.sessions.withheld(session.session_id)
        told = [device for device in devices if holder(device) not in before]
        if not told:
            return
        self._machine.sessions.withhold(session.session_id, map(holder, told))
        content = {
            "algorithm": MEGOLM,
            "room_id": session.room,
            "session_id": session.session_id,
            "sender_key": self._machine.curve25519,
            "code": "m.unverified",
            "reason": "This session is not verified by its owner.",
        }
        messages: dict[str, dict[str, Any]] = {}
        for device in told:
            messages.setdefault(device.user_id, {})[device.id] = content
        where = path("sendToDevice", "m.room_key.withheld", secrets.token_hex(16))
        await self._twice(lambda: self._homeserver.request("PUT", where, body={"messages": messages}))

    # Channels

    async def open_channels(self, devices: Iterable[Device], *, afresh: bool = False) -> None:
        """Open an Olm session with each of these devices that has none, or with all of them if `afresh`."""
        wanted = list(devices) if afresh else self._machine.missing_sessions(devices)
        wanted = [device for device in wanted if not self._claimed_in_vain.rests(device)]
        await self._claiming.all(wanted, by=lambda device: _server(device.user_id), work=self._claim)

    async def _claim(self, devices: Collection[Device]) -> None:
        claims: dict[str, dict[str, str]] = {}
        for device in devices:
            claims.setdefault(device.user_id, {})[device.id] = "signed_curve25519"
        body = {"one_time_keys": claims, "timeout": REMOTE_PATIENCE_MS}
        answer = await self._twice(lambda: self._homeserver.request("POST", path("keys", "claim"), body=body))
        if answer is None:
            return
        keys = answer.get("one_time_keys")
        await self._machine.portions.each(devices, lambda device: self._open(device, keys))

    def _open(self, device: Device, keys: object) -> None:
        key = _entry(keys, device.user_id, device.id)
        if key is not None and self._machine.open_session(device, key):
            self._claimed_in_vain.forget(device)
        else:
            self._claimed_in_vain.note(device)

    # Megolm sessions

    async def bring(self, session: SentSession, devices: Collection[Device]) -> set[Device]:
        """Give this session, from its beginning, to those of `devices` that lack it.

        Returns those of them that have it now; who was given it is on disk by then.
        """
        given = self._machine.sessions.given(session.session_id)
        lacking = [device for device in devices if holder(device) not in given]
        if lacking:
            await self.open_channels(lacking)
            closed = set(self._machine.missing_sessions(lacking))
            ready = [device for device in lacking if device not in closed]
            chunks = [
                ready[start : start + DEVICES_PER_REQUEST]
                for start in range(0, len(ready), DEVICES_PER_REQUEST)
            ]
            await asyncio.gather(*(self._give(session, chunk) for chunk in chunks))
            given = self._machine.sessions.given(session.session_id)
        return {device for device in devices if holder(device) in given}

    async def _give(self, session: SentSession, devices: Collection[Device], *, again: bool = False) -> None:
        content = {
            "algorithm": MEGOLM,
            "room_id": session.room,
            "session_id": session.session_id,
            "session_key": session.key,
        }
        channels = await self.send_to_devices(devices, "m.room_key", content)
        if channels is None:
            return
        given = {holder(device): channel for device, channel in channels.items()}
        self._machine.sessions.give(session.session_id, given)
        overtaken = [
            device for device, channel in channels.items() if self._machine.channel(device).id != channel
        ]  # They began a new channel while the key was on its way: perhaps they cannot open it.
        for device in overtaken:
            self._machine.begun_anew(device.curve25519)
        if overtaken and not again:
            await self._give(session, overtaken, again=True)

    async def send_to_devices(
        self, devices: Collection[Device], event_type: str, content: Mapping[str, Any]
    ) -> dict[Device, str] | None:
        """Encrypt this for each of these devices and hand it to the homeserver.

        Returns over which channel each was written to; None if the homeserver has not taken it. The state of
        the channels is on disk before anything leaves: a ratchet must never be used twice.
        """
        messages: dict[str, dict[str, Any]] = {}
        channels: dict[Device, str] = {}

        def encrypt(device: Device) -> None:
            channels[device] = self._machine.channel(device).id
            encrypted = self._machine.encrypt_to(device, event_type, content)
            messages.setdefault(device.user_id, {})[device.id] = encrypted

        await self._machine.portions.each(devices, encrypt)
        where = path("sendToDevice", "m.room.encrypted", secrets.token_hex(16))
        body = {"messages": messages}
        answer = await self._twice(lambda: self._homeserver.request("PUT", where, body=body))
        return None if answer is None else channels

    async def _twice(self, request: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any] | None:
        """The answer, at the second try if need be; None if both fail. A revoked token raises `LoggedOut`."""
        for _ in range(2):
            try:
                return await request()
            except Unreachable:
                log.info("key_request_unanswered")
            except Refused as fault:
                log.warning("key_request_refused", status=fault.status, errcode=fault.errcode)
                break
        return None

    def shortfall(self, user: str, unanswered: Collection[str], *, secret: bool = False) -> Shortfall:
        """Why this person got nothing; `unanswered` is what `refresh` returned."""
        devices = self._machine.devices.of(user)
        readers = self.readers([user], secret=secret)
        if readers:
            in_vain = all(device in self._claimed_in_vain for device in readers)
            return Shortfall.NO_ONE_TIME_KEY if in_vain else Shortfall.REQUEST_FAILED
        if devices:
            return Shortfall.UNTRUSTED
        return Shortfall.REQUEST_FAILED if user in unanswered else Shortfall.NO_DEVICE


def _server(user: str) -> str:
    return user.partition(":")[2]


def holder(device: Device) -> Holder:
    """How the crypto store names this device."""
    return device.user_id, device.curve25519


def holders(devices: Iterable[Device]) -> set[Holder]:
    """The same of several."""
    return {holder(device) for device in devices}


def _entry(value: object, *names: str) -> object:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value
