"""Somebody logs Vigil out, as every change of the password does; the homeserver throws its device away."""

from __future__ import annotations

from dataclasses import dataclass

from bot.demo.people import Person
from bot.matrix.devices import read_device, read_signers
from bot.matrix.http import Homeserver, path
from bot.matrix.login import log_in
from tests.e2e.scenes import CALLED, is_waiting_for_a_key
from tests.e2e.world import World
from tests.waiting import until


@dataclass(frozen=True)
class Before:
    """What there was before the logout: an alert of Mado's, and the device that the bot is."""

    mado: Person
    jean: Person
    sophie: Person
    partners: tuple[Person, ...]
    room: str
    device: tuple[str, str]


async def lives_on(vigil: World) -> Before:
    """Mado has called, Sophie has read it."""
    mado, jean, *partners = await vigil.people("mado", "jean", *CALLED)
    await jean.says("hello")
    await jean.sees("Do you need help now?")
    await mado.says("alert they follow me")
    brief = await partners[0].sees("they follow me")
    await vigil.settles()
    return Before(mado, jean, partners[0], tuple(partners), brief.room, device_and_key(vigil))


def device_and_key(vigil: World) -> tuple[str, str]:
    """Who the bot is to others."""
    machine = vigil.vigil.gateway.machine
    return machine.device_id, machine.curve25519


async def logs_out_everywhere(vigil: World) -> None:
    """As a new password does; the bot is not told."""
    homeserver = Homeserver(vigil.town.homeserver.url)
    try:
        await log_in(homeserver, vigil.bot, vigil.town.password("vigil"))
        await homeserver.request("POST", path("logout", "all"), body={})
    finally:
        await homeserver.close()


async def has_its_keys_back(vigil: World, person: Person, within: float = 60.0) -> None:
    """Return when others can find the bot's device again, signed by its owner."""
    await until(lambda: is_signed(vigil, person), within)


async def is_signed(vigil: World, person: Person) -> bool:
    """Whether the bot's device, as this person is shown it, is signed by the bot's identity."""
    answer = await person.phone.device.request("POST", "keys/query", {"device_keys": {vigil.bot: []}})
    device = answer["device_keys"].get(vigil.bot, {}).get(device_and_key(vigil)[0])
    signers = read_signers(
        vigil.bot, answer["master_keys"][vigil.bot], answer["self_signing_keys"][vigil.bot]
    )
    found = read_device(vigil.bot, device_and_key(vigil)[0], device, signers)
    return found is not None and signers is not None and found.master == signers.master


async def all_is_as_before(vigil: World, before: Before) -> None:
    """The same device; an alert goes out to all four; the old one's keys are there for a new phone."""
    await before.jean.says("alert they are at the gate")
    for partner in before.partners:
        brief = await partner.sees("they are at the gate", within=30)
        assert brief.room != before.room
    assert device_and_key(vigil) == before.device
    phone = await before.sophie.another_device()
    vigil.town.people.append(phone)
    await phone.sees("they follow me", before.room, within=30)
    await before.mado.says("there are five")
    await phone.sees("there are five", before.room)


async def test_vigil_goes_on_when_it_is_logged_out(vigil: World) -> None:
    """G1, G2: as the same device with the keys it had; what nobody could encrypt to it is asked for again."""
    before = await lives_on(vigil)
    await logs_out_everywhere(vigil)
    await before.mado.says("they are inside")
    await is_waiting_for_a_key(vigil)
    await vigil.forward(seconds=11)
    await before.mado.sees("l'écrire de nouveau")
    await before.sophie.sees("Je demande un nouvel envoi", before.room)
    await all_is_as_before(vigil, before)


async def test_the_device_is_signed_before_anything_is_said(vigil: World) -> None:
    """G3: the first request that is answered after the logout finds keys and signature there again.

    Until then Element shows a red shield, and one that excludes insecure devices would show nothing.
    """
    before = await lives_on(vigil)
    assert await is_signed(vigil, before.jean)
    await logs_out_everywhere(vigil)
    assert not await is_signed(vigil, before.jean)
    await vigil.vigil.gateway.homeserver.request("GET", path("account", "whoami"))
    assert await is_signed(vigil, before.jean)


async def test_vigil_starts_when_its_login_is_dead(vigil: World) -> None:
    """G1, G2: the token in the database is of no use, the password is; nobody has to do anything."""
    before = await lives_on(vigil)
    await vigil.stops()
    await logs_out_everywhere(vigil)
    await vigil.starts()
    await has_its_keys_back(vigil, before.jean)
    await all_is_as_before(vigil, before)
