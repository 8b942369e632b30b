"""The house rules that a test can hold (DESIGN.md 4)."""

from __future__ import annotations

import ast
import fnmatch
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE_JSON = "tests/interop/package.json"


def sources(*folders: str) -> list[Path]:
    """Every Python file below these folders."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    assert found
    return [path for path in found if "node_modules" not in path.parts]


def imported(path: Path) -> Iterator[str]:
    """The full name of every module that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides what it reaches"
            yield node.module or ""


def importers(package: str, *folders: str) -> set[str]:
    """The files below these folders that import the package or something in it."""
    return {
        str(path.relative_to(ROOT))
        for path in sources(*folders)
        if any(name.split(".")[0] == package for name in imported(path))
    }


def top_level() -> list[Path]:
    """What lies in the project's folder, without what .gitignore names."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    ignored = [line.strip("/") for line in lines if line and not line.startswith("#")]
    return [
        path
        for path in sorted(ROOT.iterdir())
        if path.name != ".git" and not any(fnmatch.fnmatch(path.name, pattern) for pattern in ignored)
    ]


def test_rooms_are_pure() -> None:
    """`rooms/` imports the standard library and itself: no Matrix, no SQL, no waiting, no chance."""
    for path in sources("rooms"):
        for name in imported(path):
            top = name.split(".")[0]
            assert top == "rooms" or top in sys.stdlib_module_names, f"{path}: {name}"
            assert top not in {"asyncio", "random", "secrets", "socket", "sqlite3", "time", "threading"}, (
                f"{path}: {name}"
            )


def test_only_the_matrix_side_knows_nio() -> None:
    """nio is imported in bot/matrix, and by the demo's people, who are clients of their own."""
    outside = {path for path in importers("nio", "bot") if not path.startswith(("bot/matrix/", "bot/demo/"))}
    assert outside == set()


@pytest.mark.parametrize("package", ["sqlalchemy", "alembic", "aiosqlite"])
def test_only_the_store_knows_sql(package: str) -> None:
    """SQL stays in bot/store."""
    assert {path for path in importers(package, "bot") if not path.startswith("bot/store/")} == set()


def test_the_bot_does_not_import_its_demo() -> None:
    """What runs for real needs nothing of the demo; only the command line leads there."""
    users = {
        str(path.relative_to(ROOT))
        for path in sources("bot", "rooms")
        if any(name.startswith("bot.demo") for name in imported(path))
    }
    assert {path for path in users if not path.startswith("bot/demo/")} <= {"bot/cli.py"}


def test_one_file_reads_the_clock() -> None:
    """Time is handed in everywhere but in bot/clock.py, so that every test can move it."""
    reads = re.compile(r"\b(datetime|date)\.(now|utcnow|today)\(|\btime\.time(_ns)?\(")
    readers = {
        str(path.relative_to(ROOT))
        for path in sources("bot", "rooms")
        if reads.search(path.read_text("utf-8"))
    }
    assert readers == {"bot/clock.py"}


def test_packages_come_from_where_the_machine_says() -> None:
    """What installs Vigil names no address and no lock file: the machine's pip knows where packages are."""
    address = re.compile(r"://|--(extra-)?index|--find-links")
    names = ("pyproject.toml", "constraints.txt", "vigil", ".ci/run", "deploy/check", PACKAGE_JSON)
    files = [ROOT / name for name in names]
    assert [file.name for file in files if address.search(file.read_text("utf-8"))] == []
    folders = (ROOT, (ROOT / PACKAGE_JSON).parent)
    lying_there = [path.name for folder in folders for path in folder.iterdir()]
    assert [name for name in lying_there if name.endswith(".lock") or "lock." in name] == []


def test_every_package_is_pinned() -> None:
    """constraints.txt holds plain name==version lines, each name once, and every direct need among them."""
    lines = [
        line
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line) for line in lines)
    pinned = [_plain_name(line.split("==")[0]) for line in lines]
    assert len(pinned) == len(set(pinned))
    needs = re.findall(
        r'^ +"([A-Za-z0-9._-]+)(?:\[[a-z0-9,]+\])?>=', (ROOT / "pyproject.toml").read_text("utf-8"), re.M
    )
    assert len(needs) > 20
    assert {_plain_name(need) for need in needs} <= set(pinned)


def test_every_package_of_node_is_pinned() -> None:
    """The tests' package.json names one version of each package, also of those that others need."""
    described = json.loads((ROOT / PACKAGE_JSON).read_text("utf-8"))
    versions = [*described["dependencies"].values(), *described["overrides"].values()]
    assert len(versions) > 10
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def _plain_name(package: str) -> str:
    return re.sub(r"[._-]+", "-", package).lower()


def test_the_top_level_is_tidy() -> None:
    """The project's folder holds what a visitor needs to see, and nothing else."""
    assert {path.name for path in top_level()} <= {
        ".ci",
        ".gitignore",
        "CHANGELOG.md",
        "README.md",
        "bot",
        "config.example.yaml",
        "constraints.txt",
        "deploy",
        "docs",
        "pyproject.toml",
        "rooms",
        "tests",
        "vigil",
    }


def test_nothing_is_left_open() -> None:
    """No reminder stands in for the work."""
    left = re.compile("T[O]DO|FIXM[E]|X[X]X|NotImplemente[d]Error")
    files = sources("bot", "rooms", "tests")
    assert [str(path) for path in files if left.search(path.read_text("utf-8"))] == []


def test_no_test_is_switched_off() -> None:
    """A test that is there is run; only other makers' clients and a small disk may be lacking."""
    off = re.compile(r"pytest\.ski[p]|mark\.(ski[p]|xfai[l])|importorski[p]")
    found = {str(path.relative_to(ROOT)) for path in sources("tests") if off.search(path.read_text("utf-8"))}
    assert found == {"tests/interop/conftest.py", "tests/faults/disks.py"}


def test_files_fit_one_sitting() -> None:
    """Nothing in the two packages grows beyond what can be read at once."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources("bot", "rooms")
        if (lines := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}
