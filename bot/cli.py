"""The commands of the program. What each does is imported when it is called, so that `vigil --help` is quick.

Exit codes: 0 all is well, 1 something is wrong, 2 the settings or the command line are, 3 the account or the
device is not Vigil's alone: a person has to look, 74 the disk takes nothing any more.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot import logs
from bot.errors import ClockSetRight, CopiedFolder, DiskFault, IdentityConflict, SettingsError, VigilError
from bot.hardening import harden

app = typer.Typer(
    name="vigil",
    help="Vigil keeps watch over human rights defenders, in Matrix rooms.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they print local variables, and so messages and keys
)

EXIT_CODES: dict[type[VigilError], int] = {
    SettingsError: 2,
    IdentityConflict: 3,
    CopiedFolder: 3,
    DiskFault: os.EX_IOERR,
}

ConfigFile = Annotated[
    Path, typer.Option("--config", "-c", metavar="FILE", help="The settings file; 'vigil init' writes one.")
]


def main() -> None:
    """Run the program and exit. What Vigil itself finds wrong is said in a sentence, never as a traceback."""
    os.umask(0o077)  # whatever it writes is for its own user alone
    harden()
    try:
        app(prog_name="vigil")  # Also as `python -m bot`.
    except VigilError as error:
        print(error, file=sys.stderr)
        sys.exit(EXIT_CODES.get(type(error), 1))
    except Exception as error:  # noqa: BLE001  its text may quote a person, its class and place cannot
        print(f"Vigil met a fault of its own and stopped: {logs.where(error)}", file=sys.stderr)
        sys.exit(1)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"vigil {version('vigil')}")
        raise typer.Exit


@app.callback()
def options(
    _: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that come before a command."""


@app.command()
def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder, made if needed.")]) -> None:
    """Write settings to fill in, and a fresh database key, into a folder."""
    from bot.initialising import initialise

    Console(highlight=False, soft_wrap=True).print(initialise(folder), markup=False)


@app.command()
def check(config: ConfigFile) -> None:
    """Say whether settings, key, database, homeserver and login are in order."""
    from bot.checking import Checks

    logs.configure()
    checks = Checks(Console(highlight=False, soft_wrap=True))
    asyncio.run(checks.run(config))
    raise typer.Exit(0 if checks.passed else 1)


@app.command()
def health(config: ConfigFile) -> None:
    """Say whether the running Vigil is well, a line for each thing that is not."""
    from bot.clock import SystemClock
    from bot.config import load_settings
    from bot.health.status import WELL, Status

    found = Status(load_settings(config).data_dir).read(SystemClock().steady())
    print("\n".join(found) or WELL)
    raise typer.Exit(1 if found else 0)


@app.command()
def run(config: ConfigFile) -> None:
    """Run the bot until it is told to stop (SIGTERM or Ctrl-C)."""
    # Until the loop listens for them nothing is open that would have to be closed.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os._exit(0))
    from bot.config import load_settings

    settings = load_settings(config)
    logs.configure()
    from bot.app import run as run_bot

    while True:
        with suppress(ClockSetRight):
            return asyncio.run(run_bot(settings))


@app.command()
def backup(
    config: ConfigFile,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that is not there yet.")],
) -> None:
    """Write all that Vigil knows into one file, encrypted with the database key. Vigil may be running."""
    from bot.clock import SystemClock
    from bot.config import load_settings
    from bot.keeping.backup import back_up

    back_up(load_settings(config), file, SystemClock().now())
    print(f"Done: the backup is {file}\nOnly the database key opens it: keep the two apart.")


@app.command()
def restore(
    config: ConfigFile,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What 'vigil backup' has written.")],
    old_key: Annotated[
        Path | None,
        typer.Option("--old-key", metavar="KEYFILE", help="The key of then, if it was changed since."),
    ] = None,
) -> None:
    """Fill an empty data folder from a backup. Vigil then goes on as a new device."""
    from bot.config import load_settings
    from bot.keeping.restore import RESTORED
    from bot.keeping.restore import restore as put_back
    from bot.key import load_key

    key = None if old_key is None else load_key(str(old_key.absolute()), Path.cwd(), changing=True)
    made_at = asyncio.run(put_back(load_settings(config), file, key))
    print(RESTORED.format(at=f"{made_at:%Y-%m-%d %H:%M} UTC"))


@app.command()
def rekey(
    config: ConfigFile,
    new_key: Annotated[
        Path | None,
        typer.Option(
            "--new-key",
            metavar="KEYFILE",
            help="Where the new key is, or is to be written; needed if key_file in the settings is no file.",
        ),
    ] = None,
) -> None:
    """Encrypt all data anew under a new key; after a cut, run it again. Vigil must not be running."""
    from bot.config import load_settings
    from bot.keeping.rekey import rekey as change_key

    print(change_key(load_settings(config), new_key))


