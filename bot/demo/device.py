"""One logged-in device of a scripted person: its own keys, its own requests, and none of nio's traps.

nio's AsyncClient gives the key machine, the requests and the media; what MATRIX.md warns of is done here
instead: keys go to everybody whom the homeserver lists as joined or invited at the moment of sending, and
to-device events, devices and one-time keys are taken one by one.
"""

from __future__ import annotations

import asyncio
import json
import logging
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

import aiohttp
import structlog
import vodozemac
from nio import AsyncClient, AsyncClientConfig, KeysClaimResponse, KeysQueryResponse, KeysUploadResponse
from nio.crypto import OutboundGroupSession
from nio.events import OlmEvent, RoomKeyEvent, ToDeviceEvent
from nio.exceptions import EncryptionError, ProtocolError

from bot.demo.keystore import ForgetfulStore
from bot.errors import LoggedOut, Refused, Unreachable
from bot.matrix.identity import Identity

log = structlog.get_logger()

_CLIENT_API = "/_matrix/client/v3/"
_PATIENCE = 20.0
"""Seconds for which a request is repeated while the homeserver is away: a restart must not fail a person."""
_PAUSE = 0.1
_CONFIG = AsyncClientConfig(store=ForgetfulStore, max_timeouts=2, request_timeout=60)

_MALFORMED = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    EncryptionError,
    ProtocolError,
)
"""What reading somebody else's JSON makes nio and vodozemac raise (trap 5); vodozemac's are `ValueError`s."""


def path(*parts: str) -> str:
    """Join the parts of an endpoint, each quoted."""
    return "/".join(quote(part, safe="") for part in parts)


