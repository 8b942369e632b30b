"""What is read out of a Matrix message's content, and what is made of it again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import LONGEST_BODY, parts, read_message, relay_content, text_content
from bot.wording import Wording
from rooms.alert import Message, MessageKind
from rooms.texts import Text

DAVID, AMINA = "@david:vigil.test", "@amina:vigil.test"
NOW = datetime(2026, 5, 3, 21, 40, tzinfo=UTC)
WORDING = Wording()
FILE = {"url": "mxc://vigil.test/1", "key": {"k": "secret"}, "iv": "iv", "hashes": {"sha256": "x"}}
POLL = {
    "question": {"m.text": [{"body": "Who?"}]},
    "answers": [{"m.id": "1", "org.matrix.msc1767.text": "Jean"}, {"m.id": "2", "m.text": "Nobody"}],
}


def read(content: Mapping[str, Any], kind: str = "m.room.message") -> Message:
    """The message in this content; there is one."""
    message = read_message(kind, content, NOW)
    assert message is not None
    return message


def render(text: Text) -> str:
    """As a room that speaks English reads it."""
    return WORDING.render(text, language="en", zone=ZoneInfo("UTC"), now=NOW)


def relayed(content: Mapping[str, Any], kind: str = "m.room.message") -> dict[str, Any]:
    """What is posted in the alert room."""
    return relay_content("Baobab", read(content, kind), render)


# Reading


@pytest.mark.parametrize(
    ("msgtype", "kind"),
    [
        ("m.text", MessageKind.TEXT),
        ("m.notice", MessageKind.TEXT),
        ("m.emote", MessageKind.TEXT),
        ("m.image", MessageKind.PICTURE),
        ("m.video", MessageKind.VIDEO),
        ("m.audio", MessageKind.AUDIO),
        ("m.file", MessageKind.FILE),
        ("m.location", MessageKind.LOCATION),
        ("com.example.unheard", MessageKind.OTHER),
    ],
)
def test_every_kind_of_message_is_known(msgtype: str, kind: MessageKind) -> None:
    """Whatever a client can send is something."""
    message = read({"msgtype": msgtype, "body": " words "})
    assert (message.kind, message.text, message.sent_at) == (kind, "words", NOW)


def test_voice_and_stickers_are_seen_for_what_they_are() -> None:
    """A recording is told from music, a sticker is a picture."""
    assert read({"msgtype": "m.audio", "org.matrix.msc3245.voice": {}}).kind is MessageKind.VOICE
    assert read({"body": "wave", "url": "mxc://x/1"}, "m.sticker").kind is MessageKind.PICTURE


@pytest.mark.parametrize(
    "kind",
    [
        *("m.reaction", "m.room.redaction", "m.room.member", "m.poll.response", ""),
        *("org.matrix.msc3381.poll.end", "m.key.verification.start", "m.call.candidates", "m.call.hangup"),
        *("io.element.call.encryption_keys", "org.matrix.msc4143.rtc.member"),
    ],
)
def test_what_is_no_message_is_none(kind: str) -> None:
    """Reactions, state, the inside of calls and the like say nothing."""
    assert read_message(kind, {"msgtype": "m.text", "body": "alert"}, NOW) is None


def test_a_request_to_verify_is_no_message() -> None:
    """It asks a device, whatever its words for old clients are."""
    content = {"msgtype": "m.key.verification.request", "body": "alert"}
    assert read_message("m.room.message", content, NOW) is None


@pytest.mark.parametrize(
    "kind", ["m.call.invite", "org.matrix.msc4075.rtc.notification", "m.poll.start", "org.example.unheard"]
)
def test_what_cannot_be_shown_is_still_something(kind: str) -> None:
    """G6: a call, a poll or whatever a client may send tomorrow is not dropped in silence."""
    message = read({"msgtype": "m.text", "body": "alert", "org.matrix.msc1767.text": " who? "}, kind)
    assert (message.kind, message.text, message.payload) == (MessageKind.OTHER, "who?", "")


@pytest.mark.parametrize(
    ("kind", "content", "text"),
    [
        ("m.poll.start", {"m.poll.start": POLL, "m.text": "Who?\n1. Jean"}, "Who?\n1. Jean"),
        ("m.poll.start", {"m.poll.start": POLL}, "Who?\n1. Jean\n2. Nobody"),
        ("m.poll.start", {"m.poll": POLL, "m.text": []}, "Who?\n1. Jean\n2. Nobody"),
        (
            "org.matrix.msc3381.poll.start",
            {"org.matrix.msc3381.poll.start": POLL},
            "Who?\n1. Jean\n2. Nobody",
        ),
        (
            "m.poll.start",
            {"m.text": [{"mimetype": "text/html", "body": "<b>Who?</b>"}, {"body": "Who?"}], "m.poll": {}},
            "Who?",
        ),
        ("m.message", {"m.text": [{"body": "alert", "mimetype": "text/plain"}]}, "alert"),
        ("m.message", {"m.message": [{"body": "alert"}]}, "alert"),
        ("m.poll.start", {"m.poll.start": {"question": ["?"], "answers": {"1": "?"}}, "m.text": [1, {}]}, ""),
        ("m.poll.start", {"m.poll.start": "?", "m.text": {"body": 1}}, ""),
    ],
)
def test_the_words_of_what_cannot_be_shown_are_kept(kind: str, content: dict[str, Any], text: str) -> None:
    """G1: polls and messages of tomorrow's form say in plain text what they say, in one of several ways."""
    assert (read(content, kind).kind, read(content, kind).text) == (MessageKind.OTHER, text)


