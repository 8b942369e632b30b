"""Whom Vigil trusts: the rule by itself, and what real clients get of it (G3)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.people import Person
from bot.demo.town import Town
from bot.matrix.delivery import Shortfall
from bot.matrix.devices import Device
from bot.matrix.trust import Seen, Standing, Unsigned, seen_of
from tests.matrix.bot import Bot

STRICT = (Unsigned.REFUSE, Unsigned.FIRST_PINNED)

# The rule


def device(name: str, master: str | None = None, *, deleted: bool = False) -> Device:
    """A device of Amani's that this master key vouches for."""
    return Device("@amani:test", name, name, name, deleted=deleted, master=master)


def after(rule: Unsigned, *seen: Seen) -> Standing:
    """What is held after all this was seen."""
    standing = Standing(rule)
    for each in seen:
        standing = standing.after(each)
    return standing


MASTERS = st.sampled_from([None, "A", "B"])
DEVICES = st.lists(
    st.builds(device, st.sampled_from("12345"), MASTERS, deleted=st.booleans()),
    unique_by=lambda each: each.id,
)
LISTS = st.tuples(MASTERS, DEVICES)


@given(st.sampled_from(list(Unsigned)), st.lists(LISTS, max_size=6), DEVICES)
def test_nobody_reads_whom_the_pin_does_not_vouch_for(
    rule: Unsigned, answers: list[tuple[str | None, list[Device]]], devices: list[Device]
) -> None:
    """G3: whatever the homeserver answered, in whatever order; and only what is listed now reads."""
    standing = Standing(rule)
    first: frozenset[str] | None = None
    for master, listed in answers:
        seen = seen_of(master, [each for each in listed if not each.deleted])
        if first is None and (master or seen.unsigned):
            first = seen.unsigned
        standing = standing.after(seen)
    for each in standing.readers(devices):
        assert not each.deleted
        if rule is Unsigned.REFUSE:
            assert each.master == standing.pin is not None and not standing.changed
        if rule is Unsigned.FIRST_PINNED:
            assert not standing.changed
            assert each.master == standing.pin is not None or each.curve25519 in (first or ())
        if rule is not Unsigned.WARN:
            assert standing.believes(each)
    if rule in STRICT:
        silent = [each for each in devices if each not in standing.readers(devices)]
        assert not any(standing.believes(each) for each in silent if not each.deleted)


@given(st.sampled_from(list(Unsigned)), st.lists(LISTS, min_size=1, max_size=6))
def test_the_pin_is_the_first_key_that_was_seen(
    rule: Unsigned, answers: list[tuple[str | None, list[Device]]]
) -> None:
    """And stays it; once another was seen, nothing that the homeserver shows makes it good again."""
    standing = after(rule, *(seen_of(master, listed) for master, listed in answers))
    masters = [master for master, _ in answers if master is not None]
    assert standing.pin == (masters[0] if masters else None)
    assert standing.current == (masters[-1] if masters else None)
    assert standing.changed is (len(set(masters)) > 1)
    assert not standing.verified


def test_a_changed_key_silences_all_devices() -> None:
    """The old ones too: nobody knows which of the two is the person."""
    for rule in (Unsigned.REFUSE, Unsigned.FIRST_PINNED, Unsigned.ALLOW):
        standing = after(rule, Seen("A", frozenset({"2"})), Seen("B"))
        devices = [device("1", "A"), device("2"), device("3", "B")]
        assert standing.readers(devices) == []
        assert not any(standing.believes(each) or standing.signed(each) for each in devices)


def test_a_key_that_disappears_is_no_other_key() -> None:
    """While it is gone nobody vouches for the devices; when it is back, everything is as before."""
    standing = after(Unsigned.REFUSE, Seen("A"), Seen(None, frozenset({"1"})))
    assert not standing.changed and standing.readers([device("1")]) == []
    assert standing.after(Seen("A")).readers([device("1", "A")]) == [device("1", "A")]


