"""Enrolling by a code on paper: whoever writes it is asked, and is a defender then; nobody else is let in."""

from __future__ import annotations

import re

import pytest

from bot.enrolling import GUESSES_AN_HOUR
from rooms.roster import Defender
from tests.bot.coordinators import answer, details
from tests.bot.people import Person, user_id
from tests.bot.scenes import COORDINATION
from tests.bot.world import World

CODE = re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$", re.MULTILINE)


async def invitation(vigil: World) -> str:
    """A coordinator has one made; returns the code."""
    (amina,) = vigil.people("amina")
    found = CODE.search(await answer(amina, "!defender invite"))
    assert found
    amina.reads_on()
    return found[0]


async def defender(vigil: World, person: Person) -> Defender | None:
    """What is kept of them."""
    async with vigil.store.transaction() as tx:
        return await tx.roster.defender(person.user)


async def enrols(person: Person, *answers: str) -> None:
    """They write these one after the other."""
    for text in answers:
        await person.says(text)


async def test_a_person_enrols_from_their_own_account(vigil: World) -> None:
    """Question after question, read back, confirmed; coordinators hear the alias; an alert is raised."""
    code = await invitation(vigil)
    amina, salim = vigil.people("amina", "salim")
    await salim.opens_chat()
    salim.sees_next("If you were given an invitation on paper")
    amina.sees_next("Somebody who is not enrolled has opened a chat", COORDINATION)
    await salim.says(f"hello, it is {code.lower().replace('-', ' ')}")
    salim.sees_next("Which language do you speak?")
    await salim.says("Swahili and English")
    salim.sees_next("Mashirika yakuite kwa jina gani?")
    await salim.says("Mzee Salim")
    salim.sees_next("limo katika jina la akaunti")
    await salim.says("Mbuyu")
    salim.sees_next("katika eneo gani")
    await salim.says("niko Goma")
    salim.sees_next("Je, ulimaanisha goma?")
    await salim.says("ndiyo")
    salim.sees_next("The Clinic")
    await salim.says("lake watch")
    salim.sees_next("Chagua maneno mawili")
    await salim.says("msalimie babu")
    said = salim.sees_next("Haya ndiyo ninayoyahifadhi").text
    assert "Mbuyu" in said and "goma" in said and "Lake Watch" in said
    assert "msalimie babu" not in said and await defender(vigil, salim) is None
    await salim.says("ndiyo")
    salim.sees_next("Umeandikishwa")
    assert await defender(vigil, salim) == Defender(
        salim.user, "Mbuyu", "goma", ("sw", "en"), ("lake-watch",), "msalimie babu"
    )
    said = amina.sees_next("A defender has enrolled: alias Mbuyu, area goma", COORDINATION).text
    assert "They had the invitation of 21:00" in said
    await salim.says("hatari")
    (sophie,) = vigil.people("sophie")
    sophie.sees("Mbuyu needs help")
    assert salim.user not in "\n".join(amina.all_of(COORDINATION))


async def test_a_code_is_good_once_and_for_a_week(vigil: World) -> None:
    """Used up it is none, for whoever writes it; after seven days it never was."""
    code, late = await invitation(vigil), await invitation(vigil)
    assert code != late
    salim, tendai = vigil.people("salim", "tendai")
    await enrols(salim, code, "fr", "finir")
    assert await defender(vigil, salim) is not None
    await tendai.says(code)
    tendai.sees("That is no invitation that is good now")
    await vigil.forward(days=7)
    await tendai.opens_chat()
    await tendai.says(late)
    assert await defender(vigil, tendai) is None and "Which language" not in "\n".join(tendai.all_of())


