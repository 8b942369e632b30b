"""A command that replies to an old message acts on what is true now, and says so."""

from __future__ import annotations

from tests.bot.people import Person
from tests.bot.scenes import Scene, alert_raised, everybody_on_it
from tests.bot.world import World

SAYS_SO = "I act on how things stand now"


async def replies(person: Person, text: str, room: str, event_id: str) -> None:
    """They answer this message, as a client writes it."""
    relation = {"m.in_reply_to": {"event_id": event_id}}
    await person.sends({"msgtype": "m.text", "body": text, "m.relates_to": relation}, room)


def brief_of(scene: Scene) -> str:
    """The event ID of the brief that David was given."""
    timeline = scene.david.world.homeserver.rooms[scene.room].timeline
    return next(said.event_id for said in timeline if "needs help" in said.text)


async def test_a_reply_to_vigils_own_message_says_what_is_so_now(vigil: World) -> None:
    """And what was ordered is done; also after a restart."""
    scene = await alert_raised(vigil)
    await vigil.forward(minutes=2)
    await scene.sophie.says("!ack", scene.room)
    await vigil.restarts()
    vigil.everybody_reads_on()
    await replies(scene.david, "!ack", scene.room, brief_of(scene))
    old, done = [said.text for _, said in scene.david.unread(scene.room)]
    assert SAYS_SO in old and "That message is from 21:00" in old and "The Anchor" in old
    assert "Jurists for All" in done


async def test_a_reply_to_what_is_still_so_says_nothing_more(vigil: World) -> None:
    """Nothing has happened since that matters: words, and what was asked."""
    scene = await alert_raised(vigil)
    await vigil.forward(minutes=2)
    await scene.esther.says("we are on the road", scene.room)
    await replies(scene.david, "!ack", scene.room, brief_of(scene))
    assert not any(SAYS_SO in text for text in scene.david.all_of(scene.room))


async def test_a_reply_to_a_persons_message(vigil: World) -> None:
    """How old that is, is known by when it came in; what cannot be done is still said not to be."""
    scene = await alert_raised(vigil)
    question = await scene.sophie.says("who can go there?", scene.room)
    await vigil.forward(minutes=2)
    await scene.esther.says("!ack", scene.room)
    vigil.everybody_reads_on()
    await replies(scene.esther, "!ack", scene.room, question)
    old, mistake = [said.text for _, said in scene.esther.unread(scene.room)]
    assert SAYS_SO in old and "on it already" in mistake


async def test_a_reply_to_another_rooms_message_or_to_none_says_nothing(vigil: World) -> None:
    """Nobody learns from it when something was said elsewhere."""
    scene = await alert_raised(vigil)
    elsewhere = await scene.jean.says("they have left")
    await vigil.forward(minutes=2)
    await scene.sophie.says("!ack", scene.room)
    for event_id in (elsewhere, "$nowhere"):
        await replies(scene.david, "!ack", scene.room, event_id)
    assert not any(SAYS_SO in text for text in scene.david.all_of(scene.room))


async def test_a_reply_counts_with_the_quotation_of_an_old_client(vigil: World) -> None:
    """The quoted words stand before their own, with no empty line between or with one of Windows."""
    scene = await alert_raised(vigil)
    brief = f"> <{vigil.homeserver.bot}> Baobab needs help"
    for person, words in (
        (scene.sophie, "\n!ack"),
        (scene.esther, "\r\n\r\n!ack"),
        (scene.david, "\n \n!ack"),
    ):
        await person.says(brief + words, scene.room)
    scene.amina.reads_on()
    await scene.sophie.says("!status", scene.room)
    scene.sophie.sees("3 organisations are on it", scene.room)
    await vigil.forward(hours=1)
    vigil.everybody_reads_on()
    await scene.jean.says(f"> <{vigil.homeserver.bot}> Are you safe?\n2")
    scene.sophie.sees_next("Baobab is NOT safe", scene.room)


async def test_the_room_reads_what_a_defender_answers(vigil: World) -> None:
    """As clients write it now, without the old words: they are looked up, Vigil's and the defender's own."""
    scene = await alert_raised(vigil)
    await scene.sophie.says("!tell How many are they, and what do they wear?", scene.room)
    question = scene.jean.sees("How many are they")
    await vigil.restarts()
    await replies(scene.jean, "four", scene.jean.chat or "", question.event_id)
    said = scene.sophie.sees("four", scene.room).text
    assert "in reply to “Message from The Anchor: How many are they" in said
    own = await scene.jean.says("they have a white car")
    await replies(scene.jean, "a grey one", scene.jean.chat or "", own)
    assert "in reply to “they have a white car”" in scene.sophie.sees("a grey one", scene.room).text
    elsewhere = await scene.david.says("we meet at the gate", scene.room)
    for event_id in (elsewhere, "$nowhere", brief_of(scene)):
        await replies(scene.jean, f"re {event_id}", scene.jean.chat or "", event_id)
        assert "in reply" not in scene.sophie.sees(f"re {event_id}", scene.room).text


async def test_the_commands_are_listed_where_they_hide_no_brief(vigil: World) -> None:
    """Whoever comes later reads the brief last, and not twenty lines that somebody had asked for."""
    scene = await alert_raised(vigil)
    await scene.esther.opens_chat()
    vigil.everybody_reads_on()
    await scene.esther.says("!help", scene.room)
    scene.esther.sees("You can write:")
    scene.sophie.sees_next("I have sent you the commands", scene.room)
    assert "You can write" not in "".join(scene.sophie.all_of(scene.room))


async def test_talk_and_questions_are_left_alone(vigil: World) -> None:
    """A reply that orders nothing acts on nothing."""
    scene = await alert_raised(vigil)
    brief = brief_of(scene)
    await vigil.forward(minutes=2)
    await scene.sophie.says("!ack", scene.room)
    await replies(scene.david, "I know the house", scene.room, brief)
    await replies(scene.david, "!status", scene.room, brief)
    assert not any(SAYS_SO in text for text in scene.david.all_of(scene.room))


async def test_a_command_that_is_refused_is_a_word_all_the_same(vigil: World) -> None:
    """Whoever mistypes is there: nobody asks them whether they still are."""
    scene = await everybody_on_it(vigil)
    await vigil.forward(hours=3, minutes=50)
    for person, words in ((scene.sophie, "here"), (scene.esther, "!ack"), (scene.david, "!hepl")):
        await person.says(words, scene.room)
    vigil.everybody_reads_on()
    await vigil.forward(minutes=10)
    asked = next(text for text in room_texts(scene) if "are you still on it?" in text)
    assert asked.startswith("Lake Watch,")


def room_texts(scene: Scene) -> list[str]:
    """What Sophie has not read yet in the room."""
    return [message.text for _, message in scene.sophie.unread(scene.room)]
