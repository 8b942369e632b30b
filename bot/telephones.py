"""The telephone numbers on file, for coordinators who have to reach an organisation otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from bot.store.store import Transaction
from rooms.texts import Lines, Names, Text, say


async def with_telephones(tx: Transaction, text: Text, organisations: Sequence[str]) -> Text:
    """`text`, and the numbers of these organisations (by ID), as they stand now; of whom there are any."""
    every = await tx.roster.organisations(also_suspended=True) if organisations else []
    known = {one.id: one for one in every if one.telephones}
    lines = tuple(
        say("telephones-line", name=known[each].name, numbers=Names(known[each].telephones))
        for each in dict.fromkeys(organisations)
        if each in known
    )
    return say("with-telephones", text=text, lines=Lines(lines)) if lines else text
