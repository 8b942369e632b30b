"""Becoming somebody on the homeserver, and keeping the libraries below from telling the logs who."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from bot.errors import NoPasswordLogin, Refused, Unreachable
from bot.matrix.http import Homeserver, path

TALKATIVE = ("nio", "peewee", "aiosqlite", "sqlalchemy", "aiohttp", "matplotlib")
"""Loggers whose lines hold user IDs, keys or URLs."""


@dataclass(frozen=True)
class Session:
    """Who the bot is on the homeserver. The token is never printed."""

    user: str
    device_id: str
    token: str = field(repr=False)


async def log_in(
    homeserver: Homeserver, user: str, password: str, *, device_id: str | None = None
) -> Session:
    """Log in with a password; from now on `homeserver` speaks as this user.

    `device_id` takes up an earlier device whose crypto store is still here; None makes a new one.
    Raises `Refused` (M_FORBIDDEN for a wrong password, `NoPasswordLogin`) and `Unreachable` (spec: "Login",
    m.login.password).
    """
    body = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": user},
        "password": password,
        "initial_device_display_name": "Vigil",
    }
    if device_id is not None:
        body["device_id"] = device_id
    try:
        answer = await homeserver.request("POST", path("login"), body=body)
    except Refused as refusal:
        if await _takes_no_passwords(homeserver):
            raise NoPasswordLogin(refusal.status) from None
        raise
    except Unreachable as fault:
        if fault.answered is not None and await _is_matrix(homeserver):
            raise NoPasswordLogin(fault.answered) from None
        raise
    session = _session(answer, str(answer.get("access_token", "")))
    homeserver.log_in_as(session.token)
    return session


async def _takes_no_passwords(homeserver: Homeserver) -> bool:
    """Whether the homeserver says of itself that it logs nobody in by a password (spec: "GET /login")."""
    try:
        flows = (await homeserver.request("GET", path("login"))).get("flows")
    except (Refused, Unreachable):
        return False
    return isinstance(flows, list) and not any(
        isinstance(flow, dict) and flow.get("type") == "m.login.password" for flow in flows
    )


async def _is_matrix(homeserver: Homeserver) -> bool:
    try:
        answer = await homeserver.request("GET", "/_matrix/client/versions")
    except (Refused, Unreachable):
        return False
    return isinstance(answer.get("versions"), list)


async def whoami(homeserver: Homeserver, token: str) -> Session:
    """Whose token this is; from now on `homeserver` speaks as this user.

    Raises `LoggedOut` for a token that no longer counts, `Refused` for one without a device, since only a
    device can have keys (spec: "GET /account/whoami").
    """
    homeserver.log_in_as(token)
    answer = await homeserver.request("GET", path("account", "whoami"))
    if not answer.get("device_id"):
        raise Refused(200, "token_without_device")
    return _session(answer, token)


def _session(answer: dict[str, object], token: str) -> Session:
    user, device_id = answer.get("user_id"), answer.get("device_id")
    if not (isinstance(user, str) and isinstance(device_id, str) and user and device_id and token):
        raise Unreachable("The homeserver's answer to the login makes no sense.")
    return Session(user, device_id, token)


def silence_libraries() -> None:
    """Stop the libraries' own loggers: nio and SQLAlchemy print user IDs and keys into theirs (G5)."""
    for name in TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