def test_what_may_be_somebody_else_s_is_marked() -> None:
    """Words and files that came unencrypted where they should not say so first (G3)."""
    for content in (
        {"msgtype": "m.text", "body": "hello"},
        {"msgtype": "m.image", "body": "g", "file": FILE},
    ):
        message = replace(read(content), protected=False)
        again = relay_content("Baobab", message, render)
        honest = relayed(content)
        assert again["body"] == f"NOT ENCRYPTED, so perhaps written by somebody else:\n{honest['body']}"
        assert again | {"body": ""} == honest | {"body": ""}


def test_an_edit_is_its_new_words() -> None:
    """What the writer has put inside the message makes it one, and nothing that stands outside.

    The fallback with its star is not shown. The relation is the homeserver's: it makes and hides no edit.
    """
    relation = {"rel_type": "m.replace", "event_id": "$1"}
    new = {"msgtype": "m.text", "body": "two"}
    edit = {"msgtype": "m.text", "body": "* two", "m.new_content": new}
    for content in (edit, {**edit, "m.relates_to": relation}, {**edit, "m.relates_to": "?"}):
        message = read(content)
        assert (message.text, message.edited) == ("two", True)
    for broken in ("two", None, ["two"]):
        marked: dict[str, Any] = {"msgtype": "m.text", "body": "alert", "m.new_content": broken}
        marked["m.relates_to"] = relation
        assert (read(marked).text, read(marked).edited) == ("alert", False)
    again = {"question": {"m.text": "who?"}}
    poll = read({"m.new_content": {"m.poll": again}, "m.poll": {}}, "m.poll.start")
    assert (poll.text, poll.edited) == ("who?", True)


