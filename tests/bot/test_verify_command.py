"""`!verify yes` and `!verify no`: what the coordinators' answer is for, and where it needs the number."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.matrix.sas import Stage
from bot.matrix.verification import Code
from tests.bot.people import Person, user_id
from tests.bot.scenes import COORDINATION
from tests.bot.verifier import Verifier, standing_of, started
from tests.bot.world import World

NUMBER_WANTED = "I need the number"

End = Callable[[World, Verifier], Awaitable[None]]
"""How a comparison ends that no coordinator has answered."""


async def takes_a_plain_yes(amina: Person, phone: Verifier) -> bool:
    """Whether `!verify yes` is taken for what is being compared; the message that showed it says the same."""
    is_shown = f": {phone.yes}\n" in amina.sees_next("Call them now").text
    await amina.says(phone.yes, COORDINATION)
    is_taken = (
        phone.world.vigil.worker._verifying.held.underway[phone.me.user].sas.stage is not Stage.COMPARING
    )
    amina.sees_next("I am waiting for" if is_taken else NUMBER_WANTED)
    assert is_taken == is_shown
    return is_taken


async def test_several_at_once(vigil: World) -> None:
    """`!verify` lists them; a bare answer is not guessed at, and each is answered by name or by number."""
    amina, carter, esther = await started(vigil, "carter", "esther")
    first, second = [await Verifier(vigil, person).compares() for person in (carter, esther)]
    amina.sees(second.yes_with_number)
    await amina.says("!verify", COORDINATION)
    text = amina.sees_next("Verifications under way").text
    assert carter.user in text and esther.user in text and "waiting for you to compare" in text
    await amina.says("!verify no", COORDINATION)
    amina.sees_next("please say whom you mean")
    await amina.says("!verify yes", COORDINATION)
    wanted = amina.sees_next(NUMBER_WANTED).text
    assert first.yes_with_number in wanted and second.yes_with_number in wanted
    for phone, answer in ((first, f"!verify yes {carter.user}"), (second, second.yes_with_number)):
        await phone.says_they_match()
        await amina.says(answer, COORDINATION)
        await phone.goes_on()
        assert phone.sas.stage is Stage.DONE


@pytest.mark.parametrize(
    "answer",
    [
        "!verify yes {number}",
        "!verify yes {user}",
        "!verify yes {user} {number}",
        "!verify yes {number}, {user}",
        "!verify Yes!",
        "!verify oui {number}.",
    ],
)
async def test_a_yes_in_other_words(vigil: World, answer: str) -> None:
    """Whom it is for and the number may stand with it, in either order."""
    amina, carter = await started(vigil, "carter")
    phone = await Verifier(vigil, carter).compares()
    await amina.says(answer.format(number=phone.sas.decimals[0], user=carter.user), COORDINATION)
    amina.sees("I am waiting for Lake Watch")


async def test_a_yes_that_does_not_fit_is_not_taken(vigil: World) -> None:
    """A wrong number, somebody else's name, or words that Vigil does not know: nobody is verified by that."""
    amina, carter, esther = await started(vigil, "carter", "esther")
    phone = await Verifier(vigil, carter).compares()
    await phone.says_they_match()
    vigil.everybody_reads_on()
    number = phone.sas.decimals[0]
    for answer, said in (
        (f"!verify yes {number - 1}", "That number belongs to nothing"),
        (f"!verify yes {number // 10}", "That number belongs to nothing"),
        (f"!verify yes {carter.user} {number + 1}", "That number belongs to nothing"),
        (f"!verify yes {esther.user}", "No verification is under way"),
        (f"!verify yes {esther.user} {number}", "No verification is under way"),
        ("!verify yes @who:ever", "I know nobody"),
        (f"!verify yes {number} @who:ever", "I know nobody"),
        (f"!verify yes {carter.user} tomorrow", "I know nobody"),
    ):
        await amina.says(answer, COORDINATION)
        amina.sees_next(said)
    assert phone.sas.stage is Stage.CONFIRMED
    assert (await standing_of(vigil, carter))[0] is False


async def it_takes_too_long(vigil: World, phone: Verifier) -> None:
    """Ten minutes go by."""
    await vigil.forward(minutes=10)
    assert phone.codes == [Code.TIMEOUT]


async def they_break_it_off(vigil: World, phone: Verifier) -> None:
    """Their side presses "cancel"."""
    await phone.sends(phone.sas.cancel(Code.USER))


async def they_begin_again(vigil: World, phone: Verifier) -> None:
    """Another request takes its place, and is given up as well."""
    again = await Verifier(vigil, phone.person).asks()
    await they_break_it_off(vigil, again)
    assert phone.codes[0] == Code.USER


async def vigil_is_killed(vigil: World, phone: Verifier) -> None:
    """It knows nothing of the comparison any more, but that it was shown."""
    await vigil.restarts()


async def it_ends_and_vigil_is_killed(vigil: World, phone: Verifier) -> None:
    """One after the other."""
    await they_break_it_off(vigil, phone)
    await vigil.restarts()


ENDS = pytest.mark.parametrize(
    "ends",
    [it_takes_too_long, they_break_it_off, they_begin_again, vigil_is_killed, it_ends_and_vigil_is_killed],
)


