"""Who comes into an alert room later is given the keys of what was meant for them, and of nothing before."""

from __future__ import annotations

from tests.bot.people import Person
from tests.bot.scenes import alert_raised
from tests.bot.world import World


def phones(vigil: World, person: Person) -> set[str]:
    """Their devices."""
    return vigil.homeserver.phones[person.user]


async def test_the_defender_who_is_brought_in_gets_no_key_to_what_was_said_before(vigil: World) -> None:
    """G3: whoever takes the phone, and has the homeserver's help, must not read "SILENT ALARM" there."""
    scene = await alert_raised(vigil)
    await scene.jean.says("all quiet on the lake")
    alarm = scene.sophie.sees("SILENT ALARM", scene.room)
    await scene.sophie.says("!bring-in", scene.room)
    await scene.sophie.says("!status", scene.room)
    now = scene.jean.sees("Raised at", scene.room)
    assert alarm.session is not None and now.session is not None
    assert phones(vigil, scene.sophie) <= vigil.homeserver.holders[alarm.session]
    assert phones(vigil, scene.jean).isdisjoint(vigil.homeserver.holders[alarm.session])
    assert phones(vigil, scene.jean) <= vigil.homeserver.holders[now.session]


async def test_an_organisation_that_is_called_later_reads_its_brief(vigil: World) -> None:
    """G2: the brief comes anew for them, and everybody else reads on; what was said before stays closed."""
    scene = await alert_raised(vigil)
    baraka, *_ = vigil.people("baraka")
    await scene.jean.says("there are five")
    before = scene.sophie.sees("there are five", scene.room)
    await scene.david.says("!pass", scene.room)
    brief = baraka.sees("Baobab needs help")
    assert "there are five" in brief.text
    assert before.session is not None and brief.session is not None
    assert phones(vigil, baraka).isdisjoint(vigil.homeserver.holders[before.session])
    await scene.jean.says("now six")
    for person in (scene.sophie, scene.david, baraka):
        person.sees("now six", scene.room)


async def test_a_new_phone_reads_all_that_was_meant_for_its_owner(vigil: World) -> None:
    """G2: whoever was there from the beginning is no newcomer, however often they change their phone."""
    scene = await alert_raised(vigil)
    await scene.sophie.says("!bring-in", scene.room)
    await scene.sophie.gets_a_phone()
    brief = next(said for _, said in vigil.homeserver.shown(scene.sophie.user) if "needs help" in said.text)
    assert brief.session is not None
    assert phones(vigil, scene.sophie) <= vigil.homeserver.holders[brief.session]
