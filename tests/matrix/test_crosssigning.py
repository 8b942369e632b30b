"""Vigil's identity on a real Synapse: put there once, found again, and never taken for another's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.demo.town import Town
from bot.errors import IdentityConflict, Refused, Unreachable, WrongPassword
from bot.key import Key
from bot.matrix.crosssigning import CrossSigning, query
from bot.matrix.http import Homeserver, path
from bot.matrix.identity import Identity
from bot.matrix.login import log_in
from bot.matrix.signed_json import verify
from tests.matrix.bot import Bot
from tests.matrix.wire import Call, Says, Wire


@asynccontextmanager
async def logged_in(town: Town, folder: Path, url: str | None = None) -> AsyncIterator[Bot]:
    """A bot on a new account, with a device that nobody knows of yet."""
    url, user = url or town.homeserver.url, await town.register("vigil")
    homeserver = Homeserver(url)
    session = await log_in(homeserver, user, town.password("vigil"))
    await homeserver.close()
    bot = Bot(url, session, folder, Key(bytes(range(32))))
    try:
        yield bot
    finally:
        await bot.stop()


@pytest.fixture
async def fresh(town: Town, tmp_path: Path) -> AsyncIterator[Bot]:
    """Such a bot."""
    async with logged_in(town, tmp_path) as bot:
        yield bot


@pytest.fixture
async def behind(front: Wire, town: Town, tmp_path: Path) -> AsyncIterator[Bot]:
    """The same, behind a wire."""
    async with logged_in(town, tmp_path, front.url) as bot:
        yield bot


async def all_is_signed(town: Town, bot: Bot) -> bool:
    """Whether others are shown master key → self-signing key → device, and the account device → master key.

    The last is Synapse's way: signatures of a master key are for whoever made them.
    """
    user, device, identity = bot.machine.user, bot.machine.device_id, bot.identity
    (jean,) = await town.welcomes("jean")
    answer = await jean.phone.device.request("POST", "keys/query", {"device_keys": {user: []}})
    signs = [
        (answer["self_signing_keys"][user], identity.master),
        (answer["device_keys"][user][device], identity.self_signing),
    ]
    assert list(answer["master_keys"][user]["keys"].values()) == [identity.master]
    own = (await query(bot.homeserver, user))["master_keys"]
    return verify(own, signer=user, key_id=f"ed25519:{device}", ed25519=bot.machine.fingerprint) and all(
        verify(signed, signer=user, key_id=f"ed25519:{key}", ed25519=key) for signed, key in signs
    )


async def put_by_somebody_else(bot: Bot, identity: Identity, *parts: str) -> None:
    """Another client of the account uploads an identity, as Element does at its first login."""
    keys = {name: part for name, part in identity.keys().items() if not parts or name in parts}
    await bot.homeserver.request("POST", path("keys", "device_signing", "upload"), body=keys)


async def test_the_first_start_puts_everything_there(fresh: Bot, town: Town) -> None:
    """G3: others see a device that its owner vouches for, and a master key that the device vouches for."""
    await fresh.gateway.start()
    assert await all_is_signed(town, fresh)
    own = await query(fresh.homeserver, fresh.machine.user)
    assert list(own["user_signing_keys"]["keys"].values()) == [fresh.identity.user_signing]


async def test_the_second_start_changes_nothing(behind: Bot, front: Wire) -> None:
    """It looks, finds all as it was, and uploads and signs nothing."""
    await behind.gateway.start()
    front.calls.clear()
    again = await behind.restart()
    await again.gateway.start()
    assert {call.path.rpartition("v3")[2] for call in front.calls} == {"/keys/query"}
    assert not again.machine.is_new
    await again.stop()


async def test_a_foreign_identity_stops_it_before_it_has_done_anything(behind: Bot, front: Wire) -> None:
    """G3: no device keys, no identity, no signature of Vigil's goes there."""
    await put_by_somebody_else(behind, Identity.make(behind.machine.user))
    front.calls.clear()
    with pytest.raises(IdentityConflict, match="'vigil identity reset'"):
        await behind.gateway.start()
    assert [call.path.rpartition("v3")[2] for call in front.calls] == ["/keys/query"]


