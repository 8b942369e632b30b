"""The room is watched: nobody is in it whom Vigil did not ask in, and it stays as Vigil made it (G3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.errors import Refused, Unreachable
from bot.matrix.rooms import WATCHED, as_made, power_levels
from bot.securing import PARTS
from rooms.alert import RoomPart
from tests.bot.homeserver import Room
from tests.bot.people import user_id
from tests.bot.scenes import COORDINATION, Scene, alert_raised, everybody_on_it
from tests.bot.world import World

NO = Refused(403, "M_FORBIDDEN")
LET_IN = "was let into this room without me"


def room_of(vigil: World, room: str) -> Room:
    """The room as the homeserver has it."""
    return vigil.homeserver.rooms[room]


def session_of(vigil: World, room: str) -> str | None:
    """Under which key the bot said its last words in this room."""
    return [said for said in room_of(vigil, room).timeline if said.sender == vigil.homeserver.bot][-1].session


async def is_let_in(vigil: World, room: str, *names: str, membership: str = "join") -> None:
    """The homeserver puts these people into a room, all in one go, as if the bot had done it."""
    for name in names:
        vigil.homeserver.register(user_id(name))
        vigil.homeserver.let_in(room_of(vigil, room), user_id(name), membership)
    await vigil.settles()


async def is_altered(vigil: World, room: str, what: str, content: Mapping[str, Any]) -> None:
    """The homeserver changes a room, as if the bot had done it."""
    vigil.homeserver.set_up(room_of(vigil, room), what, content)
    await vigil.settles()


async def closed(vigil: World) -> Scene:
    """An alert that is over, whose room is locked."""
    scene = await everybody_on_it(vigil)
    await scene.sophie.says("!resolve they have gone", scene.room)
    await scene.esther.confirms(scene.room)
    await vigil.forward(hours=2)
    assert room_of(vigil, scene.room).locked
    vigil.everybody_reads_on()
    return scene


# Who is in the room


@pytest.mark.parametrize("membership", ["join", "invite", "knock"])
@pytest.mark.parametrize("name", ["theo", "amina", "jean", "baraka"])
async def test_whoever_was_not_asked_in_is_put_out_and_told_of(
    vigil: World, name: str, membership: str
) -> None:
    """A stranger, a coordinator, the defender, a partner who was not called: it is the same (G3)."""
    scene = await alert_raised(vigil)
    before = session_of(vigil, scene.room)
    await is_let_in(vigil, scene.room, name, membership=membership)
    assert room_of(vigil, scene.room).members[user_id(name)] == "leave"
    scene.sophie.sees_next(f"{user_id(name)} {LET_IN}", scene.room)
    scene.amina.sees(user_id(name), COORDINATION)
    assert session_of(vigil, scene.room) != before


async def test_what_is_said_is_not_for_who_came_in_otherwise(vigil: World) -> None:
    """Not while they are there, and not after."""
    scene = await alert_raised(vigil)
    (theo,) = vigil.people("theo")
    vigil.gateway.breaks("remove", Unreachable("not now"), about=theo.user)
    await is_let_in(vigil, scene.room, "theo")
    await scene.sophie.says("!ack", scene.room)
    assert room_of(vigil, scene.room).members[theo.user] == "join" and theo.all_of(scene.room) == []
    vigil.gateway.works_again()
    await vigil.forward(minutes=2)
    assert room_of(vigil, scene.room).members[theo.user] == "leave"
    scene.esther.sees("The Anchor is on it", scene.room)


@pytest.mark.parametrize("fails", ["remove", "restore"])
async def test_a_room_that_cannot_be_secured_is_spoken_in_all_the_same(vigil: World, fails: str) -> None:
    """A server that never answers a kick holds back no word, in no room (G6)."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks(fails, Unreachable("not now"))
    for room in (scene.room, COORDINATION):
        await is_let_in(vigil, room, "theo")
        await is_altered(vigil, room, "join_rules", {"join_rule": "public"})
    vigil.everybody_reads_on()
    await scene.sophie.says("!ack", scene.room)
    scene.esther.sees("The Anchor is on it", scene.room)
    await scene.amina.says("!status", COORDINATION)
    scene.amina.sees("open alert", COORDINATION)


async def test_those_whom_vigil_asked_in_may_come_and_go(vigil: World) -> None:
    """Nobody is put out who was called, who comes back, or who was brought in."""
    scene = await alert_raised(vigil)
    await scene.carter.leaves(scene.room)
    await is_let_in(vigil, scene.room, "carter")
    await scene.sophie.says("!bring-in", scene.room)
    await scene.jean.joins(scene.room)
    members = room_of(vigil, scene.room).members
    assert members[scene.carter.user] == members[scene.jean.user] == "join"
    assert not any(LET_IN in text for text in scene.sophie.all_of(scene.room))
    assert not [call for call in vigil.gateway.calls if call.name == "remove"]


