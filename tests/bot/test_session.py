"""Logged out: Vigil takes up its device again, or says in one sentence what to do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.config import Settings
from bot.errors import IdentityConflict, LoggedOut, MatrixError, SettingsError, Unreachable
from bot.key import Key
from bot.matrix.cryptostore import CryptoStore
from bot.matrix.http import Homeserver
from bot.matrix.identity import Identity
from bot.matrix.machine import Machine
from bot.matrix.signed_json import verify
from bot.session import Login, open_session, tokens_left_behind
from bot.store.store import Store
from tests.bot.world import settings_in
from tests.clock import StillClock
from tests.matrix.wire import Call, Says, Wire, wire

USER, DEVICE = "@vigil:vigil.test", "BOT"
NO = Says(401, {"errcode": "M_UNKNOWN_TOKEN"})
WRONG = Says(403, {"errcode": "M_FORBIDDEN"})


def shows(machine: Machine, identity: Identity) -> Says:
    """The homeserver's answer to `/keys/query`: this identity, and the device, which nobody has signed."""
    keys = {f"{name}s": {USER: part} for name, part in identity.keys().items()}
    return Says(200, {**keys, "device_keys": {USER: {DEVICE: machine.device_keys()}}})


def logged_in(token: str, device: str = DEVICE, user: str = USER) -> Says:
    """The homeserver's answer to a login, and to "who am I?"."""
    return Says(200, {"user_id": user, "device_id": device, "access_token": token})


@dataclass
class Start:
    """What a process holds after its start, with the token "old"."""

    front: Wire
    homeserver: Homeserver
    store: Store
    machine: Machine
    login: Login
    clock: StillClock
    folder: Path

    async def asks(self) -> dict[str, Any]:
        """Any request."""
        return await self.homeserver.request("GET", "/anything")

    def knows(self, *tokens: str) -> None:
        """The homeserver accepts these tokens and no others."""

        async def answer(call: Call) -> Says:
            good = call.headers.get("Authorization") in {f"Bearer {token}" for token in tokens}
            return Says(200, {"you": "are welcome"}) if good else NO

        self.front.answers("GET", "/anything", answer, always=True)

    async def token(self) -> str | None:
        """The token that is written down."""
        async with self.store.transaction() as tx:
            return await tx.facts.get("matrix_token")


@pytest.fixture
async def start(folder: Path) -> AsyncIterator[Start]:
    """A process that has a password; the homeserver takes whatever keys it uploads."""
    async for each in _start(folder, token_file=False):
        yield each


@pytest.fixture
async def start_with_token(folder: Path) -> AsyncIterator[Start]:
    """A process that has an access token in a file."""
    async for each in _start(folder, token_file=True):
        yield each


async def _start(folder: Path, *, token_file: bool) -> AsyncIterator[Start]:
    settings = settings_in(folder)
    async with wire() as front:
        settings = replace(settings, homeserver=front.url)
        if token_file:
            settings = replace(settings, password_file=None, access_token_file="secrets/token")
            writes_token(folder, "old")
        store = await Store.open(settings.database, Key.fresh())
        homeserver, clock = Homeserver(front.url), StillClock()
        front.answers("POST", "/login", logged_in("old"))
        front.answers("GET", "/whoami", logged_in("old"))
        session = await open_session(store, homeserver, settings, has_keys=False)
        crypto = CryptoStore(
            folder / "crypto.db", Key.fresh(), user=session.user, device_id=session.device_id
        )
        machine = Machine(crypto, clock)
        machine.keys_uploaded(machine.keys_to_upload(None))
        identity = Identity.make(USER)
        front.answers("POST", "/keys/query", shows(machine, identity), always=True)
        front.answers("POST", "/signatures/upload", Says(200, {}), always=True)
        login = Login(store, homeserver, settings, machine, session, clock, identity)
        homeserver.renew_by(login.renew)
        front.answers("POST", "/keys/upload", Says(200, {"one_time_key_counts": {}}), always=True)
        front.calls.clear()
        yield Start(front, homeserver, store, machine, login, clock, folder)
        await login.close()
        crypto.close()
        await homeserver.close()
        await store.close()


