"""What systemd is told: that Vigil is ready, that it is alive, that it stops (sd_notify(3)).

The protocol is one datagram to a socket whose name is in the environment, so that no library is needed.
"""

from __future__ import annotations

import os
import socket

import structlog

log = structlog.get_logger()


class Watchdog:
    """Says it, if somebody listens; does nothing else."""

    def __init__(self, address: str | None = None) -> None:
        """`address`: where systemd listens; None: where the environment says."""
        self._address = os.environ.get("NOTIFY_SOCKET", "") if address is None else address

    def ready(self) -> None:
        """The loops run; from now on systemd expects to hear that Vigil is alive."""
        self._say("READY=1")

    def alive(self) -> None:
        """The main loop runs, and nothing is overdue."""
        self._say("WATCHDOG=1")

    def stopping(self) -> None:
        """Vigil was told to stop, and finishes what is under way."""
        self._say("STOPPING=1")

    def _say(self, word: str) -> None:
        if not self._address:
            return
        # "@" stands for the zero byte with which the name of an abstract socket begins.
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
                line.setblocking(False)
                line.sendto(word.encode(), address)
        except OSError as fault:
            log.warning("systemd_not_told", fault=type(fault).__name__)