async def test_a_crowd_is_one_matter(vigil: World) -> None:
    """A thousand at once are put out, people hear of it in a few words, and an alert does not wait (G6)."""
    scene = await alert_raised(vigil)
    crowd = [f"crowd{number}" for number in range(1000)]
    await is_let_in(vigil, scene.room, *crowd)
    members = room_of(vigil, scene.room).members
    assert {members[user_id(name)] for name in crowd} == {"leave"}
    scene.sophie.sees_next(f"{user_id('crowd0')} {LET_IN}", scene.room)
    scene.sophie.sees_next("1,000 people were let into this room", scene.room)
    scene.sophie.sees_no_more(scene.room)
    async with vigil.store.transaction() as tx:
        assert not await tx.inbox.pending_in(scene.room, "membership")


async def test_whoever_is_let_in_again_and_again_is_put_out_each_time(vigil: World) -> None:
    """And people are not told each time."""
    scene = await alert_raised(vigil)
    for _ in range(5):
        await is_let_in(vigil, scene.room, "theo")
        assert room_of(vigil, scene.room).members[user_id("theo")] == "leave"
    scene.sophie.sees_next(LET_IN, scene.room)
    scene.sophie.sees_no_more(scene.room)


async def test_who_cannot_be_put_out_is_told_to_the_coordinators(vigil: World) -> None:
    """The homeserver's no is not kept from them; who can be put out, is (G6)."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("remove", NO, about=user_id("theo"))
    await is_let_in(vigil, scene.room, "theo", "mallory")
    scene.amina.sees("somebody is in the alert room who must not be there", COORDINATION)
    members = room_of(vigil, scene.room).members
    assert members[user_id("theo")] == "join" and members[user_id("mallory")] == "leave"


async def test_somebody_who_slips_in_while_the_room_is_made_is_found(before: World) -> None:
    """The sync may show a room, and who is in it, before Vigil knows that the room is its own (G3)."""
    before.homeserver.register(user_id("theo"))
    made: list[Room] = []

    def slip_in() -> None:
        """The homeserver has made the room, and its answer is still on the way."""
        if not made and before.homeserver.rooms:
            made.append(room_of(before, COORDINATION))
            before.homeserver.let_in(made[0], user_id("theo"))
            before.homeserver.set_up(made[0], "join_rules", {"join_rule": "public"})

    before.on_taken = slip_in
    await before.starts(lambda gateway: gateway.breaks("open_room", Unreachable("lost"), times=1, taken=True))
    assert made[0].members[user_id("theo")] == "join"
    await before.forward(seconds=30)
    await before.forward(minutes=3)
    assert made[0].members[user_id("theo")] == "leave"
    assert made[0].state["join_rules"] == {"join_rule": "invite"}


async def test_the_coordination_room_is_for_coordinators(vigil: World) -> None:
    """Anybody else is put out, and the coordinators hear of it there."""
    (amina,) = vigil.people("amina")
    await is_let_in(vigil, COORDINATION, "sophie")
    assert room_of(vigil, COORDINATION).members[user_id("sophie")] == "leave"
    amina.sees_next(f"{user_id('sophie')} {LET_IN}", COORDINATION)
    await is_let_in(vigil, COORDINATION, *(f"crowd{number}" for number in range(20)))
    amina.sees_no_more(COORDINATION)
    await vigil.forward(minutes=11)
    await is_let_in(vigil, COORDINATION, *(f"more{number}" for number in range(20)))
    amina.sees_next("20 people were let into this room whom I did not invite", COORDINATION)
    here = [user for user, state in room_of(vigil, COORDINATION).members.items() if state == "join"]
    assert sorted(here) == sorted([vigil.homeserver.bot, amina.user])


async def test_a_restart_is_no_reason_to_tell_again(vigil: World) -> None:
    """What was told is written down with what was done, so a crash neither repeats nor swallows it."""
    (amina,) = vigil.people("amina")
    await is_let_in(vigil, COORDINATION, "sophie")
    amina.sees_next(f"{user_id('sophie')} {LET_IN}", COORDINATION)
    await vigil.restarts()
    await is_let_in(vigil, COORDINATION, "sophie")
    assert room_of(vigil, COORDINATION).members[user_id("sophie")] == "leave"
    amina.sees_no_more(COORDINATION)


async def test_a_chat_that_vigil_made_is_for_one(vigil: World) -> None:
    """Nobody else is left in a direct chat of Vigil's own making; in people's own chats they decide."""
    scene = await alert_raised(vigil)
    theirs = scene.jean.chat
    assert theirs is not None
    await is_let_in(vigil, theirs, "theo")
    assert room_of(vigil, theirs).members[user_id("theo")] == "join"
    await scene.jean.leaves(theirs)
    await scene.sophie.says("!tell we are coming", scene.room)
    own = scene.jean.sees("we are coming")
    (chat,) = [each for each in vigil.homeserver.rooms.values() if own in each.timeline]
    assert chat.id != theirs
    await is_let_in(vigil, chat.id, "theo")
    assert chat.members[user_id("theo")] == "leave"
    scene.jean.sees(LET_IN, chat.id)
    await is_altered(vigil, chat.id, "join_rules", {"join_rule": "public"})
    assert chat.state["join_rules"] == {"join_rule": "invite"}


# How it is set up

TAMPERED: dict[str, dict[str, Any]] = {
    "encryption": {"algorithm": "m.megolm.v1.aes-sha2", "rotation_period_msgs": 1_000_000},
    "power_levels": {**power_levels("@vigil:vigil.test", "12"), "invite": 0},
    "history_visibility": {"history_visibility": "world_readable"},
    "join_rules": {"join_rule": "public"},
    "guest_access": {"guest_access": "can_join"},
    "server_acl": {"allow": ["evil.test"], "deny": ["vigil.test"]},
}


def test_whatever_is_watched_has_a_name_in_the_rules() -> None:
    """Each of Matrix's names its own, and no other."""
    assert PARTS.keys() == set(WATCHED.values())
    assert set(PARTS.values()) == set(RoomPart)


