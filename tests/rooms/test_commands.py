"""Commands: what is understood, what is talk, and what somebody reads who got one wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rooms import commands as c
from rooms import inputs as i
from rooms.commands import Query, parse
from rooms.texts import Lines, Mistake, Text
from rooms.verbs import SPECS, Place, Verb

ME = "@sophie:example.org"


def in_room(text: str) -> c.Parsed | None:
    """What Sophie's words in an alert room are."""
    return parse(text, Place.ALERT, ME)


def mistake(text: str, place: Place = Place.ALERT) -> Text:
    """The sentence that Sophie reads after a command that cannot be followed."""
    with pytest.raises(Mistake) as caught:
        parse(text, place, ME)
    return caught.value.text


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("!ack", i.Acknowledge(ME)),
        ("!ack, on our way", i.Acknowledge(ME)),
        ("!pass", i.Pass(ME)),
        ("!pass too far", i.Pass(ME, "too far")),
        ("!checkin", i.CheckInNow(ME)),
        ("!checkin now", i.CheckInNow(ME)),
        ("!check-in every 30m", i.CheckInEvery(ME, timedelta(minutes=30))),
        ("!checkin chaque 2 heures", i.CheckInEvery(ME, timedelta(hours=2))),
        ("!checkin kila saa 2", i.CheckInEvery(ME, timedelta(hours=2))),
        ("!take", i.Take(ME)),
        ("!lead", i.Lead(ME, ME)),
        ("!lead me", i.Lead(ME, ME)),
        ("!lead @carter:example.org: please", i.Lead(ME, "@carter:example.org")),
        ("!lead https://matrix.to/#/@carter:example.org", i.Lead(ME, "@carter:example.org")),
        ("!note: two cars\nno plates", i.MakeNote(ME, "two cars\nno plates")),
        ("!tell stay inside", i.Tell(ME, "stay inside")),
        ("!bring-in", i.BringIn(ME)),
        ("!call River House", i.Call(ME, "River House")),
        ("!call next", i.Call(ME)),
        ("!appeler suivant", i.Call(ME)),
        ("!call medical", i.Call(ME, "medical")),
        ("!release clinic", i.Release(ME, "clinic")),
        ("!handover @carter:example.org", i.HandOver(ME, "@carter:example.org")),
        ("!hand over River House", i.HandOver(ME, "River House")),
        ("!accept", i.Accept(ME)),
        ("!decline", i.Decline(ME)),
        ("!decline too far", i.Decline(ME, "too far")),
        ("!level urgent they are armed", i.SetLevel(ME, "urgent", "they are armed")),
        ("!kiwango haraka: wana silaha", i.SetLevel(ME, "urgent", "wana silaha")),
        ("!escalate", i.Escalate(ME)),
        ("!policy", Query(Verb.POLICY)),
        ("!why", Query(Verb.WHY)),
        ("!resolve they have left", i.Resolve(ME, "they have left")),
        ("!confirm", i.Confirm(ME)),
        ("!confirm 47", i.Confirm(ME, 47)),
        ("!thibitisha #47, tumekubaliana", i.Confirm(ME, 47)),
        ("!deny", i.Deny(ME)),
        ("!deny two are still there", i.Deny(ME, "two are still there")),
        ("!status", Query(Verb.STATUS)),
        ("!help note", Query(Verb.HELP, "note")),
    ],
)
def test_each_command_of_the_alert_room(text: str, command: c.Parsed) -> None:
    """As the brief and the help write it."""
    assert in_room(text) == command


@pytest.mark.parametrize(
    "text", ["  !ACK", "！ack", "! ack", "!Ack.", "!on it", "!onit", "!présent", "!present"]
)
def test_a_command_is_understood_however_it_is_typed(text: str) -> None:
    """Capitals, spaces, a full-width mark and what autocorrect makes of it."""
    assert in_room(text) == i.Acknowledge(ME)


@pytest.mark.parametrize("text", ["!bring in", "!bring_in", "!bringin", "!Bring-In", "!inviter"])
def test_a_command_of_two_words(text: str) -> None:
    """Written together, apart or with a hyphen."""
    assert in_room(text) == i.BringIn(ME)


@pytest.mark.parametrize(
    "text", ["", "hello", "!", "!!", "!!! now", "!?", "! good", "!1", "we ack", "... !ack"]
)
def test_ordinary_talk_is_left_alone(text: str) -> None:
    """Only a message that begins with "!" and a word is a command."""
    assert in_room(text) is None


