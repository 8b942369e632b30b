"""The figures as Prometheus reads them. Counts and ages only: no name, no room, no code (G5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.health import audit
from bot.health.audit import Picture

_SAYS = {
    "last_sync_age_seconds": "Seconds since the homeserver's last answer was written down",
    "oldest_overdue_timer_seconds": "By how much the latest of what is due is overdue; 0 if nothing is",
    "oldest_unsent_action_seconds": "For how long the oldest action has waited that could be done; 0 if none",
    "unsent_actions": "Messages and other actions that are still to be done",
    "open_alerts": "Alerts that are not over",
    "undecryptable_events": "Events that wait for a key that has not come",
    "rows_set_aside": "Rows that failed too often by a fault of Vigil's own",
}
_KINDS = (
    audit.TIMER_LATE,
    audit.ACTION_STUCK,
    audit.MESSAGE_STUCK,
    audit.SYNC_SILENT,
    audit.ROW_SET_ASIDE,
    audit.UNTOLD,
    audit.DISK,
    audit.DISK_LOW,
    audit.TICK_SILENT,
)


class Metrics(Collector):
    """Reads the latest picture whenever it is asked, and has a registry of its own."""

    def __init__(self, picture: Callable[[], Picture]) -> None:
        self._picture = picture
        self._registry = CollectorRegistry()
        self._registry.register(self)

    def text(self) -> bytes:
        """All of it, in Prometheus' text format."""
        return generate_latest(self._registry)

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing ahead of time: the names do not depend on it."""
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The gauges."""
        picture = self._picture()
        for name, value in picture.figures.items():
            yield GaugeMetricFamily(f"vigil_{name}", _SAYS[name], value=value)
        yield GaugeMetricFamily(
            "vigil_healthy", "1 if the self-audit finds nothing", value=not picture.findings
        )
        found = {each.kind: each.count for each in picture.findings}
        gauge = GaugeMetricFamily("vigil_finding", "What the self-audit finds, by kind", labels=["kind"])
        for kind in _KINDS:
            gauge.add_metric([kind], found.get(kind, 0))
        yield gauge
