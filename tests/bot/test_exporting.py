"""`vigil export`: an alert's journal for people and for programs, and nothing in it that acts."""

from __future__ import annotations

import io
import json
import os
import re
import stat
from dataclasses import MISSING, fields
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from bot.errors import VigilError
from bot.keeping.exporting import as_html, export
from bot.keeping.journal_titles import title_of
from bot.store.peeking import Recorded
from bot.wording import Wording
from rooms.alert import CheckInAnswer
from rooms.events import CheckInAnswered, Event, Noted
from rooms.happened import Happened
from rooms.wording import LANGUAGES
from tests.bot.scenes import Scene, alert_raised
from tests.bot.world import World

EVIL = '</td><script>alert("1")</script><img src=x onerror=y> &amp; \u202eevil \x1b[2J "\''
NOW = datetime(2026, 5, 3, 20, 0, tzinfo=UTC)


class Page(HTMLParser):
    """What a browser makes of it: the cells of each row, and every tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self._in_cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A row, a cell, or anything else."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        """The end of a cell."""
        self._in_cell = self._in_cell and tag != "td"

    def handle_data(self, data: str) -> None:
        """What stands in a cell."""
        if self._in_cell:
            self.rows[-1][-1] += data


async def lived_through(vigil: World) -> Scene:
    """Words of several people, one of them a joker; and an end."""
    scene = await alert_raised(vigil)
    await scene.jean.says("a green car, très près")
    await scene.sophie.says(f"!note {EVIL}", scene.room)
    await scene.sophie.says("!resolve they have gone", scene.room)
    await scene.esther.confirms(scene.room)
    return scene


async def exported(vigil: World, folder: Path, code: str = "K001", language: str | None = None) -> list[Path]:
    """The two files, written while Vigil is running."""
    return list(await export(vigil.settings, code, folder, vigil.clock.now(), language))


async def test_the_page_tells_what_happened_in_order(vigil: World, tmp_path: Path) -> None:
    """When, what, who and the words, line by line, in the settings' zone, beside a Vigil that is running."""
    await lived_through(vigil)
    page, _ = await exported(vigil, tmp_path)
    text = page.read_text("utf-8")
    rows = [row for row in Page(text).rows if row]
    raised = rows[0]
    assert raised[0] == "2026-05-03 21:00:00" and raised[1] == "The defender called for help"
    assert raised[2] == "Baobab (@jean:vigil.test)" and "at the gate" in raised[3]
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    said = {(row[1], row[2], row[3]) for row in rows}
    assert ("The defender wrote", "", "a green car, très près") in said
    sophie = "The Anchor (@sophie:vigil.test)"
    assert ("An organisation proposed to close the alert", sophie, "they have gone") in said
    assert ("The alert was closed", "The Clinic (@esther:vigil.test)", "") in said
    assert "<title>Alert K001</title>" in text and "Confidential" in text and "Africa/Kinshasa" in text


async def test_what_people_wrote_is_text_and_nothing_else(vigil: World, tmp_path: Path) -> None:
    """Tags, quotation marks and control characters do nothing; and the page may fetch and run nothing."""
    await lived_through(vigil)
    page, data = await exported(vigil, tmp_path)
    text = page.read_text("utf-8")
    parsed = Page(text)
    assert parsed.tags.isdisjoint({"script", "img", "a", "link", "iframe", "form", "base", "object", "svg"})
    assert not [name for name in parsed.attributes if name.startswith("on") or name in ("src", "href")]
    assert "default-src 'none'" in text and not re.search(r"https?://|\x1b", text)
    (words,) = [row[3] for row in parsed.rows if row and "A partner wrote a note" in row[1]]
    assert words == EVIL.replace("\x1b", "\ufffd")
    assert EVIL in [event.get("text") for event in json.loads(data.read_text("utf-8"))["events"]]