def writes_token(folder: Path, token: str) -> None:
    """Put this token into the file that the settings name."""
    file = folder / "secrets" / "token"
    file.touch(mode=0o600)
    file.write_text(token)


async def test_a_password_logs_in_again_as_the_same_device(start: Start) -> None:
    """G1: the request that found the login dead is answered, and all of the device's keys are put back."""
    start.knows("new")
    start.front.answers("POST", "/login", logged_in("new"))
    assert await start.asks() == {"you": "are welcome"}
    (login,) = start.front.called("POST", "/login")
    assert login.body["device_id"] == DEVICE
    assert await start.token() == "new"
    (upload,) = start.front.called("POST", "/keys/upload")
    keys = upload.body["device_keys"]
    fingerprint = keys["keys"][f"ed25519:{DEVICE}"]
    assert fingerprint == start.machine.fingerprint
    assert verify(keys, signer=USER, key_id=f"ed25519:{DEVICE}", ed25519=fingerprint)
    assert len(upload.body["one_time_keys"]) == 50 and len(upload.body["fallback_keys"]) == 1
    assert upload.headers["Authorization"] == "Bearer new"


async def test_the_device_is_signed_again_before_anything_else_is_done(start: Start) -> None:
    """G3: the request that found the login dead is made again only when the device can be trusted again."""
    start.knows("new")
    start.front.answers("POST", "/login", logged_in("new"))
    await start.asks()
    (signed,) = start.front.called("POST", "/signatures/upload")
    assert DEVICE in signed.body[USER]
    assert signed.headers["Authorization"] == "Bearer new"
    assert [call.path for call in start.front.calls][-1].endswith("/anything")
    assert not start.machine.is_new


async def test_a_signature_that_could_not_be_made_is_not_forgotten(start: Start) -> None:
    """The sync loop makes it."""
    start.knows("new")
    start.front.answers("POST", "/login", logged_in("new"))
    start.front.answers("POST", "/signatures/upload", Says(503))
    await start.asks()
    assert start.machine.is_new


async def test_somebody_elses_identity_is_the_end(start: Start) -> None:
    """G3: whoever logged Vigil out and took its account: no request is made any more, not even a login."""
    start.knows("new")
    start.front.answers("POST", "/login", logged_in("new"))
    start.front.answers("POST", "/keys/query", shows(start.machine, Identity.make(USER)), always=True)
    for _ in range(3):
        with pytest.raises(IdentityConflict, match="not Vigil's own"):
            await start.asks()
        start.clock.forward(hours=1)
    assert len(start.front.called("POST", "/login")) == 1
    assert start.front.called("POST", "/keys/upload") == []
    assert await start.token() == "new", "the next start looks again, and need not log in"


async def test_all_who_ask_at_once_log_in_once(start: Start) -> None:
    """However many requests find the login dead, one of them renews it, and all are answered."""
    start.knows("new")
    start.front.answers("POST", "/login", logged_in("new"))
    answers = await asyncio.gather(*(start.asks() for _ in range(20)))
    assert answers == [{"you": "are welcome"}] * 20
    assert len(start.front.called("POST", "/login")) == 1


async def test_keys_that_could_not_be_put_back_are_not_forgotten(start: Start) -> None:
    """The next upload of the sync loop holds all of them, after a crash too."""
    start.knows("new")
    start.front.answers("POST", "/login", logged_in("new"))
    start.front.answers("POST", "/keys/upload", Says(503))
    await start.asks()
    again = Machine(start.machine.crypto_store, start.clock)
    body = again.keys_to_upload(0)
    assert {"device_keys", "fallback_keys", "one_time_keys"} <= set(body)
    again.keys_uploaded({"one_time_keys": {}})
    assert "device_keys" in again.keys_to_upload(None)


