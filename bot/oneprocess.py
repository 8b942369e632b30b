"""One process speaks as Vigil's device: a copy of the data folder that is started elsewhere refuses.

Two processes with one device would spoil each other's channels, and take keys away from each other: what the
homeserver has handed to one, it hands to nobody else. The lock in the folder cannot see a copy of it, so the
homeserver is the witness: in the account's data stands which process was the last, as a number that grows and
a random mark, and the folder remembers its own.

A folder that remembers less than the homeserver is an old copy: its keys are out of date for good. One that
remembers the same may be a fresh copy of a folder in use: where it is not the very file on the very machine
since the last start, it asks first, and whoever runs hears that in the sync and answers at once.
(The counts of one-time keys would show a second process too, but only after it has done harm.)
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import structlog

from bot.errors import CopiedFolder, Refused
from bot.identifiers import Identifiers
from bot.matrix.http import Homeserver, path
from bot.matrix.login import Session
from bot.matrix.sync import INSTANCE
from bot.patience import patiently
from bot.store.store import Store
from bot.telling import Telling
from rooms.texts import say

log = structlog.get_logger()

ASK_SECONDS = 5.0
"""How long whoever runs has to answer; the sync shows them the question at once."""

_FACT = "instance"
_BOOT = Path("/proc/sys/kernel/random/boot_id")

_OLD_COPY = (
    "Vigil has run since on a copy of this data folder: start that one. If it is lost, remove crypto.db: "
    "Vigil then begins a new device."
)
_RUNS_ELSEWHERE = (
    "Another Vigil is running on a copy of this data folder: stop that one first, or leave this one stopped."
)
_TAKEN_OVER = "Another Vigil has been started on a copy of this data folder, so this one stops: run only one."


@dataclass(frozen=True)
class Instance:
    """A process, as the account's data names it; `state` is "asks", "runs" or "stopped"."""

    device: str
    number: int
    mark: str
    state: str = "runs"

    @classmethod
    def read(cls, value: object) -> Instance | None:
        """What stands there; None if it makes no sense."""
        if not isinstance(value, Mapping):
            return None
        device, number, mark = value.get("device"), value.get("number"), value.get("mark")
        if not isinstance(device, str) or not isinstance(mark, str) or type(number) is not int:
            return None
        return cls(device, number, mark, str(value.get("state")))

    def is_after(self, other: Instance) -> bool:
        """Whichever of two is after the other goes on."""
        return (self.number, self.mark) > (other.number, other.mark)


def place_of(file: Path) -> str:
    """The file, and the machine since its last start: no copy has the same, but one of the whole machine."""
    found = file.stat()
    boot = _BOOT.read_text(encoding="ascii").strip() if _BOOT.exists() else ""
    return f"{boot} {found.st_dev} {found.st_ino}"


class OneProcess:
    """This process's place in the account's data."""

    def __init__(
        self,
        store: Store,
        homeserver: Homeserver,
        session: Session,
        identifiers: Identifiers,
        telling: Telling,
        on_outbox: Callable[[], None],
        *,
        place: str,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._homeserver = homeserver
        self._path = path("user", session.user, "account_data", INSTANCE)
        self._me = Instance(session.device_id, 0, identifiers.mark())
        self._place = place
        self._telling = telling
        self._on_outbox = on_outbox
        self._pause = pause
        self._shown: Instance | None = None
        self._changed = asyncio.Event()
        self._refused = set[str]()

    async def claim(self) -> None:
        """Become the one process of this device, before anything else is asked of the homeserver.

        Raises `CopiedFolder` if another one is, or was after this folder's last.
        """
        last, place = await self._remembered()
        there = await self._there()
        ran = there if there is not None and there.state != "asks" else None
        mine = last if last is not None and last.device == self._me.device else None
        # A new device, as after `vigil restore`, takes over from whichever was there before.
        is_new = mine is None and (ran is None or ran.device != self._me.device)
        if ran is not None and not is_new and not _is_covered(ran, mine):
            raise CopiedFolder(_OLD_COPY)
        numbers = [each.number for each in (last, there) if each is not None]
        self._me = replace(self._me, number=max(numbers, default=0) + 1)
        await self._remember(place)
        if mine is not None and place != self._place:
            await self._ask()
        await self._write("runs")
        await self._remember(self._place, back=ran is not None and ran.state == "stopped")

    async def _ask(self) -> None:
        log.info("asks_whether_another_runs")
        if not await self._write("asks"):
            return
        await self._pause(ASK_SECONDS)
        there = await self._there()
        if there is not None and there.mark != self._me.mark:
            raise CopiedFolder(_RUNS_ELSEWHERE)

    def shown(self, content: Mapping[str, Any]) -> None:
        """The sync brought what stands in the account's data now."""
        self._shown = Instance.read(content)
        self._changed.set()

    async def run(self) -> None:
        """Answer a copy that asks; raises `CopiedFolder` once another has taken over."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            other = self._shown
            if other is None or other.mark == self._me.mark:
                continue
            if other.state != "asks" and other.is_after(self._me):
                raise CopiedFolder(_TAKEN_OVER)
            if other.device != self._me.device:
                continue
            log.warning("copy_refused")
            await patiently(lambda: self._write("runs"), pause=self._pause)
            await self._tell(other.mark)

    async def stop(self) -> None:
        """Leave word that this process ended because its disk took nothing any more."""
        await self._write("stopped")

    async def _tell(self, mark: str) -> None:
        if mark not in self._refused:
            self._refused.add(mark)
            async with self._store.transaction() as tx:
                await self._telling.coordinators(tx, say("coordination-copy-refused"), urgent=True)
            self._on_outbox()

    async def _there(self) -> Instance | None:
        try:
            return Instance.read(await self._homeserver.request("GET", self._path))
        except Refused:
            return None  # There is none yet.

    async def _write(self, state: str) -> bool:
        try:
            await self._homeserver.request("PUT", self._path, body=asdict(replace(self._me, state=state)))
        except Refused as fault:
            log.warning("instance_not_kept", errcode=fault.errcode)
            return False
        return True

    async def _remembered(self) -> tuple[Instance | None, str]:
        """The last process on this folder, and its place; a restored folder had it with another device."""
        async with self._store.transaction() as tx:
            value = json.loads(await tx.facts.get(_FACT) or "{}")
        return Instance.read(value), value.get("place", "")

    async def _remember(self, place: str, *, back: bool = False) -> None:
        """Written before the homeserver is told: it must never know of more than the folder does."""
        async with self._store.transaction() as tx:
            await tx.facts.set(_FACT, json.dumps({**asdict(self._me), "place": place}))
            if back:
                await self._telling.coordinators(tx, say("coordination-disk-back"), urgent=True)


def _is_covered(ran: Instance, last: Instance | None) -> bool:
    """Whether the folder remembers this process, or a later one of its own."""
    return last is not None and (
        ran.number < last.number or (ran.number, ran.mark) == (last.number, last.mark)
    )