def test_a_key_that_comes_late_is_pinned() -> None:
    """Whoever sets up verification after Vigil has met them; their first devices still count if they may."""
    standing = after(Unsigned.FIRST_PINNED, Seen(None), Seen(None, frozenset({"1"})))
    assert standing.accepted == {"1"}
    standing = standing.after(Seen("A", frozenset({"1", "2"})))
    assert standing.pin == "A" and not standing.changed and standing.accepted == {"1"}
    assert [each.id for each in standing.readers([device("1"), device("2"), device("3", "A")])] == ["1", "3"]


def test_what_a_logged_out_device_wrote_still_counts() -> None:
    """It is given nothing more."""
    standing, gone = after(Unsigned.REFUSE, Seen("A")), device("1", "A", deleted=True)
    assert standing.believes(gone) and standing.signed(gone)
    assert standing.readers([gone]) == []


def test_a_defender_is_written_to_where_they_can_read() -> None:
    """Verified devices, those they have spoken from, and all only if there is nothing better."""
    standing = after(Unsigned.WARN, Seen("A"))
    signed, spoken, other = device("1", "A"), device("2"), device("3")
    assert standing.readers([signed, spoken, other]) == [signed]
    assert standing.readers([spoken, other]) == [spoken, other]
    heard = replace(standing, accepted=frozenset({"2"}))
    assert heard.readers([signed, spoken, other]) == [signed, spoken]
    assert heard.readers([spoken, other]) == [spoken]
    assert all(heard.believes(each) for each in (signed, spoken, other))


def test_a_defender_with_another_key_is_not_left_alone() -> None:
    """Both identities may be theirs, so both are written to; the rules tell them nothing secret."""
    standing = after(Unsigned.WARN, Seen("A"), Seen("B"))
    old, new, foreign = device("1", "A"), device("2", "B"), device("3", "C")
    assert standing.readers([old, new, foreign]) == [old, new]
    assert not standing.signed(old) and standing.believes(new)


def test_plans_are_for_the_known_identity_alone() -> None:
    """G3: leniency is for words that hold none, unless no identity was ever seen."""
    spoken = replace(after(Unsigned.WARN, Seen("A")), accepted=frozenset({"2"}))
    devices = [device("1", "A"), device("2"), device("3", "B"), device("4", "A", deleted=True)]
    assert [each.id for each in spoken.readers(devices, secret=True)] == ["1"]
    assert spoken.readers(devices[1:], secret=True) == []
    assert spoken.after(Seen("B")).readers(devices, secret=True) == []
    assert after(Unsigned.WARN, Seen(None)).readers([device("2")], secret=True) == [device("2")]


# Real clients


async def room_for(bot: Bot, *people: Person) -> str:
    """A room in which these people are; from now on only signed devices are given keys."""
    bot.book.rule = Unsigned.REFUSE
    room = await bot.opens_room([person.user for person in people])
    for person in people:
        await person.entered(room)
    return room


async def cannot_read(person: Person, number: int) -> None:
    """So many messages are there which they cannot read."""
    await person.catches_up()
    assert len(person.undecryptable) == number


async def test_an_unsigned_device_is_told_that_it_gets_no_key(bot: Bot, town: Town) -> None:
    """G3: no key, and `m.room_key.withheld` with the code that Element explains; the others read."""
    (amani,) = await town.welcomes("amani", signed=False)
    (baraka,) = await town.welcomes("baraka")
    room = await room_for(bot, amani, baraka)
    delivery = await bot.says(room, "the brief", [amani.user, baraka.user])
    assert delivery.unreached == {amani.user: Shortfall.UNTRUSTED}
    await baraka.sees("the brief", room)
    await cannot_read(amani, 1)
    (withheld,) = amani.phone.device.withheld
    assert (withheld["code"], withheld["room_id"]) == ("m.unverified", room)
    assert withheld["sender_key"] == bot.machine.curve25519
    await bot.says(room, "more", [amani.user, baraka.user])
    await cannot_read(amani, 2)
    assert len(amani.phone.device.withheld) == 1  # Once for each session.


