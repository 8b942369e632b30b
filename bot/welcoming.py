"""Vigil opens a chat with each partner before they are needed, so that their app knows it when they are.

A strict app asks for Vigil's devices when it first shares a room with Vigil, and shows nothing of what came
with that room; nothing of that may be an alert's (G2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot.desk import Desk
from bot.jobs import OpenChat
from bot.places import made_by_vigil
from bot.store.chats import Chat
from bot.store.store import Transaction
from bot.telling import Telling
from rooms.texts import say

_AT_ONCE = 20
_PAUSE = timedelta(minutes=1)
"""At the first start that is everybody: an alert must not wait behind two hundred new rooms."""


async def welcome(tx: Transaction, people: Iterable[str], telling: Telling) -> None:
    """Those of these people who are partners and have no direct chat get one.

    Defenders begin theirs themselves: only they know whether Vigil may be seen on their phone. Coordinators
    have their room.
    """
    partners = set(await tx.roster.partners())
    wanted = partners.intersection(people)
    strangers = sorted(wanted - (await tx.chats.direct_of_each(wanted)).keys())
    for number, person in enumerate(strangers):
        later = telling.clock.now() + number // _AT_ONCE * _PAUSE
        await telling.add(tx, f"person:{person}", OpenChat(person), not_before=later)


async def greet(tx: Transaction, chat: Chat, desk: Desk) -> None:
    """They have come into the chat that Vigil opened: what is said before, a strict app would never show."""
    if not chat.greeted and await made_by_vigil(tx, chat):
        await tx.chats.put(replace(chat, greeted=True))
        await desk.say(tx, chat, say("direct-welcome"))
