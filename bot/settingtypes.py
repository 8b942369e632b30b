"""What a single setting may hold, in the settings file and in that of a network."""

from __future__ import annotations

import re
from datetime import time, timedelta
from importlib import resources
from ipaddress import ip_address
from typing import Annotated, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from bot.durations import parse_duration
from bot.matrix.trust import Unsigned
from rooms import words
from rooms.duty_words import parse_shift
from rooms.policy import NORMAL, URGENT

_T = TypeVar("_T")

NEVER = "never"
"""What is written for a time that never comes."""

_MATRIX_USER = re.compile(r"\A@[!-9;-~]+:[A-Za-z0-9.\-\[\]:]+", re.ASCII)
_MATRIX_USER_AT_MOST = 255
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}", re.ASCII)
_ONE_LINE_AT_MOST = 80
_CALLED_AT_MOST = 50


def spoken_languages() -> tuple[str, ...]:
    """The languages that Vigil itself has sentences in."""
    files = (resources.files("rooms") / "wording").iterdir()
    return tuple(sorted(file.name.removesuffix(".ftl") for file in files if file.name.endswith(".ftl")))


def _matrix_user(text: str) -> str:
    if not _MATRIX_USER.fullmatch(text) or len(text) > _MATRIX_USER_AT_MOST:
        raise ValueError('this is not a Matrix ID; write it in full, as in "@name:example.org"')
    return text


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise ValueError("this is not a language code; write one such as en, fr, sw or ln")
    return text


def _spoken(text: str) -> str:
    spoken = spoken_languages()
    if text not in spoken:
        raise ValueError(f"Vigil has no sentences in this language; choose one of {', '.join(spoken)}")
    return text


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError("write an ID of small letters, digits, '-' and '_', at most 40 of them")
    return text


def _one_line(text: str) -> str:
    stripped = text.strip()
    if not stripped or not stripped.isprintable() or len(stripped) > _ONE_LINE_AT_MOST:
        raise ValueError(f"write one line of text, at most {_ONE_LINE_AT_MOST} characters")
    return stripped


def _duress(text: str) -> str:
    phrase = _one_line(text)
    if len(words.normalise(phrase).split()) < 2:
        raise ValueError("a duress phrase needs two words or more, so that it is never written by chance")
    ordinary = words.check_in_answer(phrase) or words.yes_or_no(phrase) is not None or words.is_alert(phrase)
    if ordinary:
        raise ValueError("this is an ordinary answer or an alert; choose a duress phrase that means neither")
    return phrase


def _duration(value: object) -> timedelta:
    return parse_duration(value if isinstance(value, str) else "")


def _ladder_name(text: str) -> str:
    if text not in (NORMAL, URGENT):
        raise ValueError(f"write one of {NORMAL}, {URGENT}")
    return text


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as fault:
        raise ValueError("this is not a time zone; write one such as Africa/Kinshasa or UTC") from fault
    return text


def _homeserver(text: str) -> str:
    try:
        url = urlsplit(text)
        host, _ = url.hostname, url.port
    except ValueError:
        host = None
    if not host or url.scheme not in ("http", "https") or url.path.strip("/") or url.query or url.fragment:
        raise ValueError("write the homeserver's address, such as https://matrix.example.org")
    if url.username is not None:
        raise ValueError("write the address alone; the password belongs into password_file")
    if url.scheme == "http" and not _is_loopback(host):
        raise ValueError("write https; plain http is only for a homeserver on this machine")
    return text.rstrip("/")


def _heartbeat(text: str) -> str:
    try:
        url = urlsplit(text)
        host, _ = url.hostname, url.port
    except ValueError:
        host = None
    if not host or url.scheme not in ("http", "https"):
        raise ValueError("write the address that expects a sign of life, as in https://hc-ping.com/…")
    if url.scheme == "http" and not _is_loopback(host):
        raise ValueError("write https: whoever knows the address can feign that all is well")
    return text


