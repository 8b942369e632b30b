"""`!admin`: two coordinators agree to every change of who coordinates, never the same one twice."""

from __future__ import annotations

import pytest

from tests.bot.coordinators import answer, details, number_in, two_coordinators
from tests.bot.people import Person, user_id
from tests.bot.scenes import COORDINATION
from tests.bot.world import World


async def admins(vigil: World) -> list[str]:
    """The coordinators as they stand."""
    async with vigil.store.transaction() as tx:
        return await tx.roster.admins()


async def asks(person: Person, text: str) -> str:
    """They order something that two have to agree to; returns its number."""
    return number_in(await answer(person, text))


async def test_two_agree_to_a_new_coordinator(before: World) -> None:
    """The asker cannot agree, nor say yes; the other can, and then the new one is asked in and heard."""
    amina, omar = await two_coordinators(before)
    (lucie,) = before.people("lucie")
    question = await answer(amina, f"!admin add {lucie.user}")
    assert f"Another coordinator than {amina.user} has to agree" in question
    number = number_in(question)
    for text in (f"!agree {number}", f"!yes {number}"):
        assert "needs another coordinator" in await answer(amina, text)
    assert "needs another coordinator" in await answer(omar, f"!yes {number}")
    members = before.homeserver.rooms[COORDINATION].members
    assert lucie.user not in members and lucie.user not in await admins(before)
    assert "is a coordinator now" in await answer(omar, f"!agree {number}")
    assert members[lucie.user] == "join"
    assert "Partner organisations" in await answer(lucie, "!status")
    assert (await details(before))[-2:] == [
        f"agree {number}: add {lucie.user}, asked for by {amina.user}",
        "status",
    ]


async def test_two_agree_to_a_removal(before: World) -> None:
    """Put out of the room at once, heard no more, told nothing."""
    amina, omar = await two_coordinators(before)
    (lucie,) = before.people("lucie")
    await answer(omar, f"!agree {await asks(amina, f'!admin add {lucie.user}')}")
    number = await asks(lucie, f"!admin remove {amina.user}")
    assert "is a coordinator no longer" in await answer(omar, f"!agree {number}")
    assert await admins(before) == [omar.user, lucie.user]
    assert before.homeserver.rooms[COORDINATION].members[amina.user] == "leave"
    before.everybody_reads_on()
    before.homeserver.let_in(before.homeserver.rooms[COORDINATION], amina.user)
    before.homeserver.send(amina.user, COORDINATION, {"msgtype": "m.text", "body": "!status"})
    await before.settles()
    amina.sees_no_more()


async def test_the_last_two_cannot_remove_each_other_into_none(before: World) -> None:
    """Both have asked to remove the other: the first agreement voids what the one who is gone had asked."""
    amina, omar = await two_coordinators(before)
    first = await asks(amina, f"!admin remove {omar.user}")
    second = await asks(omar, f"!admin remove {amina.user}")
    await amina.says(f"!agree {second}", COORDINATION)
    assert await admins(before) == [omar.user]
    assert "is no coordinator now" in await answer(omar, f"!agree {first}")
    assert "nobody would be left" in await answer(omar, f"!admin remove {omar.user}")
    assert await admins(before) == [omar.user]


async def test_who_is_suspended_does_not_agree_and_still_counts(before: World) -> None:
    """Nobody makes themselves the only coordinator by suspending the other, and then goes on alone."""
    amina, omar = await two_coordinators(before)
    before_that = await asks(omar, f"!admin add {user_id('lucie')}")
    await answer(amina, f"!suspend {omar.user}")
    number = await asks(amina, f"!admin add {user_id('lucie')}")
    assert "needs another coordinator" in await answer(amina, f"!yes {number}")
    assert "is no coordinator now" in await answer(amina, f"!agree {before_that}")
    assert "nobody would be left" in await answer(amina, f"!admin remove {amina.user}")
    assert await admins(before) == [amina.user]


async def test_the_only_coordinator_confirms_the_second(vigil: World) -> None:
    """Where there is no other to agree, there would never be one."""
    (amina,) = vigil.people("amina")
    number = await asks(amina, f"!admin add {user_id('lucie')}")
    assert "is a coordinator now" in await answer(amina, f"!yes {number}")
    assert await admins(vigil) == [amina.user, user_id("lucie")]


async def test_who_cannot_be_a_coordinator(vigil: World) -> None:
    """Vigil, one who is it already; and nobody is removed who is none."""
    (amina,) = vigil.people("amina")
    for text, expected in (
        (f"!admin add {amina.user}", "is a coordinator already"),
        ("!admin add @vigil:vigil.test", "my own account"),
        (f"!admin remove {user_id('lucie')}", "is no coordinator"),
        ("!admin add lucie", "Write: !admin add @user"),
        ("!admin", "!admin remove @user"),
    ):
        assert expected in await answer(amina, text)
    assert await details(vigil) == []


async def test_an_agreement_has_a_day(before: World) -> None:
    """The other one may be asleep; after that it is asked again."""
    amina, omar = await two_coordinators(before)
    number = await asks(amina, f"!admin add {user_id('lucie')}")
    await before.forward(hours=23)
    late = await asks(amina, f"!admin add {user_id('theo')}")
    await before.forward(hours=1)
    assert "Nothing waits under" in await answer(omar, f"!agree {number}")
    assert "is a coordinator now" in await answer(omar, f"!agree {late}")


@pytest.mark.parametrize(
    "how", ["another identity", "an unsigned phone", "in the clear", "by another's edit"]
)
async def test_only_the_other_coordinator_agrees(before: World, how: str) -> None:
    """G3: not whoever has got hold of their account, of a new phone of theirs, or of the homeserver."""
    amina, omar = await two_coordinators(before)
    number = await asks(amina, f"!admin add {user_id('lucie')}")
    said = await omar.says("good morning", COORDINATION)
    if how == "another identity":
        await omar.changes_identity()
    elif how == "an unsigned phone":
        before.homeserver.speaks_from[omar.user] = await omar.gets_a_phone(signed=False)
        before.homeserver.new_key(omar.user, COORDINATION)
    if how == "by another's edit":
        await amina.edits(said, f"!agree {number}", COORDINATION)
    else:
        await omar.says(f"!agree {number}", COORDINATION, plain=how == "in the clear")
    assert await admins(before) == [amina.user, omar.user]
