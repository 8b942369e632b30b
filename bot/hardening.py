"""What the system is told about this process: its memory, with keys and words in it, is for nobody (G5)."""

from __future__ import annotations

import contextlib
import ctypes
import resource
import sys

_PR_GET_DUMPABLE, _PR_SET_DUMPABLE = 3, 4


def harden() -> bool:
    """No core dump is written, and no other process of the same user may read this one's memory.

    Says whether that is so now: on Linux it always is.
    """
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    # Where the limit is beyond this process, as below a service manager that has set it, it is 0 already.
    return libc.prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 and resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
