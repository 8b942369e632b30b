"""Corrections: what alarms, alarms; what was obeyed is not obeyed again; nobody is calmed by one."""

from __future__ import annotations

import pytest

from tests.bot.people import Person
from tests.bot.scenes import COORDINATION, alert_raised, everybody_on_it
from tests.bot.test_desk import alert_rooms
from tests.bot.world import World

NOT_AGAIN = "write it as a new message"


async def marked_as_edit(person: Person, text: str, event_id: str, room: str | None = None) -> None:
    """The homeserver says of their new words that they correct a message."""
    relation = {"rel_type": "m.replace", "event_id": event_id}
    await person.sends({"msgtype": "m.text", "body": text, "m.relates_to": relation}, room)


@pytest.mark.parametrize(
    ("written", "wrong", "right", "told"),
    [
        (("hello", "2"), "2", "1", "I have your alert"),
        (("hello",), "hello", "1", "I have your alert"),
        ((), "come here", "help me", "I have your alert"),
        (("hello", "2"), "2", "no", None),
        (("hello",), "hello", "2", None),
        (("hello",), "hello", "hello there", None),
    ],
)
async def test_a_corrected_no_is_a_yes(
    vigil: World, written: tuple[str, ...], wrong: str, right: str, told: str | None
) -> None:
    """Before there is an alert, a correction calls for help like any other words, and takes no call back."""
    jean, sophie = vigil.people("jean", "sophie")
    sent = {text: await jean.says(text) for text in written}
    event_id = sent.get(wrong) or await jean.says(wrong)
    jean.reads_on()
    await jean.edits(event_id, right)
    if told is None:
        jean.sees_no_more()
        assert not alert_rooms(vigil)
        await jean.says("1" if "2" not in written else "alert")
        jean.sees("I have your alert")
        return
    jean.sees(told)
    sophie.sees("needs help")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("safe", "not safe"), ("1", "2"), ("hlep me", "help me"), ("1", "2, they are back"), ("ok", "alert")],
)
@pytest.mark.parametrize("asked", ["a check-in", "something else since", "nothing"])
async def test_a_corrected_calm_is_an_alarm(vigil: World, asked: str, wrong: str, right: str) -> None:
    """Everybody is pinged by what alarms; the room reads that it was corrected, and the right words."""
    scene = await everybody_on_it(vigil)
    if asked != "nothing":
        await vigil.forward(hours=1)
    sent = await scene.jean.says(wrong)
    if asked == "something else since":
        await scene.sophie.says("!tell How many?", scene.room)
    vigil.everybody_reads_on()
    await scene.jean.edits(sent, right)
    corrected = scene.sophie.sees(f"Baobab (corrected): {right}", scene.room)
    if asked == "nothing" and wrong == "1":
        return  # To no question, a number is no more than a number.
    pinged = [said for _, said in scene.sophie.unread(scene.room) if scene.sophie.user in said.mentions]
    assert pinged and corrected.number < pinged[0].number


async def test_a_correction_calms_nobody(vigil: World) -> None:
    """Whoever corrects an old "2" has not answered the newest question, and nothing closes by it."""
    scene = await everybody_on_it(vigil)
    sent = await scene.jean.says("not safe")
    await vigil.forward(hours=1)
    vigil.everybody_reads_on()
    await scene.jean.edits(sent, "safe")
    scene.sophie.sees_next("Baobab (corrected): safe", scene.room)
    await scene.sophie.says("!status", scene.room)
    assert "has not answered yet" in scene.sophie.sees("NOT safe", scene.room).text


async def test_a_homeserver_makes_no_correction(vigil: World) -> None:
    """G3: what it adds outside the encryption takes no alarm away, and brings no old order back."""
    scene = await alert_raised(vigil)
    sent, elsewhere = await scene.jean.says("hello"), await scene.sophie.says("hello", scene.room)
    for event_id in (sent, elsewhere, "$nowhere"):
        vigil.everybody_reads_on()
        await marked_as_edit(scene.jean, "not safe", event_id)
        scene.sophie.sees_next("Baobab is NOT safe", scene.room)
        vigil.everybody_reads_on()
        await scene.jean.edits(event_id, "alert they are inside")
        scene.sophie.sees_next("Baobab (corrected): alert they are inside", scene.room)
    await marked_as_edit(scene.david, "!pass", await scene.david.says("hello", scene.room), scene.room)
    scene.sophie.sees("Jurists for All cannot", scene.room)


