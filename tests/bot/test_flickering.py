"""A homeserver that shows, hides and shows again: all of it counts, and nobody drowns in what is told."""

from __future__ import annotations

from bot.matrix.identity import in_groups
from bot.matrix.trust import Seen
from tests.bot.people import Person, user_id
from tests.bot.scenes import COORDINATION, Scene, alert_raised
from tests.bot.world import World


async def esther_shows(scene: Scene, key: str = "") -> str:
    """This master key, or a new one, is shown of all of The Clinic; Vigil has noticed it."""
    shown = await scene.esther.changes_identity(key)
    await scene.esther.world.looks_again()
    return shown


async def test_a_key_that_flickers_floods_nobody(vigil: World) -> None:
    """G6: each turn counts, and the first is told at once; the rest once an hour, with how many they were."""
    scene = await alert_raised(vigil)
    old = vigil.homeserver.masters[scene.esther.user]
    new = await esther_shows(scene)
    for _ in range(4):
        for key in (old, new):
            await esther_shows(scene, key)
    told = [text for text in scene.amina.all_of(COORDINATION) if "IDENTITY CHANGED" in text]
    assert len(told) == 2 and "the earlier fingerprint" in told[1]
    scene.amina.reads_on()
    await vigil.forward(minutes=61)
    again = [said.text for _, said in scene.amina.unread(COORDINATION) if "IDENTITY CHANGED" in said.text]
    assert sorted("3 more times" in text for text in again) == [False, True]
    assert all("4 more times" in text or "3 more times" in text for text in again)
    assert all("The Clinic" in text and in_groups(new) in text for text in again)
    scene.amina.reads_on()
    await vigil.forward(minutes=122)
    assert not any("IDENTITY CHANGED" in said.text for _, said in scene.amina.unread(COORDINATION))


async def test_a_key_that_changes_after_it_was_trusted_is_told_at_once(vigil: World) -> None:
    """G6: a coordinator has made sure of them; what happens then is news, be it within the hour."""
    scene = await alert_raised(vigil)
    new = await esther_shows(scene)
    await scene.amina.says(f"!trust @esther:vigil.test {new}", COORDINATION)
    scene.amina.sees("is verified")
    scene.amina.reads_on()
    await esther_shows(scene)
    scene.amina.sees("IDENTITY CHANGED: The Clinic, @esther:vigil.test")


async def test_phones_without_end_flood_nobody(vigil: World) -> None:
    """G6: a homeserver that shows new ones all the time: three an hour are told, and once the rest."""
    scene = await alert_raised(vigil)
    vigil.everybody_reads_on()
    for _ in range(8):
        await scene.carter.gets_a_phone(signed=False)
        await vigil.forward(minutes=3)
        await vigil.looks_again()
    assert _told(scene.carter) == _told(scene.amina) == 3
    await vigil.forward(minutes=61)
    assert _told(scene.carter) == _told(scene.amina) == 4
    await vigil.forward(minutes=122)
    assert _told(scene.carter) == _told(scene.amina) == 4


def _told(person: Person) -> int:
    told = ("One of your phones or computers", "These people have a phone")
    return sum(said.text.startswith(told) for _, said in person.unread())


async def test_no_more_unsigned_devices_are_kept_than_anybody_has(vigil: World) -> None:
    """A homeserver that lists devices without end fills no disk, and what is known costs nothing again."""
    carter, book = user_id("carter"), vigil.vigil.identities
    seen = Seen(vigil.homeserver.masters[carter], frozenset(f"device {number:03}" for number in range(150)))
    await book.seen({carter: seen})
    kept = book.unsigned_of(carter)
    assert len(kept) == 100
    written: list[bool] = []
    vigil.store.on_commit = lambda: written.append(True)
    await book.seen({carter: seen})
    assert not written
    fewer = Seen(seen.master, seen.unsigned - set(sorted(kept)[:30]))
    await book.seen({carter: fewer})
    assert len(book.unsigned_of(carter)) == 100 and book.unsigned_of(carter) <= fewer.unsigned
    await book.seen({carter: Seen(seen.master)})
    assert not book.unsigned_of(carter)