async def test_the_code_stands_nowhere(vigil: World, capfd: pytest.CaptureFixture[str]) -> None:
    """Not in the database, nor in the journal of the coordination room, nor in a log; before and after."""
    code = await invitation(vigil)
    assert (await details(vigil))[-1] == "defender invite"
    (salim,) = vigil.people("salim")
    for text in ("good morning", code, "fr"):
        tables = ("enrolments", "acts", "facts", "outbox", "inbox", "enrolling", "guesses", "chats")
        rows = await vigil.store.rows(*(f"SELECT * FROM {table}" for table in tables))
        kept = repr(rows) + "".join(capfd.readouterr())
        assert code not in kept and code.replace("-", "") not in kept
        await salim.says(text)


async def test_a_stranger_has_three_guesses(vigil: World) -> None:
    """Then the coordinators are told who it was, Vigil leaves, and comes back for no other try."""
    await invitation(vigil)
    amina, eve = vigil.people("amina", "eve")
    for left in ("2 more times", "once more"):
        await eve.says("AAAA-BBBB-CCCC")
        eve.sees(left)
    await eve.says("AAAA-BBBB-CCCC")
    eve.sees("Please ask whoever gave it to you")
    amina.sees(f"{eve.user} is not enrolled, and has written three invitations", COORDINATION)
    members = vigil.homeserver.rooms[str(eve.chat)].members
    assert members[vigil.homeserver.bot] == "leave"
    await vigil.forward(hours=2)
    await eve.opens_chat()
    assert vigil.homeserver.rooms[str(eve.chat)].members[vigil.homeserver.bot] == "invite"


async def test_many_strangers_cannot_guess_together(vigil: World) -> None:
    """Twenty wrong codes an hour in all: then even a right one waits, and it is told once."""
    code = await invitation(vigil)
    async with vigil.store.transaction() as tx:
        for number in range(GUESSES_AN_HOUR):
            await tx.newcomers.guess(f"@eve{number}:else.test", vigil.clock.now())
    amina, salim = vigil.people("amina", "salim")
    for _ in range(2):
        await salim.says(code)
        salim.sees("Please try again in an hour")
    told = [text for text in amina.all_of(COORDINATION) if "Very many wrong invitations" in text]
    assert len(told) == 1
    await vigil.forward(minutes=61)
    await salim.opens_chat()
    await salim.says(code)
    salim.sees("Which language do you speak?")


async def test_a_stranger_without_a_code_is_left_after_an_hour(vigil: World) -> None:
    """What else they write is answered with what they can do; a call for help is told by name at once."""
    await invitation(vigil)
    amina, theo = vigil.people("amina", "theo")
    await theo.says("good morning")
    theo.sees("Write here the invitation that you were given on paper")
    await theo.says("SOS they are at the gate")
    amina.sees(f"{theo.user} has opened a chat with me and is not enrolled", COORDINATION)
    async with vigil.store.transaction() as tx:
        assert await tx.journal.alerts(open_only=True) == []
    await vigil.forward(hours=1)
    assert vigil.homeserver.rooms[str(theo.chat)].members[vigil.homeserver.bot] == "leave"


async def test_without_an_invitation_out_a_stranger_is_treated_as_ever(vigil: World) -> None:
    """Answered once, told, left; and let in again as soon as there is one."""
    amina, salim = vigil.people("amina", "salim")
    await salim.opens_chat()
    salim.sees("I do not know you, so I cannot raise an alert for you")
    amina.sees(f"{salim.user} has opened a chat", COORDINATION)
    code = await invitation(vigil)
    await salim.opens_chat()
    await enrols(salim, code, "fr", "finir")
    assert await defender(vigil, salim) is not None


async def test_a_code_in_the_clear_is_refused_and_void(vigil: World) -> None:
    """The homeserver could have read it: nobody enrols by it any more, and another one is needed."""
    code = await invitation(vigil)
    amina, salim, eve = vigil.people("amina", "salim", "eve")
    await salim.opens_chat(encrypted=False, bot_may_protect=False)
    await salim.says(code, plain=True)
    salim.sees("This chat is not encrypted")
    amina.sees("is good no more", COORDINATION)
    await invitation(vigil)
    await eve.says(code)
    eve.sees("That is no invitation that is good now")


