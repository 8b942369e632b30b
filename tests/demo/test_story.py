"""`vigil demo` as a person starts it: it plays the story, tells the truth, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.demo.story import PARTS

ROOT = Path(__file__).resolve().parents[2]
_WITHIN = 300.0
"""Seconds, for a machine with much else to do."""

_NOBODY_SAYS_THIS = """
from bot.demo import playing, story
from bot.demo.looking import reads

async def wait_for_the_moon(told, step):
    await reads(told["amina"], "moon", since=0, within=1)

playing.PARTS = (story.Part("The moon speaks", "It does not.", wait_for_the_moon),)
"""
_THE_BEGINNING = "from bot.demo import playing\nplaying.PARTS = playing.PARTS[:2]\n"
_WITHOUT_SYNAPSE = 'sys.modules["synapse"] = None'
_PROGRAM = "import sys\n{change}\nfrom bot.cli import main\nsys.argv = {arguments}\nmain()\n"


class Demo:
    """A running `vigil demo`, and what it has printed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.printed = ""

    def prints(self, wanted: str) -> re.Match[str]:
        """Read on until this pattern stands there."""
        while (found := re.search(wanted, self.printed)) is None:
            assert self._reads_on(), f"The demo ended without {wanted}:\n{self.printed}"
        return found

    def ends(self) -> int:
        """Read to the end and return the exit code."""
        while self._reads_on():
            pass
        return self.process.wait(_WITHIN)

    def _reads_on(self) -> bool:
        out = self.process.stdout
        assert out is not None
        ready, _, _ = select.select([out], [], [], _WITHIN)
        assert ready, f"The demo prints nothing more:\n{self.printed}"
        piece = os.read(out.fileno(), 65536).decode(errors="replace")
        self.printed += piece
        return bool(piece)

    @property
    def bot(self) -> int:
        """The process number of its bot."""
        return int(self.prints(r"Bot +process (\d+)")[1])

    @property
    def folder(self) -> Path:
        """Where all its files lie."""
        return Path(self.prints(r"Files +(\S+),")[1])

    @property
    def address(self) -> str:
        """Where its homeserver is."""
        return self.prints(r"Homeserver +(http://127\.0\.0\.1:\d+)")[1]

    def has_left_nothing(self) -> None:
        """Neither bot nor homeserver nor folder is there."""
        assert not _runs(self.bot)
        assert not _answers(self.address)
        assert not self.folder.exists()


Start = Callable[..., Demo]


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Start]:
    """Starts the program with these arguments, `change` being done before; what it leaves is removed."""
    started: list[Demo] = []

    def start(*arguments: str, change: str = "") -> Demo:
        program = ("-c", _PROGRAM.format(change=change, arguments=["vigil", "demo", *arguments]))
        process = subprocess.Popen(
            [sys.executable, *(program if change else ("-P", "-m", "bot", "demo", *arguments))],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "TMPDIR": str(tmp_path), "COLUMNS": "110"},
        )
        started.append(Demo(process))
        return started[-1]

    yield start
    for each in started:
        with each.process:
            each.process.kill()


def _runs(process: int) -> bool:
    """Whether there is such a process; one that has ended and that nobody has noticed does not count."""
    try:
        os.kill(process, 0)
        return ") Z " not in Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except (ProcessLookupError, FileNotFoundError):
        return False


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=5):
            return True
    except OSError:
        return False


def _eventually(holds: Callable[[], bool]) -> bool:
    give_up_at = time.monotonic() + 30
    while not holds():
        if time.monotonic() > give_up_at:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.synapse
def test_the_whole_story_is_seen_by_those_it_is_meant_for(demo: Start) -> None:
    """Every step is ticked and explained, the times are told, nothing else is printed, and it exits 0."""
    run = demo()
    assert run.ends() == 0, run.printed
    words = " ".join(run.printed.split())
    for part in PARTS:
        assert f"✓ │ {part.title} │" in words
        assert part.meaning in words
    for seen in ("SILENT ALARM", "!take", "Road Crew is on it", "besoin d'aide", "Picture from Baobab"):
        assert seen in words
    assert re.search(r"alert → brief read by the first organisation │ [\d.]+ m?s", words)
    assert re.search(r"alert → brief read by the fourth │ [\d.]+ m?s", words)
    assert "Every step was really seen" in words
    for noise in ("Traceback", '"event"', "Error", "✗"):
        assert noise not in run.printed
    run.has_left_nothing()


@pytest.mark.synapse
def test_it_stays_until_it_is_told_to_end(demo: Start) -> None:
    """`--stay` says where and as whom to join, keeps both running, and leaves nothing behind after Ctrl-C."""
    run = demo("--stay", change=_THE_BEGINNING)
    first_bot = run.bot
    run.prints("Ctrl-C")
    words = " ".join(run.printed.split("Join in with Element")[1].split())
    for needed in (run.address, "@vigil:vigil.test", "demo-jean", "demo-sophie", "demo-amina", "!ack"):
        assert needed in words
    assert _answers(run.address)
    assert not _runs(first_bot)  # It was started again, at a pace for people who type.
    assert "every: 5m" in (run.folder / "bot" / "config.yaml").read_text(encoding="utf-8")
    assert run.process.poll() is None
    run.process.send_signal(signal.SIGINT)
    assert run.ends() == 0
    assert "Nothing is left running" in run.printed
    run.has_left_nothing()


@pytest.mark.synapse
def test_a_bot_that_dies_fails_the_demo(demo: Start) -> None:
    """It says so at once, in which step, and where the log is; the log is kept."""
    run = demo()
    run.prints("Jean calls for help")
    os.kill(run.bot, signal.SIGKILL)
    assert run.ends() == 1
    assert re.search(r"The demo failed at “.+”: The bot ended by itself\.", run.printed)
    assert "not reached" in run.printed
    log = run.folder / "vigil.log"
    assert str(log) in "".join(run.printed.split())
    assert '"event": "started"' in log.read_text(encoding="utf-8")
    assert not _answers(run.address)


@pytest.mark.synapse
def test_a_step_that_nobody_saw_fails_the_demo(demo: Start) -> None:
    """G6: the exit code and a plain sentence name the step that is missing, and who should have seen what."""
    run = demo(change=_NOBODY_SAYS_THIS)
    assert run.ends() == 1
    assert "The demo failed at “The moon speaks”: Amina did not read “moon”" in run.printed
    assert "Every step was really seen" not in run.printed
    assert not _runs(run.bot)


@pytest.mark.synapse
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_can_be_stopped_at_any_time(demo: Start, number: signal.Signals) -> None:
    """Ctrl-C in the middle of the story, twice even, leaves no process and no folder."""
    run = demo()
    run.prints("A quiet day")
    run.process.send_signal(number)
    run.process.send_signal(number)
    assert run.ends() == 130
    assert "Stopped" in run.printed
    run.has_left_nothing()


@pytest.mark.synapse
def test_no_process_outlives_a_killed_demo(demo: Start) -> None:
    """Whatever ends the demo, bot and homeserver end too."""
    run = demo()
    run.prints("A quiet day")
    run.process.kill()
    assert _eventually(lambda: not _runs(run.bot) and not _answers(run.address))


def test_without_synapse_it_says_what_to_do(demo: Start) -> None:
    """One plain sentence, before anything is begun."""
    run = demo(change=_WITHOUT_SYNAPSE)
    assert run.ends() == 1
    assert run.printed == "The demo needs Synapse, which is not installed here: run ./vigil demo instead.\n"
