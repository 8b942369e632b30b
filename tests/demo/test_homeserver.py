"""The demo's homeserver: quick, unlimited, and gone when its owner is."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import aiohttp
import pytest

from bot.demo.homeserver import LocalHomeserver
from bot.errors import Refused

_ORPHAN = """
import asyncio, os, pathlib, sys
from bot.demo.homeserver import LocalHomeserver

async def main():
    server = LocalHomeserver(pathlib.Path(sys.argv[1]))
    await server.start()
    print(server.url, flush=True)
    os.kill(os.getpid(), 9)

asyncio.run(main())
"""


@pytest.mark.synapse
def test_every_rate_limit_that_synapse_knows_is_up(tmp_path: Path) -> None:
    """No limit of this Synapse, or of a later one, is left at its default."""
    from synapse.config._base import RootConfig
    from synapse.config.ratelimiting import RatelimitConfig, RatelimitSettings

    config = RatelimitConfig(RootConfig())
    config.read_config(LocalHomeserver(tmp_path, 1).settings())
    limits = [value for value in vars(config).values() if isinstance(value, RatelimitSettings)]
    assert len(limits) > 20
    assert [limit.key for limit in limits if limit.burst_count < 1_000_000] == []


async def test_a_hundred_messages_at_once_are_all_accepted(homeserver: LocalHomeserver) -> None:
    """Nobody in the test world is ever told to slow down."""
    await homeserver.register("chatterbox", "password")
    async with aiohttp.ClientSession(f"{homeserver.url}/_matrix/client/v3/") as http:
        http.headers["Authorization"] = f"Bearer {await _log_in(http, 'chatterbox')}"
        async with http.post("createRoom", json={}) as answer:
            room = (await answer.json())["room_id"]

        async def say(number: int) -> int:
            content = {"msgtype": "m.text", "body": str(number)}
            async with http.put(f"rooms/{room}/send/m.room.message/{number}", json=content) as answer:
                return answer.status

        assert set(await asyncio.gather(*map(say, range(100)))) == {200}


async def test_a_restart_keeps_address_and_accounts(homeserver: LocalHomeserver) -> None:
    """People log in after a restart, gentle or not, as they did before, and names stay taken."""
    address = homeserver.url
    await homeserver.register("survivor", "password")
    await homeserver.restart()
    homeserver.kill()
    await homeserver.start()
    assert homeserver.url == address
    async with aiohttp.ClientSession(f"{address}/_matrix/client/v3/") as http:
        assert await _log_in(http, "survivor")
    with pytest.raises(Refused):
        await homeserver.register("survivor", "password")


@pytest.mark.synapse
async def test_it_ends_when_its_owner_is_killed(tmp_path: Path) -> None:
    """A crashed run leaves no homeserver behind."""
    owner = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _ORPHAN, str(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await owner.communicate()
    url = said.decode().strip()
    assert url.startswith("http://127.0.0.1:")
    async with asyncio.timeout(5), aiohttp.ClientSession() as http:
        await _until_silent(http, url)


async def _log_in(http: aiohttp.ClientSession, localpart: str) -> str:
    who = {"type": "m.id.user", "user": localpart}
    body = {"type": "m.login.password", "identifier": who, "password": "password"}
    async with http.post("login", json=body) as answer:
        return str((await answer.json())["access_token"])


async def _until_silent(http: aiohttp.ClientSession, url: str) -> None:
    while True:
        try:
            async with http.get(f"{url}/health"):
                await asyncio.sleep(0.02)
        except aiohttp.ClientError:
            return
