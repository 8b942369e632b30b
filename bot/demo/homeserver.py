"""A real Synapse of our own on the loopback interface, for the demo and the tests.

It federates with nobody, listens on 127.0.0.1 only, keeps everything in one folder, and has every rate
limit up so that many people can live in it at once. Never use it for anything else.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import random
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import aiohttp

from bot.errors import Refused, Unreachable

_START_WITHIN = 60.0
"""Seconds; it takes one or two on two idle cores."""
_STOP_WITHIN = 10.0
_POLL_EVERY = 0.05
_PLENTY = {"per_second": 1_000_000, "burst_count": 1_000_000}
SERVER_NAME = "vigil.test"
"""What user IDs end in; nobody can reach it."""
CHILD_PROCESS = Path(__file__).with_name("child_process.py")


class LocalHomeserver:
    """Synapse as a child process; it dies with this process, however this process dies."""

    def __init__(self, folder: Path, port: int | None = None, *, server_name: str = SERVER_NAME) -> None:
        """Data, config and log go into `folder` (made if absent); without `port`, a free one is taken."""
        self.folder = folder
        self.port = port if port is not None else free_port()
        self.server_name = server_name
        self.started_in = 0.0
        """Seconds from the last `start` until it answered."""
        self._secret = secrets.token_hex(16)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where clients reach it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def log_file(self) -> Path:
        """What Synapse says (warnings and worse)."""
        return self.folder / "synapse.log"

    def user_id(self, localpart: str) -> str:
        """The full Matrix ID of a local user."""
        return f"@{localpart}:{self.server_name}"

    async def start(self) -> None:
        """Start it unless it runs, and return when it answers; raises `Unreachable` if it never does."""
        if self.running:
            return
        began = time.monotonic()
        self._process = self._launch()
        try:
            async with asyncio.timeout(_START_WITHIN), aiohttp.ClientSession() as http:
                await self._until_healthy(http)
        except TimeoutError as fault:
            self.kill()
            raise Unreachable(f"The local Synapse did not answer in time; see {self.log_file}.") from fault
        self.started_in = time.monotonic() - began

    async def stop(self) -> None:
        """Ask it to end and wait until it has; ends it by force after ten seconds."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            await asyncio.to_thread(process.wait, _STOP_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            await asyncio.to_thread(process.wait)
        finally:
            _close_lifeline(process)

    async def restart(self) -> None:
        """Stop and start with the same port and data; clients see a short outage."""
        await self.stop()
        await self.start()

    def kill(self) -> None:
        """End it at once, as a power cut would; `start` brings it back with what it had committed."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            _close_lifeline(process)

    async def register(self, localpart: str, password: str, *, admin: bool = False) -> str:
        """Create a user and return the user's ID; raises `Refused` if the name is taken.

        Uses Synapse's shared-secret registration (admin API, `/_synapse/admin/v1/register`).
        """
        endpoint = f"{self.url}/_synapse/admin/v1/register"
        async with aiohttp.ClientSession() as http:
            async with http.get(endpoint) as answer:
                nonce = str((await answer.json())["nonce"])
            body = {
                "nonce": nonce,
                "username": localpart,
                "password": password,
                "admin": admin,
                "inhibit_login": True,
                "mac": self._registration_mac(nonce, localpart, password, admin=admin),
            }
            async with http.post(endpoint, json=body) as answer:
                content = await answer.json()
                if answer.status != 200:
                    raise Refused(answer.status, str(content.get("errcode", "M_UNKNOWN")))
        return str(content["user_id"])

    def _registration_mac(self, nonce: str, localpart: str, password: str, *, admin: bool) -> str:
        said = "\0".join((nonce, localpart, password, "admin" if admin else "notadmin"))
        return hmac.new(self._secret.encode(), said.encode(), hashlib.sha1).hexdigest()

    async def _until_healthy(self, http: aiohttp.ClientSession) -> None:
        while True:
            if not self.running:
                raise Unreachable(f"The local Synapse ended while starting; see {self.log_file}.")
            try:
                async with http.get(f"{self.url}/health") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass  # Not listening yet: what we are waiting for.
            await asyncio.sleep(_POLL_EVERY)

    def _launch(self) -> subprocess.Popen[bytes]:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        config = self._write_files()
        synapse = ("synapse.app.homeserver", "--config-path", str(config))
        with self.log_file.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-P", str(CHILD_PROCESS), *synapse],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,  # Ctrl-C in a terminal must not reach it before the bot.
            )

    def _write_files(self) -> Path:
        secret_file = self.folder / "registration_secret"
        if secret_file.exists():
            self._secret = secret_file.read_text(encoding="ascii")
        _write_private(secret_file, self._secret)
        signing_key = self.folder / "signing.key"
        if not signing_key.exists():
            seed = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
            _write_private(signing_key, f"ed25519 a_vigil {seed}\n")
        # JSON is YAML, which is what Synapse reads.
        _write_private(self.folder / "log.yaml", json.dumps(self._log_settings(), indent=2))
        config = self.folder / "homeserver.yaml"
        _write_private(config, json.dumps(self.settings(), indent=2))
        return config

    def settings(self) -> dict[str, Any]:
        """Synapse's configuration, as it is written to `homeserver.yaml`."""
        listener = {
            "port": self.port,
            "type": "http",
            "tls": False,
            "bind_addresses": ["127.0.0.1"],
            "resources": [{"names": ["client"]}],  # No "federation": nobody else's homeserver is spoken to.
        }
        return {
            "server_name": self.server_name,
            "public_baseurl": f"{self.url}/",
            "listeners": [listener],
            "federation_domain_whitelist": [],
            "trusted_key_servers": [],
            "suppress_key_server_warning": True,
            "database": {"name": "sqlite3", "args": {"database": str(self.folder / "homeserver.db")}},
            "media_store_path": str(self.folder / "media"),
            "signing_key_path": str(self.folder / "signing.key"),
            "log_config": str(self.folder / "log.yaml"),
            "registration_shared_secret": self._secret,
            "macaroon_secret_key": self._secret,
            "form_secret": self._secret,
            "bcrypt_rounds": 4,  # The least there is: logins of sixty people must not cost minutes.
            "presence": {"enabled": False},
            "user_directory": {"enabled": False},
            "report_stats": False,
            **_limits_up(),
        }

    def _log_settings(self) -> dict[str, Any]:
        return {
            "version": 1,
            "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
            "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
            "root": {"level": "WARNING", "handlers": ["console"]},
            "disable_existing_loggers": False,
        }


def free_port() -> int:
    """A loopback port that nobody uses, outside the range that outgoing connections draw from.

    Inside that range a client that knocks while Synapse restarts can be handed Synapse's own port.
    """
    chance = random.SystemRandom()
    while True:
        port = chance.randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def _limits_up() -> dict[str, Any]:
    alone = (
        "message",
        "registration",
        "registration_token_validity",
        "admin_redaction",
        "joins_per_room",
        "3pid_validation",
        "third_party_invite",
        "media_create",
        "delayed_event_mgmt",
        "room_creation",
        "reports",
        "user_directory",
        "profile",
        "key_requests",
    )
    by_part = {
        "login": ("address", "account", "failed_attempts"),
        "joins": ("local", "remote"),
        "invites": ("per_room", "per_user", "per_issuer"),
        "presence": ("per_user",),
    }
    limits: dict[str, Any] = {f"rc_{name}": _PLENTY for name in alone}
    for name, parts in by_part.items():
        limits[f"rc_{name}"] = dict.fromkeys(parts, _PLENTY)
    return limits


def _close_lifeline(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()


def _write_private(path: Path, text: str) -> None:
    path.touch(mode=0o600, exist_ok=True)
    path.write_text(text, encoding="utf-8")