async def test_a_refused_password_is_asked_about_once(start: Start) -> None:
    """No loop of logins: from then on every request ends with the sentence that says what to do."""
    start.knows()
    start.front.answers("POST", "/login", WRONG, always=True)
    for _ in range(5):
        with pytest.raises(LoggedOut, match="refuses Vigil's login: check user and password in the settings"):
            await start.asks()
        start.clock.forward(hours=1)
    assert len(start.front.called("POST", "/login")) == 1


async def test_a_homeserver_that_is_away_is_asked_with_growing_pauses(start: Start) -> None:
    """It is a fault that passes: nothing is final, and it is not hammered."""
    start.knows("new")
    start.front.answers("POST", "/login", Says(502, {}), always=True)
    for _ in range(1000):
        with pytest.raises(Unreachable):
            await start.asks()
        start.clock.forward(seconds=1)
    assert 10 < len(start.front.called("POST", "/login")) < 30
    start.front.answers("POST", "/login", logged_in("new"))
    start.clock.forward(minutes=1)
    assert await start.asks() == {"you": "are welcome"}


async def test_a_homeserver_that_logs_out_again_and_again_is_not_hammered(start: Start) -> None:
    """Each login works and is dead at once: one after 1, 2, 4 … seconds, at most one a minute."""
    start.knows()
    number = 0

    async def log_in(_: Call) -> Says:
        nonlocal number
        number += 1
        return logged_in(f"new{number}")

    start.front.answers("POST", "/login", log_in, always=True)
    for _ in range(600):
        with pytest.raises(MatrixError):
            await start.asks()
        start.clock.forward(seconds=1)
    assert number < 20


# An access token in a file


async def test_a_new_token_of_the_same_device_is_read(start_with_token: Start) -> None:
    """Whoever wrote it there need not restart anything."""
    start = start_with_token
    start.knows("new")
    writes_token(start.folder, "new")
    start.front.answers("GET", "/whoami", logged_in("new"))
    assert await start.asks() == {"you": "are welcome"}
    assert await start.token() == "new"
    assert start.front.called("POST", "/login") == []
    assert "device_keys" in start.front.called("POST", "/keys/upload")[0].body


@pytest.mark.parametrize(
    ("whoami", "sentence"),
    [
        (NO, "no longer accepts Vigil's access token: log in as the same device"),
        (WRONG, "refuses Vigil's login"),
        (logged_in("new", device="OTHER"), "of another device than Vigil's keys"),
        (logged_in("new", user="@mallory:vigil.test"), "belongs to another user"),
    ],
)
async def test_a_token_that_is_no_use_stops_it(start_with_token: Start, whoami: Says, sentence: str) -> None:
    """One sentence says what to do; the device's keys are never given to another device."""
    start = start_with_token
    start.knows("new")
    start.front.answers("GET", "/whoami", whoami, always=True)
    for _ in range(3):
        with pytest.raises(LoggedOut, match=sentence):
            await start.asks()
    assert len(start.front.called("GET", "/whoami")) == 1
    assert await start.token() == "old"


# The device's keys are lost


async def start_again(start: Start, settings: Settings) -> str:
    """What a process does at its start without crypto.db; returns its device."""
    homeserver = Homeserver(start.front.url)
    try:
        return (await open_session(start.store, homeserver, settings, has_keys=False)).device_id
    finally:
        await homeserver.close()


async def test_lost_keys_make_a_new_device_and_the_old_ones_are_remembered(start: Start) -> None:
    """Each can then be logged out by its own token, after a crash too."""
    settings = replace(settings_in(start.folder), homeserver=start.front.url)
    start.front.answers("POST", "/login", logged_in("two", "TWO"), logged_in("three", "THREE"))
    assert [await start_again(start, settings) for _ in range(2)] == ["TWO", "THREE"]
    assert all("device_id" not in call.body for call in start.front.called("POST", "/login"))
    async with start.store.transaction() as tx:
        assert await tokens_left_behind(tx) == ["old", "two"]
    assert await start.token() == "three"


def token_settings(start: Start) -> Settings:
    """Settings with an access token in a file."""
    return replace(
        settings_in(start.folder),
        homeserver=start.front.url,
        password_file=None,
        access_token_file="secrets/token",
    )


