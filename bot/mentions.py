"""The one place that reads people out of a message, in whatever form an app or a hand has written them.

Apps show somebody by a name. Who it is stands in a link, among the words (Element X, Nheko) or only in
`formatted_body` (Element Web), or in `m.mentions` alone (spec: "User and room mentions"). Hands write
addresses between quotation marks, in bold, in code, or paste them with signs that nobody sees. After this,
everybody in a command is an address in plain words, and words for Vigil do not begin with its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import unquote

from rooms import words
from rooms.addresses import ADDRESS, user_in, written_as

_LABEL = r"\[(?P<label>(?:[^\[\]\n]|\[[^\[\]\n]{0,100}\]){0,200})\]"
_LINK = (
    r"(?:(?:https?://)?(?<![\w.\-])[\w.\-]{1,100}(?::\d{1,5})?/[\w.\-/]{0,100}(?:#|%23)/(?:user/)?(?:@|%40)"
    r"|matrix:(?:u|user)/)[^\s<>()\[\]\"'`,;]{1,500}"
)
_HIDDEN = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
"""Signs that nobody sees, but for the two joiners: there are languages that need them."""

_MARK = f"[\"'“”„‟‘’‚‛`´*_~<>()\\[\\]\u200c\u200d{_HIDDEN}]{{0,9}}"
_OPEN, _CLOSED = r"(?:[«‹]\s{0,2})?", r"(?:\s{0,2}[»›])?"
_WRITTEN = re.compile(
    rf"{_LABEL}\(\s?<?(?P<target>{_LINK})>?(?:\s\"[^\"\n]{{0,200}}\")?\s?\)"
    rf"|{_OPEN}{_MARK}(?:(?P<link>{_LINK})|(?P<address>{ADDRESS.pattern})){_MARK}{_CLOSED}",
    re.IGNORECASE,
)
"""A person among the words: a link with a name, a link alone, or an address, with the marks around it."""

_UNSEEN = re.compile(f"[{_HIDDEN}]")
_UNSEEN_FIRST = re.compile(rf"\A[\s{_HIDDEN}]+")

_TOKEN = re.compile(r"<[^<>]*>|[^<>]+|[<>]")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_QUOTED = "</mx-reply>"
"""How the quote ends that old clients put before a reply: whom it shows, the writer has not named."""

_LONGEST = 20_000
"""Characters of formatted text that are looked through."""

_NEAR = 200
"""Characters at the beginning, among which Vigil's name may stand beside a call or an answer."""

_ADDRESSED = re.compile(r"[ \t]{0,9}:(?=\s|$)")
_AFTER_NAME = re.compile(r"[ \t]*[:,;]?[ \t]*")
"""What stands behind somebody who is spoken to."""


@dataclass(frozen=True)
class Written:
    """What was written: as its readers see it, and with everybody by their address."""

    words: str
    addressed: str


@dataclass(frozen=True)
class _Mention:
    """Somebody among the words, from `start` to `end`; `label` is what is shown for them."""

    start: int
    end: int
    user: str
    label: str


@dataclass(frozen=True)
class _Picked:
    """Somebody picked from a list: what is shown for them, and what stands before that since the last one."""

    user: str
    label: str
    before: str


class Mentions:
    """Reads messages for Vigil, whose address is `own_user`, and which people call `name`."""

    def __init__(self, own_user: str, name: str) -> None:
        self._own_user = own_user
        self._name = name
        names = dict.fromkeys(each.casefold() for each in (own_user, name, own_user[1:].partition(":")[0]))
        called = "|".join(re.escape(each) for each in names if each)
        self._called = re.compile(rf"(?<!\w)@?(?:{called})(?!\w)[ \t]*[:,;]?[ \t]*", re.IGNORECASE)
        spoken_to = rf"(?:@?(?:{called})[\s:,;{_HIDDEN}]*){{0,3}}"
        self._before_order = re.compile(rf"\A\s*{spoken_to}(?=[!！])", re.IGNORECASE)

    def read(self, text: str, content: Mapping[str, Any]) -> Written:
        """This text of a message with this content."""
        content = _newest(content)
        picked = list(_picked(content))
        plain, text = _UNSEEN.sub("", text), _UNSEEN_FIRST.sub("", text) or text
        addressed = _put(plain, _found(plain, picked), lambda each: each.user)
        addressed = self._before_order.sub("", addressed, count=1)
        found = _found(text, picked)
        if addressed.startswith(("!", "！")):
            shown = _put(text, found, lambda each: self._name if self._is_own(each) else each.label)
            return Written(self._before_order.sub("", shown, count=1), self._pinged(addressed, content))
        shown = _put(text, found, lambda each: "" if self._is_own(each) else each.label)
        return Written(self._without_name(shown.strip() or text), addressed)

    def _is_own(self, mention: _Mention) -> bool:
        return mention.user == self._own_user

    def _without_name(self, shown: str) -> str:
        """Whoever begins with Vigil's name, or ends with it, calls for help and answers like anybody."""
        without = self._called.sub("", shown[:_NEAR]).rstrip(" ,") + shown[_NEAR:]
        return without if _is_understood(without) and not _is_understood(shown) else shown

    def _pinged(self, addressed: str, content: Mapping[str, Any]) -> str:
        """Somebody whom nothing but `m.mentions` tells; in a reply that is whom it answers."""
        pinged = _users(content.get("m.mentions"), besides=self._own_user)
        relation = content.get("m.relates_to")
        is_reply = isinstance(relation, Mapping) and "m.in_reply_to" in relation
        if len(pinged) != 1 or is_reply or user_in(addressed):
            return addressed
        name = re.compile(rf"(?<!\w)@?{re.escape(pinged[0][1:].partition(':')[0])}(?!\w)", re.IGNORECASE)
        there = name.search(addressed)
        place = (there.start(), there.end()) if there else (len(addressed), len(addressed))
        return _put(addressed, [_Mention(*place, pinged[0], "")], lambda each: each.user)


