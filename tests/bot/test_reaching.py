"""What is said to the defender arrives, or people hear that it does not; each "1" means what they read."""

from __future__ import annotations

from bot.errors import Refused, Unreachable
from tests.bot.scenes import everybody_on_it
from tests.bot.world import World

AWAY = Unreachable("The homeserver is away.")
NO = Refused(403, "M_FORBIDDEN")


async def test_a_phone_that_cannot_read_is_told_and_mended(vigil: World) -> None:
    """G2: logged out everywhere: the question reaches nobody, and that is said, not "has not answered"."""
    scene = await everybody_on_it(vigil)
    vigil.homeserver.lose_phones(scene.jean.user)
    await vigil.forward(hours=1)
    told = scene.sophie.sees_next("Baobab cannot read what I write", scene.room)
    assert scene.sophie.user in told.mentions
    scene.amina.sees_next("the defender cannot read what I write")
    await vigil.forward(minutes=10)
    scene.sophie.sees_next("can be read on no phone of theirs. Who is calling Baobab?", scene.room)
    await scene.jean.gets_a_phone()
    scene.sophie.sees_next("Baobab can read what I write again", scene.room)
    scene.jean.sees("Are you safe?")
    await vigil.forward(minutes=10)
    scene.sophie.sees_next("has not answered. I am asking again", scene.room)


async def test_a_chat_that_takes_nothing_is_told_and_tried_again(vigil: World) -> None:
    """G6: what is refused in whatever chat of theirs is said in the room, and the question is put again."""
    scene = await everybody_on_it(vigil)
    vigil.gateway.breaks("send", NO, about=scene.jean.chat)
    vigil.gateway.breaks("open_room", NO)
    await vigil.forward(hours=1)
    await vigil.forward(seconds=1)
    scene.sophie.sees_next("I can no longer write to Baobab", scene.room)
    scene.amina.sees_next("I can no longer write to the defender")
    await vigil.forward(minutes=10)
    scene.sophie.sees_next("the server does not take my question", scene.room)
    vigil.gateway.works_again()
    await vigil.forward(minutes=10)
    scene.sophie.sees_next("the server does not take my question", scene.room)
    scene.jean.sees("Are you safe?")
    scene.sophie.sees_next("Baobab can read what I write again", scene.room)


async def test_a_question_that_hangs_is_no_silence(vigil: World) -> None:
    """G6: while the defender's chat cannot be written, the room reads that, and nobody is reproached."""
    scene = await everybody_on_it(vigil)
    vigil.gateway.breaks("send", AWAY, about=scene.jean.chat)
    await vigil.forward(hours=1)
    for _ in range(3):
        await vigil.forward(minutes=10)
        scene.sophie.sees_next("has not gone out. Who is calling Baobab?", scene.room)
        scene.sophie.sees_no_more(scene.room)
    vigil.gateway.works_again()
    await vigil.forward(minutes=1)
    scene.jean.sees("Are you safe?")
    await vigil.forward(minutes=9)
    scene.sophie.sees_no_more(scene.room)
    await vigil.forward(minutes=1)
    scene.sophie.sees_next("has not answered. I am asking again", scene.room)


async def test_a_chat_that_cannot_be_entered_holds_back_no_question(vigil: World) -> None:
    """The invitation's homeserver is gone for good; the chat that works is written in all the same."""
    scene = await everybody_on_it(vigil)
    vigil.gateway.breaks("join", AWAY)
    vigil.homeserver.open_chat(scene.jean.user)
    await vigil.settles()
    await vigil.forward(hours=1)
    scene.jean.sees_next("Are you safe?")


async def test_a_chat_that_cannot_be_protected_yet_holds_back_no_question(vigil: World) -> None:
    """Turning encryption on is tried on beside what has to be said."""
    (jean,) = vigil.people("jean")
    vigil.gateway.breaks("protect", AWAY)
    await jean.opens_chat(encrypted=False)
    await jean.says("hello", plain=True)
    jean.sees("Do you need help now?")
    vigil.gateway.works_again()
    await vigil.forward(minutes=1)
    assert vigil.homeserver.rooms[jean.chat or ""].encrypted


