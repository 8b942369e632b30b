"""A phone that verifies, in a world without a network: the other side of `bot.verifying`."""

from __future__ import annotations

from typing import Any

from bot.matrix.sas import Verification
from bot.matrix.verification import METHOD, PREFIX, REQUEST, Party, Step
from tests.bot.homeserver import Said
from tests.bot.people import Person
from tests.bot.world import World


class Verifier:
    """Somebody's side of one verification with the bot. It does what Element does when its buttons are used.

    `plain`: it sends in the clear, as Element Web does.
    """

    def __init__(self, world: World, person: Person, room: str = "", *, plain: bool = False) -> None:
        self.world, self.person, self.plain = world, person, plain
        self.room = room
        homeserver = world.homeserver
        phone = homeserver.phone_of(person.user)
        self.me = Party(person.user, phone, phone, homeserver.device(person.user, phone).master)
        self.bot = world.gateway.me
        self.sas: Verification
        self._read = 0

    async def asks(self, **other: Any) -> Verifier:
        """Press "verify" on the bot; `other` is what is unusual about the request."""
        self.room = self.room or self.person.chat or await self.person.opens_chat()
        content = {
            "msgtype": REQUEST,
            "body": "asks you to verify",
            "from_device": self.me.device,
            "methods": [METHOD, "m.qr_code.show.v1", "m.reciprocate.v1"],
            "to": self.bot.user,
            **other,
        }
        self._read = self.world.homeserver.number()
        request = await self.person.sends(content, self.room, plain=self.plain)
        self.sas = Verification(self.me, self.bot.user, request)
        return self

    async def is_asked(self) -> Verifier:
        """Press "accept" on the bot's request."""
        (found,) = [
            (room.id, said) for room, said in self.person.unread() if said.content.get("msgtype") == REQUEST
        ]
        self.room, asked = found
        assert asked.content["to"] == self.person.user
        self.sas = Verification(self.me, self.bot.user, asked.event_id)
        self._read = asked.number
        await self.sends(self.sas.answer(self.bot.device))
        return self

    async def compares(self) -> Verifier:
        """Begin, and come as far as there is something to compare."""
        await self.asks()
        await self.goes_on()
        return self

    async def goes_on(self) -> None:
        """Answer what the bot has sent, until there is nothing to answer."""
        while steps := self._takes():
            await self.sends(steps)

    async def sends(self, steps: list[Step]) -> None:
        """Send these events."""
        for step in steps:
            await self.person.sends(step.content, self.room, kind=step.type, plain=self.plain)

    async def says_they_match(self) -> None:
        """Press "they match"."""
        await self.sends(self.sas.confirm())
        await self.goes_on()

    yes = "!verify yes"
    """What a coordinator writes who has compared, and who knows of no other comparison."""

    @property
    def yes_with_number(self) -> str:
        """What a coordinator writes who has compared, where it could be meant for another comparison."""
        return f"!verify yes {self.sas.decimals[0]}"

    @property
    def codes(self) -> list[str]:
        """Why the bot has broken off what it was sent of."""
        return [str(said.content["code"]) for said in self.from_bot() if said.kind == PREFIX + "cancel"]

    @property
    def kinds(self) -> list[str]:
        """What the bot has sent here, readable or not."""
        timeline = self.world.homeserver.rooms[self.room].timeline
        return [
            said.kind for said in timeline if said.sender == self.bot.user and said.kind.startswith(PREFIX)
        ]

    def _takes(self) -> list[Step]:
        steps: list[Step] = []
        for said in self.from_bot():
            relation = said.content.get("m.relates_to", {})
            if said.number > self._read and relation.get("event_id") == self.sas.transaction:
                self._read = said.number
                steps += self.sas.receive(said.kind.removeprefix(PREFIX), said.content, shown=self.bot)
        return steps

    def from_bot(self) -> list[Said]:
        """What the bot has sent here that this phone can read."""
        homeserver = self.world.homeserver
        timeline = homeserver.rooms[self.room].timeline
        return [
            said
            for said in timeline
            if said.sender == homeserver.bot
            and (said.session is None or self.me.device in homeserver.holders[said.session])
        ]


async def standing_of(vigil: World, person: Person) -> tuple[bool, str | None]:
    """Whether somebody is verified, and which master key is pinned."""
    async with vigil.store.transaction() as tx:
        standing = await vigil.vigil.identities.written(tx, person.user)
    return standing.verified, standing.pin


async def started(vigil: World, *names: str) -> list[Person]:
    """These people, the first of whom is the coordinator; all have read what was said until now."""
    people = vigil.people("amina", *names)
    for person in people[1:]:
        await person.opens_chat()
    vigil.everybody_reads_on()
    return people
