"""A homeserver that acts in Vigil's own name, in rooms that Vigil watches (issue 3)."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.demo import cast
from bot.matrix.http import path
from bot.matrix.rooms import is_as_made, power_levels
from tests.e2e.scenes import LET_IN, Scene, alert_raised, everybody_on_it
from tests.e2e.world import World
from tests.waiting import until


async def invites_as_vigil(vigil: World, room: str, user: str) -> None:
    """The homeserver uses the bot's own account to ask somebody in."""
    await vigil.vigil.gateway.homeserver.request(
        "POST", path("rooms", room, "invite"), body={"user_id": user}
    )


async def puts_as_vigil(vigil: World, room: str, what: str, content: dict[str, Any]) -> None:
    """The homeserver uses the bot's own account to change how the room is set up."""
    where = path("rooms", room, "state", f"m.room.{what}", "")
    await vigil.vigil.gateway.homeserver.request("PUT", where, body=content)


async def is_set_right(vigil: World, room: str, what: str) -> None:
    """Returns when the room stands there as Vigil makes it."""
    where = path("rooms", room, "state", f"m.room.{what}", "")

    async def right() -> bool:
        content = await vigil.vigil.gateway.homeserver.request("GET", where)
        return is_as_made(what, content, bot=vigil.bot, room=room)

    await until(right)


def session_of(vigil: World, scene: Scene) -> str:
    """The Megolm session that the bot used last in the alert room."""
    return vigil.vigil.gateway.machine.outbound._rooms[scene.room].record.session_id


async def test_a_stranger_whom_the_homeserver_lets_in_reads_nothing_of_vigil_s(vigil: World) -> None:
    """Put out within moments, told in the room and to the coordinators, and a new key (G3)."""
    amina, theo = await vigil.people(cast.COORDINATOR, cast.STRANGER)
    scene = await alert_raised(vigil)
    await vigil.settles()
    before = session_of(vigil, scene)
    await invites_as_vigil(vigil, scene.room, theo.user)
    await scene.all_see(LET_IN)
    await amina.sees(theo.user, await amina.room("Coordination"))
    await vigil.settles()
    assert set(await scene.sophie.members(scene.room)) == {vigil.bot, *(each.user for each in scene.partners)}
    await scene.sophie.says("!ack", scene.room)
    await scene.all_see("The Anchor is on it")
    assert session_of(vigil, scene) != before
    await theo.catches_up()
    assert [seen for seen in theo.memory.seen if seen.room == scene.room] == []


async def test_many_strangers_are_one_matter(vigil: World) -> None:
    """Twenty at once are put out; an alert that comes meanwhile is raised as ever."""
    scene = await alert_raised(vigil)
    names = [f"crowd{number}" for number in range(20)]
    users = await asyncio.gather(*map(vigil.town.register, names))
    await asyncio.gather(*(invites_as_vigil(vigil, scene.room, user) for user in users))
    (mado,) = await vigil.people("mado")
    await mado.says("alert")
    await mado.sees("organisations sont invitées")

    async def are_gone() -> bool:
        await vigil.settles()
        return not set(users) & set(await scene.sophie.members(scene.room))

    await until(are_gone)
    await scene.sophie.catches_up()
    told = [seen.text for seen in scene.sophie.memory.seen if "let into this room" in seen.text]
    assert 1 <= len(told) <= 5


CHANGES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("power_levels", {"users_default": 100}),
    ("power_levels", {**power_levels("@nobody:vigil.test", "12"), "invite": 0}),
    ("history_visibility", {"history_visibility": "world_readable"}),
    ("join_rules", {"join_rule": "public"}),
    ("guest_access", {"guest_access": "can_join"}),
    ("encryption", {"algorithm": "m.megolm.v1.aes-sha2", "rotation_period_msgs": 1_000_000}),
)


async def test_what_the_homeserver_changes_is_set_right(vigil: World) -> None:
    """Each time within moments, and told in the room; the next words are under a new key (G3, G6)."""
    scene = await everybody_on_it(vigil)
    for number, (what, content) in enumerate(CHANGES):
        await vigil.settles()
        before = session_of(vigil, scene)
        await puts_as_vigil(vigil, scene.room, what, content)
        await scene.all_see("Somebody else has changed this room")
        await is_set_right(vigil, scene.room, what)
        await vigil.settles()
        await scene.sophie.says(f"!note {number}", scene.room)
        await scene.sophie.sees_next("The note by The Anchor is kept", scene.room)
        assert session_of(vigil, scene) != before
        await vigil.forward(minutes=10)  # It is told of no more often.


async def test_a_room_that_is_said_to_be_replaced_is_told_of(vigil: World) -> None:
    """Nobody is to follow a tombstone into somebody else's room."""
    scene = await alert_raised(vigil)
    body = {"body": "moved", "replacement_room": "!evil"}
    await puts_as_vigil(vigil, scene.room, "tombstone", body)
    await scene.all_see("do not go there")


async def test_the_coordination_room_is_watched_too(vigil: World) -> None:
    """A stranger is put out of it, and it is set right, and the coordinators hear of both."""
    amina, theo = await vigil.people(cast.COORDINATOR, cast.STRANGER)
    room = await amina.room("Coordination")
    await invites_as_vigil(vigil, room, theo.user)
    await amina.sees(f"{theo.user} {LET_IN}", room)
    await puts_as_vigil(vigil, room, "join_rules", {"join_rule": "public"})
    await amina.sees("Somebody else has changed this room", room)
    await is_set_right(vigil, room, "join_rules")
    await vigil.settles()
    assert set(await amina.members(room)) == {vigil.bot, amina.user}


async def test_an_alert_from_beginning_to_end_sets_off_no_alarm(vigil: World) -> None:
    """Nothing that Vigil or its people do themselves is taken for an attack (G6)."""
    (amina,) = await vigil.people(cast.COORDINATOR)
    scene = await alert_raised(vigil)
    await scene.sophie.says("!bring-in", scene.room)
    await scene.jean.room()
    await scene.carter.leaves(scene.room)
    await scene.sophie.says("!resolve they have gone", scene.room)
    await scene.esther.sees("!confirm", scene.room)
    await scene.esther.confirms(scene.room)
    await scene.jean.sees("Your alert is closed")
    await vigil.forward(hours=2)
    await vigil.settles()
    await amina.catches_up()
    await scene.sophie.catches_up()
    for person in (amina, scene.sophie):
        words = [seen.text for seen in person.memory.seen]
        assert not [text for text in words if "changed this room" in text or LET_IN in text]
