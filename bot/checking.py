"""`vigil check`: whether everything is in order that the bot needs, one line each; it changes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.text import Text

from bot.config import Settings, load_settings
from bot.errors import (
    AlreadyRunning,
    IdentityConflict,
    MatrixError,
    NoPasswordLogin,
    Refused,
    SettingsError,
    Unreachable,
    VigilError,
)
from bot.key import Key
from bot.matrix.crosssigning import is_missing, query
from bot.matrix.http import Homeserver, path
from bot.matrix.identity import Identity
from bot.matrix.login import log_in, whoami
from bot.own_identity import IDENTITY
from bot.session import NO_HOMESERVER, NO_PASSWORDS, OTHER_CASE
from bot.store.peeking import peek
from bot.store.store import Store
from rooms.duty import Duties
from rooms.roster import Defender, Organisation

_SECONDS = 10.0
"""How long the homeserver may take to say which versions it speaks."""

_T = TypeVar("_T", Organisation, Defender)


class Checks:
    """Runs the checks one after the other and prints a line for each; `passed` says whether all went well."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.passed = True
        self._own_identity: Identity | None = None

    async def run(self, config: Path) -> None:
        """Check all that can be checked with this settings file."""
        settings = self._settings(config)
        if settings is None:
            return
        key = self._key(settings)
        if key is not None:
            await self._database(settings, key)
            await self._read_identity(settings, key)
        homeserver = Homeserver(settings.homeserver)
        try:
            if await self._homeserver(homeserver):
                await self._login(settings, homeserver)
        finally:
            await homeserver.close()

    def _settings(self, config: Path) -> Settings | None:
        try:
            settings = load_settings(config)
        except SettingsError as error:
            self._fault("config", str(error))
            return None
        if settings.file.stat().st_mode & 0o077 and not _is_credential(settings.file):
            self._fault(
                "config", "Others on this machine may read it, and it names people; run 'chmod 600' on it."
            )
        else:
            organisations, defenders = len(settings.organisations), len(settings.defenders)
            self._ok("config", f"{organisations} organisations, {defenders} defenders.")
        return settings

    def _key(self, settings: Settings) -> Key | None:
        try:
            key = settings.key()
        except VigilError as error:
            self._fault("key", str(error))
            return None
        self._ok("key", "It can be read, and by nobody else.")
        return key

    async def _database(self, settings: Settings, key: Key) -> None:
        if not settings.database.exists():
            self._ok("database", "There is none yet; 'vigil run' makes it and fills it from this file.")
            return
        try:
            store = await Store.open(settings.database, key)
        except AlreadyRunning:
            self._ok(
                "database", "A running Vigil has it open; stop it to have its people compared with this file."
            )
            return
        except VigilError as error:
            self._fault("database", str(error))
            return
        try:
            if settings.data_dir.stat().st_mode & 0o077:
                self._fault(
                    "database", "Others on this machine may look into its folder; run 'chmod 700' on it."
                )
            else:
                self._ok("database", "The key opens it.")
            await self._roster(settings, store)
        finally:
            await store.close()

    async def _read_identity(self, settings: Settings, key: Key) -> None:
        """Beside a running Vigil too; that the database cannot be read was told already."""
        if not settings.database.exists():
            return
        try:
            (secret,) = await peek(settings.database, key, IDENTITY)
        except VigilError:
            return
        self._own_identity = None if secret is None else Identity.restore(settings.user, secret)

    async def _roster(self, settings: Settings, store: Store) -> None:
        async with store.transaction() as tx:
            if await tx.roster.is_empty():
                self._ok("roster", "It is empty; 'vigil run' fills it from this file.")
                return
            organisations = [_as_settled(one) for one in await tx.roster.organisations()]
            differences = [
                *_differences("organisation", "id", settings.organisations, organisations),
                *_differences("defender", "user", settings.defenders, await tx.roster.defenders()),
                *_different_admins(settings.admins, await tx.roster.admins()),
            ]
        if differences:
            self._fault("roster", f"The database counts, and this file differs: {', '.join(differences)}.")
        else:
            self._ok("roster", "Database and file name the same people.")

    async def _homeserver(self, homeserver: Homeserver) -> bool:
        try:
            await homeserver.request("GET", "/_matrix/client/versions", timeout=_SECONDS)
        except MatrixError as error:
            if isinstance(error, Unreachable) and error.answered is not None:
                self._fault("homeserver", NO_HOMESERVER.format(error.answered))
                return False
            self._fault("homeserver", f"{error} Look at 'homeserver' in the settings and at the network.")
            return False
        self._ok("homeserver", "It answers.")
        return True

    async def _login(self, settings: Settings, homeserver: Homeserver) -> None:
        try:
            user, shown = await _who(settings, homeserver)
        except NoPasswordLogin:
            self._fault("login", NO_PASSWORDS)
        except Refused as error:
            self._fault("login", f"{error} Look at 'user' and at the password or token in the settings.")
        except VigilError as error:
            self._fault("login", str(error))
        else:
            if user == settings.user:
                self._ok("login", "The homeserver knows the account.")
                self._identity(user, shown)
            elif user.casefold() == settings.user.casefold():
                self._fault("login", OTHER_CASE)
            else:
                self._fault(
                    "login", "Password or token belong to another account than 'user' in the settings."
                )

    def _identity(self, user: str, shown: Mapping[str, Any]) -> None:
        try:
            missing = is_missing(shown, user, self._own_identity)
        except IdentityConflict as error:
            self._fault("identity", str(error))
            return
        if missing:
            self._ok("identity", "The homeserver shows none yet; 'vigil run' puts Vigil's own there.")
        else:
            self._ok("identity", "The homeserver shows Vigil's own.")

    def _ok(self, what: str, sentence: str) -> None:
        self._line(Text("OK   ", "bold green"), what, sentence)

    def _fault(self, what: str, sentence: str) -> None:
        self.passed = False
        self._line(Text("FAULT", "bold red"), what, sentence)

    def _line(self, verdict: Text, what: str, sentence: str) -> None:
        for line in sentence.splitlines():
            self._console.print(Text.assemble(verdict, f"  {what:<10}  ", line))