@ENDS
@pytest.mark.parametrize("name", ["carter", "esther"])
async def test_a_yes_that_was_held_back_confirms_nothing_else(vigil: World, ends: End, name: str) -> None:
    """For an hour after a comparison that nobody answered a yes needs the number: it may be meant for that.

    The homeserver keeps a coordinator's yes for another comparison: it is of no use there, be it the same
    person's or anybody's (G3).
    """
    amina, carter, _ = await started(vigil, "carter", "esther")
    first = await Verifier(vigil, vigil.people(name)[0]).compares()
    await ends(vigil, first)
    second = await Verifier(vigil, carter).compares()
    await second.says_they_match()
    vigil.everybody_reads_on()
    for late in ("!verify yes", f"!verify yes {carter.user}"):
        await amina.says(late, COORDINATION)
        assert second.yes_with_number in amina.sees_next(NUMBER_WANTED).text
    await amina.says(first.yes_with_number, COORDINATION)
    amina.sees_next("That number belongs to nothing")
    assert second.sas.stage is Stage.CONFIRMED
    assert (await standing_of(vigil, carter))[0] is False
    await amina.says(second.yes_with_number, COORDINATION)
    await second.goes_on()
    assert (await standing_of(vigil, carter))[0] is True


@ENDS
async def test_what_is_shown_says_that_the_number_is_needed(vigil: World, ends: End) -> None:
    """Nobody has to ask: the command below the emoji is the one that will be taken."""
    amina, carter, esther = await started(vigil, "carter", "esther")
    await ends(vigil, await Verifier(vigil, esther).compares())
    vigil.everybody_reads_on()
    second = await Verifier(vigil, carter).compares()
    assert f"All the same: {second.yes_with_number}\n" in amina.sees("Call them now").text


@ENDS
async def test_after_an_hour_a_plain_yes_will_do(vigil: World, ends: End) -> None:
    """Whatever was meant for the earlier comparison would have come by now; not a minute before."""
    amina, carter, esther = await started(vigil, "carter", "esther")
    await ends(vigil, await Verifier(vigil, esther).compares())
    await vigil.forward(minutes=59)
    vigil.everybody_reads_on()
    phone = await Verifier(vigil, carter).compares()
    assert not await takes_a_plain_yes(amina, phone)
    await amina.says("!verify no", COORDINATION)
    await vigil.forward(minutes=11)
    vigil.everybody_reads_on()
    assert await takes_a_plain_yes(amina, await Verifier(vigil, carter).compares())


@pytest.mark.parametrize("answer", ["!verify yes", "!verify no", "!verify no {user}"])
async def test_what_was_answered_asks_for_no_number(vigil: World, answer: str) -> None:
    """The earlier comparison has had its answer, so a later one is not meant for it."""
    amina, carter, esther = await started(vigil, "carter", "esther")
    first = await Verifier(vigil, esther).compares()
    await amina.says(answer.format(user=esther.user), COORDINATION)
    await they_break_it_off(vigil, first)
    vigil.everybody_reads_on()
    assert await takes_a_plain_yes(amina, await Verifier(vigil, carter).compares())


async def test_what_was_never_shown_asks_for_no_number(vigil: World) -> None:
    """Nobody can have said yes to it."""
    amina, carter, esther = await started(vigil, "carter", "esther")
    await they_break_it_off(vigil, await Verifier(vigil, esther).asks())
    await amina.says(f"!verify {esther.user}", COORDINATION)
    await vigil.restarts()
    vigil.everybody_reads_on()
    assert await takes_a_plain_yes(amina, await Verifier(vigil, carter).compares())


async def test_what_is_shown_in_between_is_not_forgotten(vigil: World) -> None:
    """Two at once, of which one ends without an answer: the other's plain yes could be for that one."""
    amina, carter, esther = await started(vigil, "carter", "esther")
    phone = await Verifier(vigil, carter).compares()
    await they_break_it_off(vigil, await Verifier(vigil, esther).compares())
    vigil.everybody_reads_on()
    await amina.says("!verify yes", COORDINATION)
    assert phone.yes_with_number in amina.sees_next(NUMBER_WANTED).text


async def test_mistakes_are_put_right(vigil: World) -> None:
    """Nobody of that name; one under way already; nothing to answer."""
    amina, carter = await started(vigil, "carter")
    for command, answer in (
        ("!verify", "No verification is under way"),
        ("!verify no", "No verification is under way"),
        ("!verify yes", "No verification is under way"),
        ("!verify @who:ever", "I know nobody"),
        ("!verify no @who:ever", "I know nobody"),
        (f"!verify {carter.user}", "I am asking"),
        (f"!verify {carter.user}", "is under way"),
        ("!verify yes", "I have not shown you yet"),
        (f"!verify yes {carter.user} 1234", "I have not shown you yet"),
        (f"!verify no {carter.user}", "I have broken off"),
    ):
        await amina.says(command, COORDINATION)
        amina.sees_next(answer)


async def test_whom_it_is_about_may_stand_anywhere(vigil: World) -> None:
    """By address, in the middle of words; an address of nobody's is not passed over."""
    amina, carter = await started(vigil, "carter")
    await amina.says(f"!verify please, Esther ({user_id('esther')})", COORDINATION)
    amina.sees_next("I am asking The Clinic")
    phone = await Verifier(vigil, carter).compares()
    vigil.everybody_reads_on()
    await amina.says(f"{phone.yes_with_number} @nobody:vigil.test", COORDINATION)
    assert phone.sas.stage is Stage.COMPARING
    amina.sees_next("I know nobody of that name")
