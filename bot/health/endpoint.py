"""`/healthz` and `/metrics`, on this machine only."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

import structlog
from aiohttp import web

from bot.health.audit import Picture
from bot.health.metrics import Metrics

log = structlog.get_logger()

_AGAIN_AFTER = 30.0


class Endpoint:
    """A small web server; it answers 200 when the self-audit finds nothing, else 503 with the kinds found."""

    def __init__(self, host: str, port: int, picture: Callable[[], Picture]) -> None:
        self._host, self._port = host, port
        self._picture = picture
        self._metrics = Metrics(picture)

    async def run(self) -> None:
        """Serve until cancelled. An address that is taken is tried again: alerts do not depend on it."""
        app = web.Application()
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/metrics", self._figures)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            while True:
                pause = None if await self._listens(runner) else _AGAIN_AFTER
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(asyncio.Event().wait(), pause)
        finally:
            await runner.cleanup()

    async def _listens(self, runner: web.AppRunner) -> bool:
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError:
            log.error("health_address_is_taken", port=self._port)
            return False
        return True

    async def _healthz(self, _: web.Request) -> web.Response:
        kinds = [each.kind for each in self._picture().findings]
        return web.Response(text=f"{' '.join(kinds) or 'ok'}\n", status=503 if kinds else 200)

    async def _figures(self, _: web.Request) -> web.Response:
        return web.Response(
            body=self._metrics.text(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
        )
