"""`vigil identity` in a terminal, where no homeserver is needed; tests/e2e/test_identity.py has the rest."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
import segno

from bot.config import Settings, load_settings
from bot.errors import VigilError
from bot.identifying import NO_PEOPLE_YET, NONE_YET, on_paper, trust
from bot.initialising import initialise
from bot.jobs import JOBS, SignPerson
from bot.matrix.identity import Identity, in_groups
from bot.own_identity import keep_identity, note_shown, open_identity
from bot.store.identities import IdentityRow
from bot.store.store import Store
from rooms.roster import Organisation
from tests.forked import told as vigil

pytestmark = pytest.mark.program


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings as `vigil init` writes them."""
    initialise(tmp_path / "vigil")
    return load_settings(tmp_path / "vigil" / "config.yaml")


async def established(settings: Settings) -> Identity:
    """The identity, after the first start."""
    store = await Store.open(settings.database, settings.key())
    identity = await open_identity(store, settings.user)
    await note_shown(store, identity)
    await store.close()
    return identity


def dots(png: bytes) -> list[list[bool]]:
    """The picture's pixels, row by row, True for a dark one: one bit each, as segno writes it."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth, colour = *(int.from_bytes(png[at : at + 4]) for at in (16, 20)), png[24], png[25]
    assert (depth, colour) == (1, 0)
    data, at = b"", 8
    while at < len(png):
        length, name = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        data += png[at + 8 : at + 8 + length] if name == b"IDAT" else b""
        at += length + 12
    raw, stride = zlib.decompress(data), (width + 7) // 8 + 1
    rows = list[bytes]()
    for row in range(height):
        kind, line = raw[row * stride], raw[row * stride + 1 : (row + 1) * stride]
        assert kind in (0, 2), "no filter, or as it differs from the row above"
        rows.append(bytes(a + b & 255 for a, b in zip(line, rows[-1], strict=True)) if kind else line)
    return [[not row[x // 8] >> (7 - x % 8) & 1 for x in range(width)] for row in rows]


async def test_the_paper_holds_account_and_fingerprint(settings: Settings) -> None:
    """Two lines of plain text, which README.md explains."""
    identity = await established(settings)
    assert await on_paper(settings) == f"https://matrix.to/#/{settings.user}\n{in_groups(identity.master)}"


async def test_the_code_in_the_file_is_that_text(settings: Settings, tmp_path: Path) -> None:
    """Dot by dot the code that segno makes of it, eight pixels each, with the quiet border around it."""
    await established(settings)
    png = tmp_path / "vigil.png"
    told = vigil("identity", "show", "--config", settings.file, "--png", png)
    assert told.returncode == 0
    paper = await on_paper(settings)
    assert told.stdout.startswith(paper + "\n")
    rows = dots(png.read_bytes())
    code = [[bool(dot) for dot in row] for row in segno.make(paper, error="m", micro=False).matrix]
    assert [row[36::8][: len(code)] for row in rows[36::8][: len(code)]] == code
    assert len(rows) == 8 * (len(code) + 8)
    assert not any(any(row) for row in rows[:32])


async def test_a_running_vigil_is_not_disturbed(settings: Settings) -> None:
    """Even while it writes: the fingerprint is read beside it, and it waits for nothing."""
    identity = await established(settings)
    store = await Store.open(settings.database, settings.key())
    async with store.transaction() as tx:
        await tx.facts.set("something", "that is being written")
        assert in_groups(identity.master) in await on_paper(settings)
    async with store.transaction() as tx:
        assert await tx.facts.get("something") == "that is being written"
    await store.close()


async def test_what_the_homeserver_has_not_shown_is_not_handed_out(settings: Settings) -> None:
    """G6: before the first start, and after one that found somebody else's identity."""
    told = vigil("identity", "show", "--config", settings.file)
    assert (told.returncode, told.stderr) == (1, NONE_YET + "\n")
    assert not settings.database.exists()
    await established(settings)
    store = await Store.open(settings.database, settings.key())
    await keep_identity(store, Identity.make(settings.user))
    await store.close()
    told = vigil("identity", "show", "--config", settings.file)
    assert (told.returncode, told.stderr) == (1, NONE_YET + "\n")


async def test_a_file_that_cannot_be_written_is_told(settings: Settings, tmp_path: Path) -> None:
    """A sentence, after the fingerprint."""
    await established(settings)
    told = vigil("identity", "show", "--config", settings.file, "--png", tmp_path / "none" / "vigil.png")
    assert told.returncode == 1
    assert "cannot be written: No such file" in told.stderr
    assert "Traceback" not in told.stderr


