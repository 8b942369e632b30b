"""The program as a whole, on a real homeserver: its start, its stop, and what it leaves in files and logs."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import Vigil, run
from bot.config import load_settings
from bot.demo import cast
from bot.demo.town import Town
from bot.errors import LoggedOut, SettingsError
from bot.jobs import JOBS
from bot.matrix.http import path
from bot.store.store import Store
from tests.bot.world import World
from tests.e2e.world import world


async def roster(vigil: World) -> tuple[int, int, int]:
    """How many organisations, defenders and admins the database holds."""
    async with vigil.store.transaction() as tx:
        organisations, defenders = await tx.roster.organisations(), await tx.roster.defenders()
        return len(organisations), len(defenders), len(await tx.roster.admins())


async def test_only_the_first_start_reads_people_from_the_settings(vigil: World) -> None:
    """An empty database is filled; from then on it is the truth, and no second coordination room is made."""
    assert await roster(vigil) == (12, 2, 1)
    await vigil.stops()
    rooms = list(vigil.homeserver.rooms)
    vigil.settings = replace(vigil.settings, organisations=(), defenders=(), admins=("@new:vigil.test",))
    await vigil.starts()
    assert await roster(vigil) == (12, 2, 1)
    assert list(vigil.homeserver.rooms) == rooms


async def test_sigterm_is_a_clean_stop(town: Town, tmp_path: Path) -> None:
    """`vigil run` ends without a fault, lets its files go, and begins again as the same device."""
    await town.register(cast.BOT)
    (amina,) = await town.welcomes("amina")
    file = town.write_settings(tmp_path / "bot")
    devices = []
    for _ in range(2):
        settings = load_settings(file)
        running = asyncio.create_task(run(settings))
        room = await amina.room("Coordination")
        await amina.says("!status", room)
        await amina.sees("Open alerts: 0", room)
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(10):
            await running
        store = await Store.open(settings.database, settings.key(), extra=JOBS)
        async with store.transaction() as tx:
            devices.append(await tx.facts.get("matrix_device"))
        await store.close()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().remove_signal_handler(number)
    assert devices[0] == devices[1] is not None


async def test_a_lost_login_stops_it_with_a_sentence(town: Town, tmp_path: Path) -> None:
    """Logged out, and its password changed: it ends and says what to do, and does not try for ever."""
    await town.register(cast.BOT)
    file = town.write_settings(tmp_path / "bot")
    vigil = Vigil(load_settings(file))
    await vigil.start()
    running = asyncio.create_task(vigil.main_loop())
    try:
        change_password(file)
        with contextlib.suppress(LoggedOut):
            await vigil.gateway.homeserver.request("POST", path("logout"), body={})
        with pytest.raises(SettingsError, match="password"):
            async with asyncio.timeout(60):
                await running
    finally:
        await vigil.shutdown()
        await vigil.shutdown()


def change_password(file: Path) -> None:
    """The one that the settings name is no longer the right one."""
    (file.parent / "secrets" / "password").write_text("another")


async def test_files_and_logs_name_nobody_and_quote_nothing(
    town: Town, tmp_path: Path, out: io.StringIO
) -> None:
    """G5: after an alert, no file of the data folder and no line of the log tells a thief anything."""
    async with world(town, tmp_path) as vigil:
        jean, sophie, esther, amina = await vigil.people("jean", "sophie", "esther", "amina")
        await jean.says("alert they are at the gate")
        await sophie.sees("they are at the gate")
        room = await sophie.room("Room")
        await sophie.says("!note the blue house", room)
        await esther.sees("The note by The Anchor", room)
        await sophie.says("!nonsense", room)
        await esther.sees("Did you mean", room)
        await vigil.settles()
        settings = vigil.vigil.settings
        async with vigil.vigil.store.transaction() as tx:
            token = await tx.facts.get("matrix_token")
        content = {file.name: file.read_bytes() for file in _files(settings.data_dir)}
    assert token
    assert {"vigil.db", "crypto.db"} <= set(content)
    secrets = (
        *("they are at the gate", "the blue house", "nonsense", "Baobab", "The Anchor", "Lake Watch", "goma"),
        *(
            jean.user,
            sophie.user,
            amina.user,
            room,
            jean.direct_chat or "",
            token,
            "journal",
            "m.room.message",
        ),
    )
    for secret in secrets:
        assert [name for name, each in content.items() if secret.encode() in each] == [], secret
        assert secret not in out.getvalue()
    assert "started" in out.getvalue()


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]
