"""A homeserver with one account, as far as `vigil check` asks for it."""

from __future__ import annotations

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.matrix.identity import Identity

PASSWORD = "correct horse"
TOKEN = "syt_token"


class FakeHomeserver:
    """Answers what `vigil check` asks, and remembers which devices are logged in."""

    def __init__(self) -> None:
        self.user = "@vigil:example.org"
        self.devices: set[str] = set()
        self.logins = 0
        self.identity: Identity | None = None
        app = web.Application()
        app.add_routes(
            [
                web.get("/_matrix/client/versions", self._versions),
                web.post("/_matrix/client/v3/login", self._login),
                web.post("/_matrix/client/v3/logout", self._logout),
                web.get("/_matrix/client/v3/account/whoami", self._whoami),
                web.post("/_matrix/client/v3/keys/query", self._keys),
            ]
        )
        self.server = TestServer(app)

    @property
    def url(self) -> str:
        """Its address."""
        return str(self.server.make_url("")).rstrip("/")

    async def _versions(self, _: web.Request) -> web.Response:
        return web.json_response({"versions": ["v1.12"]})

    async def _login(self, request: web.Request) -> web.Response:
        if (await request.json())["password"] != PASSWORD:
            return web.json_response({"errcode": "M_FORBIDDEN"}, status=403)
        self.logins += 1
        self.devices.add("NEW")
        return web.json_response({"user_id": self.user, "device_id": "NEW", "access_token": "fresh"})

    async def _logout(self, request: web.Request) -> web.Response:
        if request.headers["Authorization"] == "Bearer fresh":
            self.devices.discard("NEW")
        return web.json_response({})

    async def _keys(self, _: web.Request) -> web.Response:
        keys = {} if self.identity is None else self.identity.keys()
        return web.json_response({f"{name}s": {self.user: part} for name, part in keys.items()})

    async def _whoami(self, request: web.Request) -> web.Response:
        if request.headers["Authorization"] != f"Bearer {TOKEN}":
            return web.json_response({"errcode": "M_UNKNOWN_TOKEN"}, status=401)
        return web.json_response({"user_id": self.user, "device_id": "OLD"})
