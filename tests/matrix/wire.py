"""A homeserver's front door, held by a test: real HTTP, with the test's answers or a Synapse's behind it."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from yarl import URL


@dataclass(frozen=True)
class Call:
    """A request as it came; `path` is unquoted."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any
    url: str


@dataclass(frozen=True)
class Says:
    """An answer: JSON if it is no bytes. `cut`: the connection breaks in the middle of it."""

    status: int = 200
    body: object = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False

    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body) if isinstance(self.body, bytes) else self.body


Act = Callable[[Call], Awaitable[Says]]
"""Makes an answer when the call comes; `Wire.forward` asks the homeserver behind."""


def _body(content: bytes, kind: str) -> Any:
    """JSON, read; a file as it is."""
    if kind == "application/octet-stream" and content:
        return content
    return json.loads(content) if content else None


class Wire:
    """Answers each call with the next thing that the test has laid out for it, else passes it on behind."""

    def __init__(self, behind: str | None = None) -> None:
        self.calls: list[Call] = []
        self.url = ""
        self._behind = behind
        self._plans: list[tuple[str, str, deque[Says | Act], bool]] = []
        self._client: aiohttp.ClientSession | None = None
        self._closing = asyncio.Event()

    def answers(self, method: str, part: str, *answers: Says | Act, always: bool = False) -> None:
        """Calls whose path holds `part` get these answers, one each; with `always`, the last one for ever."""
        self._plans.insert(0, (method, part, deque(answers), always))

    def called(self, method: str, part: str) -> list[Call]:
        """The calls so far whose path holds `part`."""
        return [call for call in self.calls if call.method == method and part in call.path]

    async def forward(self, call: Call) -> Says:
        """What the homeserver behind says to this call."""
        if self._behind is None:
            return Says(404, {"errcode": "M_UNRECOGNIZED"})
        if self._client is None:
            self._client = aiohttp.ClientSession()
        kept = {name: call.headers[name] for name in ("Authorization",) if name in call.headers}
        data = call.body if isinstance(call.body, bytes) else None
        async with self._client.request(
            call.method,
            URL(self._behind + call.url, encoded=True),
            json=call.body if data is None else None,
            data=data,
            headers=kept,
        ) as response:
            return Says(response.status, await response.read())

    async def silent(self, _: Call) -> Says:
        """An act: no answer, until the wire is taken down."""
        await self._closing.wait()
        return Says(503)

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        text = await request.read()
        call = Call(
            request.method,
            request.rel_url.path,
            dict(request.query),
            dict(request.headers),
            _body(text, request.content_type),
            request.raw_path,
        )
        self.calls.append(call)
        plan = self._plan(call)
        says = plan if isinstance(plan, Says) else await plan(call)
        body = says.body if isinstance(says.body, bytes) else json.dumps(says.body).encode()
        if says.cut:
            response = web.StreamResponse(status=says.status, headers={"Content-Length": str(len(body) + 10)})
            await response.prepare(request)
            await response.write(body)
            if request.transport is not None:
                request.transport.close()
            return response
        return web.Response(
            status=says.status, body=body, headers={"Content-Type": "application/json", **says.headers}
        )

    def _plan(self, call: Call) -> Says | Act:
        for method, part, answers, always in self._plans:
            if call.method == method and part in call.path and answers:
                return answers[0] if always and len(answers) == 1 else answers.popleft()
        return self.forward

    async def close(self) -> None:
        """Let go of the homeserver behind, and of everybody who waits."""
        self._closing.set()
        if self._client is not None:
            await self._client.close()


@asynccontextmanager
async def wire(behind: str | None = None) -> AsyncIterator[Wire]:
    """A wire that listens; `behind` is a homeserver's URL."""
    made = Wire(behind)
    async with listening(made):
        yield made


@asynccontextmanager
async def listening(made: Wire) -> AsyncIterator[None]:
    """This wire listens on the loopback interface."""
    # Whoever hangs up is waited for no longer, as a homeserver does it: else the answer to a sync that was
    # given up would be made all the same, and take with it what belongs to the next.
    server = web.Server(made.serve, handler_cancellation=True)
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield
    finally:
        await made.close()
        await runner.cleanup()
