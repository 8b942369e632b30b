"""Two alerts that belong together: the partners of each are called to the other; their rooms stay two.

So neither defender is shown to the other one, nor to an organisation that they exclude.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from rooms import coordinator_events as c
from rooms import inputs as i
from rooms.alert import Alert
from rooms.convening import called, on_the_rota
from rooms.events import Event
from rooms.roster import Network
from rooms.rota import Choice, Reason


def newcomers(alert: Alert, partners: Collection[str], now: datetime, network: Network) -> list[Choice]:
    """Those of these organisations (by ID) that can still be called to this alert, and who of them."""
    return [each for each in on_the_rota(alert, now, network) if each.organisation.id in partners]


def merge(alert: Alert, given: i.Merge, now: datetime, network: Network) -> list[Event]:
    """Said once of each other alert."""
    if given.code == alert.code or given.code in alert.merged:
        return []
    found = newcomers(alert, given.partners, now, network)
    chosen = [each.out_of_turn(Reason.MERGED) for each in found]
    return [c.AlertsMerged(now, given.code), *called(chosen, len(chosen), now)]
