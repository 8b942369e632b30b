"""What fails again and again by a fault of Vigil's own is set aside and told, and holds back nobody."""

from __future__ import annotations

import errno
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.errors import LoggedOut, Refused, Unreachable
from bot.store.faults import is_our_own
from bot.store.schema import FAULTS_AT_MOST
from rooms import inputs as i
from rooms.lifecycle import fold
from tests.bot.conftest import begun as begun
from tests.bot.conftest import folder as folder
from tests.bot.conftest import vigil as vigil
from tests.bot.scenes import Scene, alert_raised, everybody_on_it
from tests.bot.world import World

AWAY = Unreachable("The homeserver is away.")
FAULT = ValueError("a fault in the program")
UNKNOWN = '\'{"$":"Unknown"}\''


async def minutes_pass(vigil: World, minutes: int = 3) -> None:
    """Time for every try, in small steps for eight minutes, in larger ones after that."""
    small = min(minutes, 8)
    for seconds in (*[10] * (6 * small), *[30] * (2 * (minutes - small))):
        await vigil.forward(seconds=seconds)


async def faults(vigil: World, table: str) -> list[int]:
    """What is counted in this table, of those that failed."""
    return [count for (count,) in await vigil.store.rows(f"SELECT faults FROM {table} WHERE faults > 0")]


async def a_bad_row_before_a_good_one(vigil: World, scene: Scene) -> str:
    """Two messages for the alert room, of which the program cannot make anything of the first; returns it."""
    vigil.gateway.breaks("send", AWAY, about=scene.room)
    await scene.jean.says("one")
    await scene.jean.says("two")
    ((row, action),) = await vigil.store.rows("SELECT id, action FROM outbox ORDER BY id LIMIT 1")
    await vigil.store.writes(f"UPDATE outbox SET action = {UNKNOWN} WHERE id = {row}")
    vigil.gateway.works_again()
    return str(action)


# What is to be sent


async def test_a_message_that_always_fails_does_not_hold_back_the_next(vigil: World) -> None:
    """G1, G6: the rest of its own queue goes out, and the coordinators hear which alert it concerns."""
    scene = await alert_raised(vigil)
    await a_bad_row_before_a_good_one(vigil, scene)
    await minutes_pass(vigil)
    scene.sophie.sees_next("Baobab: two", scene.room)
    told = scene.amina.sees_next("Alert K001: something that I have to send or do fails again and again")
    assert told.mentions == (scene.amina.user,)
    assert await faults(vigil, "outbox") == [FAULTS_AT_MOST]
    scene.amina.reads_on()
    await minutes_pass(vigil)
    scene.amina.sees_no_more()


async def test_what_is_set_aside_is_tried_again_by_the_next_process(vigil: World) -> None:
    """G1: it is kept; told once more if it fails still, and done as soon as a program knows how to."""
    scene = await everybody_on_it(vigil)
    action = await a_bad_row_before_a_good_one(vigil, scene)
    await minutes_pass(vigil)
    vigil.everybody_reads_on()
    await vigil.restarts()
    await minutes_pass(vigil)
    scene.amina.sees_next("Alert K001: something that I have to send or do fails")
    scene.sophie.sees_no_more()
    await vigil.store.writes(f"UPDATE outbox SET action = '{action}' WHERE faults > 0")
    await vigil.restarts()
    scene.sophie.sees_next("Baobab: one", scene.room)
    assert await faults(vigil, "outbox") == []


async def test_what_the_homeserver_does_not_take_is_never_set_aside(vigil: World) -> None:
    """G1: an outage is no fault of the row, however long it lasts."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("send", AWAY, about=scene.room)
    await scene.jean.says("one")
    await minutes_pass(vigil, 20)
    assert await faults(vigil, "outbox") == []
    vigil.gateway.works_again()
    await vigil.forward(minutes=1)
    scene.sophie.sees_next("Baobab: one", scene.room)


async def test_what_tells_the_coordinators_is_not_told_of_for_ever(vigil: World) -> None:
    """G7: if nothing can be said in their room, that is not said there: the heartbeat ends instead."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("send", FAULT, about="!room1")
    await scene.jean.says("!status")
    await vigil.store.writes(
        "INSERT INTO outbox (queue, action, transaction_id, attempts, created_at) "
        f"VALUES ('coordination', {UNKNOWN}, 't', 0, 0)"
    )
    await minutes_pass(vigil)
    assert await faults(vigil, "outbox") == [FAULTS_AT_MOST]
    assert [each.kind for each in vigil.vigil.health.picture.findings] == [
        "row_set_aside",
        "coordinators_untold",
    ]
    assert not vigil.vigil.health.alive


