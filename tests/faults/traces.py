"""Traces: the texts, names and IDs of a test, and where on the disk any of them can be found."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

from bot.demo.device import path
from bot.demo.people import Person
from bot.key import Key
from tests.faults.pages import pages

DATABASES = ("vigil.db", "vigil.db-wal", "crypto.db", "crypto.db-wal")


async def ids_of(person: Person, room: str) -> set[str]:
    """All that the homeserver itself can tell of a room that this person is in: its events and sessions."""
    found, start = {room}, ""
    while True:
        query = {"dir": "b", "limit": "500"} | ({"from": start} if start else {})
        answer = await person.phone.device.request("GET", path("rooms", room, "messages"), query=query)
        for event in answer["chunk"]:
            found.add(event["event_id"])
            if isinstance(session := event["content"].get("session_id"), str):
                found.add(session)
        start = answer.get("end", "")
        if not start:
            return found


async def events_of(person: Person, room: str) -> set[str]:
    """The IDs of the events of a room that this person is in."""
    return {found for found in await ids_of(person, room) if found.startswith("$")}


def said_to(people: Iterable[Person]) -> set[str]:
    """Every line that these people were told or told each other."""
    return {
        line.strip()
        for person in people
        for message in person.memory.seen
        for line in message.text.splitlines()
        if len(line.strip()) > 8
    }


def names_of(people: Iterable[Person]) -> set[str]:
    """User IDs, devices and tokens."""
    return {
        name
        for person in people
        for name in (person.user, person.phone.device.id, person.phone.device.client.access_token)
        if name
    }


def in_raw(folder: Path, traces: Collection[str]) -> set[tuple[str, str]]:
    """Which of the traces stand in which file below the folder, for whoever has the disk and no key."""
    return {
        (file.name, trace)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        for trace in _within(file.read_bytes(), traces)
    }


def with_key(folder: Path, key: Key, traces: Collection[str]) -> set[tuple[str, int, str]]:
    """Which of the traces stand on which page of which file, for whoever has the key as well."""
    return {
        (name, number, trace)
        for name in DATABASES
        if (folder / name).exists()
        for number, page in enumerate(pages(folder / name, key))
        for trace in _within(page, traces)
    }


def _within(content: bytes, traces: Collection[str]) -> Iterator[str]:
    """Thousands of texts in megabytes: what begins with four bytes that are not there is not looked for."""
    lowered = content.lower()
    there = _fours(lowered)
    for trace in traces:
        if any(first in there and form in lowered for form, first in _forms(trace)):
            yield trace


def _fours(content: bytes) -> set[int]:
    """Each four bytes that stand side by side, as a number."""
    found = set[int]()
    for start in range(4):
        end = start + max(0, len(content) - start) // 4 * 4
        found.update(memoryview(content[start:end]).cast("I"))
    return found


@cache
def _forms(trace: str) -> frozenset[tuple[bytes, int]]:
    """How a text may be written down, in lower case; with its first four bytes as a number."""
    forms = {trace.encode(), json.dumps(trace)[1:-1].encode(), trace.encode("utf-16-le")}
    forms.add(base64.b64encode(trace.encode())[: len(trace) // 3 * 4])
    assert all(len(form) >= 4 for form in forms)
    return frozenset((form.lower(), int.from_bytes(form.lower()[:4], sys.byteorder)) for form in forms)
