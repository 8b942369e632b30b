"""Work in the room: lead, notes, words for the defender, the rhythm of check-ins, the room's own reminder."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rooms import inputs as i
from rooms.actions import InvitePeople, TellDefender
from rooms.texts import Mistake, say
from tests.rooms.world import (
    ANCHOR,
    BIRCH,
    CEDAR,
    COLLEAGUE,
    DATE,
    ELDER,
    JEAN,
    Story,
    defender_keys,
    enough,
    mentioned,
    on_it,
    room_keys,
)


def refused(story: Story, command: i.Command) -> str:
    """The sentence that refuses a command, which changes nothing."""
    before = story.it
    with pytest.raises(Mistake) as caught:
        story.give(command)
    assert story.it is before
    return caught.value.text.key


def kept_awake(story: Story, **length: float) -> list[str]:
    """The room's sentences while time passes and Jean answers every question."""
    end, said = story.now + timedelta(**length), []
    while story.now < end:
        said += room_keys(story.forward(minutes=30))
        if story.it.check_in is not None:
            story.jean("1")
    return said


def test_one_leads_and_the_room_knows() -> None:
    """By oneself or named by another; whoever leads is pinged, and a later one takes over."""
    story = on_it()
    assert mentioned(story.give(i.Lead(ANCHOR, ANCHOR)), "lead-taken") == (ANCHOR,)
    said = story.give(i.Lead(ANCHOR, BIRCH))
    assert mentioned(said, "lead-taken") == (BIRCH,)
    assert said[0].text == say("lead-taken", lead="Birch")  # type: ignore[union-attr]
    assert story.it.lead == BIRCH


@pytest.mark.parametrize("lead", [JEAN, ELDER, "@nobody:example.org"])
def test_only_somebody_who_was_called_can_lead(lead: str) -> None:
    """The others are not here to lead."""
    assert refused(on_it(), i.Lead(ANCHOR, lead)) == "lead-not-here"


def test_nobody_leads_who_has_left() -> None:
    """Neither can they be named, nor do they go on leading: the reminder would reach nobody."""
    story = on_it()
    story.give(i.Lead(ANCHOR, BIRCH))
    story.give(i.Left(BIRCH))
    assert story.it.lead is None
    assert refused(story, i.Lead(ANCHOR, BIRCH)) == "lead-not-here"


def test_an_organisation_that_passes_leads_no_more() -> None:
    """Another one's pass changes nothing."""
    story = on_it()
    story.give(i.Lead(ANCHOR, BIRCH))
    story.give(i.Pass(CEDAR))
    assert story.it.lead == BIRCH
    story.give(i.Pass(BIRCH))
    assert story.it.lead is None


def test_a_silent_room_is_asked_and_asked_again() -> None:
    """The lead by name; without one everybody; every four hours until somebody speaks."""
    story = on_it()
    assert kept_awake(story, hours=3, minutes=30).count("update") == 0
    assert kept_awake(story, hours=0.5).count("update") == 1
    assert kept_awake(story, hours=4).count("update") == 1
    story.give(i.Lead(ANCHOR, DATE))
    found = kept_awake(story, hours=4)
    assert (found.count("update-lead"), found.count("update")) == (1, 0)


def test_a_reminder_without_a_lead_pings_everybody_who_is_still_there() -> None:
    """Not those who left."""
    story = on_it()
    story.give(i.Left(COLLEAGUE))
    story.now += timedelta(hours=4)
    (due,) = (timer for timer in story.timers() if timer.kind.value == "room_update")
    found = mentioned(story.give(i.Due(due)), "update")
    assert set(found) == set(story.it.partners) - {COLLEAGUE}


def test_a_note_is_kept_and_not_repeated() -> None:
    """The room has read it already."""
    story = on_it()
    said = story.give(i.MakeNote(BIRCH, "the key is under the stone"))
    assert room_keys(said) == ["noted"]
    assert "stone" not in repr(said)
    assert [(note.person, note.text) for note in story.it.notes] == [(BIRCH, "the key is under the stone")]


def test_tell_reaches_the_defender_with_the_name_of_the_organisation() -> None:
    """To the letter; never the person's own name; the room is told that it goes out."""
    story = on_it()
    said = story.give(i.Tell(BIRCH, "  we are at the gate\nwhite car "))
    told = [each.text for each in said if isinstance(each, TellDefender)]
    assert told == [say("told", name="Birch", text="  we are at the gate\nwhite car ")]
    assert room_keys(said) == ["told-room"]


def test_nothing_else_that_partners_write_reaches_the_defender() -> None:
    """Not the plan, not the reasons, not the talk."""
    story = on_it()
    said = story.give(i.Spoke(ANCHOR))
    said += story.give(i.MakeNote(ANCHOR, "we hide them at the school"))
    said += story.give(i.Lead(ANCHOR, BIRCH))
    said += story.give(i.Pass(CEDAR, "no car"))
    said += story.give(i.CheckInEvery(ANCHOR, timedelta(hours=2)))
    said += story.give(i.Pass(DATE, "no driver"))
    assert defender_keys(said) == [
        "defender-withdrawn",
        "defender-withdrawn",
        "defender-called",
        "defender-called",
    ]
    assert "no car" not in repr([each for each in said if isinstance(each, TellDefender)])


