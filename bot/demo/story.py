"""The story that the demo plays: one alert from the first word to the end, and a second one beside it.

`PARTS` is the order, with what a newcomer is told about each; what happens in them stands in `scenes.py`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.demo import scenes
from bot.demo.cast import Pace
from bot.demo.scenes import Story
from bot.demo.transcript import Step


@dataclass(frozen=True)
class Part:
    """One step of the demo: its title, what it shows in a line, and the function that plays it."""

    title: str
    meaning: str
    play: Callable[[Story, Step], Awaitable[None]]


PARTS = (
    Part(
        "A quiet day",
        "Jean, a defender in Goma, tries Vigil out in a direct chat. A question raises no alarm.",
        scenes.quiet_day,
    ),
    Part(
        "Jean calls for help",
        "One message, and a fresh encrypted room has four organisations in it. Each reads the brief, which "
        "says Baobab, never Jean. Amina, the coordinator, learns that there is an alert, not what is in it.",
        scenes.call_for_help,
    ),
    Part(
        "Two come, one cannot",
        "Organisations answer !ack or !pass. For one that passes, the next is called at once. Jean is told.",
        scenes.answers,
    ),
    Part(
        "Words go both ways",
        "All that Jean sends goes into the room. What partners write stays among them, but for !tell.",
        scenes.both_ways,
    ),
    Part(
        "Are you safe?",
        f"Vigil asks by itself: here after {Pace().every}, otherwise every hour. Jean answers with a number.",
        scenes.check_in,
    ),
    Part(
        "Meanwhile, in French",
        "Mado in Kinshasa needs help too: another room, other partners, her language. It is a false alarm, "
        "and Mado herself agrees that it is over.",
        scenes.second_alert,
    ),
    Part(
        "No answer",
        "Asked again, Jean is silent. Vigil asks once more, then asks the room who will call, then calls one "
        "more organisation and tells Amina, and goes on until somebody takes it.",
        scenes.silence,
    ),
    Part(
        "Under force",
        "Asked again, Jean writes his duress word. Whoever stands behind him reads what “safe” gets; "
        "the room gets a silent alarm.",
        scenes.under_force,
    ),
    Part(
        "Two agree that it is over",
        "One organisation proposes to close and why; another has to agree. Until then Vigil goes on asking.",
        scenes.the_end,
    ),
    Part(
        "Nobody left out, nobody let in",
        "Everybody could decrypt every message that was for them, and read nothing that was not.",
        scenes.nobody_left_out,
    ),
)
