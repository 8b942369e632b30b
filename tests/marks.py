"""Marks those that need a homeserver, and those of `./vigil test unit`; knows `--long` and `--seed`.

Loaded as a plugin by pyproject.toml, not as a conftest, so that it covers every folder of tests.
"""

from __future__ import annotations

import gc
import secrets
from collections.abc import Callable, Generator
from pathlib import Path
from random import Random

import pytest
from hypothesis import settings

UNIT = tuple(Path(__file__).parent / name for name in ("rooms", "bot", "matrix"))
"""The folders whose tests are run before each commit."""
EXAMPLES = 25
"""How many examples Hypothesis tries of each property at every change."""
EXAMPLES_LONG = 200


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long`: all that is exhaustive is tried whole. `--seed`: which sample of it is tried else."""
    parser.addoption("--long", action="store_true", help="try every kill, fault and seed, for an hour")
    parser.addoption("--seed", type=int, help="try the same sample as a run before that printed this number")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Draw the seed, once for all workers of a run; say how much is tried of each property."""
    if config.option.seed is None:
        config.option.seed = secrets.randbelow(1_000_000)
    if config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = str(config.option.seed)
    examples = EXAMPLES_LONG if config.option.long else EXAMPLES
    # No test depends on how busy the machine is.
    settings.register_profile("vigil", deadline=None, max_examples=examples)
    settings.load_profile("vigil")


def pytest_report_header(config: pytest.Config) -> str:
    """What to give to `--seed` to try the same again."""
    return f"seed: {config.option.seed}"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Unit tests are looked for where they are."""
    elsewhere = collection_path.parent == UNIT[0].parent and collection_path not in UNIT
    return True if config.option.markexpr == "unit" and elsewhere else None


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> Random:
    """What a test draws its sample by: the same with the same `--seed`, whatever else runs."""
    return Random(f"{request.config.option.seed} {request.node.nodeid}")


@pytest.fixture
def one_in(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """Turns "one in so many" into 1 with `--long`: then all are tried."""
    return lambda many: 1 if request.config.option.long else many


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Whoever draws a sample says by which seed when it fails."""
    report = yield
    if report.failed and "chance" in getattr(item, "fixturenames", ()):
        report.sections.append(("sample", f"drawn with --seed {item.config.option.seed}"))
    return report


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test that uses the fixture `homeserver`, itself or through another one; and unit tests.

    Those marked as long are for `--long`, and for whoever names them.
    """
    for item in items:
        if "homeserver" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.synapse)
        elif any(map(item.path.is_relative_to, UNIT)) and not item.get_closest_marker("program"):
            item.add_marker(pytest.mark.unit)
    items.sort(key=_haste)
    if not config.getoption("--long") and not any("::" in each for each in config.args):
        later = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=later)
        items[:] = [item for item in items if item not in later]


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays: to look through it for garbage again and again is a tenth of all work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _haste(item: pytest.Item) -> int:
    """What takes long begins first, so that no core is left with it at the end."""
    if item.path.parent.name in ("demo", "faults"):
        return 0
    return 1 if item.get_closest_marker("synapse") else 2