async def test_a_wrong_key_is_told(settings: Settings) -> None:
    """As everywhere."""
    await established(settings)
    (settings.folder / "secrets" / "key").write_text("0" * 64)
    told = vigil("identity", "show", "--config", settings.file)
    assert told.returncode == 1
    assert "This key does not open the database" in told.stderr


@pytest.mark.parametrize("typed", ["n\n", "\n", ""])
def test_a_reset_asks_first(settings: Settings, typed: str) -> None:
    """It says what it means, and does nothing without a clear yes."""
    told = vigil("identity", "reset", "--config", settings.file, typed=typed)
    assert told.returncode == 1
    assert "has to verify it again" in told.stdout
    assert "Traceback" not in told.stderr
    assert not settings.database.exists()


# `vigil identity trust`

AMINA, KWAME, STRANGER = "@amina:example.org", "@kwame:example.org", "@somebody:example.org"
OLD, NEW = ("k" * 43, "n" * 43)


async def changed(settings: Settings) -> None:
    """Amina's identity has changed; Kwame has shown none yet."""
    store = await Store.open(settings.database, settings.key(), extra=JOBS)
    async with store.transaction() as tx:
        await tx.roster.fill([Organisation("clinic", "The Clinic", people=(KWAME,))], [], [AMINA])
        await tx.identities.put(IdentityRow(AMINA, pin=OLD, current=NEW, changed=True))
    await store.close()


async def known(settings: Settings) -> tuple[IdentityRow | None, list[object]]:
    """What is held of Amina, and what is to be done at the next start."""
    store = await Store.open(settings.database, settings.key(), extra=JOBS)
    async with store.transaction() as tx:
        held = await tx.identities.of(AMINA)
        late = datetime(2100, 1, 1, tzinfo=UTC)
        rows = [await tx.outbox.next(queue, late) for queue in await tx.outbox.queues(late)]
        due: list[object] = [row.action for row in rows if row is not None]
    await store.close()
    return held, due


async def test_a_person_is_trusted_by_hand(settings: Settings) -> None:
    """G3: as `!trust` does: pinned, certain, and signed at the next start, when the others hear of it too."""
    await changed(settings)
    told = vigil("identity", "trust", AMINA, *in_groups(NEW).split(), "--config", settings.file)
    assert (told.returncode, told.stderr) == (0, "")
    assert in_groups(NEW) in told.stdout
    held, due = await known(settings)
    assert held == IdentityRow(AMINA, pin=NEW, current=NEW, changed=False, verified=True)
    assert SignPerson(AMINA, NEW) in due
    assert len(due) == 2


@pytest.mark.parametrize(
    ("user", "fingerprint", "words"),
    [
        (AMINA, OLD, "had before"),
        (AMINA, NEW[:-1] + "N", "not the fingerprint that the homeserver shows"),
        (AMINA, "", "not the fingerprint that the homeserver shows"),
        (STRANGER, NEW, "Vigil does not know"),
        ("amina", NEW, "Write the whole address"),
        (KWAME, NEW, "has seen no identity"),
    ],
)
async def test_a_wrong_word_trusts_nobody(
    settings: Settings, user: str, fingerprint: str, words: str
) -> None:
    """G3: it says what to do, and changes nothing."""
    await changed(settings)
    with pytest.raises(VigilError, match=words):
        await trust(settings, user, fingerprint)
    held, due = await known(settings)
    assert held == IdentityRow(AMINA, pin=OLD, current=NEW, changed=True)
    assert due == []


async def test_nobody_is_trusted_before_the_first_start(settings: Settings) -> None:
    """There is no database yet, and none is made."""
    told = vigil("identity", "trust", AMINA, NEW, "--config", settings.file)
    assert (told.returncode, told.stderr) == (1, NO_PEOPLE_YET + "\n")
    assert not settings.database.exists()


async def test_nobody_is_trusted_beside_a_running_vigil(settings: Settings) -> None:
    """What is at hand in the process would not know of it."""
    await changed(settings)
    store = await Store.open(settings.database, settings.key(), extra=JOBS)
    told = vigil("identity", "trust", AMINA, NEW, "--config", settings.file)
    await store.close()
    assert told.returncode == 1
    assert "stop it first" in told.stderr
