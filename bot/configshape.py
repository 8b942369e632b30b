"""The shape of the settings file: which settings there are, and what each may hold by itself."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib import resources
from ipaddress import ip_address
from typing import Annotated, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt

from bot.durations import parse_duration
from bot.matrix.trust import Unsigned
from rooms import words

_T = TypeVar("_T")

_MATRIX_USER = re.compile(r"@[!-9;-~]+:[A-Za-z0-9.\-\[\]:]+", re.ASCII)
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


def _how_many(number: int) -> int:
    if not 1 <= number <= _CALLED_AT_MOST:
        raise ValueError(f"write a number from 1 to {_CALLED_AT_MOST}")
    return number


def _at_least_one(found: tuple[_T, ...]) -> tuple[_T, ...]:
    if not found:
        raise ValueError("name at least one")
    return found


def _nothing_is_empty(value: object) -> object:
    return () if value is None else value


def _nothing_is_default(value: object) -> object:
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
Url = Annotated[str, AfterValidator(_homeserver)]
HeartbeatUrl = Annotated[str, AfterValidator(_heartbeat)]
Loopback = Annotated[str, AfterValidator(_loopback)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_nothing_is_empty)]
Languages = Annotated[tuple[Language, ...], BeforeValidator(_nothing_is_empty)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_nothing_is_empty)]

StrictRule = Annotated[Unsigned, BeforeValidator(_strict_rule)]
AnyRule = Annotated[Unsigned, BeforeValidator(_any_rule)]

People = Annotated[tuple[MatrixUser, ...], AfterValidator(_at_least_one)]


class Section(BaseModel):
    """Settings that belong together; one that is not known is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AlertsSection(Section):
    """How an alert goes."""

    organisations: Annotated[StrictInt, AfterValidator(_how_many)] = 4
    acknowledge_within: Duration = timedelta(minutes=10)
    retention: Duration = timedelta(days=30)


class CheckInsSection(Section):
    """How often the defender and the room are asked."""

    every: Duration = timedelta(hours=1)
    answer_within: Duration = timedelta(minutes=10)
    room_update_every: Duration = timedelta(hours=4)


class HealthSection(Section):
    """Who is told from outside how Vigil is."""

    listen: Loopback | None = None
    heartbeat_url: HeartbeatUrl | None = Field(default=None, repr=False)
    heartbeat_every: Duration = timedelta(minutes=1)


class UnsignedDevicesSection(Section):
    """What becomes of devices that their owners have not verified, by whose they are."""

    partners: StrictRule = Unsigned.REFUSE
    coordinators: StrictRule = Unsigned.REFUSE
    defenders: AnyRule = Unsigned.WARN


class OrganisationSection(Section):
    """One partner organisation."""

    id: Id
    name: Line
    anchor: StrictBool = False
    people: People
    areas: Lines = ()
    languages: Languages = ()
    offers: Lines = ()


class DefenderSection(Section):
    """One defender."""

    user: MatrixUser
    alias: Line
    area: Line = ""
    languages: Languages = ()
    exclude: Ids = ()
    duress: Duress | None = Field(default=None, repr=False)


class SettingsFile(Section):
    """The whole file."""

    homeserver: Url
    user: MatrixUser
    password_file: Line | None = None
    access_token_file: Line | None = None
    data_dir: Line
    key_file: Line
    language: Spoken = "en"
    timezone: Zone
    admins: People
    alerts: Annotated[AlertsSection, BeforeValidator(_nothing_is_default)] = AlertsSection()
    check_ins: Annotated[CheckInsSection, BeforeValidator(_nothing_is_default)] = CheckInsSection()
    outage_notice: Duration = timedelta(minutes=5)
    health: Annotated[HealthSection, BeforeValidator(_nothing_is_default)] = HealthSection()
    unsigned_devices: Annotated[UnsignedDevicesSection, BeforeValidator(_nothing_is_default)] = (
        UnsignedDevicesSection()
    )
    organisations: Annotated[tuple[OrganisationSection, ...], AfterValidator(_at_least_one)]
    defenders: Annotated[tuple[DefenderSection, ...], BeforeValidator(_nothing_is_empty)] = ()