async def test_an_answer_in_the_clear_is_not_taken(vigil: World) -> None:
    """Whoever goes on in a plain chat is asked into an encrypted one, where the question still waits."""
    code = await invitation(vigil)
    (salim,) = vigil.people("salim")
    await enrols(salim, code, "English")
    own = salim.chat
    plain = await salim.opens_chat(encrypted=False, bot_may_protect=False)
    await salim.says("Mbuyu", plain, plain=True)
    salim.sees("only where nobody else can read it", plain)
    salim.chat = own
    await salim.says("Mbuyu")
    salim.sees("In which area")


async def test_it_goes_on_after_a_restart(vigil: World) -> None:
    """The question that waited still waits, and what was answered is kept."""
    code = await invitation(vigil)
    (salim,) = vigil.people("salim")
    await enrols(salim, code, "English", "Mbuyu")
    await vigil.restarts()
    await enrols(salim, "goma", "no", "no", "yes")
    assert await defender(vigil, salim) == Defender(salim.user, "Mbuyu", "goma", ("en",))


async def test_a_call_for_help_in_the_middle_is_raised_at_the_end(vigil: World) -> None:
    """They are told how to finish at once, the coordinators hear of it, and the words go into the room."""
    code = await invitation(vigil)
    amina, salim, sophie = vigil.people("amina", "salim", "sophie")
    await enrols(salim, code, "English")
    await salim.says("alert they are at the gate")
    salim.sees("To be enrolled at once with what I know, write: finish")
    amina.sees("SOMEBODY WHO IS ENROLLING CALLS FOR HELP", COORDINATION)
    async with vigil.store.transaction() as tx:
        assert await tx.journal.alerts(open_only=True) == []
    await salim.says("finish")
    salim.sees("You are enrolled")
    found = await defender(vigil, salim)
    assert found is not None
    assert "they are at the gate" in sophie.sees(f"{found.alias} needs help").text


async def test_wrong_answers_are_asked_again(vigil: World) -> None:
    """An alias that is taken, an organisation that is none, duress words with a meaning: one sentence."""
    code = await invitation(vigil)
    (salim,) = vigil.people("salim")
    await enrols(salim, code, "English")
    for text, expected in (
        ("Baobab", "cannot be your name here"),
        ("The Clinic", "cannot be your name here"),
        ("x" * 60, "one line"),
        ("Mbuyu", "In which area"),
        ("goma", "never hear of you"),
        ("the clinik", "Did you mean The Clinic?"),
        ("no", "Choose two words"),
        ("safe", "two words or more"),
        ("greet aunt mary", "Is it right?"),
        ("perhaps", "To change something"),
        ("name", "By which name"),
        ("Tamarind", "Name: Tamarind"),
        ("yes", "You are enrolled"),
    ):
        salim.reads_on()
        await salim.says(text)
        salim.sees_next(expected)
    assert await defender(vigil, salim) == Defender(
        salim.user, "Tamarind", "goma", ("en",), (), "greet aunt mary"
    )


async def test_an_alias_that_was_taken_meanwhile_is_asked_for_again(vigil: World) -> None:
    """Two enrol at once: no two defenders have the same name."""
    first, second = await invitation(vigil), await invitation(vigil)
    salim, tendai = vigil.people("salim", "tendai")
    for person, code in ((salim, first), (tendai, second)):
        await enrols(person, code, "English", "Mbuyu", "goma", "no", "no")
    await salim.says("yes")
    await tendai.says("yes")
    tendai.sees("Mbuyu cannot be your name here")
    await enrols(tendai, "Tamarind", "yes")
    found = await defender(vigil, tendai)
    assert found is not None and found.alias == "Tamarind"


