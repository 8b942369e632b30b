"""What a gateway to a homeserver promises, as steps that can be taken with the real one and with the fake."""

from __future__ import annotations

import pytest

from bot.errors import Refused
from bot.matrix.delivery import Shortfall
from bot.matrix.rooms import WATCHED
from bot.ports import Forged, Undecryptable, Unreadable
from tests.bot.edge import Edge, room_with, says


async def a_repeated_transaction_is_one_event(edge: Edge) -> None:
    """The same transaction ID makes one event, also after a crash; another makes another."""
    jean = await edge.person("jean")
    room = await room_with(edge, jean)
    first = await says(edge, room, "once", jean, transaction="t1")
    assert (await says(edge, room, "once", jean, transaction="t1")).event_id == first.event_id
    await edge.dies()
    assert (await says(edge, room, "once", jean, transaction="t1")).event_id == first.event_id
    assert (await says(edge, room, "again", jean, transaction="t2")).event_id != first.event_id
    assert await edge.reads(jean, room) == ["once", "again"]


async def a_suspect_room_is_found_by_its_mark(edge: Edge) -> None:
    """The room with this mark is taken if it is suspected to be there, and the bot is in it."""
    first = await edge.gateway.open_room(mark="mine", name="Room")
    await edge.dies()
    assert await edge.gateway.open_room(mark="mine", name="Room", suspect=True) == first
    assert await edge.gateway.open_room(mark="other", name="Room", suspect=True) != first
    assert await edge.gateway.open_room(mark="mine", name="Room") != first
    alone = await edge.gateway.open_room(mark="left", name="Room")
    await edge.gateway.leave(alone)
    assert await edge.gateway.open_room(mark="left", name="Room", suspect=True) != alone


async def inviting_twice_is_as_good_as_once(edge: Edge) -> None:
    """Whoever is invited or in can be invited; whoever has left is asked in again."""
    jean = await edge.person("jean")
    room = await edge.gateway.open_room(mark="m", name="Room")
    await edge.gateway.invite(room, jean)
    await edge.gateway.invite(room, jean)
    await edge.joins(jean, room)
    await edge.gateway.invite(room, jean)
    await edge.leaves(jean, room)
    await edge.gateway.invite(room, jean)
    await edge.joins(jean, room)
    assert not (await says(edge, room, "welcome back", jean)).unreached
    assert "welcome back" in await edge.reads(jean, room)


async def what_is_no_user_cannot_be_invited(edge: Edge) -> None:
    """Somebody without an account can be; what is no user ID is refused."""
    room = await edge.gateway.open_room(mark="m", name="Room")
    jean = await edge.person("jean")
    await edge.gateway.invite(room, jean.replace("@", "@no-such-person-"))
    with pytest.raises(Refused) as no:
        await edge.gateway.invite(room, "no user")
    assert no.value.status == 400


async def somebody_without_a_phone_is_named(edge: Edge) -> None:
    """The others read, those without a phone are named with the reason, and read when they have one."""
    jean, lea = await edge.person("jean"), await edge.person("lea", phone=False)
    room = await edge.gateway.open_room(mark="m", name="Room")
    for user in (jean, lea):
        await edge.gateway.invite(room, user)
    await edge.joins(jean, room)
    ghost = jean.replace("@", "@no-such-person-")
    delivery = await says(edge, room, "the brief", jean, lea, ghost)
    assert delivery.unreached == {lea: Shortfall.NO_DEVICE, ghost: Shortfall.NO_DEVICE}
    assert await edge.reads(jean, room) == ["the brief"]
    assert await edge.gateway.catch_up({room: [jean, lea]}) == {}
    assert edge.gateway.can_read(room, [jean, lea, ghost]) == {jean}
    await edge.gets_a_phone(lea)
    await edge.joins(lea, room)
    assert await edge.gateway.catch_up({room: [jean, lea]}) == {room: {lea}}
    assert await edge.gateway.catch_up({room: [jean, lea]}) == {}
    await edge.dies()
    assert edge.gateway.can_read(room, [jean, lea, ghost]) == {jean, lea}
    assert await edge.reads(lea, room) == ["the brief"]
    assert not (await says(edge, room, "and on", jean, lea)).unreached


