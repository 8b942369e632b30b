"""Alerts of the same area: each room knows of the other by its code, the coordinators of the two."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from rooms.roster import Defender
from tests.bot.coordinators import answer
from tests.bot.people import Person, user_id
from tests.bot.scenes import COORDINATION
from tests.bot.world import World

NEARBY, CLUSTER = "another alert nearby", "are in the same area"


async def of_goma(
    world: World, *names: str, area: str = "Goma", within: timedelta = timedelta(days=1)
) -> None:
    """A bot is begun, and these people are defenders of Goma too (however it is written), or of this area."""
    more = tuple(Defender(user_id(name), f"Acacia {name}", area, ("en",)) for name in names)
    world.settings = replace(
        world.settings, defenders=(*world.settings.defenders, *more), nearby_within=within
    )
    for name in names:
        world.homeserver.register(user_id(name))
    await world.starts()


def rooms_of(world: World) -> list[str]:
    """The alert rooms, in the order of their making."""
    return [room.id for room in world.homeserver.rooms.values() if room.name.startswith(("Room", "Salle"))]


def told(person: Person, words: str, room: str) -> list[str]:
    """What of the bot's words in this room holds these."""
    return [text for text in person.all_of(room) if words in text]


async def test_two_alerts_of_an_area_know_of_each_other_by_code(before: World) -> None:
    """The first room is told, the second reads it in its brief; the coordinators hear of it once."""
    await of_goma(before, "lea")
    jean, lea, sophie, amina = before.people("jean", "lea", "sophie", "amina")
    await jean.says("alert")
    await before.forward(hours=2)
    await lea.says("alert")
    first, second = rooms_of(before)
    assert len(told(sophie, f"{NEARBY}: K002", first)) == 1
    assert told(sophie, "Acacia", first) == [] and told(sophie, "Baobab", second) == []
    (brief,) = told(sophie, "needs help", second)
    assert f"{NEARBY}: K001" in brief
    (cluster,) = told(amina, CLUSTER, COORDINATION)
    assert "Baobab" not in cluster and "Acacia" not in cluster
    assert "Other alerts nearby" in await answer(amina, "!alert K001")


async def test_a_restart_changes_nothing(before: World) -> None:
    """The second alert finds the first one in the database; and nothing is said a second time."""
    await of_goma(before, "lea")
    jean, lea, sophie, amina = before.people("jean", "lea", "sophie", "amina")
    await jean.says("alert")
    await before.restarts()
    await lea.says("alert")
    await before.restarts()
    first, _ = rooms_of(before)
    assert len(told(sophie, NEARBY, first)) == 1
    assert len(told(amina, CLUSTER, COORDINATION)) == 1


async def test_other_areas_and_older_alerts_are_not_near(before: World) -> None:
    """Jean's of two hours ago is too old for Lea's; Mado's is of Kinshasa."""
    await of_goma(before, "lea", within=timedelta(hours=1))
    jean, mado, lea, amina = before.people("jean", "mado", "lea", "amina")
    await jean.says("alert")
    await mado.says("alerte")
    await before.forward(hours=2)
    await lea.says("alert")
    assert told(amina, CLUSTER, COORDINATION) == []


async def test_alerts_of_no_known_area_are_not_near(before: World) -> None:
    """That nobody knows where two are does not bring them together."""
    await of_goma(before, "lea", "rita", area="")
    lea, rita, amina = before.people("lea", "rita", "amina")
    await lea.says("alert")
    await rita.says("alert")
    assert told(amina, CLUSTER, COORDINATION) == []


async def test_a_closed_alert_is_not_near(before: World) -> None:
    """Only two open ones may belong together."""
    await of_goma(before, "lea")
    jean, lea, sophie, esther, amina = before.people("jean", "lea", "sophie", "esther", "amina")
    await jean.says("alert")
    await sophie.says("!resolve it is quiet", sophie.room)
    await esther.confirms(esther.room)
    await lea.says("alert")
    assert told(amina, CLUSTER, COORDINATION) == []


async def test_a_flood_of_alerts_is_no_flood_of_messages(before: World) -> None:
    """Of many in one area each is told of the three newest, and the coordinators of one."""
    names = [f"d{number}" for number in range(6)]
    await of_goma(before, *names)
    people = before.people(*names)
    (amina,) = before.people("amina")
    for person in people:
        await person.says("alert")
    assert len(told(amina, CLUSTER, COORDINATION)) == 5
    async with before.store.transaction() as tx:
        alerts = [alert for _, alert in await before.vigil.places.alerts.each(tx, open_only=True)]
    assert [len(alert.nearby) for alert in alerts] == [3, 4, 5, 5, 4, 3]


async def test_an_exercise_is_near_to_nothing(before: World) -> None:
    """The real alert that ends it is not told of it, nor it of that."""
    await of_goma(before, "lea")
    (amina,) = before.people("amina")
    (lea,) = before.people("lea")
    await answer(amina, "!drill goma")
    await lea.says("alert")
    assert told(amina, CLUSTER, COORDINATION) == []
    async with before.store.transaction() as tx:
        every = [alert for _, alert in await before.vigil.places.alerts.each(tx, open_only=False)]
    assert len(every) == 2 and all(alert.nearby == () for alert in every)
