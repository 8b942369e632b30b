"""A change of the key, in a process of its own, that kills itself at a named point."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

from bot.config import load_settings
from bot.keeping import rekey
from bot.store import wholefile

READY = "ready"


def change_key(file: Path, point: str) -> None:
    """Print that it begins, and change the key of these settings; `point` is where to die, or nothing."""

    def dies_at(place: Callable[..., str], act: Callable[..., None]) -> Callable[..., None]:
        def run(*arguments: object) -> None:
            if point == f"before-{place(*arguments)}":
                os.kill(os.getpid(), signal.SIGKILL)
            act(*arguments)
            if point == f"after-{place(*arguments)}":
                os.kill(os.getpid(), signal.SIGKILL)

        return run

    settings = load_settings(file)
    for owner, name, place in (
        (wholefile, "change_key", lambda path, *_: path.name),
        (rekey, "put_in_place", lambda _, path: path.name),
    ):
        setattr(owner, name, dies_at(place, getattr(owner, name)))
    print(READY, flush=True)
    rekey.rekey(settings)