@pytest.mark.parametrize("dies", [False, True])
async def test_a_device_that_is_signed_later_reads_from_there_on(bot: Bot, town: Town, dies: bool) -> None:
    """G3: what it was refused stays refused, also after a crash; what comes is given at once."""
    (amani,) = await town.welcomes("amani", signed=False)
    room = await room_for(bot, amani)
    await bot.says(room, "the brief", [amani.user])
    await bot.says(room, "they are inside", [amani.user])
    assert await bot.gateway.catch_up({room: [amani.user]}) == {}
    assert bot.gateway.can_read(room, [amani.user]) == set()
    await amani.signs()
    bot = await bot.restart() if dies else bot
    try:
        assert bot.gateway.admitted(room, [amani.user]) == set()
        assert await bot.gateway.catch_up({room: [amani.user]}) == {room: {amani.user}}
        assert bot.gateway.can_read(room, [amani.user]) == {amani.user}
        assert bot.gateway.admitted(room, [amani.user]) == {amani.user}
        assert await bot.gateway.catch_up({room: [amani.user]}) == {}
        assert not (await bot.says(room, "and on", [amani.user])).unreached
        await amani.sees("and on", room)
        await cannot_read(amani, 2)
    finally:
        if dies:
            await bot.stop()


async def test_a_second_device_that_is_not_signed_reads_nothing(bot: Bot, town: Town) -> None:
    """G3: its owner reads on the first; that there is such a device is known (G6)."""
    (amani,) = await town.welcomes("amani")
    room = await room_for(bot, amani)
    second = await amani.another_device(signed=False)
    town.people.append(second)
    delivery = await bot.says(room, "the brief", [amani.user])
    assert not delivery.unreached and delivery.withheld == {amani.user}
    await amani.sees("the brief", room)
    await second.catches_up()
    assert [withheld["code"] for withheld in second.phone.device.withheld] == ["m.unverified"]
    assert not any(seen.text == "the brief" for seen in second.memory.unread(room))


async def test_a_swapped_master_key_stops_sending(bot: Bot, town: Town) -> None:
    """G3: not a word more, on no device, old or new; until the new key is the pin."""
    amani, baraka = await town.welcomes("amani", "baraka")
    room = await room_for(bot, amani, baraka)
    both = [amani.user, baraka.user]
    assert not (await bot.says(room, "the brief", both)).unreached
    await amani.sees("the brief", room)
    await amani.begins_anew()
    await bot.until(lambda: any(amani.user in batch.changed_users for batch in bot.batches))
    assert (await bot.says(room, "a secret", both)).unreached == {amani.user: Shortfall.UNTRUSTED}
    await baraka.sees("a secret", room)
    await cannot_read(amani, 1)
    sent = await amani.says("it is me", room)
    words = await bot.hears(sent.event_id)
    assert not words.believed and not words.signed
    assert amani.identity is not None
    standing = bot.book.standing(amani.user)
    assert standing.changed and standing.current == amani.identity.master != standing.pin
    bot.book.people[amani.user] = replace(standing, pin=standing.current, changed=False)
    assert not (await bot.says(room, "welcome back", both)).unreached
    await amani.sees("welcome back", room)


async def says_plans(bot: Bot, room: str, text: str, to: str) -> set[str]:
    """Whom these plans did not reach."""
    content = {"msgtype": "m.text", "body": text}
    delivery = await bot.gateway.send(
        room, content, recipients=[to], transaction_id=text, encrypted=True, secret=True
    )
    return set(delivery.unreached)


