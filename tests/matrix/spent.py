"""A one-time key that its device has used up already, as a bad homeserver hands it out once more."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

from nio import KeysClaimResponse

from bot.demo.device import path
from bot.demo.people import Person

WITHIN = 60.0


async def spent_key(owner: Person, by: Person) -> dict[str, Any]:
    """A key of the owner's device, as `/keys/claim` names it, with which `by` has begun a channel to it."""
    mine, theirs = by.phone.device, owner.phone.device
    await mine.query_devices([owner.user])
    wanted = {owner.user: {theirs.id: "signed_curve25519"}}
    answer = await mine.request("POST", "keys/claim", {"one_time_keys": wanted})
    machine, claimed = mine.client.olm, answer["one_time_keys"]
    machine.handle_response(KeysClaimResponse(claimed, {}))
    device = mine.client.device_store[owner.user][theirs.id]
    session = machine.session_store.get(device.curve25519)
    content = machine._olm_encrypt(session, device, "m.dummy", {})
    where = path("sendToDevice", "m.room.encrypted", uuid.uuid4().hex)
    await mine.request("PUT", where, {"messages": {owner.user: {theirs.id: content}}})
    async with asyncio.timeout(WITHIN):
        while True:
            if theirs.client.olm.session_store.get(machine.account.identity_keys["curve25519"]):
                key: dict[str, Any] = claimed[owner.user][theirs.id]
                return key
            await asyncio.sleep(0.02)
