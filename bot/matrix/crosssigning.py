"""Vigil's identity on the homeserver: put there once, looked at each start, and never replaced by itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import structlog

from bot.errors import IdentityConflict, PasswordNeeded, Refused, Unreachable, WrongPassword
from bot.matrix.devices import read_signers
from bot.matrix.http import Homeserver, path
from bot.matrix.identity import Identity
from bot.matrix.machine import Machine
from bot.matrix.signed_json import MALFORMED, verify

log = structlog.get_logger()

FOREIGN_IDENTITY = (
    "The homeserver shows a cross-signing identity for Vigil's account that is not Vigil's own, so Vigil "
    "does nothing. If its data folder was lost, or one of you has used the account with Element, run "
    "'vigil identity reset', and verify Vigil again from every phone. If nobody knows how it came there, "
    "somebody may have taken the account: change its password first."
)
FOREIGN_DEVICE = (
    "The homeserver shows other keys for Vigil's device than Vigil's own. Find out who changed them. To "
    "begin anew as another device, move crypto.db out of the data folder; with an access token, put one of "
    "a new device into its file as well."
)
PASSWORD_WANTED = (
    "The homeserver takes Vigil's cross-signing identity only with the account's password, and the settings "
    "hold none that it accepts: run 'vigil identity reset'."
)

_PARTS = ("master_key", "self_signing_key", "user_signing_key")

Password = Callable[[], str | None]
"""Reads the account's password, when it is needed; None if there is none at hand."""


