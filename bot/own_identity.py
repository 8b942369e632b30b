"""Vigil's own identity in the database: made at the first start, and kept for good."""

from __future__ import annotations

from bot.matrix.identity import Identity
from bot.store.store import Store

_IDENTITY = "cross_signing_identity"


async def open_identity(store: Store, user: str) -> Identity:
    """The identity of this account; a new one, written down, if there is none yet."""
    async with store.transaction() as tx:
        secret = await tx.facts.get(_IDENTITY)
        if secret is not None:
            return Identity.restore(user, secret)
        identity = Identity.make(user)
        await tx.facts.set(_IDENTITY, identity.secret)
        return identity


async def keep_identity(store: Store, identity: Identity) -> None:
    """This is the identity from now on, in place of any other."""
    async with store.transaction() as tx:
        await tx.facts.set(_IDENTITY, identity.secret)
