"""Marks the tests that need a homeserver, so that `./vigil test unit` can leave them out; and knows `--long`.

Loaded as a plugin by pyproject.toml, not as a conftest, so that it covers every folder of tests.
"""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long`: the tests of tests/faults try more than there is time for at every change."""
    parser.addoption("--long", action="store_true", help="try more kills, faults and load, for minutes")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test that uses the fixture `homeserver`, itself or through another fixture.

    Those marked as long are for `--long`, and for whoever names them.
    """
    for item in items:
        if "homeserver" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.synapse)
    if not config.getoption("--long") and not any("::" in each for each in config.args):
        later = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=later)
        items[:] = [item for item in items if item not in later]
