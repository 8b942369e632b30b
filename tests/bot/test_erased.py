"""When the retention is over, nothing of an alert is left but a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.bot.scenes import Scene, alert_raised
from tests.bot.world import World

WORDS = ("at the gate", "green car", "blue house", "they have gone", "somebody knocks")


async def all_rows(vigil: World) -> str:
    """Every column of every row of every table."""
    tables = await vigil.store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    return "\n".join(map(str, await _everything(vigil, [name for (name,) in tables])))


async def _everything(vigil: World, tables: list[str]) -> list[tuple[object, ...]]:
    return await vigil.store.rows(*(f'SELECT * FROM "{table}"' for table in tables))


async def lived_through(vigil: World, scene: Scene) -> None:
    """Words by all ways in which they come, and an end."""
    await scene.jean.says("a green car")
    await scene.sophie.says("!note she is in the blue house", scene.room)
    await scene.sophie.says("!tell stay in the blue house", scene.room)
    await scene.sophie.says("!resolve they have gone", scene.room)
    await scene.esther.confirms(scene.room)


async def test_nothing_of_an_alert_is_left(vigil: World) -> None:
    """No row of any table holds its words, its room, its code; its month has a number."""
    scene = await alert_raised(vigil)
    await lived_through(vigil, scene)
    await vigil.forward(days=29)
    rows = await all_rows(vigil)
    assert all(words in rows for words in WORDS[:4]) and "K001" in rows and scene.room in rows
    await vigil.forward(days=2)
    rows = await all_rows(vigil)
    assert [words for words in (*WORDS, "K001", scene.room) if words in rows] == []
    assert await vigil.store.rows("SELECT month, name, number FROM counts") == [("2026-05", "alerts", 1)]
    assert vigil.homeserver.rooms[scene.room].members[vigil.homeserver.bot] == "leave"
    assert scene.room not in vigil.homeserver.sent


async def test_nothing_of_a_covert_alert_is_left(vigil: World) -> None:
    """What the defender writes while it must not show that an alert is open is in their chat, and goes."""
    jean, sophie, esther = vigil.people("jean", "sophie", "esther")
    await jean.says("all quiet on the lake, somebody knocks")
    await jean.says("a green car")
    await sophie.says("!resolve they have gone", sophie.room)
    await esther.confirms(sophie.room)
    await vigil.forward(days=1)
    await jean.says("good morning")
    await vigil.forward(days=28)
    rows = await all_rows(vigil)
    assert "somebody knocks" in rows and "a green car" in rows and "good morning" in rows
    await vigil.forward(days=1, minutes=1)
    rows = await all_rows(vigil)
    assert [words for words in WORDS if words in rows] == []
    assert "good morning" in rows
    await vigil.forward(days=1)
    assert "good morning" not in await all_rows(vigil)


async def test_a_homeserver_that_does_not_answer_delays_the_erasing_only(vigil: World) -> None:
    """The record is erased when the room has been left; a room that cannot be left any more is as good."""
    scene = await alert_raised(vigil)
    await lived_through(vigil, scene)
    await vigil.stops()
    vigil.clock.forward(days=31)
    await vigil.starts()
    await vigil.restarts()
    rows = await all_rows(vigil)
    assert [words for words in (*WORDS, "K001", scene.room) if words in rows] == []


def keys_of(vigil: World, scene: Scene) -> tuple[int, list[str]]:
    """How many of the bot's keys of Jean's chat are kept, and what a key of Jean's no longer reads."""
    chat = scene.jean.chat or ""
    return len(vigil.homeserver.sent.get(chat, ())), sorted(vigil.homeserver.forgotten)


async def test_the_keys_of_the_direct_chat_go_as_well(vigil: World) -> None:
    """What led to the alert cannot be read any more with what Vigil keeps; the chat itself goes on."""
    scene = await alert_raised(vigil)
    await lived_through(vigil, scene)
    assert keys_of(vigil, scene) == (1, [])
    await vigil.forward(days=31)
    sent, forgotten = keys_of(vigil, scene)
    assert sent == 0 and len(forgotten) == 1
    await scene.jean.says("alert they are back")
    scene.jean.sees("I have your alert")
    scene.sophie.sees("they are back")


async def test_the_keys_stay_while_another_alert_is_open(vigil: World) -> None:
    """Its words are in the same chat, and a new phone of the defender is to read them (G2)."""
    scene = await alert_raised(vigil)
    await lived_through(vigil, scene)
    await vigil.forward(days=29)
    await scene.jean.says("alert they are back")
    await vigil.forward(days=2)
    assert keys_of(vigil, scene) == (1, [])
    assert "K001" not in await all_rows(vigil)


async def test_what_was_never_readable_is_not_kept_for_ever(vigil: World) -> None:
    """Words whose key has not come within the retention are erased with who sent them."""
    (jean,) = vigil.people("jean")
    await jean.begins_a_key(comes=False)
    await jean.says("somebody knocks")
    await vigil.forward(days=29)
    waiting = "SELECT sender FROM inbox WHERE state = 'waiting'"
    assert await vigil.store.rows(waiting) == [(jean.user,)]
    await vigil.forward(days=2)
    assert await vigil.store.rows(waiting) == []


async def test_an_alert_goes_by_its_own_retention(vigil: World) -> None:
    """A longer one in the settings, set later, keeps no word of an alert that was promised a shorter one."""
    jean, sophie, esther = vigil.people("jean", "sophie", "esther")
    await jean.says("all quiet on the lake, somebody knocks")
    await jean.says("a green car")
    longer = replace(vigil.settings.policy, retention=timedelta(days=90))
    vigil.settings = replace(vigil.settings, policy=longer)
    await vigil.restarts()
    await sophie.says("!resolve they have gone", sophie.room)
    await esther.confirms(sophie.room)
    await vigil.forward(days=31)
    rows = await all_rows(vigil)
    assert [words for words in WORDS if words in rows] == []


async def test_what_was_handled_is_not_kept(vigil: World) -> None:
    """A row that is done tells neither what was said, be it in the clear, nor who said it."""
    (jean,) = vigil.people("jean")
    await jean.opens_chat(encrypted=False, bot_may_protect=False)
    await jean.says("alert they are at the gate")
    rows = await vigil.store.rows("SELECT kind, payload, sender, state FROM inbox")
    assert "event" in {kind for kind, *_ in rows}
    assert {row[1:] for row in rows} == {(None, "", "done")}
