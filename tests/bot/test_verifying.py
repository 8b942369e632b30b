"""Emoji verification: who may, what the coordinators see and decide, and what becomes of those who cheat."""

from __future__ import annotations

from dataclasses import replace

import pytest
from nio.crypto.sas import Sas as NioSas

from bot.errors import Refused
from bot.matrix.sas import Stage
from bot.matrix.verification import PREFIX, Code, Step
from rooms.texts import say
from tests.bot.people import user_id
from tests.bot.scenes import COORDINATION, alert_raised
from tests.bot.test_wording import render
from tests.bot.verifier import Verifier, standing_of, started
from tests.bot.world import World


async def test_a_partner_is_verified_by_emoji(vigil: World) -> None:
    """They ask in their chat; a coordinator is shown what their phone shows, and says yes."""
    amina, carter = await started(vigil, "carter")
    phone = await Verifier(vigil, carter).compares()
    shown = amina.sees_next("Call them now")
    lines = [render(say("verify-emoji", number=number)) for number in phone.sas.emoji]
    assert "\n".join(lines) in shown.text and f"All the same: {phone.yes}\n" in shown.text
    assert shown.mentions == (amina.user,)
    carter.sees("A coordinator will call you")
    assert await standing_of(vigil, carter) == (False, phone.me.master)
    await phone.says_they_match()
    assert await standing_of(vigil, carter) == (False, phone.me.master)
    await amina.says(phone.yes, COORDINATION)
    await phone.goes_on()
    assert phone.sas.verified == vigil.gateway.me.master
    assert await standing_of(vigil, carter) == (True, phone.me.master)
    assert (carter.user, phone.me.master) in vigil.homeserver.signed_by_bot
    amina.sees(f"Lake Watch, {carter.user} is verified.")
    assert phone.kinds == [PREFIX + kind for kind in ("ready", "accept", "key", "mac", "done")]


async def test_the_coordinator_may_be_the_first_to_say_yes(vigil: World) -> None:
    """Nothing is certain before the other side has confirmed too."""
    amina, carter = await started(vigil, "carter")
    phone = await Verifier(vigil, carter).compares()
    await amina.says(phone.yes, COORDINATION)
    assert await standing_of(vigil, carter) == (False, phone.me.master)
    amina.sees("I am waiting for Lake Watch")
    await phone.says_they_match()
    assert await standing_of(vigil, carter) == (True, phone.me.master)


async def test_a_coordinator_asks(vigil: World) -> None:
    """`!verify @user`: they are asked in their chat, and Vigil starts as soon as they accept."""
    amina, carter = await started(vigil, "carter")
    await carter.says("!help")
    await amina.says(f"!verify {carter.user}", COORDINATION)
    amina.sees_next(f"I am asking Lake Watch, {carter.user}")
    phone = await Verifier(vigil, carter).is_asked()
    assert phone.room == carter.chat
    await phone.goes_on()
    amina.sees_next("Call them now")
    await phone.says_they_match()
    await amina.says(phone.yes, COORDINATION)
    await phone.goes_on()
    assert await standing_of(vigil, carter) == (True, phone.me.master)
    assert phone.kinds == [PREFIX + kind for kind in ("start", "key", "mac", "done")]


async def test_who_has_no_chat_is_asked_in_a_new_one(vigil: World) -> None:
    """Vigil makes it; a defender is named by the alias, and verified like everybody."""
    amina, jean = vigil.people("amina", "jean")
    await amina.says("!verify Baobab", COORDINATION)
    phone = await Verifier(vigil, jean).is_asked()
    await phone.goes_on()
    await phone.says_they_match()
    await amina.says(phone.yes, COORDINATION)
    await phone.goes_on()
    assert await standing_of(vigil, jean) == (True, phone.me.master)
    amina.sees("Baobab is verified")


async def test_verifying_oneself_takes_another_coordinator(before: World) -> None:
    """What is shown in the very room that may be listened to proves nothing to whoever asks for it."""
    before.settings = replace(before.settings, admins=(user_id("amina"), user_id("esther")))
    await before.starts()
    amina, esther = before.people("amina", "esther")
    phone = await Verifier(before, amina, COORDINATION).compares()
    before.everybody_reads_on()
    await amina.says(phone.yes, COORDINATION)
    amina.sees_next("You cannot verify yourself")
    await esther.says(phone.yes, COORDINATION)
    await phone.says_they_match()
    assert await standing_of(before, amina) == (True, phone.me.master)


