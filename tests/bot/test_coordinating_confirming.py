"""What cannot be undone: asked by one text with a number, and done by the right yes only."""

from __future__ import annotations

from tests.bot.coordinators import answer, details, number_in, organisation, two_coordinators
from tests.bot.people import user_id
from tests.bot.world import World

REMOVE = "!organisation remove The Clinic"


async def test_only_who_asked_can_say_yes(before: World) -> None:
    """The other coordinator is told so, and may drop it."""
    amina, omar = await two_coordinators(before)
    number = number_in(await answer(amina, REMOVE))
    assert f"waits for {amina.user}" in await answer(omar, f"!yes {number}")
    assert "needs the yes of the one" in await answer(omar, f"!agree {number}")
    assert await organisation(before, "The Clinic") is not None
    assert "is dropped" in await answer(omar, f"!no {number}")
    assert "Nothing waits under" in await answer(amina, f"!yes {number}")
    assert await organisation(before, "The Clinic") is not None


async def test_a_question_expires(vigil: World) -> None:
    """After ten minutes a yes does nothing; a restart before that forgets nothing."""
    (amina,) = vigil.people("amina")
    late = number_in(await answer(amina, REMOVE))
    await vigil.forward(minutes=10)
    assert "Nothing waits under" in await answer(amina, f"!yes {late}")
    number = number_in(await answer(amina, REMOVE))
    assert int(number) > int(late)
    await vigil.restarts()
    await vigil.forward(minutes=9)
    assert "The Clinic is removed" in await answer(amina, f"!yes #{number}.")
    assert await organisation(vigil, "The Clinic") is None


async def test_a_yes_counts_once(vigil: World) -> None:
    """A second one finds nothing, though the organisation is there again."""
    (amina,) = vigil.people("amina")
    number = number_in(await answer(amina, REMOVE))
    await answer(amina, f"!yes {number}")
    await answer(amina, "!organisation add The Clinic")
    assert "Nothing waits under" in await answer(amina, f"!yes {number}")
    assert await organisation(vigil, "The Clinic") is not None


async def test_what_has_changed_meanwhile_is_not_done_unseen(vigil: World) -> None:
    """Somebody more would go with it than was said: it is asked anew, and the new number counts."""
    (amina,) = vigil.people("amina")
    number = number_in(await answer(amina, REMOVE))
    await answer(amina, f"!person add {user_id('nora')} The Clinic")
    said = await answer(amina, f"!yes {number}")
    assert "Things have changed" in said and user_id("nora") in said
    assert await organisation(vigil, "The Clinic") is not None
    assert "The Clinic is removed" in await answer(amina, f"!yes {number_in(said)}")


async def test_what_is_gone_already_is_said(vigil: World) -> None:
    """Asked for twice: the second yes does nothing."""
    (amina,) = vigil.people("amina")
    first, second = number_in(await answer(amina, REMOVE)), number_in(await answer(amina, REMOVE))
    await answer(amina, f"!yes {first}")
    assert "is done already" in await answer(amina, f"!yes {second}")


async def test_without_a_number_nothing_is_meant(vigil: World) -> None:
    """What waits is shown; words instead of a number are none."""
    (amina,) = vigil.people("amina")
    assert "Nothing waits for a yes" in await answer(amina, "!yes")
    number = number_in(await answer(amina, REMOVE))
    for text in ("!yes", "!yes please", "!agree", "!no"):
        said = await answer(amina, text)
        assert f"{number}: The Clinic is to be removed" in said
    assert await organisation(vigil, "The Clinic") is not None


async def test_asking_answering_and_dropping_are_journalled(vigil: World) -> None:
    """By number, so that question and answer are found together; a slip is no act."""
    (amina,) = vigil.people("amina")
    number = number_in(await answer(amina, REMOVE))
    await answer(amina, "!yes 4711")
    await answer(amina, f"!no {number}")
    asked = f"organisation remove The Clinic: asked, number {number}"
    assert await details(vigil) == [asked, f"no {number}"]


async def test_what_nobody_answered_is_not_kept(vigil: World) -> None:
    """It may name people: once its time is over it is erased, whether or not anything else is asked."""
    (amina,) = vigil.people("amina")
    await answer(amina, REMOVE)
    await vigil.forward(hours=2)
    assert await vigil.store.rows("SELECT * FROM confirmations") == []
