"""What a process of tests/forked.py has loaded when it begins: all that the program imports sooner or later.

The fork server imports this, once. Nothing may be open afterwards that two processes must not share, and no
thread may run: of a process with threads a fork is only half a process.
"""

from __future__ import annotations

import gc
import importlib
import threading

from bot.wording import Wording

# What is imported when it is needed, and so would be in each process anew.
for _name in (
    "alembic.command",
    "bot.app",
    "bot.checking",
    "bot.identifying",
    "bot.initialising",
    "bot.keeping.backup",
    "bot.keeping.exporting",
    "bot.keeping.rekey",
    "bot.keeping.restore",
    "bot.keeping.roster",
):
    importlib.import_module(_name)
Wording()

gc.collect()
gc.freeze()  # What is loaded is shared by all, and need not be copied to be counted.
assert threading.active_count() == 1
