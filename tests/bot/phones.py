"""Whose accounts lie on the homeserver in memory: their phones, and the identities that vouch for these."""

from __future__ import annotations

import base64
import hashlib
from abc import ABC, abstractmethod

from bot.matrix.devices import Device


class Phones(ABC):
    """Everybody with an account."""

    def __init__(self) -> None:
        self.phones: dict[str, set[str]] = {}
        """Everybody who has an account, and their devices."""
        self.masters: dict[str, str] = {}
        """The master keys of those who have signed a device."""
        self.unsigned: set[str] = set()
        """The devices that their owners have not signed."""
        self.speaks_from: dict[str, str] = {}
        """From which device somebody writes, if not from their first."""
        self.auto_join: set[str] = set()
        self._numbers = 0

    def number(self) -> int:
        """A number that never comes again; later events have greater ones."""
        self._numbers += 1
        return self._numbers

    @abstractmethod
    def announce(self, user: str) -> None:
        """The bot's sync tells that somebody's devices have changed."""

    def register(self, user: str, *, phones: int = 1, auto_join: bool = True) -> None:
        """An account, with so many devices."""
        self.phones[user] = {f"{user}#{number}" for number in range(phones)}
        self.masters.pop(user, None)
        if phones:
            self.masters[user] = _key(user)
        if auto_join:
            self.auto_join.add(user)

    def new_phone(self, user: str, *, signed: bool = True) -> str:
        """Somebody logs in on another device, and makes sure of it, or not yet; returns which it is."""
        phone = f"{user}#{self.number()}"
        self.phones[user].add(phone)
        if signed:
            self.masters.setdefault(user, _key(user))
        else:
            self.unsigned.add(phone)
        self.announce(user)
        return phone

    def sign_phones(self, user: str) -> None:
        """Somebody makes sure of all their devices."""
        self.masters.setdefault(user, _key(user))
        self.unsigned -= self.phones[user]
        self.announce(user)

    def change_identity(self, user: str, key: str = "") -> str:
        """Another master key is shown for somebody, and vouches for their devices; returns it."""
        self.masters[user] = key or _key(f"{user} anew {self.number()}")
        self.announce(user)
        return self.masters[user]

    def devices(self, user: str) -> list[Device]:
        """What the homeserver shows of somebody's devices."""
        return [self.device(user, phone) for phone in sorted(self.phones.get(user, ()))]

    def device(self, user: str, phone: str) -> Device:
        """One of them, be it logged out by now."""
        master = None if phone in self.unsigned else self.masters.get(user)
        return Device(user, phone, phone, phone, master=master)

    def phone_of(self, user: str) -> str:
        """The device that somebody writes on."""
        return self.speaks_from.get(user) or min(self.phones.get(user) or {f"{user}#lost"})

    def lose_phone(self, user: str, phone: str) -> None:
        """Somebody logs out on one device."""
        self.phones[user].remove(phone)
        self.announce(user)

    def lose_phones(self, user: str) -> None:
        """Somebody logs out everywhere."""
        self.phones[user].clear()
        self.announce(user)


def _key(seed: str) -> str:
    """Something that looks like a key."""
    return base64.b64encode(hashlib.sha256(seed.encode()).digest()).decode().rstrip("=")
