"""Marks the tests that need a homeserver, so that `./vigil test unit` can leave them out.

Loaded as a plugin by pyproject.toml, not as a conftest, so that it covers every folder of tests.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Mark every test that uses the fixture `homeserver`, itself or through another fixture."""
    for item in items:
        if "homeserver" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.synapse)
