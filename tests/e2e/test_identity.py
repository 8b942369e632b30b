"""Who Vigil is: one identity, on one device, kept over every loss that it can survive, and told to people."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot import identifying
from bot.config import load_settings
from bot.demo import cast
from bot.demo.people import Person
from bot.demo.town import Town
from bot.errors import AlreadyRunning, IdentityConflict, VigilError
from bot.jobs import JOBS
from bot.matrix.devices import read_device, read_signers
from bot.matrix.http import Homeserver, path
from bot.matrix.identity import Identity, in_groups
from bot.matrix.login import Session, log_in
from bot.session import open_session
from bot.store.store import Store
from tests.e2e.program import Program
from tests.e2e.scenes import alert_raised
from tests.e2e.world import World
from tests.matrix.wire import Wire
from tests.waiting import until

PATIENCE = 30.0
LOGGED_IN = "1 more device is logged in on my account, and I have no password"


async def shown_to(person: Person, bot: str) -> dict[str, Any]:
    """What this person's homeserver shows of the bot's keys."""
    answer = await person.phone.device.request("POST", "keys/query", {"device_keys": {bot: []}})
    return {name: part.get(bot) for name, part in answer.items()}


async def vouched_for(person: Person, bot: str) -> tuple[str, set[str]]:
    """The bot's master key, and which of its devices it vouches for, as this person is shown it."""
    shown = await shown_to(person, bot)
    signers = read_signers(bot, shown["master_keys"], shown["self_signing_keys"])
    assert signers is not None
    devices = [read_device(bot, name, keys, signers) for name, keys in shown["device_keys"].items()]
    return signers.master, {each.id for each in devices if each and each.master == signers.master}


@asynccontextmanager
async def somebody_logged_in(town: Town) -> AsyncIterator[tuple[Homeserver, Session]]:
    """Somebody who knows the bot's password."""
    homeserver = Homeserver(town.homeserver.url)
    try:
        yield homeserver, await log_in(homeserver, town.user_id(cast.BOT), town.password(cast.BOT))
    finally:
        await homeserver.close()


async def somebody_makes_an_identity(town: Town) -> Identity:
    """Somebody signs in to the bot's account with Element, which makes an identity at the first login."""
    async with somebody_logged_in(town) as (homeserver, session):
        identity = Identity.make(session.user)
        body = identity.keys()
        await homeserver.request("POST", path("keys", "device_signing", "upload"), body=body)
    return identity


# The program


async def test_the_fingerprint_on_paper_is_the_one_that_people_are_shown(
    program: Program, town: Town, tmp_path: Path
) -> None:
    """G3, G6: printed beside the running program, and after it; before its first start there is nothing."""
    code, lines = await program.calls("identity", "show")
    assert (code, lines) == (1, [identifying.NONE_YET])
    await program.starts()
    (amina,) = await town.welcomes("amina")
    await amina.room("Coordination", within=PATIENCE)
    master, devices = await vouched_for(amina, town.user_id(cast.BOT))
    assert len(devices) == 1
    png = tmp_path / "vigil.png"
    code, lines = await program.calls("identity", "show", "--png", str(png))
    assert code == 0
    assert lines[:2] == [f"https://matrix.to/#/{town.user_id(cast.BOT)}", in_groups(master)]
    assert any("█" in line for line in lines)
    assert png.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert await program.is_told_to_stop() == 0
    assert (await program.calls("identity", "show"))[1][:2] == lines[:2]
    for unwanted in ('"level": "error"', in_groups(master), master):
        assert unwanted not in program.printed


async def test_it_does_nothing_for_an_account_that_is_somebody_elses(
    program: Program, town: Town, wire: Wire
) -> None:
    """G3: one sentence and exit code 3; it reads nothing, says nothing, and uploads nothing."""
    await somebody_makes_an_identity(town)
    await program.starts()
    assert await program.ends() == 3
    assert "'vigil identity reset'" in program.printed.splitlines()[-1]
    assert "Traceback" not in program.printed
    asked = [call.path.rpartition("v3")[2] for call in wire.calls]
    assert asked == ["/login", "/keys/query"]
    code, lines = await program.checks()
    assert code == 1
    (fault,) = [line for line in lines if line.startswith("FAULT")]
    assert fault.split()[1] == "identity" and "'vigil identity reset'" in fault