async def test_coordinators_may_verify_each_other(before: World) -> None:
    """What is not for Vigil it neither answers nor disturbs."""
    before.settings = replace(before.settings, admins=(user_id("amina"), user_id("esther")))
    await before.starts()
    amina, esther = before.people("amina", "esther")
    phone = Verifier(before, amina, COORDINATION)
    await phone.asks(to=esther.user)
    await phone.sends([Step(PREFIX + "key", {"m.relates_to": {"event_id": phone.sas.transaction}})])
    assert phone.kinds == []


# No, and never mind


async def test_not_the_same_warns_everybody(vigil: World) -> None:
    """`!verify no`: it is broken off with the spec's code, and both the coordinators and they are warned."""
    amina, carter = await started(vigil, "carter")
    phone = await Verifier(vigil, carter).compares()
    await amina.says("!verify no", COORDINATION)
    assert phone.codes == [Code.MISMATCHED_SAS]
    assert amina.sees("BEWARE").mentions == (amina.user,)
    amina.sees("I have broken off the verification")
    carter.sees("Somebody may be between us")
    await phone.says_they_match()
    assert await standing_of(vigil, carter) == (False, phone.me.master)


async def test_they_say_it_is_not_the_same(vigil: World) -> None:
    """Seen from their side it is the same warning."""
    amina, carter = await started(vigil, "carter")
    phone = await Verifier(vigil, carter).compares()
    await phone.sends(phone.sas.cancel(Code.MISMATCHED_SAS))
    amina.sees("BEWARE")
    await amina.says(phone.yes, COORDINATION)
    amina.sees("No verification is under way")
    assert phone.codes == []


async def test_they_change_their_mind(vigil: World) -> None:
    """Whoever has been shown something hears that it is over; a request without consequence says nothing."""
    amina, carter = await started(vigil, "carter")
    phone = await Verifier(vigil, carter).compares()
    vigil.everybody_reads_on()
    await phone.sends(phone.sas.cancel(Code.USER))
    amina.sees_next("has broken off the verification")
    phone = await Verifier(vigil, carter).asks()
    await phone.sends(phone.sas.cancel(Code.USER))
    vigil.nobody.sees_more()


async def test_it_takes_ten_minutes_at_most(vigil: World) -> None:
    """Then it is broken off with the spec's code, and a late yes is worth nothing (G4)."""
    amina, carter = await started(vigil, "carter")
    phone = await Verifier(vigil, carter).compares()
    await vigil.forward(minutes=9, seconds=59)
    assert phone.codes == []
    await vigil.forward(seconds=1)
    assert phone.codes == [Code.TIMEOUT]
    amina.sees("took longer than ten minutes")
    await amina.says(phone.yes, COORDINATION)
    amina.sees("No verification is under way")


async def test_who_does_not_accept_in_time(vigil: World) -> None:
    """The coordinators hear that nothing came of their question."""
    amina, carter = await started(vigil, "carter")
    await amina.says(f"!verify {carter.user}", COORDINATION)
    await amina.says("!verify", COORDINATION)
    amina.sees("asked, has not answered yet")
    await vigil.forward(minutes=10)
    amina.sees("took longer than ten minutes")


async def test_a_restart_in_the_middle(vigil: World) -> None:
    """What was under way is broken off politely at their next event, wherever it was."""
    amina, carter = await started(vigil, "carter")
    phone = await Verifier(vigil, carter).compares()
    beside = await Verifier(vigil, amina, COORDINATION).compares()
    await vigil.restarts()
    await phone.says_they_match()
    await beside.says_they_match()
    assert phone.codes == beside.codes == [Code.UNKNOWN_TRANSACTION]
    assert phone.sas.is_over
    vigil.everybody_reads_on()
    await amina.says(phone.yes, COORDINATION)
    amina.sees_next("No verification is under way")


async def test_a_request_that_was_sent_before_a_restart_still_counts(vigil: World) -> None:
    """Vigil's question is in the outbox, and what follows from it in the inbox: neither is lost (G1)."""
    amina, carter = await started(vigil, "carter")
    assert carter.chat is not None
    await amina.says(f"!verify {carter.user}", COORDINATION)
    await vigil.restarts()
    phone = await Verifier(vigil, carter).is_asked()
    await phone.goes_on()
    assert phone.codes == [Code.UNKNOWN_TRANSACTION]


# Who may, and where