@pytest.mark.parametrize("what", TAMPERED)
async def test_a_room_that_was_altered_is_set_right_and_told_of(vigil: World, what: str) -> None:
    """In the alert room and in the coordination room; the next words are under a new key (G3)."""
    scene = await alert_raised(vigil)
    for room, reader in ((scene.room, scene.sophie), (COORDINATION, scene.amina)):
        before = session_of(vigil, room)
        await is_altered(vigil, room, what, TAMPERED[what])
        made = as_made(what, bot=vigil.homeserver.bot, room=room)
        assert room_of(vigil, room).state[what] == made
        reader.sees("Somebody else has changed this room", room)
        assert session_of(vigil, room) != before
    scene.amina.reads_on()
    scene.sophie.sees_no_more(scene.room)


async def test_what_vigil_does_itself_is_no_alarm(vigil: World) -> None:
    """Making rooms, locking them and setting them right leads to no further word (G6)."""
    scene = await closed(vigil)
    await is_altered(vigil, scene.room, "join_rules", {"join_rule": "public"})
    calls = [call.name for call in vigil.gateway.calls if call.name in ("restore", "remove")]
    assert calls == ["restore"]
    told = [text for text in scene.amina.all_of(COORDINATION) if "K001" in text and "room" in text]
    assert len(told) == 1


async def test_a_locked_room_is_locked_again(vigil: World) -> None:
    """What unlocks a room that is over is undone, and it stays locked."""
    scene = await closed(vigil)
    await is_altered(vigil, scene.room, "power_levels", power_levels("@vigil:vigil.test", "12"))
    room = room_of(vigil, scene.room)
    assert room.state["power_levels"]["events_default"] == 100 and room.locked


async def test_an_open_room_that_is_locked_by_another_is_opened(vigil: World) -> None:
    """Nobody keeps the organisations from answering."""
    scene = await alert_raised(vigil)
    locked = as_made("power_levels", bot=vigil.homeserver.bot, room=scene.room, locked=True)
    assert locked is not None
    room_of(vigil, scene.room).locked = True
    await is_altered(vigil, scene.room, "power_levels", locked)
    await scene.sophie.says("!ack", scene.room)
    scene.esther.sees("The Anchor is on it", scene.room)


async def test_a_room_that_is_called_replaced_is_told_of(vigil: World) -> None:
    """A tombstone cannot be taken back; nobody is to follow it."""
    scene = await alert_raised(vigil)
    for room, reader in ((scene.room, scene.sophie), (COORDINATION, scene.amina)):
        await is_altered(vigil, room, "tombstone", {"body": "moved", "replacement_room": "!evil"})
        reader.sees("do not go there", room)


async def test_many_changes_at_once_are_one_word(vigil: World) -> None:
    """A room that is altered a thousand times between two syncs is set right once."""
    scene = await alert_raised(vigil)
    for number in range(1000):
        content = {**TAMPERED["power_levels"], "kick": number % 100}
        vigil.homeserver.set_up(room_of(vigil, scene.room), "power_levels", content)
    await vigil.settles()
    scene.sophie.sees_next("Somebody else has changed this room", scene.room)
    scene.sophie.sees_no_more(scene.room)
    assert [call.name for call in vigil.gateway.calls].count("restore") == 1


async def test_what_cannot_be_set_right_is_told_to_the_coordinators(vigil: World) -> None:
    """They can reach the organisations in another way (G6)."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("restore", NO)
    await is_altered(vigil, scene.room, "join_rules", {"join_rule": "public"})
    scene.amina.sees("the server does not let me set it right", COORDINATION)


async def test_nothing_is_lost_by_a_crash_before_it_is_undone(vigil: World) -> None:
    """What was found is undone by the next process (G1, G4)."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("remove", Unreachable("not now"))
    vigil.gateway.breaks("restore", Unreachable("not now"))
    await is_let_in(vigil, scene.room, "theo")
    await is_altered(vigil, COORDINATION, "join_rules", {"join_rule": "public"})
    vigil.clock.forward(minutes=2)
    await vigil.restarts()
    assert room_of(vigil, scene.room).members[user_id("theo")] == "leave"
    assert room_of(vigil, COORDINATION).state["join_rules"] == {"join_rule": "invite"}
