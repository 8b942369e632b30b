"""Nobody who writes much makes others wait, or Vigil talk without end (G1)."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.enrolling import CALLS_OF_STRANGERS_AN_HOUR
from bot.ports import Decrypted
from bot.store.turns import LINES
from bot.telling import ANSWERS_AT_ONCE
from tests.bot.people import Person, user_id
from tests.bot.scenes import COORDINATION, alert_raised
from tests.bot.test_enrolling import invitation
from tests.bot.world import World
from tests.waiting import until


def writes(vigil: World, person: Person, text: str, room: str | None = None) -> None:
    """They write, and the bot is not given the time to hear it."""
    vigil.homeserver.send(person.user, room or person.chat or "", {"msgtype": "m.text", "body": text})


async def hears(vigil: World) -> None:
    """What there is comes in, and is not handled yet."""
    await vigil.vigil.keep(vigil.homeserver.sync(await vigil.vigil.receiver.token()))


async def calls(vigil: World) -> set[str]:
    """For whom an alert is open."""
    async with vigil.store.transaction() as tx:
        return {row.defender for row in await tx.journal.alerts(open_only=True)}


async def test_a_partner_who_writes_a_thousand_lines_delays_nobody(vigil: World) -> None:
    """Another defender's alert, and another partner's answer, wait for a turn and not for a flood."""
    scene = await alert_raised(vigil)
    (mado,) = vigil.people("mado")
    await mado.opens_chat()
    for number in range(200):
        writes(vigil, scene.carter, f"line {number}", scene.room)
    writes(vigil, scene.sophie, "!ack", scene.room)
    writes(vigil, mado, "alerte, ils sont là")
    await hears(vigil)
    await vigil.vigil.worker.drain()
    assert mado.user in await calls(vigil)
    async with vigil.store.transaction() as tx:
        left = [row.sender for row in await tx.inbox.pending(now=vigil.clock.now(), limit=1000)]
    assert set(left) == {scene.carter.user}, "the answer of somebody else came before the rest of the flood"
    assert len(left) > 200 - 2 * LINES
    await vigil.settles()


async def test_strangers_come_after_the_people_whom_vigil_knows(vigil: World) -> None:
    """However many of them there are, and however short each of them writes."""
    (jean,) = vigil.people("jean")
    await jean.opens_chat()
    async with vigil.store.transaction() as tx:
        for number in range(300):
            raw = {"type": "m.room.message", "content": {}}
            await tx.inbox.add(
                f"$stranger{number}",
                room="!elsewhere",
                sender=f"@stranger{number}:else.test",
                kind="event",
                payload={"raw": raw, "encrypted_room": False},
                received_at=vigil.clock.now(),
            )
    writes(vigil, jean, "alert they are at the gate")
    await hears(vigil)
    await vigil.vigil.worker.drain()
    assert await calls(vigil) == {jean.user}


async def test_what_was_agreed_comes_after_what_was_proposed(vigil: World) -> None:
    """Fair turns do not turn round what two people say to each other, though one of them wrote more."""
    scene = await alert_raised(vigil)
    for person in (scene.sophie, scene.esther):
        await person.says("!ack", scene.room)
    for number in range(LINES - 2):
        writes(vigil, scene.sophie, f"line {number}", scene.room)
    writes(vigil, scene.sophie, "!resolve they have gone", scene.room)
    writes(vigil, scene.esther, "!confirm", scene.room)
    await vigil.settles()
    assert not any("nothing to confirm" in text for text in scene.esther.all_of(scene.room))


async def test_keys_are_sought_beside_the_worker(vigil: World) -> None:
    """Somebody's homeserver never shows their devices: everybody else is heard, and then they are, too."""
    scene = await alert_raised(vigil)
    (mado,) = vigil.people("mado")
    await mado.opens_chat()
    decrypt, comes = vigil.gateway.decrypt, asyncio.Event()

    async def slow(event: dict[str, Any], *, seek: bool = True) -> Decrypted:
        if seek:
            await comes.wait()
        return await decrypt(event, seek=seek)

    vigil.gateway.decrypt = slow  # type: ignore[method-assign, assignment]
    vigil.homeserver.new_key(scene.carter.user, scene.room, comes=False)
    for number in range(30):
        writes(vigil, scene.carter, f"line {number}", scene.room)
    writes(vigil, mado, "alerte, ils sont là")
    await hears(vigil)
    working = asyncio.create_task(vigil.vigil.worker.run())

    async def is_raised() -> bool:
        return mado.user in await calls(vigil)

    await until(is_raised)
    vigil.homeserver.hand_over_keys(scene.carter.user, scene.room)
    comes.set()

    async def is_read() -> bool:
        await hears(vigil)
        ((left,),) = await vigil.store.rows("SELECT COUNT(*) FROM inbox WHERE state <> 'done'")
        return not left

    await until(is_read)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    vigil.gateway.decrypt = decrypt  # type: ignore[method-assign]


