"""Silence is loud: who asks, who is called, and who waits for a sign of life hears how the running bot is."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
import yaml
from aiohttp import web
from aiohttp.test_utils import unused_port

from bot.demo.town import Town
from bot.health import audit
from bot.health.audit import Finding, Picture
from bot.health.endpoint import Endpoint
from bot.health.heartbeat import Heartbeat
from bot.health.metrics import Metrics
from bot.health.status import NOT_RUNNING, STALE_AFTER, Status
from bot.health.watchdog import Watchdog
from tests.e2e.program import Program
from tests.waiting import until

NOW = datetime(2026, 5, 3, 20, 0, tzinfo=UTC)
LATE = Picture(NOW, (Finding(audit.TIMER_LATE, 2, NOW),), {"open_alerts": 3, "rows_set_aside": 1})


class Outside:
    """Whoever waits for a sign of life."""

    def __init__(self) -> None:
        self.beats = 0
        self.url = ""
        self.status = 200

    async def _beat(self, _: web.Request) -> web.Response:
        self.beats += 1
        return web.Response(text="OK", status=self.status)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Outside]:
        """There, on this machine."""
        app = web.Application()
        app.router.add_get("/ping/secret", self._beat)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        port = unused_port()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        self.url = f"http://127.0.0.1:{port}/ping/secret"
        try:
            yield self
        finally:
            await runner.cleanup()


class Systemd:
    """The socket at which systemd listens."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.setblocking(False)
        self.heard: list[str] = []

    async def hears(self, word: str, within: float = 30.0) -> None:
        """Return when this was said since it was asked last."""

        async def look() -> bool:
            self.listen()
            return word in self.heard

        await until(look, within)
        self.heard.clear()

    def listen(self) -> None:
        """Take in what has come."""
        while True:
            try:
                self.heard.append(self._socket.recv(4096).decode())
            except BlockingIOError:
                return

    def close(self) -> None:
        """It is gone."""
        self._socket.close()


@pytest.fixture
async def outside() -> AsyncIterator[Outside]:
    """Somebody waits for a sign of life."""
    async with Outside().listening() as made:
        yield made


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Systemd]:
    """systemd listens."""
    made = Systemd(tmp_path / "notify")
    yield made
    made.close()


async def get(url: str) -> tuple[int, str]:
    """Status and text of an answer; 0 if there is none."""
    try:
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return answer.status, await answer.text()
    except aiohttp.ClientError:
        return 0, ""


# The real program


@pytest.fixture
def port(program: Program, outside: Outside) -> int:
    """Where the program, not started yet, is to answer; it is to give signs of life to `outside`."""
    port = unused_port()
    settings = yaml.safe_load(program._settings.read_text())
    settings["health"] = {
        "listen": f"127.0.0.1:{port}",
        "heartbeat_url": outside.url,
        "heartbeat_every": "1s",
    }
    program._settings.write_text(yaml.safe_dump(settings))
    return port


async def test_all_hear_of_a_bot_that_is_well_and_of_one_that_is_gone(
    program: Program,
    port: int,
    outside: Outside,
    systemd: Systemd,
    town: Town,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """G7: systemd, the dead man's switch, Prometheus and the operator: well, held, stopped. G5: no names."""
    monkeypatch.setenv("NOTIFY_SOCKET", str(systemd.path))
    assert (await program.calls("health")) == (1, [NOT_RUNNING])
    await program.starts()
    await systemd.hears("READY=1")
    await systemd.hears("WATCHDOG=1")
    await until(lambda: _so(outside.beats >= 2))
    assert await get(f"http://127.0.0.1:{port}/healthz") == (200, "ok\n")
    code, metrics = await get(f"http://127.0.0.1:{port}/metrics")
    assert code == 200 and "\nvigil_healthy 1.0\n" in metrics and "\nvigil_open_alerts 0.0\n" in metrics
    assert not re.search(r"[@!$][^\s{]+:", metrics)
    assert (await program.calls("health")) == (0, ["All is in order."])
    await _is_held(program, systemd, outside)
    assert await program.is_told_to_stop() == 0
    systemd.listen()
    assert "STOPPING=1" in systemd.heard
    assert (await program.calls("health")) == (1, [NOT_RUNNING])
    assert "secret" not in program.printed


async def _is_held(program: Program, systemd: Systemd, outside: Outside) -> None:
    """A process that hangs says nothing to anybody; let go, it says so again."""
    pid = program.pid
    os.kill(pid, signal.SIGSTOP)
    try:
        await until(lambda: _so(_state(pid) == "T"))
        systemd.listen()
        systemd.heard.clear()
        beats = outside.beats
        await asyncio.sleep(2.5)  # Longer than two beats and two ticks: it is silence that has to be shown.
        systemd.listen()
        assert (systemd.heard, outside.beats) == ([], beats)
    finally:
        os.kill(pid, signal.SIGCONT)
    await systemd.hears("WATCHDOG=1")
    await until(lambda: _so(outside.beats > beats))


async def test_no_sign_of_life_without_the_homeserver(
    program: Program, port: int, outside: Outside, town: Town, wire: object
) -> None:
    """G7: while the sync fails nobody outside is told that all is well; when it is back, they are."""
    await program.starts()
    await until(lambda: _so(outside.beats >= 1), 30)
    await town.homeserver.stop()
    try:
        # The sync notices, at the latest when its poll ends; from then on nothing more comes.
        await until(lambda: _so('"sync_failed"' in program.printed), 60)
        beats = outside.beats
        await asyncio.sleep(2.5)
        assert outside.beats <= beats + 1
    finally:
        await town.homeserver.start()
    await until(lambda: _so(outside.beats > beats + 1), 60)


async def _so(what: bool) -> bool:
    return what


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]


