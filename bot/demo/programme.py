"""What the viewer is told before the story, and how to join in after it."""

from __future__ import annotations

from babel import Locale
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.demo import cast
from bot.demo.stage import CALM, Stage
from bot.durations import parse_duration
from bot.wording import length_of_time

_ENGLISH = Locale("en")
_WHAT = (
    "Vigil keeps watch over human rights defenders under threat. This plays one alert from end to end, for "
    "real: a homeserver of our own, the bot as it runs in service, and everybody with an end-to-end "
    "encrypted client. Only the time between check-ins is shortened."
)
_WHERE = (
    "Homeserver and bot go on running. Sign in with Element Desktop, or with Element Web in Firefox or "
    "Chrome; one window, or private window, for each person. Where Element asks to confirm your identity, "
    "choose “Use recovery key”, and give it the person's from the table: without it Vigil gives the "
    "device no keys."
)
_CHECK_INS = (
    f"Vigil now asks “Are you safe?” every {length_of_time(parse_duration(CALM.every), _ENGLISH)} and takes "
    f"its next step after {length_of_time(parse_duration(CALM.answer_within), _ENGLISH)} of silence. The "
    f"duress words: Jean's is “{cast.DEFENDERS[0].duress}”, Mado's is “{cast.DEFENDERS[1].duress}”."
)


def introduce(console: Console) -> None:
    """Say what will be seen, and who is who."""
    console.print(Text(_WHAT))
    console.print()
    people = _rows()
    for defender in cast.DEFENDERS:
        known_as = f"defender in {defender.area.capitalize()}; partners know only the alias {defender.alias}"
        people.add_row(Text(defender.user.capitalize(), "bold"), known_as)
    people.add_row(
        Text(cast.COORDINATOR.capitalize(), "bold"), "coordinator; knows how alerts go, not what is in them"
    )
    partners = "; ".join(
        f"{each.name}: {' and '.join(person.capitalize() for person in each.people)}"
        for each in cast.ORGANISATIONS
    )
    people.add_row(Text("Partners", "bold"), f"{partners}.")
    console.print(people)
    console.print()


def tell_what_runs(stage: Stage, console: Console) -> None:
    """Say where homeserver and bot are to be found."""
    table = _rows()
    table.add_row("Homeserver", f"{stage.homeserver.url}, ready in {stage.homeserver.started_in:.1f} s")
    table.add_row("Bot", f"process {stage.bot.pid}, started as “vigil run” starts it")
    table.add_row("Files", f"{stage.folder}, removed when the demo ends")
    console.print(table)


def tell_how_to_join(stage: Stage, console: Console) -> None:
    """Say where and as whom, and what to write."""
    console.print()
    console.rule(Text("Join in with Element", "bold"), align="left")
    console.print(Text(_WHERE))
    console.print()
    table = _rows()
    table.add_row("Homeserver", Text(stage.homeserver.url, "bold"))
    table.add_row("The bot", Text(stage.town.user_id(cast.BOT), "bold"))
    console.print(table)
    console.print()
    console.print(_accounts(stage))
    console.print()
    console.print(_recovery_keys(stage))
    console.print()
    console.print(Text(_CHECK_INS))
    console.print(Text("Ctrl-C ends it all and leaves nothing behind.", "bold"))


def _accounts(stage: Stage) -> Table:
    bot = stage.town.user_id(cast.BOT)
    table = Table()
    for heading in ("user name", "password", "who", "what to do"):
        table.add_column(heading, overflow="fold")
    roles = {
        "jean": ("defender in Goma", f"start a chat with {bot}; write: alert, and what is happening"),
        "mado": ("defender in Kinshasa", "the same in French; write: alerte, and what is happening"),
        "sophie": ("partner, The Anchor", "accept the invitation; write !ack, then !help"),
        cast.COORDINATOR: ("coordinator", "in the room Coordination write !alerts, then !help"),
    }
    for user, (who, task) in roles.items():
        table.add_row(user, stage.town.password(user), who, task)
    others = [person for person in cast.PARTNERS if person not in roles]
    table.add_row(
        ", ".join(others), stage.town.password("NAME"), "the other partners", "as Sophie, when called"
    )
    return table


def _recovery_keys(stage: Stage) -> Table:
    """One line each, so that it can be copied."""
    table = _rows()
    table.add_row(Text("user name", "bold"), Text("recovery key", "bold"))
    for user, key in stage.recovery.items():
        table.add_row(user, Text(key))
    return table


def _rows() -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    return table
