"""What a homeserver's answer leaves out, brings late, or has forgotten: heard all the same, and once (G1)."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.demo.people import Person
from bot.errors import LoggedOut
from bot.matrix.sync import TIMELINE
from tests.e2e.scenes import alert_raised, is_waiting_for_a_key
from tests.e2e.world import World
from tests.matrix.bot import Bot
from tests.matrix.pair import KEY, ROOM, VIGIL, HandClock
from tests.matrix.test_gaps import at_once, heard, limited, nothing, page, runs
from tests.matrix.test_sync_faults import REVOKED, SESSION
from tests.matrix.test_translate import says
from tests.matrix.wire import Call, Says, Wire
from tests.matrix.wire import wire as open_wire
from tests.waiting import until

LIMIT = 8
"""So many messages one answer holds of a room here: a homeserver may give fewer than it is asked for."""
MANY = LIMIT + 4
WITHIN = 60.0


class Answers:
    """Every answer of `/sync` on this wire, as a test changes it."""

    def __init__(self, wire: Wire) -> None:
        self.given: set[str] = set()
        """The tokens so far."""
        self.unknown: set[str] = set()
        """Those that the homeserver has forgotten."""
        self.from_the_beginning = 0
        self.holds_keys = False
        self.hides_rooms: bool = False
        self._known: set[str] = set()
        self._keys: list[Any] = []
        self._hidden: dict[str, dict[str, Any]] = {}
        self._wire = wire
        wire.answers("GET", "/sync", self._sync, always=True)

    async def _sync(self, call: Call) -> Says:
        since = call.query.get("since")
        asked = f"%22limit%22:{TIMELINE}"
        assert asked in call.url
        call = replace(call, url=call.url.replace(asked, f"%22limit%22:{LIMIT}"))
        if since in self.unknown:
            return Says(400, {"errcode": "M_UNKNOWN", "error": "Invalid stream token"})
        if since is None:
            # Synapse gives the same first answer for two minutes, but not to another question.
            self.from_the_beginning += 1
            call = replace(call, url=call.url.replace("timeout=0", f"timeout={self.from_the_beginning}"))
        says = await self._wire.forward(call)
        if says.status != 200:
            return says
        answer = says.json()
        self.given.add(answer["next_batch"])
        self._change_keys(answer.setdefault("to_device", {}))
        self._change_rooms(answer.setdefault("rooms", {}).setdefault("join", {}))
        return Says(200, answer)

    def _change_keys(self, to_device: dict[str, Any]) -> None:
        events = self._keys + to_device.get("events", [])
        self._keys = events if self.holds_keys else []
        to_device["events"] = [] if self.holds_keys else events

    def _change_rooms(self, rooms: dict[str, Any]) -> None:
        """A room that is new stays hidden; then it comes whole, with all that was said in it."""
        for room in [*rooms]:
            if room in self._hidden or (self.hides_rooms and room not in self._known):
                part = rooms.pop(room)
                whole = self._hidden.setdefault(room, part)
                if whole is not part:
                    whole["timeline"]["events"] += part["timeline"]["events"]
        if not self.hides_rooms:
            rooms |= self._hidden
            self._hidden = {}
        self._known |= set(rooms)

    @property
    def hidden(self) -> int:
        """How many rooms are hidden now."""
        return len(self._hidden)


@pytest.fixture
def answers(wire: Wire) -> Answers:
    """All answers of `/sync`, from the very first one on."""
    return Answers(wire)


@pytest.fixture
async def vigil(answers: Answers, wired: World) -> World:
    """The bot behind them."""
    return wired


def relayed(person: Person) -> list[str]:
    """Which of Jean's numbered messages this partner has read."""
    said = (seen.text.removeprefix("Baobab: ") for seen in person.memory.seen)
    return [text for text in said if text.startswith("message ")]


async def test_a_flood_is_heard_though_the_gap_cannot_be_fetched_at_first(vigil: World, wire: Wire) -> None:
    """G1: more than an answer holds, with the alarm in the part that it leaves out; each word comes once.

    What is there does not wait for it for long, so it comes first here.
    """
    scene = await alert_raised(vigil)
    await vigil.settles()
    await vigil.stops()
    numbers = [f"message {number}." for number in range(MANY)]
    for number, words in enumerate(numbers):
        await scene.jean.says(words)
        if number == 3:
            await scene.jean.says("SOS they are inside")
    wire.answers("GET", "/messages", *[Says(502, b"<html>")] * 3)
    await vigil.starts()
    await has_read(scene.sophie, "SOS they are inside", *numbers)
    await scene.sophie.catches_up()
    assert sorted(relayed(scene.sophie)) == sorted(numbers)
    assert len([seen for seen in scene.sophie.memory.seen if "SOS they are inside" in seen.text]) == 1