def test_only_partners_keep_the_room_alive() -> None:
    """A defender who is in the room and asks whether anybody is there is no sign that somebody is."""
    story = on_it()
    story.give(i.BringIn(ANCHOR))
    story.give(i.InvitationsSettled((JEAN,), ()))
    before = story.it.room_spoke_at
    story.now += timedelta(hours=1)
    story.give(i.Spoke(JEAN))
    story.give(i.MakeNote(JEAN, "anybody there?"))
    assert story.it.room_spoke_at == before
    story.give(i.Spoke(BIRCH))
    assert story.it.room_spoke_at == story.now


@pytest.mark.parametrize(
    "command",
    [
        i.CheckInNow(BIRCH),
        i.CheckInEvery(BIRCH, timedelta(minutes=30)),
        i.Lead(BIRCH, CEDAR),
        i.MakeNote(BIRCH, "bring water"),
        i.Tell(BIRCH, "open the door"),
        i.BringIn(BIRCH),
        i.Resolve(BIRCH, "quiet"),
        i.Call(BIRCH),
        i.Call(BIRCH, "date"),
        i.Release(BIRCH, "date"),
        i.HandOver(BIRCH, "cedar"),
        i.SetLevel(BIRCH, "urgent", "they are armed"),
        i.Escalate(BIRCH),
    ],
)
def test_whoever_gives_a_command_is_there(command: i.Command) -> None:
    """Any of them is a word: nobody is asked whether they are still on it who has just done something."""
    story = enough()
    story.now += timedelta(hours=2)
    story.give(command)
    assert story.it.called_as("birch").spoke_at == story.it.room_spoke_at == story.now


def test_bring_in_invites_the_defender_and_warns_both_sides() -> None:
    """Who asked for it, that they will read along, and what a taken phone would show."""
    story = on_it()
    said = story.give(i.BringIn(BIRCH))
    assert InvitePeople((JEAN,)) in said
    assert room_keys(said) == ["brought-in-room"]
    assert defender_keys(said) == ["brought-in"]
    assert JEAN in story.it.audience
    assert story.give(i.InvitationsSettled((JEAN,), ())) == []


def test_bring_in_counts_once_and_again_after_they_left() -> None:
    """Or after the homeserver would not invite them."""
    story = on_it()
    story.give(i.BringIn(BIRCH))
    assert refused(story, i.BringIn(ANCHOR)) == "already-brought-in"
    assert "invitation-failed" in room_keys(story.give(i.InvitationsSettled((), (JEAN,))))
    story.give(i.BringIn(ANCHOR))
    story.give(i.InvitationsSettled((JEAN,), ()))
    story.give(i.Joined(JEAN))
    story.give(i.Left(JEAN))
    assert JEAN not in story.it.audience
    assert InvitePeople((JEAN,)) in story.give(i.BringIn(ANCHOR))
    assert JEAN in story.it.audience


def test_a_new_rhythm_holds_from_now_on() -> None:
    """A shorter one brings the next question nearer; a longer one never puts off what was promised."""
    story = on_it()
    story.give(i.CheckInEvery(ANCHOR, timedelta(minutes=30)))
    assert defender_keys(story.forward(minutes=30)) == ["check-in"]
    story.jean("1")
    story.give(i.CheckInEvery(ANCHOR, timedelta(hours=6)))
    assert defender_keys(story.forward(minutes=30)) == ["check-in"]
    story.jean("1")
    assert story.it.next_check_in_at == story.now + timedelta(hours=6)


def test_check_in_now_is_shown_with_who_wanted_it() -> None:
    """And does not put a second question beside an open one."""
    story = on_it()
    said = story.give(i.CheckInNow(BIRCH))
    assert said[1].text == say("check-in-asked", alias="Baobab", by="Birch")  # type: ignore[union-attr]
    assert refused(story, i.CheckInNow(ANCHOR)) == "check-in-running"


@pytest.mark.parametrize(
    ("words", "hours", "key"),
    [
        ("later", 1, "check-in-later"),
        ("later 2h", 2, "check-in-later"),
        ("later 8h", 8, "check-in-later"),
        ("later 8h30", 8, "check-in-later-capped"),
        ("later 3 days", 8, "check-in-later-capped"),
    ],
)
def test_later_is_kept_up_to_the_limit_and_cut_there(words: str, hours: int, key: str) -> None:
    """The defender reads when they are asked again, and so does the room."""
    story = on_it()
    story.forward(hours=1)
    said = story.jean(words)
    at = story.now + timedelta(hours=hours)
    assert [each.text for each in said if isinstance(each, TellDefender)] == [say(key, at=at)]
    assert said[0].text.arguments["at"] == at  # type: ignore[union-attr]
    assert story.it.next_check_in_at == at
