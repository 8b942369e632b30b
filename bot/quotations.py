"""What a reply answers, put before it line by line by old clients (spec v1.12: "Rich replies")."""

from __future__ import annotations

import re

LONGEST = 200
"""Characters that are shown of what was looked up; what is quoted in the message itself is shown whole."""

_LINES = re.compile(r"\r\n|\r|\n")
_BEGINS = re.compile(r">[ \u00a0](?:\* )?<[^<>]+>")
_QUOTED = re.compile(r">(?:[ \u00a0\t]|$)")


def part(body: str) -> tuple[str, str]:
    """The quotation that this text begins with, and the writer's own words.

    Only the text itself tells: the relation stands outside the encryption, where a homeserver could make a
    quotation of somebody's words, or words of a quotation. Where nothing but quotation is, all is words.
    """
    lines = _LINES.split(body.lstrip())
    if not _BEGINS.match(lines[0]):
        return "", body
    end = next((number for number, line in enumerate(lines) if not _QUOTED.match(line)), len(lines))
    words = "\n".join(lines[end:]).strip()
    if not words:
        return "", body
    return " ".join(filter(None, (line[2:].strip() for line in lines[:end]))), words


def shown(text: str) -> str:
    """So much of a message that was looked up as is quoted, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