def _newest(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """What stands in a message that was changed, as it is now."""
    new = content.get("m.new_content")
    return new if isinstance(new, Mapping) else content


def _users(mentions: object, *, besides: str) -> list[str]:
    users = mentions.get("user_ids") if isinstance(mentions, Mapping) else None
    found = (user_in(each) for each in users if isinstance(each, str)) if isinstance(users, list) else ()
    return list(dict.fromkeys(each for each in found if each is not None and each != besides))


def _is_understood(text: str) -> bool:
    return (
        words.is_alert(text) or words.check_in_answer(text) is not None or words.yes_or_no(text) is not None
    )


def _user_behind(link: str) -> str | None:
    """Whom a link leads to, if it leads to a person."""
    whole = re.fullmatch(_LINK, link, re.IGNORECASE)
    plain = unquote(link.partition("?")[0])
    start = max(plain.find("@"), 0)
    if plain.lower().startswith("matrix:"):
        plain, start = "@" + plain.partition("/")[2], 0
    found = ADDRESS.match(plain, start) if whole else None
    return written_as(found) if found else None


def _among(text: str) -> Iterator[_Mention]:
    """Who stands among the words."""
    for match in _WRITTEN.finditer(text):
        link = match["target"] or match["link"]
        user = _user_behind(link) if link else written_as(match)
        if user is not None:
            yield _Mention(match.start(), match.end(), user, match["label"] or user)


def _picked(content: Mapping[str, Any]) -> Iterator[_Picked]:
    """Who was picked from a list, as the links of the formatted text have it."""
    formatted = content.get("formatted_body")
    own = formatted[:_LONGEST].rpartition(_QUOTED)[2] if isinstance(formatted, str) else ""
    user, said = None, [""]
    for token in _TOKEN.findall(own):
        if not token.startswith("<"):
            said[-1] += unescape(token)
        elif re.match(r"<a\s", token, re.IGNORECASE):
            href = _HREF.search(token)
            user = _user_behind(unescape(next(filter(None, href.groups()), ""))) if href else None
            said.append("")
        elif re.match(r"</a\b", token, re.IGNORECASE) and user is not None:
            label = _UNSEEN.sub("", said.pop()).strip()
            yield _Picked(user, label, _UNSEEN.sub("", "".join(said)))
            user, said = None, [""]


def _found(text: str, picked: Sequence[_Picked]) -> list[_Mention]:
    """Everybody in this text, from its beginning on."""
    among = list(_among(text))
    return sorted([*among, *_placed(text, among, picked)], key=lambda each: each.start)


def _placed(text: str, among: Sequence[_Mention], picked: Iterable[_Picked]) -> Iterator[_Mention]:
    """Those of them who stand among the words by name only."""
    begin = 0
    for each in picked:
        named = _by_name(text, each, begin, among)
        written = next((one for one in among if one.user == each.user and one.start >= begin), None)
        if written is not None and (named is None or written.start <= named.start):
            begin = written.end
        elif named is not None:
            begin = named.end
            yield named
        else:
            yield _Mention(len(text), len(text), each.user, "")


def _by_name(text: str, picked: _Picked, begin: int, among: Sequence[_Mention]) -> _Mention | None:
    """Where their name stands: as often as before in the formatted text, it was only a word."""
    for label in (picked.label, picked.label.removeprefix("@")):
        if not label.strip():
            continue
        words_of = r"\s+".join(map(re.escape, label.split()))
        name = re.compile(rf"[*_~`{_HIDDEN}]{{0,9}}(?<![^\W_]){words_of}(?![^\W_])[*_~`{_HIDDEN}]{{0,9}}")
        places = [
            (at.start(), at.end())
            for at in name.finditer(text, begin)
            if not any(one.start < at.end() and at.start() < one.end for one in among)
        ]
        if places:
            earlier = len(name.findall(picked.before))
            start, end = places[min(earlier, len(places) - 1)]
            return _Mention(start, end, picked.user, label)
    return None


def _put(text: str, mentions: Sequence[_Mention], shown: Callable[[_Mention], str]) -> str:
    """The text with each of them shown in this way, and parted from what stands beside it."""
    pieces, at = [], 0
    for each in mentions:
        if each.start < at:
            continue
        before, what = text[at : each.start], shown(each)
        at = each.end
        if what and (colon := _ADDRESSED.match(text, at)) and what == each.user:
            at = colon.end()
        elif not what and (sign := _AFTER_NAME.match(text, at)):
            at = sign.end()
        gap_before = " " if what and before[-1:].strip(" ,;:\n\t") else ""
        gap_after = " " if what and text[at : at + 1].strip(" ,;\n\t") else ""
        pieces += [before, gap_before, what, gap_after]
    return "".join([*pieces, text[at:]])