async def test_the_data_hold_every_field_of_every_event(vigil: World, tmp_path: Path) -> None:
    """Nothing of the journal is left out, and whoever reads it needs nothing of Vigil to do so."""
    await lived_through(vigil)
    _, file = await exported(vigil, tmp_path)
    data = json.loads(file.read_text("utf-8"))
    async with vigil.store.transaction() as tx:
        (alert,) = await tx.journal.alerts(open_only=False)
        journal = await tx.journal.events(alert.id)
    assert data["code"] == "K001" and data["state"] == "resolved"
    assert [each["event"] for each in data["events"]] == [type(event).__name__ for event in journal]
    for each, event in zip(data["events"], journal, strict=True):
        assert {field.name for field in fields(event)} <= each.keys()
    assert data["events"][0]["policy"]["retention"] == 30 * 86400
    assert '"$' not in file.read_text("utf-8")


async def test_the_files_are_for_their_owner_and_overwrite_nothing(vigil: World, tmp_path: Path) -> None:
    """They are not encrypted; a second export leaves the first as it was, and says so."""
    await lived_through(vigil)
    files = await exported(vigil, tmp_path, "k001")
    assert [file.name for file in files] == ["alert-K001.html", "alert-K001.json"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".part")]
    before = [file.read_bytes() for file in files]
    await vigil.forward(days=1)
    with pytest.raises(VigilError, match="exists already"):
        await exported(vigil, tmp_path)
    assert [file.read_bytes() for file in files] == before


@pytest.mark.parametrize("code", ["K999", "", "../../etc/passwd", "' OR 1=1 --"])
async def test_a_code_that_is_none_is_refused_in_a_sentence(vigil: World, tmp_path: Path, code: str) -> None:
    """Nothing is written, whatever the code looks like; and of an erased alert there is nothing to export."""
    await alert_raised(vigil)
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(VigilError, match="There is no alert"):
        await exported(vigil, folder, code)
    assert list(folder.iterdir()) == []


async def test_an_erased_alert_cannot_be_exported(vigil: World, tmp_path: Path) -> None:
    """When the retention is over, there is no journal any more."""
    await lived_through(vigil)
    await vigil.forward(days=31)
    with pytest.raises(VigilError, match="retention is over"):
        await exported(vigil, tmp_path)


async def test_a_folder_that_is_not_there_is_said(vigil: World, tmp_path: Path) -> None:
    """And so is a language that Vigil does not speak."""
    await alert_raised(vigil)
    with pytest.raises(VigilError, match="cannot be written"):
        await exported(vigil, tmp_path / "nowhere")
    with pytest.raises(VigilError, match="does not speak"):
        await exported(vigil, tmp_path, language="xx")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_is_in_the_reader_s_language(vigil: World, tmp_path: Path, language: str) -> None:
    """Each language has its own words for all that a journal can hold."""
    await lived_through(vigil)
    page, _ = await exported(vigil, tmp_path, language=language)
    text = page.read_text("utf-8")
    assert f'<html lang="{language}">' in text
    closed = {"en": "The alert was closed", "fr": "L&#x27;alerte a été close", "sw": "Tahadhari imefungwa"}
    assert closed[language] in text


@pytest.mark.parametrize("kind", get_args(Event), ids=lambda kind: kind.__name__)
def test_every_event_has_a_title(kind: type[Happened]) -> None:
    """Whatever the rules write down can be read: a new event without a name for it fails here."""
    given: dict[str, object] = {
        field.name: CheckInAnswer.SAFE
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    }
    event = kind(**{**given, "at": NOW})  # type: ignore[arg-type]
    assert Wording().render(title_of(event), language="sw", zone=ZoneInfo("Africa/Kinshasa"), now=NOW)


@pytest.mark.parametrize("answer", CheckInAnswer)
def test_every_answer_has_a_title(answer: CheckInAnswer) -> None:
    """The duress word too: whoever reads the journal has to know."""
    event = CheckInAnswered(NOW, answer, "1", NOW + timedelta(hours=1), None)
    assert title_of(event).key.startswith("journal-answered-")


def test_half_a_character_does_not_keep_the_page_from_being_made() -> None:
    """JSON of a homeserver can hold what no file can."""
    found = Recorded("K001", "active", ((NOW, Noted(NOW, "@sophie:vigil.test", "\ud83d")),))
    page = as_html(found, Wording(), "en", ZoneInfo("Africa/Kinshasa"), NOW)
    out = io.BytesIO(page.encode("utf-8", "backslashreplace"))
    assert b"\\ud83d" in out.getvalue()