async def a_new_phone_is_given_what_was_meant_for_it(edge: Edge) -> None:
    """After `catch_up` another phone reads what came before it, across a crash; nobody else is given it."""
    jean, lea, omar = [await edge.person(name) for name in ("jean", "lea", "omar")]
    room = await room_with(edge, jean, lea, omar)
    await says(edge, room, "for two", jean, lea)
    await edge.dies()
    await says(edge, room, "for three", jean, lea, omar)
    await edge.gets_a_phone(jean)
    assert await edge.gateway.catch_up({room: [jean, lea, omar]}) == {room: {jean}}
    assert await edge.reads(jean, room) == ["for two", "for three"]
    assert await edge.reads(omar, room) == ["for three"]


async def who_is_left_out_reads_no_more(edge: Edge) -> None:
    """A message is for those whom it names, whoever is in the room (G3)."""
    jean, lea = await edge.person("jean"), await edge.person("lea")
    room = await room_with(edge, jean, lea)
    await says(edge, room, "for both", jean, lea)
    await says(edge, room, "for jean", jean)
    assert await edge.reads(jean, room) == ["for both", "for jean"]
    assert await edge.reads(lea, room) == ["for both"]
    assert await edge.gateway.catch_up({room: [jean, lea]}) == {}


async def who_is_called_later_reads_from_then_on(edge: Edge) -> None:
    """What was said before the invitation is not shown, and what is said after it is, before they join."""
    jean, lea = await edge.person("jean"), await edge.person("lea")
    room = await room_with(edge, jean)
    await says(edge, room, "before", jean)
    await edge.gateway.invite(room, lea)
    assert not (await says(edge, room, "the brief", jean, lea)).unreached
    await edge.joins(lea, room)
    assert await edge.reads(lea, room) == ["the brief"]


async def a_room_that_is_left_is_closed(edge: Edge) -> None:
    """After leaving, which may be repeated, nothing can be sent and nobody invited; its keys are gone."""
    jean = await edge.person("jean")
    room, another = await room_with(edge, jean), await room_with(edge, jean)
    await says(edge, room, "hello", jean)
    await says(edge, another, "hello", jean)
    await edge.gateway.leave(room)
    await edge.gateway.leave(room)
    await edge.gets_a_phone(jean)
    assert await edge.gateway.catch_up({room: [jean], another: [jean]}) == {another: {jean}}
    for attempt in (says(edge, room, "more", jean), edge.gateway.invite(room, jean), edge.gateway.lock(room)):
        with pytest.raises(Refused) as no:
            await attempt
        assert no.value.status == 403


async def only_who_is_asked_in_can_join(edge: Edge) -> None:
    """The bot joins where it is invited, as often as it likes, and nowhere else."""
    jean = await edge.person("jean")
    chat = await edge.opens_chat(jean, encrypted=True)
    await edge.gateway.join(chat)
    await edge.gateway.join(chat)
    assert not (await says(edge, chat, "I am here", jean)).unreached
    assert await edge.reads(jean, chat) == ["I am here"]
    with pytest.raises(Refused):
        await edge.gateway.join("!no-such-room")


async def a_chat_is_protected_where_the_bot_may(edge: Edge) -> None:
    """Turned on where everybody may, once or twice; refused where the bot has no say."""
    jean = await edge.person("jean")
    chat = await edge.opens_chat(jean, encrypted=False)
    await edge.gateway.join(chat)
    await edge.gateway.protect(chat)
    await edge.gateway.protect(chat)
    strict = await edge.opens_chat(jean, encrypted=False, bot_may_protect=False)
    await edge.gateway.join(strict)
    with pytest.raises(Refused) as no:
        await edge.gateway.protect(strict)
    assert no.value.status == 403


