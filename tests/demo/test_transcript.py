"""The transcript tells who saw what, and never more than was really seen."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.console import Console

from bot.demo.memory import NotSeen, Seen
from bot.demo.transcript import Transcript

_BOT = "@vigil:vigil.test"


@pytest.fixture
def transcript() -> Transcript:
    """A transcript that prints into a text."""
    return Transcript(Console(file=io.StringIO(), width=120), bot=_BOT, behind={"Sophie": "The Anchor"})


def _printed(transcript: Transcript) -> list[str]:
    transcript.flush()
    assert isinstance(transcript.console.file, io.StringIO)
    return [" ".join(line.split()) for line in transcript.console.file.getvalue().splitlines()]


def _message(text: str, sender: str = _BOT) -> Seen:
    content = {"msgtype": "m.text", "body": text}
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return Seen("!room", f"$ {text}", sender, "m.room.message", content, text, True, time.monotonic(), now)


async def test_a_message_stands_once_with_all_who_read_it(transcript: Transcript) -> None:
    """Those who read it later are named later; markup in a message is only text."""
    message = _message("Baobab [bold]needs help")
    for name in ("Sophie", "Carter"):
        transcript.saw(name, "Room 7KQ4", message)
    lines = "\n".join(_printed(transcript))
    assert "Room 7KQ4 Vigil: Baobab [bold]needs help" in lines
    assert "✓ read by Sophie, Carter" in lines
    transcript.saw("Late", "Room 7KQ4", message)
    assert _printed(transcript)[-1].endswith("Room 7KQ4 ✓ read by Late: Baobab [bold]needs help")


async def test_what_is_said_to_many_in_their_chats_stands_once(transcript: Transcript) -> None:
    """With all their names; who reads it later is named later; what is said once more stands there again."""
    for number, name in enumerate(("Sophie", "Carter", "Zawadi")):
        transcript.saw(name, f"{name}'s chat", replace(_message("I am Vigil."), event_id=f"${number}"))
    assert " ".join(_printed(transcript)).endswith("Vigil → Sophie, Carter, Zawadi: I am Vigil.")
    transcript.saw("Late", "Late's chat", replace(_message("I am Vigil."), event_id="$4"))
    assert " ".join(_printed(transcript)).endswith("✓ read by Late: I am Vigil.")
    transcript.saw("Sophie", "Sophie's chat", replace(_message("I am Vigil."), event_id="$5"))
    assert " ".join(_printed(transcript)).endswith("Vigil → Sophie: I am Vigil.")


async def test_all_in_the_room_are_counted_only_when_all_have_read(transcript: Transcript) -> None:
    """It says "all" when it was everybody who is there, and the names when one is missing."""
    for name in ("Sophie", "Carter", "Zawadi"):
        transcript.joined(name, "Room 7KQ4")
    first, second = _message("first"), _message("second")
    for name in ("Sophie", "Carter", "Zawadi"):
        transcript.saw(name, "Room 7KQ4", first)
    for name in ("Sophie", "Carter"):
        transcript.saw(name, "Room 7KQ4", second)
    lines = _printed(transcript)
    assert lines[1:] == [
        lines[1],
        "✓ read by all 3 in the room",
        lines[3],
        "✓ read by Sophie, Carter",
    ]


async def test_chats_stand_on_the_left_and_rooms_on_the_right(transcript: Transcript) -> None:
    """It can be seen at a glance what is kept from the defender; a narrow screen names the chat instead."""
    transcript.said("Jean", "Jean's chat", "alert")
    transcript.said("Sophie", "Room 7KQ4", "!ack")
    transcript.saw("Jean", "Jean's chat", _message("I have your alert."))
    transcript.flush()
    assert isinstance(transcript.console.file, io.StringIO)
    chat, room, reply = transcript.console.file.getvalue().splitlines()
    assert chat.index("Jean: alert") < 20 < 40 < room.index("Room 7KQ4")
    assert "Sophie (The Anchor): !ack" in room
    assert reply.index("Vigil → Jean: I have your alert.") < 20
    transcript.console.width = 80
    transcript.said("Jean", "Jean's chat", "they are here")
    assert _printed(transcript)[-1].endswith("s Jean's chat · Jean: they are here")


async def test_what_was_seen_before_somebody_speaks_stands_before_it(transcript: Transcript) -> None:
    """Cause comes before effect, though messages are held back for a moment."""
    transcript.saw("Sophie", "Room 7KQ4", _message("Who is on it?"))
    transcript.said("Sophie", "Room 7KQ4", "we are")
    transcript.saw("Carter", "Room 7KQ4", _message("we are", sender="@sophie:vigil.test"))
    lines = _printed(transcript)
    assert [line.split("Room 7KQ4 ")[-1] for line in lines] == [
        "Vigil: Who is on it?",
        "✓ read by Sophie",
        "Sophie (The Anchor): we are",
        "✓ read by Carter",
    ]


async def test_a_promise_that_was_not_seen_fails_the_demo(transcript: Transcript) -> None:
    """The summary ticks what was kept, and says what was not and what was never reached."""
    assert not transcript.passed()
    with transcript.step("The brief is read", "Four read it.") as step:
        step.measure("to the fourth partner", 0.375)
    assert transcript.passed()
    with pytest.raises(NotSeen), transcript.step("The alarm is read"):
        raise NotSeen("Sophie waited 10 s.")
    assert not transcript.passed()
    transcript.summary(["The brief is read", "The alarm is read", "The end"])
    lines = "\n".join(_printed(transcript))
    assert "Four read it." in lines
    assert "✓ │ The brief is read" in lines
    assert "to the fourth partner │ 375 ms" in lines
    assert "✗ │ The alarm is read" in lines
    assert "– │ The end │ not reached" in lines
