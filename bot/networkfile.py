"""A whole network as a YAML file: organisations, people, duties, defenders, coordinators, who is suspended.

An organisation is written as in the settings file, and with what coordinators have said of it since. What is
written is read again as exactly the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, StrictBool, model_validator

from bot.configrules import network_faults
from bot.configshape import DefenderSection, OrganisationSection
from bot.settingtypes import Line, MatrixUser, People, Section, nothing_is_empty
from bot.shapedfile import read
from bot.store.roster import Everybody
from bot.yamlfile import as_yaml
from rooms.duty import Absence, Duties, Override, Stint, zone_of
from rooms.duty_words import parse_shift, print_shift
from rooms.roster import Defender, Organisation


def _moment(value: object) -> datetime:
    try:
        found = datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        found = datetime.min
    if found.tzinfo is None:
        raise ValueError('this is no time; write day, time and offset, as in "2026-01-03 18:00+02:00"')
    return found


_Moment = Annotated[datetime, BeforeValidator(_moment)]


class _Away(Section):
    person: MatrixUser
    begins: _Moment
    ends: _Moment | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.ends is not None and self.ends <= self.begins:
            raise ValueError("this ends before it begins")
        return self


class _Period(_Away):
    ends: _Moment


class _Override(_Period):
    instead_of: MatrixUser | None = None


class _Organisation(OrganisationSection):
    """As in the settings, and what coordinators said of it since."""

    people: Annotated[tuple[MatrixUser, ...], BeforeValidator(nothing_is_empty)] = ()
    paused: StrictBool = False
    overrides: Annotated[tuple[_Override, ...], BeforeValidator(nothing_is_empty)] = ()
    away: Annotated[tuple[_Away, ...], BeforeValidator(nothing_is_empty)] = ()
    calendar: Annotated[tuple[_Period, ...], BeforeValidator(nothing_is_empty)] = ()


class _NetworkFile(Section):
    """The whole file."""

    admins: People
    organisations: Annotated[tuple[_Organisation, ...], BeforeValidator(nothing_is_empty)] = ()
    defenders: Annotated[tuple[DefenderSection, ...], BeforeValidator(nothing_is_empty)] = ()
    suspended: Annotated[tuple[Line, ...], BeforeValidator(nothing_is_empty)] = ()


def organisation_of(section: OrganisationSection, zone: str) -> Organisation:
    """The organisation that this section describes; `zone` is its time zone if it names none."""
    shifts = (parse_shift(each.times, each.person) for each in section.shifts)
    return Organisation(
        id=section.id,
        name=section.name,
        anchor=section.anchor,
        deputy=section.deputy,
        people=section.people,
        areas=section.areas,
        languages=section.languages,
        offers=section.offers,
        zone=section.zone or zone,
        fallback=section.fallback or "",
        telephones=section.telephones,
        duties=Duties(shifts=tuple(filter(None, shifts))),
    )


def read_network(path: Path, zone: str) -> Everybody:
    """The network that the file holds; `zone` is that of organisations that name none.

    Raises `SettingsError`, one line for each mistake.
    """
    content = read(path, _NetworkFile, network_faults, "'vigil roster export'")
    return Everybody(
        tuple(_with_changes(section, zone) for section in content.organisations),
        tuple(Defender(**dict(section)) for section in content.defenders),
        content.admins,
        frozenset(content.suspended),
    )


def _with_changes(section: _Organisation, zone: str) -> Organisation:
    usual = organisation_of(section, zone)
    duties = replace(
        usual.duties,
        overrides=tuple(
            Override(one.person, one.begins, one.ends, one.instead_of or "") for one in section.overrides
        ),
        absences=tuple(Absence(one.person, one.begins, one.ends) for one in section.away),
        stints=tuple(Stint(one.person, one.begins, one.ends) for one in section.calendar),
    )
    return replace(usual, paused=section.paused, duties=duties)


def network_text(network: Everybody) -> str:
    """The network as `read_network` reads it."""
    return as_yaml(
        {
            "admins": network.admins,
            "organisations": [organisation_section(one) for one in network.organisations],
            "defenders": [defender_section(one) for one in network.defenders],
            "suspended": sorted(network.suspended),
        }
    )


def organisation_section(one: Organisation) -> Mapping[str, object]:
    """The organisation as it is written in a file."""

    def periods(found: Iterable[Override | Absence | Stint]) -> list[Mapping[str, object]]:
        return [
            _said(
                person=each.person,
                begins=written(each.starts_at),
                ends=written(each.ends_at),
                instead_of=each.instead_of if isinstance(each, Override) else "",
            )
            for each in found
        ]

    def written(moment: datetime | None) -> str:
        return "" if moment is None else moment.astimezone(zone_of(one)).isoformat(sep=" ")

    return _said(
        id=one.id,
        name=one.name,
        anchor=one.anchor,
        deputy=one.deputy,
        paused=one.paused,
        people=one.people,
        areas=one.areas,
        languages=one.languages,
        offers=one.offers,
        zone=one.zone,
        fallback=one.fallback,
        telephones=one.telephones,
        shifts=[{"person": each.person, "times": print_shift(each)} for each in one.duties.shifts],
        overrides=periods(one.duties.overrides),
        away=periods(one.duties.absences),
        calendar=periods(one.duties.stints),
    )


def defender_section(one: Defender) -> Mapping[str, object]:
    """The defender as they are written in a file."""
    return _said(
        user=one.user,
        alias=one.alias,
        area=one.area,
        languages=one.languages,
        exclude=one.exclude,
        duress=one.duress,
    )


def _said(**values: Any) -> Mapping[str, object]:
    """Without what is empty, which goes without saying."""
    return {name: value for name, value in values.items() if value}
