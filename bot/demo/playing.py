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
from bot.demo.stage import Stage, StageFault
from bot.demo.story import PARTS, Story
from bot.demo.transcript import Transcript
from bot.errors import VigilError

STOPPED = 130
"""The exit code of what Ctrl-C ended, as shells have it."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


_WIDTH_OF_A_FILE = 110


async def play(*, stay: bool) -> int:
    """Play the demo and return the exit code. Raises `VigilError` where Synapse is not installed."""
    if find_spec("synapse") is None:
        raise VigilError(
            "The demo needs Synapse, which is not installed here: run ./vigil demo, which installs it."
        )
    console = Console(highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _WIDTH_OF_A_FILE
    transcript = Transcript(console, bot=f"@{cast.BOT}:{SERVER_NAME}", behind=_behind())
    stage = Stage(transcript)
    code = 1
    try:
        performance = asyncio.create_task(_perform(stage, transcript, stay=stay))
        for number in _SIGNALS:  # The performance ends early; what follows is not disturbed.
            asyncio.get_running_loop().add_signal_handler(number, performance.cancel)
        await asyncio.wait({performance})
        code = _verdict(performance, stage, transcript)
    finally:
        await stage.clears(keep=code == 1)
    return code


async def _perform(stage: Stage, transcript: Transcript, *, stay: bool) -> None:
    programme.introduce(stage, transcript.console)
    with transcript.step("Setting up", "A homeserver of our own, the real bot, and everybody's phone."):
        await stage.opens()
        await stage.fills()
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


def _verdict(performance: asyncio.Task[None], stage: Stage, transcript: Transcript) -> int:
    """Say in a sentence how it ended; returns the exit code."""
    told = transcript.passed() and len(transcript.steps) == len(PARTS) + 1
    if performance.cancelled():
        transcript.console.print("Stopped: nothing is left running, and nothing is left behind.")
        return 0 if told else STOPPED
    fault = performance.exception()
    if fault is None:
        return 0
    if not told:
        transcript.summary()
    step = transcript.steps[-1].title
    why = str(fault) if isinstance(fault, NotSeen | StageFault | VigilError) else logs.where(fault)
    transcript.console.print(f"The demo failed at “{step}”: {why}", style="bold red", markup=False)
    transcript.console.print(
        f"The bot's log is {stage.bot_log}, the homeserver's {stage.homeserver.log_file}.", markup=False
    )
    return 1
