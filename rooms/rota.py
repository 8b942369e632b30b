"""Who is called. The same inputs give the same answer: nothing here is left to chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum

from rooms.duty import on_duty, present
from rooms.matching import same
from rooms.roster import Network, Organisation

FAIR_OVER = timedelta(days=90)
"""Over how long `Network.calls` are counted: what was long ago is forgiven and forgotten."""

_NEVER = datetime.min.replace(tzinfo=UTC)


class Reason(Enum):
    """Why an organisation was chosen, and why before the next one; the value is its code in the journal."""

    ANCHOR = "anchor"
    """It is the anchor: always called."""
    STANDS_IN = "stands-in"
    """It is a deputy, and the anchor cannot be called."""
    AREA = "area"
    """It works in the area."""
    LANGUAGE = "language"
    """It speaks one of the defender's languages."""
    OFFERS = "offers"
    """It offers something of what is needed."""
    FEWEST_CALLS = "fewest-calls"
    """Of those who fit as well, it was called least in the last 90 days."""
    LONGEST_AGO = "longest-ago"
    """As often as others who fit as well, but longest ago."""
    EVEN = "even"
    """Nothing told it apart from others who fit as well; the order of their IDs decided."""
    NOBODY_ELSE = "nobody-else"
    """Nobody else was left who fits as well."""
    MERGED = "merged"
    """Not by the rota: it works on an alert that this one was put together with."""


_OF_TURN = frozenset({Reason.FEWEST_CALLS, Reason.LONGEST_AGO, Reason.EVEN, Reason.NOBODY_ELSE})
"""Why it was before others who fit as well."""


@dataclass(frozen=True)
class Choice:
    """An organisation to call, and whom of it."""

    organisation: Organisation
    people: tuple[str, ...]
    """Who is invited: those on duty, or all who are there when nobody is."""
    others: tuple[str, ...] = ()
    """Its further people; nobody who is away."""
    gap: bool = False
    """Nobody is on duty."""
    why: tuple[Reason, ...] = ()

    @property
    def stands_in(self) -> bool:
        """It is called in the anchor's place."""
        return Reason.STANDS_IN in self.why

    def out_of_turn(self, *because: Reason) -> Choice:
        """The same, called whosever turn it is: only its fit is a reason, beside `because`."""
        fit = (reason for reason in self.why if reason not in _OF_TURN)
        return replace(self, why=(*fit, *because))


@dataclass(frozen=True)
class _Candidate:
    """An organisation that can be called; `fit` and `turn` are smaller the better."""

    organisation: Organisation
    there: tuple[str, ...]
    doubtful: bool
    stands_in: bool
    fit: tuple[bool, bool, int]
    turn: tuple[int, datetime]

    @property
    def standing(self) -> tuple[bool, bool, tuple[bool, bool, int]]:
        """What comes before fairness."""
        return self.doubtful, not (self.organisation.anchor or self.stands_in), self.fit


def choose(
    network: Network,
    now: datetime,
    *,
    area: str,
    languages: Collection[str],
    exclude: Collection[str],
    already: Collection[str],
    offers: Collection[str] = (),
    vacant: bool = False,
    most: int | None = None,
) -> list[Choice]:
    """The organisations that can be called now, the best first, `most` of them (DESIGN.md 2).

    The anchor, or the best of its deputies if the anchor cannot be called; then by fit: those of the area,
    those who share a language, those who offer most of what is needed (`offers`); then by fairness: who was
    called least in the last 90 days, and of these longest ago. Never one that the defender excludes, that was
    called `already`, is paused, or of whose people nobody is there; one of whose people nobody is sure comes
    after all others.

    An anchor or a deputy among `already` holds the anchor's place, unless that is said to be `vacant` (they
    passed, say): then the next deputy stands in.
    """
    closed = {*exclude, *already}
    spoken, needed = frozenset(languages), frozenset(offers)
    candidates = [
        candidate
        for organisation in network.organisations
        if organisation.id not in closed
        and (candidate := _candidate(network, organisation, now, area, spoken, needed))
    ]
    held = any(one.id in already for one in network.organisations if one.anchor or one.deputy)
    if vacant or not held:
        candidates = _with_deputy(candidates)
    candidates.sort(key=_order)
    return [_choice(candidates, place, network.doubted, now) for place in range(len(candidates[:most]))]