async def an_unprotected_chat_can_be_spoken_in(edge: Edge) -> None:
    """Where there is no encryption, the words go as they are, once for each transaction."""
    jean = await edge.person("jean")
    chat = await edge.opens_chat(jean, encrypted=False)
    await edge.gateway.join(chat)
    content = {"msgtype": "m.text", "body": "in the clear"}
    for _ in range(2):
        delivery = await edge.gateway.send(
            chat, content, recipients=[jean], transaction_id="t", encrypted=False
        )
        assert delivery.unreached == {}
    assert await edge.reads(jean, chat) == ["in the clear"]
    assert (await edge.writes(jean, chat, "so are mine"))["content"]["body"] == "so are mine"


async def a_locked_room_is_the_bot_s_alone(edge: Edge) -> None:
    """After the lock, which may be repeated, the bot writes and nobody else; it cannot lock others' rooms."""
    jean = await edge.person("jean")
    room = await room_with(edge, jean)
    await edge.gateway.lock(room)
    await edge.gateway.lock(room)
    with pytest.raises(Refused):
        await edge.writes(jean, room, "and I?")
    await says(edge, room, "it is over", jean)
    assert await edge.reads(jean, room) == ["it is over"]


async def words_are_believed_from_whom_they_come(edge: Edge) -> None:
    """What a person encrypted is read; relabelled, garbled, or without its key, it is not."""
    jean, lea = await edge.person("jean"), await edge.person("lea")
    room = await room_with(edge, jean, lea)
    await says(edge, room, "speak", jean, lea)
    one, two = await edge.writes(jean, room, "one"), await edge.writes(jean, room, "two")
    first, second = await edge.gateway.decrypt(one), await edge.gateway.decrypt(two)
    assert (first.type, first.content["body"]) == ("m.room.message", "one")
    assert first.session_id == second.session_id
    assert second.index == first.index + 1
    assert (await edge.gateway.decrypt({**one, "event_id": "$again"})).index == first.index
    await edge.writes(lea, room, "me too")
    with pytest.raises(Forged):
        await edge.gateway.decrypt({**one, "content": {**one["content"], "ciphertext": "x"}})
    with pytest.raises(Undecryptable) as relabelled:
        await edge.gateway.decrypt({**one, "sender": lea})
    assert relabelled.value.relabelled
    unknown = {**one, "content": {**one["content"], "session_id": "of another"}}
    with pytest.raises(Undecryptable) as not_yet:
        await edge.gateway.decrypt(unknown)
    assert not_yet.value.session_id == "of another"


async def what_was_said_can_be_forgotten(edge: Edge) -> None:
    """Nobody is given the bot's old words any more, its key reads no old ones; both sides talk on."""
    jean = await edge.person("jean")
    room, another = await room_with(edge, jean), await room_with(edge, jean)
    for place in (room, another):
        await says(edge, place, "speak", jean)
    one, elsewhere = await edge.writes(jean, room, "one"), await edge.writes(jean, another, "elsewhere")
    two = await edge.writes(jean, room, "two")
    read = [await edge.gateway.decrypt(event) for event in (one, two, elsewhere)]
    await edge.gateway.forget_words(room, {words.session_id: words.index for words in read})
    for event in (one, two):
        with pytest.raises(Undecryptable):
            await edge.gateway.decrypt(event)
    assert (await edge.gateway.decrypt(elsewhere)).content["body"] == "elsewhere"
    three = await edge.writes(jean, room, "three")
    await edge.gets_a_phone(jean)
    assert await edge.gateway.catch_up({room: [jean]}) == {}
    assert not (await says(edge, room, "go on", jean)).unreached
    assert await edge.reads(jean, room) == ["speak", "go on"]
    await edge.dies()
    assert (await edge.gateway.decrypt(three)).content["body"] == "three"


