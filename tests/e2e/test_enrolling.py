"""Enrolling by a code on paper and by vouching, on a real homeserver with real clients (issue 5)."""

from __future__ import annotations

import re

from bot.demo.people import Person
from tests.e2e.scenes import asks
from tests.e2e.world import World
from tests.waiting import until

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


async def answers(person: Person, **by_question: str) -> None:
    """They write each answer when they have read its question."""
    for question, text in by_question.items():
        await person.sees(question.replace("_", " "))
        await person.says(text)


async def test_a_person_enrols_by_a_code_and_calls_for_help(vigil: World) -> None:
    """In an encrypted chat of their own, half of it after a restart; four come at their call."""
    amina, salim, sophie = await vigil.people("amina", "salim", "sophie")
    found = CODE.search(await asks(amina, "!defender invite", "An invitation for one defender"))
    assert found
    await salim.says("good evening")
    await salim.sees("Write here the invitation")
    assert await salim.encrypts(await salim.chat())
    await salim.says(f"it is {found[0]}")
    await answers(salim, Which_language="English", By_which_name="Mbuyu", In_which_area="goma")
    await salim.sees("never hear of you")
    await vigil.restarts()
    await salim.says("The Clinic")
    await answers(salim, Choose_two_words="greet aunt mary", Is_it_right="yes")
    await salim.sees("You are enrolled")
    room = await amina.room("Coordination")
    await amina.sees("A defender has enrolled: alias Mbuyu, area goma", room)
    await salim.says("alert they are at the gate")
    await salim.sees("4 organisations are invited")
    assert "they are at the gate" in (await sophie.sees("Mbuyu needs help")).text
    assert all(salim.user not in seen.text for seen in amina.memory.seen)


async def test_a_wrong_code_opens_nothing(vigil: World) -> None:
    """Three tries; then the coordinators are told who it was, and Vigil is gone from the chat."""
    amina, eve = await vigil.people("amina", "eve")
    await asks(amina, "!defender invite", "An invitation for one defender")
    for left in ("2 more times", "once more", "ask whoever gave it to you"):
        await eve.says("AAAA-BBBB-CCCC")
        await eve.sees(left)
    await amina.sees(f"{eve.user} is not enrolled, and has written three", await amina.room("Coordination"))
    chat = await eve.chat()

    async def is_alone() -> bool:
        return vigil.bot not in await eve.members(chat)

    await until(is_alone, within=20.0)


async def test_a_partner_vouches_and_they_are_asked(vigil: World) -> None:
    """Vigil writes first, in a chat that it makes, and what was said of them is not asked again."""
    amina, esther, salim = await vigil.people("amina", "esther", "salim")
    await esther.says(f"!vouch {salim.user} Mbuyu goma")
    await esther.sees("I am asking the coordinators about Mbuyu")
    room = await amina.room("Coordination")
    question = await amina.sees("The Clinic vouches for somebody", room)
    number = re.search(r"!yes (\d+)", question.text)
    assert number
    await asks(amina, f"!yes {number[1]}", "I am asking Mbuyu in a chat")
    asked = await salim.sees("Which language do you speak")
    await salim.says("English", asked.room)
    for words, text in (("never hear of you", "no"), ("Choose two words", "no"), ("Is it right", "yes")):
        await salim.sees(words, asked.room)
        await salim.says(text, asked.room)
    await salim.sees("You are enrolled", asked.room)
    await amina.sees("alias Mbuyu, area goma. The Clinic vouches for them", room)
