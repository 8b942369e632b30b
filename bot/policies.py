"""The settings' policies: how organisations that do not answer are chased, made into what the rules know."""

from __future__ import annotations

from datetime import timedelta

from bot.configshape import LadderSection, SettingsFile
from rooms.policy import NORMAL, URGENT, Ladder, Policy, Quorum, Rung, Step, usual


def policy_of(content: SettingsFile) -> Policy:
    """What alerts are raised under from now on."""
    alerts, check_ins, policies = content.alerts, content.check_ins, content.policies
    written = {NORMAL: policies.normal, URGENT: policies.urgent}
    ladders = usual(alerts.acknowledge_within, Quorum())
    return Policy(
        organisations=alerts.organisations,
        acknowledge_within=alerts.acknowledge_within,
        retention=alerts.retention,
        check_in_every=check_ins.every,
        answer_within=check_ins.answer_within,
        room_update_every=check_ins.room_update_every,
        ladders=tuple(_ladder(each, written[each.name]) for each in ladders),
        areas=policies.areas,
        still_on_it=alerts.still_on_it,
        quiet_after=alerts.quiet_after,
    )


def _ladder(usually: Ladder, written: LadderSection | None) -> Ladder:
    """As it is written, with the steps that have a line; as usual where nothing is."""
    if written is None:
        return usually
    pauses: dict[Rung, timedelta | None] = {
        Rung.REMIND: written.remind,
        Rung.OTHERS: written.others,
        Rung.FALLBACK: written.fallback,
        Rung.NEXT: written.next,
    }
    steps = tuple(Step(rung, pause) for rung, pause in pauses.items() if pause is not None)
    return Ladder(usually.name, steps, Quorum(written.quorum.anchor, written.quorum.others))
