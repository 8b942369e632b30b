"""`!audit`: what coordinators did, and whether a line of it is missing or changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock
from bot.coordinating.orders import Order
from bot.store.acts import Act
from bot.store.store import Transaction
from rooms import words
from rooms.texts import Lines, Text, say
from rooms.verbs import SPECS

_USUAL = timedelta(days=7)
_AT_MOST = 200
"""So many lines are shown, the newest; more nobody reads on a phone."""
_SHOWN_OF_HASH = 16
_WRITTEN = {spec.verb.value: f"!{spec.words[0]}" for spec in SPECS}
"""Commands as people write them."""
_PROGRAM = "vigil "
"""What was done at the machine stands as it was typed there."""


@dataclass(frozen=True)
class Auditing:
    """Reads the chain of acts."""

    clock: Clock

    async def audit(self, tx: Transaction, order: Order) -> Text:
        """Every act since then, with who and when, and what the chain says of all there ever were."""
        span = words.parse_duration(order.argument) if order.argument else _USUAL
        if span is None:
            raise order.incomplete()
        acts = await tx.acts.since(self.clock.now() - span)
        lines = [_line(act) for act in acts[-_AT_MOST:]]
        if len(acts) > _AT_MOST:
            lines.insert(0, say("audit-more", count=len(acts) - _AT_MOST))
        count, last = await tx.acts.head()
        broken = await tx.acts.verify()
        if broken is None:
            chain = say("audit-whole", count=count, hash=last[:_SHOWN_OF_HASH])
        else:
            chain = say("audit-broken", number=str(broken))
        if not lines:
            return say("audit-none", span=span, chain=chain)
        return say("audit", span=span, lines=Lines(tuple(lines)), chain=chain)


def _line(act: Act) -> Text:
    written = act.act if act.act.startswith(_PROGRAM) else f"!{act.act}"
    what = f"{_WRITTEN.get(act.act, written)} {act.detail}".strip()
    return say("audit-line", at=act.at, person=act.person, what=what)
