"""Vigil's own identity in the database: made at the first start, and kept for good."""

from __future__ import annotations

from bot.matrix.identity import Identity
from bot.store.store import Store

IDENTITY = "cross_signing_identity"
SHOWN = "cross_signing_shown"
"""The name of the master key that the homeserver has shown as Vigil's; nothing before the first time."""


async def open_identity(store: Store, user: str) -> Identity:
    """The identity of this account; a new one, written down, if there is none yet."""
    async with store.transaction() as tx:
        secret = await tx.facts.get(IDENTITY)
        if secret is not None:
            return Identity.restore(user, secret)
        identity = Identity.make(user)
        await tx.facts.set(IDENTITY, identity.secret)
        return identity


async def keep_identity(store: Store, identity: Identity) -> None:
    """This is the identity from now on, in place of any other."""
    async with store.transaction() as tx:
        await tx.facts.set(IDENTITY, identity.secret)


async def note_shown(store: Store, identity: Identity) -> None:
    """The homeserver shows this identity: now it may be handed out."""
    async with store.transaction() as tx:
        await tx.facts.set(SHOWN, identity.master)
