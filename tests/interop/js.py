"""People who use matrix-js-sdk with its Rust crypto, as Element Web and Desktop do: a Node process for each.

    jean = await JsPerson.arrives(url, "@jean:vigil.test", "password", bot="@vigil:vigil.test")
    await jean.says("alert they are at the gate")
    seen = await jean.sees("I have your alert")
    assert jean.looks[seen.event_id].shield == "NONE"

They read as everybody in `bot.demo` does; beside each message stands what Element would show next to it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from bot.demo.memory import NotSeen, Sent, Unreadable, readable
from bot.demo.reading import WITHIN, Reader

HERE = Path(__file__).parent
NODE = HERE / "node_modules" / "node" / "bin" / "node"
_LINE = 16 * 1024 * 1024
"""Bytes; the longest line that is read."""
_PATIENCE = 30.0
"""Seconds for one request, of which the longest takes two."""


class JsFault(AssertionError):
    """matrix-js-sdk could not do what it was asked; the text is its own."""


@dataclass(frozen=True)
class Look:
    """What Element shows beside a message."""

    encrypted: bool
    shield: str | None
    """`NONE`, `GREY` or `RED`; None where there was nothing to judge."""
    reason: str | None
    device: str | None
    """The device that it came from, if the sender has it."""
    signed_by_owner: bool
    verified: bool
    """The reader has verified the device's owner, who has signed it."""

    @property
    def clean(self) -> bool:
        """Encrypted by a device that its owner has verified, with nothing to warn of."""
        return self.encrypted and self.shield == "NONE" and self.signed_by_owner


@dataclass(frozen=True)
class Standing:
    """What js-sdk holds of somebody: whether they are verified, and which devices they have signed."""

    known: bool
    verified: bool
    signed_devices: frozenset[str]
    verified_devices: frozenset[str]
    devices: frozenset[str]


