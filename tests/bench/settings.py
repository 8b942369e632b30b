"""The bot's settings for a benchmark: those of the demo, with as many defenders as alerts are to be open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.demo import cast
from bot.demo.town import Town

PARTNERS = ("sophie", "esther", "david", "carter", "baraka", "neema")
"""One of each organisation. Two more than an alert calls, so that the rota has something to choose."""
CALLED = 4
CALM = cast.Pace(
    acknowledge_within="2d", retention="30d", every="1d", answer_within="1d", room_update_every="2d"
)
"""Nothing falls due while it runs."""


def defender(number: int) -> str:
    """The name of a defender."""
    return f"defender-{number:03}"


def write(folder: Path, town: Town, defenders: int) -> Path:
    """Write the settings into `folder` and return the file."""
    file = town.write_settings(folder, CALM)
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    content["alerts"]["organisations"] = CALLED
    content["organisations"] = [
        {
            "id": name,
            "name": f"House of {name.capitalize()}",
            "anchor": name == PARTNERS[0],
            "people": [town.user_id(name)],
            "areas": ["goma"],
            "languages": ["en"],
        }
        for name in PARTNERS
    ]
    content["defenders"] = [
        {
            "user": town.user_id(defender(number)),
            "alias": f"Tree {number}",
            "area": "goma",
            "languages": ["en"],
        }
        for number in range(defenders)
    ]
    file.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return file
