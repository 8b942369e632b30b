"""Clients that we did not write, and the world that they live in."""

from __future__ import annotations

import asyncio
import importlib.util
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from bot.demo.town import Town
from tests.e2e.world import World, world
from tests.interop.js import NODE, JsPerson
from tests.interop.plain_nio import NioPerson

if TYPE_CHECKING:
    from tests.interop.libolm import OlmPerson


def cannot_run(without: str) -> NoReturn:
    """Skip the test, or fail it where the interop tests have to run (`VIGIL_INTEROP=required`)."""
    sentence = f"not proven against other clients: {without} is not installed; ./vigil test tells why."
    if os.environ.get("VIGIL_INTEROP") == "required":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


class JsPeople:
    """Logs people in on matrix-js-sdk and sends them home at the end."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._people: list[JsPerson] = []

    async def arrives(
        self, name: str, *, signed: bool = True, strict: bool = True, auto_join: bool = True
    ) -> JsPerson:
        """Register somebody and log them in; see `JsPerson.arrives`."""
        person = await JsPerson.arrives(
            self._town.homeserver.url,
            await self._town.register(name),
            self._town.password(name),
            bot=self._town.user_id("vigil"),
            name=name.capitalize(),
            signed=signed,
            strict=strict,
            auto_join=auto_join,
        )
        self._people.append(person)
        return person

    async def comes_back(self, name: str, recovery: str) -> JsPerson:
        """Log somebody in who has an account, and give their new device the recovery key."""
        person = await JsPerson.arrives(
            self._town.homeserver.url,
            self._town.user_id(name),
            self._town.password(name),
            bot=self._town.user_id("vigil"),
            name=name.capitalize(),
            recovery=recovery,
        )
        self._people.append(person)
        return person

    async def go_home(self) -> None:
        """End their processes."""
        await asyncio.gather(*(person.goes_home() for person in self._people))


@pytest.fixture
async def js(town: Town) -> AsyncIterator[JsPeople]:
    """People on matrix-js-sdk."""
    if not NODE.exists():
        cannot_run(without="matrix-js-sdk")
    people = JsPeople(town)
    try:
        yield people
    finally:
        await people.go_home()


@pytest.fixture
async def sophie_on_libolm(town: Town) -> AsyncIterator[OlmPerson]:
    """Sophie, of the anchor organisation, on mautrix with libolm; her device is cross-signed."""
    if any(importlib.util.find_spec(module) is None for module in ("mautrix", "olm")):
        cannot_run(without="mautrix on libolm")
    from tests.interop.libolm import OlmPerson

    user = await town.register("sophie")
    sophie = await OlmPerson.arrives(
        town.homeserver.url, user, town.password("sophie"), bot=town.user_id("vigil"), name="Sophie"
    )
    try:
        yield sophie
    finally:
        await sophie.goes_home()


@pytest.fixture
async def esther_on_nio(town: Town) -> AsyncIterator[NioPerson]:
    """Esther, of the Clinic, on nio; her device is signed by nobody."""
    user = await town.register("esther")
    esther = await NioPerson.arrives(
        town.homeserver.url, user, town.password("esther"), bot=town.user_id("vigil"), name="Esther"
    )
    try:
        yield esther
    finally:
        await esther.goes_home()


@pytest.fixture
async def vigil(town: Town, tmp_path: Path) -> AsyncIterator[World]:
    """The real bot on the real homeserver, with the settings of the example file."""
    async with world(town, tmp_path) as made:
        yield made
