"""A backup is taken while Vigil runs, its machine is lost, and Vigil goes on from the backup elsewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.demo.people import Person
from bot.errors import CopiedFolder, VigilError
from bot.keeping.backup import back_up
from bot.keeping.restore import restore
from bot.store import wholefile
from bot.store.store import Store
from tests.e2e.program import Program
from tests.e2e.scenes import Scene, everybody_on_it, is_waiting_for_a_key
from tests.e2e.world import World
from tests.waiting import until

REPEATED = "I go on from a backup made at"
PATIENCE = 60.0


async def elsewhere(vigil: World, backup: Path, folder: Path) -> World:
    """Another machine with the same settings and key, on which the backup is restored; not started."""
    shutil.copytree(vigil.settings.folder, folder, ignore=shutil.ignore_patterns("data"))
    made = World(vigil.town, folder / vigil.settings.file.name)
    await restore(made.settings, backup)
    return made


@pytest.fixture
def operator(vigil: World, tmp_path: Path) -> Program:
    """Who types commands beside the bot."""
    return Program(vigil.settings.file, tmp_path / "log")


async def jean_has_called(vigil: World) -> tuple[Person, Person]:
    """Jean and Sophie: she has read his alert. It needs few phones, and has time on a busy machine."""
    jean, sophie = await vigil.people("jean", "sophie")
    await jean.says("alert they are at the gate")
    await sophie.sees("they are at the gate", within=PATIENCE)
    await vigil.settles(within=PATIENCE)
    await jean.catches_up()
    return jean, sophie


async def is_lost_and_restored(vigil: World, operator: Program, backup: Path) -> None:
    """The machine is gone with its data folder; the backup is put into an empty one, and Vigil started."""
    await vigil.stops()
    shutil.rmtree(vigil.settings.data_dir)
    code, lines = await operator.calls("restore", str(backup))
    assert code == 0, lines
    await vigil.starts()


async def is_known_by(vigil: World, person: Person) -> None:
    """Return when this person is shown the new device of Vigil's, and no other."""

    async def is_shown() -> bool:
        answer = await person.phone.device.request("POST", "keys/query", {"device_keys": {vigil.bot: []}})
        return set(answer["device_keys"].get(vigil.bot, {})) == {vigil.vigil.gateway.me.device}

    await until(is_shown, within=PATIENCE)
    await person.catches_up()


async def goes_on(vigil: World, scene: Scene) -> None:
    """Questions, answers, commands and relayed words in the same room, each read by all."""
    await scene.is_asked()
    await scene.jean.says("2")
    await scene.all_see("ALARM!")
    await scene.jean.says("they are at the back door")
    await scene.all_see("they are at the back door")
    await scene.sophie.says("!tell we are five minutes away", scene.room)
    await scene.jean.sees("we are five minutes away")


async def test_an_alert_goes_on_from_a_backup(vigil: World, operator: Program, tmp_path: Path) -> None:
    """G1, G2, G6: same room, same people, same identity, another device; what may be missing is said."""
    scene = await everybody_on_it(vigil)
    (amina,) = await vigil.people("amina")
    await vigil.settles()
    before = vigil.vigil.gateway.me
    backup = tmp_path / "backup"
    code, lines = await operator.calls("backup", str(backup))
    assert code == 0, lines
    await scene.jean.says("this is after the backup")
    await scene.all_see("this is after the backup")
    await vigil.settles()
    await is_lost_and_restored(vigil, operator, backup)
    for partner in scene.partners:
        await partner.sees(REPEATED, scene.room, within=PATIENCE)
        assert "they are at the gate" in (await partner.sees("Baobab needs help", scene.room)).text
    await amina.sees("My data were lost", within=PATIENCE)
    after = vigil.vigil.gateway.me
    assert (after.user, after.master) == (before.user, before.master)
    assert after.device != before.device
    await is_known_by(vigil, scene.jean)
    await amina.sees("logged the old one out", within=PATIENCE)
    await is_waiting_for_a_key(vigil)  # What came after the backup is for the old device.
    await vigil.forward(seconds=11)
    await scene.jean.sees("Please write it again", within=PATIENCE)
    await goes_on(vigil, scene)
    phone = await scene.esther.another_device()
    vigil.town.people.append(phone)
    assert "they are at the gate" in (await phone.sees("Baobab needs help", scene.room)).text
    await vigil.restarts()
    await vigil.settles()
    await scene.sophie.catches_up()
    told = [seen for seen in scene.sophie.memory.seen if REPEATED in seen.text]
    assert len(told) == 1


