"""Asking several people into a room at once, where none of them has to wait for another."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.errors import Refused, Unreachable
from bot.ports import MatrixGateway

log = structlog.get_logger()

INVITE_PATIENCE = timedelta(seconds=5)
"""How long anything waits for an invitation to a homeserver that does not answer."""


@dataclass(frozen=True)
class Invited:
    """What became of each: asked in, refused, or no answer yet from their homeserver."""

    invited: tuple[str, ...]
    failed: tuple[str, ...]
    slow: tuple[str, ...]


async def invite_all(gateway: MatrixGateway, room: str, people: Collection[str]) -> Invited:
    """Invite these people side by side."""

    async def invite(person: str) -> Exception | None:
        try:
            async with asyncio.timeout(INVITE_PATIENCE.total_seconds()):
                await gateway.invite(room, person)
        except (Refused, Unreachable, TimeoutError) as fault:
            return fault
        return None

    faults = dict(zip(people, await asyncio.gather(*map(invite, people)), strict=True))
    invited = tuple(person for person, fault in faults.items() if fault is None)
    failed = tuple(person for person, fault in faults.items() if isinstance(fault, Refused))
    slow = tuple(person for person in people if person not in invited and person not in failed)
    return Invited(invited, failed, slow)


async def prepare(gateway: MatrixGateway, people: Collection[str]) -> None:
    """Device lists and Olm sessions while a room is being made; sending does it again if this fails."""
    try:
        await gateway.prepare(people)
    except Unreachable:
        log.info("prepare_failed")