@app.command()
def export(
    config: ConfigFile,
    alert: Annotated[str, typer.Argument(metavar="ALERT", help="The alert's code, as in its room's name.")],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="The folder for the files.")] = Path("."),
    language: Annotated[
        str | None, typer.Option("--language", help="The page's language, such as fr; else the settings'.")
    ] = None,
) -> None:
    """Write one alert's journal as a page to read (HTML) and as data (JSON). Vigil may be running."""
    from bot.clock import SystemClock
    from bot.config import load_settings
    from bot.keeping.exporting import WARNING
    from bot.keeping.exporting import export as write

    page, data = asyncio.run(write(load_settings(config), alert, to, SystemClock().now(), language))
    print(f"Done: {page} and {data}\n{WARNING}")


roster = typer.Typer(
    help="The whole network as a file, to be moved or edited.", no_args_is_help=True, add_completion=False
)
app.add_typer(roster, name="roster")


@roster.command("export")
def export_roster(
    config: ConfigFile,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that is not there yet.")],
) -> None:
    """Write organisations, people, duties, defenders and coordinators as YAML. Vigil may be running."""
    from bot.config import load_settings
    from bot.keeping import roster

    asyncio.run(roster.export_roster(load_settings(config), file))
    print(f"Done: the network is in {file}\n{roster.WARNING}")


@roster.command("import")
def import_roster(
    config: ConfigFile,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="As 'vigil roster export' writes it.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether this is meant.")] = False,
) -> None:
    """Put the network of a file in place of the present one. Vigil must not be running."""
    from bot.clock import SystemClock
    from bot.config import load_settings
    from bot.identifiers import RandomIdentifiers
    from bot.keeping import roster

    def agreed(changes: Sequence[str]) -> bool:
        print("\n".join(changes))
        return yes or typer.confirm("Change the network like this?", abort=True)

    settings = load_settings(config)
    changed = asyncio.run(roster.import_roster(settings, file, SystemClock(), RandomIdentifiers(), agreed))
    print("Done: start Vigil again." if changed else "The database has this network already.")


identity = typer.Typer(
    help="Who Vigil is to others: its cross-signing identity.", no_args_is_help=True, add_completion=False
)
app.add_typer(identity, name="identity")


@identity.command()
def show(
    config: ConfigFile,
    png: Annotated[
        Path | None, typer.Option("--png", metavar="FILE", help="Write the QR code into this file as well.")
    ] = None,
) -> None:
    """Print Vigil's fingerprint with its QR code, to be handed out on paper. Vigil may be running."""
    from bot import identifying
    from bot.config import load_settings

    asyncio.run(identifying.show(load_settings(config), sys.stdout, png=png))


@identity.command()
def reset(
    config: ConfigFile,
    password_file: Annotated[
        str | None,
        typer.Option("--password-file", metavar="FILE", help="The account's password; else it is asked for."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether this is meant.")] = False,
) -> None:
    """Make a new identity in place of the account's present one: everybody has to verify Vigil again."""
    from bot import identifying
    from bot.config import load_settings
    from bot.secretfile import read_secret

    settings = load_settings(config)
    logs.configure()
    print(identifying.RESET_MEANS)
    if not yes and not typer.confirm("Make a new identity?"):
        raise typer.Exit(1)
    if password_file is None:
        password = typer.prompt(f"Password of {settings.user}", hide_input=True)
    else:
        password = read_secret(password_file, Path.cwd())
    fingerprint = asyncio.run(identifying.reset(settings, password))
    print(
        f"Done. Vigil's fingerprint is now {fingerprint}\nStart Vigil, and verify it again from every phone."
    )


@identity.command()
def trust(
    config: ConfigFile,
    user: Annotated[str, typer.Argument(metavar="USER", help="Somebody on the roster: @name:server.")],
    fingerprint: Annotated[
        list[str], typer.Argument(metavar="FINGERPRINT", help="As they have read it to you themselves.")
    ],
) -> None:
    """Trust somebody's new identity where nobody can write '!trust', as for the only coordinator."""
    from bot import identifying
    from bot.config import load_settings

    settings = load_settings(config)
    logs.configure()
    trusted = asyncio.run(identifying.trust(settings, user, "".join(fingerprint)))
    print(f"Done. {user} is trusted by the fingerprint {trusted}\nStart Vigil: it goes by that.")


@app.command()
def demo(
    stay: Annotated[
        bool, typer.Option("--stay", help="Leave homeserver and bot running, to be joined with Element.")
    ] = False,
) -> None:
    """Play one alert from end to end, on a homeserver of its own."""
    from bot.demo.playing import play

    logs.configure()
    raise typer.Exit(asyncio.run(play(stay=stay)))
