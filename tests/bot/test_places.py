"""Where Vigil speaks: in the chat where the defender is, for those it decided on, in their language."""

from __future__ import annotations

from bot.errors import Unreachable
from tests.bot.homeserver import Room
from tests.bot.people import Person
from tests.bot.scenes import alert_raised
from tests.bot.world import World


def chats_made_for(vigil: World, person: Person) -> list[Room]:
    """The direct chats that the bot opened with this person."""
    return [
        room
        for room in vigil.homeserver.rooms.values()
        if room.creator == vigil.homeserver.bot and room.name == "Vigil" and person.user in room.members
    ]


async def test_a_defender_who_left_the_chat_is_asked_into_a_fresh_one(vigil: World) -> None:
    """One new chat, encrypted and named after Vigil alone, for all that is said from then on."""
    scene = await alert_raised(vigil)
    await scene.jean.leaves(scene.jean.chat or "")
    await scene.sophie.says("!tell where are you?", scene.room)
    await scene.sophie.says("!tell hold on", scene.room)
    await vigil.forward(hours=1)
    (chat,) = chats_made_for(vigil, scene.jean)
    assert chat.encrypted and chat.members[scene.jean.user] == "join"
    scene.jean.sees_next("where are you?", chat.id)
    scene.jean.sees_next("hold on", chat.id)
    scene.jean.sees("Are you safe?", chat.id)
    await scene.jean.says("2", chat.id)
    scene.sophie.sees("Baobab is NOT safe", scene.room)


async def test_two_messages_at_once_open_one_chat(vigil: World) -> None:
    """Before the sync has shown the invitation, the next message goes into the same new chat."""
    scene = await alert_raised(vigil)
    vigil.homeserver.auto_join.discard(scene.jean.user)
    await scene.jean.leaves(scene.jean.chat or "")
    for words in ("!tell one", "!tell two"):
        vigil.homeserver.send(scene.sophie.user, scene.room, {"msgtype": "m.text", "body": words})
    await vigil.settles()
    (chat,) = chats_made_for(vigil, scene.jean)
    await scene.jean.joins(chat.id)
    scene.jean.sees_next("one", chat.id)
    scene.jean.sees_next("two", chat.id)


async def test_a_chat_that_vigil_was_put_out_of_is_replaced(vigil: World) -> None:
    """Whoever holds the defender's phone cannot cut Vigil off by removing it from the chat."""
    scene = await alert_raised(vigil)
    vigil.homeserver.go(vigil.homeserver.rooms[scene.jean.chat or ""], vigil.homeserver.bot)
    await vigil.settles()
    await scene.sophie.says("!tell hold on", scene.room)
    (chat,) = chats_made_for(vigil, scene.jean)
    scene.jean.sees_next("hold on", chat.id)
    scene.carter.sees_next("I am passing it on")


async def test_a_crash_while_a_chat_is_opened_makes_one_chat(vigil: World) -> None:
    """G1: neither a lost answer to its making nor one to its invitation leads to another."""
    scene = await alert_raised(vigil)
    await scene.jean.leaves(scene.jean.chat or "")
    vigil.gateway.breaks("open_room", Unreachable("lost"), times=1, taken=True)
    vigil.gateway.breaks("invite", Unreachable("lost"), times=1)
    await scene.sophie.says("!tell hold on", scene.room)
    await vigil.forward(seconds=1)
    await vigil.forward(seconds=2)
    (chat,) = chats_made_for(vigil, scene.jean)
    scene.jean.sees_next("hold on", chat.id)


async def test_a_defender_who_cannot_be_asked_in_gets_one_chat(vigil: World) -> None:
    """However often something is to be said to them, and though they turn it down: always the same chat."""
    scene = await alert_raised(vigil)
    await scene.jean.leaves(scene.jean.chat or "")
    vigil.homeserver.uninvitable.add(scene.jean.user)
    before = len(vigil.homeserver.rooms)
    for _ in range(24):
        await vigil.forward(hours=1)
    await vigil.restarts()
    assert len(vigil.homeserver.rooms) == before + 1
    vigil.homeserver.uninvitable.clear()
    await scene.sophie.says("!tell hold on", scene.room)
    (chat,) = chats_made_for(vigil, scene.jean)
    scene.jean.sees("hold on", chat.id)
    await scene.jean.leaves(chat.id)
    await scene.sophie.says("!tell come back", scene.room)
    assert chats_made_for(vigil, scene.jean) == [chat]
    scene.jean.sees_next("come back", chat.id)


async def test_the_answer_goes_where_the_defender_wrote_last(vigil: World) -> None:
    """Of several chats with the same person the one in use counts."""
    scene = await alert_raised(vigil)
    old = scene.jean.chat or ""
    new = await scene.jean.opens_chat()
    await scene.jean.says("I have a new phone", new)
    vigil.everybody_reads_on()
    await scene.sophie.says("!tell hold on", scene.room)
    scene.jean.sees_next("hold on", new)
    await vigil.forward(seconds=1)
    await scene.jean.says("I found the old one", old)
    vigil.everybody_reads_on()
    await scene.sophie.says("!tell and now?", scene.room)
    scene.jean.sees_next("and now?", old)


async def test_each_is_spoken_to_in_a_language_of_their_own(vigil: World) -> None:
    """The defender in the first of theirs that Vigil speaks, the room in what most share; all in one zone."""
    mado, sophie, amina = vigil.people("mado", "sophie", "amina")
    await mado.says("bonjour")
    mado.sees_next("Avez-vous besoin d'aide maintenant")
    await mado.says("alerte ils sont devant la porte")
    assert vigil.homeserver.rooms[vigil_room(vigil)].name.startswith("Salle")
    sophie.sees("Kapok a écrit à 21:00")
    amina.sees("Alert K001 is raised")


def vigil_room(vigil: World) -> str:
    """The only alert room."""
    (room,) = (room.id for room in vigil.homeserver.rooms.values() if "K001" in room.name)
    return room


async def test_nobody_else_in_the_room_can_read(vigil: World) -> None:
    """G3: whoever the homeserver puts into a chat or a room is given no key."""
    scene = await alert_raised(vigil)
    (theo,) = vigil.people("theo")
    for room in (scene.room, scene.jean.chat or "", "!room1"):
        vigil.homeserver.enter(vigil.homeserver.rooms[room], theo.user)
    await scene.carter.says("!ack", scene.room)
    await scene.amina.says("!status", "!room1")
    scene.jean.sees("1 organisation is on it")
    scene.sophie.sees("Lake Watch is on it", scene.room)
    scene.amina.sees("Open alerts: 1", "!room1")
    assert theo.all_of() == []