async def who_is_put_out_has_to_be_asked_in_again(edge: Edge) -> None:
    """Once or twice, joined or only invited; nobody else is touched, and who was never there is no fault."""
    jean, lea = await edge.person("jean"), await edge.person("lea")
    room = await room_with(edge, jean, lea)
    await says(edge, room, "for both", jean, lea)
    for user in (lea, lea, jean.replace("@", "@no-such-person-")):
        await edge.gateway.remove(room, user)
    await says(edge, room, "for jean", jean)
    await edge.gateway.invite(room, lea)
    await edge.gateway.remove(room, lea)
    await edge.gateway.invite(room, lea)
    await edge.joins(lea, room)
    await says(edge, room, "for both again", jean, lea)
    read = await edge.reads(lea, room)
    assert read[-1] == "for both again" and "for jean" not in read
    assert await edge.reads(jean, room) == ["for both", "for jean", "for both again"]


async def a_room_can_be_set_up_again(edge: Edge) -> None:
    """In every point, as it was made or as it was locked; in a room that is left, nothing can be done."""
    jean = await edge.person("jean")
    room = await room_with(edge, jean)
    for what in WATCHED.values():
        await edge.gateway.restore(room, what, locked=False)
    await says(edge, room, "as before", jean)
    await edge.gateway.restore(room, "power_levels", locked=True)
    with pytest.raises(Refused):
        await edge.writes(jean, room, "and I?")
    await edge.gateway.restore(room, "power_levels", locked=False)
    await edge.writes(jean, room, "now I can")
    await edge.gateway.leave(room)
    for attempt in (
        edge.gateway.restore(room, "join_rules", locked=False),
        edge.gateway.restore(room, "power_levels", locked=True),
    ):
        with pytest.raises(Refused) as no:
            await attempt
        assert no.value.status == 403


async def a_new_key_changes_nothing_for_those_who_may_read(edge: Edge) -> None:
    """Before the first word, between two words, and again: they read all of it."""
    jean = await edge.person("jean")
    room = await room_with(edge, jean)
    for text in ("one", "two", "three"):
        edge.gateway.rotate(room)
        assert not (await says(edge, room, text, jean)).unreached
    assert await edge.reads(jean, room) == ["one", "two", "three"]


async def a_file_comes_back_as_it_was(edge: Edge) -> None:
    """Also after a crash; one that is longer than it may be is refused, and so is one that nobody keeps."""
    data = bytes(range(256)) * 100
    file = await edge.gateway.upload(data)
    await edge.dies()
    assert await edge.gateway.download(file, at_most=len(data)) == data
    for asked, most in ((file, len(data) - 1), ({**file, "url": f"{file['url']}x"}, len(data))):
        with pytest.raises(Refused):
            await edge.gateway.download(asked, at_most=most)
    with pytest.raises(Unreadable):
        await edge.gateway.download({}, at_most=len(data))


async def what_was_said_can_be_looked_up(edge: Edge) -> None:
    """An event is found by its ID and read once more; one that there is not is refused."""
    jean = await edge.person("jean")
    room = await room_with(edge, jean)
    event = await edge.writes(jean, room, "the calendar")
    assert (await edge.gateway.decrypt(event)).content["body"] == "the calendar"
    found = await edge.gateway.event(room, event["event_id"])
    assert (await edge.gateway.decrypt({**found, "room_id": room})).content["body"] == "the calendar"
    with pytest.raises(Refused):
        await edge.gateway.event(room, "$nothing")


PROMISES = (
    a_file_comes_back_as_it_was,
    what_was_said_can_be_looked_up,
    a_repeated_transaction_is_one_event,
    a_suspect_room_is_found_by_its_mark,
    inviting_twice_is_as_good_as_once,
    what_is_no_user_cannot_be_invited,
    somebody_without_a_phone_is_named,
    a_new_phone_is_given_what_was_meant_for_it,
    who_is_left_out_reads_no_more,
    who_is_called_later_reads_from_then_on,
    a_room_that_is_left_is_closed,
    only_who_is_asked_in_can_join,
    a_chat_is_protected_where_the_bot_may,
    an_unprotected_chat_can_be_spoken_in,
    a_locked_room_is_the_bot_s_alone,
    words_are_believed_from_whom_they_come,
    what_was_said_can_be_forgotten,
    who_is_put_out_has_to_be_asked_in_again,
    a_room_can_be_set_up_again,
    a_new_key_changes_nothing_for_those_who_may_read,
)
