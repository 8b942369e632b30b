"""deploy/ is true: the service, its check and its README speak of the same files, and the check can pass."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from bot.checking import Checks
from bot.cli import EXIT_CODES
from bot.config import load_settings
from bot.initialising import initialise

DEPLOY = Path(__file__).parent.parent / "deploy"
SERVICE = (DEPLOY / "vigil.service").read_text(encoding="utf-8")
CHECK = (DEPLOY / "check").read_text(encoding="utf-8")
README = (DEPLOY / "README.md").read_text(encoding="utf-8")


def credentials(text: str) -> list[str]:
    """Each `LoadCredentialEncrypted=` as it is written."""
    return re.findall(r"LoadCredentialEncrypted=([^\s\"\\]+)", text)


def written_by_systemd(folder: Path) -> Path:
    """The settings as systemd 254 and newer hand them to a service with a user of its own."""
    initialise(folder)
    file = folder / "config.yaml"
    file.write_text(file.read_text().replace("https://matrix.example.org", "http://127.0.0.1:1"))
    file.chmod(0o440)
    return file


async def said_about_config(file: Path) -> str:
    """What `vigil check` says about the settings file."""
    out = io.StringIO()
    await Checks(Console(file=out, highlight=False, soft_wrap=True)).run(file)
    return out.getvalue().splitlines()[0]


def test_the_check_is_given_what_the_service_is_given() -> None:
    """Else the check would speak of other settings, another key, another data folder or another user."""
    assert credentials(SERVICE) == credentials(CHECK)
    assert len(credentials(SERVICE)) == 3
    for line in ("DynamicUser=yes", "User=vigil", "StateDirectory=vigil", "StateDirectoryMode=0700"):
        assert f"\n{line}\n" in SERVICE
        assert f"--property={line} " in CHECK


def test_the_readme_encrypts_what_the_service_loads() -> None:
    """Name and file of each credential, as they are in the service."""
    encrypted = re.findall(r"systemd-creds encrypt --name=(\S+) +\S+ +(\S+)", README)
    assert [f"{name}:{path}" for name, path in encrypted] == credentials(SERVICE)


def paths_in_the_service() -> Iterator[str]:
    """Where the service expects the program, and the settings that it hands over."""
    yield from re.findall(r"^ExecStart=(\S+)/\.venv/bin/vigil run --config %d/config\.yaml$", SERVICE, re.M)


def test_the_program_is_where_the_readme_puts_it() -> None:
    """One folder, in the service, in the check and in the README."""
    (root,) = paths_in_the_service()
    assert f'exec {root}/.venv/bin/vigil "$@" --config ' in CHECK
    assert CHECK.endswith('vigil "${@:-check}"\n')
    assert f"git clone URL {root} " in README


def test_the_service_does_not_start_again_what_a_person_has_to_mend() -> None:
    """G3: the exit codes of wrong settings and of somebody else's identity; a full disk may have room."""
    (line,) = re.findall(r"^RestartPreventExitStatus=(.+)$", SERVICE, re.M)
    assert {int(code) for code in line.split()} == set(EXIT_CODES.values()) - {os.EX_IOERR} == {2, 3}


def test_the_settings_of_the_readme_are_settings(tmp_path: Path) -> None:
    """What step 1 has written into the settings file is taken, and names the credentials of the service."""
    lines = re.findall(r"`((?:data_dir|key_file|password_file): [^`]+)`", README)
    assert len(lines) == 3
    initialise(tmp_path / "vigil")
    file = tmp_path / "vigil" / "config.yaml"
    text = file.read_text()
    for line in lines:
        text, found = re.subn(rf"(?m)^{line.split(':')[0]}:.*$", line, text)
        assert found == 1
    file.write_text(text)
    settings = load_settings(file)
    names = [each.split(":")[0] for each in credentials(SERVICE)]
    assert [f"credential:{name}" for name in names[1:]] == [settings.key_file, settings.password_file]
    assert str(settings.data_dir) == "/var/lib/vigil"


async def test_the_check_passes_settings_that_systemd_handed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """systemd shuts others out with an ACL, which looks like a mode that lets a group in."""
    file = written_by_systemd(tmp_path / "vigil")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(file.parent))
    assert (await said_about_config(file)).startswith("OK")


async def test_the_check_does_not_pass_other_settings_that_others_may_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same mode anywhere else is a fault."""
    file = written_by_systemd(tmp_path / "vigil")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert (await said_about_config(file)).startswith("FAULT")
