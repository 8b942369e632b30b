"""Many faults about one alert: told at once, then with their number as it doubles, and none of them lost."""

from __future__ import annotations

import pytest

from bot.setting_aside import SettingAside
from bot.store.schema import FAULTS_AT_MOST
from tests.bot.conftest import begun as begun
from tests.bot.conftest import folder as folder
from tests.bot.conftest import vigil as vigil
from tests.bot.scenes import Scene, alert_raised
from tests.bot.world import World
from tests.faults.test_poison import AWAY, FAULT, UNKNOWN, faults, minutes_pass

MANY = 9


def told(scene: Scene, words: str) -> list[str]:
    """What of this the coordinator has not read yet."""
    return [said.text for _, said in scene.amina.unread() if words in said.text]


async def test_many_actions_of_one_alert_are_told_with_their_number(vigil: World) -> None:
    """G6: nine messages that always fail are no nine calls; another alert is told for itself."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("send", AWAY, about=scene.room)
    for number in range(MANY):
        await scene.jean.says(f"message {number}")
    await vigil.store.writes(f"UPDATE outbox SET action = {UNKNOWN}")
    vigil.gateway.works_again()
    vigil.everybody_reads_on()
    await minutes_pass(vigil, 8)
    assert await faults(vigil, "outbox") == [FAULTS_AT_MOST] * MANY
    assert len(told(scene, "Alert K001: something that I have to send or do fails")) == 1
    more = told(scene, "Alert K001: by now I have set aside")
    assert [text.split("aside ")[1].split()[0] for text in more] == ["2", "4", "8"]
    vigil.everybody_reads_on()
    await minutes_pass(vigil, 25)
    assert told(scene, "aside") == []


async def test_many_messages_of_one_person_are_answered_each(vigil: World) -> None:
    """G6: whoever wrote is asked to write each of them again; the coordinators hear of it a few times."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("decrypt", FAULT)
    for number in range(MANY):
        await scene.jean.says(f"message {number}")
    vigil.everybody_reads_on()
    await minutes_pass(vigil, 2)
    assert await faults(vigil, "inbox") == [FAULTS_AT_MOST] * MANY
    assert len(told(scene, "I cannot handle what Baobab wrote")) == 4
    answers = [said.text for _, said in scene.jean.unread() if "Please write it again" in said.text]
    assert len(answers) == MANY


async def test_killed_between_counting_and_telling(vigil: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """G6: a message is set aside, and nobody hears of it any more: the next process tells it, once."""
    scene = await alert_raised(vigil)

    async def is_killed(*_: object) -> None:
        """Tells nothing any more."""

    vigil.gateway.breaks("decrypt", FAULT)
    with monkeypatch.context() as killed:
        killed.setattr(SettingAside, "message", is_killed)
        await scene.jean.says("are you there?")
        await minutes_pass(vigil, 1)
    assert await faults(vigil, "inbox") == [FAULTS_AT_MOST]
    assert told(scene, "I cannot handle") == []
    await vigil.stops()
    await vigil.starts(lambda gateway: gateway.breaks("decrypt", FAULT))
    await minutes_pass(vigil, 12)
    assert len(told(scene, "I cannot handle what Baobab wrote")) == 1


async def test_a_homeserver_that_is_slow_to_show_keys_is_no_bot_that_hangs(vigil: World) -> None:
    """G7: each row waits for it in vain; a new start would not mend that, and systemd makes none."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("decrypt", AWAY)
    so_far = vigil.vigil.worker.handled
    await scene.jean.says("are you there?")
    assert vigil.vigil.worker.handled > so_far
    vigil.gateway.works_again()
    vigil.gateway.breaks("decrypt", FAULT)
    so_far = vigil.vigil.worker.handled
    await scene.jean.says("and now?")
    assert vigil.vigil.worker.handled == so_far