class Device:
    """A Matrix client with end-to-end encryption; not a person yet."""

    def __init__(self, url: str, user: str) -> None:
        """Nothing is asked of the homeserver before `log_in`."""
        for name in ("nio", "peewee"):  # They print user IDs, and a line for every key.
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        self.user = user
        self.client = AsyncClient(url, user, store_path="nowhere", config=_CONFIG)
        self.withheld: list[Mapping[str, Any]] = []
        """The contents of `m.room_key.withheld` events: keys that somebody refused to give."""
        self._own_keys: dict[str, Any] = {}
        self._indexes: dict[tuple[str, int], str] = {}
        self._sharing = asyncio.Lock()
        self._unopened: set[tuple[str, str]] = set()
        """From whom, by user ID and identity key, something came that could not be opened."""

    @property
    def id(self) -> str:
        """The device ID."""
        return str(self.client.device_id)

    async def log_in(self, password: str, name: str) -> None:
        """Log in as a new device called `name` and publish its keys."""
        body = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": self.user},
            "password": password,
            "initial_device_display_name": name,
        }
        answer = await self.request("POST", "login", body)
        self.client.restore_login(answer["user_id"], answer["device_id"], answer["access_token"])
        await self._upload_keys()

    async def is_signed_by(self, identity: Identity) -> None:
        """Cross-sign this device; an identity that is not on the homeserver yet is put there (MSC3967)."""
        answer = await self.request("POST", "keys/query", {"device_keys": {self.user: []}})
        if self.user not in answer.get("master_keys", {}):
            await self.request("POST", "keys/device_signing/upload", identity.keys())
        await self._sign(identity)

    async def replaces_identity(self, identity: Identity, password: str) -> None:
        """Put this identity in place of the one that others know, and sign this device with it."""
        auth = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": self.user},
            "password": password,
        }
        await self.request("POST", "keys/device_signing/upload", {**identity.keys(), "auth": auth})
        await self._sign(identity)

    async def _sign(self, identity: Identity) -> None:
        signed = {self.id: identity.sign_device(self._own_keys)}
        await self.request("POST", "keys/signatures/upload", {self.user: signed})

    async def log_out(self) -> None:
        """Log out: the homeserver deletes the device and its keys."""
        await self.request("POST", "logout", {})
        await self.close()

    async def close(self) -> None:
        """Drop the connections; the homeserver still knows the device."""
        await self.client.close()

    async def request(
        self,
        method: str,
        endpoint: str,
        body: Mapping[str, Any] | None = None,
        *,
        query: Mapping[str, str] | None = None,
        patience: float = _PATIENCE,
    ) -> dict[str, Any]:
        """Ask the homeserver, again and again for `patience` seconds while it is away.

        Raises `Refused` for a no, `LoggedOut` for a dead token, `Unreachable` when patience ends.
        """
        give_up_at = asyncio.get_running_loop().time() + patience
        while True:
            try:
                return await self._ask(method, endpoint, body, query)
            except Unreachable:
                if asyncio.get_running_loop().time() >= give_up_at:
                    raise
                await asyncio.sleep(_PAUSE)

    async def _ask(
        self, method: str, endpoint: str, body: Mapping[str, Any] | None, query: Mapping[str, str] | None
    ) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        if self.client.access_token:
            headers["Authorization"] = f"Bearer {self.client.access_token}"
        url = _CLIENT_API + endpoint + ("?" + urlencode(query) if query else "")
        data = None if body is None else json.dumps(body)
        try:
            answer = await self.client.send(method, url, data, headers)
            content = json.loads(await answer.read())
        except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as fault:
            raise Unreachable("The homeserver did not answer.") from fault
        if answer.status == 200:
            return dict(content)
        errcode = str(content.get("errcode", "M_UNKNOWN"))
        if answer.status >= 500:
            raise Unreachable("The homeserver has a fault.")
        if errcode == "M_UNKNOWN_TOKEN":
            raise LoggedOut("This device was logged out.")
        raise Refused(answer.status, errcode)

    def receive(self, answer: Mapping[str, Any]) -> set[str]:
        """Take what a sync answer holds for the keys; returns the IDs of the Megolm sessions that came."""
        sessions = set()
        for raw in answer.get("to_device", {}).get("events", ()):
            try:
                sessions |= self._receive_to_device(raw)
            except _MALFORMED as fault:
                log.warning("to_device_event_dropped", fault=type(fault).__name__)
                self._unopened |= _makers_of(raw)
        if counts := answer.get("device_one_time_keys_count"):
            self.client.olm.uploaded_key_count = counts.get("signed_curve25519", 0)
        return sessions

    async def keep_up(self) -> None:
        """Do what is due after a sync: fresh one-time keys, and the mending of broken Olm sessions."""
        machine = self.client.olm
        if machine.uploaded_key_count < machine.account.max_one_time_keys // 2:  # 0 counts as 0 (trap 10).
            await self._upload_keys()
        await self._mark_broken_channels()
        if self.client.should_claim_keys:
            await self._claim(self.client.get_users_for_key_claiming())
            await self._send_queued()

    def _receive_to_device(self, raw: Mapping[str, Any]) -> set[str]:
        if raw.get("type") == "m.room_key.withheld":
            self.withheld.append(raw["content"])
        event = ToDeviceEvent.parse_event(raw)
        if isinstance(event, OlmEvent):
            inner = self.client.olm.handle_to_device_event(event)
            if isinstance(inner, RoomKeyEvent):
                return {inner.session_id}
        return set()

    async def _mark_broken_channels(self) -> None:
        """Have new channels opened to devices whose messages cannot be opened.

        nio does so itself, but not to a device that it does not know, and not where the first message of a
        channel names a one-time key that is used up.
        """
        broken, self._unopened = self._unopened, set()
        if broken:
            await self.query_devices({user for user, _ in broken})
        for user, curve25519 in broken:
            self.client.olm._mark_device_for_unwedging(user, curve25519)

    def decrypt(self, room: str, raw: Mapping[str, Any]) -> dict[str, Any] | None:
        """The payload (`type`, `content`) of an encrypted event of `room`, or None while it cannot be read.

        A replayed message and one that was made for another room cannot be read either.
        """
        content = raw["content"]
        session_id = str(content.get("session_id"))
        by_sender = self.client.olm.inbound_group_store[room].values()
        session = next((known[session_id] for known in by_sender if session_id in known), None)
        if session is None:
            return None
        try:
            text, index = session.decrypt(content["ciphertext"])
            payload = json.loads(text)
        except _MALFORMED:
            return None
        replayed = self._indexes.setdefault((session_id, index), raw["event_id"]) != raw["event_id"]
        if replayed or payload.get("room_id") != room:
            return None
        return dict(payload)

    async def encrypt(
        self, room: str, kind: str, content: Mapping[str, Any], members: Collection[str]
    ) -> dict[str, Any]:
        """Give the room's key to every device of `members` that lacks it, and encrypt `content`."""
        async with self._sharing:
            await self._share(room, members)
            payload = {"type": kind, "content": dict(content)}
            encrypted: dict[str, Any] = self.client.olm.group_encrypt(room, payload)
        if "m.relates_to" in content:  # Relations stay readable for the homeserver (spec, 11.12.4.1).
            encrypted["m.relates_to"] = content["m.relates_to"]
        return encrypted

    async def _share(self, room: str, members: Collection[str]) -> None:
        await self.query_devices(members)
        machine = self.client.olm
        wanted = {
            (user, device.id) for user in members for device in machine.device_store.active_user_devices(user)
        }
        session: OutboundGroupSession | None = machine.outbound_group_sessions.get(room)
        if session is None or session.expired or session.users_shared_with - wanted:
            machine.create_outbound_group_session(room)
            session = machine.outbound_group_sessions[room]
        if missing := machine.get_missing_sessions(list(members)):
            await self._claim(missing)
        session.shared = False  # Else nio would begin a new session instead of sharing this one further.
        for given, messages in machine.share_group_session_parallel(room, list(members)):
            await self._send_to_device("m.room.encrypted", messages)
            session.users_shared_with |= given
        session.shared = True

    async def query_devices(self, users: Collection[str]) -> set[str]:
        """Look up the devices of `users`; returns those users who have any."""
        answer = await self.request("POST", "keys/query", {"device_keys": {user: [] for user in users}})
        listed = {
            user: {id_: keys for id_, keys in devices.items() if _is_sound(id_, keys)}
            for user, devices in answer.get("device_keys", {}).items()
        }
        self.client.olm.handle_response(KeysQueryResponse(listed, {}))
        for user, devices in listed.items():
            for device in self.client.device_store[user].values():
                device.deleted = device.id not in devices  # nio never undeletes one (trap 9).
        return {user for user, devices in listed.items() if devices}

    async def _claim(self, devices: Mapping[str, Sequence[str]]) -> None:
        wanted = {user: dict.fromkeys(ids, "signed_curve25519") for user, ids in devices.items()}
        answer = await self.request("POST", "keys/claim", {"one_time_keys": wanted})
        for user, of_user in answer.get("one_time_keys", {}).items():
            for id_, key in of_user.items():
                try:
                    self.client.olm.handle_response(KeysClaimResponse({user: {id_: key}}, {}))
                except _MALFORMED as fault:
                    log.warning("one_time_key_dropped", fault=type(fault).__name__)

    async def _upload_keys(self) -> None:
        machine = self.client.olm
        body = machine.share_keys()
        self._own_keys = body.get("device_keys", self._own_keys)
        answer = await self.request("POST", "keys/upload", body)
        left = answer.get("one_time_key_counts", {}).get("signed_curve25519", 0)
        machine.handle_response(KeysUploadResponse(0, left))

    async def _send_queued(self) -> None:
        """Send what nio's machine wants sent: the dummy that mends a broken Olm session."""
        queue = self.client.olm.outgoing_to_device_messages
        while queue:
            message = queue.pop(0)
            await self._send_to_device(message.type, message.as_dict())

    async def _send_to_device(self, kind: str, messages: Mapping[str, Any]) -> None:
        await self.request("PUT", path("sendToDevice", kind, uuid.uuid4().hex), messages)

    async def send_to_myself(self, kind: str, content: Mapping[str, Any]) -> None:
        """Send a to-device event, in the clear, to this very device."""
        await self._send_to_device(kind, {"messages": {self.user: {self.id: content}}})


def _makers_of(raw: Any) -> set[tuple[str, str]]:
    """Who encrypted this to-device message, by user ID and identity key; nobody if it does not say."""
    try:
        return {(str(raw["sender"]), str(raw["content"]["sender_key"]))}
    except _MALFORMED:
        return set()


def _is_sound(device_id: str, keys: Any) -> bool:
    """Whether nio can take these keys without falling over (trap 5); it checks the signature itself."""
    try:
        signature = keys["signatures"][keys["user_id"]][f"ed25519:{device_id}"]
        vodozemac.Curve25519PublicKey.from_base64(keys["keys"][f"curve25519:{device_id}"])
        vodozemac.Ed25519PublicKey.from_base64(keys["keys"][f"ed25519:{device_id}"])
        vodozemac.Ed25519Signature.from_base64(signature)
        return isinstance(keys.get("unsigned", {}), dict)
    except _MALFORMED:
        return False
