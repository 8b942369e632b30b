"""`vigil roster export` and `import`: a network moves as it is, and nobody is taken out of an open alert."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import load_settings
from bot.errors import AlreadyRunning, VigilError
from bot.initialising import initialise
from bot.keeping.roster import export_roster, import_roster
from bot.networkfile import network_text
from bot.store.roster import Everybody
from bot.store.store import Store
from bot.store.suspensions import suspended_as
from rooms.duty import Absence, Duties, Shift
from rooms.roster import Defender, Organisation
from tests.bot.people import user_id
from tests.bot.scenes import COORDINATION, alert_raised, answer
from tests.bot.test_cli import change, filled
from tests.bot.world import World
from tests.forked import told as program

pytestmark = pytest.mark.program

NEW = user_id("newcomer")


async def everybody(vigil: World) -> Everybody:
    """The network as the running bot has it."""
    async with vigil.store.transaction() as tx:
        return await tx.roster.everybody()


def changed(network: Everybody, id: str, **fields: object) -> Everybody:
    """The network with these fields of one organisation."""
    organisations = (
        replace(one, **fields) if one.id == id else one  # type: ignore[arg-type]
        for one in network.organisations
    )
    return replace(network, organisations=tuple(organisations))


async def imported(vigil: World, network: Everybody, *, yes: bool = True) -> list[str]:
    """What was shown when this network was imported into the bot's database."""
    file = vigil.settings.data_dir.parent / "network.yaml"
    file.write_text(network_text(network), encoding="utf-8")
    shown: list[str] = []

    def agreed(changes: Sequence[str]) -> bool:
        shown.extend(changes)
        return yes

    done = await import_roster(vigil.settings, file, vigil.clock, vigil.identifiers, agreed)
    assert done == (yes and bool(shown))
    return shown


