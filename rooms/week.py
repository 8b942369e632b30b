"""The rota as it is looked at: a week in rows, who comes on duty next, and how often each is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from rooms.duty import Span, Stint, gaps, stints
from rooms.roster import Network, Organisation

_LOOK_BACK = timedelta(microseconds=1)
_LOOK_AHEAD = timedelta(days=14)
"""A duty that goes on for longer is said to have no end."""


@dataclass(frozen=True)
class Row:
    """One organisation's time: who is on duty when, and when nobody is."""

    organisation: Organisation
    stints: tuple[Stint, ...]
    gaps: tuple[Span, ...]


@dataclass(frozen=True)
class Handover:
    """Somebody comes on duty, until `ends_at` (None: for longer than can be foreseen)."""

    organisation: Organisation
    person: str
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True)
class Share:
    """How often an organisation was called."""

    organisation: Organisation
    calls: int
    last_called_at: datetime | None


def week(network: Network, since: datetime, until: datetime) -> tuple[Row, ...]:
    """A row for each organisation between these moments, in the roster's order; a paused one's is empty."""
    return tuple(
        Row(one, stints(one, since, until), gaps(one, since, until)) for one in network.organisations
    )


def handovers(network: Network, since: datetime, until: datetime) -> tuple[Handover, ...]:
    """Who comes on duty from `since` on and before `until`, in the order of time.

    Whoever goes on from one duty into the next does not come on duty.
    """
    horizon = until + _LOOK_AHEAD
    found = [
        Handover(one, stint.person, stint.starts_at, stint.ends_at if stint.ends_at < horizon else None)
        for one in network.organisations
        for stint in stints(one, since - _LOOK_BACK, horizon)
        if since <= stint.starts_at < until
    ]
    return tuple(sorted(found, key=lambda each: (each.starts_at, each.organisation.id, each.person)))


def shares(network: Network) -> tuple[Share, ...]:
    """How often each was called (`Network.calls`), the most called first."""
    found = (
        Share(one, network.calls.get(one.id, 0), network.last_called_at.get(one.id))
        for one in network.organisations
    )
    return tuple(sorted(found, key=lambda share: (-share.calls, share.organisation.id)))
