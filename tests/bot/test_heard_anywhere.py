"""A defender is heard wherever Vigil is, whatever they send, however they correct it."""

from __future__ import annotations

import pytest

from tests.bot.people import Person
from tests.bot.scenes import Scene, alert_raised
from tests.bot.test_desk import alert_rooms
from tests.bot.world import World


async def room_of_amina(vigil: World, *guests: Person) -> str:
    """A coordinator has made a room with Vigil, and these people are in it."""
    (amina,) = vigil.people("amina")
    room = await amina.opens_chat()
    for guest in guests:
        vigil.homeserver.ask_in(vigil.homeserver.rooms[room], guest.user, by=amina.user)
    await vigil.settles()
    vigil.everybody_reads_on()
    return room


async def test_a_call_for_help_in_somebody_else_s_chat_is_heard(vigil: World) -> None:
    """G1: who has never opened a chat of their own gets one by it; nobody else reads the answers."""
    jean, sophie, amina = vigil.people("jean", "sophie", "amina")
    room = await room_of_amina(vigil, jean)
    await jean.says("good evening", room)
    jean.sees_no_more()
    await jean.says("alert they are here", room)
    sophie.sees("they are here")
    assert jean.sees("I have your alert").session is not None
    await jean.says("there are five", room)
    sophie.sees("Baobab: there are five")
    assert "I have your alert" not in "".join(amina.all_of())


async def test_who_has_a_chat_of_their_own_is_answered_there(vigil: World) -> None:
    """The question and its answer may come in two rooms."""
    jean, sophie = vigil.people("jean", "sophie")
    chat = await jean.opens_chat()
    room = await room_of_amina(vigil, jean)
    await jean.says("good evening", room)
    jean.sees_next("Do you need help now?", chat)
    await jean.says("1", room)
    jean.sees_next("I have your alert", chat)
    sophie.sees("good evening")


async def test_the_duress_word_is_heard_there_too(vigil: World) -> None:
    """Nothing is answered to who was never spoken to."""
    jean, sophie = vigil.people("jean", "sophie")
    room = await room_of_amina(vigil, jean)
    await jean.says("all quiet on the lake", room)
    sophie.sees("DURESS WORD")
    jean.sees_no_more()


async def test_what_cannot_be_read_there_is_asked_for_in_their_own_chat(vigil: World) -> None:
    """G6: whose chat it is has written nothing, and is asked for nothing."""
    jean, amina = vigil.people("jean", "amina")
    chat = await jean.opens_chat()
    room = await room_of_amina(vigil, jean)
    vigil.homeserver.new_key(jean.user, room, comes=False)
    await jean.says("alert", room)
    await vigil.forward(seconds=11)
    jean.sees_next("Please write it again", chat)
    amina.sees_next("I cannot read what Baobab wrote")
    assert amina.unread(room) == []


async def test_a_stranger_in_somebody_s_chat_is_not_heard(vigil: World) -> None:
    """Only whoever is enrolled can raise an alert."""
    theo, sophie = vigil.people("theo", "sophie")
    room = await room_of_amina(vigil, theo, sophie)
    await theo.says("alert", room)
    await sophie.says("alert", room)
    vigil.nobody.sees_more()
    assert alert_rooms(vigil) == []


# In the alert room


async def brought_in(vigil: World) -> Scene:
    """Jean is in the alert room, and has been asked whether all is well."""
    scene = await alert_raised(vigil)
    for person in (scene.sophie, scene.esther, scene.david, scene.carter):
        await person.says("!ack", scene.room)
    await scene.sophie.says("!bring-in", scene.room)
    await vigil.forward(hours=1)
    vigil.everybody_reads_on()
    return scene


@pytest.mark.parametrize("words", ["2", "not safe, help", "help!", "! help they are inside"])
async def test_an_alarm_in_the_alert_room_is_an_alarm(vigil: World, words: str) -> None:
    """G1: and the answer to the check-in; nothing is said twice."""
    scene = await brought_in(vigil)
    await scene.jean.says(words, scene.room)
    scene.sophie.sees_next("ALARM!", scene.room)
    scene.jean.sees("I am alerting everyone now", scene.jean.chat)
    scene.sophie.sees_no_more(scene.room)
    await scene.sophie.says("!take", scene.room)
    scene.sophie.sees_next("The Anchor acts on the alarm", scene.room)
    await vigil.forward(minutes=10)
    scene.sophie.sees_no_more(scene.room)


