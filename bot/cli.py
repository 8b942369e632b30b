"""The commands of the program. What each does is imported when it is called, so that `vigil --help` is quick.

Exit codes: 0 all is well, 1 something is wrong, 2 the settings or the command line are, 3 the account is not
Vigil's own: a person has to look.
"""

from __future__ import annotations

import asyncio
import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot import logs
from bot.errors import IdentityConflict, SettingsError, VigilError

app = typer.Typer(
    name="vigil",
    help="Vigil keeps watch over human rights defenders, in Matrix rooms.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they print local variables, and so messages and keys
)

EXIT_CODES: dict[type[VigilError], int] = {SettingsError: 2, IdentityConflict: 3}

ConfigFile = Annotated[
    Path, typer.Option("--config", "-c", metavar="FILE", help="The settings file; 'vigil init' writes one.")
]


def main() -> None:
    """Run the program and exit. What Vigil itself finds wrong is said in a sentence, never as a traceback."""
    os.umask(0o077)  # whatever it writes is for its own user alone
    try:
        app()
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
def run(config: ConfigFile) -> None:
    """Run the bot until it is told to stop (SIGTERM or Ctrl-C)."""
    from bot.config import load_settings

    settings = load_settings(config)
    logs.configure()
    from bot.app import run as run_bot

    asyncio.run(run_bot(settings))


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
