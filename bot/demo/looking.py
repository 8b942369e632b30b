"""How the story looks: did everybody whom it was meant for really read it?

`Person.sees` reads forward and never looks back. The story does not know what else has come in the meantime
(on a slow machine a check-in may come early in it), so it looks at all that was read since a moment.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

from bot.demo.memory import NotSeen, Seen, matches
from bot.demo.people import Person

WITHIN = 30.0
"""Seconds; on two idle cores everything takes far less than one."""


async def reads(
    person: Person,
    *fragments: str,
    since: float,
    room: str | None = None,
    by: str | None = None,
    kind: str = "m.text",
    within: float = WITHIN,
) -> Seen:
    """The first message with all these fragments that `person` could read later than `since`.

    `since` is a `time.monotonic()`. The message is Vigil's unless `by` names another user. Raises `NotSeen`,
    in a plain sentence, after `within` seconds.
    """

    def look() -> Seen | None:
        found = all_read(person, *fragments, since=since, room=room, by=by, kind=kind)
        return found[0] if found else None

    what = " … ".join(f"“{fragment}”" for fragment in fragments) or kind
    try:
        return await person.until(look, within, what, room)
    except NotSeen:
        lost = len(person.undecryptable)
        locked = f", and has {lost} messages that cannot be decrypted" if lost else ""
        raise NotSeen(f"{person.name} did not read {what} within {within:.0f} seconds{locked}.") from None


def all_read(
    person: Person,
    *fragments: str,
    since: float,
    room: str | None = None,
    by: str | None = None,
    kind: str = "m.text",
) -> list[Seen]:
    """The messages with all these fragments that `person` has read since then."""
    return [
        message
        for message in person.memory.seen
        if message.at > since
        and room in (None, message.room)
        and message.sender == (by or person.bot)
        and message.kind == kind
        and all(matches(fragment, message.text) for fragment in fragments)
    ]


async def everybody_reads(
    people: Iterable[Person], *fragments: str, since: float, **where: Any
) -> list[Seen]:
    """What each of them read, as `reads` finds it; raises `NotSeen` for the first who did not."""
    return list(await asyncio.gather(*(reads(person, *fragments, since=since, **where) for person in people)))


def never_reads(people: Iterable[Person], fragment: str) -> None:
    """None of them has ever read these words, whoever wrote them; raises `NotSeen` for the first who has."""
    for person in people:
        for message in person.memory.seen:
            if matches(fragment, message.text):
                raise NotSeen(f"{person.name} read “{fragment}”, which was not meant for them.")


def needs(holds: bool, sentence: str) -> None:
    """Raise `NotSeen` with this sentence unless it holds."""
    if not holds:
        raise NotSeen(sentence)
