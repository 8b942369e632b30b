"""The database key: 32 random bytes, from a file, a systemd credential or standard input."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import KeyFault

_HEX_DIGITS = 64


@dataclass(frozen=True)
class Key:
    """A raw SQLCipher key; it is never printed."""

    raw: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> Key:
        """A new random key."""
        return cls(secrets.token_bytes(_HEX_DIGITS // 2))

    @classmethod
    def parse(cls, text: str) -> Key:
        """Read 64 hexadecimal digits; raises `KeyFault` for anything else."""
        digits = text.strip()
        try:
            raw = bytes.fromhex(digits)
        except ValueError:
            raw = b""
        if len(digits) != _HEX_DIGITS or len(raw) != _HEX_DIGITS // 2:
            raise KeyFault("The key must be 64 hexadecimal digits; 'vigil init' writes a fresh one.")
        return cls(raw)

    @property
    def pragma(self) -> str:
        """The statement that opens a SQLCipher database with this key, without key stretching."""
        return f"PRAGMA key = \"x'{self.raw.hex()}'\""

    @property
    def rekey_pragma(self) -> str:
        """The statement that encrypts an open database anew, with this key."""
        return f"PRAGMA rekey = \"x'{self.raw.hex()}'\""


def unfinished(key_file: Path) -> Path:
    """Where the new key lies while `vigil rekey` changes the one in this file."""
    return key_file.with_name(f"{key_file.name}.new")


def load_key(source: str, folder: Path, *, changing: bool = False) -> Key:
    """Read the key from `source`: a path relative to `folder`, `credential:NAME` or `stdin`.

    Raises `KeyFault` when it is not there, is not a key, when others on the machine may read its file, or
    (but for `changing`) when a change of it was cut off.
    """
    if source == "stdin":
        return Key.parse(sys.stdin.readline().removeprefix("\ufeff"))
    if source.startswith("credential:"):
        credentials = os.environ.get("CREDENTIALS_DIRECTORY")
        if credentials is None:
            raise KeyFault("key_file names a systemd credential, but systemd handed none to this process.")
        return _read(Path(credentials) / source.removeprefix("credential:"))
    path = folder / source
    if not changing and unfinished(path).exists():
        raise KeyFault("A change of the key was cut off; run 'vigil rekey' again, and it is finished.")
    if path.exists() and path.stat().st_mode & 0o077:
        raise KeyFault("Others on this machine may read the key file; run 'chmod 600' on it.")
    return _read(path)


def _read(path: Path) -> Key:
    try:
        return Key.parse(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as fault:
        raise KeyFault(f"The key file '{path}' cannot be read; 'vigil init' writes one.") from fault
