"""What may stand in the settings' section `health`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import load_settings
from bot.errors import SettingsError
from bot.initialising import initialise


def _settings(folder: Path, lines: str) -> Path:
    initialise(folder)
    file = folder / "config.yaml"
    file.write_text(f"{file.read_text()}\nhealth:\n{lines}\n")
    return file


def test_the_settings_are_taken(tmp_path: Path) -> None:
    """Addresses of both kinds; the heartbeat's is shown to nobody."""
    lines = '  listen: "[::1]:9464"\n  heartbeat_url: https://hc.example.org/ping/hidden'
    settings = load_settings(_settings(tmp_path, lines))
    assert settings.health.listen == ("::1", 9464)
    assert settings.health.heartbeat_url == "https://hc.example.org/ping/hidden"
    assert settings.health.heartbeat_every == timedelta(minutes=1)
    assert "hidden" not in repr(settings)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("listen: 0.0.0.0:9464", "an address of this machine alone"),
        ("listen: 127.0.0.1", "with a port"),
        ("listen: 127.0.0.1:99999", "with a port"),
        ("heartbeat_url: http://hc.example.org/ping", "write https"),
        ("heartbeat_url: hc-ping.com", "sign of life"),
        ("heartbeat: 1m", "did you mean 'heartbeat_"),
    ],
)
def test_a_mistake_in_the_settings_is_told(tmp_path: Path, line: str, said: str) -> None:
    """G5: no figure leaves the machine by mistake, and nobody on the way learns the heartbeat's address."""
    with pytest.raises(SettingsError, match=said):
        load_settings(_settings(tmp_path, f"  {line}"))
