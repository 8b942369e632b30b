"""What the benchmark of the rota decides about is as large and as tangled as it says."""

from __future__ import annotations

from rooms.events import OrganisationCalled
from rooms.lifecycle import decide
from rooms.rota import choose
from tests.bench.figures import Figures
from tests.bench.rota import CALLS_FOR_HELP, NOW, network, rota


def test_four_of_five_hundred_are_called() -> None:
    """Each alert calls the anchor and three that fit best, of whom some have people on duty and some off."""
    figures = Figures()
    rota(figures, times=2)
    assert (figures.organisations, figures.people, len(figures.decided)) == (500, 5000, 2)
    events = decide(None, CALLS_FOR_HELP, NOW, network())
    called = [event for event in events if isinstance(event, OrganisationCalled)]
    assert len(called) == 4
    assert called[0].organisation == "house-000"
    assert all(event.people and event.others for event in called)


def test_the_network_has_everything_that_takes_time() -> None:
    """Shifts, people away and overrides in each organisation; each can be called, and none with everybody."""
    whole = network()
    kinds = [(one.duties.shifts, one.duties.overrides, one.duties.absences) for one in whole.organisations]
    assert all(map(all, kinds))
    everybody = choose(whole, NOW, area="area-3", languages=("sw",), exclude=(), already=())
    assert len(everybody) == 500
    assert all(choice.people and choice.others for choice in everybody)
