"""The front desk while a covert alert is open: to whoever reads along it is a desk like any other day."""

from __future__ import annotations

from tests.bot.world import World

WORD = "all quiet on the lake"


async def test_yes_i_need_help_is_heard_in_a_covert_alert(vigil: World) -> None:
    """A "1" to "Do you need help now?" alarms the room that is there; who asks for help is answered."""
    jean, sophie = vigil.people("jean", "sophie")
    await jean.says(WORD)
    jean.sees("Do you need help now?")
    sophie.sees("DURESS WORD")
    await jean.says("1")
    sophie.sees("Baobab is calling for help again")
    jean.sees("I have your alert")


async def test_no_is_answered_as_on_any_day(vigil: World) -> None:
    """The question was only asked to keep up appearances, and so is its answer; the room reads it."""
    jean, sophie = vigil.people("jean", "sophie")
    await jean.says(WORD)
    await jean.says("2")
    jean.sees("When you need help, write: alert")
    sophie.sees("Baobab: 2")
    await vigil.forward(hours=3)
    jean.sees_no_more()
