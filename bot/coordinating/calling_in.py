"""`!on-behalf` and `!tie`: alerts that came by telephone, text message or e-mail."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.coordinating.orders import Done, Order
from bot.coordinating.overview import Overview
from bot.desk import Desk
from bot.store.store import Transaction
from rooms import matching
from rooms.addresses import apart, user_in
from rooms.inputs import CallIn, Raise, Tie
from rooms.roster import Defender
from rooms.texts import Mistake, Text, say

_WRITTEN = re.compile(r"(?P<who>[^:\n]{1,80}):\s*(?P<text>.+)", re.DOTALL)
"""ALIAS, AREA: what they said. Without the colon the first word is the alias."""

_WORDS_AT_MOST = 3
"""So many words a name has, or an area, of somebody who is not enrolled."""


@dataclass(frozen=True)
class CallingIn:
    """Whoever took the call raises the alert; nobody is written to before it is known whose phone that is."""

    desk: Desk
    overview: Overview

    async def raise_it(self, tx: Transaction, order: Order) -> Done:
        """At once: a mistyped alias or an unknown area keeps nobody waiting."""
        alias, area, text = await self._read(tx, order.argument.strip())
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
        return Done(say("tie-done", code=alert.code, alias=defender.alias), f"{alert.code} {defender.alias}")

    async def _read(self, tx: Transaction, written: str) -> tuple[str, str, str]:
        """The alias, the area (if it is given) and what was said.

        A defender is known by how it begins: no colon further on makes a name of what was said.
        """
        defenders = await tx.roster.defenders()
        found = matching.begun(written, [(each.alias, each.alias) for each in defenders])
        address, _ = apart(written) if written.startswith("@") else (None, "")
        theirs = [each.alias for each in defenders if each.user == address]
        if address is not None and theirs:  # Whom they exclude counts, though the answer tells who they are.
            found = theirs[0], written[len(address) :].lstrip(" :,")
        if found is None:
            return _parts(written)
        alias, said = found
        area, colon, text = said.partition(":")
        try:
            area = await self.overview.area(tx, area.strip(), ()) if colon else ""
        except Mistake:
            area = ""
        return alias, area, text.strip() if area else said.lstrip(" :,")

    async def _enrolled(self, tx: Transaction, alias: str) -> Defender | None:
        return matching.called(alias, [(each.alias, each) for each in await tx.roster.defenders()])

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
        close = matching.closest(alias, [(each.alias, each.alias) for each in await tx.roster.defenders()])
        if close is None:
            return say("tie-unknown", alias=alias.strip())
        return say("tie-nearest", alias=alias.strip(), nearest=close)


def _parts(written: str) -> tuple[str, str, str]:
    """The same of somebody who is not enrolled: what has too many words for a name has one for a name."""
    address = user_in(written)
    if address is not None and written.startswith(address):
        return address[1:].partition(":")[0], "", written.removeprefix(address).lstrip(" :,")
    found = _WRITTEN.fullmatch(written)
    if found is not None:
        alias, _, area = found["who"].partition(",")
        if max(len(alias.split()), len(area.split())) <= _WORDS_AT_MOST:
            return alias.strip(), area.strip(), found["text"].strip()
    alias, text = (*written.split(maxsplit=1), "", "")[:2]
    return alias.strip(":,;"), "", text.strip()


def _raised(code: str, defender: Defender, *, enrolled: bool) -> Text:
    """What the coordinator has to know: nobody writes to that person, and how that can change."""
    area = defender.area or "–"
    if enrolled:
        return say("on-behalf-raised-enrolled", code=code, alias=defender.alias, area=area)
    return say("on-behalf-raised", code=code, alias=defender.alias, area=area)
