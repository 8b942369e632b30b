"""Between a Matrix message's content and what the rules know of it (spec: m.room.message)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from unicodedata import normalize

from bot import extensible, points, quotations
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

_PLACES = ("m.beacon", "org.matrix.msc3672.beacon", "m.location", "org.matrix.msc3488.location")
_FILES = (MessageKind.PICTURE, MessageKind.VIDEO, MessageKind.AUDIO, MessageKind.VOICE, MessageKind.FILE)

_NOT_RELAYED = ("body", "m.relates_to", "m.mentions", "m.new_content", "formatted_body", "format")
"""What is dropped from media: relations are plaintext to the homeserver, mentions name people."""

LONGEST_PAYLOAD = 16_000
"""Bytes of JSON that go along with a relayed file; more than that no client sends."""

_LONGEST_FILE_NAME = 200

LONGEST_BODY = 24_000
"""Bytes, as they stand in JSON, of one message's text: what is longer goes out in several messages.

Matrix takes 65,536 bytes for the whole event (spec: "Size limits"), encryption makes four of three, and a
message that is too large would be refused for good.
"""


def is_reaction(event_type: str, content: Mapping[str, Any]) -> bool:
    """Whether a picture was put to a message, in the clear as always (spec: "m.reaction")."""
    relation = content.get("m.relates_to")
    return (
        event_type == "m.reaction"
        and isinstance(relation, Mapping)
        and relation.get("rel_type") == "m.annotation"
    )


def read_message(event_type: str, content: Mapping[str, Any], sent_at: datetime) -> Message | None:
    """What a defender sent, or None for what says nothing (reactions, receipts, state, the inside of calls).

    Never raises, whatever the content holds: what cannot be understood becomes `MessageKind.OTHER`.
    """
    replacement = content.get("m.new_content")
    edited = isinstance(replacement, Mapping)
    content = replacement if isinstance(replacement, Mapping) else content
    if event_type == "m.sticker":
        content = {**content, "msgtype": "m.image", "filename": content.get("body")}
    elif event_type in _PLACES:
        content = {**content, "msgtype": "m.location"}
    elif event_type != "m.room.message":
        if not event_type or (event_type.startswith(_SILENT) and event_type not in _CALLS):
            return None
        content = {"body": extensible.words_of(content)}
    if content.get("msgtype") == _VERIFICATION:
        return None
    kind = _KINDS.get(str(content.get("msgtype")), MessageKind.OTHER)
    if kind is MessageKind.AUDIO and _VOICE in content:
        kind = MessageKind.VOICE
    if kind is MessageKind.LOCATION:
        kind, content = _location(content, live=event_type != "m.room.message")
    quotes, text = quotations.part(_text(content, kind))
    payload = "" if kind in (MessageKind.TEXT, MessageKind.OTHER) else _payload(content)
    captioned = kind in _FILES and _is_caption(text, content.get("filename"))
    if payload is None:
        kind, payload = MessageKind.OTHER, ""
    notice = content.get("msgtype") == "m.notice"
    return Message(kind, text.strip(), sent_at, payload, edited, quotes, captioned=captioned, notice=notice)


def _text(content: Mapping[str, Any], kind: MessageKind) -> str:
    body = content.get("body")
    text = body if isinstance(body, str) else ""
    if not text.strip() and kind in (MessageKind.TEXT, MessageKind.OTHER):
        text = extensible.words_of(content)
    return text.replace("\0", "")


def _is_caption(text: str, name: object) -> bool:
    """Beside the name of the file stands what was written (spec: "Media captions"); alone, the text is it."""
    if not isinstance(name, str) or not name.strip() or not text.strip():
        return False
    return normalize("NFC", text).strip() != normalize("NFC", name).strip()


def _location(content: Mapping[str, Any], *, live: bool) -> tuple[MessageKind, Mapping[str, Any]]:
    """As a location that every client can show; one point of a live one may hold none (MSC3672)."""
    point = points.point_of(content)
    if point is None:
        return (MessageKind.OTHER if live else MessageKind.LOCATION), content
    shown = {"msgtype": "m.location", "body": point.described, "geo_uri": point.uri}
    return MessageKind.LOCATION, shown | ({"info": content["info"]} if "info" in content else {})


def carries_words(event_type: object) -> bool:
    """Whether an event of this type is never sent in the clear where everything is encrypted.

    Reactions, redactions, state, and what programs say to each other about a call may be.
    """
    return event_type in _WORDS


def changed_event(content: Mapping[str, Any]) -> str | None:
    """The event whose words this one replaces (spec: "Event replacements"), if the homeserver says so.

    That alone makes no edit of it.
    """
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


def _payload(content: Mapping[str, Any]) -> str | None:
    """What is posted again; None if no client could have meant it."""
    relayed = {name: value for name, value in content.items() if name not in _NOT_RELAYED}
    try:
        payload = json.dumps(relayed, allow_nan=False)
    except (ValueError, RecursionError):
        return None
    return payload if len(payload) <= LONGEST_PAYLOAD else None


def text_content(body: str, mention: tuple[str, ...] = ()) -> dict[str, Any]:
    """A message that pings exactly the people in `mention` (spec: m.mentions)."""
    return {"msgtype": "m.text", "body": body, "m.mentions": {"user_ids": list(mention)} if mention else {}}


def relay_content(alias: str, message: Message, render: Callable[[Text], str]) -> dict[str, Any]:
    """The defender's message as it is posted in the alert room, under the alias.

    Media are posted again with the encrypted file's own keys, without another upload.
    """

    def marked(body: str) -> str:
        if message.late:
            body = render(say("relay-late", text=body))
        return body if message.protected else render(say("relay-unprotected", text=body))

    if not message.payload:
        return text_content(marked(render(_relay_text(alias, message))))
    content: dict[str, Any] = json.loads(message.payload)
    if message.kind is MessageKind.LOCATION:
        body = render(_place(alias, message, content.get("geo_uri")))
        return {**content, "body": marked(body), "m.mentions": {}}
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
        case _:
            return say("relay-file", alias=alias)


def _place(alias: str, message: Message, uri: object) -> Text:
    point = points.Point(uri if isinstance(uri, str) else "", message.text)
    return points.in_words(alias, point)


def _relay_text(alias: str, message: Message) -> Text:
    if message.kind is MessageKind.OTHER:
        return say("relay-other", alias=alias, text=message.text)
    if message.edited:
        return say("relay-edited", alias=alias, text=message.text)
    if message.quotes:
        return say("relay-reply", alias=alias, text=message.text, quotes=message.quotes)
    return say("relay-text", alias=alias, text=message.text)