class CrossSigning:
    """Keeps the identity and its signatures where everybody looks for them (spec: "Cross-signing")."""

    def __init__(
        self,
        homeserver: Homeserver,
        machine: Machine,
        identity: Identity,
        password: Password = lambda: None,
    ) -> None:
        self._homeserver = homeserver
        self._machine = machine
        self._identity = identity
        self._password = password

    async def check(self) -> bool:
        """Look, and change nothing: whether the homeserver shows this device's keys.

        Raises `IdentityConflict` if it shows somebody else's keys for the account or for the device.
        """
        shown = await query(self._homeserver, self._me)
        is_missing(shown, self._me, self._identity)
        return self._own_device(shown) is not None

    async def establish(self) -> None:
        """Make sure that the homeserver shows the identity, and the device and the master key signed.

        What is missing is put there: the first time that needs no password (MSC3967), later it may. The
        device's own keys have to be uploaded already. Raises `IdentityConflict` if somebody else's keys are
        there, or if the homeserver wants a password that is not at hand.
        """
        shown = await query(self._homeserver, self._me)
        if is_missing(shown, self._me, self._identity):
            try:
                await self._upload(self._password)
            except WrongPassword as fault:
                raise IdentityConflict(PASSWORD_WANTED) from fault
            shown = await query(self._homeserver, self._me)
            if is_missing(shown, self._me, self._identity):
                raise Unreachable("The homeserver does not show the identity that it has taken.")
        await self._sign(shown)

    async def replace(self, password: str) -> None:
        """Put this identity in place of any other; nothing is signed with it yet.

        Raises `WrongPassword`, having changed nothing, if the homeserver does not accept it.
        """
        await self._upload(lambda: password)

    async def sign_person(self, user: str, master: str) -> None:
        """Sign this person's master key as verified, for Vigil's own account to see.

        Raises `Refused` if it is not their master key any more.
        """
        shown = await query(self._homeserver, user)
        key = shown.get("master_keys")
        signers = read_signers(user, key, None)
        if not isinstance(key, dict) or signers is None or signers.master != master:
            raise Refused(404, "another_master_key")
        await self._put_signatures({user: {master: self._identity.sign_person(key)}})

    async def other_devices(self) -> list[str]:
        """The IDs of the account's devices that are not this one."""
        answer = await self._homeserver.request("GET", path("devices"))
        devices = answer.get("devices")
        listed = devices if isinstance(devices, list) else []
        ids = [device.get("device_id") for device in listed if isinstance(device, dict)]
        return [each for each in ids if isinstance(each, str) and each != self._machine.device_id]

    async def retire(self, devices: Collection[str], password: str) -> None:
        """Log these devices of the account out. Raises `WrongPassword` if it is not accepted."""
        await self._confirmed(path("delete_devices"), {"devices": list(devices)}, lambda: password)

    @property
    def _me(self) -> str:
        return self._machine.user

    async def _upload(self, password: Password) -> None:
        where = path("keys", "device_signing", "upload")
        await self._confirmed(where, self._identity.keys(), password)
        log.info("identity_uploaded")

    async def _sign(self, shown: Mapping[str, Any]) -> None:
        """Sign the device and the master key where that is not to be seen yet."""
        device, master = self._own_device(shown), shown["master_keys"]
        if device is None:
            raise Unreachable("The homeserver does not show the device keys that it has taken.")
        signed: dict[str, Any] = {}
        if not _is_signed(device, self._me, self._identity.self_signing):
            signed[self._machine.device_id] = self._identity.sign_device(device)
        if not _is_signed(master, self._me, self._machine.device_id, self._machine.fingerprint):
            signed[self._identity.master] = self._machine.sign(master)
        if signed:
            await self._put_signatures({self._me: signed})
            log.info("identity_signed", objects=len(signed))

    def _own_device(self, shown: Mapping[str, Any]) -> dict[str, Any] | None:
        """The keys of this very device as the homeserver shows them; None if it shows none."""
        devices = shown.get("device_keys")
        device = devices.get(self._machine.device_id) if isinstance(devices, dict) else None
        if device is None:
            return None
        if not isinstance(device, dict) or device.get("keys") != self._machine.device_keys()["keys"]:
            raise IdentityConflict(FOREIGN_DEVICE)
        return device

    async def _put_signatures(self, signed: Mapping[str, Any]) -> None:
        answer = await self._homeserver.request("POST", path("keys", "signatures", "upload"), body=signed)
        if answer.get("failures"):
            raise Unreachable("The homeserver does not take the signatures.")

    async def _confirmed(self, where: str, body: Mapping[str, Any], password: Password) -> None:
        """A request that the homeserver may make us confirm by the password."""
        try:
            await self._homeserver.request("POST", where, body=body)
            return
        except PasswordNeeded as fault:
            secret, session = password(), fault.session
        if secret is None:
            raise WrongPassword
        auth = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": self._me},
            "password": secret,
            "session": session,
        }
        try:
            await self._homeserver.request("POST", where, body={**body, "auth": auth})
        except PasswordNeeded as fault:
            raise WrongPassword from fault


async def query(homeserver: Homeserver, user: str) -> dict[str, Any]:
    """What `/keys/query` says of one account, by part."""
    answer = await homeserver.request("POST", path("keys", "query"), body={"device_keys": {user: []}})
    return {name: part.get(user) for name, part in answer.items() if isinstance(part, dict)}


def is_missing(shown: Mapping[str, Any], user: str, identity: Identity | None) -> bool:
    """Whether part of the identity is not to be seen in what `query` returned, or not signed.

    None: there is no own identity yet. Raises `IdentityConflict` if another one is shown.
    """
    ours = {} if identity is None else identity.keys()
    missing = identity is None
    for name in _PARTS:
        theirs = shown.get(f"{name}s")
        if theirs is None:
            missing = True
        elif identity is None or not isinstance(theirs, dict) or theirs.get("keys") != ours[name]["keys"]:
            raise IdentityConflict(FOREIGN_IDENTITY)
        elif name != "master_key" and not _is_signed(theirs, user, identity.master):
            missing = True
    return missing


def _is_signed(value: Mapping[str, Any], user: str, key_name: str, key: str | None = None) -> bool:
    try:
        return verify(value, signer=user, key_id=f"ed25519:{key_name}", ed25519=key or key_name)
    except MALFORMED:
        return False
