"""What the shell needs of Matrix, so that a unit test can stand in for the homeserver at this one edge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol

from bot.matrix.batch import Batch, Gap, Portion
from bot.matrix.decrypted import Decrypted, Forged, Undecryptable
from bot.matrix.delivery import Delivery
from bot.matrix.media import Unreadable
from bot.matrix.sharing import LISTS_LAST_SECONDS
from bot.matrix.verification import Party

__all__ = ["Batch", "Decrypted", "Delivery", "Forged", "MatrixGateway", "Undecryptable", "Unreadable"]


class MatrixGateway(Protocol):
    """The part of `bot.matrix.gateway.Gateway` that the three loops use; see there for the promises."""

    async def open_room(self, *, mark: str, name: str, suspect: bool = False) -> str:
        """Make a room, encrypted from its first event; returns its ID."""
        ...

    async def invite(self, room: str, user: str, *, direct: bool = False) -> None:
        """Ask somebody in, into their own chat if `direct`."""
        ...

    async def join(self, room: str) -> None:
        """Accept an invitation."""
        ...

    async def leave(self, room: str) -> None:
        """Leave the room, forget it, and erase its keys."""
        ...

    async def protect(self, room: str) -> None:
        """Turn encryption on."""
        ...

    async def lock(self, room: str) -> None:
        """Make the room read-only."""
        ...

    async def remove(self, room: str, user: str) -> None:
        """Put somebody out; that they are gone already is as good."""
        ...

    async def rename(self, room: str, name: str) -> None:
        """Give the room another name, which the homeserver can read."""
        ...

    async def withdraw(self, room: str, user: str) -> None:
        """Take an invitation back; whoever has accepted it stays."""
        ...

    async def restore(self, room: str, what: str, *, locked: bool) -> None:
        """Set up a room of the bot's again in this point."""
        ...

    def rotate(self, room: str) -> None:
        """The next message in this room begins a new session."""
        ...

    async def send(
        self,
        room: str,
        content: Mapping[str, Any],
        *,
        recipients: Collection[str],
        transaction_id: str,
        encrypted: bool,
        type: str = "m.room.message",
        any_device: bool = False,
        secret: bool = False,
    ) -> Delivery:
        """Send, readable for these recipients and nobody else; `any_device`: be their device untrusted.

        `secret`: it holds plans, so whoever has an identity reads it on devices that this vouches for.
        """
        ...

    async def upload(self, data: bytes) -> dict[str, Any]:
        """Encrypt and upload; returns the `file` object of the message that is to point to it."""
        ...

    async def download(self, file: Mapping[str, Any], *, at_most: int) -> bytes:
        """Download and decrypt what a `file` object points to; raises `Unreadable`, `Refused` if too much."""
        ...

    async def fetch(self, gap: Gap) -> Portion:
        """As much of what a timeline has left out as is had at once; raises `Unreachable` if nothing is."""
        ...

    async def event(self, room: str, event_id: str) -> dict[str, Any]:
        """An event of a room that the bot is in."""
        ...

    @property
    def me(self) -> Party:
        """The bot's own device and identity."""
        ...

    async def party(self, user: str, device: str) -> Party | None:
        """Somebody's device and identity as the homeserver shows them at this moment."""
        ...

    async def sign_person(self, user: str, master: str) -> None:
        """Sign this person's master key as verified; raises `Refused` if it is not theirs any more."""
        ...

    async def prepare(self, users: Iterable[str], *, within_seconds: float = LISTS_LAST_SECONDS) -> None:
        """Fetch devices that were not looked at `within_seconds`, and open channels beforehand."""
        ...

    async def unreachable(self, users: Iterable[str]) -> dict[str, str]:
        """Those of these people whom a message would not reach now, and why (`Shortfall`); none is sent."""
        ...

    async def catch_up(self, audiences: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
        """Give new devices the keys of what was meant for their owners; returns who can read now, by room."""
        ...

    def can_read(self, room: str, users: Collection[str]) -> set[str]:
        """Those of these people who have a device with all keys of this room that were meant for them."""
        ...

    def admitted(self, room: str, users: Collection[str]) -> set[str]:
        """Those of them who can read on a device that was refused the keys before it was signed."""
        ...

    async def forget_words(self, room: str, read: Mapping[str, int]) -> None:
        """Erase the keys of what was said in a room that is used on; others' up to the indexes in `read`."""
        ...

    async def scrub(self, people: Collection[str]) -> None:
        """Leave no copy of what was erased in the crypto store, nor devices of others than these people."""
        ...

    async def decrypt(self, event: Mapping[str, Any], *, seek: bool = True) -> Decrypted:
        """Decrypt a room event. Raises `Undecryptable` or `Forged`."""
        ...
