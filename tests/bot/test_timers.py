"""Late, never never (G4); and what is swept up behind."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

import rooms.timers
from bot.alerts import TO_SCRUB
from bot.errors import Refused
from bot.timers import TICK_SECONDS
from rooms.timers import TimerKind
from tests.bot.scenes import alert_raised
from tests.bot.world import World


async def test_what_fell_due_while_vigil_was_down_fires_at_the_start(vigil: World) -> None:
    """G4: a check-in that was due hours ago is asked when the process is back, once."""
    scene = await alert_raised(vigil)
    await vigil.stops()
    vigil.clock.forward(hours=3)
    await vigil.starts()
    scene.jean.sees("Are you safe?")
    scene.sophie.sees("there is no answer from you yet")
    vigil.everybody_reads_on()
    await vigil.restarts()
    vigil.nobody.sees_more()
    await vigil.forward(minutes=10)
    scene.jean.sees("I have no answer from you yet")


async def test_one_failing_timer_does_not_hold_back_the_others(
    vigil: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G4: what cannot be decided now is looked at again at the next tick; the rest is done meanwhile."""
    scene = await alert_raised(vigil)
    (mado,) = vigil.people("mado")
    await mado.says("alerte")
    vigil.everybody_reads_on()
    apply = vigil.vigil.worker._alerts.apply

    async def fail(tx: object, number: int, given: object) -> object:
        if number == 1:
            raise ValueError("a fault in the program")
        return await apply(tx, number, given)  # type: ignore[arg-type]

    with monkeypatch.context() as broken:
        broken.setattr(vigil.vigil.worker._alerts, "apply", fail)
        await vigil.forward(hours=1)
        mado.sees("en sécurité")
        assert not any("Are you safe?" in said.text for _, said in scene.jean.unread())
    await vigil.forward(seconds=1)
    scene.jean.sees("Are you safe?")