class JsPerson(Reader):
    """Somebody with one device."""

    def __init__(self, user: str, *, bot: str | None = None, name: str = "") -> None:
        """Nothing is started; `arrives` does that."""
        super().__init__(user, bot, name)
        self.direct_chat: str | None = None
        self.looks: dict[str, Look] = {}
        """By event ID, for each message that could be read."""
        self.reasons: dict[str, str] = {}
        """By event ID, for each message that could not be read (yet): why, in js-sdk's words."""
        self.device = ""
        self.master: str | None = None
        """Their public master key, if they are cross-signed."""
        self._memberships: dict[str, list[str]] = {}
        """What js-sdk said of each room, one after the other."""
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._asked = 0
        self._process: asyncio.subprocess.Process | None = None
        self._listener: asyncio.Task[None] | None = None
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 (closed by goes_home)

    @classmethod
    async def arrives(
        cls,
        url: str,
        user: str,
        password: str,
        *,
        bot: str | None = None,
        name: str = "",
        signed: bool = True,
        strict: bool = True,
        auto_join: bool = True,
        recovery: str = "",
    ) -> Self:
        """Log in as a new device and sync; `recovery` is the recovery key that it is given.

        `signed`: cross-signing is set up. `strict`: devices that their owner has not signed are excluded.
        `auto_join`: every invitation is accepted at once.
        """
        person = cls(user, bot=bot, name=name)
        try:
            await person._begin()
            account = {"url": url, "user": user, "password": password}
            how = {"signed": signed, "strict": strict, "autoJoin": auto_join, "recovery": recovery}
            answer = await person._ask("login", **account, **how)
        except BaseException:
            await person.goes_home()
            raise
        person.device, person.master = answer["device"], answer["master"]
        return person

    async def goes_home(self) -> None:
        """End the process."""
        with self._errors:
            if self._process is not None:
                with contextlib.suppress(ProcessLookupError):
                    self._process.kill()
                await self._process.wait()
            if self._listener is not None:
                await self._listener

    # Talking

    async def chat(self) -> str:
        """The direct chat with the bot, begun as Element does if there is none.

        Waits until the bot has signed its device: before that a strict client would give it no keys.
        """
        if self.direct_chat is None:
            if self.bot is None:
                raise ValueError("This person knows no bot.")
            await self._until_signed(self.bot)
            self.direct_chat = str((await self._ask("open", user=self.bot))["room"])
        return self.direct_chat

    async def _until_signed(self, user: str) -> None:
        async def signed() -> bool | None:
            return await self._ask("signed", user=user) or None

        await self.asks_until(signed, WITHIN, "the bot to sign its device")

    async def says(self, text: str, room: str | None = None) -> Sent:
        """Send a text, encrypted, to the bot's direct chat or into `room`."""
        content = {"msgtype": "m.text", "body": text}
        place = room if room is not None else await self.chat()
        at = time.monotonic()
        answer = await self._ask("send", room=place, kind="m.room.message", content=content)
        return Sent(place, str(answer["event"]), content, at)

    async def invited(self) -> str:
        """The room that they are asked into first."""
        return await self.until(lambda: next(iter(self._memberships), None), WITHIN, "an invitation")

    async def joins(self, room: str) -> None:
        """Accept an invitation, and return when the room is joined."""
        await self.until(lambda: self._memberships.get(room), WITHIN, "an invitation")
        await self._ask("join", room=room)
        await self.entered(room)

    async def entered(self, room: str) -> None:
        """Return when the room is joined."""
        said = self._memberships.setdefault(room, [])
        try:
            await self.until(lambda: "join" in said[-1:] or None, WITHIN, "entering the room")
        except NotSeen as fault:
            raise NotSeen(f"{fault} Of the room js-sdk said {said}.") from None

    # Trust

    async def standing(self, user: str) -> Standing:
        """What js-sdk holds of this person, having asked the homeserver again."""
        answer = await self._ask("standing", user=user)
        devices = answer["devices"]
        return Standing(
            answer["known"],
            answer["verified"],
            frozenset(each["id"] for each in devices if each["signed_by_owner"]),
            frozenset(each["id"] for each in devices if each["verified"]),
            frozenset(each["id"] for each in devices),
        )

    async def verified(self, user: str) -> Standing:
        """As `standing`, once they are verified: js-sdk is done before the signature is on the homeserver."""

        async def verified() -> Standing | None:
            seen = await self.standing(user)
            return seen if seen.verified else None

        return await self.asks_until(verified, WITHIN, f"{user} to be verified")

    async def verifies(self, user: str, room: str) -> list[str]:
        """Begin an emoji verification in a room; returns the emoji that are shown, once they are."""
        answer = await self._ask("verify", user=user, room=room)
        return [str(emoji) for emoji, _ in answer["emoji"]]

    async def accepts(self, user: str) -> list[str]:
        """Accept an emoji verification that this person asks for; returns the emoji, once they are shown."""
        answer = await self._ask("accept", user=user)
        return [str(emoji) for emoji, _ in answer["emoji"]]

    async def confirms(self) -> None:
        """The emoji are the same; returns when both sides are done."""
        await self._ask("confirm")

    async def rejects(self) -> str:
        """The emoji differ; returns the code with which it was cancelled."""
        return str((await self._ask("mismatch"))["code"])

    # Reading

    def check(self) -> None:
        """Raise what ended the process."""
        if self._listener is None or self._listener.done():
            raise NotSeen(f"{self.name}'s Node has ended: {self._said()}")

    async def catches_up(self, within: float = WITHIN) -> None:
        """Return when all that the homeserver had taken before this call has arrived here."""
        async with asyncio.timeout(within):
            await self._ask("catchUp")

    def sees_only_clean(self, sender: str) -> int:
        """Everything of this sender could be read, and carries no shield; returns how many messages."""
        unreadable = [event for event in self.undecryptable if event.sender == sender]
        lost = [self.reasons[event.event_id] for event in unreadable]
        seen = [message for message in self.memory.seen if message.sender == sender]
        shielded = {
            message.text: look for message in seen if not (look := self.looks[message.event_id]).clean
        }
        if lost or shielded:
            raise NotSeen(f"{self.name} cannot read {lost}; Element would warn of {shielded}.")
        return len(seen)

    # The process

    async def _begin(self) -> None:
        # Of the environment Node needs nothing but what a machine's own settings say.
        self._process = await asyncio.create_subprocess_exec(
            NODE,
            HERE / "client.mjs",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=self._errors,
            limit=_LINE,
        )
        self._listener = asyncio.create_task(self._listen(self._process))

    async def _ask(self, verb: str, **request: Any) -> Any:
        self.check()
        assert self._process is not None and self._process.stdin is not None
        self._asked += 1
        answer = self._waiting[self._asked] = asyncio.get_running_loop().create_future()
        line = json.dumps({"id": self._asked, "verb": verb, **request}) + "\n"
        self._process.stdin.write(line.encode())
        await self._process.stdin.drain()
        try:
            async with asyncio.timeout(_PATIENCE):
                return await answer
        except TimeoutError:
            raise JsFault(f"{self.name}: no answer to '{verb}': {self._said()}") from None

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            self._take(json.loads(line))
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(NotSeen(f"{self.name}'s Node has ended: {self._said()}"))
        self.memory.changed()

    def _take(self, line: Mapping[str, Any]) -> None:
        match line.get("event"):
            case None:
                answer = self._waiting.pop(line["id"])
                if answer.done():  # Nobody waits for it any more.
                    return
                if "error" in line:
                    answer.set_exception(JsFault(f"{self.name}: {line['error']}"))
                else:
                    answer.set_result(line["result"])
            case "membership":
                self._memberships.setdefault(line["room"], []).append(line["membership"])
                self.memory.changed()
            case "undecryptable":
                self._note_unreadable(line)
            case "message":
                self._note(line)

    def _note(self, line: Mapping[str, Any]) -> None:
        event_id = line["raw"]["event_id"]
        if event_id in self.looks:
            return
        device = line["device"] or {"id": None, "signed_by_owner": False, "verified": False}
        self.looks[event_id] = Look(
            line["encrypted"],
            line["shield"],
            line["reason"],
            device["id"],
            device["signed_by_owner"],
            device["verified"],
        )
        payload = line["payload"] if line["encrypted"] else line["raw"]
        self.memory.note(readable(line["room"], line["raw"], payload, time.monotonic()))

    def _note_unreadable(self, line: Mapping[str, Any]) -> None:
        raw = line["raw"]
        self.reasons[raw["event_id"]] = line["reason"]
        session = str(raw["content"].get("session_id"))
        self.memory.note_unreadable(
            Unreadable(line["room"], raw["event_id"], line["sender"], session, raw, time.monotonic())
        )

    def _said(self) -> str:
        """The end of what the process wrote to standard error."""
        file = self._errors.fileno()
        size = os.fstat(file).st_size
        return os.pread(file, 3000, max(0, size - 3000)).decode(errors="replace")
