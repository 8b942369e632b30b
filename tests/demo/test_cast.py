"""The demo's people and settings are such as the real program accepts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.config import load_settings
from bot.demo import cast
from rooms.roster import Network
from rooms.rota import choose


def _full(name: str) -> str:
    return f"@{name}:vigil.test"


def test_the_program_accepts_the_settings_of_the_demo(tmp_path: Path) -> None:
    """Twelve organisations, two defenders, a coordinator, and secrets that only the owner reads."""
    folder = tmp_path / "bot"
    settings = load_settings(cast.write_settings(folder, "http://127.0.0.1:8008", _full, "demo-vigil"))
    assert (len(settings.organisations), len(settings.defenders)) == (12, 2)
    assert settings.admins == (_full(cast.COORDINATOR),)
    assert settings.password() == "demo-vigil"
    assert settings.key().raw
    assert [path for path in folder.rglob("*") if path.stat().st_mode & 0o077] == []
    assert len(set(cast.EVERYBODY)) == len(cast.EVERYBODY)


def test_whom_the_rota_calls_for_the_defenders_of_the_demo() -> None:
    """The story can name who is called first, and who takes the place of one that passes."""
    called = [
        [
            choice.organisation.id
            for choice in choose(
                Network(cast.ORGANISATIONS),
                datetime(2026, 3, 1, tzinfo=UTC),
                area=defender.area,
                languages=defender.languages,
                exclude=defender.exclude,
                already=(),
            )
        ]
        for defender in cast.DEFENDERS
    ]
    assert called[0][:6] == ["anchor", "clinic", "jurists", "lake-watch", "road-crew", "volcano"]
    assert called[1][:5] == ["anchor", "free-press", "neighbours", "night-cars", "river-house"]
    assert "river-house" not in called[0]


def test_new_settings_open_the_old_database(tmp_path: Path) -> None:
    """The bot can be started again at another pace: the key that is there is kept."""
    folder = tmp_path / "bot"
    before = load_settings(cast.write_settings(folder, "http://127.0.0.1:8008", _full, "demo-vigil"))
    calm = cast.Pace(every="5m")
    after = load_settings(cast.write_settings(folder, "http://127.0.0.1:8008", _full, "demo-vigil", calm))
    assert after.key().raw == before.key().raw
    assert after.policy.check_in_every != before.policy.check_in_every
