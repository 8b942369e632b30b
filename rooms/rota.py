"""Who is called. The same inputs give the same answer: nothing here is left to chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from rooms.roster import Network, Organisation

_NEVER = datetime.min.replace(tzinfo=UTC)


def rank(
    network: Network,
    *,
    area: str,
    languages: Collection[str],
    exclude: Collection[str],
    already: Collection[str],
) -> list[Organisation]:
    """The organisations that can still be called, the best first (DESIGN.md 2).

    The anchor, then those of the area, then those who share a language, then the least recently called.
    Never one that the defender excludes or that was called `already`, nor one without people; one of whose
    people nobody is sure comes after all others.
    """

    def order(organisation: Organisation) -> tuple[bool, bool, bool, bool, datetime, str]:
        return (
            network.doubted.issuperset(organisation.people),
            not organisation.anchor,
            area not in organisation.areas,
            not set(languages) & set(organisation.languages),
            network.last_called_at.get(organisation.id, _NEVER),
            organisation.id,
        )

    free = (
        organisation
        for organisation in network.organisations
        if organisation.people and organisation.id not in exclude and organisation.id not in already
    )
    return sorted(free, key=order)


def common_language(organisations: Iterable[Organisation], languages: Collection[str]) -> str:
    """The language that most of these organisations share with Vigil; the first of `languages` on a tie.

    `languages` are those Vigil speaks, in order of preference; it must not be empty.
    """
    spoken = Counter(language for organisation in organisations for language in organisation.languages)
    return max(languages, key=lambda language: spoken[language])
