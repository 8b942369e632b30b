"""Vigil's identity on the homeserver: put there once, looked at each start, and never replaced by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import structlog

from bot.errors import IdentityConflict, PasswordNeeded, Refused, Unreachable
from bot.matrix.devices import read_signers
from bot.matrix.http import Homeserver, path
from bot.matrix.identity import Identity
from bot.matrix.machine import Machine
from bot.matrix.signed_json import MALFORMED, verify

log = structlog.get_logger()

FOREIGN_IDENTITY = (
    "The homeserver shows another cross-signing identity for Vigil's account than Vigil's own. Nobody can "
    "tell it from the work of somebody who took the account: find out who made it. If it was one of you, "
    "run 'vigil identity reset', and verify Vigil again from every phone."
)
FOREIGN_DEVICE = (
    "The homeserver shows other keys for Vigil's device than Vigil's own. Find out who changed them; to "
    "begin anew as another device, move crypto.db out of the data folder."
)


class CrossSigning:
    """Keeps the identity and its signatures where everybody looks for them (spec: "Cross-signing")."""

    def __init__(self, homeserver: Homeserver, machine: Machine, identity: Identity) -> None:
        self._homeserver = homeserver
        self._machine = machine
        self._identity = identity

    async def establish(self) -> None:
        """Make sure that the homeserver shows the identity, and the device and the master key signed.

        What is missing is put there, which needs no password the first time (MSC3967). The device's own keys
        have to be uploaded already. Raises `IdentityConflict` if somebody else's keys are there.
        """
        shown = await self._query()
        signers = read_signers(self._me, shown.get("master_keys"), shown.get("self_signing_keys"))
        if shown.get("master_keys") is None:
            await self._upload(None)
            shown = await self._query()
        elif signers is None or (signers.master, signers.self_signing) != self._own:
            raise IdentityConflict(FOREIGN_IDENTITY)
        await self._sign(shown)

    async def replace(self, password: str) -> None:
        """Put this identity in place of any other, and sign the device with it.

        Raises `Refused` if the password is wrong.
        """
        await self._upload(password)
        await self._sign(await self._query())

    async def sign_person(self, user: str, master: str) -> None:
        """Sign this person's master key as verified, for Vigil's own account to see.

        Raises `Refused` if it is not their master key any more.
        """
        shown = await self._query(user)
        key = shown.get("master_keys")
        signers = read_signers(user, key, None)
        if not isinstance(key, dict) or signers is None or signers.master != master:
            raise Refused(404, "another_master_key")
        await self._put_signatures({user: {master: self._identity.sign_person(key)}})

    async def other_devices(self) -> list[str]:
        """The IDs of the account's devices that are not this one."""
        answer = await self._homeserver.request("GET", path("devices"))
        devices = answer.get("devices")
        ids = [device.get("device_id") for device in devices] if isinstance(devices, list) else []
        return [each for each in ids if isinstance(each, str) and each != self._machine.device_id]

    async def retire(self, devices: Collection[str], password: str) -> None:
        """Log these devices of the account out. Raises `Refused` if the password is wrong."""
        await self._confirmed(path("delete_devices"), {"devices": list(devices)}, password)

    @property
    def _me(self) -> str:
        return self._machine.user

    @property
    def _own(self) -> tuple[str, str]:
        return self._identity.master, self._identity.self_signing

    async def _query(self, user: str | None = None) -> dict[str, Any]:
        """What `/keys/query` says of one account, by part."""
        user = user or self._me
        answer = await self._homeserver.request(
            "POST", path("keys", "query"), body={"device_keys": {user: []}}
        )
        return {name: part.get(user) for name, part in answer.items() if isinstance(part, dict)}

    async def _upload(self, password: str | None) -> None:
        where = path("keys", "device_signing", "upload")
        if password is not None:
            await self._confirmed(where, self._identity.keys(), password)
        else:
            await self._homeserver.request("POST", where, body=self._identity.keys())
        log.info("identity_uploaded")

    async def _sign(self, shown: Mapping[str, Any]) -> None:
        """Sign the device and the master key where that is not to be seen yet."""
        device, master = self._own_device(shown), shown.get("master_keys")
        if not isinstance(master, dict):
            raise Unreachable("The homeserver does not show the identity that it has taken.")
        signed: dict[str, Any] = {}
        if not _is_signed(device, self._me, self._identity.self_signing):
            signed[self._machine.device_id] = self._identity.sign_device(device)
        if not _is_signed(master, self._me, self._machine.device_id, self._machine.fingerprint):
            signed[self._identity.master] = self._machine.sign(master)
        if signed:
            await self._put_signatures({self._me: signed})
            log.info("identity_signed", objects=len(signed))

    def _own_device(self, shown: Mapping[str, Any]) -> dict[str, Any]:
        devices = shown.get("device_keys")
        device = devices.get(self._machine.device_id) if isinstance(devices, dict) else None
        if not isinstance(device, dict):
            raise Unreachable("The homeserver does not show the device keys that it has taken.")
        if device.get("keys") != self._machine.device_keys()["keys"]:
            raise IdentityConflict(FOREIGN_DEVICE)
        return device

    async def _put_signatures(self, signed: Mapping[str, Any]) -> None:
        answer = await self._homeserver.request("POST", path("keys", "signatures", "upload"), body=signed)
        if answer.get("failures"):
            raise Unreachable("The homeserver does not take the signatures.")

    async def _confirmed(self, where: str, body: Mapping[str, Any], password: str) -> None:
        """A request that the homeserver makes us confirm by the password."""
        try:
            await self._homeserver.request("POST", where, body=body)
        except PasswordNeeded as fault:
            auth = {
                "type": "m.login.password",
                "identifier": {"type": "m.id.user", "user": self._me},
                "password": password,
                "session": fault.session,
            }
            await self._homeserver.request("POST", where, body={**body, "auth": auth})


def _is_signed(value: Mapping[str, Any], user: str, key_name: str, key: str | None = None) -> bool:
    try:
        return verify(value, signer=user, key_id=f"ed25519:{key_name}", ed25519=key or key_name)
    except MALFORMED:
        return False
