"""What looks like an answer and is none: one word about it to each person (issue 11, number 25)."""

from __future__ import annotations

import pytest

from rooms import inputs as i
from tests.rooms.world import ANCHOR, BIRCH, DATE, STRANGER, Story, mentioned, room_keys


@pytest.mark.parametrize("given", [i.Spoke(BIRCH, talk=True), i.Gestured(BIRCH)])
def test_words_and_thumbs_are_no_answer_and_are_told_so_once(given: i.Input) -> None:
    """By name, to whoever owes an answer; the chase goes on."""
    story = Story().convened()
    assert mentioned(story.give(given), "nudge") == (BIRCH,)
    assert room_keys(story.give(given)) == []
    assert "nudge" in room_keys(story.give(i.Gestured("@birch-2:example.org")))
    assert story.it.organisation_of(BIRCH) in story.it.waiting_for
    assert "acknowledgement-overdue" in room_keys(story.forward(minutes=5))


def test_only_whoever_owes_an_answer_is_nudged() -> None:
    """Not who has answered, nor who mistyped or asked something, nor anybody else."""
    story = Story().convened()
    story.give(i.Acknowledge(ANCHOR))
    story.give(i.Pass(DATE))
    for given in (i.Spoke(ANCHOR, talk=True), i.Gestured(DATE), i.Spoke(BIRCH), i.Gestured(STRANGER)):
        assert "nudge" not in room_keys(story.give(given))
