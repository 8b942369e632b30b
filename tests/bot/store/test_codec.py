"""The rules' classes as JSON and back."""

from __future__ import annotations

import json
from dataclasses import dataclass, make_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from types import NoneType
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rooms.actions
import rooms.alert
import rooms.called
import rooms.coordinator_events
import rooms.duty
import rooms.escalation_events
import rooms.events
import rooms.inputs
import rooms.policy
import rooms.roster
import rooms.texts
import rooms.timers
import rooms.trust_events
import rooms.written
from bot.store.codec import Codec, UnknownRecord, classes_of
from rooms.actions import Action, TellRoom
from rooms.alert import Alert, CheckInAnswer, Message, MessageKind
from rooms.duty import Duties
from rooms.events import AlertRaised, Event, RotaExhausted
from rooms.inputs import Input
from rooms.texts import Lines, Names, Text, say
from tests.bot.store.conftest import NOW

CODEC = Codec(
    classes_of(
        rooms.actions,
        rooms.alert,
        rooms.called,
        rooms.duty,
        rooms.coordinator_events,
        rooms.escalation_events,
        rooms.events,
        rooms.inputs,
        rooms.policy,
        rooms.roster,
        rooms.texts,
        rooms.timers,
        rooms.trust_events,
        rooms.written,
    )
)

moments = st.datetimes(timezones=st.just(UTC))


def texts(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Text]:
    """Texts with arguments of that sort."""
    return st.builds(Text, st.text(), st.dictionaries(st.text(), inner, max_size=3))


arguments = st.recursive(
    st.text() | st.integers() | moments | st.timedeltas() | st.builds(Names, st.lists(st.text()).map(tuple)),
    lambda inner: texts(inner) | st.builds(Lines, st.lists(texts(inner)).map(tuple)),
    max_leaves=5,
)
st.register_type_strategy(datetime, moments)
st.register_type_strategy(Text, texts(arguments))


@pytest.mark.parametrize("kind", [*get_args(Event), *get_args(Action), *get_args(Input), Alert, Duties])
def test_every_event_action_and_input_comes_back_as_it_was(kind: type) -> None:
    """Whatever the rules can say can be written down and read again."""

    @given(st.from_type(kind))
    def comes_back(value: object) -> None:
        text = CODEC.encode(value)
        assert text.isascii()
        assert CODEC.decode(text) == value

    comes_back()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: (
        st.lists(inner).map(tuple)
        | st.dictionaries(st.text() | st.sampled_from(["$", "$at", "$for", "$map", "$set"]), inner)
    ),
    max_leaves=8,
)


@given(json_values)
def test_plain_values_come_back_whatever_their_keys(value: object) -> None:
    """A mapping whose keys look like the codec's own tags is not mistaken for one."""
    assert CODEC.decode(CODEC.encode(value)) == value


@given(st.lists(st.builds(RotaExhausted, moments)))
def test_many_are_read_at_once(events: list[RotaExhausted]) -> None:
    """Reading a journal at once gives what reading it line by line gives."""
    assert CODEC.decode_all([CODEC.encode(event) for event in events]) == tuple(events)


def test_days_and_times_of_day_have_forms_of_their_own() -> None:
    """A day is not taken for the moment at which it begins, and a time of day has no zone."""
    assert json.loads(CODEC.encode((date(2026, 5, 3), time(18, 30)))) == [
        {"$day": "2026-05-03"},
        {"$time": "18:30:00"},
    ]
    with pytest.raises(TypeError):
        CODEC.encode(time(18, 30, tzinfo=UTC))


def test_the_form_is_the_agreed_one() -> None:
    """What lies in the database can be read by eye, and by the next version."""
    text = TellRoom(say("wait", at=NOW, length=timedelta(minutes=10)), mention=("@a",))
    assert json.loads(CODEC.encode(text)) == {
        "$": "TellRoom",
        "text": {
            "$": "Text",
            "key": "wait",
            "arguments": {"at": {"$at": "2026-05-03T21:40:00+00:00"}, "length": {"$for": 600}},
        },
        "mention": ["@a"],
    }
    assert CODEC.encode(CheckInAnswer.SAFE) == '{"$enum":"CheckInAnswer.SAFE"}'
    assert CODEC.encode(frozenset({"b", "a"})) == '{"$set":["a","b"]}'


def test_half_a_surrogate_pair_survives() -> None:
    """A message with broken characters is kept as it is and breaks nothing."""
    message = Message(MessageKind.TEXT, "help \ud83d me", NOW)
    text = CODEC.encode(message)
    assert text.encode("utf-8") and CODEC.decode(text) == message


def test_an_event_of_an_older_program_is_still_read() -> None:
    """A field that came later and has a default may be missing."""
    older = '{"$":"CheckInAsked","at":{"$at":"2026-05-03T21:40:00+00:00"}}'
    assert CODEC.decode(older) == rooms.events.CheckInAsked(NOW)


class Colour(Enum):
    """An enum that the codec was not given."""

    RED = "red"


@dataclass(frozen=True)
class Foreign:
    """A dataclass that the codec was not given."""


@pytest.mark.parametrize("value", [Foreign(), Colour.RED, object(), {1: "one"}, b"bytes", {"a", "b"}])
def test_what_it_was_not_given_is_refused(value: object) -> None:
    """Only known classes are written."""
    with pytest.raises(TypeError):
        CODEC.encode(value)


@pytest.mark.parametrize("value", [datetime(2026, 5, 3), float("nan"), float("inf")])  # noqa: DTZ001, RUF100
def test_values_without_a_clear_meaning_are_refused(value: object) -> None:
    """A time without a zone or a number that is none is refused when written, not when read."""
    with pytest.raises(ValueError):
        CODEC.encode(value)


@pytest.mark.parametrize(
    "text",
    [
        '{"$":"Hidden"}',
        '{"$":"Noted","secret":1}',
        '{"$enum":"State.LOST"}',
        '{"$what":1}',
        '{"$at":"secret"}',
        "{",
    ],
)
def test_an_unknown_record_is_refused_without_quoting_it(text: str) -> None:
    """What cannot be read is said to be so, and its words are not repeated in the error."""
    with pytest.raises(UnknownRecord) as caught:
        CODEC.decode(text)
    assert "secret" not in str(caught.value) and caught.value.__cause__ is None


def test_two_classes_of_one_name_are_refused() -> None:
    """A name in the database means one class only."""
    with pytest.raises(ValueError):
        Codec([AlertRaised, make_dataclass("AlertRaised", [])])


def test_classes_are_those_that_a_module_defines() -> None:
    """Classes that a module only imports do not come with it."""
    found: tuple[Any, ...] = classes_of(rooms.actions)
    assert TellRoom in found and Text not in found and NoneType not in found
