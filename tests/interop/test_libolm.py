"""A partner whose client is built on libolm, which its makers retired in 2024: old clients can read Vigil."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.world import World

if TYPE_CHECKING:
    from tests.interop.libolm import OlmPerson

pytestmark = pytest.mark.filterwarnings("ignore:The .* field in Megolm events was deprecated")
"""mautrix itself reads the field that it calls deprecated."""


async def test_a_partner_on_libolm_lives_through_an_alert(vigil: World, sophie_on_libolm: OlmPerson) -> None:
    """Sophie reads the brief and all that follows, from a cross-signed device, and is obeyed (G2, G3)."""
    from mautrix.types import TrustState

    sophie = sophie_on_libolm
    jean, esther, david, *_ = await vigil.people("jean", "esther", "david", "carter", "zawadi")
    await jean.says("alert they are at the gate")
    brief = await sophie.sees("Baobab needs help")
    assert "they are at the gate" in brief.text
    await sophie.says("!ack", brief.room)
    await jean.sees("1 organisation is on it: The Anchor")
    await jean.says("there are three of them")
    await sophie.sees("Baobab: there are three of them", brief.room)
    await esther.says("we bring the car", brief.room)
    await sophie.sees("we bring the car", brief.room)
    await vigil.forward(hours=1)
    await jean.sees("Are you safe?")
    await jean.says("1")
    await sophie.sees("Baobab answers: safe", brief.room)
    await sophie.says("!resolve they are gone and the neighbours watch", brief.room)
    await sophie.sees("they are gone and the neighbours watch", brief.room, by=vigil.bot)
    await david.confirms(brief.room)
    await sophie.sees("Jurists for All agrees. The alert is closed", brief.room)
    await sophie.sees_nothing_undecryptable()
    assert set(sophie.trust.values()) == {TrustState.CROSS_SIGNED_TOFU}
