"""The sync loop: nothing is passed over; the token advances only when what it stands for is kept (G1).

Not nio's `sync_forever`: that one saves the token before anything is processed, loses the rest of a batch to
one bad event, and knows no pause when the homeserver is down (MATRIX.md 4, 5, 11).
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

import structlog

from bot.clock import Clock
from bot.errors import LoggedOut, MatrixError, Refused, Unreachable
from bot.matrix.batch import Batch
from bot.matrix.gateway import Gateway
from bot.matrix.http import path
from bot.matrix.translate import Reader, RoomUpdate
from bot.patience import pause_after

log = structlog.get_logger()

Keep = Callable[[Batch], Awaitable[None]]

POLL_SECONDS = 30
_POLL_GRACE_SECONDS = 15.0
INSTANCE = "org.vigil.instance"
"""The account data in which Vigil writes which of its processes is the last one: `oneprocess.py`."""
TIMELINE = 100
ECHOES_SECONDS = 0.2
"""While an alert room is being made, answers in which nobody says anything only echo what is done there.

The next one is asked for a little later, and holds several: the homeserver has invitations to send meanwhile.
"""

HEARD_TWICE = timedelta(hours=1)
"""How much of what was heard is looked at again when the homeserver has forgotten what it told.

Other servers' messages come late. Each is known by its ID for much longer than that (`bot/housekeeping.py`).
"""

Pause = Callable[[float], Awaitable[None]]
Heard = Callable[[bool], None]
Given = TypeVar("Given")
Result = TypeVar("Result")


class SetBack(Protocol):
    """What notices that the homeserver's data are older than the token: `bot/setback.py`."""

    async def happened(self) -> bool:
        """Asked before the token is used after a start or a fault; `Unreachable` if it cannot be known."""

    async def heard(self) -> None:
        """All that there is was kept."""


