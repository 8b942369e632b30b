"""The wire to the homeserver: one request, one answer or one honest error. It never tries again by itself."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.errors import LoggedOut, MatrixError, PasswordNeeded, RateLimited, Refused, Unreachable
from bot.matrix.clean_json import read
from bot.matrix.restraint import Restraint

ORDINARY_SECONDS = 30.0
"""How long an ordinary request may take."""

_KEEP_ALIVE_SECONDS = 25.0
"""Less than any server keeps an idle connection: a request on a dead one would fail for nothing."""

_CONNECTIONS = 64
"""Of each lane: the sync has one of its own, and so has each method. However many sends hang, the long poll
and the keys (POST) wait for none of them. What waits for a server elsewhere (`ELSEWHERE`) holds up nobody."""

ELSEWHERE = "elsewhere"
"""The lane of requests that last as long as somebody else's server likes: to join, to leave, to look back."""

Renew = Callable[[str], Awaitable[None]]

_ERRCODE = re.compile(r"[A-Za-z0-9_.]{1,80}")
_PASSING = frozenset({408, 425, 502, 503, 504})
_NOBODY_BEHIND = frozenset({502, 503, 504})
_OF_THE_ACCOUNT = frozenset(
    {
        "M_CONSENT_NOT_GIVEN",
        "M_LIMIT_EXCEEDED",
        "M_MISSING_TOKEN",
        "M_RESOURCE_LIMIT_EXCEEDED",
        "M_UNRECOGNIZED",
        "M_USER_LOCKED",
        "M_USER_SUSPENDED",
    }
)
"""A no to the account, or of a server that is not set up right: it says nothing about this request, and
passes when somebody sees to it. Taken for final, it would erase whatever was to be said meanwhile."""


def path(*parts: str) -> str:
    """A client-server API path (v3) of these parts, each escaped: `path("rooms", room, "join")`."""
    return "/_matrix/client/v3/" + "/".join(quote(part, safe="") for part in parts)


class Homeserver:
    """Speaks JSON with one homeserver over connections that are kept open.

    Where the token can be renewed (`renew_by`), a request that finds it dead waits for a new one and is made
    once more. While nobody is there, most requests are not made: see `Restraint`.

    The token goes into a header, never into a URL, and no error text holds a URL, since it names rooms.
    """

    def __init__(self, url: str, tell_time: Callable[[datetime], None] = lambda time: None) -> None:
        """`tell_time` is called with what the homeserver's clock shows, at each answer that names it."""
        self._url = url.rstrip("/")
        self._token: str | None = None
        self._sessions: dict[str, aiohttp.ClientSession] = {}
        self._renew: Renew | None = None
        self._restraint = Restraint()
        self._tell_time = tell_time

    @property
    def restraint(self) -> Restraint:
        """What holds requests back while nobody is there."""
        return self._restraint

    def log_in_as(self, token: str | None) -> None:
        """Use this access token from now on."""
        self._token = token

    def renew_by(self, renew: Renew) -> None:
        """Call `renew` with a token that no longer counts; it calls `log_in_as` and returns, or raises."""
        self._renew = renew

    async def close(self) -> None:
        """Close the connections; a later request opens new ones."""
        sessions, self._sessions = self._sessions, {}
        for session in sessions.values():
            await session.close()

    async def request(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | bytes | None = None,
        query: Mapping[str, str] | None = None,
        timeout: float = ORDINARY_SECONDS,
        paced: bool = False,
        lane: str = "",
    ) -> dict[str, Any]:
        """Make one request and return the JSON object that answers it; `timeout` is in seconds.

        `body` is sent as JSON, bytes as they are. `paced`: whoever asks makes pauses by himself, and is the
        first to see that the homeserver is back. `lane`: of connections that nobody else waits for.

        Raises `Unreachable` for what passes (network, time-out, 5xx, a 4xx that is about the account or that
        no Matrix server wrote), `RateLimited` for 429, `LoggedOut` for M_UNKNOWN_TOKEN, `PasswordNeeded` if
        the owner has to confirm it, and `Refused` for any other 4xx (spec: Client-Server API, "Standard error
        response").
        """
        answer = await self._renewing(method, path, body, query, timeout, paced, lane=lane)
        if not isinstance(answer, dict):
            raise Unreachable("The homeserver's answer is not what was asked for.")
        return answer

    async def request_list(self, method: str, path: str) -> list[Any]:
        """The same, where the answer is a JSON list."""
        answer = await self._renewing(method, path, None, None, ORDINARY_SECONDS, paced=False)
        if not isinstance(answer, list):
            raise Unreachable("The homeserver's answer is not what was asked for.")
        return answer

    async def download(self, path: str, *, at_most: int, timeout: float = ORDINARY_SECONDS) -> bytes:
        """The bytes that lie there.

        Raises as `request` does, and `Refused` for more than `at_most` bytes, or for what lies elsewhere: no
        other server is asked.
        """
        answer = await self._renewing("GET", path, None, None, timeout, paced=False, at_most=at_most)
        if not isinstance(answer, bytes):
            raise Unreachable("The homeserver's answer is not what was asked for.")
        return answer

    async def _renewing(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | bytes | None,
        query: Mapping[str, str] | None,
        timeout: float,
        paced: bool,
        at_most: int | None = None,
        lane: str = "",
    ) -> object:
        if not paced:
            self._restraint.ask_leave()
        token = self._token
        try:
            return await self._answer(method, path, body, query, timeout, paced, at_most, lane)
        except LoggedOut:
            if self._renew is None or token is None:
                raise
            await self._renew(token)
        return await self._answer(method, path, body, query, timeout, paced, at_most, lane)

    async def _answer(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | bytes | None,
        query: Mapping[str, str] | None,
        timeout: float,
        paced: bool,
        at_most: int | None,
        lane: str,
    ) -> object:
        url = URL(self._url + path, encoded=True)
        try:
            async with self._open_session(lane or ("sync" if paced else method)).request(
                method,
                url.with_query(query) if query else url,
                json=dict(body) if isinstance(body, Mapping) else None,
                data=body if isinstance(body, bytes) else None,
                headers={"Authorization": f"Bearer {self._token}"} if self._token else None,
                timeout=aiohttp.ClientTimeout(total=timeout),
                allow_redirects=False,
            ) as response:
                status, headers = response.status, response.headers
                if at_most is not None and 200 <= status < 300:
                    return await self._file(response, at_most)
                text = await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError):
            self._restraint.in_vain(sync=paced)
            raise Unreachable("The homeserver cannot be reached.") from None
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            # Nobody cancelled it: `close` does this to a request that waits for a free connection.
            raise Unreachable("The connection was closed.") from None
        if at_most is not None and 300 <= status < 400:
            raise Refused(status, "lies_elsewhere")
        answer = read(text)
        if answer is None or (status in _NOBODY_BEHIND and not _is_matrix_error(answer)):
            self._restraint.in_vain(sync=paced)
        else:
            self._restraint.answered(sync=paced)
            if (time := _time(headers.get("Date"))) is not None:
                self._tell_time(time)
        if answer is not None and 200 <= status < 300:
            return answer
        raise _error(status, answer if isinstance(answer, dict) else None, headers.get("Retry-After"))

    async def _file(self, response: aiohttp.ClientResponse, at_most: int) -> bytes:
        """What is downloaded; it is not read further than it may be long."""
        content = bytearray()
        async for piece in response.content.iter_any():
            content += piece
            if len(content) > at_most:
                raise Refused(413, "too_large")
        self._restraint.answered()
        return bytes(content)

    def _open_session(self, lane: str) -> aiohttp.ClientSession:
        if lane not in self._sessions:
            self._sessions[lane] = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=_CONNECTIONS, keepalive_timeout=_KEEP_ALIVE_SECONDS),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._sessions[lane]