async def test_a_stranger_who_calls_without_end_is_told_of_once(vigil: World) -> None:
    """While a code is out they may write: the coordinators hear of the call, and not of five hundred."""
    await invitation(vigil)
    amina, eve = vigil.people("amina", "eve")
    await eve.opens_chat()
    for _ in range(60):
        writes(vigil, eve, "alert")
    await vigil.settles()
    told = [text for text in amina.all_of(COORDINATION) if eve.user in text]
    assert len(told) == 1
    assert len(eve.all_of()) < 10
    async with vigil.store.transaction() as tx:
        for number in range(CALLS_OF_STRANGERS_AN_HOUR + 5):
            user = f"@eve{number}:else.test"
            await vigil.vigil.worker._desk.enrolling._tell_of_call(tx, user, vigil.clock.now())
    await vigil.settles()
    named = [text for text in amina.all_of(COORDINATION) if "@eve" in text]
    assert len(named) == CALLS_OF_STRANGERS_AN_HOUR
    assert len([text for text in amina.all_of(COORDINATION) if "Very many people" in text]) == 1
    await vigil.forward(minutes=61)
    amina.reads_on()
    writes(vigil, eve, "alert")
    await vigil.settles()


async def test_who_asks_without_end_is_answered_for_a_while(vigil: World) -> None:
    """Said so once; what others ask is answered all the same, and so are they a little later."""
    scene = await alert_raised(vigil)
    for _ in range(3 * ANSWERS_AT_ONCE):
        writes(vigil, scene.carter, "!status", scene.room)
    writes(vigil, scene.sophie, "!policy", scene.room)
    await vigil.settles()
    said = scene.esther.all_of(scene.room)
    assert len([text for text in said if "Raised at" in text]) <= ANSWERS_AT_ONCE + 1
    assert len([text for text in said if "You write more than I can answer" in text]) == 1
    assert any("is asked" in text or "every" in text for text in said[-3:]), said[-3:]
    await vigil.forward(minutes=2)
    vigil.everybody_reads_on()
    await scene.carter.says("!status", scene.room)
    scene.carter.sees("Raised at", scene.room)


async def test_two_programs_do_not_talk_for_ever(vigil: World) -> None:
    """A notice is said by a program: it is not answered; and whoever echoes what Vigil says tires it."""
    jean, carter = vigil.people("jean", "carter")
    await jean.opens_chat()
    for text in ("I am away", "no", "!help", "!stat"):
        await jean.sends({"msgtype": "m.notice", "body": text})
    await carter.opens_chat()
    carter.reads_on()
    for text in ("I am away", "!help", "!stat"):
        await carter.sends({"msgtype": "m.notice", "body": text})
    jean.sees_no_more()
    carter.sees_no_more()
    for _ in range(2 * ANSWERS_AT_ONCE):
        await jean.says(jean.unread()[-1][1].text if jean.unread() else "hello")
    assert len(jean.all_of()) <= ANSWERS_AT_ONCE + 1
    await jean.sends({"msgtype": "m.notice", "body": "alert they are at the gate"})
    carter.sees("they are at the gate")
    assert user_id("jean") in await calls(vigil)
