"""`!merge`: two alerts worked on by the partners of both, with both defenders kept apart."""

from __future__ import annotations

from tests.bot.coordinators import answer, details, number_in
from tests.bot.people import Person
from tests.bot.scenes import COORDINATION
from tests.bot.test_nearby import rooms_of, told
from tests.bot.world import World


async def two_alerts(vigil: World) -> tuple[Person, Person, Person, Person, Person, str, str]:
    """Jean's of Goma and Mado's of Kinshasa are open: who is in them, and their rooms."""
    jean, mado, sophie, esther, amina = vigil.people("jean", "mado", "sophie", "esther", "amina")
    await jean.says("alert they are at the gate")
    await mado.says("alerte ils sont dans la cour")
    first, second = rooms_of(vigil)
    vigil.everybody_reads_on()
    return jean, mado, sophie, esther, amina, first, second


async def test_the_partners_of_each_come_to_the_other_and_the_defenders_stay_apart(vigil: World) -> None:
    """By one text that names who is called where, and a yes. River House, whom Jean excludes, is kept out."""
    jean, mado, sophie, esther, amina, first, second = await two_alerts(vigil)
    (fidele,) = vigil.people("fidele")
    await sophie.says("!call River House", second)
    assert fidele.user in vigil.homeserver.rooms[second].members
    question = await answer(amina, "!merge K001 and k002")
    assert "The Clinic and Lake Watch" in question and "River House" not in question
    assert esther.user not in vigil.homeserver.rooms[second].members
    done = await answer(amina, f"!yes {number_in(question)}")
    assert "are put together" in done and "Each keeps its own room and its own defender" in done
    for room, code, alias in ((first, "K002", "Baobab"), (second, "K001", "Kapok")):
        said = " ".join(sophie.all_of(room))
        assert code in said and f"still {alias}" in said.replace("toujours", "still")
    assert any("Kapok" in text for text in esther.all_of(second))
    await jean.says("the blue car is back")
    await mado.says("la porte est cassée")
    assert told(sophie, "the blue car", first) and not told(sophie, "the blue car", second)
    assert told(sophie, "la porte", second) and not told(sophie, "la porte", first)
    assert jean.user not in vigil.homeserver.rooms[second].members
    assert mado.user not in vigil.homeserver.rooms[first].members
    assert fidele.user not in vigil.homeserver.rooms[first].members
    assert "merge K001 K002" in " ".join(await details(vigil))


async def test_the_alerts_end_each_on_its_own_and_the_report_says_with_which(vigil: World) -> None:
    """`!alert` too, after a restart as before."""
    *_, sophie, esther, amina, first, _ = await two_alerts(vigil)
    await answer(amina, f"!yes {number_in(await answer(amina, '!merge K001, K002'))}")
    await vigil.restarts()
    assert "Worked on together with: K001" in await answer(amina, "!alert K002")
    await sophie.says("!resolve it is quiet", first)
    amina.reads_on()
    await esther.confirms(first)
    (over,) = [said.text for _, said in amina.unread(COORDINATION) if "K001" in said.text]
    assert "It was worked on together with K002" in over
    assert "open" in await answer(amina, "!alert K002")


async def test_what_cannot_be_put_together_is_said(vigil: World) -> None:
    """One code, the same twice, an unknown one, a closed one, and two that are together already."""
    *_, sophie, esther, amina, first, _ = await two_alerts(vigil)
    assert "!merge CODE CODE" in await answer(amina, "!merge K001")
    assert "the same alert" in await answer(amina, "!merge K001 K001")
    assert "I know no alert K009" in await answer(amina, "!merge K001 K009")
    number = number_in(await answer(amina, "!merge K001 K002"))
    again = number_in(await answer(amina, "!merge K002 K001"))
    await answer(amina, f"!yes {number}")
    assert "together already" in await answer(amina, f"!yes {again}")
    await sophie.says("!resolve it is quiet", first)
    await esther.confirms(first)
    assert "K001 is closed" in await answer(amina, "!merge K001 K002")


async def test_a_partner_cannot(vigil: World) -> None:
    """In an alert room there is no such command."""
    *_, sophie, _, _, first, _ = await two_alerts(vigil)
    await sophie.says("!merge K001 K002", first)
    async with vigil.store.transaction() as tx:
        every = [alert for _, alert in await vigil.vigil.places.alerts.each(tx, open_only=True)]
    assert all(alert.merged == () for alert in every)
