"""What a thief of the disk learns: nothing without the key, and after the retention nothing with it (G5).

Looked at are the bytes of every file in the data folder, while Vigil runs and after it was killed; and with
the key every page of both databases and of their write-ahead logs, free pages and gaps included.
"""

from __future__ import annotations

import re
import signal
from pathlib import Path

from bot.demo.memory import Seen
from bot.demo.people import Person
from bot.demo.town import Town
from tests.e2e.program import Program
from tests.e2e.scenes import Scene, alert_raised
from tests.e2e.world import World
from tests.faults.traces import events_of, ids_of, in_raw, names_of, said_to, with_key

WORDS = (
    "they are at the gate with a green car",
    "the blue house behind the market",
    "she is with the sisters at the lake",
    "stay where you are, fidelity comes",
    "the men have left the quarter",
    "a stranger's words about the ferry",
    "the wrong gate, I meant the garden",
    "a road that nobody knows: kivu-report.pdf",
)
REASON = "the men have left the quarter"


async def lived_through(vigil: World) -> tuple[Scene, Person, Person]:
    """Words by all ways in which they come: relayed, edited, noted, passed on, with a file; and an end."""
    amina, theo = await vigil.people("amina", "theo")
    await theo.says(WORDS[5])
    await theo.sees("I do not know you")
    scene = await alert_raised(vigil, f"alert {WORDS[0]}")
    first = await scene.jean.says(WORDS[1])
    await scene.jean.edits(first, WORDS[6])
    await scene.jean.sends_file("kivu-report.pdf", b"of no interest" * 100)
    await scene.sophie.says(f"!note {WORDS[2]}", scene.room)
    await scene.esther.says("!ack", scene.room)
    await scene.david.says("!pass my car is in the lake", scene.room)
    await scene.sophie.says(f"!tell {WORDS[3]}", scene.room)
    await scene.jean.sees(WORDS[3])
    await vigil.forward(hours=1)
    await scene.jean.sees("Are you safe?")
    await vigil.settles()
    await scene.jean.says("1")
    await scene.sophie.sees("Baobab answers: safe", scene.room)
    await scene.sophie.says(f"!resolve {REASON}", scene.room)
    await scene.sophie.sees(REASON, scene.room)
    await scene.esther.confirms(scene.room)
    await scene.all_see("The alert is closed")
    await vigil.settles()
    return scene, amina, theo


async def test_the_files_tell_nothing_and_after_the_retention_nothing_is_in_them(vigil: World) -> None:
    """G5: no text, name or ID for whoever has no key; and of a purged alert no page holds any for who has."""
    scene, amina, theo = await lived_through(vigil)
    everybody = [scene.jean, *scene.partners, amina, theo]
    folder, key = vigil.settings.data_dir, vigil.settings.key()
    of_alert = {*WORDS, *await ids_of(scene.sophie, scene.room), *names_of([theo])}
    of_alert |= await events_of(scene.jean, scene.jean.direct_chat or "")
    of_alert |= await ids_of(theo, theo.direct_chat or "")
    of_everybody = names_of(everybody) | said_to(everybody)
    of_everybody |= {"baobab", "kapok", "The Anchor", "Lake Watch", "all quiet on the lake", "river-house"}
    assert in_raw(folder, of_alert | of_everybody) == set()
    assert {trace for _, _, trace in with_key(folder, key, of_alert)} >= {*WORDS[:5], scene.room, theo.user}
    await vigil.restarts()
    assert in_raw(folder, of_alert | of_everybody) == set()

    await vigil.forward(hours=1, minutes=1)
    await vigil.settles()
    await vigil.forward(days=30)
    await vigil.settles()
    await vigil.forward(hours=1)
    assert in_raw(folder, of_alert | of_everybody) == set()
    assert with_key(folder, key, of_alert) == set()
    await vigil.stops()
    assert with_key(folder, key, of_alert) == set()
    await vigil.starts()
    assert with_key(folder, key, {scene.jean.user})  # who is enrolled stays


async def test_a_process_that_crashes_leaves_nothing_legible(
    program: Program, town: Town, tmp_path: Path
) -> None:
    """G5: no core dump, no log line, no file of the real program holds a text, a name or an ID."""
    await program.starts()
    jean, sophie = await town.welcomes("jean", "sophie")
    await jean.opens_chat(within=60.0)
    await jean.says(f"alert {WORDS[0]}")
    brief = await sophie.sees("Baobab needs help", within=60.0)
    await sophie.says(f"!note {WORDS[2]}", brief.room)
    await sophie.sees("The note by The Anchor is kept", brief.room, within=60.0)
    traces = {*WORDS, "baobab", "Lake Watch", town.user_id("vigil"), *said_to([jean, sophie])}
    traces |= names_of([jean, sophie]) | await ids_of(sophie, brief.room)
    traces |= await ids_of(jean, jean.direct_chat or "")
    data = tmp_path / "bot" / "data"
    assert in_raw(data, traces) == set()
    code, said = await program.calls("export", code_of(brief), "--to", str(tmp_path))
    assert code == 0 and "not encrypted" in said[-1]
    exported = (tmp_path / f"alert-{code_of(brief)}.html").read_bytes().decode()
    assert WORDS[0] in exported and WORDS[2] in exported

    assert re.search(r"Max core file size +0 +0 ", limits_of(program.pid))
    program.hears(signal.SIGABRT)
    assert await program.ends() == -signal.SIGABRT
    assert in_raw(data, traces) == set()
    assert not {trace for trace in traces if trace in program.printed}
    assert core_dumps(tmp_path) == []


def limits_of(process: int) -> str:
    """What the system lets this process do."""
    return Path(f"/proc/{process}/limits").read_text("utf-8")


def core_dumps(folder: Path) -> list[str]:
    """What looks like the memory of a crashed process."""
    return [file.name for file in folder.rglob("core*") if file.is_file() and ".db" not in file.name]


def code_of(brief: Seen) -> str:
    """The alert's code, as the brief tells it."""
    found = re.search(r"ALERT (\w{4}):", brief.text)
    assert found is not None
    return found[1]
