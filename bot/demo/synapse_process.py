"""Runs Synapse, and ends it when whoever started it is gone.

The parent holds the other end of our standard input. However the parent dies, SIGKILL included, that end
closes; so no crashed test run or demo leaves a homeserver behind. Run as a script:
`python -P synapse_process.py --config-path FILE`.
"""

from __future__ import annotations

import os
import runpy
import threading


def _end_with_parent() -> None:
    # os.read rather than sys.stdin: a thread that waits inside sys.stdin breaks the interpreter's exit.
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    runpy.run_module("synapse.app.homeserver", run_name="__main__", alter_sys=True)
