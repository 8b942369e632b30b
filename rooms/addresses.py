"""Matrix addresses, as they stand in what people write: `@name:server`."""

from __future__ import annotations

import re

ADDRESS = re.compile(
    r"(?<![^\W_])[@＠﹫](?P<name>[A-Za-z0-9._=/+\-!#$%&?^|]+)[:：]"
    r"(?P<server>(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?)*)(?::\d{1,5})?)(?![^\W_]|[._\-][^\W_]|:\d)"
)
"""What ends a sentence, quotes or emphasises is no part of it; half of an address is none."""


def written_as(found: re.Match[str]) -> str:
    """The address that was found, in the signs of the specification."""
    return f"@{found['name']}:{found['server']}"


def user_in(text: str) -> str | None:
    """The first address that is written in this text."""
    found = ADDRESS.search(text)
    return written_as(found) if found else None


def apart(text: str) -> tuple[str | None, str]:
    """The first address in this text, and what is left without it."""
    found = ADDRESS.search(text)
    if found is None:
        return None, text
    return written_as(found), f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()


def short_name(person: str) -> str:
    """What stands before the server in somebody's address."""
    return person[1:].partition(":")[0]