@pytest.mark.parametrize(
    "other",
    [
        {"to": "@somebody:else"},
        {"methods": ["m.qr_code.show.v1"]},
        {"methods": "m.sas.v1"},
        {"from_device": "ANOTHER"},
        {"from_device": 7},
        {"from_device": None},
    ],
)
async def test_a_request_that_is_not_for_vigil_is_passed_over(vigil: World, other: dict[str, object]) -> None:
    """Not to it, not in a way that it knows, or not from the device that has written it."""
    _, carter = await started(vigil, "carter")
    phone = await Verifier(vigil, carter).asks(**other)
    assert phone.kinds == []
    vigil.nobody.sees_more()


@pytest.mark.parametrize("plain", [False, True])
async def test_suspended_people_are_passed_over(vigil: World, plain: bool) -> None:
    """They can neither ask nor be asked before they take part again."""
    amina, carter = await started(vigil, "carter")
    await amina.says(f"!suspend {carter.user}", COORDINATION)
    phone = await Verifier(vigil, carter, plain=plain).asks()
    assert phone.kinds == []
    await amina.says(f"!verify {carter.user}", COORDINATION)
    amina.sees("is suspended, so I do not verify them")


@pytest.mark.parametrize("plain", [False, True])
async def test_strangers_are_passed_over(vigil: World, plain: bool) -> None:
    """Only people on the roster are verified."""
    (mallory,) = vigil.people("mallory")
    phone = await Verifier(vigil, mallory, plain=plain).asks()
    assert phone.kinds == []


async def test_alert_rooms_are_no_place_for_it(vigil: World) -> None:
    """A request there is nobody's message, and is not answered."""
    scene = await alert_raised(vigil)
    phone = await Verifier(vigil, scene.carter, scene.room).asks()
    assert phone.kinds == []
    vigil.nobody.sees_more()


async def test_an_old_request_is_passed_over(vigil: World) -> None:
    """One that was made while Vigil was away: its sender has given up (spec: ten minutes)."""
    _, carter = await started(vigil, "carter")
    await vigil.loses_the_homeserver()
    phone = await Verifier(vigil, carter).asks()
    vigil.clock.forward(minutes=11)
    await vigil.finds_the_homeserver()
    assert phone.kinds == []


async def test_element_web_verifies_in_the_clear(vigil: World) -> None:
    """What it sends is not encrypted, and is no attack: nothing rests on who has written it."""
    amina, jean = await started(vigil, "jean")
    phone = await Verifier(vigil, jean, plain=True).compares()
    assert {said.session is not None for said in phone.from_bot()} == {True}
    await phone.says_they_match()
    await amina.says(phone.yes, COORDINATION)
    await phone.goes_on()
    assert await standing_of(vigil, jean) == (True, phone.me.master)
    assert not [text for text in amina.all_of(COORDINATION) if "ATTACK" in text]


async def test_a_chat_without_encryption_will_do(vigil: World) -> None:
    """Vigil's part goes in the clear as well then; what is compared shows whether anybody is in between."""
    (jean,) = vigil.people("jean")
    await jean.opens_chat(encrypted=False, bot_may_protect=False)
    vigil.everybody_reads_on()
    phone = await Verifier(vigil, jean, plain=True).compares()
    assert phone.sas.stage is Stage.COMPARING


async def test_a_request_is_no_message(vigil: World) -> None:
    """A defender who verifies has not written anything, and is asked nothing."""
    _, jean = await started(vigil, "jean")
    await Verifier(vigil, jean).asks()
    jean.sees_no_more()


# What is said


async def test_who_cannot_be_asked_is_told_of(vigil: World) -> None:
    """The server does not let Vigil write to them: the coordinators hear it (G6)."""
    amina, jean = await started(vigil, "jean")
    vigil.gateway.breaks("send", Refused(403, "M_FORBIDDEN"), about=jean.chat)
    await amina.says("!verify Baobab", COORDINATION)
    amina.sees("I cannot ask Baobab")


def test_the_emoji_are_called_as_everywhere() -> None:
    """nio has the same table of 64; three names are the specification's where nio has its own."""
    others = {"Spanner": "Wrench", "Aeroplane": "Airplane", "Light bulb": "Light Bulb"}
    for number, (symbol, name) in enumerate(NioSas.emoji):
        ours = render(say("verify-emoji", number=number))
        own_symbol, _, own_name = ours.partition(" ")
        assert (own_symbol, others.get(own_name, own_name)) == (symbol, name)
    assert number == 63
    for language in ("fr", "sw"):
        rows = [render(say("verify-emoji", number=number), language) for number in range(64)]
        assert [row.split()[0] for row in rows] == [symbol for symbol, _ in NioSas.emoji]
        assert len(set(rows)) == 64
