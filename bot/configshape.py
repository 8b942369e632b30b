"""The shape of the settings file: which settings there are, section by section."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StrictInt

from bot.matrix.trust import Unsigned
from bot.settingtypes import (
    AnyRule,
    Duration,
    Duress,
    HeartbeatUrl,
    Id,
    Ids,
    LadderName,
    Languages,
    Line,
    Lines,
    Loopback,
    MatrixUser,
    People,
    Section,
    ShiftWords,
    Spoken,
    StrictRule,
    TimeOfWeek,
    Url,
    Zone,
    at_least_one,
    how_many,
    nothing_is_default,
    nothing_is_empty,
)


class AlertsSection(Section):
    """How an alert goes."""

    organisations: Annotated[StrictInt, AfterValidator(how_many)] = 4
    acknowledge_within: Duration = timedelta(minutes=10)
    retention: Duration = timedelta(days=30)
    still_on_it: Duration = timedelta(hours=4)
    quiet_after: Duration = timedelta(minutes=5)
    nearby_within: Duration = timedelta(days=1)


class QuorumSection(Section):
    """When enough organisations are on it."""

    anchor: StrictBool = True
    others: Annotated[StrictInt, AfterValidator(how_many)] = 2


class LadderSection(Section):
    """How an organisation is chased that does not answer: how long after the step before each one comes."""

    remind: Duration | None = None
    others: Duration | None = None
    fallback: Duration | None = None
    next: Duration
    quorum: Annotated[QuorumSection, BeforeValidator(nothing_is_default)] = QuorumSection()


class PoliciesSection(Section):
    """The ladders by name, and by which of them an alert begins in an area."""

    normal: LadderSection | None = None
    urgent: LadderSection | None = None
    areas: Annotated[dict[Line, LadderName], BeforeValidator(nothing_is_default)] = Field(
        default_factory=dict
    )


class RotaSection(Section):
    """What is told of the rota, and when."""

    week_ahead: TimeOfWeek = "Mon 08:00"
    tell_before: Duration = timedelta(hours=1)


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


class ShiftSection(Section):
    """When somebody is on duty, every week or every few weeks."""

    person: MatrixUser
    times: ShiftWords


class OrganisationSection(Section):
    """One partner organisation. Without a time zone of its own it is in that of the settings."""

    id: Id
    name: Line
    anchor: StrictBool = False
    deputy: StrictBool = False
    people: People
    areas: Lines = ()
    languages: Languages = ()
    offers: Lines = ()
    zone: Zone | None = None
    fallback: MatrixUser | None = None
    telephones: Lines = ()
    shifts: Annotated[tuple[ShiftSection, ...], BeforeValidator(nothing_is_empty)] = ()


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
    display_name: Line = "Vigil"
    language: Spoken = "en"
    timezone: Zone
    admins: People
    alerts: Annotated[AlertsSection, BeforeValidator(nothing_is_default)] = AlertsSection()
    policies: Annotated[PoliciesSection, BeforeValidator(nothing_is_default)] = PoliciesSection()
    check_ins: Annotated[CheckInsSection, BeforeValidator(nothing_is_default)] = CheckInsSection()
    rota: Annotated[RotaSection, BeforeValidator(nothing_is_default)] = RotaSection()
    outage_notice: Duration = timedelta(minutes=5)
    health: Annotated[HealthSection, BeforeValidator(nothing_is_default)] = HealthSection()
    unsigned_devices: Annotated[UnsignedDevicesSection, BeforeValidator(nothing_is_default)] = (
        UnsignedDevicesSection()
    )
    organisations: Annotated[tuple[OrganisationSection, ...], AfterValidator(at_least_one)]
    defenders: Annotated[tuple[DefenderSection, ...], BeforeValidator(nothing_is_empty)] = ()
