"""Emoji verification in a room, through the real homeserver: both ways, and from an unverified device.

The other side is Vigil's own state machine on a scripted person; that other clients understand it, is shown
in `tests/interop`.
"""

from __future__ import annotations

from bot.demo.people import Person
from bot.matrix.http import path
from bot.matrix.sas import Verification
from bot.matrix.verification import METHOD, PREFIX, REQUEST, Party, Step
from tests.e2e.world import World


class Verifier:
    """Somebody's side of one verification with the bot."""

    def __init__(self, vigil: World, person: Person) -> None:
        self.person, self.bot = person, vigil.vigil.gateway.me
        device = person.phone.device
        ed25519 = str(device.client.olm.account.identity_keys["ed25519"])
        master = person.identity.master if person.identity else None
        self.me = Party(person.user, device.id, ed25519, master)
        self.sas: Verification
        self.room = ""

    async def asks(self) -> None:
        """Press "verify" on the bot, and come as far as there is something to compare."""
        self.room = await self.person.chat()
        content = {
            **{"msgtype": REQUEST, "body": "asks you to verify", "to": self.bot.user},
            **{"from_device": self.me.device, "methods": [METHOD]},
        }
        request = await self.person.sends(content, self.room)
        self.sas = Verification(self.me, self.bot.user, request.event_id)
        await self.takes("ready", "accept", "key")

    async def is_asked(self) -> None:
        """Press "accept" on the bot's request, and come as far as there is something to compare."""
        asked = await self.person.sees(kind=REQUEST)
        self.room = asked.room
        assert asked.content["to"] == self.person.user
        self.sas = Verification(self.me, self.bot.user, asked.event_id)
        await self.sends(self.sas.answer(self.bot.device))
        await self.takes("start", "key")

    async def takes(self, *kinds: str) -> None:
        """These events of the bot come, encrypted, one after the other, and are answered."""
        for kind in kinds:
            seen = await self.person.sees(room=self.room, kind=PREFIX + kind)
            assert seen.encrypted
            await self.sends(self.sas.receive(kind, seen.content, shown=self.bot))

    async def sends(self, steps: list[Step]) -> None:
        """Send these events."""
        for step in steps:
            await self.person.sends(step.content, self.room, kind=step.type)


async def confirm(amina: Person, phone: Verifier) -> None:
    """The coordinator finds that both show the same, and says so; so does the other side."""
    shown = await amina.sees("Call them now")
    await amina.says("!verify yes", shown.room)
    await phone.takes("mac")
    await phone.sends(phone.sas.confirm())
    await phone.takes("done")
    assert phone.sas.verified == phone.bot.master
    await amina.sees("is verified", shown.room)


async def signed_by_bot(vigil: World, person: Person) -> bool:
    """The homeserver shows the bot's own account that its user-signing key has signed this person."""
    await vigil.settles()
    answer = await vigil.vigil.gateway.homeserver.request(
        "POST", path("keys", "query"), body={"device_keys": {person.user: []}}
    )
    return vigil.bot in answer["master_keys"][person.user]["signatures"]


async def standing(vigil: World, person: Person) -> tuple[bool, str | None]:
    """Whether somebody is verified, and by which master key they are known."""
    held = vigil.vigil.identities.standing(person.user)
    return held.verified, held.pin


async def test_a_partner_asks(vigil: World) -> None:
    """In their own chat; after it they are known for certain, and signed by the bot's identity."""
    amina, sophie = await vigil.people("amina", "sophie")
    phone = Verifier(vigil, sophie)
    await phone.asks()
    await sophie.sees("A coordinator will call you", phone.room)
    await confirm(amina, phone)
    assert await standing(vigil, sophie) == (True, phone.me.master)
    assert await signed_by_bot(vigil, sophie)


async def test_a_coordinator_asks(vigil: World) -> None:
    """A partner who has no chat with the bot is asked in a new one."""
    amina, sophie = await vigil.people("amina", "sophie")
    coordination = await amina.room("Coordination")
    await amina.says(f"!verify {sophie.user}", coordination)
    phone = Verifier(vigil, sophie)
    await phone.is_asked()
    await confirm(amina, phone)
    assert await standing(vigil, sophie) == (True, phone.me.master)


async def test_an_unverified_device_can_verify(vigil: World) -> None:
    """It reads the bot's part, and nothing else; if it proves no identity, its owner is told what to do."""
    (amina,) = await vigil.people("amina")
    (sophie,) = await vigil.town.welcomes("sophie", signed=False)
    phone = Verifier(vigil, sophie)
    await phone.asks()
    shown = await amina.sees("Call them now")
    await phone.sends(phone.sas.confirm())
    await sophie.sees(kind=PREFIX + "cancel")
    await sophie.sees("set up recovery")
    await amina.sees("cannot be verified yet", shown.room)
    assert (await standing(vigil, sophie))[0] is False
