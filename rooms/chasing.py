"""Which step comes next for an organisation that does not answer, whom it asks, and when."""

from __future__ import annotations

from datetime import datetime

from rooms.alert import Alert, Called
from rooms.policy import Rung

_ORDER = tuple(Rung)


def next_step(alert: Alert, called: Called) -> tuple[Rung, datetime] | None:
    """The next step and when it is due; one that would ask nobody is passed over, together with its pause."""
    if not called.is_chased:
        return None
    since = called.stepped_at or called.called_at
    left = _ORDER[_ORDER.index(called.step) + 1 :] if called.step is not None else _ORDER
    for rung in left:
        after = alert.ladder.after(rung)
        if after is not None and (rung is Rung.NEXT or whom(alert, called, rung)):
            return rung, since + after
    return None


def whom(alert: Alert, called: Called, rung: Rung) -> tuple[str, ...]:
    """Whom this step asks: nobody who is out of it, and nobody of whom nobody is sure."""
    out = alert.suspended | alert.doubted.keys()
    match rung:
        case Rung.REMIND:
            return tuple(person for person in called.people if person in alert.audience)
        case Rung.OTHERS:
            return tuple(person for person in called.others if person not in out)
        case Rung.FALLBACK:
            known = {*alert.partners, alert.defender, *out, ""}
            return () if called.fallback in known else (called.fallback,)
        case Rung.NEXT:
            return ()
