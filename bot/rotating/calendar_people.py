"""Whom an entry of a calendar means, and whether it has been called off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from rooms.addresses import short_name
from rooms.roster import Organisation
from rooms.words import fold

_OFF = frozenset({"CANCELLED", "CANCELED"})
_CALLED_OFF = frozenset(
    {
        *("cancelled", "canceled", "cancellation", "declined", "annule", "annulee", "annules", "annulees"),
        *("annulation", "refuse", "refusee", "imefutwa", "imeghairiwa", "imebatilishwa", "imekataliwa"),
        *("abgesagt", "cancelado", "cancelada", "annullato", "geannuleerd"),
    }
)
"""What calendars write before the title of an entry that is off."""

_STAYS_AWAY = frozenset({"DECLINED", "DELEGATED"})
_THINGS = frozenset({"ROOM", "RESOURCE"})
_WORD = re.compile(r"[\w.\-=]+")
_ADDRESS = re.compile(r"(?<![\w@.\-])@[\w.\-=/+]{1,255}:[\w.\-:\[\]]{1,255}")
_AFTER_A_CALL_OFF = re.compile(r" ?[:\-–—\])|]")


def title_of(entry: Any) -> str:
    """The title, in one line and cut short."""
    return " ".join(str(entry.get("SUMMARY", "")).split())[:60]


def is_off(entry: Any) -> bool:
    """Whether it is cancelled: by its status, or by what calendars put before its title."""
    if str(entry.get("STATUS", "")).strip().upper() in _OFF:
        return True
    title = title_of(entry).lstrip("[(|* ")
    first = _WORD.match(fold(title))
    return (
        first is not None
        and first[0] in _CALLED_OFF
        and _AFTER_A_CALL_OFF.match(fold(title), first.end()) is not None
    )


def may_be_off(entry: Any) -> bool:
    """Whether its title speaks of a cancellation, so that it is not certain whether somebody is on duty."""
    return any(word.strip(".-=") in _CALLED_OFF for word in _WORD.findall(fold(title_of(entry))))


def people_of(entry: Any, organisation: Organisation) -> tuple[list[str], bool]:
    """Who is on duty, and whether somebody is named who stays away.

    By address in full, else by its first part, among those who take part; else in the title.
    """
    attend = entry.get("ATTENDEE", [])
    guests = attend if isinstance(attend, list) else [attend]
    people = [guest for guest in guests if _parameter(guest, "CUTYPE") not in _THINGS]
    away = [guest for guest in people if _stays_away(guest)]
    come = [text for guest in people if not _stays_away(guest) for text in _names(guest)]
    title = str(entry.get("SUMMARY", ""))
    strangers = _strangers([*come, title], organisation)
    if found := _meant(come, organisation, strangers):
        return found, False
    declined = _meant([text for guest in away for text in _names(guest)], organisation, set())
    named = _meant([title], organisation, strangers)
    return [one for one in named if one not in declined], bool(declined)


def _parameter(guest: Any, name: str) -> str:
    return str(guest.params.get(name, "")).strip().upper()


def _stays_away(guest: Any) -> bool:
    return _parameter(guest, "PARTSTAT") in _STAYS_AWAY or _parameter(guest, "ROLE") == "NON-PARTICIPANT"


def _names(guest: Any) -> Iterator[str]:
    """The guest's addresses and name; iCloud writes the address beside a path of its own."""
    written = unquote(str(guest)).strip()
    kind, _, rest = written.partition(":")
    if written.lower().startswith("matrix:u/"):
        yield "@" + written[len("matrix:u/") :].partition("?")[0]
    elif "matrix.to/#/" in written:
        yield written.partition("#/")[2].partition("?")[0]
    elif kind.lower() == "mailto":
        yield rest.partition("@")[0]
    elif written.startswith("@"):
        yield written
    yield str(guest.params.get("EMAIL", "")).removeprefix("mailto:").partition("@")[0]
    yield str(guest.params.get("CN", ""))


def _strangers(texts: list[str], organisation: Organisation) -> set[str]:
    """The first parts of addresses in full that belong to nobody of the organisation."""
    ours = {person.casefold() for person in organisation.people}
    found = {each.rstrip(".:-").casefold() for text in texts for each in _ADDRESS.findall(text)}
    return {fold(short_name(each)) for each in found - ours}


def _meant(texts: list[str], organisation: Organisation, strangers: set[str]) -> list[str]:
    """A first part that two of them share, or somebody of another server, means neither."""
    written = [text for text in texts if text]
    named = {each.rstrip(".:-").casefold() for text in written for each in _ADDRESS.findall(text)}
    if in_full := [one for one in organisation.people if one.casefold() in named]:
        return in_full
    words = {word for text in written for word in _WORD.findall(fold(_ADDRESS.sub(" ", text)))}
    words |= {word.strip(".-=") for word in words}
    shorts = [fold(short_name(one)) for one in organisation.people]
    return [
        one
        for one, short in zip(organisation.people, shorts, strict=True)
        if short in words - strangers and shorts.count(short) == 1
    ]
