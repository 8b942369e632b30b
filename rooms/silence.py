"""The ladder after silence: which rung each of its steps is."""

from __future__ import annotations

RUNGS = 3
"""Ask again; ask the room who will call; call another organisation. Then it begins anew."""


def rung(step: int) -> int:
    """Which rung of the ladder a step (counted from 1) is: 1, 2 or 3."""
    return (step - 1) % RUNGS + 1
