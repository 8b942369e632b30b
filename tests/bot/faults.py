"""Faults on demand: what a call of the fake gateway meets with, and what was called."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Fault:
    """What a call meets with: an error before the homeserver has taken it, or (`taken`) after."""

    call: str
    error: Exception
    about: str | None
    times: int | None
    taken: bool


@dataclass(frozen=True)
class Call:
    """One request of the bot. `about` is the room, or the person it is for."""

    name: str
    about: str
    transaction_id: str = ""


class Faulty:
    """Calls that fail, or do not come back, when a test says so."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.on_taken: Callable[[], None] = lambda: None
        """Called when the homeserver has taken something and the bot does not know it yet."""
        self._faults: list[Fault] = []
        self._gates: dict[tuple[str, str], asyncio.Event] = {}

    def breaks(
        self,
        call: str,
        error: Exception,
        *,
        about: str | None = None,
        times: int | None = None,
        taken: bool = False,
    ) -> None:
        """From now on this call fails (`times` times): all of them, or those about this room or person.

        `taken`: the homeserver does it, and only its answer is lost.
        """
        self._faults.append(Fault(call, error, about, times, taken))

    def works_again(self) -> None:
        """Nothing fails any more."""
        self._faults.clear()

    def holds(self, call: str, about: str) -> asyncio.Event:
        """This call about this room or person does not come back until the event is set."""
        return self._gates.setdefault((call, about), asyncio.Event())

    async def _meets(self, name: str, about: str, transaction_id: str = "") -> None:
        self.calls.append(Call(name, about, transaction_id))
        await asyncio.sleep(0)
        gate = self._gates.get((name, about))
        if gate is not None:
            await gate.wait()
        self._fail(name, about, taken=False)

    async def _taken(self, name: str, about: str) -> None:
        self.on_taken()
        await asyncio.sleep(0)
        self._fail(name, about, taken=True)

    def _fail(self, name: str, about: str, *, taken: bool) -> None:
        for fault in self._faults:
            if fault.call == name and fault.about in (None, about) and fault.taken is taken:
                if fault.times is not None:
                    if fault.times == 0:
                        continue
                    fault.times -= 1
                raise fault.error