class Syncer:
    """Asks the homeserver for what is new, for ever, and hands each answer on as one batch."""

    def __init__(
        self,
        gateway: Gateway,
        clock: Clock,
        *,
        timeline: int = TIMELINE,
        pause: Pause = asyncio.sleep,
        heard: Heard = lambda well: None,
        busy: Callable[[], bool] = lambda: False,
        instance: Callable[[Mapping[str, Any]], None] = lambda content: None,
        set_back: SetBack | None = None,
    ) -> None:
        """`timeline`: events per room and answer; beyond it, gaps are filled. `pause` waits some seconds.

        `heard` is told of each answer that was kept, and of each fault. `busy`: the homeserver has more
        urgent work to do for the bot.
        """
        self._gateway = gateway
        self._homeserver = gateway.homeserver
        self._machine = gateway.machine
        self._clock = clock
        self._pause = pause
        self._heard = heard
        self._busy = busy
        self._instance = instance
        self._set_back = set_back
        self._token_is_good = False
        """Nothing has happened since the last answer that could have made it worthless."""
        self._filter = json.dumps(_filter(timeline), separators=(",", ":"))
        self._upkeep: asyncio.Task[None] | None = None
        self._failures = 0
        self._well = False
        self._well_at: datetime | None = None
        """When all was written down last, by this process or an earlier one."""
        self._begins_anew = False

    async def run(self, keep: Keep, token: str | None, heard_until: datetime | None = None) -> None:
        """Sync from `token` (None: the beginning) until cancelled; raises `LoggedOut` on a revoked token.

        `heard_until`: the time that the token stands for, for a homeserver that does not know it any more.

        `keep` has to write the batch and its token down; if it raises, the same batch comes again. So does
        everything after the last kept token when the process dies: a batch may come twice, but it comes.
        """
        self._well_at = heard_until or self._clock.now()
        try:
            while True:
                batch = await self._patiently("sync_failed", self._next, token)
                if batch.token != token or not batch.empty:
                    await self._patiently("batch_not_kept", keep, batch)
                    self.kept(batch, token)
                self._says(True)
                if self._busy() and not (batch.events or batch.invites or batch.keys):
                    await self._pause(ECHOES_SECONDS)
                token = batch.token
        finally:
            if self._upkeep is not None:
                self._upkeep.cancel()
                await asyncio.gather(self._upkeep, return_exceptions=True)

    def _says(self, well: bool) -> None:
        self._well = well
        if not well:
            self._token_is_good = False
        else:
            self._well_at, self._begins_anew = self._clock.now(), False
        self._heard(well)

    async def _next(self, token: str | None) -> Batch:
        """What is there already is fetched at once after a start or a fault: until then Vigil is deaf."""
        if self._set_back is not None and token is not None and not self._token_is_good:
            if not self._begins_anew and await self._set_back.happened():
                self._begin_anew()
            self._token_is_good = True
        if self._begins_anew:
            token = None
        try:
            return await self.once(token, wait_seconds=POLL_SECONDS if self._well else 0)
        except Refused as fault:
            if fault.status != 400 or token is None:
                raise
            # The homeserver lost its memory, or its data were put back: to ask again is of no use.
            log.error("sync_token_unknown")
            self._begin_anew()
            raise Unreachable("The homeserver does not know any more what it has told Vigil.") from fault

    def _begin_anew(self) -> None:
        self._begins_anew = True
        self._machine.devices.all_changed()

    async def once(self, token: str | None, *, wait_seconds: int = POLL_SECONDS) -> Batch:
        """One answer of `/sync` as a batch; waits up to `wait_seconds` for something to happen."""
        query = {
            "filter": self._filter,
            "timeout": str(wait_seconds * 1000 if token else 0),
            "set_presence": "offline",
        }
        if token is not None:
            query["since"] = token
        answer = await self._homeserver.request(
            "GET", path("sync"), query=query, timeout=wait_seconds + _POLL_GRACE_SECONDS, paced=True
        )
        next_token = answer.get("next_batch")
        if not isinstance(next_token, str):
            raise Unreachable("The homeserver's answer to the sync makes no sense.")
        reader = self._read_rooms(answer, token)
        await self._machine.take_in(_list(answer, "to_device", "events"))
        changed = self._take_device_changes(answer)
        for event in _list(answer, "account_data", "events"):
            if isinstance(event, dict) and event.get("type") == INSTANCE:
                self._instance(_dict(event, "content"))
        self._keep_up(answer)
        if reader.found.dropped:
            log.warning("events_dropped", **reader.found.dropped)
        return Batch(
            token=next_token,
            events=tuple(reader.found.events),
            invites=tuple(reader.found.invites),
            memberships=tuple(reader.found.memberships),
            rooms=tuple(reader.found.rooms),
            changes=tuple(reader.found.changes),
            keys=tuple(self._machine.sessions.unannounced()),
            withheld=self._machine.take_withheld(),
            gaps=tuple(reader.found.gaps),
            changed_users=changed,
            begun_anew=self._machine.take_begun_anew(),
            initial=token is None,
        )

    def kept(self, batch: Batch, since: str | None) -> None:
        """The batch is written down: what the crypto store held back until then can be settled."""
        if batch.keys:
            self._machine.sessions.announced()
        encrypted = [seen.room for seen in batch.rooms if seen.encrypted]
        if encrypted:
            self._machine.crypto_store.add_encrypted_rooms(encrypted, since=since or "")

    def _read_rooms(self, answer: Mapping[str, Any], token: str | None) -> Reader:
        reader = Reader(self._machine.user, self._clock.now(), since=token, after=self._after())
        for room, value in _dict(answer, "rooms", "invite").items():
            reader.invite(room, value)
        for part in ("join", "leave"):
            for room, value in _dict(answer, "rooms", part).items():
                timeline = _dict(value, "timeline")
                before = timeline.get("prev_batch")
                update = RoomUpdate(
                    room,
                    _list(value, "state", "events"),
                    _list(timeline, "events"),
                    before if isinstance(before, str) else None,
                    timeline.get("limited") is True,
                )
                reader.room(update, encrypted=self._was_encrypted(room, token))
        return reader

    def _after(self) -> datetime | None:
        """What was sent later counts when everything is asked for anew; what was heard already is known."""
        if not self._begins_anew or self._well_at is None:
            return None
        return self._well_at - HEARD_TWICE

    def _was_encrypted(self, room: str, token: str | None) -> bool:
        """Whether the room was encrypted before the batch that begins at `token`.

        The batch that showed its encryption may come again after a crash, and is read as it was then.
        """
        since = self._machine.crypto_store.encrypted_since(room)
        return since is not None and (self._begins_anew or since != (token or ""))

    def _take_device_changes(self, answer: Mapping[str, Any]) -> tuple[str, ...]:
        changed = [user for user in _list(answer, "device_lists", "changed") if isinstance(user, str)]
        left = [user for user in _list(answer, "device_lists", "left") if isinstance(user, str)]
        for user in (*changed, *left):
            self._machine.devices.changed(user)
        return tuple(changed)

    def _keep_up(self, answer: Mapping[str, Any]) -> None:
        """Fill up keys and mend channels beside the loop; what fails is tried again after the next answer."""
        if self._upkeep is not None and not self._upkeep.done():
            return
        count = _dict(answer, "device_one_time_keys_count").get("signed_curve25519", 0)
        fallback = answer.get("device_unused_fallback_key_types")
        self._upkeep = asyncio.create_task(
            self._do_upkeep(
                count if isinstance(count, int) else None, fallback if isinstance(fallback, list) else None
            )
        )

    async def _do_upkeep(self, one_time_keys: int | None, fallback_keys: list[str] | None) -> None:
        try:
            await self._gateway.upload_keys(one_time_keys, fallback_keys)
            await self._gateway.sign_again()
            await self._gateway.mend_channels()
            if self._set_back is not None and self._well:
                await self._set_back.heard()
        except MatrixError as fault:
            log.warning("upkeep_failed", fault=type(fault).__name__)

    async def _patiently(
        self, complaint: str, attempt: Callable[[Given], Awaitable[Result]], given: Given
    ) -> Result:
        """Try until it works, with growing pauses; only a revoked token is final."""
        while True:
            try:
                result = await attempt(given)
            except LoggedOut:
                raise
            except MatrixError as fault:
                self._says(False)
                pause = self._next_pause(fault)
                log.warning(complaint, fault=type(fault).__name__, pause=round(pause, 1))
            except Exception as fault:
                self._says(False)
                pause = self._next_pause(fault)
                log.exception(complaint, pause=round(pause, 1))
            else:
                self._failures = 0
                return result
            await self._homeserver.restraint.cut_short(self._pause(pause))

    def _next_pause(self, fault: Exception) -> float:
        """Seconds: 1, 2, 4 .. 60, a little more or less, and never less than the homeserver asks for."""
        pause = pause_after(self._failures, fault, spread=random.uniform(0.75, 1.25))
        self._failures += 1
        return pause.total_seconds()


def _filter(timeline: int) -> dict[str, Any]:
    """Nothing but messages and state, and all members of it (spec: "Filtering")."""
    nothing = {"not_types": ["*"]}
    return {
        "presence": nothing,
        "account_data": {"types": [INSTANCE]},
        "room": {
            "ephemeral": nothing,
            "account_data": nothing,
            "state": {"lazy_load_members": False},
            "timeline": {"limit": timeline, "lazy_load_members": False},
        },
    }


def _dict(value: object, *names: str) -> dict[str, Any]:
    """What stands under these names, if it is an object; else an empty one."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _list(value: object, *names: str) -> list[Any]:
    found = _dict(value, *names[:-1]).get(names[-1])
    return found if isinstance(found, list) else []
