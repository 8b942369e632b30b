"""Runs a Python module as a child process, and ends it when whoever started it is gone.

The parent holds the other end of our standard input. However the parent dies, SIGKILL included, that end
closes; so no crashed test run or demo leaves a homeserver or a bot behind. Run as a script:
`python -P child_process.py MODULE ARGUMENTS`, which does what `python -P -m MODULE ARGUMENTS` does.
"""

from __future__ import annotations

import os
import runpy
import sys
import threading


def _end_with_parent() -> None:
    # os.read rather than sys.stdin: a thread that waits inside sys.stdin breaks the interpreter's exit.
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