def _shift(text: str) -> str:
    if parse_shift(text, "") is None:
        raise ValueError('this is no shift; write one such as "Mon-Fri 18:00-08:00", "weekend" or "always"')
    return text


def _time_of_week(text: str) -> str:
    if text != NEVER and week_time(text) is None:
        raise ValueError(f'this is no time of a week; write one such as "Mon 08:00", or {NEVER}')
    return text


def week_time(text: str) -> tuple[int, time] | None:
    """The weekday (0 is Monday) and the time of day; None for what is no such time."""
    clock = text.rpartition(" ")[2]
    shift = parse_shift(f"{text}-{clock}", "") if clock[:1].isdigit() else None
    return (shift.days[0], shift.starts) if shift is not None and len(shift.days) == 1 else None


def _loopback(text: str) -> str:
    host, port = address_and_port(text)
    if not _is_loopback(host) or not 0 < port < 65_536:
        raise ValueError("write an address of this machine alone, with a port, such as 127.0.0.1:9464")
    return text


def address_and_port(text: str) -> tuple[str, int]:
    """Both parts of such a setting; the port is 0 if there is none."""
    host, _, port = text.rpartition(":")
    return host.strip("[]"), int(port) if port.isascii() and port.isdigit() else 0


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def how_many(number: int) -> int:
    """How many organisations an alert may call."""
    if not 1 <= number <= _CALLED_AT_MOST:
        raise ValueError(f"write a number from 1 to {_CALLED_AT_MOST}")
    return number


def at_least_one(found: tuple[_T, ...]) -> tuple[_T, ...]:
    """A list that may not be empty."""
    if not found:
        raise ValueError("name at least one")
    return found


def nothing_is_empty(value: object) -> object:
    """A list that was left empty, which YAML takes for nothing."""
    return () if value is None else value


def nothing_is_default(value: object) -> object:
    """A section that was left empty, which YAML takes for nothing."""
    return {} if value is None else value


def _strict_rule(value: object) -> Unsigned:
    return _rule(value, [rule for rule in Unsigned if rule is not Unsigned.WARN])


def _any_rule(value: object) -> Unsigned:
    return _rule(value, list(Unsigned))


def _rule(value: object, allowed: list[Unsigned]) -> Unsigned:
    for rule in allowed:
        if value == rule.value:
            return rule
    raise ValueError(f"write one of {', '.join(rule.value for rule in allowed)}")


MatrixUser = Annotated[str, AfterValidator(_matrix_user)]
Language = Annotated[str, AfterValidator(_language)]
Spoken = Annotated[str, AfterValidator(_spoken)]
Id = Annotated[str, AfterValidator(_id)]
Line = Annotated[str, AfterValidator(_one_line)]
Duress = Annotated[str, AfterValidator(_duress)]
Duration = Annotated[timedelta, BeforeValidator(_duration)]
Zone = Annotated[str, AfterValidator(_zone)]
LadderName = Annotated[str, AfterValidator(_ladder_name)]
TimeOfWeek = Annotated[str, AfterValidator(_time_of_week)]
ShiftWords = Annotated[str, AfterValidator(_shift)]
Url = Annotated[str, AfterValidator(_homeserver)]
HeartbeatUrl = Annotated[str, AfterValidator(_heartbeat)]
Loopback = Annotated[str, AfterValidator(_loopback)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(nothing_is_empty)]
Languages = Annotated[tuple[Language, ...], BeforeValidator(nothing_is_empty)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(nothing_is_empty)]

StrictRule = Annotated[Unsigned, BeforeValidator(_strict_rule)]
AnyRule = Annotated[Unsigned, BeforeValidator(_any_rule)]

People = Annotated[tuple[MatrixUser, ...], AfterValidator(at_least_one)]


class Section(BaseModel):
    """Settings that belong together; one that is not known is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)