async def test_the_duress_word_in_the_alert_room_is_a_silent_alarm(vigil: World) -> None:
    """Whoever forces Jean reads the room: only the coordinators are told."""
    scene = await brought_in(vigil)
    await scene.jean.says("!note all quiet on the lake", scene.room)
    scene.amina.sees("DURESS WORD")
    scene.sophie.sees_no_more(scene.room)


async def test_the_defender_s_commands_and_talk_in_the_alert_room(vigil: World) -> None:
    """What they may do there they may still do; talk is left alone."""
    scene = await brought_in(vigil)
    await scene.jean.says("I see a white car", scene.room)
    vigil.nobody.sees_more()
    await scene.jean.says("!note the car is white", scene.room)
    scene.sophie.sees_next("The note by Baobab is kept", scene.room)
    await scene.jean.says("!ack", scene.room)
    scene.sophie.sees_next("You cannot do that here", scene.room)


# Whatever they send


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        (
            "org.matrix.msc3672.beacon",
            {"org.matrix.msc3488.location": {"uri": "geo:-1.6,29.2"}},
            "-1.6, 29.2\ngeo:-1.6,29.2",
        ),
        ("m.beacon", {"m.location": {"uri": "geo:-1.6,29.2"}}, "Location from Baobab"),
        (
            "m.poll.start",
            {"m.poll.start": {"question": {"m.text": "who is there?"}}},
            "show here: who is there?",
        ),
        ("m.beacon", {"m.location": "?"}, "Baobab sent something that I cannot show here"),
        ("m.call.invite", {"call_id": "1", "offer": {}}, "Baobab sent something that I cannot show here"),
        (
            "org.matrix.msc3381.poll.start",
            {"org.matrix.msc1767.text": "who is there?"},
            "Baobab sent something that I cannot show here: who is there?",
        ),
        ("org.example.unheard", {"body": "of"}, "Baobab sent something that I cannot show here"),
    ],
)
async def test_nothing_that_is_sent_is_dropped_in_silence(
    vigil: World, kind: str, content: dict[str, object], words: str
) -> None:
    """G6: "what you send here, I pass on" is true of calls, polls and live locations."""
    scene = await alert_raised(vigil)
    await scene.jean.sends(content, kind=kind)
    scene.sophie.sees_next(words, scene.room)
    scene.jean.sees_next("I am passing this on")


async def test_a_live_location_can_be_opened(vigil: World) -> None:
    """It is posted again as a place that every client shows."""
    scene = await alert_raised(vigil)
    place = {"org.matrix.msc3488.location": {"uri": "geo:-1.6,29.2"}}
    await scene.jean.sends(place, kind="org.matrix.msc3672.beacon")
    assert scene.sophie.sees_next("Location from Baobab", scene.room).content["geo_uri"] == "geo:-1.6,29.2"


# Words beside a file


def picture(words: str, name: str = "IMG_1.jpg") -> dict[str, object]:
    """A picture with words beside it, as Element X sends it."""
    return {"msgtype": "m.image", "body": words, "filename": name, "file": {"url": "mxc://vigil.test/1"}}


async def test_words_beside_a_picture_call_for_help(vigil: World) -> None:
    """They raise an alert, and the picture is in its room; a file that is only called so asks as ever."""
    jean, sophie = vigil.people("jean", "sophie")
    await jean.sends(picture("alert.jpg", "alert.jpg"))
    jean.sees_next("Do you need help now?")
    await jean.sends(picture("alert they are at the gate"))
    jean.sees("I have your alert")
    assert "they are at the gate" in sophie.sees("needs help").text
    sophie.sees_next("Picture from Baobab", sophie.room)
    sophie.sees_next("Picture from Baobab: alert they are at the gate", sophie.room)


async def test_words_beside_a_picture_alarm_and_answer(vigil: World) -> None:
    """So do they while an alert is open; in a partner's message they are a command."""
    scene = await alert_raised(vigil)
    await scene.carter.sends(picture("!ack"), scene.room)
    scene.sophie.sees_next("Lake Watch is on it", scene.room)
    await vigil.forward(hours=1)
    vigil.everybody_reads_on()
    await scene.jean.sends(picture("not safe", "safe.jpg"))
    scene.sophie.sees_next("Picture from Baobab: not safe", scene.room)
    scene.sophie.sees_next("Baobab is NOT safe", scene.room)
