"""The settings: one YAML file, read once, checked whole, and frozen.

A mistake is refused before anything starts. Each is told with file and line and says what to do; all that are
found are told at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import configrules
from bot.configshape import HealthSection, SettingsFile
from bot.health.settings import HealthSettings
from bot.identities import TrustRules
from bot.key import Key, load_key
from bot.networkfile import organisation_of
from bot.policies import policy_of
from bot.rotating.weektime import RotaSettings, WeekTime
from bot.secretfile import read_secret
from bot.settingtypes import address_and_port, week_time
from bot.shapedfile import read
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
    display_name: str
    language: str
    zone: ZoneInfo
    admins: tuple[str, ...]
    policy: Policy
    nearby_within: timedelta
    outage_notice: timedelta
    rota: RotaSettings
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
    content = read(path, SettingsFile, configrules.faults, "'vigil init'")
    return _settings(path.absolute(), content)


def _settings(path: Path, content: SettingsFile) -> Settings:
    return Settings(
        file=path,
        homeserver=content.homeserver,
        user=content.user,
        password_file=content.password_file,
        access_token_file=content.access_token_file,
        data_dir=path.parent / content.data_dir,
        key_file=content.key_file,
        display_name=content.display_name,
        language=content.language,
        zone=ZoneInfo(content.timezone),
        admins=content.admins,
        policy=policy_of(content),
        nearby_within=content.alerts.nearby_within,
        outage_notice=content.outage_notice,
        rota=RotaSettings(_week_time(content), content.rota.tell_before),
        health=_health(content.health),
        unsigned_devices=TrustRules(**dict(content.unsigned_devices)),
        organisations=tuple(organisation_of(section, content.timezone) for section in content.organisations),
        defenders=tuple(Defender(**dict(section)) for section in content.defenders),
    )


def _week_time(content: SettingsFile) -> WeekTime | None:
    found = week_time(content.rota.week_ahead)
    return None if found is None else WeekTime(*found, ZoneInfo(content.timezone))


def _health(section: HealthSection) -> HealthSettings:
    listen = None if section.listen is None else address_and_port(section.listen)
    return HealthSettings(listen, section.heartbeat_url, section.heartbeat_every)
