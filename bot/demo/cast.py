"""Who plays in the demo: invented people of invented organisations, in real places; and the bot's settings.

Where a user ID would stand there is only its first part, such as `jean`: a `Town` makes the rest of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.key import Key
from bot.networkfile import defender_section, organisation_section
from bot.settingtypes import NEVER
from bot.yamlfile import as_yaml
from rooms.roster import Defender, Organisation

BOT = "vigil"
COORDINATOR = "amina"
STRANGER = "theo"
"""Has an account, and is enrolled nowhere."""

_ZONE = "Africa/Kinshasa"

DEFENDERS = (
    Defender("jean", "Baobab", "goma", ("en", "sw"), ("river-house",), "all quiet on the lake"),
    Defender("mado", "Kapok", "kinshasa", ("fr", "ln"), (), "le marché est fermé"),
)


def _organisations(table: str) -> tuple[Organisation, ...]:
    """One organisation a line; the first is the anchor."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return tuple(
        Organisation(
            id_,
            name,
            anchor=number == 0,
            people=tuple(people.split()),
            areas=tuple(areas.split()),
            languages=tuple(languages.split()),
            offers=tuple(offers.split()),
            zone=_ZONE,
        )
        for number, (id_, name, people, areas, languages, offers) in enumerate(rows)
    )


# ID, name, people, areas, languages, offers. Of one area, those further up are called first: the rota goes by
# the ID where nothing else makes a difference. In Goma there are two more than an alert calls.
ORGANISATIONS = _organisations("""
    anchor      | The Anchor        | sophie          | kinshasa goma bukavu | en fr sw ln | legal safe_place
    clinic      | The Clinic        | esther          | goma                 | en sw       | medical
    jurists     | Jurists for All   | david           | goma bukavu          | en fr       | legal
    lake-watch  | Lake Watch        | carter zawadi   | goma                 | en sw       | accompaniment
    road-crew   | Road Crew         | baraka          | goma                 | en sw       | transport
    volcano     | Volcano House     | neema           | goma                 | sw en       | safe_place
    hill-women  | Women of the Hill | furaha          | bukavu               | sw fr       | safe_place
    plateau     | Plateau Clinic    | bahati          | bukavu               | sw fr       | medical
    free-press  | Free Press Desk   | olivier         | kinshasa             | fr ln       | legal
    neighbours  | The Neighbours    | mireille junior | kinshasa             | ln fr       | accompaniment
    night-cars  | Night Cars        | patience        | kinshasa             | fr ln       | transport
    river-house | River House       | fidele          | kinshasa goma        | ln fr       | safe_place
""")
BY_NAME = {organisation.name: organisation for organisation in ORGANISATIONS}
ORGANISATION_OF = {person: each.name for each in ORGANISATIONS for person in each.people}
PARTNERS = tuple(person for organisation in ORGANISATIONS for person in organisation.people)
EVERYBODY = (COORDINATOR, *(defender.user for defender in DEFENDERS), *PARTNERS)
"""All who are enrolled, without the bot."""


@dataclass(frozen=True)
class Pace:
    """How fast time goes in the demo, written as in the settings file.

    The check-ins alone are quick. What is slow here does not disturb the story, however slow the machine.
    """

    acknowledge_within: str = "10m"
    retention: str = "1h"
    every: str = "10s"
    answer_within: str = "3s"
    room_update_every: str = "1h"


USUAL_PACE = Pace()


def write_settings(
    folder: Path,
    homeserver: str,
    user_id: Callable[[str], str],
    password: str,
    pace: Pace = USUAL_PACE,
) -> Path:
    """Write into `folder` what `vigil run` needs, and return the settings file.

    `homeserver` is its address, `user_id` makes a full ID of a name, `password` is the bot's. A key that is
    there already is kept. Nobody but the owner can read any of it.
    """
    secrets = folder / "secrets"
    for made in (folder, secrets, folder / "data"):
        made.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(secrets / "password", password + "\n")
    if not (secrets / "key").exists():
        _write(secrets / "key", Key.fresh().raw.hex() + "\n")
    settings = folder / "config.yaml"
    content = _settings(homeserver, user_id, pace)
    _write(settings, as_yaml(content))
    return settings


def _settings(homeserver: str, user_id: Callable[[str], str], pace: Pace) -> dict[str, Any]:
    return {
        "homeserver": homeserver,
        "user": user_id(BOT),
        "password_file": "secrets/password",
        "data_dir": "data",
        "key_file": "secrets/key",
        "language": "en",
        "timezone": _ZONE,
        "admins": [user_id(COORDINATOR)],
        "alerts": {
            "organisations": 4,
            "acknowledge_within": pace.acknowledge_within,
            "retention": pace.retention,
        },
        "check_ins": {
            "every": pace.every,
            "answer_within": pace.answer_within,
            "room_update_every": pace.room_update_every,
        },
        # A story is the same on whatever day it is told.
        "rota": {"week_ahead": NEVER},
        "organisations": [
            organisation_section(replace(each, people=tuple(map(user_id, each.people))))
            for each in ORGANISATIONS
        ],
        "defenders": [defender_section(replace(each, user=user_id(each.user))) for each in DEFENDERS],
    }


def _write(path: Path, text: str) -> None:
    path.touch(mode=0o600, exist_ok=True)
    path.write_text(text, encoding="utf-8")
