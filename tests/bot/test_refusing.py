"""A no of the homeserver: told to people, and where it would silence Vigil, not taken for an answer (G6)."""

from __future__ import annotations

from bot.errors import Refused
from tests.bot.homeserver import Room
from tests.bot.people import user_id
from tests.bot.scenes import Scene, alert_raised, road_crew_out_of_reach
from tests.bot.world import World

NO = Refused(403, "M_FORBIDDEN")

ALERT_ROOM = "!room17"
"""After the coordination room, the chats of fourteen partners, and Jean's."""


def coordination_rooms(vigil: World) -> list[Room]:
    """Every coordination room that was ever made."""
    return [room for room in vigil.homeserver.rooms.values() if room.name == "Coordination"]


async def closed(vigil: World, scene: Scene) -> None:
    """Two of them agree that it is over."""
    await scene.sophie.says("!ack", scene.room)
    await scene.sophie.says("!resolve they have gone", scene.room)
    await scene.esther.confirms(scene.room)


# The brief


async def test_a_refused_brief_is_tried_until_it_is_there(vigil: World) -> None:
    """G2: a room that takes no brief for a while is briefed when it does; coordinators are told once."""
    jean, sophie, amina = vigil.people("jean", "sophie", "amina")
    vigil.gateway.breaks("send", NO, about=ALERT_ROOM)
    await jean.says("alert they are at the gate")
    for _ in range(5):
        await vigil.forward(minutes=1)
    said = [said.text for _, said in amina.unread()]
    assert len([text for text in said if "I can no longer write in the alert room" in text]) == 1
    vigil.gateway.works_again()
    await vigil.forward(minutes=1)
    briefs = [text for text in sophie.all_of(sophie.room) if "they are at the gate" in text]
    assert len(briefs) == 1


async def test_a_refused_brief_holds_nothing_else_back(vigil: World) -> None:
    """What the defender writes is in the room as soon as the room takes anything."""
    jean, sophie = vigil.people("jean", "sophie")
    vigil.gateway.breaks("send", NO, about=ALERT_ROOM, times=2)
    await jean.says("alert they are at the gate")
    await jean.says("they are inside")
    sophie.sees_next("Baobab: they are inside", sophie.room)
    await vigil.forward(seconds=1)
    sophie.sees_next("they are at the gate", sophie.room)


async def test_no_brief_calls_for_help_when_it_is_over(vigil: World) -> None:
    """A brief that was refused for as long as the alert was open is not posted after it."""
    jean, sophie, esther = vigil.people("jean", "sophie", "esther")
    vigil.gateway.breaks("send", NO, about=ALERT_ROOM)
    await jean.says("alert they are at the gate")
    await closed(vigil, Scene(ALERT_ROOM, jean, sophie, esther, sophie, sophie, sophie, sophie))
    vigil.gateway.works_again()
    await vigil.forward(minutes=5)
    assert not any("they are at the gate" in text for text in sophie.all_of(ALERT_ROOM))


# The coordination room


async def test_a_coordination_room_that_takes_nothing_is_replaced(vigil: World) -> None:
    """G6: what could not be said there is said in a new one, in order, and nothing of it is lost."""
    (amina,) = vigil.people("amina")
    (old,) = coordination_rooms(vigil)
    vigil.gateway.breaks("send", NO, about=old.id)
    scene = await alert_raised(vigil)
    await closed(vigil, scene)
    await vigil.forward(minutes=1)
    old, new = coordination_rooms(vigil)
    assert new.members[amina.user] == "join"
    texts = amina.all_of(new.id)
    assert "Alert K001 is raised" in texts[0]
    assert any("Alert K001 is closed" in text for text in texts[1:])
    amina.reads_on()
    await amina.says("!alerts", new.id)
    amina.sees_next("No alert is open", new.id)


async def test_a_coordination_room_that_vigil_was_put_out_of_is_replaced(vigil: World) -> None:
    """Whoever closes the room does not cut the coordinators off."""
    (old,) = coordination_rooms(vigil)
    vigil.homeserver.go(old, vigil.homeserver.bot)
    await alert_raised(vigil)
    await vigil.forward(minutes=1)
    old, new = coordination_rooms(vigil)
    assert any("Alert K001 is raised" in text for text in vigil.people("amina")[0].all_of(new.id))