async def test_a_key_that_comes_late_is_waited_for_over_a_restart(vigil: World, answers: Answers) -> None:
    """G1, G6: said to be unreadable once; raised once, when the key is there."""
    jean, sophie = await vigil.people("jean", "sophie")
    await jean.opens_chat()
    await vigil.settles()
    answers.holds_keys = True
    await jean.says("alert they are at the gate")
    await is_waiting_for_a_key(vigil)
    await vigil.forward(seconds=11)
    await jean.sees_next("cannot read")
    await vigil.restarts()
    await vigil.forward(minutes=1)
    answers.holds_keys = False
    await jean.sends({"msgtype": "m.text", "body": "hello?"})
    await sophie.sees("they are at the gate", within=WITHIN)
    await jean.sees("I have your alert")
    await vigil.settles()
    await jean.catches_up()
    for words in ("cannot read", "I have your alert"):
        assert len([seen for seen in jean.memory.seen if words in seen.text]) == 1


async def test_a_room_that_is_listed_late_is_heard_from_its_beginning(vigil: World, answers: Answers) -> None:
    """G1, G2: the brief does not wait for the list; who answers meanwhile is heard when the room is in it."""
    jean, sophie, esther = await vigil.people("jean", "sophie", "esther")
    await jean.says("hello")
    await jean.sees("Do you need help now?")
    await vigil.settles()
    answers.hides_rooms = True
    await jean.says("alert they are at the gate")
    room = (await sophie.sees("they are at the gate", within=WITHIN)).room
    await esther.sees("they are at the gate", room, within=WITHIN)
    await sophie.says("!ack", room)
    await until(lambda: is_hidden(answers))
    answers.hides_rooms = False
    await jean.says("there are five")
    await has_read(esther, "The Anchor is on it", "there are five")
    await jean.sees("The Anchor")
    await vigil.settles()
    await esther.catches_up()
    for words in ("The Anchor is on it", "there are five"):
        assert len([seen for seen in esther.memory.seen if words in seen.text]) == 1


async def has_read(person: Person, *words: str) -> None:
    """Return when this person has; in which order the homeserver tells of rooms is its own affair."""

    async def looks() -> bool:
        return all(any(each in seen.text for seen in person.memory.seen) for each in words)

    await until(looks, within=WITHIN)


async def is_hidden(answers: Answers) -> bool:
    """Whether the homeserver has left something out."""
    return answers.hidden > 0


async def test_a_forgotten_token_replays_no_command(vigil: World, answers: Answers, wire: Wire) -> None:
    """G1: everything is asked for anew; what was done is not done again, what was missed is."""
    scene = await alert_raised(vigil)
    await scene.sophie.says("!ack", scene.room)
    await scene.sophie.says("!tell we are coming", scene.room)
    await scene.jean.sees("we are coming")
    await scene.jean.says("message before.")
    await scene.david.sees("message before.", scene.room)
    await vigil.settles()
    await vigil.stops()
    numbers = [f"message {number}." for number in range(MANY)]
    for words in numbers:
        await scene.jean.says(words)
    await scene.jean.says("SOS they are inside")
    await scene.david.says("!ack", scene.room)
    answers.unknown = set(answers.given)
    asked = answers.from_the_beginning
    await vigil.starts()
    await has_read(scene.david, "SOS they are inside", "Jurists for All is on it")
    await vigil.settles(within=WITHIN)
    assert answers.from_the_beginning == asked + 1
    for partner in scene.partners:
        await partner.catches_up()
        assert relayed(partner) == ["message before.", *numbers]
        for words in ("The Anchor is on it", "Jurists for All is on it", "SOS they are inside"):
            assert len([seen for seen in partner.memory.seen if words in seen.text]) == 1, words
    await scene.jean.catches_up()
    for words in ("we are coming", "I have your alert"):
        assert len([seen for seen in scene.jean.memory.seen if words in seen.text]) == 1, words


# Without a homeserver behind


@pytest.fixture
async def front() -> AsyncIterator[Wire]:
    """A homeserver that says what the test wants."""
    async with open_wire() as made:
        made.answers("POST", "/keys/upload", Says(), always=True)
        yield made


