"""What the logs hold, and above all what they do not."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
import structlog

from bot import logs
from tests.logscan import betrayals

ROOT = Path(__file__).parent.parent.parent
SECRET = "@jean:example.org wrote 'help' in !abc:example.org"


def lines(out: io.StringIO) -> list[dict[str, object]]:
    """The log, parsed."""
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_an_event_is_one_line_of_json(out: io.StringIO) -> None:
    """Vigil's own events come out as they are, with level and time."""
    structlog.get_logger().info("row_done", row=7)
    (line,) = lines(out)
    assert (line["event"], line["row"], line["level"]) == ("row_done", 7, "info")
    assert str(line["timestamp"]).endswith("Z")


def test_a_librarys_message_is_not_printed(out: io.StringIO) -> None:
    """Of another library's record only level and logger remain: its text names people."""
    logging.getLogger("nio.crypto").warning("No session for %s", SECRET)
    (line,) = lines(out)
    assert (line["event"], line["logger"], line["level"]) == ("library_log", "nio.crypto", "warning")
    assert "jean" not in out.getvalue()


def test_a_library_that_only_chats_is_not_heard(out: io.StringIO) -> None:
    """Below a warning other libraries are silent."""
    logging.getLogger("aiohttp.access").info(SECRET)
    assert out.getvalue() == ""


def test_an_exception_is_its_class_and_place(out: io.StringIO) -> None:
    """The text of an exception and of its causes stays out of the log, wherever it comes from."""
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as cause:
            raise ValueError(SECRET) from cause
    except ValueError:
        structlog.get_logger().exception("it_failed")
        logging.getLogger("asyncio").exception(SECRET)
    own, library = lines(out)
    for line in (own, library):
        assert str(line["exception"]).startswith("ValueError at bot/test_logs.py:")
        assert "from KeyError at" in str(line["exception"])
    assert "jean" not in out.getvalue()


def test_a_warning_is_reduced_too(out: io.StringIO) -> None:
    """Python's own warnings go the same way as other libraries' logs."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(SECRET, stacklevel=1)
    assert "jean" not in out.getvalue()


@pytest.mark.parametrize(
    "fault",
    [
        "raise ValueError('@jean:example.org')",
        "import threading; t = threading.Thread(target=lambda: {}['@jean:example.org']); t.start(); t.join()",
        "class Odd:\n    def __del__(self): raise ValueError('@jean:example.org')\nOdd()",
    ],
    ids=["main", "thread", "destructor"],
)
def test_what_nobody_caught_is_logged_without_its_text(fault: str) -> None:
    """An exception that ends the process, a thread or a destructor leaves its class and place behind."""
    program = f"from bot import logs\nlogs.configure()\n{fault}\n"
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    (line,) = told.stderr.splitlines()
    assert json.loads(line)["event"] == "uncaught_exception"
    assert "jean" not in line


class Terminal(io.StringIO):
    """A stream that a person watches."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.mark.usefixtures("out")  # puts everything back
def test_a_person_at_a_terminal_sees_words_instead_of_json() -> None:
    """On a terminal the log is for reading."""
    stream = Terminal()
    logs.configure(stream)
    structlog.get_logger().info("row_done", row=7)
    assert "row_done" in stream.getvalue()
    assert not stream.getvalue().startswith("{")


BETRAYING = {
    "a user": '"who": "@jean:example.org"',
    "a room": '"room": "!aVeryLongRoomIdOfTheNewestVersion_1234567"',
    "an event": '"after": "$aVeryLongEventId0123456789abcdefghijklmnop"',
    "a token": '"given": "syt_amVhbg_abcdefghijklmnop_123456"',
    "a text": '"text": "they are at the gate"',
    "a word": '"text": "Kapok"',
    "a text in a list": '"texts": ["Kapok"]',
    "a name for a key": '"Kapok": 1',
    "an exception's text": '"exception": "KeyError: Kapok"',
    "a text for an event": '"event": "they are at the gate"',
}


@pytest.mark.parametrize("what", BETRAYING)
def test_a_line_that_tells_of_somebody_is_found(what: str) -> None:
    """G5: what watches over the logs of all tests sees each of these."""
    good = '"level": "info", "timestamp": "2026-11-21T15:39:22.589753Z"'
    assert betrayals([f'{{"event": "row_done", {good}, "row": 7, "kind": "direct"}}']) == []
    assert len(betrayals([f'{{"event": "row_done", {good}, {BETRAYING[what]}}}'])) == 1