async def test_a_refused_sentence_does_not_keep_the_room_shut(vigil: World) -> None:
    """While the homeserver refuses everything, nothing stands before the next attempt to open the room."""
    jean, sophie, amina = vigil.people("jean", "sophie", "amina")
    await jean.opens_chat()
    vigil.gateway.breaks("open_room", NO)
    vigil.gateway.breaks("send", NO, about=jean.chat)
    await jean.says("alert they are at the gate")
    await vigil.forward(seconds=1)
    amina.sees("I can no longer write to the defender")
    await vigil.forward(seconds=60)
    vigil.gateway.works_again()
    await vigil.forward(minutes=1)
    sophie.sees("they are at the gate")


async def test_a_one_that_was_sent_twice_closes_nothing(vigil: World) -> None:
    """On a bad network "1" comes twice: once for the check-in, and not for what was never read."""
    scene = await everybody_on_it(vigil)
    await scene.carter.says("!resolve they left", scene.room)
    await vigil.forward(hours=1)
    vigil.everybody_reads_on()
    await scene.jean.says("1")
    await scene.jean.says("1")
    scene.jean.sees("Is it over?")
    scene.sophie.sees_next("Baobab answers: safe", scene.room)
    scene.sophie.sees_next("Baobab: 1", scene.room)
    scene.jean.sees("I need the number")
    await scene.jean.agrees()
    scene.jean.sees("Your alert is closed")


async def test_a_one_for_a_check_in_that_was_taken_is_no_end(vigil: World) -> None:
    """Late, and after a partner has proposed to close: it means "safe"."""
    scene = await everybody_on_it(vigil)
    await vigil.forward(hours=1)
    await scene.sophie.says("!take", scene.room)
    await scene.sophie.says("!resolve spoke to him", scene.room)
    await vigil.forward(minutes=1)
    vigil.everybody_reads_on()
    await scene.jean.says("1")
    scene.sophie.sees_next("Baobab answers: safe", scene.room)
    scene.jean.sees_next("I will ask you again")
    scene.jean.sees_next("Is it over?")


async def test_what_was_said_days_ago_is_not_told_as_new(vigil: World) -> None:
    """The room reads the call, and not a "there is a white car" of three weeks before."""
    jean, sophie = vigil.people("jean", "sophie")
    await jean.says("hello, there is a white car")
    await vigil.forward(days=20)
    await jean.says("alert")
    sophie.sees("Baobab called for help")
    assert not any("white car" in words for words in sophie.all_of(sophie.room))


async def test_what_is_said_in_a_covert_alert_is_not_held_for_the_next(vigil: World) -> None:
    """Its room has it; a later alert begins anew."""
    jean, sophie, carter = vigil.people("jean", "sophie", "carter")
    await jean.says("all quiet on the lake")
    await jean.says("the weather is fine")
    await sophie.says("!resolve he is with us", sophie.room)
    await carter.confirms(sophie.room)
    await jean.says("alert")
    assert not any("weather" in words for words in sophie.all_of(sophie.room))


async def test_a_call_in_a_covert_alert_is_answered_like_the_first_one(vigil: World) -> None:
    """Whoever reads along sees nothing of the alert that was there; the room is alarmed once."""
    jean, sophie = vigil.people("jean", "sophie")
    await jean.says("all quiet on the lake")
    vigil.everybody_reads_on()
    await jean.says("help me")
    assert len([1 for _, said in sophie.unread() if "ALARM" in said.text]) == 1
    jean.sees_next("I have your alert. I am looking for 4 organisations")
    jean.sees_next("4 organisations are invited")
    jean.sees_no_more()