async def test_a_fault_in_one_job_of_the_tick_keeps_no_other_from_running(
    vigil: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever fails in a tick, what waits for its next try is tried."""
    woken = list[str]()

    async def fail(_: object) -> None:
        raise ValueError("a fault in the program")

    monkeypatch.setattr(vigil.vigil.worker, "ask_to_repeat", fail)
    monkeypatch.setattr(vigil.vigil.worker, "wake", lambda: woken.append("worker"))
    monkeypatch.setattr(vigil.vigil.sender, "wake", lambda: woken.append("sender"))
    await vigil.vigil.timers.tick()
    assert woken[-2:] == ["worker", "sender"]


async def test_the_timers_are_those_of_the_alert(vigil: World) -> None:
    """The rows are what the alert says: after the end only the closing and erasing of its room are left."""
    scene = await alert_raised(vigil)
    await scene.sophie.says("!ack", scene.room)
    await scene.sophie.says("!resolve they have gone", scene.room)
    await scene.esther.says("!confirm", scene.room)
    async with vigil.store.transaction() as tx:
        due = await tx.timers.due(vigil.clock.now() + timedelta(days=365))
    assert [timer.kind for _, timer in due] == [TimerKind.LOCK, TimerKind.PURGE]


async def test_timers_of_an_older_rule_are_read_again(vigil: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """G4: after an update that moves a due time, what was stored before it goes by the new rule."""
    jean, sophie = vigil.people("jean", "sophie")
    vigil.everybody_reads_on()
    vigil.gateway.breaks("open_room", Refused(403, "M_FORBIDDEN"))
    await jean.says("alert they are at the gate")
    await vigil.stops()
    monkeypatch.setattr(rooms.timers, "OPENING_RETRY", timedelta(seconds=45))
    await vigil.starts()
    await vigil.forward(seconds=44)
    sophie.sees_no_more()
    await vigil.forward(seconds=1)
    sophie.sees("they are at the gate")


async def test_a_timer_that_no_longer_fits_is_replaced(vigil: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """G4: a row that is due and that the alert knows nothing of does not stay due for ever."""
    scene = await alert_raised(vigil)
    await vigil.store.writes("UPDATE timers SET due_at = due_at - 1")
    await vigil.forward(hours=1)
    await vigil.forward(seconds=1)
    scene.jean.sees("Are you safe?")


async def test_the_tick_looks_again_and_again(vigil: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes by itself, each second in service, and no more once the end has begun."""
    assert TICK_SECONDS == 1.0
    monkeypatch.setattr("bot.timers.TICK_SECONDS", 0.05)
    timers, woken = vigil.vigil.timers, asyncio.Semaphore(0)
    vigil.vigil.sender.wake = woken.release  # type: ignore[method-assign]
    running = asyncio.create_task(timers.run())
    try:
        async with asyncio.timeout(60):
            for _ in range(2):
                await woken.acquire()
            await timers.finish()
        assert woken.locked()
        await asyncio.sleep(0.2)
        assert woken.locked()
    finally:
        running.cancel()


# Housekeeping


async def test_what_was_handled_is_forgotten_after_a_week(vigil: World) -> None:
    """Event IDs of direct chats are not kept for ever; those of an open alert's room are."""
    scene = await alert_raised(vigil)
    await scene.sophie.says("!ack", scene.room)
    await vigil.forward(days=6, hours=23)
    rows = "SELECT room FROM inbox WHERE state = 'done'"
    assert {(scene.jean.chat,), (scene.room,)} <= set(await vigil.store.rows(rows))
    await vigil.forward(hours=2)
    kept = set(await vigil.store.rows(rows))
    assert (scene.jean.chat,) not in kept
    assert (scene.room,) in kept


async def test_a_forgotten_message_is_not_heard_again(vigil: World) -> None:
    """G1: when the homeserver brings an old event once more, its ciphertext is still known."""
    scene = await alert_raised(vigil)
    (alert,) = vigil.homeserver.events_of(scene.jean.user)
    await scene.sophie.says("!resolve they have gone", scene.room)
    await scene.esther.says("!confirm", scene.room)
    await vigil.forward(days=8)
    assert (alert.event_id,) not in await vigil.store.rows("SELECT event_id FROM inbox")
    vigil.everybody_reads_on()
    vigil.homeserver.bring_again(alert)
    await vigil.settles()
    vigil.nobody.sees_more()


async def test_words_without_an_alert_are_forgotten(vigil: World) -> None:
    """What a defender wrote and never followed up is kept as long as an alert's record is, and no longer."""
    jean, sophie = vigil.people("jean", "sophie")
    await jean.says("somebody is in the garden")
    await vigil.forward(days=29)
    held = "SELECT held FROM chats WHERE held <> '[]'"
    assert "garden" in (await vigil.store.rows(held))[0][0]
    await vigil.forward(days=1, hours=1)
    assert await vigil.store.rows(held) == []
    await jean.says("1")
    sophie.sees("wrote nothing more")


async def test_the_files_are_written_anew_when_nobody_waits_for_it(
    vigil: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G4, G5: not right after a start, while Vigil is deaf, convenes or has words to read; but in the end."""

    async def is_asked_for() -> bool:
        async with vigil.store.transaction() as tx:
            return bool(await tx.facts.get(TO_SCRUB))

    async with vigil.store.transaction() as tx:
        await tx.facts.set(TO_SCRUB, "words")
    await vigil.restarts()
    assert await is_asked_for()
    await vigil.forward(minutes=9)
    assert await is_asked_for()
    await vigil.loses_the_homeserver()
    await vigil.forward(minutes=2)
    assert await is_asked_for()
    await vigil.finds_the_homeserver()
    vigil.vigil.sender._convening = 1
    await vigil.ticks()
    assert await is_asked_for()
    vigil.vigil.sender._convening = 0
    async with vigil.store.transaction() as tx:
        await tx.inbox.add(
            "$x",
            room="!x:vigil.test",
            sender="@x:vigil.test",
            kind="event",
            payload={"raw": {}},
            received_at=vigil.clock.now(),
        )
    await vigil.vigil.timers.tick()
    assert await is_asked_for()
    monkeypatch.setattr("bot.housekeeping.has_room_to_rewrite", lambda folder: False)
    await vigil.settles()
    await vigil.ticks()
    monkeypatch.undo()
    await vigil.ticks()
    assert await is_asked_for(), "it is tried again, but not each second"
    await vigil.forward(hours=1)
    assert not await is_asked_for()
