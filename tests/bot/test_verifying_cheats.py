"""Emoji verification by those who cheat, or cannot prove who they are: nobody is verified by it (G3)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.matrix.sas import Stage
from bot.matrix.verification import PREFIX, Code
from tests.bot.scenes import COORDINATION
from tests.bot.verifier import Verifier, standing_of, started
from tests.bot.world import World


async def test_without_cross_signing_it_is_said_what_to_do(vigil: World) -> None:
    """A device proves itself alone: that is not enough, and they are told how it can be."""
    amina, carter = await started(vigil, "carter")
    vigil.homeserver.unsigned.add(vigil.homeserver.phone_of(carter.user))
    phone = await Verifier(vigil, carter).compares()
    await phone.says_they_match()
    assert phone.codes == [Code.USER]
    carter.sees("set up recovery")
    amina.sees("cannot be verified yet")


async def test_another_identity_than_the_shown_one_is_an_attack(vigil: World) -> None:
    """Their phone proves one master key, and the homeserver shows Vigil another (G3)."""
    amina, carter = await started(vigil, "carter")
    phone = await Verifier(vigil, carter).compares()
    await amina.says(phone.yes, COORDINATION)
    changed = vigil.homeserver.change_identity(carter.user)
    await phone.says_they_match()
    assert phone.codes == [Code.KEY_MISMATCH]
    amina.sees("BEWARE")
    assert (await standing_of(vigil, carter))[0] is False
    assert (carter.user, changed) not in vigil.homeserver.signed_by_bot


async def test_an_identity_that_changes_at_the_last_moment_is_not_verified(vigil: World) -> None:
    """After their proof and before their last word: what counts is what is shown in the end."""
    amina, carter = await started(vigil, "carter")
    phone = await Verifier(vigil, carter).compares()
    await phone.says_they_match()
    await amina.says(phone.yes, COORDINATION)
    await carter.changes_identity()
    await vigil.gateway.party(carter.user, phone.me.device)
    await phone.goes_on()
    amina.sees("BEWARE")
    assert (await standing_of(vigil, carter))[0] is False


async def test_an_unsigned_device_may_verify(vigil: World) -> None:
    """What its owner does not vouch for yet is what is to be verified; its words count for nothing else."""
    amina, carter = await started(vigil, "carter")
    unsigned = vigil.homeserver.new_phone(carter.user, signed=False)
    vigil.homeserver.speaks_from[carter.user] = unsigned
    phone = Verifier(vigil, carter)
    phone.me = replace(phone.me, master=vigil.homeserver.masters[carter.user])
    await phone.compares()
    assert phone.sas.stage is Stage.COMPARING
    await phone.says_they_match()
    await amina.says(phone.yes, COORDINATION)
    await phone.goes_on()
    assert (await standing_of(vigil, carter))[0] is True


async def test_who_begins_again_begins_again(vigil: World) -> None:
    """The same device asks once more: the earlier verification is broken off, and confirms nothing.

    Whoever was reading it out to them hears that it is void; what was not shown yet is nobody's news.
    """
    amina, carter = await started(vigil, "carter")
    await Verifier(vigil, carter).asks()
    first = await Verifier(vigil, carter).compares()
    assert not any("begun to verify anew" in text for text in amina.all_of(COORDINATION))
    vigil.everybody_reads_on()
    second = await Verifier(vigil, carter).asks()
    assert first.codes == [Code.USER, Code.USER]
    amina.sees_next("begun to verify anew")
    amina.sees_no_more(COORDINATION)
    await amina.says(first.yes, COORDINATION)
    amina.sees_next("I have not shown you yet")
    await second.goes_on()
    await second.says_they_match()
    await amina.says(second.yes_with_number, COORDINATION)
    await second.goes_on()
    assert second.sas.stage is Stage.DONE


async def test_what_belongs_to_no_request_is_broken_off(vigil: World) -> None:
    """Somebody's phone goes on with what Vigil knows nothing of; its own end of it is not answered."""
    _, carter = await started(vigil, "carter")
    phone = Verifier(vigil, carter, carter.chat or "")
    for kind in ("done", "cancel", "key"):
        await carter.sends({"m.relates_to": {"event_id": "$unknown"}}, kind=PREFIX + kind)
    assert phone.codes == [Code.UNKNOWN_TRANSACTION]


@pytest.mark.parametrize("content", [{}, {"m.relates_to": None}, {"m.relates_to": {"event_id": 7}}])
async def test_nonsense_is_nobody_s_message(vigil: World, content: dict[str, object]) -> None:
    """Verification events that belong to nothing: no answer, and no failure."""
    _, carter = await started(vigil, "carter")
    phone = Verifier(vigil, carter, carter.chat or "")
    for kind in ("start", "mac", "done", "cancel", "ready", "colour", "request"):
        await carter.sends(content, kind=PREFIX + kind)
    assert phone.kinds == []
    vigil.nobody.sees_more()