async def test_a_person_can_make_it_its_own_again(program: Program, town: Town, tmp_path: Path) -> None:
    """`vigil identity reset`, with the password; a wrong one changes nothing."""
    foreign = await somebody_makes_an_identity(town)
    (amina,) = await town.welcomes("amina")
    password = tmp_path / "password"
    password.touch(mode=0o600)
    password.write_text("wrong\n")
    call = ("identity", "reset", "--yes", "--password-file", str(password))
    code, lines = await program.calls(*call)
    assert code == 1 and "does not accept this password" in lines[-1]
    assert (await vouched_for(amina, town.user_id(cast.BOT)))[0] == foreign.master
    password.write_text(town.password(cast.BOT) + "\n")
    code, lines = await program.calls(*call)
    assert code == 0
    master, devices = await vouched_for(amina, town.user_id(cast.BOT))
    assert master != foreign.master and len(devices) == 1
    assert f"Done. Vigil's fingerprint is now {in_groups(master)}" in lines
    assert (await program.calls("identity", "show"))[1][1] == in_groups(master)
    await program.starts()
    await amina.room("Coordination", within=PATIENCE)
    code, lines = await program.calls(*call)
    assert code == 1 and "Vigil is running: stop it first" in lines[-1]
    assert await vouched_for(amina, town.user_id(cast.BOT)) == (master, devices)


# The identity over time


async def test_the_identity_is_the_same_after_a_restart(vigil: World) -> None:
    """Nobody has to verify Vigil twice."""
    scene = await alert_raised(vigil)
    before = await vouched_for(scene.jean, vigil.bot)
    await vigil.restarts()
    await scene.jean.says("they are inside")
    await scene.sophie.sees("they are inside")
    assert await vouched_for(scene.jean, vigil.bot) == before


async def test_a_lost_crypto_store_costs_a_device_and_not_the_identity(vigil: World) -> None:
    """G1, G2: a new device, signed by the same identity; the old one is gone; the coordinators are told."""
    (amina,) = await vigil.people("amina")
    scene = await alert_raised(vigil)
    master, old = await vouched_for(scene.jean, vigil.bot)
    await vigil.settles()
    await vigil.stops()
    for file in vigil.settings.data_dir.glob("crypto.db*"):
        file.unlink()
    await vigil.starts()
    await amina.sees("I have logged in as a new device, and logged the old one out.")
    master_now, new = await vouched_for(scene.jean, vigil.bot)
    assert master_now == master and len(new) == 1 and not new & old
    assert set((await shown_to(scene.jean, vigil.bot))["device_keys"]) == new
    await scene.jean.catches_up()
    await scene.jean.says("they are inside")
    for partner in scene.partners:
        await partner.sees("they are inside", scene.room)
    await vigil.restarts()
    await vigil.settles()
    await amina.catches_up()
    told = [seen.text for seen in amina.memory.seen if "my account" in seen.text or "new device" in seen.text]
    assert len(told) == 1, "told once, and the old device is not taken for a stranger's"


@pytest.mark.parametrize("by_token", [False, True])
async def test_a_start_that_died_between_login_and_keys_is_made_good(
    town: Town, program: Program, wire: Wire, tmp_path: Path, *, by_token: bool
) -> None:
    """G1: the next start begins, as one device; with a password a new one, and the coordinators are told."""
    file = tmp_path / "bot" / "config.yaml"
    if by_token:
        async with somebody_logged_in(town) as (_, session):
            (file.parent / "secrets" / "password").write_text(session.token)
        file.write_text(file.read_text().replace("password_file", "access_token_file"))
    settings = load_settings(file)
    homeserver = Homeserver(settings.homeserver)
    store = await Store.open(settings.database, settings.key(), extra=JOBS)
    dead = await open_session(store, homeserver, settings, has_keys=False)
    await store.close()
    await homeserver.close()
    await program.starts()
    (amina,) = await town.welcomes("amina")
    await amina.room("Coordination", within=PATIENCE)
    if not by_token:
        await amina.sees("I have logged in as a new device, and logged the old one out.", within=PATIENCE)
    _, devices = await vouched_for(amina, town.user_id(cast.BOT))
    assert len(devices) == 1 and (devices == {dead.device_id}) == by_token


