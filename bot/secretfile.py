"""Passwords and tokens: from a file or a systemd credential; never from the settings themselves."""

from __future__ import annotations

import os
from pathlib import Path

from bot.errors import SettingsError

_CREDENTIAL = "credential:"


def read_secret(source: str, folder: Path) -> str:
    """The one line at `source`: a path relative to `folder`, or `credential:NAME`.

    Raises `SettingsError` when it is not there, is empty, or when others on the machine may read its file.
    """
    if source.startswith(_CREDENTIAL):
        credentials = os.environ.get("CREDENTIALS_DIRECTORY")
        if credentials is None:
            raise SettingsError(
                "The settings name a systemd credential, but systemd handed none to this process."
            )
        path = Path(credentials) / source.removeprefix(_CREDENTIAL)
    else:
        path = folder / source
        if path.exists() and path.stat().st_mode & 0o077:
            raise SettingsError(f"Others on this machine may read '{path}'; run 'chmod 600' on it.")
    try:
        secret = path.read_text(encoding="utf-8-sig").strip()
    except OSError as fault:
        raise SettingsError(f"'{path}' cannot be read; write the password or token into it.") from fault
    except UnicodeDecodeError as fault:
        raise SettingsError(f"'{path}' is not plain text; save it anew, as UTF-8.") from fault
    if not secret:
        raise SettingsError(f"'{path}' is empty; write the password or token into it.")
    if not secret.isprintable():
        raise SettingsError(f"'{path}' holds more than one line, or signs that nobody sees; write it anew.")
    return secret
