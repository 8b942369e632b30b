"""When the retention is over, nothing of an alert is left but a number."""

from __future__ import annotations

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
    await scene.esther.says("!confirm", scene.room)


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
    await esther.says("!confirm", sophie.room)
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