async def test_a_defender_s_plans_go_to_no_swapped_identity(bot: Bot, town: Town) -> None:
    """G3: not even if the sending itself is the first to see it; what holds no plan still reaches them."""
    (amani,) = await town.welcomes("amani")
    bot.book.rule = Unsigned.WARN
    room = await bot.opens_room([amani.user])
    await amani.entered(room)
    assert await says_plans(bot, room, "they come at six", amani.user) == set()
    await amani.sees("they come at six", room)
    await amani.begins_anew()
    await bot.until(lambda: any(amani.user in batch.changed_users for batch in bot.batches))
    assert not bot.book.standing(amani.user).changed
    assert await says_plans(bot, room, "they come at eight", amani.user) == {amani.user}
    assert bot.book.standing(amani.user).changed
    await cannot_read(amani, 1)
    assert not (await bot.says(room, "are you safe?", [amani.user])).unreached
    await amani.sees("are you safe?", room)
    assert await bot.gateway.catch_up({room: [amani.user]}) == {}
    await cannot_read(amani, 1)


async def test_plans_wait_for_the_device_that_is_vouched_for(bot: Bot, town: Town) -> None:
    """G2, G3: an unsigned device beside it reads the rest, and never the plans."""
    (amani,) = await town.welcomes("amani")
    bot.book.rule = Unsigned.WARN
    room = await bot.opens_room([amani.user])
    await amani.entered(room)
    second = await amani.another_device(signed=False)
    town.people.append(second)
    await bot.until(lambda: any(amani.user in batch.changed_users for batch in bot.batches))
    await bot.says(room, "hello", [amani.user])
    spoken = {each.curve25519 for each in bot.machine.devices.of(amani.user) if each.master is None}
    standing = bot.book.standing(amani.user)
    bot.book.people[amani.user] = replace(standing, accepted=frozenset(spoken))
    await bot.says(room, "are you safe?", [amani.user])
    await second.sees("are you safe?", room)
    assert await says_plans(bot, room, "they come at six", amani.user) == set()
    await amani.sees("they come at six", room)
    await bot.gateway.catch_up({room: [amani.user]})
    await second.catches_up()
    assert not any(seen.text == "they come at six" for seen in second.memory.unread(room))


async def test_words_say_whether_their_device_is_signed(bot: Bot, town: Town) -> None:
    """Unsigned, they count for nothing; the same device counts from its signature on."""
    (amani,) = await town.welcomes("amani", signed=False)
    room = await room_for(bot, amani)
    words = await bot.hears((await amani.says("one", room)).event_id)
    assert not words.signed and not words.believed
    await amani.signs()
    words = await bot.hears((await amani.says("two", room)).event_id)
    assert words.signed and words.believed


@pytest.mark.parametrize("then_signed", [False, True])
async def test_what_is_no_secret_reaches_any_device(bot: Bot, town: Town, then_signed: bool) -> None:
    """How a device becomes a trusted one can be read on one that is not; nothing that is said after it."""
    (amani,) = await town.welcomes("amani", signed=False)
    room = await room_for(bot, amani)
    content = {"msgtype": "m.text", "body": "verify this session"}
    delivery = await bot.gateway.send(
        room, content, recipients=[amani.user], transaction_id="t", encrypted=True, any_device=True
    )
    assert delivery.unreached == {}
    await amani.sees("verify this session", room)
    if then_signed:
        await amani.signs()
    unreached = (await bot.says(room, "a secret", [amani.user])).unreached
    assert set(unreached) == (set() if then_signed else {amani.user})
    await cannot_read(amani, 0 if then_signed else 1)


async def test_vigil_s_signature_stands_under_a_person_s_key(bot: Bot, town: Town) -> None:
    """After `!trust` its own account shows them as verified; another key than that is not signed."""
    (amani,) = await town.welcomes("amani")
    assert amani.identity is not None
    await bot.gateway.sign_person(amani.user, amani.identity.master)
    answer = await bot.homeserver.request(
        "POST", "/_matrix/client/v3/keys/query", body={"device_keys": {amani.user: []}}
    )
    signatures = answer["master_keys"][amani.user]["signatures"]
    assert f"ed25519:{bot.identity.user_signing}" in signatures[bot.session.user]
