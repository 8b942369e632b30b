"""A defender calls for help: what raises an alert, and what asks first (issue 2, "Raise")."""

from __future__ import annotations

import asyncio

import pytest

from tests.e2e.scenes import alert_raised, enrols, everybody_on_it
from tests.e2e.world import World

CALLS = {
    "en": {
        "!alert men at the gate": "men at the gate",
        "Alert": "",
        "SOS!!! they shoot": "they shoot",
        "help me, my brother is gone": "my brother is gone",
    },
    "fr": {
        "alerte ils sont au portail": "ils sont au portail",
        "Au secours !": "",
        "à l'aide, ils entrent": "ils entrent",
        "!alerte": "",
    },
    "sw": {
        "hatari wako mlangoni": "wako mlangoni",
        "Msaada!": "",
        "msaada, wanavunja mlango": "wanavunja mlango",
        "nisaidie sasa": "sasa",
    },
}
"""What is written first, and what of it has to stand in the brief."""


@pytest.mark.parametrize("language", CALLS)
async def test_an_alert_word_raises_at_once_whatever_follows(vigil: World, language: str) -> None:
    """Each form, by somebody who never wrote before, opens a room of its own whose brief holds the words."""
    (sophie,) = await vigil.people("sophie")
    calls = {f"Tree{number}": (call, words) for number, (call, words) in enumerate(CALLS[language].items())}
    defenders = [await enrols(vigil, alias.lower(), alias, "goma", "en") for alias in calls]
    for defender, (call, _) in zip(defenders, calls.values(), strict=True):
        await defender.says(call)
        await defender.sees_next("I have your alert")
    briefs = {alias: await sophie.sees(f"{alias} needs help") for alias in calls}
    assert len({brief.room for brief in briefs.values()}) == len(calls)
    for alias, (_, words) in calls.items():
        assert (f"“{words}”" if words else "wrote nothing more") in briefs[alias].text


async def test_another_first_message_gets_the_question_and_two_raises_nothing(vigil: World) -> None:
    """First "hello", then 2: the defender is sent to the coordinator, and nobody was called."""
    amina, jean = await vigil.people("amina", "jean")
    await jean.says("hello, are you there?")
    question = await jean.sees_next("Do you need help now?")
    assert "1 yes" in question.text and "2 no, just a question" in question.text
    await jean.says("2")
    await jean.sees_next("When you need help, write: alert")
    await amina.says("!alerts", await amina.room())
    await amina.sees("No alert is open")


async def test_one_raises_with_the_words_written_before(vigil: World) -> None:
    """What was said before the "1" stands in the brief in order, and is not said again below it."""
    jean, sophie = await vigil.people("jean", "sophie")
    await jean.says("hello")
    await jean.sees_next("Do you need help now?")
    await jean.says("a white car is parked outside")
    await jean.sees_next("Do you need help now?")
    await jean.says("1")
    await jean.sees_next("I have your alert")
    brief = await sophie.sees("Baobab needs help")
    assert brief.text.index("hello") < brief.text.index("a white car is parked")
    assert "nothing more" not in brief.text
    await jean.says("it has gone")
    await sophie.sees_next("Baobab: it has gone", brief.room)


async def test_while_an_alert_is_open_everything_is_passed_on_and_never_refused(vigil: World) -> None:
    """In order, also what looks like a command; acknowledged once in a while, not each time."""
    scene = await everybody_on_it(vigil)
    written = ("three men", "!lead me", "!nonsense", "and a car")
    for words in written:
        await scene.jean.says(words)
    for words in written:
        await scene.sophie.sees_next(f"Baobab: {words}", scene.room)
    await scene.jean.sees_next("I am passing this on")
    await vigil.settles()
    await scene.jean.sees_nothing_more()
    await vigil.forward(minutes=11)
    await scene.jean.says("they left")
    await scene.jean.sees_next("I am passing this on")


async def test_an_alert_word_while_one_is_open_is_an_update_never_a_second_room(vigil: World) -> None:
    """The room is alarmed again, everybody by mention, and there is still one alert in one room."""
    scene = await everybody_on_it(vigil)
    await scene.jean.says("SOS they are inside")
    await scene.all_see("Baobab: SOS they are inside")
    alarm = await scene.all_see("Baobab is calling for help again")
    assert alarm.room == scene.room
    assert set(alarm.mentions) == {person.user for person in scene.partners}
    await scene.jean.sees("I am alerting all of them again")
    await vigil.settles()
    async with vigil.vigil.store.transaction() as tx:
        assert len(await tx.journal.alerts()) == 1
    rooms = [view.room for view in scene.sophie.rooms()]
    assert rooms == [scene.room]


async def test_two_messages_in_one_breath_are_one_alert(vigil: World) -> None:
    """Whoever calls twice, because the first seemed not to go, opens one room (G1)."""
    jean, sophie = await vigil.people("jean", "sophie")
    chat = await jean.chat()
    await jean.entered(chat)
    await asyncio.gather(jean.says("alert they come", chat), jean.says("alert they come", chat))
    brief = await sophie.sees("Baobab needs help")
    assert brief.text.count("alert they come") == 1 and "they come" in brief.text.replace(
        "alert they come", ""
    )
    await jean.sees("I am alerting all of them again")
    async with vigil.vigil.store.transaction() as tx:
        assert len(await tx.journal.alerts()) == 1


async def test_the_duress_word_as_a_first_message_raises_unseen(vigil: World) -> None:
    """The defender reads what any message would have got; the room reads that they may be watched."""
    jean, sophie, amina = await vigil.people("jean", "sophie", "amina")
    await jean.says("hello")
    ordinary = await jean.sees_next("Do you need help now?")
    await jean.says("all quiet on the lake")
    forced = await jean.sees_next("Do you need help now?")
    assert forced.content == ordinary.content
    brief = await sophie.sees("Baobab needs help")
    assert "DURESS WORD" in brief.text
    await jean.says("!status")
    await jean.sees_next("No alert of yours is open")
    await jean.says("2")
    await jean.sees_next("All right")
    await sophie.sees("Baobab: 2", brief.room)
    await vigil.forward(hours=2)
    await vigil.settles()
    await jean.sees_nothing_more()
    await amina.sees("is raised")


async def test_the_defender_can_ask_how_it_stands(vigil: World) -> None:
    """`!status` and `!help` are answered in the chat; who is on it, nothing of what partners write."""
    scene = await alert_raised(vigil)
    await scene.jean.says("!status")
    await scene.jean.sees_next("4 organisations are called and have not answered yet")
    await scene.david.says("!ack", scene.room)
    await scene.jean.sees_next("1 organisation is on it: Jurists for All")
    await scene.jean.says("!status")
    await scene.jean.sees_next("Your alert is open. 1 organisation is on it: Jurists for All")
    await scene.jean.says("!help")
    await scene.jean.sees_next("In danger? Write: alert")
