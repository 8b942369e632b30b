"""`!on-behalf` and `!tie`: alerts that came by telephone, text message or e-mail."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.coordinating.orders import Done, Order
from bot.coordinating.overview import Overview
from bot.desk import Desk
from bot.store.store import Transaction
from rooms import words
from rooms.commands import nearest
from rooms.inputs import CallIn, Raise, Suspended, Tie
from rooms.roster import Defender
from rooms.texts import Mistake, Text, say

_WRITTEN = re.compile(r"(?P<who>[^:\n]{1,80}):\s*(?P<text>.+)", re.DOTALL)
"""ALIAS, AREA: what they said. Without the colon the first word is the alias."""


@dataclass(frozen=True)
class CallingIn:
    """Whoever took the call raises the alert; nobody is written to before it is known whose phone that is."""

    desk: Desk
    overview: Overview

    async def raise_it(self, tx: Transaction, order: Order) -> Done:
        """At once: a mistyped alias or an unknown area keeps nobody waiting."""
        alias, area, text = _read(order.argument)
        if not alias or not text:
            raise order.incomplete()
        known = await self._enrolled(tx, alias)
        if (number := await self._open_one(tx, alias, known)) is not None:
            alert = await self.desk.alerts.apply(tx, number, CallIn(order.person, text))
            return Done(
                say("on-behalf-passed-on", code=alert.code, alias=alert.alias), f"{alert.code} {alert.alias}"
            )
        defender = Defender("", alias, await self._area(tx, area))
        if known is not None:
            # Who is never to be called stays so; their own phone may be in other hands, and is left alone.
            area = defender.area or known.area
            defender = Defender("", known.alias, area, known.languages, known.exclude)
        code = await self.desk.alerts.fresh_code(tx)
        given = Raise(
            defender=defender,
            code=code,
            mark=self.desk.identifiers.mark(),
            words=text,
            policy=self.desk.policy,
            on_behalf=order.person,
        )
        await self.desk.alerts.raise_alert(tx, given)
        return Done(_raised(code, defender, enrolled=known is not None), f"{code} {defender.alias}")

    async def tie(self, tx: Transaction, order: Order) -> Done:
        """From now on the alert is this defender's, and they are asked themselves."""
        code, _, alias = order.argument.strip().partition(" ")
        if not alias.strip():
            raise order.incomplete()
        number, alert = await self.overview.found(tx, code.strip(".:,"))
        if not alert.is_open:
            raise Mistake(say("tie-closed", code=alert.code))
        defender = await self._enrolled(tx, alias)
        if defender is None:
            raise Mistake(await self._unknown(tx, alias))
        if not alert.defender and (theirs := await tx.journal.open_alert_of(defender.user)) is not None:
            other = (await self.desk.alerts.get(tx, theirs)).code
            raise Mistake(say("tie-has-alert", alias=defender.alias, code=other))
        await self.desk.alerts.apply(tx, number, Tie(defender))
        excluded = tuple(
            person
            for called in alert.organisations
            if called.id in defender.exclude
            for person in called.people
        )
        if excluded:
            await self.desk.alerts.apply(tx, number, Suspended(excluded))
        return Done(say("tie-done", code=alert.code, alias=defender.alias), f"{alert.code} {defender.alias}")

    async def _enrolled(self, tx: Transaction, alias: str) -> Defender | None:
        wanted = _plain(alias)
        return next((each for each in await tx.roster.defenders() if _plain(each.alias) == wanted), None)

    async def _open_one(self, tx: Transaction, alias: str, known: Defender | None) -> int | None:
        """Who calls again while an alert of theirs is open has something to add to that one."""
        if known is not None and (number := await tx.journal.open_alert_of(known.user)) is not None:
            return number
        return await self.desk.alerts.called_in(tx, alias)

    async def _area(self, tx: Transaction, wanted: str) -> str:
        """As it is written elsewhere; one that nobody knows is taken as it is."""
        try:
            return await self.overview.area(tx, wanted, ()) if wanted else ""
        except Mistake:
            return wanted

    async def _unknown(self, tx: Transaction, alias: str) -> Text:
        aliases = {_plain(each.alias): each.alias for each in await tx.roster.defenders()}
        close = nearest(_plain(alias), aliases)
        if close is None:
            return say("tie-unknown", alias=alias.strip())
        return say("tie-nearest", alias=alias.strip(), nearest=aliases[close])


def _read(written: str) -> tuple[str, str, str]:
    """The alias, the area (if it is given) and what was said."""
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        alias, _, text = written.strip().partition(" ")
        return alias.strip(",;"), "", text.strip()
    alias, _, area = found["who"].partition(",")
    return alias.strip(), area.strip(), found["text"].strip()


def _plain(alias: str) -> str:
    return " ".join(words.fold(alias).split())


def _raised(code: str, defender: Defender, *, enrolled: bool) -> Text:
    """What the coordinator has to know: nobody writes to that person, and how that can change."""
    area = defender.area or "–"
    if enrolled:
        return say("on-behalf-raised-enrolled", code=code, alias=defender.alias, area=area)
    return say("on-behalf-raised", code=code, alias=defender.alias, area=area)
