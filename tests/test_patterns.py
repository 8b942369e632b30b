"""No regular expression takes longer than what it looks through is long, whoever wrote that."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONG = 20_000
"""Characters: a third of the longest event of Matrix, and enough to tell."""
SECONDS = 0.2
"""Of a processor, which does not depend on who else is there; quadratic work on so much takes longer."""
_UNITS = (
    " ",
    "\n",
    "\t",
    "a",
    "1",
    "@",
    "-",
    ",",
    ".",
    ":",
    "!",
    '"',
    "\\\\",
    '\\\\"',
    "_",
    "a ",
    "1 ",
    "@a",
    ", ",
    "a,",
    " -",
)
_UNITS_OF_HTML = (
    "<a ",
    "<a href=",
    "a: ",
    "[",
    "\u0301",
    "a\u0301",
    "ABCD ",
    "ABCD-",
    "a b: ",
    " for ",
    " from ",
    "to a ",
    "1h ",
)


def patterns() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    """Every pattern of the two packages that stands at the top of a module, or in a call as it is."""
    for path in sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "rooms").rglob("*.py")]):
        where = path.relative_to(ROOT)
        if {"demo", "migrations"} & {*where.parts} or where.name == "__main__.py":
            continue
        module = importlib.import_module(".".join(where.with_suffix("").parts).removesuffix(".__init__"))
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield f"{where}:{name}", value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str | bytes)
            ):
                yield f"{where}:{node.lineno}", re.compile(node.args[0].value)


def slow() -> Iterator[str]:
    """The patterns that some text keeps busy for too long."""
    for pattern, where in {pattern: where for where, pattern in patterns()}.items():
        units = dict.fromkeys((*_UNITS, *_UNITS_OF_HTML))
        for unit in units:
            text = unit * (LONG // len(unit)) + "x"
            begun = time.process_time()
            if isinstance(pattern.pattern, bytes):
                re.Pattern.findall(pattern, text.encode())
            else:
                re.Pattern.findall(pattern, text)
            if time.process_time() - begun > SECONDS:
                yield f"{where} with {unit!r}"


def test_no_pattern_takes_longer_than_its_text_is_long() -> None:
    """Each is let loose on the longest messages that there are, of whatever makes patterns try again."""
    program = "from tests.test_patterns import slow\nfor each in slow(): print(each, flush=True)"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=600, cwd=ROOT
    )
    assert found.returncode == 0, found.stderr
    assert found.stdout == ""