@pytest.mark.parametrize("part", ["master_key", "self_signing_key", "user_signing_key"])
@pytest.mark.parametrize("instead", ["other", "nonsense"])
async def test_each_foreign_key_counts(behind: Bot, front: Wire, part: str, instead: str) -> None:
    """G3: one key of the three that is not Vigil's own is enough."""
    await behind.gateway.start()
    me = behind.machine.user
    foreign = Identity.make(me).keys()[part] if instead == "other" else {"keys": "garbage"}

    async def swapped(call: Call) -> Says:
        answer = (await front.forward(call)).json()
        return Says(200, {**answer, f"{part}s": {me: foreign}})

    front.answers("POST", "/keys/query", swapped, always=True)
    with pytest.raises(IdentityConflict, match="not Vigil's own"):
        await behind.gateway.start()
    with pytest.raises(IdentityConflict):
        await behind.gateway.prove()


async def test_other_device_keys_under_vigils_name_stop_it(behind: Bot, front: Wire) -> None:
    """G3: else others would encrypt to whoever holds them."""
    await behind.gateway.start()
    me, device = behind.machine.user, behind.machine.device_id

    async def swapped(call: Call) -> Says:
        answer = (await front.forward(call)).json()
        answer["device_keys"][me][device]["keys"][f"curve25519:{device}"] = "other"
        return Says(200, answer)

    front.answers("POST", "/keys/query", swapped)
    with pytest.raises(IdentityConflict, match="other keys for Vigil's device"):
        await behind.gateway.start()


@pytest.mark.parametrize("part", ["master_keys", "self_signing_keys", "user_signing_keys"])
async def test_what_the_homeserver_has_lost_is_put_there_again(behind: Bot, front: Wire, part: str) -> None:
    """A homeserver that was set back to an older copy, say: the same keys, and no new identity."""
    await behind.gateway.start()

    async def lost(call: Call) -> Says:
        answer = (await front.forward(call)).json()
        return Says(200, {name: each for name, each in answer.items() if name != part})

    front.answers("POST", "/keys/query", lost, lost)  # The check, and the look before the upload.
    front.calls.clear()
    await behind.gateway.start()
    (upload,) = front.called("POST", "/device_signing/upload")
    assert upload.body == behind.identity.keys()


async def test_device_keys_that_the_homeserver_has_lost_are_put_there_again(behind: Bot, front: Wire) -> None:
    """G2: nobody could encrypt to Vigil."""
    await behind.gateway.start()

    async def lost(call: Call) -> Says:
        answer = (await front.forward(call)).json()
        return Says(200, {**answer, "device_keys": {}})

    front.answers("POST", "/keys/query", lost)
    front.calls.clear()
    await behind.gateway.start()
    assert "device_keys" in front.called("POST", "/keys/upload")[0].body


async def test_signatures_that_are_lost_are_made_again(fresh: Bot, town: Town) -> None:
    """A device that was logged out and in again is signed by the same identity."""
    await fresh.gateway.start()
    await fresh.homeserver.request("POST", path("logout"), body={})
    session = await log_in(
        fresh.homeserver, fresh.machine.user, town.password("vigil"), device_id=fresh.machine.device_id
    )
    assert session.device_id == fresh.machine.device_id
    await fresh.gateway.start()
    assert await all_is_signed(town, fresh)


async def test_a_homeserver_that_never_shows_what_it_took_is_no_proof(behind: Bot, front: Wire) -> None:
    """G6: it passes, perhaps; until then Vigil does not hold itself for established."""
    front.answers("POST", "/keys/query", Says(200, {"device_keys": {}}), always=True)
    with pytest.raises(Unreachable, match="does not show"):
        await behind.gateway.start()
    assert behind.machine.is_new


@pytest.mark.parametrize(
    "answer", [{}, {"device_keys": []}, {"device_keys": None, "master_keys": [1], "failures": 5}]
)
async def test_nonsense_is_no_proof(behind: Bot, front: Wire, answer: dict[str, Any]) -> None:
    """An answer that makes no sense neither crashes nor convinces."""
    front.answers("POST", "/keys/query", Says(200, answer), always=True)
    with pytest.raises((Unreachable, IdentityConflict)):
        await behind.gateway.start()


