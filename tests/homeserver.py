"""The homeserver of the tests: the one of the demo, without what no test looks at."""

from __future__ import annotations

from typing import Any

from bot.demo.homeserver import LocalHomeserver


class LeanHomeserver(LocalHomeserver):
    """A Synapse that counts nothing unread, sends nothing to others, and seldom looks for garbage.

    That spares a quarter of its work.
    """

    def settings(self) -> dict[str, Any]:
        """As in `LocalHomeserver`, and those."""
        return {
            **super().settings(),
            "push": {"enabled": False},
            "stats": {"enabled": False},
            "send_federation": False,
            "gc_thresholds": [50_000, 50, 50],
            "gc_min_interval": ["1m", "5m", "10m"],
        }
