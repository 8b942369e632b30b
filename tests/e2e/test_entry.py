"""How people come to Vigil: direct chats, protected or not, strangers, and the coordination room."""

from __future__ import annotations

import asyncio

from bot.demo import cast
from bot.demo.people import Person
from tests.e2e.world import World

STRANGERS_A_MINUTE = 3


async def passes(vigil: World, enrolled: Person) -> None:
    """Return when the bot has answered all that the homeserver had taken before this call."""
    await enrolled.says("!help")
    await enrolled.sees("In danger?" if enrolled.name == "Jean" else "Alerts come")
    await vigil.settles()


async def let_in(person: Person, bot: str) -> bool:
    """Whether the bot has followed this person's invitation; from a stranger's chat it is gone again."""
    assert person.direct_chat is not None
    return (await person.members(person.direct_chat)).get(bot) != "invite"


async def test_the_first_start_makes_one_coordination_room(vigil: World) -> None:
    """The coordinators are asked into an encrypted room of their own at the first start, and only then."""
    (amina,) = await vigil.people("amina")
    room = await amina.room("Coordination")
    assert await amina.encrypts(room)
    assert await amina.members(room) == {vigil.bot: "join", amina.user: "join"}
    await amina.says("!status", room)
    await amina.sees("Open alerts: 0", room)
    await vigil.restarts()
    await amina.says("!status", room)
    await amina.sees("Open alerts: 0", room)
    await vigil.settles()
    await amina.catches_up()
    assert [view.room for view in amina.phone.rooms.values()] == [room]


async def test_whoever_is_enrolled_is_answered_in_a_chat_of_their_own(vigil: World) -> None:
    """Direct chats that a defender, a partner or an admin opens are joined, and what they write is read."""
    jean, sophie, amina = await vigil.people("jean", "sophie", "amina")
    await asyncio.gather(jean.says("hello"), sophie.says("bonjour"), amina.says("habari"))
    await jean.sees_next("Do you need help now?", jean.direct_chat)
    for enrolled in (sophie, amina):
        await enrolled.sees_next("I am here", enrolled.direct_chat)
    await jean.says("2")
    await jean.sees_next("When you need help, write: alert")


async def test_a_chat_is_made_encrypted_where_that_is_allowed(vigil: World) -> None:
    """An unencrypted chat in which the bot has the power is encrypted before it answers; so is an alert."""
    jean, sophie = await vigil.people("jean", "sophie")
    await jean.opens_chat(encrypted=False)
    await jean.says("hello")
    question = await jean.sees_next("Do you need help now?")
    assert question.encrypted
    assert jean.direct_chat is not None and await jean.encrypts(jean.direct_chat)
    await jean.says("alert they are at the gate")
    confirmation = await jean.sees_next("I have your alert")
    assert confirmation.encrypted and "not encrypted" not in confirmation.text
    brief = await sophie.sees("needs help")
    assert "not encrypted" not in brief.text


async def test_an_unprotected_chat_still_takes_an_alert(vigil: World) -> None:
    """Where the bot may not encrypt, it takes the alert, and says to all that others can read."""
    jean, mado, sophie = await vigil.people("jean", "mado", "sophie")
    jean.direct_chat = await jean.opens_room(vigil.bot, encrypted=False)
    await jean.says("alert they are at the gate")
    confirmation = await jean.sees("I have your alert")
    assert not confirmation.encrypted and "not encrypted" in confirmation.text
    brief = await sophie.sees("they are at the gate")
    assert brief.encrypted and "not encrypted" in brief.text
    mado.direct_chat = await mado.opens_room(vigil.bot, encrypted=False)
    warning = await mado.sees_next("chiffr")
    assert not warning.encrypted


async def test_a_stranger_is_answered_once_and_reported(vigil: World) -> None:
    """A stranger learns that nobody knows them, whatever they write; the coordinators learn of them once."""
    amina, jean, theo = await vigil.people("amina", "jean", cast.STRANGER)
    coordination = await amina.room("Coordination")
    await theo.says("alert! they are at the gate")
    await theo.sees_next("I do not know you")
    report = await amina.sees(theo.user, coordination)
    assert "gate" not in report.text
    await theo.says("!status")
    await theo.says("hello?")
    theo.direct_chat = None
    await theo.opens_chat()
    await passes(vigil, jean)
    await theo.sees_nothing_more()
    await amina.says("!alerts", coordination)
    await amina.sees("No alert is open", coordination)


async def test_a_stranger_is_answered_on_an_unverified_phone(vigil: World) -> None:
    """G3, G6: nobody's own phone is refused that one sentence, encrypted; and nothing is taken from it."""
    (amina,) = await vigil.people("amina")
    (theo,) = await vigil.town.welcomes(cast.STRANGER, signed=False)
    await theo.says("alert! they are at the gate")
    answer = await theo.sees_next("I do not know you", theo.direct_chat)
    assert answer.encrypted
    await theo.sees_nothing_undecryptable()
    coordination = await amina.room("Coordination")
    await amina.sees(theo.user, coordination)
    await vigil.settles()
    await theo.sees_nothing_more()
    await amina.says("!alerts", coordination)
    await amina.sees("No alert is open", coordination)


async def test_a_flood_of_strangers_holds_up_nobody_else(vigil: World) -> None:
    """At most a few strangers a minute are let in; a defender is served at once in the middle of them."""
    jean, sophie, *strangers = await vigil.people("jean", "sophie", *(f"theo{i}" for i in range(7)))
    await asyncio.gather(*(stranger.opens_chat() for stranger in strangers))
    await jean.says("alert they are at the gate")
    await sophie.sees("they are at the gate")
    await jean.sees("I have your alert")
    await vigil.settles()
    for minute in range(1, 4):
        inside = sum(await asyncio.gather(*(let_in(stranger, vigil.bot) for stranger in strangers)))
        assert inside == min(minute * STRANGERS_A_MINUTE, len(strangers))
        await vigil.forward(seconds=61)
        await vigil.settles()
    for stranger in strangers:
        await stranger.sees_next("I do not know you")


async def test_only_defenders_raise_alerts(vigil: World) -> None:
    """An alert word of a partner or an admin raises nothing."""
    for person in await vigil.people("sophie", "amina"):
        await person.says("alert")
        await person.sees_next("I am here", person.direct_chat)
    async with vigil.vigil.store.transaction() as tx:
        assert not await tx.journal.alerts(open_only=False)