async def test_a_server_that_refuses_every_room_gets_no_flood_of_them(vigil: World) -> None:
    """A new coordination room is made once an hour at most, and what is to be said there waits."""
    vigil.gateway.breaks("send", NO)
    (jean,) = vigil.people("jean")
    await jean.says("alert")
    for _ in range(90):
        await vigil.forward(minutes=1)
    assert len(coordination_rooms(vigil)) == 3
    vigil.gateway.works_again()
    await vigil.forward(minutes=1)
    assert any("Alert K001 is raised" in text for text in vigil.people("amina")[0].all_of())


# Chats and rooms


async def test_a_defender_s_chat_that_vigil_cannot_enter_is_told(vigil: World) -> None:
    """G6: somebody who waits in a chat without Vigil is told of to the coordinators; a new chat works."""
    jean, amina = vigil.people("jean", "amina")
    amina.reads_on()
    vigil.gateway.breaks("join", Refused(400, "M_INCOMPATIBLE_ROOM_VERSION"), times=1)
    await jean.opens_chat()
    told = amina.sees_next("Baobab has asked me into a chat that I cannot enter")
    assert jean.user not in told.text
    assert told.mentions == (amina.user,)
    await jean.opens_chat()
    await jean.says("hello")
    jean.sees_next("Do you need help now?")
    chats = await vigil.store.rows(f"SELECT room FROM chats WHERE person = '{jean.user}'")
    assert chats == [(jean.chat,)]


async def test_a_stranger_s_chat_that_vigil_cannot_enter_is_not(vigil: World) -> None:
    """Nobody has to see to it that a stranger is told that they are one."""
    theo, amina = vigil.people("theo", "amina")
    amina.reads_on()
    vigil.gateway.breaks("join", NO)
    await theo.opens_chat()
    amina.sees_no_more()


async def test_a_room_that_cannot_be_closed_is_told(vigil: World) -> None:
    """G6: the coordinators hear that people may go on writing where nobody listens."""
    scene = await alert_raised(vigil)
    await closed(vigil, scene)
    vigil.everybody_reads_on()
    vigil.gateway.breaks("lock", NO)
    await vigil.forward(hours=25)
    scene.amina.sees_next("Alert K001: the alert is closed, and the server does not let me close its room")


# Invitations that cannot go out


async def test_an_invitation_that_cannot_go_out_yet_is_told_once(vigil: World) -> None:
    """G6: the coordinators learn by name, at once, whose server does not answer; it is tried on."""
    (amina,) = vigil.people("amina")
    vigil.homeserver.silent.add(user_id("esther"))
    scene = await alert_raised(vigil)
    for _ in range(8):
        await vigil.forward(minutes=1)
    told = [text for text in amina.all_of() if "The Clinic cannot go out yet" in text]
    assert len(told) == 1 and told[0].startswith("Alert K001: the invitation of")
    vigil.homeserver.silent.clear()
    await vigil.forward(minutes=1)
    assert vigil.homeserver.rooms[scene.room].members[scene.esther.user] == "join"


async def test_a_room_hears_whose_invitation_cannot_go_out_yet(before: World) -> None:
    """G6: those who are there already may be able to reach the one who is called in later."""
    vigil, pendo = before, "@pendo:dead.test"
    scene = await road_crew_out_of_reach(vigil, pendo)
    await scene.carter.says("!pass", scene.room)
    scene.sophie.sees("My invitation to Road Crew cannot go out yet", scene.room)
    await vigil.forward(minutes=8)
    assert not any("cannot go out" in said.text for _, said in scene.sophie.unread())


async def test_nobody_is_invited_into_a_closed_alert(vigil: World) -> None:
    """Whose homeserver answers only after the end is left in peace."""
    vigil.homeserver.silent.add(user_id("zawadi"))
    scene = await alert_raised(vigil)
    await closed(vigil, scene)
    await vigil.forward(minutes=90)
    vigil.homeserver.silent.clear()
    await vigil.forward(minutes=2)
    assert scene.zawadi.user not in vigil.homeserver.rooms[scene.room].members
