"""What a gateway promises about those whom it may not trust, as steps for the real one and for the fake."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import Refused
from bot.matrix.delivery import Shortfall
from bot.matrix.trust import Unsigned
from tests.bot.edge import Edge, room_with, says


async def an_unverified_phone_is_given_no_key(edge: Edge) -> None:
    """Its owner is named with the reason; from its signature on it reads what is said from then on."""
    edge.book.rule = Unsigned.REFUSE
    jean, lea = await edge.person("jean"), await edge.person("lea", signed=False)
    room = await room_with(edge, jean, lea)
    delivery = await says(edge, room, "the brief", jean, lea)
    assert delivery.unreached == {lea: Shortfall.UNTRUSTED}
    assert (await edge.reads(jean, room), await edge.reads(lea, room)) == (["the brief"], [])
    assert await edge.gateway.catch_up({room: [jean, lea]}) == {}
    assert edge.gateway.can_read(room, [jean, lea]) == {jean}
    await edge.signs(lea)
    assert await edge.gateway.catch_up({room: [jean, lea]}) == {room: {lea}}
    await edge.dies()
    assert edge.gateway.can_read(room, [jean, lea]) == {jean, lea}
    assert edge.gateway.admitted(room, [jean, lea]) == {lea}
    assert not (await says(edge, room, "and on", jean, lea)).unreached
    assert await edge.reads(lea, room) == ["and on"]


async def a_second_phone_that_is_unverified_reads_nothing(edge: Edge) -> None:
    """Its owner reads on the first, so nobody is unreached; signed, it is given what comes after."""
    edge.book.rule = Unsigned.REFUSE
    jean = await edge.person("jean")
    room = await room_with(edge, jean)
    await edge.gets_a_phone(jean, signed=False)
    assert not (await says(edge, room, "the brief", jean)).unreached
    assert await edge.reads(jean, room) == ["the brief"]
    assert await edge.reads(jean, room, newest=True) == []
    assert await edge.gateway.catch_up({room: [jean]}) == {}
    await edge.signs(jean)
    assert await edge.gateway.catch_up({room: [jean]}) == {room: {jean}}
    await says(edge, room, "and on", jean)
    assert await edge.reads(jean, room, newest=True) == ["and on"]
    await edge.gets_a_phone(jean, signed=False)
    assert not (await says(edge, room, "more", jean)).unreached
    assert edge.gateway.admitted(room, [jean]) == set()  # The newest one waits.


async def what_is_no_secret_reaches_any_device(edge: Edge) -> None:
    """How a phone becomes a trusted one can be read on one that is not, and nothing that is said after it."""
    edge.book.rule = Unsigned.REFUSE
    lea = await edge.person("lea", signed=False)
    room = await room_with(edge, lea)
    content = {"msgtype": "m.text", "body": "verify this phone"}
    delivery = await edge.gateway.send(
        room, content, recipients=[lea], transaction_id="t", encrypted=True, any_device=True
    )
    assert delivery.unreached == {}
    assert (await says(edge, room, "a secret", lea)).unreached == {lea: Shortfall.UNTRUSTED}
    assert await edge.reads(lea, room) == ["verify this phone"]
    assert edge.gateway.can_read(room, [lea]) == set()
    await edge.signs(lea)
    assert await edge.gateway.catch_up({room: [lea]}) == {room: {lea}}
    assert not (await says(edge, room, "and on", lea)).unreached
    assert await edge.reads(lea, room) == ["verify this phone", "and on"]


async def an_event_has_the_type_that_it_is_given(edge: Edge) -> None:
    """Encrypted or not, once for each transaction."""
    jean = await edge.person("jean")
    room, chat = await room_with(edge, jean), await edge.opens_chat(jean, encrypted=False)
    await edge.gateway.join(chat)
    for place, encrypted in ((room, True), (chat, False)):
        for _ in range(2):
            delivery = await edge.gateway.send(
                place,
                {"from_device": "VIGIL"},
                recipients=[jean],
                transaction_id="t",
                encrypted=encrypted,
                type="m.key.verification.ready",
            )
            assert delivery.unreached == {}
        assert await edge.gets(jean, place) == [("m.key.verification.ready", {"from_device": "VIGIL"})]


async def another_identity_ends_the_sending(edge: Edge) -> None:
    """Not a word more, and none believed, until the new key is the trusted one; also after a crash."""
    edge.book.rule = Unsigned.REFUSE
    jean, lea = await edge.person("jean"), await edge.person("lea")
    room = await room_with(edge, jean, lea)
    assert not (await says(edge, room, "the brief", jean, lea)).unreached
    await edge.begins_anew(lea)
    assert (await says(edge, room, "a secret", jean, lea)).unreached == {lea: Shortfall.UNTRUSTED}
    await edge.dies()
    assert (await says(edge, room, "another", jean, lea)).unreached == {lea: Shortfall.UNTRUSTED}
    assert (await edge.reads(lea, room), len(await edge.reads(jean, room))) == (["the brief"], 3)
    words = await edge.gateway.decrypt(await edge.writes(lea, room, "it is me"))
    assert not words.signed and not words.believed
    standing = edge.book.standing(lea)
    assert standing.changed and standing.current == edge.master(lea) != standing.pin
    edge.book.people[lea] = replace(standing, pin=standing.current, changed=False)
    assert not (await says(edge, room, "welcome back", jean, lea)).unreached
    assert (await edge.reads(lea, room))[-1] == "welcome back"


async def a_defender_s_other_identity_reads_from_then_on(edge: Edge) -> None:
    """They are not left alone, and a phone that may be another's is shown nothing that was said before."""
    edge.book.rule = Unsigned.WARN
    jean = await edge.person("jean")
    room = await room_with(edge, jean)
    await says(edge, room, "before", jean)
    await edge.begins_anew(jean)
    await edge.gets_a_phone(jean)
    assert await edge.gateway.catch_up({room: [jean]}) == {}
    assert not (await says(edge, room, "after", jean)).unreached
    assert await edge.reads(jean, room, newest=True) == ["after"]
    assert await edge.reads(jean, room) == ["before", "after"]
    await edge.logs_out(jean)
    assert await edge.gateway.catch_up({room: [jean]}) == {}
    await edge.dies()
    assert edge.gateway.can_read(room, [jean]) == {jean}


