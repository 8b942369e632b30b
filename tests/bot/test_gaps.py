"""What a sync leaves out is fetched beside it: nobody waits for it, nobody is judged without it (G1, G6)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.errors import Unreachable
from bot.matrix.batch import Gap, Portion
from tests.bot.people import Person, user_id
from tests.bot.scenes import COORDINATION, alert_raised, everybody_on_it
from tests.bot.world import World
from tests.waiting import until

AWAY = Unreachable("The other server is away.")


def write(vigil: World, name: str, text: str, room: str) -> None:
    """Somebody writes, and the bot is not given the time to hear it."""
    vigil.homeserver.send(user_id(name), room, {"msgtype": "m.text", "body": text})


def gaps(vigil: World) -> list[str]:
    """In which rooms something was asked for, in order."""
    return [call.about for call in vigil.gateway.calls if call.name == "fetch"]


async def still_open(vigil: World) -> int:
    """How many gaps are."""
    ((number,),) = await vigil.store.rows("SELECT COUNT(*) FROM gaps")
    return int(number)


async def leaves_out(vigil: World, person: Person, text: str, room: str | None = None) -> str:
    """They write this, and the sync says only that it has left something out."""
    place = room or person.chat or await person.opens_chat()
    vigil.homeserver.leaves_out(place)
    vigil.homeserver.send(person.user, place, {"msgtype": "m.text", "body": text})
    vigil.homeserver.tells_of_gap(place)
    return place


@asynccontextmanager
async def fetching(vigil: World) -> AsyncIterator[None]:
    """The loop beside the sync runs, as it does in the real process."""
    running = asyncio.create_task(vigil.vigil.backfill.run())
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_an_alert_that_was_left_out_is_raised_once_whatever_fails(vigil: World) -> None:
    """G1: the other server is away for an hour and the bot is killed meanwhile; the gap outlives both."""
    jean, carter = vigil.people("jean", "carter")
    await jean.opens_chat()
    vigil.gateway.breaks("fetch", AWAY)
    await leaves_out(vigil, jean, "alert they are at the gate")
    await vigil.settles()
    for _ in range(4):
        await vigil.forward(minutes=10)
    assert 5 <= len(gaps(vigil)) <= 20, "it is asked for with growing pauses"
    await vigil.stops()
    await vigil.starts(lambda gateway: gateway.breaks("fetch", AWAY, times=2))
    carter.sees_no_more()
    for _ in range(3):
        await vigil.forward(hours=1)
    carter.sees("they are at the gate")
    assert len([text for text in carter.all_of() if "they are at the gate" in text]) == 1
    assert await still_open(vigil) == 0
    asked = len(gaps(vigil))
    await vigil.forward(hours=2)
    assert len(gaps(vigil)) == asked


async def test_a_gap_is_written_down_together_with_the_token(vigil: World) -> None:
    """G1: if the batch cannot be kept, nothing is; if it can, the gap is there, whatever is killed then."""
    (jean,) = vigil.people("jean")
    await jean.opens_chat()
    await leaves_out(vigil, jean, "alert they are at the gate")
    token = await vigil.vigil.receiver.token()
    await vigil.vigil.keep(vigil.homeserver.sync(token))
    assert await vigil.vigil.receiver.token() != token
    assert await still_open(vigil) == 1
    await vigil.restarts()
    assert await still_open(vigil) == 0
    vigil.people("carter")[0].sees("they are at the gate")


async def test_one_room_that_hangs_makes_nobody_else_wait(vigil: World) -> None:
    """G1: a stranger's server takes for ever; a defender's alert and another defender's gap do not wait."""
    theo, jean, mado, sophie = vigil.people("theo", "jean", "mado", "sophie")
    await theo.opens_chat()
    await jean.opens_chat()
    await mado.opens_chat()
    hanging = await leaves_out(vigil, theo, "hello")
    vigil.gateway.holds("fetch", hanging)
    async with fetching(vigil):
        await leaves_out(vigil, jean, "alert they are at the gate")
        await vigil.vigil.keep(vigil.homeserver.sync(await vigil.vigil.receiver.token()))

        async def works() -> bool:
            await vigil.vigil.worker.drain()
            await vigil.vigil.sender.drain()
            return any("they are at the gate" in said.text for _, said in vigil.homeserver.shown(sophie.user))

        await until(works)
    assert await still_open(vigil) == 1