async def test_a_network_moves_as_it_is(vigil: World, tmp_path: Path) -> None:
    """Written while Vigil runs, for its owner alone; read into an empty installation it is the same."""
    now = vigil.clock.now()
    async with vigil.store.transaction() as tx:
        sophie = user_id("sophie")
        await tx.editing.set_duties(
            "anchor",
            Duties(shifts=(Shift(sophie),), absences=(Absence(sophie, now, now + timedelta(days=9)),)),
        )
        await tx.editing.change_organisation(
            "clinic", paused=True, telephones=("+243 81",), zone="Asia/Kathmandu"
        )
        await tx.suspensions.add(user_id("esther"), by=user_id("amina"), at=now)
    network = await everybody(vigil)
    file = tmp_path / "network.yaml"
    await export_roster(vigil.settings, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(VigilError, match="exists already"):
        await export_roster(vigil.settings, file)

    initialise(tmp_path / "elsewhere")
    settings = load_settings(tmp_path / "elsewhere" / "config.yaml")
    assert await import_roster(settings, file, vigil.clock, vigil.identifiers, lambda changes: True)
    again = tmp_path / "again.yaml"
    await export_roster(settings, again)
    assert again.read_text() == file.read_text()
    store = await Store.open(settings.database, settings.key())
    async with store.transaction() as tx:
        assert await tx.roster.everybody() == network
    await store.close()
    assert not await import_roster(settings, file, vigil.clock, vigil.identifiers, lambda changes: False)


async def test_what_changes_is_shown_first(vigil: World) -> None:
    """A line for each thing; without a yes nothing is done, and a yes does exactly that."""
    before = await everybody(vigil)
    await vigil.stops()
    (jean, mado) = before.defenders
    after = changed(
        before, "clinic", name="The New Clinic", people=(user_id("esther"), NEW), telephones=("1", "2")
    )
    after = changed(after, "jurists", duties=Duties(shifts=(Shift(user_id("david"), (5, 6)),)))
    river = next(one for one in before.organisations if one.id == "river-house")
    after = replace(
        after,
        organisations=(
            *(one for one in after.organisations if one != river),
            Organisation("pond", "Pond Watch", zone="UTC"),
        ),
        defenders=(replace(mado, duress="another song", area=""), Defender("@lea:example.org", "Acacia")),
        suspended=frozenset({user_id("david")}),
    )
    lines = {
        "organisation 'clinic': name becomes 'The New Clinic' (was 'The Clinic')",
        "organisation 'clinic': telephones becomes 1, 2 (was nothing)",
        f"organisation 'clinic': person {NEW} is added",
        f"organisation 'jurists': shifts become {user_id('david')} Sat-Sun 00:00-24:00",
        f"organisation 'river-house' is removed: River House, with {user_id('fidele')}",
        "organisation 'pond' is added: Pond Watch, with nobody",
        "defender 'Kapok': area becomes nothing (was 'kinshasa')",
        "defender 'Kapok': the duress word changes",
        "defender 'Baobab' is removed",
        "defender 'Acacia' is added",
        f"suspended {user_id('david')} is added",
    }
    shown = await imported(vigil, after, yes=False)
    assert set(shown) == lines
    assert len(shown) == len(lines)
    assert jean.user not in str(shown)
    await vigil.starts()
    assert await everybody(vigil) == before
    await vigil.stops()
    await imported(vigil, after)
    await vigil.starts()
    assert await everybody(vigil) == after
    await vigil.stops()
    assert await imported(vigil, after) == []
    await vigil.starts()


async def test_an_exclusion_of_nobody_and_a_new_order_are_shown(vigil: World) -> None:
    """What may be a slip is said, and who comes first is a change like any other."""
    before = await everybody(vigil)
    await vigil.stops()
    first, second, *others = before.organisations
    defenders = tuple(replace(one, exclude=("rivers",)) for one in before.defenders[:1])
    after = replace(before, organisations=(second, first, *others), defenders=defenders)
    shown = await imported(vigil, after)
    assert "organisations change their order" in shown
    assert "note: defender 'Baobab' excludes 'rivers', which is no organisation of these" in shown
    await vigil.starts()
    assert await everybody(vigil) == after


async def test_a_running_vigil_is_left_alone(vigil: World) -> None:
    """Nothing is imported behind its back."""
    network = await everybody(vigil)
    with pytest.raises(AlreadyRunning, match="stop it first"):
        await imported(vigil, changed(network, "clinic", name="Else"))
    assert await everybody(vigil) == network


async def test_open_alerts_are_left_alone(vigil: World) -> None:
    """Who takes part in one is neither taken off nor suspended; for everybody else the network changes."""
    scene = await alert_raised(vigil)
    before = await everybody(vigil)
    async with vigil.store.transaction() as tx:
        called, (row,) = await tx.roster.last_called(), await tx.journal.alerts()
        journal = await tx.journal.events(row.id)
        calls = await tx.calls.counts(vigil.clock.now() - timedelta(days=90))
    await vigil.stops()
    for after in (
        replace(before, organisations=tuple(one for one in before.organisations if one.id != "clinic")),
        changed(before, "lake-watch", people=(scene.zawadi.user,)),
        replace(before, suspended=frozenset({scene.esther.user})),
        replace(before, suspended=frozenset({"clinic"})),
        replace(before, defenders=before.defenders[1:]),
    ):
        with pytest.raises(VigilError, match=f"open alert {row.code}"):
            await imported(vigil, after)
    after = changed(before, "clinic", name="The New Clinic", people=(scene.esther.user, NEW), paused=True)
    assert len(await imported(vigil, after)) == 3
    await vigil.starts()
    assert await everybody(vigil) == after
    async with vigil.store.transaction() as tx:
        assert await tx.journal.events(row.id) == journal
        assert await tx.roster.last_called() == called
        assert await tx.calls.counts(vigil.clock.now() - timedelta(days=90)) == calls
    assert set(calls) == set(called)
    await scene.esther.says("!ack", scene.room)
    scene.sophie.sees("The Clinic", scene.room)


async def test_coordinators_change_rooms_with_their_office(vigil: World) -> None:
    """A new one is asked into the coordination room; one who is none any more is put out of it."""
    amina, newcomer = vigil.people("amina", "newcomer")
    before = await everybody(vigil)
    await vigil.stops()
    shown = await imported(vigil, replace(before, admins=(NEW,)))
    assert shown == [f"coordinator {NEW} is added", f"coordinator {amina.user} is removed"]
    await vigil.starts()
    await vigil.settles()
    async with vigil.store.transaction() as tx:
        chat = await tx.chats.coordination()
    assert chat is not None
    members = vigil.homeserver.rooms[chat.room].members
    assert members[amina.user] == "leave"
    await newcomer.says("!status", COORDINATION)
    newcomer.sees("Partner organisations: 12", COORDINATION)


async def test_vigil_itself_is_nobody_in_it(vigil: World) -> None:
    """Its own account is no partner: it would be invited into its own rooms."""
    network = await everybody(vigil)
    await vigil.stops()
    with pytest.raises(VigilError, match="own account"):
        await imported(vigil, changed(network, "clinic", fallback=vigil.settings.user))
    await vigil.starts()


async def test_there_is_nothing_to_write_before_the_first_start(before: World, tmp_path: Path) -> None:
    """It is said, and no file is left."""
    with pytest.raises(VigilError, match="no network yet"):
        await export_roster(before.settings, tmp_path / "network.yaml")
    assert os.listdir(tmp_path) == []


async def test_a_network_is_written_and_taken_back(tmp_path: Path) -> None:
    """Changed in a file, it is shown and asked about; --yes answers for it."""
    initialise(tmp_path / "vigil")
    config = tmp_path / "vigil" / "config.yaml"
    await filled(load_settings(config))
    file = tmp_path / "network.yaml"
    written = program("roster", "export", file, "--config", config)
    assert (written.returncode, written.stderr) == (0, "")
    assert "delete it when it has served" in written.stdout
    same = program("roster", "import", file, "--config", config)
    assert same.stdout == "The database has this network already.\n"
    change(file, "name: Lake Watch", "name: Pond Watch")
    line = "organisation 'lake': name becomes 'Pond Watch' (was 'Lake Watch')\n"
    unsure = program("roster", "import", file, "--config", config)
    assert unsure.returncode == 1
    assert unsure.stdout.startswith(line)
    done = program("roster", "import", file, "--config", config, "--yes")
    assert (done.returncode, done.stdout) == (0, f"{line}Done: start Vigil again.\n")
    again = program("roster", "import", file, "--config", config)
    assert again.stdout == same.stdout


async def test_what_was_done_at_the_machine_stands_in_the_audit(vigil: World) -> None:
    """The network cannot be changed past the coordinators' own record."""
    before = await everybody(vigil)
    await vigil.stops()
    assert await imported(vigil, replace(before, defenders=()))
    await vigil.starts()
    (amina,) = vigil.people("amina")
    said = await answer(amina, "!audit")
    assert "vigil roster import changes: " in said and "Nothing is missing" in said


async def test_a_suspended_defender_is_shown_by_alias(vigil: World) -> None:
    """Whoever looks over the shoulder of the one who imports learns no address of a defender."""
    before = await everybody(vigil)
    await vigil.stops()
    jean = before.defenders[0]
    after = replace(before, suspended=frozenset({suspended_as(jean.user)}))
    assert await imported(vigil, after, yes=False) == ["suspended defender Baobab is added"]
