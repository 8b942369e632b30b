"""`!vouch`: a partner names a defender in their own chat, a coordinator decides, and they are asked."""

from __future__ import annotations

from bot.errors import Refused
from rooms.roster import Defender
from tests.bot.coordinators import answer, number_in, two_coordinators
from tests.bot.people import Person, user_id
from tests.bot.scenes import COORDINATION
from tests.bot.world import World

SALIM = user_id("salim")


async def vouched(vigil: World, partner: Person, words: str = "Mbuyu goma") -> str:
    """A partner vouches for Salim; what the coordinators are asked."""
    (amina,) = vigil.people("amina")
    amina.reads_on()
    await partner.says(f"!vouch {SALIM} {words}")
    return amina.sees("vouches for somebody", COORDINATION).text


async def test_a_partner_vouches_and_any_coordinator_decides(before: World) -> None:
    """Asked by alias alone; after the yes the person is asked the same questions, but for what was said."""
    amina, omar = await two_coordinators(before)
    esther, salim = before.people("esther", "salim")
    question = await vouched(before, esther, "Mbuyu GOMA")
    esther.sees("I am asking the coordinators about Mbuyu")
    assert "The Clinic vouches for somebody as a defender: alias Mbuyu, area goma" in question
    assert salim.unread() == []
    assert "I am asking Mbuyu in a chat" in await answer(omar, f"!yes {number_in(question)}")
    salim.sees("One that knows you has asked me to watch over you")
    (place, _) = next(iter(reversed(salim.unread())), (None, None))
    salim.chat = next(
        room.id for room in before.homeserver.rooms.values() if room.members.get(SALIM) in ("join", "invite")
    )
    await salim.joins(salim.chat)
    for text in ("English", "no", "no", "yes"):
        await salim.says(text)
    async with before.store.transaction() as tx:
        assert await tx.roster.defender(SALIM) == Defender(SALIM, "Mbuyu", "goma", ("en",))
    amina.sees("alias Mbuyu, area goma. The Clinic vouches for them", COORDINATION)
    assert SALIM not in "\n".join(amina.all_of(COORDINATION))
    assert place is None or place.id == salim.chat


async def test_without_a_yes_nobody_is_written_to(vigil: World) -> None:
    """Dropped, or a week old: the person never hears of it."""
    amina, esther, salim = vigil.people("amina", "esther", "salim")
    await answer(amina, f"!no {number_in(await vouched(vigil, esther))}")
    number = number_in(await vouched(vigil, esther))
    await vigil.forward(days=7)
    assert "Nothing waits under" in await answer(amina, f"!yes {number}")
    assert salim.all_of() == []


async def test_nobody_finds_out_by_it_who_is_a_defender(vigil: World) -> None:
    """The partner is answered as ever; the coordinators are told that they are known."""
    amina, esther = vigil.people("amina", "esther")
    await esther.says(f"!vouch {user_id('jean')} Mbuyu goma")
    esther.sees("I am asking the coordinators about Mbuyu")
    amina.sees("whom I know already", COORDINATION)


async def test_slips_and_who_may_not(vigil: World) -> None:
    """How it is written; a taken alias; a plain chat; a defender, a coordinator, a suspended partner."""
    amina, esther, jean, omar = vigil.people("amina", "esther", "jean", "omar")
    await esther.says("!vouch")
    esther.sees("Write: !vouch @user ALIAS AREA")
    await esther.says(f"!vouch {SALIM} Baobab goma")
    esther.sees("Baobab cannot be your name here")
    await esther.says(f"!vouch {SALIM} Salim goma")
    esther.sees("“Salim” stands in the name of the account")
    await esther.says("!help")
    esther.sees("!vouch @user ALIAS AREA")
    own = esther.chat
    plain = await esther.opens_chat(encrypted=False, bot_may_protect=False)
    await esther.says(f"!vouch {SALIM} Mbuyu goma", plain, plain=True)
    esther.sees("This chat is not encrypted", plain)
    esther.chat = own
    await answer(amina, "!suspend The Clinic")
    amina.reads_on()
    for person in (esther, jean, amina, omar):
        await person.says(f"!vouch {SALIM} Mbuyu goma")
    async with vigil.store.transaction() as tx:
        chat = await tx.chats.coordination()
        assert chat is not None
        assert await tx.confirmations.open(chat.room, vigil.clock.now()) == []


async def test_a_partner_cannot_flood_the_coordinators(vigil: World) -> None:
    """Five wait at most, of one partner."""
    (esther,) = vigil.people("esther")
    for number in range(6):
        await esther.says(f"!vouch @salim{number}:else.test Mbuyu{number} goma")
    esther.sees("The coordinators have not answered yet")


async def test_how_many_wait_does_not_tell_who_is_a_defender(vigil: World) -> None:
    """Where no more are taken, somebody whom Vigil knows is refused in the same words."""
    (esther,) = vigil.people("esther")
    for number in range(4):
        await esther.says(f"!vouch @salim{number}:else.test Mbuyu{number} goma")
    await esther.says(f"!vouch {user_id('jean')} Mbuyu goma")
    esther.reads_on()
    for user in (SALIM, user_id("jean")):
        await esther.says(f"!vouch {user} Kapoka goma")
        esther.sees_next("The coordinators have not answered yet")


async def test_the_word_of_who_is_suspended_or_gone_counts_no_more(vigil: World) -> None:
    """It may never have been theirs: what they asked for before is dropped when a coordinator says yes."""
    amina, carter, zawadi, salim = vigil.people("amina", "carter", "zawadi", "salim")
    first, second = await vouched(vigil, carter), await vouched(vigil, zawadi, "Tamarind goma")
    await answer(amina, f"!suspend {carter.user}")
    gone = number_in(await answer(amina, f"!person remove {zawadi.user}"))
    await answer(amina, f"!yes {gone}")
    for question in (first, second):
        assert "I have done nothing" in await answer(amina, f"!yes {number_in(question)}")
        assert "Nothing waits under" in await answer(amina, f"!yes {number_in(question)}")
    assert salim.all_of() == []


async def test_who_cannot_be_asked_is_told_of_by_alias(vigil: World) -> None:
    """An address that is none: the coordinators hear that nobody was asked, and not who was meant."""
    amina, esther = vigil.people("amina", "esther")
    vigil.gateway.breaks("invite", Refused(404, "M_NOT_FOUND"), about=SALIM)
    question = await vouched(vigil, esther)
    await answer(amina, f"!yes {number_in(question)}")
    amina.sees("I could not ask Mbuyu", COORDINATION)
    assert SALIM not in "\n".join(amina.all_of(COORDINATION))