async def a_defender_s_unverified_phone_is_written_to_for_want_of_a_better(edge: Edge) -> None:
    """Beside one that they made sure of, it is given nothing more."""
    edge.book.rule = Unsigned.WARN
    jean = await edge.person("jean", signed=False)
    room = await room_with(edge, jean)
    assert not (await says(edge, room, "one", jean)).unreached
    words = await edge.gateway.decrypt(await edge.writes(jean, room, "it is me"))
    assert words.believed and not words.signed
    await edge.signs(jean)
    await edge.gets_a_phone(jean, signed=False)
    assert not (await says(edge, room, "two", jean)).unreached
    assert await edge.reads(jean, room) == ["one", "two"]
    assert await edge.reads(jean, room, newest=True) == []


async def words_say_whether_their_device_is_signed(edge: Edge) -> None:
    """Unsigned, they count for nothing; the same device counts from its signature on."""
    edge.book.rule = Unsigned.REFUSE
    lea = await edge.person("lea", signed=False)
    room = await room_with(edge, lea)
    words = await edge.gateway.decrypt(await edge.writes(lea, room, "one"))
    assert not words.signed and not words.believed
    assert (party := await edge.gateway.party(lea, words.device.id)) and party.master is None
    await edge.signs(lea)
    words = await edge.gateway.decrypt(await edge.writes(lea, room, "two"))
    assert words.signed and words.believed
    party = await edge.gateway.party(lea, words.device.id)
    assert party is not None and party.master == edge.master(lea)
    assert (party.user, party.device, party.ed25519) == (lea, words.device.id, words.device.ed25519)
    assert await edge.gateway.party(lea, "no such device") is None


async def only_the_key_that_is_theirs_is_signed(edge: Edge) -> None:
    """Once or twice; not another one, not the one before, and nothing of who has none."""
    jean, lea = await edge.person("jean"), await edge.person("lea", signed=False)
    room = await room_with(edge, jean)
    await says(edge, room, "the brief", jean)
    before = edge.master(jean)
    for _ in range(2):
        await edge.gateway.sign_person(jean, before)
    await edge.begins_anew(jean)
    for user, master in ((jean, before), (jean, "A" * 43), (lea, before)):
        with pytest.raises(Refused) as no:
            await edge.gateway.sign_person(user, master)
        assert no.value.status == 404
    await edge.gateway.sign_person(jean, edge.master(jean))


TRUST_PROMISES = (
    an_unverified_phone_is_given_no_key,
    a_second_phone_that_is_unverified_reads_nothing,
    what_is_no_secret_reaches_any_device,
    an_event_has_the_type_that_it_is_given,
    another_identity_ends_the_sending,
    a_defender_s_other_identity_reads_from_then_on,
    a_defender_s_unverified_phone_is_written_to_for_want_of_a_better,
    words_say_whether_their_device_is_signed,
    only_the_key_that_is_theirs_is_signed,
)