def _candidate(
    network: Network,
    organisation: Organisation,
    now: datetime,
    area: str,
    spoken: frozenset[str],
    needed: frozenset[str],
) -> _Candidate | None:
    there = present(organisation, now)
    if not there:
        return None
    return _Candidate(
        organisation,
        there,
        doubtful=network.doubted.issuperset(there),
        stands_in=False,
        fit=(
            not any(same(area, each) for each in organisation.areas),
            spoken.isdisjoint(organisation.languages),
            -len(needed.intersection(organisation.offers)),
        ),
        turn=(network.calls.get(organisation.id, 0), network.last_called_at.get(organisation.id, _NEVER)),
    )


def _with_deputy(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The same; if no anchor can be called, the best of its deputies stands in."""
    sure = [each for each in candidates if not each.doubtful]
    deputies = [each for each in sure if each.organisation.deputy]
    if not deputies or any(each.organisation.anchor for each in sure):
        return list(candidates)
    best = min(deputies, key=_order)
    return [replace(each, stands_in=each is best) for each in candidates]


def _order(candidate: _Candidate) -> tuple[object, ...]:
    return (candidate.standing, candidate.turn, candidate.organisation.id)


def _choice(candidates: Sequence[_Candidate], place: int, doubted: Collection[str], now: datetime) -> Choice:
    chosen = candidates[place]
    on = on_duty(chosen.organisation, now)
    gap = not on
    if not set(on).difference(doubted):
        # Those on duty could be told nothing: it is for the others as well.
        on = chosen.there
    others = tuple(person for person in chosen.there if person not in on)
    return Choice(chosen.organisation, on, others, gap, _why(chosen, candidates[place + 1 : place + 2]))


def _why(chosen: _Candidate, following: Sequence[_Candidate]) -> tuple[Reason, ...]:
    elsewhere, speechless, offered = chosen.fit
    fits = (
        (Reason.ANCHOR, chosen.organisation.anchor),
        (Reason.STANDS_IN, chosen.stands_in),
        (Reason.AREA, not elsewhere),
        (Reason.LANGUAGE, not speechless),
        (Reason.OFFERS, offered < 0),
    )
    why = tuple(reason for reason, holds in fits if holds)
    if chosen.organisation.anchor or chosen.stands_in:
        return why
    return (*why, _fairness(chosen, [each for each in following if each.standing == chosen.standing]))


def _fairness(chosen: _Candidate, equals: Sequence[_Candidate]) -> Reason:
    """What put it before the next one that fits as well, if there is one."""
    if not equals:
        return Reason.NOBODY_ELSE
    (calls, last), (more, later) = chosen.turn, equals[0].turn
    if calls < more:
        return Reason.FEWEST_CALLS
    return Reason.LONGEST_AGO if last < later else Reason.EVEN


def in_turn(organisations: Iterable[str], at: datetime) -> dict[str, datetime]:
    """When each of these counts as called that were called at one moment, in this order.

    A microsecond after one another: otherwise nobody could tell whose turn was first, and over a year the
    calls of equals would drift apart.
    """
    return {one: at + n * timedelta(microseconds=1) for n, one in enumerate(dict.fromkeys(organisations))}


def common_language(organisations: Iterable[Organisation], languages: Collection[str]) -> str:
    """The language that most of these organisations share with Vigil; the first of `languages` on a tie.

    `languages` are those Vigil speaks, in order of preference; it must not be empty.
    """
    spoken = Counter(language for organisation in organisations for language in organisation.languages)
    return max(languages, key=lambda language: spoken[language])