async def test_strangers_have_one_turn_at_a_time_and_the_others_theirs(vigil: World) -> None:
    """However many of them there are: one of theirs is under way, and two of one other server."""
    rooms = [f"!stranger{number}" for number in range(20)]
    chats = [await person.opens_chat() for person in vigil.people("jean", "mado")]
    under_way = set[str]()
    most = 0

    async def fetch(gap: Gap) -> Portion:
        nonlocal most
        under_way.add(gap.room)
        most = max(most, len(under_way.difference(chats)))
        await asyncio.sleep(0)
        under_way.discard(gap.room)
        asked.append(gap.room)
        return Portion((), gap)

    asked = list[str]()
    vigil.gateway.fetch = fetch  # type: ignore[method-assign]
    async with vigil.store.transaction() as tx:
        now = vigil.clock.now()
        for room in (*rooms, *chats):
            await tx.gaps.add(room, "p", None, None, encrypted=True, now=now, held_until=now)
    async with fetching(vigil):
        await until(lambda: _is_true(set(rooms) <= set(asked)))
    assert most == 1
    assert all(asked.count(room) == 1 for room in rooms), "a stranger's room is asked about once"
    assert min(asked.count(chat) for chat in chats) > 5, "a wide gap of a defender goes on meanwhile"


async def _is_true(given: bool) -> bool:
    return given


async def test_words_keep_their_order(vigil: World) -> None:
    """What was left out came first: it is told first, in whatever portions it comes, and commands obey it."""
    scene = await alert_raised(vigil)
    vigil.homeserver.portion = 2
    vigil.homeserver.leaves_out(scene.room)
    write(vigil, "sophie", "!pass", scene.room)
    vigil.homeserver.tells_of_gap(scene.room)
    write(vigil, "sophie", "!ack", scene.room)
    chat = scene.jean.chat or ""
    vigil.homeserver.leaves_out(chat)
    for number in range(5):
        write(vigil, "jean", f"message {number}.", chat)
    vigil.homeserver.tells_of_gap(chat)
    write(vigil, "jean", "message 5.", chat)
    await vigil.settles()
    told = [text for text in scene.carter.all_of(scene.room) if "Baobab: message" in text]
    assert told == [f"Baobab: message {number}." for number in range(6)]
    await scene.carter.says("!status", scene.room)
    assert "is on it: The Anchor" in scene.carter.sees("Raised at", scene.room).text


async def test_what_is_missing_holds_up_a_chat_for_a_moment_only(vigil: World) -> None:
    """There may be an alert among what has come: after two seconds it is told without the rest."""
    jean, carter = vigil.people("jean", "carter")
    chat = await jean.opens_chat()
    vigil.gateway.breaks("fetch", AWAY)
    await leaves_out(vigil, jean, "hello")
    write(vigil, "jean", "alert they are at the gate", chat)
    await vigil.settles()
    carter.sees_no_more()
    await vigil.forward(seconds=3)
    carter.sees("they are at the gate")


async def test_a_defender_of_whom_something_is_missing_is_not_judged(vigil: World) -> None:
    """G6: it may be their answer. The room hears of it, and no server silences Vigil for ever with that."""
    scene = await everybody_on_it(vigil)
    await vigil.forward(minutes=60)
    scene.jean.sees("Are you safe?")
    vigil.everybody_reads_on()
    vigil.gateway.breaks("fetch", AWAY)
    await leaves_out(vigil, scene.jean, "1")
    await vigil.settles()
    await vigil.forward(minutes=9)
    scene.sophie.sees("a part of what was written to me about this alert has been missing", scene.room)
    scene.amina.sees("a part of what was written to me has been missing", COORDINATION)
    await vigil.forward(minutes=5)
    unread = [said.text for _, said in scene.sophie.unread(scene.room)]
    assert not any("not answered" in text for text in unread), unread
    await vigil.forward(minutes=2)
    scene.sophie.sees("and has not answered", scene.room)


async def test_an_answer_that_comes_out_of_the_gap_counts(vigil: World) -> None:
    """G6: whoever answered in time, unseen, climbs no ladder."""
    scene = await everybody_on_it(vigil)
    await vigil.forward(minutes=60)
    vigil.everybody_reads_on()
    vigil.gateway.breaks("fetch", AWAY)
    await leaves_out(vigil, scene.jean, "1")
    await vigil.settles()
    await vigil.forward(minutes=1)
    vigil.clock.forward(minutes=10)
    vigil.gateway.works_again()
    await vigil.forward(seconds=1)
    scene.sophie.sees("Baobab answers: safe")
    scene.jean.sees("Thank you")
    assert not any("not answered" in text for text in scene.sophie.all_of(scene.room))


async def test_the_gap_of_one_defender_spares_nobody_else(vigil: World) -> None:
    """Partners who do not answer are chased as ever, and other alerts are asked about."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("fetch", AWAY)
    await leaves_out(vigil, scene.jean, "they are inside")
    await vigil.forward(minutes=11)
    assert any("no answer from you" in text for text in scene.sophie.all_of(scene.room))
