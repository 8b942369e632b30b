"""Logging in: on a real Synapse, and with a homeserver that answers nonsense."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import pytest

from bot.demo.town import Town
from bot.errors import LoggedOut, Refused, Unreachable
from bot.matrix.http import Homeserver, path
from bot.matrix.login import log_in, silence_libraries, whoami
from tests.matrix.wire import Says, wire


@pytest.fixture
async def client(town: Town) -> AsyncIterator[Homeserver]:
    """A client of the town's homeserver, not logged in."""
    made = Homeserver(town.homeserver.url)
    yield made
    await made.close()


async def test_a_password_logs_in(client: Homeserver, town: Town) -> None:
    """The client then speaks as that user, on a device of its own, and can take that up again by its ID."""
    user = await town.register("vigil")
    first = await log_in(client, user, town.password("vigil"))
    assert (await whoami(client, first.token)) == first
    assert first.user == user
    second = await log_in(client, user, town.password("vigil"), device_id=first.device_id)
    assert second.device_id == first.device_id
    assert second.token != first.token
    third = await log_in(client, user, town.password("vigil"))
    assert third.device_id != first.device_id


async def test_a_wrong_password_is_refused(client: Homeserver, town: Town) -> None:
    """A permanent no, with its code."""
    user = await town.register("vigil")
    with pytest.raises(Refused) as no:
        await log_in(client, user, "wrong")
    assert no.value.errcode == "M_FORBIDDEN"


async def test_a_token_that_no_longer_counts_is_told_apart(client: Homeserver, town: Town) -> None:
    """Logged out elsewhere: `LoggedOut`, so that the bot stops with a clear message."""
    session = await log_in(client, await town.register("vigil"), town.password("vigil"))
    await client.request("POST", path("logout"), body={})
    with pytest.raises(LoggedOut):
        await whoami(client, session.token)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"user_id": "@vigil:here", "device_id": "BOT"},
        {"user_id": 5, "device_id": "BOT", "access_token": "t"},
        {"user_id": "@vigil:here", "device_id": "", "access_token": "t"},
    ],
)
async def test_an_answer_that_makes_no_sense_is_no_login(answer: dict[str, object]) -> None:
    """Half a session would fail much later, and worse."""
    async with wire() as front:
        client = Homeserver(front.url)
        front.answers("POST", "/login", Says(200, answer))
        with pytest.raises(Unreachable):
            await log_in(client, "@vigil:here", "password")
        await client.close()


async def test_a_token_without_a_device_is_refused() -> None:
    """Only a device can have keys; an application service's token, say, has none."""
    async with wire() as front:
        client = Homeserver(front.url)
        front.answers("GET", "/whoami", Says(200, {"user_id": "@vigil:here"}))
        with pytest.raises(Refused) as no:
            await whoami(client, "token")
        assert no.value.errcode == "token_without_device"
        await client.close()


def test_the_libraries_are_silent(caplog: pytest.LogCaptureFixture) -> None:
    """What nio and the others log names people; not a line of it gets out (G5)."""
    silence_libraries()
    silence_libraries()
    for name in ("nio.crypto.log", "nio", "peewee", "sqlalchemy.engine", "aiosqlite", "aiohttp.access"):
        logging.getLogger(name).critical("@jean:here")
    assert not caplog.records
