"""Where somebody is, as clients send it: in words and a link, for whoever has no map (RFC 5870, MSC3488)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rooms.texts import Text, say

_SHARED = ("m.location", "org.matrix.msc3488.location")
"""What holds a point beside, or instead of, the `geo_uri` of a message."""

_NUMBER = r"[+-]?\d{1,3}(?:\.\d{1,20})?"
_POINT = re.compile(rf"geo:({_NUMBER}),({_NUMBER})(?![\d.])", re.IGNORECASE)
_MARKED = re.compile(rf"\?(?:.*&)?q=({_NUMBER}),({_NUMBER})(?![\d.])", re.IGNORECASE)
"""Where some telephones put it: `geo:0,0?q=-1.67,29.22(Goma)`."""

_LINK = re.compile(r"[!-~]{1,200}")
_POLES, _DATE_LINE = 90, 180


@dataclass(frozen=True)
class Point:
    """A place as it was sent; `described` is what it is called, if it is called anything."""

    uri: str
    described: str = ""


def point_of(content: Mapping[str, Any]) -> Point | None:
    """The place in a location message, a location event or one point of a live location, if there is one."""
    for name in (None, *_SHARED):
        shared = content if name is None else content.get(name)
        if not isinstance(shared, Mapping):
            continue
        uri = shared.get("geo_uri" if name is None else "uri")
        if isinstance(uri, str) and uri.strip():
            return Point(uri.strip(), _described(content, uri.strip()))
    return None


def _described(content: Mapping[str, Any], uri: str) -> str:
    shared = [each for name in _SHARED if isinstance(each := content.get(name), Mapping)]
    for found in (*(each.get("description") for each in shared), content.get("body")):
        if isinstance(found, str) and found.strip() not in ("", uri):
            return found
    return ""


def in_words(alias: str, point: Point) -> Text:
    """Whose place it is, what it is called, its coordinates and a link; as sent, if it is not on earth."""
    found = _MARKED.search(point.uri) or _POINT.match(point.uri)
    if found is None or abs(float(found[1])) > _POLES or abs(float(found[2])) > _DATE_LINE:
        return _called(alias, f"{point.described} {point.uri}".strip())
    is_link = found.re is _POINT and _LINK.fullmatch(point.uri)
    link = point.uri if is_link else f"geo:{found[1]},{found[2]}"
    place = _called(alias, point.described)
    return say("relay-place", place=place, latitude=found[1], longitude=found[2], link=link)


def _called(alias: str, described: str) -> Text:
    place = say("relay-location", alias=alias)
    return say("relay-text", alias=place, text=described) if described else place