@pytest.mark.parametrize(
    ("body", "quotes", "text"),
    [
        ("> <@a:b> are you safe?\n> really?\n\nno", "<@a:b> are you safe? really?", "no"),
        ("> <@a:b> are you safe?\n1", "<@a:b> are you safe?", "1"),
        ("> <@a:b> are you safe?\r\n\r\n1", "<@a:b> are you safe?", "1"),
        ("> <@a:b> are you safe?\r1", "<@a:b> are you safe?", "1"),
        ("> <@a:b> are you safe?\n \n1", "<@a:b> are you safe?", "1"),
        ("\n> <@a:b> are you safe?\n\t\n  !ack", "<@a:b> are you safe?", "!ack"),
        ("> <@a:b> one\n>\n> two\n\n1", "<@a:b> one two", "1"),
        ("> <@a:b> > <@c:d> one\n> > two\n\n1", "<@a:b> > <@c:d> one > two", "1"),
        ("> * <@a:b> waves\n\n2, they are back", "* <@a:b> waves", "2, they are back"),
        ("> <@a:b> sent an image.\n\n> he said so\n\nhelp", "<@a:b> sent an image.", "> he said so\n\nhelp"),
        (f"> <@a:b> {'x' * 300}\n\n1", f"<@a:b> {'x' * 300}", "1"),
        ("> not a reply\n\nno", "", "> not a reply\n\nno"),
        (">100 men\nat the gate", "", ">100 men\nat the gate"),
        (f"> {'they came ' * 60}\n\nhelp", "", f"> {'they came ' * 60}\n\nhelp"),
        ("> <@a:b> are you safe?", "", "> <@a:b> are you safe?"),
        ("> <3 you\nall is well", "", "> <3 you\nall is well"),
    ],
)
@pytest.mark.parametrize("relation", [{"m.in_reply_to": {"event_id": "$1"}}, {"rel_type": "m.thread"}, None])
def test_a_reply_is_parted_from_what_it_quotes(
    relation: dict[str, Any] | None, body: str, quotes: str, text: str
) -> None:
    """Old clients put the quoted words before their own, line by line; new ones do not.

    What a homeserver says of the relation takes no words away; nobody's own words become a quotation.
    """
    message = read({"msgtype": "m.text", "body": body, "m.relates_to": relation})
    assert (message.quotes, message.text) == (quotes, text)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)
_KNOWN = st.sampled_from(
    [
        *("msgtype", "body", "m.relates_to", "m.new_content", "filename", "url", "file", "info", "geo_uri"),
        *("m.location", "m.text", "m.poll", "question", "answers", "uri", "description", "mimetype"),
    ]
)
_TYPES = st.sampled_from(["m.text", "m.image", "m.audio", "m.file", "m.location", "m.video", "m.odd"])
_CONTENT = st.dictionaries(_KNOWN | st.text(), _JSON | _TYPES, max_size=8)


@settings(deadline=None)
@given(content=_CONTENT, kind=st.sampled_from(["m.room.message", "m.sticker", "m.beacon", "m.poll.start"]))
def test_nothing_that_anybody_sends_can_break_it(content: dict[str, Any], kind: str) -> None:
    """Hostile content is read and can be relayed, as JSON that every client takes."""
    again = relayed(content, kind)
    json.dumps(again, allow_nan=False)
    assert isinstance(again["body"], str) and again["body"]
    assert "m.relates_to" not in again


def test_content_without_end_is_no_file() -> None:
    """What is nested too deeply, or is larger than any file's description, is shown as something unknown."""
    deep: object = 1
    for _ in range(100_000):
        deep = [deep]
    for hostile in (deep, "x" * 20_000, float("nan")):
        message = read({"msgtype": "m.image", "body": "gate", "info": hostile})
        assert (message.kind, message.payload, message.text) == (MessageKind.OTHER, "", "gate")


# Relaying


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ({"msgtype": "m.text", "body": "hello"}, "Baobab: hello"),
        ({"msgtype": "m.image", "body": "gate.jpg", "file": FILE}, "Picture from Baobab"),
        ({"msgtype": "m.video", "body": "v.mp4", "file": FILE}, "Video from Baobab"),
        ({"msgtype": "m.audio", "body": "a.ogg", "file": FILE}, "Voice message from Baobab"),
        ({"msgtype": "m.file", "body": "list.pdf", "file": FILE}, "File from Baobab"),
        (
            {"msgtype": "m.location", "body": "here", "geo_uri": "geo:1,2"},
            "Location from Baobab: here\n1, 2\ngeo:1,2",
        ),
        ({"msgtype": "m.odd", "body": "?"}, "Baobab sent something that I cannot show here: ?"),
        ({"msgtype": "m.odd"}, "Baobab sent something that I cannot show here: –"),
    ],
)
def test_everything_is_posted_under_the_alias(content: dict[str, Any], body: str) -> None:
    """The words, or what it is; a file with its own keys, and with nothing that names anybody."""
    again = relayed({**content, "m.mentions": {"user_ids": [DAVID]}, "formatted_body": f"<b>{DAVID}</b>"})
    assert again["body"] == body
    assert again.get("file") == content.get("file")
    assert again.get("geo_uri") == content.get("geo_uri")
    assert again["m.mentions"] == {}
    assert DAVID not in json.dumps(again)


