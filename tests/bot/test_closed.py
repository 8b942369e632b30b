"""What is over does not look open, and nobody is bothered with it (issue 11, number 26)."""

from __future__ import annotations

from tests.bot.people import user_id
from tests.bot.scenes import Scene, alert_raised
from tests.bot.world import World


async def _closed(scene: Scene) -> None:
    """Two organisations agree that it is over; Carter, David and their colleagues have never come in."""
    for each in (scene.sophie, scene.esther):
        await each.joins(scene.room)
    await scene.sophie.says("!ack", scene.room)
    await scene.esther.says("!ack", scene.room)
    await scene.sophie.says("!resolve the men were arrested", scene.room)
    await scene.esther.says("!confirm", scene.room)


def _stay_outside(vigil: World) -> None:
    """From now on nobody enters a room before they want to."""
    vigil.homeserver.auto_join.clear()


async def test_whoever_is_called_reads_it_in_their_own_chat(vigil: World) -> None:
    """The room and nothing else; reminders too, until they are in the room; then that it is over."""
    jean, sophie, carter, zawadi = vigil.people("jean", "sophie", "carter", "zawadi")
    _stay_outside(vigil)
    await jean.says("alert they are at the gate")
    for person in (sophie, carter, zawadi):
        own = [said.text for place, said in person.unread() if place.id != person.room]
        assert any("ALERT: open Room" in text for text in own)
        assert "gate" not in " ".join(own)
    room = sophie.room
    await sophie.joins(room)
    vigil.everybody_reads_on()
    await vigil.forward(minutes=5)
    carter.sees("still waits for you")
    assert {place.id for place, _ in sophie.unread()} == {room}


async def test_invitations_are_withdrawn_and_the_name_says_that_it_is_over(vigil: World) -> None:
    """Whoever came in stays; whoever did not is told that there is nothing to do."""
    _stay_outside(vigil)
    scene = await alert_raised(vigil)
    room = vigil.homeserver.rooms[scene.room]
    assert room.members[scene.carter.user] == "invite"
    await _closed(scene)
    scene.carter.sees("is over")
    assert set(room.members.values()) == {"join", "leave"}
    assert room.members[scene.sophie.user] == "join"
    assert room.name.startswith("Room ") and room.name.endswith(" (over)")
    await vigil.restarts()
    assert set(room.members.values()) == {"join", "leave"}


async def test_nothing_is_said_of_closed_alerts_when_somebody_logs_in_late(vigil: World) -> None:
    """In open ones the coordinators read that somebody can read the room now; in closed ones nobody does."""
    vigil.homeserver.register(user_id("carter"), phones=0)
    scene = await alert_raised(vigil)
    await scene.carter.joins(scene.room)
    assert any("Lake Watch (@carter" in text for text in scene.amina.all_of())
    await _closed(scene)
    await scene.carter.gets_a_phone()
    await vigil.forward(minutes=5)
    told = scene.amina.all_of() + scene.sophie.all_of()
    assert not [text for text in told if "can read th" in text]