@pytest.mark.parametrize("name", ["sophie", "amina", "jean"])
async def test_who_is_known_already_does_not_enrol(vigil: World, name: str) -> None:
    """A partner, a coordinator, a defender: a code in their chat is words like others, and stays good."""
    code = await invitation(vigil)
    (person,) = vigil.people(name)
    await person.says(code)
    async with vigil.store.transaction() as tx:
        assert len(await tx.enrolments.open(vigil.clock.now())) == 1
        assert await tx.newcomers.of(user_id(name)) is None


async def test_another_chat_gives_no_further_guess(vigil: World) -> None:
    """Two chats begun at once: what is used up in the one is used up in the other, also for a right code."""
    code = await invitation(vigil)
    (eve,) = vigil.people("eve")
    first, second = vigil.homeserver.open_chat(eve.user), vigil.homeserver.open_chat(eve.user)
    await vigil.settles()
    for _ in range(3):
        await eve.says("AAAA-BBBB-CCCC", first)
    assert vigil.homeserver.rooms[second].members[vigil.homeserver.bot] == "join"
    await eve.says(code, second)
    assert await defender(vigil, eve) is None
    assert "Which language" not in "\n".join(eve.all_of())


@pytest.mark.parametrize(
    "around",
    ["here {}", "le code {}", "le coordinateur m'a dit {}", "bonjour, je suis de l'organisation: {} merci"],
)
async def test_words_around_a_code_are_no_part_of_it(vigil: World, around: str) -> None:
    """Words of four letters, or of twelve, are neither the beginning of a code nor a guess."""
    code = await invitation(vigil)
    (salim,) = vigil.people("salim")
    await salim.says("bonjour, je suis de votre organisation")
    salim.sees("I do not know you yet, so I cannot help you")
    await salim.says(around.format(code))
    salim.sees("Which language do you speak?")


async def test_who_answers_for_an_organisation_meanwhile_does_not_enrol(vigil: World) -> None:
    """A stranger who was asked for a code, and is a partner before it comes: it stays good, and they one."""
    code = await invitation(vigil)
    amina, salim = vigil.people("amina", "salim")
    await salim.opens_chat()
    await answer(amina, f"!person add {salim.user} The Clinic")
    await salim.says(code)
    assert await defender(vigil, salim) is None
    assert "Which language" not in "\n".join(salim.all_of())
    async with vigil.store.transaction() as tx:
        assert len(await tx.enrolments.open(vigil.clock.now())) == 1
    vigil.homeserver.speaks_from[salim.user] = await salim.gets_a_phone(signed=False)
    vigil.homeserver.new_key(salim.user, str(salim.chat))
    salim.reads_on()
    await salim.says("!help")
    assert "!vouch" not in "\n".join(said.text for _, said in salim.unread())


async def test_coordinators_do_not_read_who_is_enrolling(vigil: World) -> None:
    """Also not where an attack is told, or that they cannot be read: nobody is named who has no alias yet."""
    code = await invitation(vigil)
    amina, salim = vigil.people("amina", "salim")
    await salim.says(code)
    await salim.says("hello", plain=True)
    amina.sees("POSSIBLE ATTACK", COORDINATION)
    vigil.homeserver.withhold(salim.user, str(salim.chat))
    await vigil.settles()
    amina.sees("gives me no key", COORDINATION)
    assert salim.user not in "\n".join(amina.all_of(COORDINATION))


async def test_who_is_enrolling_is_not_made_a_partner(vigil: World) -> None:
    """What they wrote until then, be it a call for help, would be lost with it."""
    code = await invitation(vigil)
    amina, salim = vigil.people("amina", "salim")
    await salim.says(code)
    assert "one account has one part" in await answer(amina, f"!person add {salim.user} The Clinic")
    assert "is to be a coordinator" in await answer(amina, f"!admin add {salim.user}")
    assert "one account has one part" in await answer(amina, "!yes 1")
    await enrols(salim, "finish")
    assert await defender(vigil, salim) is not None