@pytest.mark.parametrize("kind", ["m.image", "m.video", "m.audio", "m.file"])
def test_the_words_beside_a_file_are_posted_with_it(kind: str) -> None:
    """A caption is words; a file name alone is none, nor what a sticker shows."""
    file = {"msgtype": kind, "filename": "1.jpg", "body": "the gate", "file": FILE}
    title = relayed({**file, "body": "1.jpg"})["body"]
    assert relayed(file)["body"] == f"{title}: the gate"
    assert relayed({**file, "body": ""})["body"] == title
    assert (read(file).words, read(file).captioned) == ("the gate", True)
    old = {"msgtype": kind, "body": "alert.jpg", "file": FILE}
    for name in (None, "", "alert.jpg", " alert.jpg", ["alert.jpg"]):
        assert read({**old, "filename": name}).words == ""
    assert read({**file, "body": "cafe\u0301.jpg", "filename": "caf\u00e9.jpg"}).words == ""
    assert read({"body": "alert", "url": "mxc://x/1"}, "m.sticker").words == ""
    assert len(relayed({"msgtype": "m.file", "body": "x" * 20_000, "file": FILE})["filename"]) <= 200


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ({"geo_uri": "geo:-1.6792,29.2228;u=35"}, "-1.6792, 29.2228\ngeo:-1.6792,29.2228;u=35"),
        ({"geo_uri": "geo:48.8,2.3,120", "body": "geo:48.8,2.3,120"}, "48.8, 2.3\ngeo:48.8,2.3,120"),
        ({"geo_uri": "GEO:1,2"}, "1, 2\nGEO:1,2"),
        ({"geo_uri": "geo:0,0?q=-1.67,29.22(Goma)"}, "-1.67, 29.22\ngeo:-1.67,29.22"),
        ({"geo_uri": "geo:1,2\nBaobab: all is well"}, "1, 2\ngeo:1,2"),
        ({"m.location": {"uri": "geo:1,2", "description": "The port"}}, ": The port\n1, 2\ngeo:1,2"),
        ({"org.matrix.msc3488.location": {"uri": "geo:1,2"}, "body": "Home"}, ": Home\n1, 2\ngeo:1,2"),
        ({"geo_uri": "geo:91,2", "body": "here"}, ": here geo:91,2"),
        ({"geo_uri": "at the port"}, ": at the port"),
        ({"body": "at the port"}, ": at the port"),
        ({"geo_uri": ["geo:1,2"], "m.location": {"uri": 1}}, ""),
    ],
)
def test_a_place_can_be_read_without_a_map(content: dict[str, Any], body: str) -> None:
    """Coordinates and a link stand in the text, and what the place is called; no words go as a link."""
    again = relayed({"msgtype": "m.location", **content})
    shown = again["body"].removeprefix("Location from Baobab")
    assert shown.removeprefix("\n") == body
    assert read({"msgtype": "m.location", **content}).words == ""
    if "m.location" in content or "org.matrix.msc3488.location" in content:
        live = relayed({name: value for name, value in content.items() if name != "geo_uri"}, "m.beacon")
        assert live.get("geo_uri") == again.get("geo_uri") or not body


@settings(deadline=None)
@given(st.text(st.characters(), max_size=200).map(lambda text: text * 400), st.booleans())
def test_a_long_message_is_cut_into_parts_that_hold_all_of_it(text: str, pings: bool) -> None:
    """No part is too large for Matrix, none is lost, and only the first pings."""
    cut = list(parts(text_content(text, (DAVID,) if pings else ())))
    assert "".join(part["body"] for part in cut) == text
    for part in cut:
        size = len(json.dumps(part["body"], ensure_ascii=False).encode("utf-8", "replace"))
        assert size <= LONGEST_BODY
    assert [bool(part["m.mentions"]) for part in cut] == [pings] + [False] * (len(cut) - 1)


def test_a_message_pings_those_it_names_and_nobody_else() -> None:
    """`m.mentions` is always there, so that a name in the text pings nobody by accident."""
    assert text_content("hello", (DAVID,))["m.mentions"] == {"user_ids": [DAVID]}
    assert text_content("hello")["m.mentions"] == {}
