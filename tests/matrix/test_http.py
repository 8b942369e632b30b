"""The wire: every answer of a homeserver becomes a JSON object or one honest error."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.demo.homeserver import free_port
from bot.errors import LoggedOut, MatrixError, RateLimited, Refused, Unreachable
from bot.matrix.http import _CONNECTIONS, Homeserver, path
from bot.matrix.login import Session
from bot.matrix.restraint import IN_A_ROW
from tests.matrix.bot import Bot
from tests.matrix.pair import KEY
from tests.matrix.wire import Says, Wire, wire
from tests.waiting import until

TOKEN = "syt_secret_token"
ROOM = "!secret-room"


@pytest.fixture
async def front() -> AsyncIterator[Wire]:
    """A homeserver that says what the test wants."""
    async with wire() as made:
        yield made


@pytest.fixture
async def homeserver_client(front: Wire) -> AsyncIterator[Homeserver]:
    """The bot's end of the wire."""
    client = Homeserver(front.url)
    client.log_in_as(TOKEN)
    yield client
    await client.close()


async def fault_of(client: Homeserver, **more: Any) -> MatrixError:
    """The error that a request ends with."""
    with pytest.raises(MatrixError) as fault:
        await client.request("GET", path("rooms", ROOM, "state"), **more)
    return fault.value


@pytest.mark.parametrize(
    "says",
    [
        Says(500, {"errcode": "M_UNKNOWN", "error": "Internal server error"}),
        Says(502, b"<html>Bad Gateway</html>"),
        Says(503, {}),
        Says(504, b""),
        Says(408, {"errcode": "M_UNKNOWN"}),
        Says(404, b"<html>no such page</html>"),
        Says(200, b"<html>Welcome to this hotel's network</html>"),
        Says(200, b'{"cut": '),
        Says(200, b"[" * 100_000),
        Says(200, b"\xff\xfe"),
        Says(200, b""),
        Says(200, []),
        Says(200, b"null"),
        Says(200, {"long": "x" * 100_000}, cut=True),
    ],
)
async def test_what_passes_is_unreachable(front: Wire, homeserver_client: Homeserver, says: Says) -> None:
    """Server faults, gateways' pages, redirects and garbage: try again later."""
    front.answers("GET", "/state", says)
    fault = await fault_of(homeserver_client)
    assert type(fault) is Unreachable
    assert fault.retry_after is None


async def test_a_homeserver_that_is_not_there_is_unreachable() -> None:
    """Connection refused is a fault that passes."""
    port = free_port()
    client = Homeserver(f"http://127.0.0.1:{port}")
    fault = await fault_of(client)
    assert type(fault) is Unreachable
    assert str(port) not in "".join(traceback.format_exception(fault))
    await client.close()


async def test_nobody_leads_the_bot_elsewhere(front: Wire, homeserver_client: Homeserver) -> None:
    """A redirect is not followed: the token goes to the homeserver that was configured, and nowhere else."""
    front.answers("GET", "/state", Says(302, {}, {"Location": f"{front.url}/elsewhere"}))
    front.answers("GET", "/elsewhere", Says())
    assert type(await fault_of(homeserver_client)) is Unreachable
    assert not front.called("GET", "/elsewhere")


async def test_a_homeserver_that_does_not_answer_is_unreachable(
    front: Wire, homeserver_client: Homeserver
) -> None:
    """No request waits longer than it was told to."""
    front.answers("GET", "/state", front.silent)
    assert type(await fault_of(homeserver_client, timeout=0.1)) is Unreachable