async def test_what_fell_due_after_the_backup_comes_late(
    vigil: World, operator: Program, tmp_path: Path
) -> None:
    """G4: a check-in that was due while there was no machine is asked by the new one, once."""
    jean, _ = await jean_has_called(vigil)
    assert (await operator.calls("backup", str(tmp_path / "backup")))[0] == 0
    await vigil.stops()
    vigil.clock.forward(hours=3)
    await is_lost_and_restored(vigil, operator, tmp_path / "backup")
    await jean.sees("Are you safe?", within=PATIENCE)
    await vigil.settles(within=PATIENCE)
    await jean.catches_up()
    assert len([seen for seen in jean.memory.seen if "Are you safe?" in seen.text]) == 1


async def test_a_backup_while_it_writes_is_whole(vigil: World, operator: Program, tmp_path: Path) -> None:
    """G1: taken again and again in the middle of everything, each is sound and holds the alert."""
    jean, sophie = await jean_has_called(vigil)
    key = vigil.settings.key()
    for number in range(5):
        await jean.says(f"message {number}.")
        file = tmp_path / f"backup-{number}"
        back_up(vigil.settings, file, vigil.clock.now())
        assert wholefile.is_sound(file, key)
        folder = tmp_path / f"folder-{number}"
        folder.mkdir()
        shutil.copyfile(file, folder / "vigil.db")
        store = await Store.open(folder / "vigil.db", key)
        async with store.transaction() as tx:
            assert len(await tx.journal.alerts(open_only=True)) == 1
        await store.close()
    await sophie.sees("message 4.", within=PATIENCE)


async def test_nothing_is_overwritten(vigil: World, operator: Program, tmp_path: Path) -> None:
    """Data that are there are never replaced, nor are restored ones put beside the old device's keys."""
    (jean,) = await vigil.people("jean")
    await jean.says("hello")
    await jean.sees("Do you need help now?")
    backup = tmp_path / "backup"
    assert (await operator.calls("backup", str(backup)))[0] == 0
    code, lines = await operator.calls("restore", str(backup))
    assert (code, lines[-1]) == (1, "Another Vigil is running on this data folder.")
    await vigil.stops()
    for name in ("vigil.db", "crypto.db"):
        with pytest.raises(VigilError, match="There are data in"):
            await restore(vigil.settings, backup)
        (vigil.settings.data_dir / name).unlink()
    await restore(vigil.settings, backup)
    await vigil.starts()
    await is_known_by(vigil, jean)
    await jean.says("1")
    await jean.sees("I have your alert", within=PATIENCE)


async def test_the_vigil_of_before_gives_way(vigil: World, tmp_path: Path) -> None:
    """G3: one that still runs, though another was restored from its backup, stops for good."""
    jean, sophie = await jean_has_called(vigil)
    back_up(vigil.settings, tmp_path / "backup", vigil.clock.now())
    other = await elsewhere(vigil, tmp_path / "backup", tmp_path / "elsewhere")
    await other.starts()
    try:
        with pytest.raises(CopiedFolder):
            await vigil.ends(within=PATIENCE)
        await is_known_by(other, jean)
        await jean.says("they are at the back door")
        await sophie.sees("they are at the back door", within=PATIENCE)
        await vigil.starts()
        with pytest.raises(CopiedFolder):
            await vigil.ends(within=PATIENCE)
        await other.restarts()  # It looks at once, not after a minute, whether somebody has logged in.
        await is_known_by(other, jean)
        await jean.says("they are gone")
        await sophie.sees("they are gone", within=PATIENCE)
    finally:
        await other.stops()
