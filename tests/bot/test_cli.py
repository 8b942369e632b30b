"""The program's commands, as a person in a terminal meets them."""

from __future__ import annotations

import io
import stat
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pytest
from rich.console import Console

from bot.checking import Checks
from bot.config import Settings, load_settings
from bot.initialising import initialise
from bot.key import Key
from bot.matrix.identity import Identity
from bot.own_identity import open_identity
from bot.store.store import Store
from rooms.duty import Absence
from tests.bot.account import PASSWORD, TOKEN, FakeHomeserver
from tests.forked import told as vigil

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
async def fake() -> AsyncIterator[FakeHomeserver]:
    """A homeserver that only `vigil check` would take for one."""
    fake = FakeHomeserver()
    async with fake.server:
        yield fake


@pytest.fixture
def config(tmp_path: Path, fake: FakeHomeserver) -> Path:
    """Settings as `vigil init` writes them, filled in so that all is well."""
    folder = tmp_path / "vigil"
    initialise(folder)
    (folder / "secrets" / "password").write_text(PASSWORD + "\n")
    file = folder / "config.yaml"
    file.write_text(file.read_text().replace("https://matrix.example.org", fake.url))
    return file


def change(file: Path, old: str, new: str) -> None:
    """Write one passage of the settings differently."""
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))


async def checked(config: Path) -> tuple[bool, dict[str, str]]:
    """Whether all was well, and each line by what it is about."""
    out = io.StringIO()
    checks = Checks(Console(file=out, highlight=False, soft_wrap=True))
    await checks.run(config)
    lines = [line.split(maxsplit=2) for line in out.getvalue().splitlines()]
    return checks.passed, {what: f"{verdict} {sentence}" for verdict, what, sentence in lines}


async def filled(settings: Settings, admins: Iterable[str] | None = None) -> None:
    """Make the database and fill it from the settings, as the first start does."""
    store = await Store.open(settings.database, settings.key())
    async with store.transaction() as tx:
        people = settings.admins if admins is None else tuple(admins)
        await tx.roster.fill(settings.organisations, settings.defenders, people)
    await store.close()


def test_version_and_help_are_told() -> None:
    """Both end well and name every command, for whoever starts the program as well as for all tests here."""
    command = [sys.executable, "-m", "bot", "--version"]
    started = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (started.returncode, started.stdout) == (0, f"vigil {version('vigil')}\n")
    assert vigil("--version").stdout == started.stdout
    told = vigil("--help")
    assert told.returncode == 0
    assert all(command in told.stdout for command in ("init", "check", "run", "roster", "identity", "demo"))


