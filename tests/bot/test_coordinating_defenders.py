"""`!defender edit|suspend|resume|remove`: by alias alone, and nobody is left alone in an alert."""

from __future__ import annotations

import pytest

from rooms import naming
from rooms.naming import Known
from rooms.texts import Mistake
from tests.bot.coordinators import answer, details, number_in
from tests.bot.people import user_id
from tests.bot.scenes import COORDINATION, agreed, alert_raised
from tests.bot.world import World

JEAN = user_id("jean")


async def test_a_defender_is_edited(vigil: World) -> None:
    """From the next alert on; the answer and the journal name them by alias alone."""
    amina, jean, esther = vigil.people("amina", "jean", "esther")
    said = await answer(amina, "!defender edit baobab; alias: Tamarind; exclude: The Clinic; languages: fr")
    assert "Before: alias: Baobab" in said and "Now: alias: Tamarind; exclude: clinic; languages: fr" in said
    async with vigil.store.transaction() as tx:
        defender = await tx.roster.defender(JEAN)
    assert defender is not None
    assert (defender.alias, defender.exclude, defender.languages) == ("Tamarind", ("clinic",), ("fr",))
    await jean.says("alert")
    esther.sees_no_more()
    (sophie,) = vigil.people("sophie")
    sophie.sees("Tamarind", None)
    told = "\n".join([*amina.all_of(COORDINATION)[1:], *(await details(vigil))])
    assert JEAN not in told


async def test_a_suspended_defender_raises_nothing_and_is_told_so(vigil: World) -> None:
    """Both sides hear of it, once an hour; resumed, the next call is raised."""
    amina, jean = vigil.people("amina", "jean")
    assert "raises no alert" in await answer(amina, "!defender suspend Baobab")
    amina.reads_on()
    for _ in range(2):
        await jean.says("alert they are at the gate")
    jean.sees_next("I raise no alert from this account now")
    jean.sees_no_more()
    amina.sees_next("Baobab, who is suspended, writes to me", COORDINATION)
    amina.sees_no_more(COORDINATION)
    async with vigil.store.transaction() as tx:
        assert await tx.journal.alerts(open_only=True) == []
    assert "Suspended: Baobab" in await answer(amina, "!organisations")
    assert JEAN not in "\n".join(amina.all_of(COORDINATION)[1:])
    await vigil.restarts()
    await vigil.forward(hours=1)
    await jean.says("alert")
    jean.sees("I raise no alert")
    assert "watched over again" in await agreed(amina, "!defender resume Baobab")
    await jean.says("alert")
    jean.sees("4 organisations are invited")


async def test_a_removed_defender_is_told_and_is_a_stranger(vigil: World) -> None:
    """After the yes: forgotten, the chat is left, and no alert is raised from then on."""
    amina, jean = vigil.people("amina", "jean")
    await jean.says("hello")
    question = await answer(amina, "!defender remove Baobab")
    assert "Baobab (area: goma) is to be removed" in question
    await answer(amina, f"!yes {number_in(question)}")
    jean.sees("I no longer watch over you")
    assert vigil.homeserver.rooms[str(jean.chat)].members[vigil.homeserver.bot] == "leave"
    async with vigil.store.transaction() as tx:
        assert not await tx.roster.knows(JEAN)
    await jean.opens_chat()
    jean.sees("I do not know you")
    assert (await details(vigil))[-1] == "yes 1: remove Baobab"


@pytest.mark.parametrize("text", ["!defender remove Baobab", "!defender suspend Baobab"])
async def test_nobody_is_taken_out_of_their_own_alert(vigil: World, text: str) -> None:
    """While it is open nothing is done, also not by a question that was asked before."""
    (amina,) = vigil.people("amina")
    before = number_in(await answer(amina, "!defender remove Baobab"))
    scene = await alert_raised(vigil)
    assert "Alert K001 of Baobab is open" in await answer(amina, text)
    assert "Alert K001 of Baobab is open" in await answer(amina, f"!yes {before}")
    await scene.jean.says("they are still there")
    scene.sophie.sees("they are still there", scene.room)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("!defender", "!defender edit ALIAS"),
        ("!defender invit", "Did you mean: !defender invite"),
        ("!defender edit", "Write: !defender edit ALIAS"),
        ("!defender edit Baobab", "is not complete"),
        ("!defender edit Baobap; area: goma", "Did you mean Baobab?"),
        ("!defender edit xyz; area: goma", "I know no defender called “xyz”"),
        ("!defender edit Baobab; duress: some words", "I do not understand “duress: some words”"),
        ("!defender edit Baobab; exclude: Clinik", "Did you mean The Clinic?"),
        ("!defender edit Baobab; alias: The Clinic", "cannot be your name here"),
        ("!defender resume Baobab", "Baobab is not suspended"),
        (f"!defender remove {JEAN}", "I know no defender"),
    ],
)
async def test_a_slip_changes_nothing(vigil: World, text: str, expected: str) -> None:
    """One sentence; the roster stays, and nothing is journalled."""
    (amina,) = vigil.people("amina")
    async with vigil.store.transaction() as tx:
        before = await tx.roster.everybody()
    assert expected in await answer(amina, text)
    async with vigil.store.transaction() as tx:
        assert await tx.roster.everybody() == before
    assert await details(vigil) == []


@pytest.mark.parametrize("word", ["suspend", "resume", "remove"])
async def test_an_alias_that_goes_on_is_another_alias(vigil: World, word: str) -> None:
    """Nobody's call for help is put aside because their alias begins like the one that was meant."""
    (amina,) = vigil.people("amina")
    assert "I know no defender called “Baobab Rouge”" in await answer(amina, f"!defender {word} Baobab Rouge")
    assert await details(vigil) == []


async def test_an_alias_can_be_written_in_a_command(vigil: World) -> None:
    """What parts the words of commands is in no alias: who had such a one could never be taken off again."""
    (amina,) = vigil.people("amina")
    for alias in ("Dr: Acacia", "Acacia, Goma", "Acacia;"):
        with pytest.raises(Mistake):
            naming.alias(alias, Known((), (), ""))
    assert "cannot be your name" in await answer(amina, "!defender edit Baobab; alias: Acacia, Goma")


async def test_a_comma_where_a_semicolon_belongs(vigil: World) -> None:
    """A field behind it is one: else an exclusion would stand in the area, and keep nobody out."""
    (amina,) = vigil.people("amina")
    said = await answer(
        amina, "!defender edit Baobab; zone: goma, exclude: The Clinic, Lake Watch, languages: fr"
    )
    assert "Now: area: goma; exclude: clinic, lake-watch; languages: fr" in said
    for wrong in ("area: goma, exclud: The Clinic", "alias: Acacia exclude: The Clinic"):
        said = await answer(amina, f"!defender edit Baobab; {wrong}")
        assert "I do not understand" in said or "cannot be your name" in said
