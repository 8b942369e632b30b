"""`vigil demo`: sets the stage, plays the story, says what came of it, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import os
import signal
from importlib.util import find_spec

from rich.console import Console

from bot import logs
from bot.demo import cast, programme
from bot.demo.homeserver import SERVER_NAME
from bot.demo.memory import NotSeen
from bot.demo.scenes import Story
from bot.demo.stage import Stage, StageFault
from bot.demo.story import PARTS
from bot.demo.transcript import Transcript
from bot.errors import VigilError

STOPPED = 130
"""The exit code of what Ctrl-C ended, as shells have it."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_SETTING_UP = "Setting up"
_MEANING = f"A homeserver, the real bot, and the phones of {len(cast.EVERYBODY)} people."
_WIDTH_OF_A_FILE = 110
_READING = 2.0
"""Seconds between the parts where a person watches; nothing waits for it."""


async def play(*, stay: bool) -> int:
    """Play the demo and return the exit code. Raises `VigilError` where Synapse is not installed."""
    if find_spec("synapse") is None:
        raise VigilError("The demo needs Synapse, which is not installed here: run ./vigil demo instead.")
    console = Console(highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _WIDTH_OF_A_FILE
    transcript = Transcript(console, bot=f"@{cast.BOT}:{SERVER_NAME}", behind=_behind())
    stage = Stage(transcript)
    code, ending = STOPPED, ""
    try:
        performance = asyncio.create_task(_perform(stage, transcript, stay=stay))
        for number in _SIGNALS:  # The performance ends early; what follows is not disturbed.
            asyncio.get_running_loop().add_signal_handler(number, performance.cancel)
        await asyncio.wait({performance})
        code, ending = _outcome(performance, stage, transcript)
    finally:
        try:
            await stage.clears(keep=code == 1)
        finally:
            console.print(ending, style="bold green" if code == 0 else "bold red", markup=False)
    return code


async def _perform(stage: Stage, transcript: Transcript, *, stay: bool) -> None:
    programme.introduce(transcript.console)
    transcript.legend()
    with transcript.step(_SETTING_UP, _MEANING):
        await stage.opens()
        await stage.fills()
        programme.tell_what_runs(stage, transcript.console)
    await stage.while_it_stands(_tell(stage, transcript))
    transcript.summary()
    if stay:
        await stage.empties()
        await stage.restarts_calmly()
        await stage.while_it_stands(_stay(stage, transcript.console))


async def _stay(stage: Stage, console: Console) -> None:
    programme.tell_how_to_join(stage, console)
    await asyncio.Event().wait()  # Until Ctrl-C.


def _behind() -> dict[str, str]:
    """Whom each partner speaks for."""
    return {person.capitalize(): name for person, name in cast.ORGANISATION_OF.items()}


async def _tell(stage: Stage, transcript: Transcript) -> None:
    story = Story(stage.people)
    for part in PARTS:
        with transcript.step(part.title, part.meaning) as step:
            await part.play(story, step)
        if transcript.console.is_terminal:
            await asyncio.sleep(_READING)


def _outcome(performance: asyncio.Task[None], stage: Stage, transcript: Transcript) -> tuple[int, str]:
    """The exit code, and how it ended in a sentence."""
    titles = [_SETTING_UP, *(part.title for part in PARTS)]
    told = transcript.passed() and len(transcript.steps) == len(titles)
    if performance.cancelled():
        return 0 if told else STOPPED, "Stopped. Nothing is left running, and nothing is left behind."
    fault = performance.exception()
    if fault is None:
        return 0, "Every step was really seen by the people it was meant for."
    if not told:
        transcript.summary(titles)
    why = str(fault) if isinstance(fault, NotSeen | StageFault | VigilError) else logs.where(fault)
    where = f"More is in {stage.bot.log_file} and {stage.homeserver.log_file}."
    return 1, f"The demo failed at “{transcript.steps[-1].title}”: {why}\n{where}"