def test_init_writes_a_folder_that_only_its_owner_may_read(tmp_path: Path) -> None:
    """Settings, key and password are 0600, folders 0700, and the key is one."""
    folder = tmp_path / "new" / "vigil"
    told = vigil("init", folder)
    assert told.returncode == 0
    assert "vigil check --config" in told.stdout
    modes = {
        str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode)
        for path in (folder, *folder.rglob("*"))
    }
    assert modes == {
        ".": 0o700,
        "config.yaml": 0o600,
        "data": 0o700,
        "secrets": 0o700,
        "secrets/key": 0o600,
        "secrets/password": 0o600,
    }
    assert isinstance(load_settings(folder / "config.yaml").key(), Key)


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    """A key that is gone is a database that is gone: a second init changes no byte."""
    vigil("init", tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    told = vigil("init", tmp_path)
    assert told.returncode == 1
    assert "exists already" in told.stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_two_inits_make_two_keys(tmp_path: Path) -> None:
    """Every key is fresh."""
    keys = set()
    for name in ("a", "b"):
        vigil("init", tmp_path / name)
        keys.add((tmp_path / name / "secrets" / "key").read_text())
    assert len(keys) == 2


@pytest.mark.parametrize("command", ["run", "check"])
def test_wrong_settings_end_the_command_with_a_sentence(tmp_path: Path, command: str) -> None:
    """Nothing starts, the mistake is named by file and line, and there is no traceback."""
    vigil("init", tmp_path)
    change(tmp_path / "config.yaml", "organisations: 4 ", "organisations: many ")
    told = vigil(command, "--config", tmp_path / "config.yaml")
    assert told.returncode == (2 if command == "run" else 1)
    said = told.stdout + told.stderr
    assert "config.yaml, line " in said
    assert "write a whole number" in said
    assert "Traceback" not in said


async def test_a_fresh_installation_is_in_order(config: Path, fake: FakeHomeserver) -> None:
    """After init and filling in, every line says OK, and nothing was made, here or on the homeserver."""
    passed, lines = await checked(config)
    assert passed, lines
    assert list(lines) == ["config", "key", "database", "homeserver", "login", "identity"]
    assert all(line.startswith("OK ") for line in lines.values())
    assert list((config.parent / "data").iterdir()) == []
    assert (fake.logins, fake.devices) == (1, set())


async def test_a_running_installation_is_in_order(config: Path) -> None:
    """With a database that says the same as the file, the roster has its line."""
    await filled(load_settings(config))
    passed, lines = await checked(config)
    assert passed, lines
    assert lines["roster"] == "OK Database and file name the same people."
    assert lines["identity"] == "OK The homeserver shows none yet; 'vigil run' puts Vigil's own there."


@pytest.mark.parametrize("running", [False, True])
async def test_its_own_identity_is_in_order(config: Path, fake: FakeHomeserver, *, running: bool) -> None:
    """What the homeserver shows is compared with what the database holds, beside a running Vigil too."""
    settings = load_settings(config)
    store = await Store.open(settings.database, settings.key())
    fake.identity = await open_identity(store, settings.user)
    if not running:
        await store.close()
    passed, lines = await checked(config)
    await store.close()
    assert passed, lines
    assert lines["identity"] == "OK The homeserver shows Vigil's own."


@pytest.mark.parametrize("first", [False, True])
async def test_a_foreign_identity_is_told(config: Path, fake: FakeHomeserver, *, first: bool) -> None:
    """G3: before the first start as well: Element makes one for whoever signs in to the account with it."""
    if not first:
        await filled(load_settings(config))
    fake.identity = Identity.make(fake.user)
    passed, lines = await checked(config)
    assert not passed
    assert lines["identity"].startswith("FAULT")
    assert "'vigil identity reset'" in lines["identity"]


async def test_an_access_token_is_checked_without_a_login(config: Path, fake: FakeHomeserver) -> None:
    """With a token no device is made at all."""
    change(config, "password_file: secrets/password", "access_token_file: secrets/password")
    (config.parent / "secrets" / "password").write_text(TOKEN)
    passed, _ = await checked(config)
    assert (passed, fake.logins) == (True, 0)


async def test_a_revoked_token_is_told(config: Path) -> None:
    """An access token that no longer counts is a fault."""
    change(config, "password_file: secrets/password", "access_token_file: secrets/password")
    (config.parent / "secrets" / "password").write_text("old")
    passed, lines = await checked(config)
    assert not passed
    assert lines["login"] == "FAULT The access token is no longer valid."


async def test_a_wrong_password_is_told(config: Path, fake: FakeHomeserver) -> None:
    """The homeserver's refusal is passed on with what to look at."""
    (config.parent / "secrets" / "password").write_text("wrong")
    passed, lines = await checked(config)
    assert not passed
    assert "M_FORBIDDEN" in lines["login"]
    assert "password" in lines["login"]
    assert fake.devices == set()


async def test_somebody_elses_login_is_told_and_leaves_no_device(config: Path, fake: FakeHomeserver) -> None:
    """A password that opens another account than the one in the settings is a fault."""
    fake.user = "@other:example.org"
    passed, lines = await checked(config)
    assert not passed
    assert "another account" in lines["login"]
    assert fake.devices == set()


async def test_an_unreachable_homeserver_is_told_once(config: Path, fake: FakeHomeserver) -> None:
    """Without a homeserver there is no line on the login, only on the cause."""
    await fake.server.close()
    passed, lines = await checked(config)
    assert not passed
    assert lines["homeserver"].startswith("FAULT The homeserver cannot be reached.")
    assert "login" not in lines


async def test_a_key_of_another_database_is_told(config: Path) -> None:
    """A key that opens nothing is found out, and the homeserver is looked at all the same."""
    await filled(load_settings(config))
    (config.parent / "secrets" / "key").write_text(Key.fresh().raw.hex())
    passed, lines = await checked(config)
    assert not passed
    assert lines["database"].startswith("FAULT This key does not open the database")
    assert lines["login"].startswith("OK")


async def test_a_key_that_is_none_is_told(config: Path) -> None:
    """A file that holds no key is a fault of the key, not of the database."""
    (config.parent / "secrets" / "key").write_text("hello")
    passed, lines = await checked(config)
    assert not passed
    assert lines["key"].startswith("FAULT")
    assert "database" not in lines


def open_to_others(config: Path) -> None:
    """Let everybody on the machine read the settings and look into the data folder."""
    config.chmod(0o644)
    (config.parent / "data").chmod(0o755)


async def test_what_others_may_read_is_told(config: Path) -> None:
    """Settings and data folder name people, or hold what does: nobody else on the machine may look."""
    await filled(load_settings(config))
    open_to_others(config)
    passed, lines = await checked(config)
    assert not passed
    assert "chmod 600" in lines["config"]
    assert "chmod 700" in lines["database"]


async def test_a_difference_between_file_and_database_is_told(config: Path) -> None:
    """Whoever adds a person to the file only is told that the database counts; no user ID is printed."""
    await filled(load_settings(config), admins=["@other:example.org"])
    change(config, "  - id: lake\n    name: Lake Watch", "  - id: pond\n    name: Pond Watch")
    change(config, '["@david:example.org"]', '["@david:example.org", "@new:example.org"]')
    change(
        config,
        '  - user: "@jean:example.org"\n    alias: Baobab',
        '  - user: "@marie:example.org"\n    alias: Acacia',
    )
    passed, lines = await checked(config)
    assert not passed
    told = lines["roster"]
    assert told.startswith("FAULT The database counts, and this file differs: ")
    for difference in (
        "organisation 'pond' is only in this file",
        "organisation 'lake' is only in the database",
        "organisation 'jurists' has other people",
        "defender 'Acacia' is only in this file",
        "defender 'Baobab' is only in the database",
        "1 coordinators are only in this file",
        "1 coordinators are only in the database",
    ):
        assert difference in told
    assert "@" not in told


async def test_who_is_away_is_no_difference(config: Path) -> None:
    """What coordinators say of the days to come does not stand in the settings; who is on duty does."""
    settings = load_settings(config)
    await filled(settings)
    store = await Store.open(settings.database, settings.key())
    lake = settings.organisations[1]
    now = datetime(2026, 5, 3, tzinfo=UTC)
    async with store.transaction() as tx:
        away = replace(lake.duties, absences=(Absence(lake.people[0], now),))
        await tx.editing.set_duties("lake", away)
        await tx.editing.change_organisation("lake", paused=True)
    await store.close()
    passed, lines = await checked(config)
    assert passed
    change(config, "Mon-Fri 08:00-18:00", "Mon-Fri 08:00-19:00")
    passed, lines = await checked(config)
    assert not passed
    assert "organisation 'lake' has other duties" in lines["roster"]


async def test_a_running_vigil_is_no_fault(config: Path) -> None:
    """While the bot runs, its database is left alone and everything else is checked."""
    settings = load_settings(config)
    store = await Store.open(settings.database, settings.key())
    try:
        passed, lines = await checked(config)
    finally:
        await store.close()
    assert passed
    assert "A running Vigil has it open" in lines["database"]
    assert lines["login"].startswith("OK")


def test_an_unexpected_fault_is_told_without_its_text(tmp_path: Path) -> None:
    """What Vigil did not foresee ends it with the place in the code, never with what the exception quotes."""
    broken = "import bot.initialising, bot.cli, sys\n"
    broken += "def fail(folder): raise ValueError('@jean:example.org')\n"
    broken += "bot.initialising.initialise = fail\nsys.argv = ['vigil', 'init', 'x']\nbot.cli.main()\n"
    told = subprocess.run(
        [sys.executable, "-c", broken], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 1
    assert "ValueError at " in told.stderr
    assert "jean" not in told.stderr + told.stdout


def test_the_programs_name_is_its_own() -> None:
    """However it was started, what it says about its use can be typed."""
    told = subprocess.run([sys.executable, "-m", "bot", "check"], capture_output=True, text=True, timeout=60)
    assert "Usage: vigil check" in told.stderr and "python -m" not in told.stderr