async def test_a_room_that_vigil_stumbles_over_is_told_and_asked_for_again(vigil: World) -> None:
    """G2, G6: the rules hear of it as of a refusal; ten minutes later there is one room, and not two."""
    jean, sophie, amina = vigil.people("jean", "sophie", "amina")
    vigil.gateway.breaks("open_room", FAULT)
    await jean.says("alert they are at the gate")
    await minutes_pass(vigil)
    jean.sees("I cannot reach the organisations yet")
    assert amina.sees_next("Alert K001 is raised")
    vigil.gateway.works_again()
    await minutes_pass(vigil, 12)
    sophie.sees("they are at the gate")
    assert sum("K001" in (room.name or "") for room in vigil.homeserver.rooms.values()) == 1
    assert await faults(vigil, "outbox") == []


async def test_a_brief_that_vigil_stumbles_over_is_tried_until_it_is_there(vigil: World) -> None:
    """G2, G6: it is told once, holds nothing else back, and is posted once."""
    jean, sophie, amina = vigil.people("jean", "sophie", "amina")
    await jean.opens_chat()
    room = f"!room{len(vigil.homeserver.rooms) + 1}"
    vigil.gateway.breaks("send", FAULT, about=room, times=FAULTS_AT_MOST + 7)
    await jean.says("alert they are at the gate")
    await minutes_pass(vigil, 4)
    briefs = [text for text in sophie.all_of(sophie.room) if "they are at the gate" in text]
    assert len(briefs) == 1
    said = [said.text for _, said in amina.unread()]
    assert len([text for text in said if "I can no longer write in the alert room" in text]) == 1


async def test_a_question_that_vigil_stumbles_over_is_not_believed_to_be_on_its_way(vigil: World) -> None:
    """G4, G6: the partners hear that the defender cannot be written to, as after a refusal."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("send", FAULT, about=scene.jean.chat)
    await vigil.forward(hours=1)
    await minutes_pass(vigil, 2)
    scene.carter.sees("I can no longer write to Baobab")


async def test_what_is_set_aside_is_tried_again_while_vigil_runs(vigil: World) -> None:
    """G1: within ten minutes, without a new start; it is told once, however often it fails."""
    scene = await alert_raised(vigil)
    action = await a_bad_row_before_a_good_one(vigil, scene)
    await minutes_pass(vigil, 35)
    said = [said.text for _, said in scene.amina.unread()]
    assert len([text for text in said if "fails again and again" in text]) == 1
    await vigil.store.writes(f"UPDATE outbox SET action = '{action}' WHERE faults > 0")
    await minutes_pass(vigil, 11)
    scene.sophie.sees("Baobab: one", scene.room)
    assert await faults(vigil, "outbox") == []


# What came in


async def test_a_fault_in_the_telling_ends_nothing(vigil: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """G1: what is set aside stays counted, the worker goes on, and it is told as soon as that works."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("decrypt", FAULT, times=FAULTS_AT_MOST)

    async def fail(*_: object) -> None:
        raise FAULT

    with monkeypatch.context() as broken:
        broken.setattr("bot.setting_aside.named", fail)
        await scene.jean.says("they are inside")
        await minutes_pass(vigil, 1)
    assert await faults(vigil, "inbox") == [FAULTS_AT_MOST]
    await scene.jean.says("do you hear me?")
    scene.sophie.sees_next("Baobab: do you hear me?", scene.room)
    vigil.gateway.breaks("decrypt", FAULT, times=1)
    await minutes_pass(vigil, 11)
    scene.amina.sees("I cannot handle what Baobab wrote to me")


async def test_a_message_that_cannot_be_handled_is_told_to_both_sides(vigil: World) -> None:
    """G6: who wrote it is asked to write again, the coordinators hear who; a new start hears it (G1)."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("decrypt", FAULT, times=FAULTS_AT_MOST)
    await scene.jean.says("they are inside")
    await minutes_pass(vigil, 1)
    scene.jean.sees_next("I could not handle a message that was sent here at 21:00")
    told = scene.amina.sees_next("I cannot handle what Baobab wrote to me at 21:00")
    assert told.mentions == (scene.amina.user,)
    await scene.jean.says("do you hear me?")
    scene.sophie.sees_next("Baobab: do you hear me?", scene.room)
    assert await faults(vigil, "inbox") == [FAULTS_AT_MOST]
    await vigil.restarts()
    scene.sophie.sees_next("Baobab: they are inside", scene.room)


async def test_what_is_set_aside_is_erased_when_its_time_is_over(vigil: World) -> None:
    """G5: words that nobody could handle are kept no longer than any others."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("decrypt", FAULT, times=FAULTS_AT_MOST)
    await scene.jean.says("they are inside")
    await minutes_pass(vigil, 1)
    assert await faults(vigil, "inbox") == [FAULTS_AT_MOST]
    await vigil.forward(days=30, hours=1)
    assert await faults(vigil, "inbox") == []


# What fell due


