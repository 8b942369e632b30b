"""`!alerts` and `!alert CODE`: what coordinators are shown of alerts, and what they are not."""

from __future__ import annotations

from tests.bot.scenes import COORDINATION, alert_raised, answer
from tests.bot.world import World

WORDS = "the blue house by the lake"


async def closed(vigil: World) -> None:
    """An alert of Jean's that two organisations have ended."""
    scene = await alert_raised(vigil, f"alert {WORDS}")
    await scene.sophie.says(f"!resolve {WORDS}", scene.room)
    await scene.esther.confirms(scene.room)


async def test_open_ones_all_or_those_of_an_area(vigil: World) -> None:
    """What was closed stands under "all" only; an area holds its own alone."""
    await closed(vigil)
    (mado, amina) = vigil.people("mado", "amina")
    await mado.says("alerte")
    assert await answer(amina, "!alerts all") == (
        "Open and closed alerts:\n"
        "K001: closed at 21:00.\n"
        "K002: open, for 0 seconds. Nobody is on it yet."
    )  # fmt: skip
    assert "K001" not in await answer(amina, "!alerts open")
    assert "K002" in await answer(amina, "!alertes ouvertes Kinshasa")
    assert await answer(amina, "!alerts goma") == "No such alert in goma."
    assert "K001" in await answer(amina, "!alerts all goma")


async def test_an_area_that_nobody_knows_is_a_mistake(vigil: World) -> None:
    """Calm is what "no alert" would be understood as, where a word was mistyped."""
    (amina,) = vigil.people("amina")
    assert await answer(amina, "!alerts gomma") == "I know no area gomma. Did you mean goma?"
    assert "Areas: bukavu, goma and kinshasa" in await answer(amina, "!alerts xyz")


async def test_one_alert_shows_answers_and_times_and_never_content(vigil: World) -> None:
    """Who answered what and when; not why, nor the defender's words, alias or area."""
    scene = await alert_raised(vigil, f"alert {WORDS}")
    await vigil.forward(minutes=2)
    await scene.sophie.says("!ack", scene.room)
    await vigil.forward(minutes=1)
    await scene.esther.says(f"!pass {WORDS}", scene.room)
    told = await answer(scene.amina, "!alert k001")
    assert "open; raised at" in told
    assert "The Anchor: on it. Answered after 2 minutes." in told
    assert "The Clinic: cannot come. Answered after 3 minutes." in told
    assert "Lake Watch: no answer. Called at" in told
    assert "Not enough organisations are on it yet." in told
    assert "Check-ins asked: 0" in told
    assert WORDS not in told and "Baobab" not in told and "goma" not in told
    assert told == await answer(scene.amina, "!alerts K001")


async def test_a_code_that_is_not_there_gets_the_nearest(vigil: World) -> None:
    """And a command without one says how it is written."""
    scene = await alert_raised(vigil)
    assert await answer(scene.amina, "!alert K0O1") == "I know no alert K0O1. Did you mean K001?"
    assert "!alert CODE" in await answer(scene.amina, "!alert")
    assert await answer(scene.amina, "!alert they are here") == (
        "I know no alert they. The alerts that I know: !alerts all."
        " To raise one for somebody who has called you: !on-behalf ALIAS: …"
    )


async def test_who_looks_is_written_down(vigil: World) -> None:
    """Looking is an act as well."""
    scene = await alert_raised(vigil)
    await scene.amina.says("!alert K001", COORDINATION)
    async with vigil.store.transaction() as tx:
        assert [act.act for act in await tx.acts.recent(5)] == ["one-alert"]


async def test_an_exercise_is_shown_as_one(vigil: World) -> None:
    """Whoever looks at it by its code, at night, must not take it for an alert."""
    (amina,) = vigil.people("amina")
    await answer(amina, "!drill")
    for text in ("!alert K001", "!alerts K001", "!why K001"):
        said = await answer(amina, text)
        assert "K001" not in said or said.startswith("EXERCISE – nobody is in danger.")


async def test_the_audit_names_commands_as_they_are_written(vigil: World) -> None:
    """And which alert was looked at."""
    scene = await alert_raised(vigil)
    await answer(scene.amina, "!alert k001")
    await answer(scene.amina, "!pourquoi K001")
    lines = (await answer(scene.amina, "!audit")).splitlines()
    assert lines[1].endswith(": !alert K001") and lines[2].endswith(": !why K001")


async def test_who_raises_an_alert_by_the_wrong_command_reads_the_right_one(vigil: World) -> None:
    """At night "!alert" seems to be the word for it; more than a code is no question about one."""
    (amina,) = vigil.people("amina")
    assert "!on-behalf ALIAS: …" in await answer(amina, "!alerte Baobab: ils sont à la porte")
