"""Vigil's own account: its face, and what else is logged in on it."""

from __future__ import annotations

import asyncio
from io import BytesIO
from typing import Any, cast
from urllib.parse import unquote

from matplotlib.image import imread

from bot.errors import Refused
from bot.matrix.gateway import Gateway
from bot.onedevice import OneDevice
from bot.profile import Profile, picture
from tests.bot.scenes import COORDINATION
from tests.bot.world import World

USER = "@vigil:vigil.test"


class Shown:
    """What a homeserver shows of an account, and what was changed of it."""

    def __init__(self, **profile: str) -> None:
        self.profile: dict[str, object] = dict(profile)
        self.changed: list[str] = []

    async def request(self, method: str, path: str, *, body: Any = None) -> dict[str, object]:
        """One request."""
        if method == "GET":
            if not self.profile:
                raise Refused(404, "M_NOT_FOUND")
            return self.profile
        if method == "POST":
            assert isinstance(body, bytes) and body.startswith(b"\x89PNG")
            return {"content_uri": "mxc://vigil.test/face"}
        assert USER in unquote(path)
        self.profile |= body
        self.changed.append(path.rpartition("/")[2])
        return {}


async def test_it_has_a_name_and_a_picture_from_the_start() -> None:
    """Those of the settings, put there once; a picture that somebody has chosen for it stays."""
    shown = Shown()
    for _ in range(2):
        await Profile(shown, USER, "Auntie Rose").put_right()
    assert shown.profile == {"displayname": "Auntie Rose", "avatar_url": "mxc://vigil.test/face"}
    assert shown.changed == ["displayname", "avatar_url"]
    chosen = Shown(displayname="vigil", avatar_url="mxc://vigil.test/flower")
    await Profile(chosen, USER, "Auntie Rose").put_right()
    assert chosen.profile == {"displayname": "Auntie Rose", "avatar_url": "mxc://vigil.test/flower"}


async def test_a_homeserver_that_lets_nobody_change_names_stops_nothing() -> None:
    """Vigil has no face there, and goes on."""

    class Closed(Shown):
        async def request(self, method: str, path: str, *, body: Any = None) -> dict[str, object]:
            raise Refused(403, "M_FORBIDDEN")

    running = asyncio.create_task(Profile(Closed(), USER, "Vigil").run())
    for _ in range(20):
        await asyncio.sleep(0)
    assert not running.done()
    running.cancel()


def test_the_picture_is_one() -> None:
    """Drawn anew it is the same, and every program for pictures reads it."""
    assert picture() == picture() and len(picture()) < 20_000
    assert imread(BytesIO(picture()), format="png").shape == (192, 192, 3)


class _Devices:
    """The other devices of the account."""

    def __init__(self, *others: str) -> None:
        self.others = list(others)

    async def other_devices(self) -> list[str]:
        """Their IDs."""
        return self.others

    async def retire(self, devices: list[str], password: str) -> None:
        """Log them out."""
        self.others = []


async def test_a_new_coordinator_is_greeted_first(before: World) -> None:
    """The login by which the account was made is no intruder; one that comes later is."""
    await before.starts()
    (amina,) = before.people("amina")
    amina.sees_next("I am Vigil", COORDINATION)
    devices, vigil = _Devices("MADE"), before.vigil
    gateway = cast(Gateway, type("Its", (), {"cross_signing": devices})())
    one = OneDevice(vigil.store, gateway, vigil.settings, vigil.telling, asyncio.Event(), vigil.sender.wake)
    await one.tidy()
    await before.settles()
    told = amina.sees("the one by which it was made", COORDINATION)
    assert told.mentions == () and devices.others == []
    await one.tidy()
    devices.others = ["STRANGER"]
    await one.tidy()
    await before.settles()
    told = amina.sees("somebody knows my password", COORDINATION)
    assert told.mentions == (amina.user,)