async def test_a_mistyped_command_counts_when_it_is_corrected(vigil: World) -> None:
    """A partner who edits "!akc" has answered; a correction of mere talk is no news."""
    scene = await alert_raised(vigil)
    mistyped = await scene.carter.says("!akc", scene.room)
    scene.sophie.sees_next("Did you mean !ack?", scene.room)
    await scene.carter.edits(mistyped, "!ack", scene.room)
    scene.sophie.sees_next("Lake Watch is on it", scene.room)
    talk = await scene.carter.says("on our wya", scene.room)
    await scene.carter.edits(talk, "on our way", scene.room)
    scene.sophie.sees_no_more(scene.room)


async def test_a_corrected_pass_does_not_pass_again(vigil: World) -> None:
    """They have said since that they come; whichever message the homeserver says that it corrects."""
    scene = await alert_raised(vigil)
    passed = await scene.david.says("!pass no cra", scene.room)
    await scene.david.says("!ack", scene.room)
    for event_id in (passed, "$forgotten"):
        vigil.everybody_reads_on()
        await scene.david.edits(event_id, "!pass no car", scene.room)
        scene.sophie.sees_next(NOT_AGAIN, scene.room)
        scene.sophie.sees_no_more(scene.room)
    await scene.david.edits(passed, "never mind", scene.room)
    scene.sophie.sees_next(NOT_AGAIN, scene.room)
    await scene.sophie.says("!status", scene.room)
    scene.sophie.sees("1 organisation is on it: Jurists for All", scene.room)


async def test_words_for_the_defender_are_corrected_as_such(vigil: World) -> None:
    """They read that the second corrects the first; a mistyped command is the first that they hear of it."""
    scene = await alert_raised(vigil)
    mistyped = await scene.sophie.says("!tlel come out", scene.room)
    vigil.everybody_reads_on()
    await scene.sophie.edits(mistyped, "!tell come out", scene.room)
    assert "Message from The Anchor" in scene.jean.sees_next("come out").text
    for words in ("stay in", "stay in until we come"):
        await scene.sophie.edits(mistyped, f"!tell {words}", scene.room)
        assert "The Anchor corrects" in scene.jean.sees_next(words).text
    scene.jean.sees_no_more()


async def test_a_corrected_note_stands_once(vigil: World) -> None:
    """Where it stood; a note of somebody else, and another of the same person, stay as they are."""
    scene = await alert_raised(vigil)
    note = await scene.sophie.says("!note the gaet is open", scene.room)
    await scene.sophie.says("!note bring water", scene.room)
    await scene.david.says("!note I know the house", scene.room)
    vigil.everybody_reads_on()
    await scene.sophie.edits(note, "!note the gate is open", scene.room)
    scene.sophie.sees_next("The note by The Anchor is corrected", scene.room)
    await vigil.restarts()
    vigil.everybody_reads_on()
    await scene.esther.says("!status", scene.room)
    status = scene.esther.sees("the gate is open", scene.room).text
    assert "gaet" not in status and "bring water" in status and "I know the house" in status
    assert status.index("gate is open") < status.index("bring water")


async def test_a_late_original_does_not_follow_its_correction(vigil: World) -> None:
    """Its key came after that of the correction, which was obeyed: the defender hears of one plan only."""
    scene = await alert_raised(vigil)
    homeserver = vigil.homeserver
    homeserver.new_key(scene.sophie.user, scene.room, comes=False)
    late = await scene.sophie.says("!tell come out", scene.room)
    homeserver.new_key(scene.sophie.user, scene.room, comes=True)
    vigil.everybody_reads_on()
    await scene.sophie.edits(late, "!tell stay in", scene.room)
    scene.jean.sees_next("stay in")
    homeserver.hand_over_keys(scene.sophie.user, scene.room)
    await vigil.settles()
    scene.jean.sees_no_more()


async def test_a_coordinators_order_is_carried_out_once(vigil: World) -> None:
    """One code and no second; a mistyped order counts when it is corrected."""
    (amina,) = vigil.people("amina")
    mistyped = await amina.says("!defneder invite", COORDINATION)
    amina.reads_on()
    await amina.edits(mistyped, "!defender invite", COORDINATION)
    code = amina.sees_next("-", COORDINATION).text
    await amina.edits(mistyped, "!defender invite ", COORDINATION)
    assert amina.sees_next(NOT_AGAIN, COORDINATION).text not in code
    amina.sees_no_more(COORDINATION)


async def test_a_partner_vouches_once(vigil: World) -> None:
    """In their own chat as well: a mistyped command counts when it is corrected, and once."""
    esther, amina = vigil.people("esther", "amina")
    mistyped = await esther.says("!vuch @salim:vigil.test Palm goma")
    amina.reads_on()
    await esther.edits(mistyped, "!vouch @salim:vigil.test Palm goma")
    amina.sees_next("Palm", COORDINATION)
    await esther.edits(mistyped, "!vouch @salim:vigil.test Plam goma")
    esther.sees(NOT_AGAIN)
    amina.sees_no_more(COORDINATION)
