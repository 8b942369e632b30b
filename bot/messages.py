"""Between a Matrix message's content and what the rules know of it (spec: m.room.message)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import unquote

from rooms.alert import Message, MessageKind
from rooms.texts import Text, say

_KINDS = {
    "m.text": MessageKind.TEXT,
    "m.notice": MessageKind.TEXT,
    "m.emote": MessageKind.TEXT,
    "m.image": MessageKind.PICTURE,
    "m.video": MessageKind.VIDEO,
    "m.audio": MessageKind.AUDIO,
    "m.file": MessageKind.FILE,
    "m.location": MessageKind.LOCATION,
}
_VOICE = "org.matrix.msc3245.voice"
_VERIFICATION = "m.key.verification.request"
"""Asks a device, not a person, although it is a message (`bot.verifying`)."""

_CALLS = frozenset(
    {
        "m.call.invite",
        "m.call.notify",
        "m.rtc.notification",
        "org.matrix.msc4075.call.notify",
        "org.matrix.msc4075.rtc.notification",
    }
)
"""A telephone that rings; all else that belongs to a call is talk between programs."""

_SILENT = (
    *("m.reaction", "m.receipt", "m.room.", "m.key.", "m.room_key", "m.call.", "m.rtc."),
    *("io.element.call.", "org.matrix.call.", "org.matrix.msc3401.", "org.matrix.msc4075."),
    *("org.matrix.msc4143.", "m.poll.response", "m.poll.end"),
    *("org.matrix.msc3381.poll.response", "org.matrix.msc3381.poll.end"),
)
"""How the kinds of event begin by which nobody says anything."""

_WORDS = frozenset(
    {
        "m.room.message",
        "m.sticker",
        "m.beacon",
        "org.matrix.msc3672.beacon",
        "m.poll.start",
        "org.matrix.msc3381.poll.start",
    }
)
"""The kinds of event that clients encrypt in an encrypted room, each of them, always."""

_BEACONS = ("m.beacon", "org.matrix.msc3672.beacon")
_PLACES = ("m.location", "org.matrix.msc3488.location")
_FALLBACK = "org.matrix.msc1767.text"

_NOT_RELAYED = ("body", "m.relates_to", "m.mentions", "m.new_content", "formatted_body", "format")
"""What is dropped from media: relations are plaintext to the homeserver, mentions name people."""

LONGEST_PAYLOAD = 16_000
"""Bytes of JSON that go along with a relayed file; more than that no client sends."""

_LONGEST_FILE_NAME = 200

_PILL = re.compile(r"""<a\s[^<>]*href=["']https://matrix\.to/#/((?:@|%40)[^"'?]+)""", re.IGNORECASE)

_QUOTED = "</mx-reply>"
"""How the quote ends that old clients put before a reply (spec v1.12: "Rich replies", fallbacks)."""

LONGEST_TEXT = 20_000
"""Characters of formatted text that are looked through."""

LONGEST_BODY = 24_000
"""Bytes, as they stand in JSON, of one message's text: what is longer goes out in several messages.

Matrix takes 65,536 bytes for the whole event (spec: "Size limits"), encryption makes four of three, and a
message that is too large would be refused for good.
"""


def read_message(event_type: str, content: Mapping[str, Any], sent_at: datetime) -> Message | None:
    """What a defender sent, or None for what says nothing (reactions, receipts, state, the inside of calls).

    Never raises, whatever the content holds: what cannot be understood becomes `MessageKind.OTHER`.
    """
    if event_type == "m.sticker":
        content = {**content, "msgtype": "m.image"}
    elif event_type in _BEACONS:
        content = _place(content)
    elif event_type != "m.room.message":
        if not event_type or (event_type.startswith(_SILENT) and event_type not in _CALLS):
            return None
        content = {"body": content.get(_FALLBACK)}
    if content.get("msgtype") == _VERIFICATION:
        return None
    relation = content.get("m.relates_to")
    relation = relation if isinstance(relation, Mapping) else {}
    edited = relation.get("rel_type") == "m.replace"
    replacement = content.get("m.new_content")
    if edited and isinstance(replacement, Mapping):
        content = replacement
    kind = _KINDS.get(str(content.get("msgtype")), MessageKind.OTHER)
    if kind is MessageKind.AUDIO and _VOICE in content:
        kind = MessageKind.VOICE
    body = content.get("body")
    text = body if isinstance(body, str) else ""
    quotes = ""
    if isinstance(relation.get("m.in_reply_to"), Mapping) and text.startswith("> "):
        quotes, text = _split_reply(text)
    text = text.replace("\0", "").strip()
    payload = "" if kind in (MessageKind.TEXT, MessageKind.OTHER) else _payload(content)
    if payload is None:
        kind, payload = MessageKind.OTHER, ""
    return Message(kind, text, sent_at, payload, edited, quotes)


def carries_words(event_type: object) -> bool:
    """Whether an event of this type is never sent in the clear where everything is encrypted.

    Reactions, redactions, state, and what programs say to each other about a call may be.
    """
    return event_type in _WORDS


def changed_event(content: Mapping[str, Any]) -> str | None:
    """The event whose words this one replaces (spec: "Event replacements"); None if it is no edit."""
    relation = content.get("m.relates_to")
    if not isinstance(relation, Mapping) or relation.get("rel_type") != "m.replace":
        return None
    event_id = relation.get("event_id")
    return event_id if isinstance(event_id, str) else None


def replied_event(content: Mapping[str, Any]) -> str:
    """The event that this message answers (spec: "Rich replies"); nothing if it answers none."""
    relation = content.get("m.relates_to")
    reply = relation.get("m.in_reply_to") if isinstance(relation, Mapping) else None
    event_id = reply.get("event_id") if isinstance(reply, Mapping) else None
    return event_id if isinstance(event_id, str) else ""


def _place(beacon: Mapping[str, Any]) -> dict[str, Any]:
    """One point of a live location as a location that every client can show (MSC3672)."""
    for name in _PLACES:
        place = beacon.get(name)
        if isinstance(place, Mapping) and isinstance(place.get("uri"), str):
            return {"msgtype": "m.location", "body": place["uri"], "geo_uri": place["uri"]}
    return {}


def _split_reply(body: str) -> tuple[str, str]:
    """The quoted words and the reply itself (spec: fallback for rich replies, still sent by old clients)."""
    quoted, _, text = body.partition("\n\n")
    lines = [line.removeprefix("> ").removeprefix(">") for line in quoted.splitlines()]
    return " ".join(lines)[:200], text


def _payload(content: Mapping[str, Any]) -> str | None:
    """What is posted again; None if no client could have meant it."""
    relayed = {name: value for name, value in content.items() if name not in _NOT_RELAYED}
    try:
        payload = json.dumps(relayed, allow_nan=False)
    except (ValueError, RecursionError):
        return None
    return payload if len(payload) <= LONGEST_PAYLOAD else None


def named_people(content: Mapping[str, Any]) -> tuple[str, ...]:
    """The user IDs of the people whom the writer picked from a list: their client writes only a name as text.

    Clients put each as a link to `https://matrix.to/#/@user:server` into `formatted_body` (spec: "Mentions").
    Whose message is only quoted, because this one answers it, is not named by its writer.
    """
    formatted = content.get("formatted_body")
    own = formatted.rpartition(_QUOTED)[2] if isinstance(formatted, str) else ""
    found = _PILL.findall(own[:LONGEST_TEXT])
    return tuple(unescape(unquote(user)) for user in found)


def text_content(body: str, mention: tuple[str, ...] = ()) -> dict[str, Any]:
    """A message that pings exactly the people in `mention` (spec: m.mentions)."""
    return {"msgtype": "m.text", "body": body, "m.mentions": {"user_ids": list(mention)} if mention else {}}


def relay_content(alias: str, message: Message, render: Callable[[Text], str]) -> dict[str, Any]:
    """The defender's message as it is posted in the alert room, under the alias.

    Media are posted again with the encrypted file's own keys, without another upload.
    """

    def marked(body: str) -> str:
        return body if message.protected else render(say("relay-unprotected", text=body))

    if not message.payload:
        return text_content(marked(render(_relay_text(alias, message))))
    content: dict[str, Any] = json.loads(message.payload)
    body = render(_caption(alias, message.kind))
    if content.setdefault("filename", message.text[:_LONGEST_FILE_NAME]) != message.text and message.text:
        body = render(say("relay-text", alias=body, text=message.text))  # MSC2530: written beside the file
    return {**content, "body": marked(body), "m.mentions": {}}


def parts(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The same content in as many messages as its text needs; only the first one pings anybody."""
    first, *others = _pieces(str(content.get("body", "")))
    yield {**content, "body": first} if others else content
    for piece in others:
        yield text_content(piece)


def _pieces(text: str) -> list[str]:
    """The text cut at spaces and line ends where there are any, never within a character."""
    pieces: list[str] = []
    while _size(text) > LONGEST_BODY:
        end = LONGEST_BODY // 2
        while _size(text[:end]) > LONGEST_BODY:
            end //= 2
        gap = max(text.rfind(" ", end // 2, end), text.rfind("\n", end // 2, end))
        cut = gap + 1 or end
        pieces.append(text[:cut])
        text = text[cut:]
    return [*pieces, text]


def _size(text: str) -> int:
    return len(json.dumps(text, ensure_ascii=False).encode("utf-8", "replace"))


def _caption(alias: str, kind: MessageKind) -> Text:
    match kind:
        case MessageKind.PICTURE:
            return say("relay-picture", alias=alias)
        case MessageKind.VIDEO:
            return say("relay-video", alias=alias)
        case MessageKind.AUDIO | MessageKind.VOICE:
            return say("relay-voice", alias=alias)
        case MessageKind.LOCATION:
            return say("relay-location", alias=alias)
        case _:
            return say("relay-file", alias=alias)


def _relay_text(alias: str, message: Message) -> Text:
    if message.kind is MessageKind.OTHER:
        return say("relay-other", alias=alias, text=message.text)
    if message.edited:
        return say("relay-edited", alias=alias, text=message.text)
    if message.quotes:
        return say("relay-reply", alias=alias, text=message.text, quotes=message.quotes)
    return say("relay-text", alias=alias, text=message.text)
