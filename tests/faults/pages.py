"""What a SQLCipher file holds, page by page, for whoever has the key, be it that SQLite shows it no more.

Free pages, the gaps within pages and old frames of the write-ahead log are deciphered like everything else.
The format is SQLCipher 4's: AES-256 in CBC mode, and at the end of each page its initialisation vector and
an HMAC-SHA512. With a raw key nothing is derived from it for the encryption itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from Crypto.Cipher import AES

from bot.key import Key

_SIZE = 4096
_VECTOR, _HMAC, _SALT = 16, 64, 16
_LOG_HEADER, _FRAME_HEADER = 32, 24
_LOG_MAGIC = b"\x37\x7f\x06"


def pages(file: Path, key: Key) -> Iterator[bytes]:
    """Every page of a database or of its write-ahead log, deciphered."""
    content = file.read_bytes()
    if content.startswith(_LOG_MAGIC):
        yield from _log(content, key)
        return
    for start in range(0, len(content), _SIZE):
        yield _deciphered(content[start : start + _SIZE], key, first=start == 0)


def _log(content: bytes, key: Key) -> Iterator[bytes]:
    for start in range(_LOG_HEADER, len(content), _FRAME_HEADER + _SIZE):
        frame = content[start : start + _FRAME_HEADER + _SIZE]
        if len(frame) == _FRAME_HEADER + _SIZE:
            yield _deciphered(frame[_FRAME_HEADER:], key, first=int.from_bytes(frame[:4]) == 1)


def _deciphered(page: bytes, key: Key, *, first: bool) -> bytes:
    vector = page[-_HMAC - _VECTOR : -_HMAC]
    cipher = AES.new(key.raw, AES.MODE_CBC, vector)
    return cipher.decrypt(page[_SALT if first else 0 : -_HMAC - _VECTOR])