async def test_an_identity_made_by_another_stops_a_running_vigil(vigil: World) -> None:
    """G3: whoever takes the account over while Vigil runs does not speak through it."""
    scene = await alert_raised(vigil)
    where = path("keys", "device_signing", "upload")
    async with somebody_logged_in(vigil.town) as (homeserver, session):
        body: dict[str, Any] = dict(Identity.make(session.user).keys())
        auth = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": session.user},
            "password": vigil.town.password(cast.BOT),
        }
        await homeserver.request("POST", where, body={**body, "auth": auth})
        with pytest.raises(IdentityConflict, match="not Vigil's own"):
            await vigil.ends()
    await scene.jean.says("is anybody there?")
    await scene.jean.catches_up()
    await vigil.starts()
    with pytest.raises(IdentityConflict):
        await vigil.ends()
    await scene.sophie.catches_up()
    assert not [seen for seen in scene.sophie.memory.seen if "is anybody there?" in seen.text]


async def test_a_reset_is_refused_while_vigil_runs(vigil: World) -> None:
    """Two programs on one account would disturb each other."""
    await alert_raised(vigil)
    with pytest.raises(AlreadyRunning, match="stop it first"):
        await identifying.reset(vigil.settings, vigil.town.password(cast.BOT))


async def test_a_reset_while_nobody_answers_says_so(vigil: World, tmp_path: Path) -> None:
    """G6: a plain sentence, and the identity that was there stays Vigil's."""
    scene = await alert_raised(vigil)
    before = await vouched_for(scene.jean, vigil.bot)
    await vigil.stops()
    file = vigil.settings.file
    there = file.read_text()
    file.write_text(there.replace(vigil.town.homeserver.url, "http://127.0.0.1:1"))
    with pytest.raises(VigilError, match="cannot be reached"):
        await identifying.reset(load_settings(file), vigil.town.password(cast.BOT))
    file.write_text(there)
    await vigil.starts()
    await scene.jean.says("they are inside")
    await scene.sophie.sees("they are inside")
    assert await vouched_for(scene.jean, vigil.bot) == before


# One device only


async def is_logged_out(homeserver: Homeserver, within: float = 10.0) -> None:
    """Return when this device of the bot's account is gone."""

    async def gone() -> bool:
        try:
            await homeserver.request("GET", path("account", "whoami"))
        except VigilError:
            return True
        return False

    await until(gone, within)


async def test_another_device_found_at_the_start_is_retired_and_told(vigil: World) -> None:
    """G3: somebody may know the password."""
    (amina,) = await vigil.people("amina")
    await amina.room("Coordination")
    await vigil.settles()
    await vigil.stops()
    async with somebody_logged_in(vigil.town) as (intruder, _):
        await vigil.starts()
        await amina.sees("1 more device was logged in on my account. I have logged it out.")
        await is_logged_out(intruder)


async def test_another_device_that_comes_while_it_runs_is_retired(
    vigil: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G3: nobody has to wait for the next start."""
    monkeypatch.setattr("bot.onedevice.SETTLE_SECONDS", 0.0)
    (amina,) = await vigil.people("amina")
    await amina.room("Coordination")
    await vigil.settles()
    async with somebody_logged_in(vigil.town) as (intruder, _):
        await amina.sees("1 more device was logged in on my account. I have logged it out.")
        await is_logged_out(intruder)


async def test_without_a_password_another_device_is_told_once(vigil: World) -> None:
    """G6: Vigil says what it cannot do itself, and does not repeat it at each start."""
    (amina,) = await vigil.people("amina")
    await amina.room("Coordination")
    await vigil.settles()
    (vigil.settings.folder / "secrets" / "password").write_text("no longer right")
    async with somebody_logged_in(vigil.town) as (intruder, _):
        for _ in range(2):
            await vigil.restarts()
            await vigil.settles()
        await amina.sees(LOGGED_IN)
        await vigil.restarts()
        await amina.says("!status", await amina.room("Coordination"))
        await amina.sees("Open alerts: 0", await amina.room("Coordination"))
        assert [LOGGED_IN in seen.text for seen in amina.memory.seen].count(True) == 1
        await intruder.request("GET", path("account", "whoami"))
