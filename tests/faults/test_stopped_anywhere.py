"""G1: whenever the process is killed, and begun again on its files, the end is what it would have been."""

from __future__ import annotations

import asyncio
import difflib
import json
import os
import pickle
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context, parent_process
from pathlib import Path
from random import Random
from typing import get_args

import pytest

import rooms.events
from bot.config import Settings
from tests.bot.conftest import folder as folder
from tests.bot.picture import picture
from tests.bot.script import STORY
from tests.bot.world import World, settings_in

SIDE_BY_SIDE = 4
"""How many worlds live at the same time in a process."""
PROCESSES = min(4, os.cpu_count() or 1)
ONE_IN = 24
"""One in so many instants is tried at every change, others with each seed; all with `--long`."""


@dataclass(frozen=True)
class Instant:
    """All that would be left if the process were killed now: the files, and the world outside."""

    files: dict[str, bytes]
    homeserver: bytes
    marks: int


class Watch:
    """Counts the instants at which anything outside the process's memory has changed, and keeps some."""

    def __init__(self, world: World, one_in: int) -> None:
        self._world = world
        self._one_in = one_in
        self._next = self._passed = 0
        self._instants: dict[int, Instant] = {}
        self._files_before: dict[str, bytes] = {}
        world.one_queue_at_a_time = True
        world.on_commit = self._committed
        world.on_taken = self._took

    def _committed(self) -> None:
        files = self._files()
        if files != self._files_before:
            self._note(files)

    def _took(self) -> None:
        self._note(self._files())

    def begins(self, first: int) -> None:
        """Something has happened outside: this is instant 0; number `first` is kept."""
        self._instants.clear()
        self._passed, self._next = 0, first
        self._note(self._files())

    def instants(self) -> dict[int, Instant]:
        """Those that were kept since it began, by their number."""
        return dict(self._instants)

    def _note(self, files: dict[str, bytes]) -> None:
        world = self._world
        if self._passed == self._next:
            self._next += self._one_in
            homeserver = pickle.dumps(world.homeserver)
            self._instants[self._passed] = Instant(files, homeserver, world.identifiers.marks)
        self._passed += 1
        self._files_before = files

    def _files(self) -> dict[str, bytes]:
        folder = self._world.settings.data_dir
        return {
            name: (folder / name).read_bytes()
            for name in ("vigil.db", "vigil.db-wal")
            if (folder / name).exists()
        }


def resumed(settings: Settings, instant: Instant) -> World:
    """The world as it was then, with no process running; marks that were drawn never come again."""
    settings.data_dir.mkdir(mode=0o700, parents=True)
    for name, content in instant.files.items():
        (settings.data_dir / name).write_bytes(content)
    world = World(settings, pickle.loads(instant.homeserver), instant.marks + 100_000)
    world.one_queue_at_a_time = True
    return world


def differences(is_now: str, should_be: str) -> str:
    """The lines that are not the same."""
    lines = difflib.unified_diff(
        should_be.splitlines(), is_now.splitlines(), "should be", "is", n=1, lineterm=""
    )
    return "\n".join(lines)


async def end_from(settings: Settings, instant: Instant) -> str:
    """What there is in the end when a new process begins at this instant."""
    world = resumed(settings, instant)
    await world.starts()
    try:
        return await picture(world)
    finally:
        await world.stops()
        shutil.rmtree(settings.data_dir)


async def ends_from(settings: Settings, instants: list[Instant]) -> list[str]:
    """The same from each of these instants; a few side by side, since each waits for its own database."""
    turns = asyncio.Semaphore(SIDE_BY_SIDE)

    async def end(number: int, instant: Instant) -> str:
        async with turns:
            return await end_from(replace(settings, data_dir=settings.data_dir / str(number)), instant)

    return await asyncio.gather(*(end(number, instant) for number, instant in enumerate(instants)))


def ends(settings: Settings, instants: list[Instant]) -> list[str]:
    """The same, in a process of its own."""
    return asyncio.run(ends_from(settings, instants))


async def ends_in(helpers: Executor, settings: Settings, instants: list[Instant]) -> list[str]:
    """The same, by several processes."""
    found = [""] * len(instants)

    async def share(number: int) -> None:
        theirs = replace(settings, data_dir=settings.data_dir / f"process{number}")
        mine = slice(number, None, PROCESSES)
        found[mine] = await asyncio.get_running_loop().run_in_executor(helpers, ends, theirs, instants[mine])

    await asyncio.gather(*map(share, range(PROCESSES)))
    return found


def _end_with_parent() -> None:
    """A test that is killed leaves no process behind."""

    def end() -> None:
        parent = parent_process()
        assert parent is not None
        parent.join()
        os._exit(1)

    threading.Thread(target=end, daemon=True).start()


@contextmanager
def processes() -> Iterator[Executor]:
    """They are gone afterwards."""
    spawn = get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=spawn, initializer=_end_with_parent) as helpers:
        yield helpers


async def test_killed_at_any_instant(folder: Path, one_in: Callable[[int], int], chance: Random) -> None:
    """Killed after any commit, before any, or between what the homeserver took and its noting: the same end.

    The story goes on from where the process was killed until nothing is left to do, and then everything that
    there is, on disk and before the people's eyes, is as it is without the kill; so the rest of the story is
    the same as well.
    """
    world = World(settings_in(folder))
    every = one_in(ONE_IN)
    watch = Watch(world, every)
    again = replace(world.settings, data_dir=folder / "again")
    kinds = set[str]()
    try:
        with processes() as helpers:
            for number, (name, act) in enumerate(STORY):
                act(world)
                if number:
                    await world.store.checkpoint()
                watch.begins(chance.randrange(every))
                await (world.ticks() if number else world.starts())
                end = await picture(world)
                kinds |= await kinds_of_events(world)
                tried = watch.instants()
                for kill, found in zip(tried, await ends_in(helpers, again, [*tried.values()]), strict=True):
                    if found != end:
                        where = f"step {number} ({name}), kill {kill}"
                        pytest.fail(f"{where}:\n{differences(found, end)}", pytrace=False)
        counted = dict(await world.store.rows("SELECT name, number FROM counts"))
        assert counted == {"alerts": 1, "attack-replayed": 1, "attack-changed-identity": 1}
    finally:
        await world.stops()
    assert EVERY_KIND - kinds == NOT_IN_THE_STORY


async def kinds_of_events(world: World) -> set[str]:
    """The names of the classes of all that the journals tell of now."""
    return {json.loads(event)["$"] for (event,) in await world.store.rows("SELECT event FROM journal")}


EVERY_KIND = {kind.__name__ for kind in get_args(rooms.events.Event)}
NOT_IN_THE_STORY = {"RoomRefused", "RoomRetried", "RoomAwaited", "AlertPurged", "ClockSetRight"}
"""The homeserver refuses no room in this story, and of what is purged only a number is left."""
