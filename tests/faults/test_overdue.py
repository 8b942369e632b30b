"""Overdue is never silent: the self-audit finds it, the coordinators hear it, and hear when it is over."""

from __future__ import annotations

import pytest

from bot.errors import Unreachable
from bot.health import audit
from bot.health.watchdog import Watchdog
from rooms.texts import say
from tests.bot.conftest import begun as begun
from tests.bot.conftest import folder as folder
from tests.bot.conftest import vigil as vigil
from tests.bot.scenes import Scene, alert_raised
from tests.bot.world import World

AWAY = Unreachable("The homeserver is away.")
UNWELL = "I am not working as I should"


async def seconds_pass(vigil: World, seconds: int) -> None:
    """In small steps, each with its tick; a minute and more in larger ones."""
    step = 5 if seconds < 60 else 10
    for _ in range(seconds // step):
        await vigil.forward(seconds=step)


def kinds(vigil: World) -> list[str]:
    """What the self-audit finds now."""
    return [each.kind for each in vigil.vigil.health.picture.findings]


def alive(vigil: World) -> bool:
    """Whether the dead man's switch is held down."""
    return vigil.vigil.health.alive


async def late_timers(vigil: World, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that falls due can be decided, for no fault of the rows."""

    async def fail(*_: object) -> None:
        raise OSError("nothing works")

    monkeypatch.setattr(vigil.vigil.worker, "fall_due", fail)
    await vigil.forward(hours=1)


async def test_a_late_timer_is_told_once_and_that_it_is_over(
    vigil: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G4, G6, G7: with the time since when; neither heartbeat nor watchdog go on meanwhile."""
    scene = await alert_raised(vigil)
    fed = list[int]()
    monkeypatch.setattr(Watchdog, "alive", lambda _: fed.append(1))
    with monkeypatch.context() as broken:
        await late_timers(vigil, scene, broken)
        assert alive(vigil)
        await seconds_pass(vigil, 40)
        told = scene.amina.sees_next(UNWELL)
        assert "late" in told.text and told.mentions == (scene.amina.user,)
        assert kinds(vigil) == [audit.TIMER_LATE]
        assert not alive(vigil)
        before = len(fed)
        await seconds_pass(vigil, 120)
        assert len(fed) == before
        scene.amina.sees_no_more()
    await seconds_pass(vigil, 5)
    scene.jean.sees("Are you safe?")
    assert kinds(vigil) == [] and alive(vigil) and len(fed) > before
    await seconds_pass(vigil, 130)
    scene.amina.sees("All is in order with me again")


async def test_what_was_told_is_not_told_again_after_a_restart(
    vigil: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G6: the coordinators know, and hear when it is over, though another process says so."""
    scene = await alert_raised(vigil)
    with monkeypatch.context() as broken:
        await late_timers(vigil, scene, broken)
        await seconds_pass(vigil, 40)
        scene.amina.sees_next(UNWELL)
        vigil.everybody_reads_on()
    await vigil.restarts()
    await seconds_pass(vigil, 150)
    scene.amina.sees("All is in order with me again")


async def test_an_action_that_does_not_get_through_is_told(vigil: World) -> None:
    """G6, G7: five minutes in vain, though the homeserver answers; systemd need not restart for it."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("send", AWAY, about=scene.room)
    await scene.jean.says("are you there?")
    await seconds_pass(vigil, 290)
    scene.amina.sees_no_more()
    await seconds_pass(vigil, 30)
    assert "does not get through" in scene.amina.sees_next(UNWELL).text
    assert kinds(vigil) == [audit.ACTION_STUCK]
    assert not alive(vigil) and not vigil.vigil.health.picture.overdue


async def test_a_message_that_is_not_handled_is_told(vigil: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """G1, G7: what came in and lies there is found as well."""
    scene = await alert_raised(vigil)

    async def nothing() -> int:
        return 0

    monkeypatch.setattr(vigil.vigil.worker, "drain", nothing)
    await scene.jean.says("are you there?")
    await seconds_pass(vigil, 150)
    assert "not handled" in scene.amina.sees_next(UNWELL).text
    assert kinds(vigil) == [audit.MESSAGE_STUCK] and vigil.vigil.health.picture.overdue


async def test_no_stranger_disarms_the_dead_mans_switch(vigil: World) -> None:
    """G7: a server elsewhere that never lets Vigil in, or a chat that breaks, is no silence of Vigil's."""
    scene = await alert_raised(vigil)
    theo, pat = vigil.people("theo", "pat")
    vigil.gateway.breaks("join", AWAY)
    vigil.homeserver.open_chat(theo.user)
    await vigil.settles()
    async with vigil.store.transaction() as tx:
        await vigil.vigil.telling.person(tx, pat.user, say("coordination-well-again"))
    vigil.gateway.breaks("open_room", AWAY)
    await seconds_pass(vigil, 400)
    assert vigil.vigil.health.picture.figures["unsent_actions"] == 1
    assert kinds(vigil) == [] and alive(vigil)
    vigil.gateway.breaks("send", AWAY, about=scene.jean.chat)
    async with vigil.store.transaction() as tx:
        await vigil.vigil.telling.person(tx, scene.jean.user, say("coordination-well-again"))
    await seconds_pass(vigil, 320)
    assert kinds(vigil) == [audit.ACTION_STUCK] and not alive(vigil)


async def test_a_bot_that_is_slow_at_every_tick_is_not_taken_for_well(
    vigil: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G4, G7: one long pause is the machine's sleep; one after the other is a bot that hangs and is late."""
    scene = await alert_raised(vigil)
    await late_timers(vigil, scene, monkeypatch)
    assert kinds(vigil) == []
    for _ in range(4):
        await vigil.forward(seconds=25)
        assert kinds(vigil) == [audit.TIMER_LATE]


async def test_the_watchdog_spares_a_bot_that_has_much_to_do(
    vigil: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G1, G7: what lies there for long is told; but to begin anew would only make it wait for longer."""
    scene = await alert_raised(vigil)
    worker = vigil.vigil.worker

    async def one_at_a_time() -> int:
        worker.handled += busy
        return 0

    busy = 1
    monkeypatch.setattr(worker, "drain", one_at_a_time)
    await scene.jean.says("are you there?")
    await seconds_pass(vigil, 150)
    assert kinds(vigil) == [audit.MESSAGE_STUCK] and not vigil.vigil.health.picture.overdue
    busy = 0
    await seconds_pass(vigil, 10)
    assert vigil.vigil.health.picture.overdue


async def test_what_the_worker_has_handled_counts(vigil: World) -> None:
    """G7: each row that is done is a sign that it gets on; a row that fails is none."""
    (jean,) = vigil.people("jean")
    await jean.says("alert")
    so_far = vigil.vigil.worker.handled
    await jean.says("they are at the gate")
    assert vigil.vigil.worker.handled > so_far > 0


async def test_an_outage_is_not_told_as_lateness(vigil: World) -> None:
    """G6: while Vigil is deaf what is due waits on purpose; the heartbeat ends, and then goes on."""
    scene = await alert_raised(vigil)
    await vigil.loses_the_homeserver()
    assert not alive(vigil)
    for _ in range(70):
        vigil.clock.passes(minutes=1)
        await vigil.forward(minutes=1)
    assert kinds(vigil) == [audit.SYNC_SILENT]
    await vigil.finds_the_homeserver()
    await seconds_pass(vigil, 180)
    assert kinds(vigil) == [] and alive(vigil)
    assert not any(UNWELL in text for text in scene.amina.all_of())


async def test_a_sync_that_hangs_without_a_word_is_told(vigil: World) -> None:
    """G7: nothing failed, and nothing comes: that is no better."""
    scene = await alert_raised(vigil)
    for _ in range(40):
        vigil.clock.passes(seconds=5)
        await vigil.vigil.timers.tick()
    assert audit.SYNC_SILENT in kinds(vigil)
    await vigil.settles()
    assert "heard nothing from the server" in scene.amina.sees_next(UNWELL).text


async def test_a_machine_that_slept_is_not_unwell(vigil: World) -> None:
    """G6: what has become late in one stroke is handled at once, and nobody is troubled."""
    scene = await alert_raised(vigil)
    await vigil.forward(hours=6)
    await seconds_pass(vigil, 60)
    assert kinds(vigil) == []
    assert not any(UNWELL in text for text in scene.amina.all_of())


async def test_a_kind_of_timer_that_only_a_newer_vigil_knows_is_late(vigil: World) -> None:
    """G4: it does not keep the others from being handled, and is not passed over in silence."""
    scene = await alert_raised(vigil)
    await vigil.forward(minutes=59)
    await vigil.store.writes(
        "INSERT INTO timers (alert, due_at, kind, subject) SELECT alert, due_at - 1, 'newer', '' FROM timers "
        "ORDER BY due_at LIMIT 1"
    )
    vigil.everybody_reads_on()
    await seconds_pass(vigil, 60)
    scene.jean.sees("Are you safe?")
    await vigil.store.writes(
        "INSERT INTO timers (alert, due_at, kind, subject) SELECT id, created_at, 'newer', '' FROM alerts"
    )
    await seconds_pass(vigil, 60)
    assert "late" in scene.amina.sees(UNWELL).text


async def test_a_main_loop_that_hangs_is_found_from_outside(vigil: World) -> None:
    """G7: no tick for half a minute, and all who ask hear that."""
    vigil.clock.forward(seconds=31)
    assert kinds(vigil) == [audit.TICK_SILENT] and not alive(vigil)
    await vigil.vigil.timers.tick()
    assert kinds(vigil) == [] and alive(vigil)
