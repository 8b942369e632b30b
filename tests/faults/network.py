"""A bad network between the bot and its homeserver: everything that goes wrong on one, when a test says so.

People talk to the homeserver itself; only the bot is behind it.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from tests.matrix.wire import Call, Says, Wire


class Cut(Exception):
    """The connection is gone, without an answer."""


class Network(Wire):
    """Passes everything on, but for what its weather spoils."""

    def __init__(self, behind: str | None, port: int = 0) -> None:
        """With a `port`, it listens there."""
        super().__init__(behind)
        self.weather: Weather | None = None
        self._runner = web.ServerRunner(web.Server(self.serve), shutdown_timeout=0.1)
        self._site: web.TCPSite | None = None
        self._port = port

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """As in `Wire`; a request that is cut gets no answer at all."""
        try:
            return await super().serve(request)
        except Cut:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()

    def _plan(self, call: Call) -> Says | Callable[[Call], Awaitable[Says]]:
        fault = self.weather.strikes(call) if self.weather is not None else None
        if fault is None:
            return super()._plan(call)

        async def struck(call: Call) -> Says:
            return await fault(self, call)

        return struck

    async def opens(self) -> None:
        """Take connections, on the same port as before."""
        if self._runner.server is None:
            await self._runner.setup()
        self._site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await self._site.start()
        self._port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self._port}"

    async def refuses(self) -> None:
        """Take no connections any more, and drop those that there are."""
        assert self._site is not None
        await self._site.stop()
        self.drops()

    def drops(self) -> None:
        """Break off all that is under way."""
        assert self._runner.server is not None
        for connection in self._runner.server.connections:
            if connection.transport is not None:
                connection.transport.abort()

    async def ends(self) -> None:
        """Let go of everything."""
        await self.close()
        await self._runner.cleanup()


Fault = Callable[[Network, Call], Awaitable[Says]]


class Weather:
    """One fault, which strikes requests of each kind a few times, as a seed has it."""

    def __init__(self, fault: Fault, seed: int, *, chance: float = 0.4, at_most: int = 3) -> None:
        """`at_most`: so often for each kind of request, so that it has an end."""
        self.struck: Counter[str] = Counter()
        self._fault = fault
        self._random = random.Random(seed)
        self._chance = chance
        self._at_most = at_most

    def strikes(self, call: Call) -> Fault | None:
        """The fault, if this request is struck; the first one of each kind always is."""
        kind = kind_of(call)
        spent = self.struck[kind]
        if spent >= self._at_most or (spent and self._random.random() > self._chance):
            return None
        self.struck[kind] += 1
        return self._fault


def kind_of(call: Call) -> str:
    """What is asked for, without any ID: "PUT send", "POST keys/claim"."""
    steps = call.path.split("/")[4:]
    if not steps:
        return call.method
    if steps[0] == "rooms":
        what = steps[2]
    elif steps[0] == "user":
        what = f"user/{steps[-1]}"
    elif steps[0] in ("keys", "room_keys", "account"):
        what = "/".join(steps[:2])
    else:
        what = steps[0]
    return f"{call.method} {what}"


# The faults


async def is_slow(network: Network, call: Call) -> Says:
    """Everything takes a second more."""
    await asyncio.sleep(1.0)
    return await network.forward(call)


async def is_cut_before(network: Network, call: Call) -> Says:
    """The homeserver never sees the request."""
    raise Cut


async def is_cut_after(network: Network, call: Call) -> Says:
    """The homeserver has done it, and nobody hears of that."""
    await network.forward(call)
    raise Cut


async def gives_half(network: Network, call: Call) -> Says:
    """Half of the answer comes through."""
    says = await network.forward(call)
    assert isinstance(says.body, bytes)
    return Says(says.status, says.body[: len(says.body) // 2], cut=True)


async def slows_down(network: Network, call: Call) -> Says:
    """It asks for a pause, and says how long."""
    return Says(429, {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 700})


async def slows_down_without_saying(network: Network, call: Call) -> Says:
    """It asks for a pause, and does not say how long."""
    return Says(429, {"errcode": "M_LIMIT_EXCEEDED"})


async def fails(network: Network, call: Call) -> Says:
    """The homeserver itself has a fault."""
    return Says(500, {"errcode": "M_UNKNOWN", "error": "Internal server error"})


async def has_nobody_behind(network: Network, call: Call) -> Says:
    """The web server in front of it finds nobody there."""
    return Says(502, b"<html><body>Bad Gateway</body></html>", {"Content-Type": "text/html"})


async def gives_a_page(network: Network, call: Call) -> Says:
    """A login page of a hotel, instead of an answer."""
    return Says(200, b"<!DOCTYPE html><title>Welcome</title>", {"Content-Type": "text/html"})


async def hangs(network: Network, call: Call) -> Says:
    """No answer, until whoever asked gives up."""
    return await network.silent(call)


@asynccontextmanager
async def network_to(homeserver: str) -> AsyncIterator[Network]:
    """A network to this homeserver, in good weather."""
    made = Network(homeserver)
    await made.opens()
    try:
        yield made
    finally:
        with contextlib.suppress(RuntimeError):
            await made.ends()
