"""The people of one script, on one homeserver: made, remembered, and sent home at the end."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.demo import cast
from bot.demo.homeserver import LocalHomeserver
from bot.demo.memory import Witness
from bot.demo.people import Person
from bot.matrix.identity import Identity


class Town:
    """Registers people and logs them in; `async with` sends them all home."""

    def __init__(
        self,
        homeserver: LocalHomeserver,
        *,
        suffix: str = "",
        lull: float = 0,
        witness: Witness | None = None,
    ) -> None:
        """`suffix` is added to every name, so that two towns can share a homeserver; `lull`: see `Phone`."""
        self.homeserver = homeserver
        self.people: list[Person] = []
        self._suffix = suffix
        self._lull = lull
        self._witness = witness
        self._identities: dict[str, Identity] = {}

    def user_id(self, name: str) -> str:
        """The Matrix ID that `name` has, or will have."""
        return self.homeserver.user_id(name + self._suffix)

    def password(self, name: str) -> str:
        """The password of `name`; no secret: it guards nothing and lives for minutes."""
        return f"demo-{name}"

    def write_settings(
        self, folder: Path, pace: cast.Pace = cast.USUAL_PACE, *, url: str | None = None
    ) -> Path:
        """Write into `folder` what this town's bot needs to run; returns the settings file.

        `url`: where the bot finds the homeserver, if something stands between.
        """
        homeserver = url or self.homeserver.url
        return cast.write_settings(folder, homeserver, self.user_id, self.password(cast.BOT), pace)

    async def register(self, name: str, *, admin: bool = False) -> str:
        """Make the account alone, for the bot or for a person who comes later; returns the user ID.

        Raises `Refused` if the name is taken.
        """
        return await self.homeserver.register(name + self._suffix, self.password(name), admin=admin)

    async def arrives(self, name: str, *, auto_join: bool = True, signed: bool = True) -> Person:
        """Log in somebody who has an account. People talk to the user `vigil` of this town.

        `signed`: they have made sure of their device in Element.
        """
        person = await Person.arrives(
            self.homeserver.url,
            self.user_id(name),
            self.password(name),
            bot=self.user_id(cast.BOT),
            name=name.capitalize(),
            auto_join=auto_join,
            lull=self._lull,
            witness=self._witness,
            identity=self._identities.get(name),
            signed=signed,
        )
        if person.identity is not None:
            self._identities[name] = person.identity
        self.people.append(person)
        return person

    async def welcomes(self, *names: str, auto_join: bool = True, signed: bool = True) -> list[Person]:
        """Register and log in several people side by side."""
        await asyncio.gather(*map(self.register, names))
        arriving = (self.arrives(name, auto_join=auto_join, signed=signed) for name in names)
        return list(await asyncio.gather(*arriving))

    async def goes_home(self) -> None:
        """End every phone of these people, second devices included."""
        await asyncio.gather(*(person.goes_home() for person in self.people))
        self.people.clear()

    async def __aenter__(self) -> Self:
        """Nothing to do."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Send everybody home, whatever happened."""
        await self.goes_home()