async def test_a_start_cut_off_before_the_keys_were_made_is_no_loss(start_with_token: Start) -> None:
    """G1: nobody was shown keys of the device, so it gets its first ones; it does not log itself out."""
    start = start_with_token
    start.front.answers("GET", "/whoami", logged_in("old"))
    start.front.answers("POST", "/keys/query", Says(200, {"device_keys": {USER: {}}}))
    assert await start_again(start, token_settings(start)) == DEVICE
    async with start.store.transaction() as tx:
        assert await tokens_left_behind(tx) == []
    assert await start.token() == "old"


async def test_a_token_of_the_device_whose_keys_are_lost_is_no_use(start_with_token: Start) -> None:
    """Other keys under the same device's name are what an attacker would upload: nobody would accept them."""
    start = start_with_token
    settings = token_settings(start)
    start.front.answers("GET", "/whoami", logged_in("old"))
    with pytest.raises(SettingsError, match=r"lost with crypto.db.*as a new device"):
        await start_again(start, settings)
    assert await start.token() == "old"
    start.front.answers("GET", "/whoami", logged_in("new", "NEW"))
    assert await start_again(start, settings) == "NEW"


# The first login

UNKNOWN = Says(404, {"errcode": "M_UNRECOGNIZED"})
NOT_MATRIX = (Says(404, b"<html>Not Found"), Says(404, {"detail": "Not Found"}), Says(200, b"<html>Welcome"))


@pytest.mark.parametrize(
    ("login", "flows", "sentence"),
    [
        (WRONG, Says(200, {"flows": [{"type": "m.login.password"}]}), "check user and password"),
        (WRONG, Says(200, {"flows": [{"type": "m.login.sso"}]}), "takes no passwords.*access_token_file"),
        (UNKNOWN, None, "no Matrix homeserver"),
        (logged_in("new", user=USER.title()), None, "other capitals.*small letters"),
        (logged_in("new", user="@mallory:vigil.test"), None, "another user"),
        *((says, None, r"no Matrix homeserver \(\d+\): write the address") for says in NOT_MATRIX),
    ],
)
async def test_a_login_that_cannot_be_is_told_in_a_sentence(
    folder: Path, login: Says, flows: Says | None, sentence: str
) -> None:
    """At the first start it says what to do, waits for nothing that will not come, and leaves no device."""
    async with wire() as front:
        settings = replace(settings_in(folder), homeserver=front.url)
        store, homeserver = await Store.open(settings.database, Key.fresh()), Homeserver(front.url)
        front.answers("POST", "/login", login)
        front.answers("POST", "/logout", Says(200, {}))
        if flows is not None:
            front.answers("GET", "/login", flows)
        try:
            with pytest.raises(SettingsError, match=sentence) as fault:
                await open_session(store, homeserver, settings, has_keys=False)
        finally:
            await homeserver.close()
            await store.close()
        assert "@" not in str(fault.value)
        logged_in_there = isinstance(login.body, dict) and "access_token" in login.body
        assert len(front.called("POST", "/logout")) == logged_in_there


async def test_a_homeserver_that_knows_no_login_is_told_from_none_at_all(folder: Path) -> None:
    """It speaks Matrix, and has given all logins to a service of its own."""
    async with wire() as front:
        settings = replace(settings_in(folder), homeserver=front.url)
        store, homeserver = await Store.open(settings.database, Key.fresh()), Homeserver(front.url)
        front.answers("GET", "/versions", Says(200, {"versions": ["v1.12"]}))
        try:
            with pytest.raises(SettingsError, match="takes no passwords"):
                await open_session(store, homeserver, settings, has_keys=False)
        finally:
            await homeserver.close()
            await store.close()


async def test_a_homeserver_that_was_there_once_is_waited_for(start: Start) -> None:
    """Whatever stands in front of it answers 404 while it starts; only who was never there is told off."""
    settings = replace(settings_in(start.folder), homeserver=start.front.url)
    start.front.answers("POST", "/login", NOT_MATRIX[0])
    with pytest.raises(Unreachable):
        await start_again(start, settings)
