"""`vigil export`: the journal of one alert, to be read by people (HTML) and by programs (JSON).

Whoever has the settings and the key may: nobody can ask for it in a room. What people wrote goes into the
page as text and as nothing else, and the page itself fetches nothing and runs nothing.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.config import Settings
from bot.errors import VigilError
from bot.keeping.files import new_file, put_in_place
from bot.keeping.journal_titles import title_of
from bot.store.peeking import Recorded, peek_at_alert
from bot.wording import Wording
from rooms.alert import Message
from rooms.events import AlertRaised, Event, OrganisationCalled
from rooms.texts import Text, say

WARNING = (
    "These files are not encrypted, and Vigil does not erase them: they name people who may be in danger."
    " Keep them on an encrypted disk, and delete them when they have served."
)

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
body {{ font: 16px/1.4 sans-serif; max-width: 75em; margin: 2em auto; padding: 0 1em }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ border-bottom: 1px solid #ccc; padding: .4em .6em; text-align: left; vertical-align: top }}
td:first-child {{ white-space: nowrap }}
bdi {{ white-space: pre-wrap; overflow-wrap: anywhere }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{exported}</p>
<p><strong>{confidential}</strong></p>
<table>
<thead><tr>{columns}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


async def export(
    settings: Settings, code: str, folder: Path, now: datetime, language: str | None = None
) -> tuple[Path, Path]:
    """Write the alert's journal into `folder`, as HTML and as JSON; returns the two files.

    Vigil may be running. Nothing is overwritten. Raises `VigilError` with what to do.
    """
    key, wording = settings.key(), Wording()
    language = language or settings.language
    if not wording.speaks(language):
        raise VigilError(f"Vigil does not speak '{language}'; choose one of the languages of the settings.")
    found = await peek_at_alert(settings.database, key, code) if settings.database.exists() else None
    if found is None:
        raise VigilError(
            f"There is no alert '{code}': look for its code in the room's name. An alert is erased when its"
            " retention is over."
        )
    page, data = (folder / f"alert-{found.code}.{kind}" for kind in ("html", "json"))
    for file in (page, data):
        if file.exists():
            raise VigilError(f"'{file}' exists already and was left as it is; move it, or use --to.")
    _write(page, as_html(found, wording, language, settings.zone, now))
    _write(data, as_json(found, now))
    return page, data


def _write(file: Path, text: str) -> None:
    partial = file.with_name(f"{file.name}.part")
    try:
        new_file(partial)
        try:
            # What a homeserver passes on may hold half a character, which no file can.
            partial.write_bytes(text.encode("utf-8", "backslashreplace"))
            put_in_place(partial, file)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as fault:
        raise VigilError(f"'{file}' cannot be written: {fault.strerror}.") from fault


# For programs


def as_json(found: Recorded, now: datetime) -> str:
    """Every event with every field of it; times are in UTC, lengths of time in seconds."""
    content = {
        "vigil": version("vigil"),
        "exported_at": now.isoformat(),
        "code": found.code,
        "state": found.state,
        "events": [
            {"event": type(event).__name__, "written_at": written_at.isoformat(), **_plain(event)}
            for written_at, event in found.journal
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Enum():
            return value.value
        case Mapping():
            return {str(_plain(name)): _plain(item) for name, item in value.items()}
        case tuple() | list():
            return [_plain(item) for item in value]
        case frozenset():
            return sorted(map(_plain, value))
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


# For people


def as_html(found: Recorded, wording: Wording, language: str, zone: ZoneInfo, now: datetime) -> str:
    """One line an event: when, what, who, and the words that were written."""

    def put(text: Text) -> str:
        return _escaped(wording.render(text, language=language, zone=zone, now=now))

    events = [event for _, event in found.journal]
    names = _names(events)
    columns = (
        say("journal-column-time"),
        say("journal-column-what"),
        say("journal-column-who"),
        say("journal-column-words"),
    )
    rows = (
        "<tr>"
        f"<td>{event.at.astimezone(zone):%Y-%m-%d %H:%M:%S}</td><td>{put(title_of(event))}</td>"
        f"<td>{_cell(_who(event, names))}</td><td>{_cell(_words(event))}</td></tr>"
        for event in events
    )
    return _PAGE.format(
        language=language,
        title=put(say("journal-title", code=found.code)),
        exported=put(say("journal-exported", where=zone.key)),
        confidential=put(say("journal-confidential")),
        columns="".join(f"<th>{put(column)}</th>" for column in columns),
        rows="\n".join(rows),
    )


def _names(events: list[Event]) -> dict[str, str]:
    """What people and organisations are called in this journal, by their IDs."""
    names = dict[str, str]()
    for event in events:
        if isinstance(event, AlertRaised):
            names[event.defender] = f"{event.alias} ({event.defender})"
        elif isinstance(event, OrganisationCalled):
            names[event.organisation] = event.name
            names |= {person: f"{event.name} ({person})" for person in event.people}
    return names


def _who(event: Event, names: Mapping[str, str]) -> Iterator[str]:
    """Whom the event names: each once, and no organisation beside one of its own people."""
    named = [getattr(event, field, None) for field in ("defender", "person", "by")]
    people = [*(each for each in named if each), *getattr(event, "people", ())]
    organisation = getattr(event, "organisation", None)
    if organisation is not None and not getattr(event, "person", None):
        people = [organisation, *people] if not isinstance(event, OrganisationCalled) else people
    yield from dict.fromkeys(names.get(each, each) for each in people)


def _words(event: Event) -> Iterator[str]:
    """What was written, as it was written."""
    for field in ("words", "text", "reason", "why"):
        words = getattr(event, field, "")
        if words and isinstance(words, str):  # Codes of reasons are no words of anybody's.
            yield words
    message = getattr(event, "message", None)
    if isinstance(message, Message):
        yield message.text or message.kind.value


def _cell(lines: Iterator[str]) -> str:
    """Each by itself: no sign in one of them, such as one that turns the direction, acts on the next."""
    return "<br>".join(f"<bdi>{_escaped(line)}</bdi>" for line in lines)


def _escaped(text: str) -> str:
    return html.escape(_CONTROL.sub("\ufffd", text))
