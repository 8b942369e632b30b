"""The edge at which the gateway is tested: the bot's way to the homeserver, and people beyond it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from bot.matrix.trust import OpenBook
from bot.ports import Delivery, MatrixGateway


class Edge(Protocol):
    """A gateway, and people beyond it. People come into a room only when they are told to."""

    @property
    def gateway(self) -> MatrixGateway:
        """The bot's way to the homeserver."""
        ...

    @property
    def book(self) -> OpenBook:
        """Whom the gateway trusts; it outlives the process."""
        ...

    async def person(self, name: str, *, phone: bool = True, signed: bool = True) -> str:
        """Somebody with an account, and a phone if so, of which they made sure; returns the user ID."""
        ...

    async def gets_a_phone(self, user: str, *, signed: bool = True) -> None:
        """Somebody logs in on a phone, the first one or another, and makes sure of it."""
        ...

    async def logs_out(self, user: str) -> None:
        """Somebody logs out on their first phone, and has another."""
        ...

    async def signs(self, user: str) -> None:
        """Somebody makes sure of all their phones."""
        ...

    async def begins_anew(self, user: str) -> None:
        """Somebody has another identity, which vouches for the only phone they have."""
        ...

    def master(self, user: str) -> str:
        """The master key that somebody has now."""
        ...

    async def joins(self, user: str, room: str) -> None:
        """They accept the bot's invitation."""
        ...

    async def leaves(self, user: str, room: str) -> None:
        """They leave."""
        ...

    async def reads(self, user: str, room: str, *, newest: bool = False) -> list[str]:
        """What they can read of the bot's words, oldest first; on all phones, or the newest alone."""
        ...

    async def gets(self, user: str, room: str) -> list[tuple[str, Mapping[str, Any]]]:
        """Type and content of what they can read of the bot's."""
        ...

    async def opens_chat(self, user: str, *, encrypted: bool, bot_may_protect: bool = True) -> str:
        """They ask the bot into a room of their own; returns when it knows."""
        ...

    async def writes(self, user: str, room: str, text: str) -> dict[str, Any]:
        """They write; returns the event as the bot gets it."""
        ...

    async def dies(self) -> None:
        """The bot's process is gone, and another one begins on what is left."""
        ...


async def says(edge: Edge, room: str, text: str, *to: str, transaction: str = "") -> Delivery:
    """The bot sends a text."""
    return await edge.gateway.send(
        room,
        {"msgtype": "m.text", "body": text},
        recipients=to,
        transaction_id=transaction or text.replace(" ", "-"),
        encrypted=True,
    )


async def room_with(edge: Edge, *users: str) -> str:
    """A room of the bot's in which these people are."""
    room = await edge.gateway.open_room(mark="-".join(("room", *users)), name="Room")
    for user in users:
        await edge.gateway.invite(room, user)
        await edge.joins(user, room)
    return room