@pytest.mark.parametrize(
    ("body", "headers", "seconds"),
    [
        ({"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 2500}, {}, 2.5),
        ({"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 2500}, {"Retry-After": "7"}, 7),
        ({}, {"Retry-After": "1000000000"}, 3600),
        ({"retry_after_ms": -5}, {}, 0),
        ({"retry_after_ms": "soon"}, {}, None),
        ({"retry_after_ms": 2500}, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, 2.5),
        ({}, {"Retry-After": "nan"}, None),
        (b"slow down", {}, None),
    ],
)
async def test_a_rate_limit_says_when_to_come_back(
    front: Wire, homeserver_client: Homeserver, body: object, headers: dict[str, str], seconds: float | None
) -> None:
    """429 is `RateLimited`, with the pause that was asked for, within reason."""
    front.answers("GET", "/state", Says(429, body, headers))
    fault = await fault_of(homeserver_client)
    assert isinstance(fault, RateLimited)
    assert fault.retry_after == (None if seconds is None else timedelta(seconds=seconds))


async def test_an_overloaded_server_may_ask_for_a_pause_too(
    front: Wire, homeserver_client: Homeserver
) -> None:
    """The header counts beside 503 as well."""
    front.answers("GET", "/state", Says(503, {}, {"Retry-After": "20"}))
    fault = await fault_of(homeserver_client)
    assert isinstance(fault, Unreachable)
    assert fault.retry_after == timedelta(seconds=20)


@pytest.mark.parametrize("status", [401, 403])
async def test_a_revoked_token_is_told_apart(front: Wire, homeserver_client: Homeserver, status: int) -> None:
    """M_UNKNOWN_TOKEN stops the bot; nothing else does."""
    front.answers("GET", "/state", Says(status, {"errcode": "M_UNKNOWN_TOKEN", "soft_logout": True}))
    assert isinstance(await fault_of(homeserver_client), LoggedOut)


async def test_a_no_carries_its_code(front: Wire, homeserver_client: Homeserver) -> None:
    """A no to this request is `Refused` with its code, and without the words that came along."""
    front.answers("GET", "/state", Says(403, {"errcode": "M_FORBIDDEN", "error": "You are not @jean:here"}))
    fault = await fault_of(homeserver_client)
    assert isinstance(fault, Refused)
    assert (fault.status, fault.errcode) == (403, "M_FORBIDDEN")
    assert "jean" not in str(fault)


@pytest.mark.parametrize("status", [400, 401, 403, 404])
@pytest.mark.parametrize(
    "body",
    [
        *(
            {"errcode": code}
            for code in (
                "M_CONSENT_NOT_GIVEN",
                "M_LIMIT_EXCEEDED",
                "M_MISSING_TOKEN",
                "M_RESOURCE_LIMIT_EXCEEDED",
                "M_UNRECOGNIZED",
                "M_USER_LOCKED",
                "M_USER_SUSPENDED",
            )
        ),
        {},
        {"errcode": 5},
        {"errcode": "@jean:here wrote\nthis"},
        {"errcode": "X" * 100},
    ],
)
async def test_a_no_to_the_account_is_not_final(
    front: Wire, homeserver_client: Homeserver, status: int, body: object
) -> None:
    """G1: an account that is locked for now, a server at its limit, a proxy's own answer: try again later."""
    front.answers("GET", "/state", Says(status, body))
    fault = await fault_of(homeserver_client)
    assert type(fault) is Unreachable
    assert "jean" not in str(fault)


async def test_a_list_is_asked_for_as_one(front: Wire, homeserver_client: Homeserver) -> None:
    """Where the spec answers with a list, an object is garbage."""
    front.answers("GET", "/state", Says(200, [1]), Says(200, {}))
    assert await homeserver_client.request_list("GET", path("rooms", ROOM, "state")) == [1]
    with pytest.raises(Unreachable):
        await homeserver_client.request_list("GET", path("rooms", ROOM, "state"))


async def test_nothing_is_tried_again_in_here(front: Wire, homeserver_client: Homeserver) -> None:
    """One request, one answer: whoever asked decides about the next try."""
    front.answers("GET", "/state", Says(503), always=True)
    await fault_of(homeserver_client)
    assert len(front.calls) == 1


@pytest.mark.parametrize("status", [502, 504])
async def test_a_dead_server_elsewhere_is_no_outage(
    front: Wire, homeserver_client: Homeserver, status: int
) -> None:
    """G1: the homeserver says whom it cannot reach; it is there itself, and nothing is held back for it."""
    elsewhere = Says(status, {"errcode": "M_UNKNOWN", "error": "Failed to make_join via any server"})
    front.answers("GET", "/state", elsewhere, always=True)
    for _ in range(IN_A_ROW + 1):
        assert type(await fault_of(homeserver_client)) is Unreachable
    assert len(front.calls) == IN_A_ROW + 1


@pytest.mark.parametrize("body", [b"<html>Bad Gateway</html>", {}, [], {"errcode": 5}])
async def test_a_gateway_with_nobody_behind_is_an_outage(
    front: Wire, homeserver_client: Homeserver, body: object
) -> None:
    """What stands in front of the homeserver answers, not the homeserver."""
    front.answers("GET", "/state", Says(502, body), always=True)
    for _ in range(IN_A_ROW + 1):
        await fault_of(homeserver_client)
    assert len(front.calls) == IN_A_ROW


async def test_who_waits_for_a_connection_that_is_closed_is_not_ended(
    front: Wire, homeserver_client: Homeserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G1: after the machine slept connections are closed; no loop ends for it as if it had been cancelled."""
    monkeypatch.setattr("bot.matrix.http._CONNECTIONS", 1)
    front.answers("GET", "/state", front.silent, always=True)
    asking = [asyncio.create_task(fault_of(homeserver_client)) for _ in range(3)]
    await until(lambda: _is_asked(front))
    await homeserver_client.close()
    faults = await asyncio.wait_for(asyncio.gather(*asking, return_exceptions=True), 20)
    assert [type(each) for each in faults] == [Unreachable] * 3


async def test_sends_that_hang_do_not_make_vigil_deaf(front: Wire, homeserver_client: Homeserver) -> None:
    """G1: more of them than there are connections; the sync, a gap and the keys are answered meanwhile."""
    front.answers("PUT", "/send/", front.silent, always=True)
    front.answers("GET", "/sync", Says())
    front.answers("GET", "/messages", Says())
    front.answers("POST", "/keys/query", Says())
    client = homeserver_client
    sends = [
        asyncio.create_task(client.request("PUT", path("rooms", ROOM, "send", "m", str(number)), body={}))
        for number in range(_CONNECTIONS + 10)
    ]
    await until(lambda: _are_asked(front, _CONNECTIONS))
    async with asyncio.timeout(20):
        await client.request("GET", path("sync"), paced=True)
        await client.request("GET", path("rooms", ROOM, "messages"))
        await client.request("POST", path("keys", "query"), body={})
    await client.close()
    faults = await asyncio.wait_for(asyncio.gather(*sends, return_exceptions=True), 20)
    assert {type(each) for each in faults} == {Unreachable}


async def test_questions_that_hang_do_not_make_vigil_deaf(
    front: Wire, homeserver_client: Homeserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G1: the long poll waits for nothing, not even for others of its method."""
    monkeypatch.setattr("bot.matrix.http._CONNECTIONS", 1)
    front.answers("GET", "/state", front.silent, always=True)
    front.answers("GET", "/sync", Says())
    asking = [asyncio.create_task(fault_of(homeserver_client)) for _ in range(2)]
    await until(lambda: _is_asked(front))
    await asyncio.wait_for(homeserver_client.request("GET", path("sync"), paced=True), 20)
    await homeserver_client.close()
    await asyncio.wait_for(asyncio.gather(*asking), 20)


async def test_who_is_cancelled_ends(front: Wire, homeserver_client: Homeserver) -> None:
    """To stop is no fault of the wire's."""
    front.answers("GET", "/state", front.silent)
    asking = asyncio.create_task(homeserver_client.request("GET", path("rooms", ROOM, "state")))
    await until(lambda: _is_asked(front))
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking


async def _is_asked(front: Wire) -> bool:
    return bool(front.calls)


async def _are_asked(front: Wire, number: int) -> bool:
    return len(front.calls) >= number


async def test_the_token_goes_into_a_header_and_names_are_escaped(
    front: Wire, homeserver_client: Homeserver
) -> None:
    """A URL may end up in somebody's log, so no token is in it; and no room ID can lead elsewhere."""
    front.answers("PUT", "/rooms/", Says())
    await homeserver_client.request("PUT", path("rooms", "!a/../b?c#d:here", "x"), body={"a": "é"})
    (call,) = front.calls
    assert call.url == "/_matrix/client/v3/rooms/%21a%2F..%2Fb%3Fc%23d%3Ahere/x"
    assert call.headers["Authorization"] == f"Bearer {TOKEN}"
    assert call.body == {"a": "é"}


@pytest.mark.parametrize(
    "says",
    [
        Says(500),
        Says(403, {"errcode": "M_FORBIDDEN"}),
        Says(401, {"errcode": "M_UNKNOWN_TOKEN"}),
        Says(cut=True),
    ],
)
async def test_no_error_names_a_url_or_the_token(
    front: Wire, homeserver_client: Homeserver, says: Says
) -> None:
    """Neither the text of an error nor what a traceback would print names room, address or token (G5)."""
    front.answers("GET", "/state", says)
    fault = await fault_of(homeserver_client)
    for text in (str(fault), repr(fault), "".join(traceback.format_exception(fault, chain=True))):
        printed = "\n".join(line for line in text.splitlines() if "pytest" not in line)
        assert TOKEN not in printed
        assert "secret-room" not in printed
        assert front.url not in printed


async def test_nothing_that_can_be_printed_holds_the_token(front: Wire, tmp_path: Path) -> None:
    """Clients, sessions and the whole Matrix half print without the token, and log nothing of it (G5)."""
    session = Session("@vigil:here", "BOT", TOKEN)
    front.answers("GET", "/sync", Says(500), Says(401, {"errcode": "M_UNKNOWN_TOKEN"}))

    async def at_once(_: float) -> None:
        await asyncio.sleep(0)

    bot = Bot(front.url, session, tmp_path, KEY, pause=at_once)
    with structlog.testing.capture_logs() as lines, pytest.raises(LoggedOut):
        await bot.syncer.run(bot.keep, None)
    assert lines
    printed = [
        repr(thing) for thing in (session, bot.homeserver, bot.gateway, bot.syncer, bot.machine, lines)
    ]
    assert not [text for text in printed if TOKEN in text or "127.0.0.1" in text]
    await bot.stop()
