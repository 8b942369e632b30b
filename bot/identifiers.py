"""Random words: the only source of chance, handed to whoever needs one so that a test can name them."""

from __future__ import annotations

import secrets
from typing import Protocol

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without the letters and digits that are mistaken for one another over the telephone."""


class Identifiers(Protocol):
    """Makes fresh words."""

    def code(self) -> str:
        """A short code for people, such as "7KQ4"; it may have been used before."""
        ...

    def mark(self) -> str:
        """A word that never comes twice: a transaction ID, the mark of a room."""
        ...


class RandomIdentifiers:
    """Identifiers from the system's own randomness."""

    def code(self) -> str:
        """Four letters and digits, about 800,000 possibilities."""
        return "".join(secrets.choice(ALPHABET) for _ in range(4))

    def mark(self) -> str:
        """128 random bits."""
        return secrets.token_hex(16)