def _is_credential(file: Path) -> bool:
    """Handed over by systemd, which shuts others out by an ACL: the mode then seems to admit a group."""
    return str(file.parent) == os.environ.get("CREDENTIALS_DIRECTORY")


async def _who(settings: Settings, homeserver: Homeserver) -> tuple[str, dict[str, Any]]:
    """The user that password or token stand for, and what the homeserver shows of their keys.

    The device of a password login is gone again afterwards.
    """
    token = settings.access_token()
    if token is not None:
        user = (await whoami(homeserver, token)).user
        return user, await query(homeserver, user)
    user = (await log_in(homeserver, settings.user, settings.password() or "")).user
    try:
        return user, await query(homeserver, user)
    finally:
        await homeserver.request("POST", path("logout"), body={})


def _differences(kind: str, key: str, ours: Iterable[_T], theirs: Iterable[_T]) -> Iterator[str]:
    """What file (`ours`) and database (`theirs`) say differently; it names aliases, never user IDs."""
    in_file, in_database = _by(key, ours), _by(key, theirs)
    for name, one in in_file.items():
        if name not in in_database:
            yield f"{kind} {_label(one)} is only in this file"
        elif one != in_database[name]:
            other = in_database[name]
            parts = [
                field.name for field in fields(one) if getattr(one, field.name) != getattr(other, field.name)
            ]
            yield f"{kind} {_label(one)} has other {' and '.join(parts)}"
    for name, one in in_database.items():
        if name not in in_file:
            yield f"{kind} {_label(one)} is only in the database"


def _as_settled(one: Organisation) -> Organisation:
    """As the settings can have it: who is away this week is no difference."""
    return replace(one, paused=False, duties=Duties(shifts=one.duties.shifts))


def _by(key: str, found: Iterable[_T]) -> Mapping[str, _T]:
    return {getattr(one, key): one for one in found}


def _label(one: Organisation | Defender) -> str:
    return f"'{one.id if isinstance(one, Organisation) else one.alias}'"


def _different_admins(ours: Iterable[str], theirs: Iterable[str]) -> Iterator[str]:
    in_file, in_database = set(ours), set(theirs)
    if in_file - in_database:
        yield f"{len(in_file - in_database)} coordinators are only in this file"
    if in_database - in_file:
        yield f"{len(in_database - in_file)} coordinators are only in the database"
