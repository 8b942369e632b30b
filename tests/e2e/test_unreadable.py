"""A message whose key does not come: somebody says so, and it is heard when the key comes late (G1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.demo.people import Person
from tests.e2e.scenes import alert_raised, is_waiting_for_a_key
from tests.e2e.world import World


class KeysOnTheWay:
    """The keys to what this person writes from now on do not arrive, until `arrive`."""

    def __init__(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        self._device = person.phone.device
        self._send = self._device._send_to_device
        self._kept: list[Mapping[str, Any]] = []
        self._device.client.olm.outbound_group_sessions.clear()  # Else the key at hand would do.
        monkeypatch.setattr(self._device, "_send_to_device", self._keep)

    async def _keep(self, kind: str, messages: Mapping[str, Any]) -> None:
        if kind == "m.room.encrypted":
            self._kept.append(messages)
        else:
            await self._send(kind, messages)

    async def arrive(self) -> None:
        """Now the homeserver passes them on."""
        for messages in self._kept:
            await self._send("m.room.encrypted", messages)


async def dark_for(vigil: World, seconds: float) -> None:
    """Wait until Vigil has a message that it cannot read; then time passes."""
    await is_waiting_for_a_key(vigil)
    await vigil.forward(seconds=seconds)


async def test_an_alert_that_cannot_be_read_is_asked_for_and_raised_when_the_key_comes(
    vigil: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G1, G6: the defender is asked to write again, the coordinators are pinged, and nothing is lost."""
    amina, jean, sophie = await vigil.people("amina", "jean", "sophie")
    coordination = await amina.room("Coordination")
    await jean.opens_chat()
    keys = KeysOnTheWay(jean, monkeypatch)
    await jean.says("alert they are at the gate")
    await dark_for(vigil, seconds=11)
    await jean.sees_next("cannot read")
    told = await amina.sees("I cannot read what Baobab wrote", coordination)
    assert amina.user in told.mentions
    await vigil.restarts()
    await vigil.forward(seconds=30)
    await keys.arrive()
    await sophie.sees("they are at the gate")
    await jean.sees_next("I have your alert")
    await vigil.settles()
    assert len([seen for seen in jean.memory.seen if "cannot read" in seen.text]) == 1


async def test_a_short_delay_of_a_key_is_not_worth_a_word(
    vigil: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that comes within seconds: nobody is troubled, the message counts."""
    jean, sophie = await vigil.people("jean", "sophie")
    await jean.opens_chat()
    keys = KeysOnTheWay(jean, monkeypatch)
    await jean.says("alert they are at the gate")
    await dark_for(vigil, seconds=2)
    await keys.arrive()
    await sophie.sees("they are at the gate")
    await jean.sees_next("I have your alert")


async def test_what_cannot_be_read_in_an_alert_is_told_to_the_room(
    vigil: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The partners know that there is something they have not read; it follows when it can be read."""
    scene = await alert_raised(vigil)
    keys = KeysOnTheWay(scene.jean, monkeypatch)
    await scene.jean.says("they are inside")
    await dark_for(vigil, seconds=11)
    await scene.all_see("cannot read")
    await scene.jean.sees("cannot read")
    await keys.arrive()
    await scene.all_see("Baobab: they are inside")


async def test_a_partner_who_cannot_be_read_is_told_in_the_room(
    vigil: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that Vigil cannot read is not swallowed in silence, and counts when the key comes."""
    scene = await alert_raised(vigil)
    keys = KeysOnTheWay(scene.carter, monkeypatch)
    await scene.carter.says("!ack", scene.room)
    await dark_for(vigil, seconds=11)
    await scene.carter.sees("cannot read", scene.room)
    await keys.arrive()
    await scene.all_see("Lake Watch is on it")
    await vigil.settles()
    await scene.jean.sees("Lake Watch")
    assert not [seen for seen in scene.jean.memory.seen if "cannot read" in seen.text]
