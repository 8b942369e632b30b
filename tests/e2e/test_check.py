"""`vigil check` against a real homeserver."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.program import Program


async def test_check_tells_what_is_in_order(program: Program, tmp_path: Path) -> None:
    """`vigil check`: a line for each thing and 0 where all is well; non-zero for a password that is wrong."""
    code, lines = await program.checks()
    assert code == 0
    assert [line.split()[:2] for line in lines] == [
        ["OK", what] for what in ("config", "key", "database", "homeserver", "login", "identity")
    ]
    (tmp_path / "bot" / "secrets" / "password").write_text("wrong\n")
    code, lines = await program.checks()
    assert code == 1
    assert [line.split()[:2] for line in lines if not line.startswith("OK")] == [["FAULT", "login"]]
