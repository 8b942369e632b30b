"""The settings: one YAML file, read once, checked whole, and frozen.

A mistake is refused before anything starts. Each is told with file and line and says what to do; all that are
found are told at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from bot import configrules
from bot.configshape import (
    AlertsSection,
    CheckInsSection,
    DefenderSection,
    HealthSection,
    OrganisationSection,
    SettingsFile,
    UnsignedDevicesSection,
    address_and_port,
)
from bot.errors import SettingsError
from bot.health.settings import HealthSettings
from bot.identities import TrustRules
from bot.key import Key, load_key
from bot.secretfile import read_secret
from bot.yamlfile import Fault, Location, YamlFault, YamlFile
from rooms.alert import Policy
from rooms.roster import Defender, Organisation


@dataclass(frozen=True)
class Settings:
    """What the settings file says.

    `password_file`, `access_token_file` and `key_file` are as written; `data_dir` is absolute.
    `organisations` and `defenders` only fill an empty database: from then on the database is the truth.
    """

    file: Path
    homeserver: str
    user: str
    password_file: str | None
    access_token_file: str | None
    data_dir: Path
    key_file: str
    language: str
    zone: ZoneInfo
    admins: tuple[str, ...]
    policy: Policy
    outage_notice: timedelta
    health: HealthSettings
    unsigned_devices: TrustRules
    organisations: tuple[Organisation, ...]
    defenders: tuple[Defender, ...]

    @property
    def folder(self) -> Path:
        """Where the settings file lies; the paths in it are relative to this."""
        return self.file.parent

    @property
    def database(self) -> Path:
        """Where the state database lies, whether it exists yet or not."""
        return self.data_dir / "vigil.db"

    def key(self) -> Key:
        """Read the database key; raises `KeyFault`."""
        return load_key(self.key_file, self.folder)

    def password(self) -> str | None:
        """Read the bot's password; None if it has an access token instead. Raises `SettingsError`."""
        return None if self.password_file is None else read_secret(self.password_file, self.folder)

    def access_token(self) -> str | None:
        """Read the bot's access token; None if it has a password instead. Raises `SettingsError`."""
        return None if self.access_token_file is None else read_secret(self.access_token_file, self.folder)


def load_settings(path: Path) -> Settings:
    """Read and check the settings file. Raises `SettingsError`, one line for each mistake."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise SettingsError(f"{path}: the file is not UTF-8 text; save it as UTF-8.") from fault
    except OSError as fault:
        raise SettingsError(f"{path}: the file cannot be read; 'vigil init' writes one.") from fault
    try:
        file = YamlFile(text)
    except YamlFault as fault:
        raise _error(path, [fault.fault]) from fault
    if not isinstance(file.data, dict):
        raise _error(path, [Fault(1, "there are no settings here; 'vigil init' writes a file to start from")])
    faults = [*file.duplicates, *configrules.faults(file)]
    try:
        content = SettingsFile.model_validate(file.data)
    except ValidationError as error:
        # `from None`: pydantic's own text quotes what was written.
        raise _error(path, [*faults, *_shape_faults(file, error)]) from None
    if faults:
        raise _error(path, faults)
    return _settings(path.absolute(), content)


def _error(path: Path, faults: list[Fault]) -> SettingsError:
    lines = [f"{path}, line {fault.line}: {_ended(fault.sentence)}" for fault in sorted(set(faults))]
    return SettingsError("\n".join(lines))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith("?") else f"{sentence}."


def _settings(path: Path, content: SettingsFile) -> Settings:
    return Settings(
        file=path,
        homeserver=content.homeserver,
        user=content.user,
        password_file=content.password_file,
        access_token_file=content.access_token_file,
        data_dir=path.parent / content.data_dir,
        key_file=content.key_file,
        language=content.language,
        zone=ZoneInfo(content.timezone),
        admins=content.admins,
        policy=Policy(
            organisations=content.alerts.organisations,
            acknowledge_within=content.alerts.acknowledge_within,
            retention=content.alerts.retention,
            check_in_every=content.check_ins.every,
            answer_within=content.check_ins.answer_within,
            room_update_every=content.check_ins.room_update_every,
        ),
        outage_notice=content.outage_notice,
        health=_health(content.health),
        unsigned_devices=TrustRules(**_fields(content.unsigned_devices)),
        organisations=tuple(Organisation(**_fields(section)) for section in content.organisations),
        defenders=tuple(Defender(**_fields(section)) for section in content.defenders),
    )


def _health(section: HealthSection) -> HealthSettings:
    listen = None if section.listen is None else address_and_port(section.listen)
    return HealthSettings(listen, section.heartbeat_url, section.heartbeat_every)


def _fields(section: OrganisationSection | DefenderSection | UnsignedDevicesSection) -> dict[str, Any]:
    """The section's fields, which are named as in what is made of them."""
    return dict(section)


def _shape_faults(file: YamlFile, error: ValidationError) -> Iterator[Fault]:
    for detail in error.errors(include_url=False, include_input=False):
        location: Location = detail["loc"]
        name = ".".join(step for step in location if isinstance(step, str))
        match detail["type"]:
            case "extra_forbidden":
                sentence = _unknown(location)
            case "missing":
                sentence = f"{name} is missing; add it"
            case "value_error":
                sentence = f"{name}: {detail['ctx']['error']}"
            case kind:
                sentence = (
                    f"{name}: {_SENTENCES.get(kind, 'this cannot be used here; compare it with the example')}"
                )
        yield Fault(file.line(location), sentence)


_SENTENCES: Mapping[str, str] = {
    "string_type": "write text here, in quotes",
    "int_type": "write a whole number, without quotes",
    "bool_type": "write true or false, without quotes",
    "tuple_type": "write a list, such as [one, two]",
    "model_type": "write settings here, each on its own line as 'name: value'",
}
"""Pydantic's kinds of error that can come from this file, and what to do about each."""


def _unknown(location: Location) -> str:
    """What to say about a setting that does not exist, with the nearest that does."""
    written = str(location[-1])
    known = list(_SECTIONS[location[0] if len(location) > 1 else ""].model_fields)
    nearest = get_close_matches(written.lower(), known, n=1, cutoff=0.5)
    hint = f"did you mean '{nearest[0]}'?" if nearest else f"the settings here are {', '.join(known)}"
    # Quoted only if it looks like a setting: at a slip of the indentation it may be a name.
    subject = f"'{written}' is no setting" if _SETTING.fullmatch(written) else "there is no such setting"
    return f"{subject}; {hint}"


_SETTING = re.compile(r"[a-z]+(_[a-z]+)*")
_SECTIONS: Mapping[str | int, type[BaseModel]] = {
    "": SettingsFile,
    "alerts": AlertsSection,
    "check_ins": CheckInsSection,
    "health": HealthSection,
    "unsigned_devices": UnsignedDevicesSection,
    "organisations": OrganisationSection,
    "defenders": DefenderSection,
}