# The password

WANTED = Says(401, {"session": "s", "flows": [{"stages": ["m.login.password"]}], "params": {}})


def with_password(bot: Bot, password: str | None) -> CrossSigning:
    """The bot's own, with this password in the settings."""
    return CrossSigning(bot.homeserver, bot.machine, bot.identity, lambda: password)


async def test_a_first_upload_that_wants_the_password_gets_it(behind: Bot, front: Wire, town: Town) -> None:
    """Not every homeserver goes by MSC3967; the password of the settings is asked for only then."""
    await behind.gateway.upload_keys(None)
    front.answers("POST", "/device_signing/upload", WANTED)
    await with_password(behind, town.password("vigil")).establish()
    first, second = front.called("POST", "/device_signing/upload")
    assert "auth" not in first.body
    assert second.body["auth"]["session"] == "s" and second.body["auth"]["type"] == "m.login.password"
    assert await all_is_signed(town, behind)


@pytest.mark.parametrize("password", [None, "wrong"])
async def test_without_the_right_password_it_stops_with_a_sentence(
    behind: Bot, front: Wire, password: str | None
) -> None:
    """G6: it says what to do, and goes on under no other identity."""
    await behind.gateway.upload_keys(None)
    front.answers("POST", "/device_signing/upload", WANTED, always=True)
    with pytest.raises(IdentityConflict, match=r"account's password.*'vigil identity reset'"):
        await with_password(behind, password).establish()


async def test_a_person_can_replace_a_foreign_identity(fresh: Bot, town: Town) -> None:
    """By the password, which a real Synapse wants for it; afterwards all is signed by the new one."""
    await put_by_somebody_else(fresh, Identity.make(fresh.machine.user))
    await fresh.gateway.cross_signing.replace(town.password("vigil"))
    await fresh.gateway.start()
    assert await all_is_signed(town, fresh)


async def test_a_wrong_password_replaces_nothing(fresh: Bot, town: Town) -> None:
    """The identity that was there is still there."""
    before = Identity.make(fresh.machine.user)
    await put_by_somebody_else(fresh, before)
    with pytest.raises(WrongPassword):
        await fresh.gateway.cross_signing.replace("wrong")
    shown = await query(fresh.homeserver, fresh.machine.user)
    assert list(shown["master_keys"]["keys"].values()) == [before.master]


# Other devices, and other people


async def test_other_devices_are_found_and_retired(fresh: Bot, town: Town) -> None:
    """One device only: this one stays, the others are gone."""
    other = Homeserver(town.homeserver.url)
    session = await log_in(other, fresh.machine.user, town.password("vigil"))
    assert await fresh.gateway.cross_signing.other_devices() == [session.device_id]
    with pytest.raises(WrongPassword):
        await fresh.gateway.cross_signing.retire([session.device_id], "wrong")
    await fresh.gateway.cross_signing.retire([session.device_id], town.password("vigil"))
    assert await fresh.gateway.cross_signing.other_devices() == []
    await other.close()


async def test_a_list_of_devices_that_makes_no_sense_is_passed_over(behind: Bot, front: Wire) -> None:
    """Whatever the homeserver lists that is no device is none of the account's."""
    devices: list[object] = [None, 5, "PHONE", [], {}, {"device_id": 7}, {"device_id": "OTHER"}]
    front.answers("GET", "/devices", Says(200, {"devices": devices}))
    assert await behind.gateway.cross_signing.other_devices() == ["OTHER"]


async def test_a_person_is_signed_as_verified(fresh: Bot, town: Town) -> None:
    """Only Vigil's own account is shown it (spec: user-signing signatures are private)."""
    await fresh.gateway.start()
    (sophie,) = await town.welcomes("sophie")
    assert sophie.identity is not None
    await fresh.gateway.sign_person(sophie.user, sophie.identity.master)
    shown = (await query(fresh.homeserver, sophie.user))["master_keys"]
    key = fresh.identity.user_signing
    assert verify(shown, signer=fresh.machine.user, key_id=f"ed25519:{key}", ed25519=key)
    with pytest.raises(Refused, match="another_master_key"):
        await fresh.gateway.sign_person(sophie.user, Identity.make(sophie.user).master)