async def test_a_timer_that_always_fails_is_told(vigil: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """G4, G6: the coordinators are asked to watch over that alert themselves; the others go on."""
    scene = await alert_raised(vigil)
    (mado,) = vigil.people("mado")
    await mado.says("alerte")
    vigil.everybody_reads_on()
    apply, tried = vigil.vigil.worker._alerts.apply, list[int]()

    async def fail(tx: Any, number: int, given: i.Input) -> Any:
        if number == 1 and isinstance(given, i.Due):
            tried.append(number)
            raise FAULT
        return await apply(tx, number, given)

    monkeypatch.setattr(vigil.vigil.worker._alerts, "apply", fail)
    await vigil.forward(hours=1)
    await minutes_pass(vigil, 1)
    mado.sees("en sécurité")
    told = scene.amina.sees("Alert K001: a question or a deadline that is due fails")
    assert "watch over this alert yourselves" in told.text
    assert set(await faults(vigil, "timers")) == {FAULTS_AT_MOST}
    before = len(tried)
    await vigil.forward(seconds=10)
    assert len(tried) == before


async def test_a_timer_that_stays_due_is_a_fault(vigil: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """G4: a row that was decided and is due as before is no less late for that."""
    scene = await alert_raised(vigil)

    async def nothing(*_: object) -> None:
        """Handles nothing, and does not complain."""

    monkeypatch.setattr(vigil.vigil.worker, "fall_due", nothing)
    await vigil.forward(hours=1)
    await minutes_pass(vigil, 1)
    scene.amina.sees("Alert K001: a question or a deadline that is due fails")


async def test_an_alert_that_cannot_be_read_does_not_keep_vigil_from_starting(
    vigil: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G1, G4: one journal that the program stumbles over is told, and the other alert is served."""
    scene = await alert_raised(vigil)
    (mado,) = vigil.people("mado")
    await mado.says("alerte")
    vigil.everybody_reads_on()

    def fail(events: Any) -> Any:
        alert = fold(events)
        if alert.defender == scene.jean.user:
            raise FAULT
        return alert

    monkeypatch.setattr("bot.alerts.fold", fail)
    await vigil.restarts()
    await vigil.forward(hours=1)
    await minutes_pass(vigil, 1)
    mado.sees("en sécurité")
    scene.amina.sees("Alert K001: a question or a deadline that is due fails")


async def test_a_timer_survives_bad_seconds(vigil: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """G4: the tries are spaced; and what is set aside at last is tried again while Vigil runs."""
    scene = await alert_raised(vigil)
    with monkeypatch.context() as broken:

        async def fail(*_: object) -> None:
            raise FAULT

        broken.setattr(vigil.vigil.worker, "fall_due", fail)
        await vigil.forward(hours=1)
        for _ in range(10):
            await vigil.forward(seconds=1)
        assert max(await faults(vigil, "timers")) < FAULTS_AT_MOST
        await minutes_pass(vigil, 1)
        assert set(await faults(vigil, "timers")) == {FAULTS_AT_MOST}
    await minutes_pass(vigil, 11)
    scene.jean.sees("Are you safe?")


async def test_a_fault_in_the_counting_is_alone(vigil: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """G4: whatever fails about one alert, the others are asked."""
    await alert_raised(vigil)
    (mado,) = vigil.people("mado")
    await mado.says("alerte")
    vigil.everybody_reads_on()
    apply = vigil.vigil.worker._alerts.apply

    async def fail(tx: Any, number: int, given: i.Input) -> Any:
        if number == 1:
            raise FAULT
        return await apply(tx, number, given)

    async def not_counted(*_: object) -> None:
        raise FAULT

    monkeypatch.setattr(vigil.vigil.worker._alerts, "apply", fail)
    monkeypatch.setattr(vigil.vigil.worker, "timer_failed", not_counted)
    await vigil.forward(hours=1)
    mado.sees("en sécurité")


# Whose fault it is


def of_sqlite(code: int, kind: type[OperationalError | IntegrityError] = OperationalError) -> Exception:
    """An error as SQLAlchemy hands on the driver's."""
    inner = Exception("of the driver")
    inner.sqlite_errorcode = code  # type: ignore[attr-defined]
    return kind("SELECT", None, inner)


@pytest.mark.parametrize(
    ("fault", "own"),
    [
        (AWAY, False),
        (Refused(403, "M_FORBIDDEN"), False),
        (LoggedOut("The token is dead."), False),
        (OSError(errno.ENOSPC, "full"), False),
        (MemoryError(), False),
        (of_sqlite(13), False),
        (of_sqlite(10 | 3 << 8), False),
        (of_sqlite(5), False),
        (of_sqlite(1), True),
        (of_sqlite(19, IntegrityError), True),
        (FAULT, True),
        (KeyError("kind"), True),
        (AssertionError(), True),
    ],
)
def test_only_what_will_not_pass_counts(fault: Exception, own: bool) -> None:
    """A full disk, a locked file, an outage: everything would fail then, and nothing is set aside for it."""
    assert is_our_own(fault) is own
