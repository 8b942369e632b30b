"""What tests take for a process is one: it ends as it is told to, and none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.forked import Forked

ROOT = Path(__file__).parent.parent

_OWNER = """
import sys, time
from pathlib import Path
from tests.forked import Forked
print(Forked(time.sleep, 600, out=Path(sys.argv[1])).pid, flush=True)
time.sleep(600)
"""


def runs(process: int) -> bool:
    """Whether there is such a process."""
    return Path(f"/proc/{process}").exists()


def test_it_dies_with_whoever_began_it(tmp_path: Path) -> None:
    """A killed run of the tests leaves no bot behind, though it could tell nobody."""
    command = [sys.executable, "-c", _OWNER, str(tmp_path / "out")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        process = int(owner.stdout.readline())
        assert runs(process)
        owner.kill()
    give_up_at = time.monotonic() + 60
    while runs(process):
        assert time.monotonic() < give_up_at, "it outlives whoever began it"
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_by_a_signal(tmp_path: Path, number: int) -> None:
    """SIGTERM is the system's own until the program takes it into its hands."""
    process = Forked(time.sleep, 600, out=tmp_path / "out")
    assert process.lives and process.pid != os.getpid()
    process.hears(number)
    assert process.ends() == -number
    process.hears(number)  # Nobody is there any more, and nobody else is meant.


async def test_its_exit_code_is_told(tmp_path: Path) -> None:
    """Whoever waits gets it, however late."""
    process = Forked(sys.exit, 74, out=tmp_path / "out")
    assert await process.has_ended() == 74
    assert process.ends() == await process.has_ended() == 74


def test_two_of_them_have_no_secrets_in_common(tmp_path: Path) -> None:
    """What they draw by chance differs: the library of keys, Python's own, and the system's."""
    files = [tmp_path / name for name in ("one", "two")]
    for file in files:
        assert Forked(draw, out=file).ends() == 0
    one, two = (file.read_text(encoding="ascii").split() for file in files)
    assert len(one) == 4 and not {*one} & {*two}


def draw() -> None:
    """Print what chance gives."""
    import random
    import secrets

    from vodozemac import Account

    account = Account()
    account.generate_one_time_keys(1)
    (key,) = account.one_time_keys.values()
    print(account.curve25519_key.to_base64(), key.to_base64(), random.random(), secrets.token_hex())