# What each of them hears


async def test_the_endpoint_says_what_is_wrong() -> None:
    """503 and the kinds; the figures for Prometheus."""
    port, pictures = unused_port(), [LATE]
    running = asyncio.create_task(Endpoint("127.0.0.1", port, lambda: pictures[-1]).run())
    try:
        await until(lambda: _answers(port))
        assert await get(f"http://127.0.0.1:{port}/healthz") == (503, "timer_late\n")
        pictures.append(Picture(NOW))
        assert await get(f"http://127.0.0.1:{port}/healthz") == (200, "ok\n")
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def _answers(port: int) -> bool:
    return (await get(f"http://127.0.0.1:{port}/healthz"))[0] != 0


async def test_an_address_that_is_taken_ends_nothing() -> None:
    """G1: alerts do not depend on whether somebody can look at the figures."""
    port = unused_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        running = asyncio.create_task(Endpoint("127.0.0.1", port, lambda: LATE).run())
        done, _ = await asyncio.wait([running], timeout=0.3)
        assert not done
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def test_the_figures_are_prometheus_own() -> None:
    """Each with its type and what it means, each kind of finding as a label."""
    text = Metrics(lambda: LATE).text().decode()
    for line in (
        "# TYPE vigil_open_alerts gauge",
        "vigil_open_alerts 3.0",
        "vigil_rows_set_aside 1.0",
        "vigil_healthy 0.0",
        'vigil_finding{kind="timer_late"} 2.0',
        'vigil_finding{kind="sync_silent"} 0.0',
    ):
        assert f"{line}\n" in text


def test_the_status_is_believed_only_while_it_is_fresh(tmp_path: Path) -> None:
    """G7: a process that hangs or is gone is not taken for one that is well, nor after a new boot."""
    status = Status(tmp_path)
    assert status.read(1000.0) == [NOT_RUNNING]
    status.write(Picture(NOW), 1000.0)
    assert status.read(1000.0 + STALE_AFTER) == []
    assert status.read(1000.1 + STALE_AFTER) == [NOT_RUNNING]
    assert status.read(3.0) == [NOT_RUNNING]
    status.write(LATE, 1000.0)
    (line,) = status.read(1001.0)
    assert line.startswith("timer_late (2): questions or deadlines are late")
    assert json.loads((tmp_path / "health.json").read_text()) == {
        "steady": 1000.0,
        "found": [["timer_late", 2]],
    }
    (tmp_path / "health.json").write_text("[]")
    assert status.read(1001.0) == [NOT_RUNNING]
    status.remove()
    status.remove()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("status", [200, 302, 500])
async def test_only_a_clean_audit_gives_a_sign_of_life(outside: Outside, status: int) -> None:
    """G7: nothing is asked for while something is wrong; what the other side answers ends nothing."""
    outside.status = status
    clean, pauses = [False, True, False, True], list[float]()

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if not clean:
            await asyncio.Event().wait()

    beat = Heartbeat(outside.url, timedelta(minutes=1), lambda: clean.pop(0), pause)
    running = asyncio.create_task(beat.run())
    await until(lambda: _so(len(pauses) == 4))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert outside.beats == 2
    assert pauses == [5, 60, 5, 60]


async def test_nobody_outside_is_no_fault() -> None:
    """Where nobody answers it is tried again."""
    pauses = list[float]()

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            await asyncio.Event().wait()

    url = f"http://127.0.0.1:{unused_port()}/ping/secret"
    running = asyncio.create_task(Heartbeat(url, timedelta(minutes=1), lambda: True, pause).run())
    await until(lambda: _so(len(pauses) == 2))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.mark.parametrize("kind", [audit.ROW_SET_ASIDE, audit.DISK_LOW])
def test_what_stays_for_long_does_not_hide_a_later_silence(kind: str) -> None:
    """G7: the coordinators were told; the dead man's switch is kept for what nobody is told."""
    assert Picture(NOW, (Finding(kind, 1, NOW),)).alive
    assert not Picture(NOW, (Finding(kind, 1, NOW), Finding(audit.DISK, 1, None))).alive


def test_systemd_is_told_where_it_listens(systemd: Systemd) -> None:
    """Where nobody listens nothing happens; an abstract socket is one as well."""
    Watchdog("").ready()
    Watchdog(str(systemd.path) + "-gone").ready()
    Watchdog(str(systemd.path)).stopping()
    systemd.listen()
    assert systemd.heard == ["STOPPING=1"]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as abstract:
        abstract.bind("")
        abstract.settimeout(5)
        Watchdog("@" + abstract.getsockname()[1:].decode()).ready()
        assert abstract.recv(100) == b"READY=1"


def test_the_service_waits_for_what_the_program_says() -> None:
    """G7: systemd starts it again when it hangs; however long the homeserver is away, that is no reason."""
    service = Path(__file__).parents[2] / "deploy" / "vigil.service"
    lines = service.read_text(encoding="utf-8").splitlines()
    assert {"Type=notify", "WatchdogSec=90", "WatchdogSignal=SIGKILL", "TimeoutStartSec=infinity"} <= {*lines}