@pytest.fixture
async def bot(front: Wire, tmp_path: Path) -> AsyncIterator[Bot]:
    """A bot that does not wait between two tries."""
    made = Bot(front.url, SESSION, tmp_path, KEY, pause=at_once, clock=HandClock())
    yield made
    await made.stop()


def aged(number: int, minutes: float) -> dict[str, Any]:
    """A message that the homeserver took so many minutes ago."""
    return {**says(number), "unsigned": {"age": int(minutes * 60_000)}}


FORGOTTEN = Says(400, {"errcode": "M_UNKNOWN"})


async def test_what_was_heard_before_is_no_news(front: Wire, bot: Bot) -> None:
    """Of an answer about everything counts what was sent since Vigil heard last, and an hour before that."""
    everything = {
        "next_batch": "new",
        "rooms": {"join": {ROOM: {"timeline": {"events": [aged(1, 300), aged(2, 50), aged(3, 1)]}}}},
    }
    front.answers("GET", "/sync", nothing("s1"), FORGOTTEN, Says(200, everything), nothing("new"), REVOKED)
    await runs(bot)
    assert heard(bot)[-1] == ["$2", "$3"]
    asked = [call.query.get("since") for call in front.called("GET", "/sync")]
    assert asked == ["s0", "s1", None, "new", "new"]


async def test_only_a_forgotten_token_is_given_up(front: Wire, bot: Bot) -> None:
    """A homeserver in trouble, or one that wants something else, has forgotten nothing."""
    for status in (403, 404, 500, 502):
        front.answers("GET", "/sync", Says(status, {"errcode": "M_UNKNOWN"}), REVOKED)
        await runs(bot)
    assert {call.query.get("since") for call in front.called("GET", "/sync")} == {"s0"}


async def test_a_homeserver_that_knows_nothing_is_not_hammered(front: Wire, tmp_path: Path) -> None:
    """It refuses the beginning as well: then the pauses grow as with any fault."""
    pauses = list[float]()

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    bot = Bot(front.url, SESSION, tmp_path, KEY, pause=pause)
    front.answers("GET", "/sync", *[FORGOTTEN] * 6, REVOKED)
    with pytest.raises(LoggedOut):
        await bot.syncer.run(bot.keep, "s0")
    assert all(later > earlier for earlier, later in itertools.pairwise(pauses))
    await bot.stop()


async def test_an_old_time_does_not_end_what_is_asked_for_anew(front: Wire, bot: Bot) -> None:
    """G1: a room is told in the order of its events; words of a wrong clock stand in front of an alert."""
    front.answers("GET", "/sync", nothing("s1"), FORGOTTEN, limited("new", aged(8, 1), aged(9, 1)), REVOKED)
    old = {**aged(1, 300), "sender": VIGIL}
    pages = [
        page(aged(4, 3), aged(5, 600), aged(6, 2), end="p2"),
        page(aged(2, 4), aged(3, 600), end="p3"),
        page(aged(7, 500), end="p4"),
        page(aged(10, 400), old, end="p5"),
    ]
    front.answers("GET", "/messages", *pages)
    await runs(bot)
    assert heard(bot)[-1] == ["$8", "$9"]
    (gap,) = bot.batches[-1].gaps
    portion = await bot.gateway.fetch(gap)
    assert ([event.event_id for event in portion.events], portion.rest) == (["$2", "$4", "$6"], None)
    assert len(front.called("GET", "/messages")) == len(pages)


async def test_a_gap_that_opens_while_beginning_anew_replays_nothing(front: Wire, bot: Bot) -> None:
    """G1: it is fetched later, and by another process: then too it is no news but what was missed."""
    front.answers("GET", "/sync", nothing("s1"), FORGOTTEN, limited("new", aged(8, 1)), REVOKED)
    await runs(bot)
    assert heard(bot)[-1] == ["$8"]
    (gap,) = bot.batches[-1].gaps
    again = await bot.restart(pause=at_once, clock=HandClock())
    own = {**aged(1, 9000), "sender": VIGIL}
    front.answers("GET", "/messages", page(aged(7, 2), end="p2"), page(own, aged(2, 8000)))
    portion = await again.gateway.fetch(gap)
    assert ([event.event_id for event in portion.events], portion.rest) == (["$7"], None)
    assert all("to" not in call.query for call in front.called("GET", "/messages"))
    await again.stop()