def _time(date: str | None) -> datetime | None:
    try:
        time = parsedate_to_datetime(date or "")
    except (ValueError, OverflowError):
        return None
    return time if time.tzinfo is not None else None


def _is_matrix_error(answer: object) -> bool:
    """Whether a homeserver wrote this, and not what stands in front of it.

    Then it is a server elsewhere that was not reached, which holds nothing else back.
    """
    return isinstance(answer, dict) and isinstance(answer.get("errcode"), str)


def _error(status: int, answer: dict[str, Any] | None, retry_after: str | None) -> MatrixError:
    pause = _pause(answer or {}, retry_after)
    if status == 429:
        # Only who asked this rests. Synapse limits each kind of thing for itself (messages by account,
        # invitations by room, invited and inviter, joins by room and account; no sync, no keys), so that a
        # pause for all would hold back what is allowed; and what it refuses it does not count, so that the
        # tries of other queues cost nobody a turn.
        return RateLimited("The homeserver asks us to slow down.", pause)
    if answer is None or status < 400 or status >= 500 or status in _PASSING:
        answered = status if answer is None and status < 500 and status not in _PASSING else None
        return Unreachable(f"The homeserver gave no usable answer ({status}).", pause, answered)
    errcode = answer.get("errcode")
    if status == 401 and isinstance(answer.get("flows"), list):
        session = answer.get("session")
        return PasswordNeeded(session if isinstance(session, str) else None)
    if errcode == "M_UNKNOWN_TOKEN":
        return LoggedOut("The access token is no longer valid.")
    if not isinstance(errcode, str) or not _ERRCODE.fullmatch(errcode) or errcode in _OF_THE_ACCOUNT:
        answered = status if not isinstance(errcode, str) or errcode == "M_UNRECOGNIZED" else None
        return Unreachable(f"The homeserver answers nobody as it should ({status}).", pause, answered)
    return Refused(status, errcode)


def _pause(answer: Mapping[str, Any], header: str | None) -> timedelta | None:
    """How long we are asked to wait, at most an hour: the header's seconds, else `retry_after_ms`."""
    seconds = _seconds(header)
    return seconds if seconds is not None else _seconds(answer.get("retry_after_ms"), per=1000)


def _seconds(value: object, *, per: int = 1) -> timedelta | None:
    try:
        return timedelta(seconds=min(max(float(value) / per, 0.0), 3600.0))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
