"""The chat to speak in is the newest one of that person that takes words."""

from __future__ import annotations

from bot.errors import Refused
from tests.bot.people import Person
from tests.bot.scenes import Scene, everybody_on_it
from tests.bot.world import World

NO = Refused(403, "M_FORBIDDEN")


def texts(vigil: World, person: Person, room: str) -> list[str]:
    """What this person was told in this room."""
    return [said.text for place, said in vigil.homeserver.shown(person.user) if place.id == room]


async def replaces(vigil: World, person: Person, *, asks_vigil_in: bool = True) -> str:
    """They upgrade their chat: the old one carries the sign; returns the new one."""
    old = vigil.homeserver.rooms[person.chat or ""]
    new = vigil.homeserver.make_room(person.user, "")
    if asks_vigil_in:
        vigil.homeserver.ask_in(new, vigil.homeserver.bot, by=person.user)
    vigil.homeserver.set_up(old, "tombstone", {"body": "moved", "replacement_room": new.id})
    await vigil.settles()
    return new.id


def is_in(vigil: World, room: str) -> bool:
    """Whether Vigil is."""
    return vigil.homeserver.rooms[room].members.get(vigil.homeserver.bot) == "join"


async def is_asked_in(vigil: World, scene: Scene, room: str) -> None:
    """The next question comes here, and the answer to it counts."""
    vigil.everybody_reads_on()
    await vigil.forward(minutes=60)
    scene.jean.sees("Are you safe?", room)
    await scene.jean.says("1", room)
    scene.sophie.sees("Baobab answers: safe", scene.room)


async def test_the_room_that_replaces_a_chat_is_followed(vigil: World) -> None:
    """Nobody reads the old one: the check-in is asked in the new one, before anything was written there."""
    scene = await everybody_on_it(vigil)
    old = scene.jean.chat or ""
    new = await replaces(vigil, scene.jean)
    assert is_in(vigil, new)
    told = len(texts(vigil, scene.jean, old))
    await is_asked_in(vigil, scene, new)
    assert len(texts(vigil, scene.jean, old)) == told


async def test_where_vigil_is_not_let_in_it_opens_a_chat_itself(vigil: World) -> None:
    """A sign that leads nowhere closes the old chat all the same; nobody is told a tale about it."""
    scene = await everybody_on_it(vigil)
    new = await replaces(vigil, scene.jean, asks_vigil_in=False)
    assert not is_in(vigil, new)
    assert not any("asked me" in text for text in scene.amina.all_of("!room1"))
    vigil.everybody_reads_on()
    await vigil.forward(minutes=60)
    room = next(place for place, said in scene.jean.unread() if "Are you safe?" in said.text)
    assert room.creator == vigil.homeserver.bot and room.id not in (new, scene.jean.chat)
    async with vigil.store.transaction() as tx:
        assert await tx.chats.get(new) is None


async def test_a_sign_leads_into_no_room_that_vigil_knows_otherwise(vigil: World) -> None:
    """G3: what is said to a defender is not said in an alert room, whatever a homeserver puts up."""
    scene = await everybody_on_it(vigil)
    old = vigil.homeserver.rooms[scene.jean.chat or ""]
    for target in (scene.room, "!room1", "#alias:here", 7, None):
        vigil.homeserver.set_up(old, "tombstone", {"replacement_room": target})
        await vigil.settles()
    async with vigil.store.transaction() as tx:
        for room, kind in ((scene.room, "alert"), ("!room1", "coordination")):
            chat = await tx.chats.get(room)
            assert chat is not None and chat.kind == kind


async def test_a_chat_that_is_opened_later_is_the_one(vigil: World) -> None:
    """Without any sign, and before a word: who opens a new chat looks there; who goes back is found there."""
    scene = await everybody_on_it(vigil)
    old = scene.jean.chat or ""
    new = await scene.jean.opens_chat()
    await is_asked_in(vigil, scene, new)
    await vigil.forward(minutes=1)
    await scene.jean.says("they have gone for now", old)
    vigil.everybody_reads_on()
    await vigil.forward(minutes=60)
    scene.jean.sees("Are you safe?", old)


async def test_a_chat_that_refuses_words_is_left_for_another_one(vigil: World) -> None:
    """G6: nobody is held to be silent who could not be asked; and no flood of rooms where all is refused."""
    scene = await everybody_on_it(vigil)
    first = scene.jean.chat or ""
    second = await scene.jean.opens_chat()
    vigil.gateway.breaks("send", NO, about=second)
    await is_answered_in(vigil, scene, first)
    vigil.gateway.breaks("send", NO, about=first)
    await vigil.forward(minutes=61)
    await vigil.forward(seconds=2)
    made = (room for room in vigil.homeserver.rooms.values() if room.creator == vigil.homeserver.bot)
    own = [room for room in made if scene.jean.user in room.members]
    assert len(own) == 1
    scene.jean.sees("Are you safe?", own[0].id)
    rooms = len(vigil.homeserver.rooms)
    vigil.gateway.breaks("send", NO, about=own[0].id)
    for _ in range(10):
        await vigil.forward(minutes=5)
    assert len(vigil.homeserver.rooms) <= rooms + 1


async def is_answered_in(vigil: World, scene: Scene, room: str) -> None:
    """The question comes here a moment later than it would have come elsewhere."""
    vigil.everybody_reads_on()
    await vigil.forward(minutes=60)
    await vigil.forward(seconds=2)
    scene.jean.sees("Are you safe?", room)