@pytest.mark.parametrize("place", list(Place))
def test_no_word_stands_for_two_commands_of_one_place(place: Place) -> None:
    """In whatever language it is."""
    meant: dict[str, Verb] = {}
    for spec in (spec for spec in SPECS if place in spec.places):
        for word in spec.words:
            assert meant.setdefault(c.normal_word(word), spec.verb) is spec.verb


@pytest.mark.parametrize("place", [Place.COORDINATION, Place.DIRECT])
def test_every_word_of_a_command_leads_to_it(place: Place) -> None:
    """The French and Swahili ones too."""
    for spec in (spec for spec in SPECS if place in spec.places):
        for word in spec.words:
            assert parse(f"!{word}", place, ME) == Query(spec.verb)


@pytest.mark.parametrize(
    ("word", "nearest"),
    [("akc", "!ack"), ("confim", "!confirm"), ("statsu", "!status"), ("resolved", "!resolve"),
     ("xyzzy", "!help"), ("Important", "!help")],
)  # fmt: skip
def test_an_unknown_command_gets_the_nearest_right_one(word: str, nearest: str) -> None:
    """In one line, with the word as it was typed; the help, if none is near."""
    said = mistake(f"!{word} at once")
    assert (said.key, said.arguments) == ("unknown-command", {"word": word, "nearest": nearest})


def test_a_command_of_another_place_is_unknown_here() -> None:
    """Coordinators cannot work in alert rooms from afar, nor partners ask for the list of alerts."""
    assert mistake("!alerts").key == "unknown-command"
    assert mistake("!ack", Place.COORDINATION).key == "unknown-command"


@pytest.mark.parametrize(
    ("text", "usage"),
    [("!note", "!note …"), ("!tell :", "!tell …"), ("!resolve", "!resolve …"),
     ("!lead Carter", "!lead me | @user"), ("!level urgent", "!level urgent | normal …"),
     ("!call", "!call ORGANISATION | next | medical"), ("!handover", "!handover @user | ORGANISATION"),
     ("!checkin soon", "!checkin now | every 30m")],
)  # fmt: skip
def test_a_missing_argument_is_asked_for(text: str, usage: str) -> None:
    """With the way to write it, and what it is for."""
    said = mistake(text)
    assert (said.key, said.arguments["usage"]) == ("command-needs", usage)


@pytest.mark.parametrize("length", ["", "soon", "4m", "0m", "25h", "2 days", "-30m"])
def test_check_ins_have_a_least_and_a_most_interval(length: str) -> None:
    """Five minutes to a day; nobody is asked without rest, and nobody is forgotten."""
    said = mistake(f"!checkin every {length}")
    assert said.key == "checkin-every-bounds"
    assert said.arguments == {"least": timedelta(minutes=5), "most": timedelta(hours=24)}


@pytest.mark.parametrize(
    ("text", "query"),
    [("!help", Query(Verb.HELP)), ("!aide", Query(Verb.HELP)), ("!help status", Query(Verb.HELP, "status")),
     ("!status", Query(Verb.STATUS)), ("!msaada", Query(Verb.ALERT)),
     ("!alert at home", Query(Verb.ALERT, "at home")), ("!help me they are here", None),
     ("!status of my case is bad", None), ("help", None)],
)  # fmt: skip
def test_a_defender_who_writes_more_than_a_command_is_speaking_to_people(
    text: str, query: Query | None
) -> None:
    """Nothing that a defender writes is swallowed by a command."""
    assert parse(text, Place.DIRECT, ME) == query


@pytest.mark.parametrize("place", list(Place))
def test_the_help_holds_every_command_of_its_place_once(place: Place) -> None:
    """A line each, with its usage."""
    lines = c.help_for(place).arguments["commands"]
    assert isinstance(lines, Lines)
    usages = [line.arguments["usage"] for line in lines.lines]
    assert usages == [spec.usage for spec in SPECS if place in spec.places]


@given(st.text(), st.sampled_from(Place))
def test_nothing_that_is_written_breaks_the_reading(text: str, place: Place) -> None:
    """It is a command, talk, or a mistake with a sentence."""
    for each in (text, f"!{text}", f"!note {text}", f"!lead {text}", f"!checkin every {text}"):
        try:
            parse(each, place, ME)
        except Mistake as said:
            assert said.text.key in {"unknown-command", "command-needs", "checkin-every-bounds"}
