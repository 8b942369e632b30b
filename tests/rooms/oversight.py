"""What has to hold of every alert, whatever comes to it: a function for each promise, checking one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rooms import coordinator_events as c
from rooms import escalation_events as x
from rooms import events as e
from rooms import inputs as i
from rooms import trust_events as t
from rooms.actions import (
    Action,
    BriefRoom,
    InvitePeople,
    RemovePeople,
    TellCoordinators,
    TellDefender,
    TellRoom,
)
from rooms.alert import Alert, CheckInAnswer, Question, State
from rooms.briefing import status
from rooms.lifecycle import decide, evolve, fold, react, timers
from rooms.roles import Role, role_of
from rooms.roster import Network
from rooms.texts import Argument, Lines, Names, Text
from rooms.timers import TimerKind
from tests.rooms.world import text

PLAN = "PLAN"
"""Stands in all that partners write in these tests."""

TELLS_ON_THE_DEFENDER = frozenset(
    {"answered-duress", "brief-duress", "status-said-duress", "alarm-unheeded-duress"}
)
AN_IMPATIENT_THUMB = timedelta(seconds=5)
CALLS = (e.OrganisationCalled, e.RotaExhausted, t.IdentityDoubted, x.ChasedAgain, x.PeoplePinged)


@dataclass(frozen=True)
class Step:
    """One input that was taken: what it met, what happened, what followed, and what is now."""

    before: Alert
    given: i.Input
    now: datetime
    network: Network
    events: Sequence[e.Event]
    actions: Sequence[Action]
    after: Alert


def outcome(
    alert: Alert, given: i.Input, now: datetime, network: Network
) -> tuple[list[e.Event], list[Action], Alert]:
    """What an input leads to, without its happening."""
    events = decide(alert, given, now, network)
    actions: list[Action] = []
    for event in events:
        alert = evolve(alert, event)
        actions += react(alert, event)
    return events, actions, alert


def told(actions: Iterable[Action]) -> list[Text]:
    """What the defender is told."""
    return [action.text for action in actions if isinstance(action, TellDefender)]


def _inside(value: Argument) -> Iterator[Argument]:
    """The value and all that stands in it."""
    yield value
    match value:
        case Text(_, arguments):
            for argument in arguments.values():
                yield from _inside(argument)
        case Lines(lines):
            for line in lines:
                yield from _inside(line)
        case Names(names):
            yield from names


def keys_in(value: Text) -> set[str]:
    """The keys of the sentence and of all that stands in it."""
    return {each.key for each in _inside(value) if isinstance(each, Text)}


# Nobody is left alone


def nobody_is_called_who_must_not_be(step: Step) -> None:
    """No organisation twice, and never one that the defender excludes, nor somebody of it for another one.

    One that was there before it was known whose alert this is has to leave.
    """
    called = [each.id for each in step.after.organisations]
    assert len(called) == len(set(called))
    excluded = [each for each in step.after.organisations if each.id in step.after.exclude]
    assert not {each.id for each in excluded} - {each.id for each in step.before.organisations}
    assert step.after.suspended.issuperset(person for each in excluded for person in each.people)
    barred = {
        person for one in step.network.organisations if one.id in step.after.exclude for person in one.people
    }
    asked = {person for each in step.actions if isinstance(each, InvitePeople) for person in each.people}
    assert not (asked - set(step.before.partners)) & barred


def silence_never_lasts(step: Step) -> None:
    """If nothing more comes from outside, Vigil speaks all the same; after the end it locks and leaves."""
    kinds = {timer.kind for timer in timers(step.after)}
    match step.after.state:
        case State.PURGED:
            assert not kinds
        case State.RESOLVED:
            assert kinds == ({TimerKind.PURGE} if step.after.locked else {TimerKind.LOCK, TimerKind.PURGE})
        case _:
            assert _speaks_by_itself(step.after, step.now, step.network)


def _speaks_by_itself(alert: Alert, now: datetime, network: Network, further: int = 3) -> bool:
    """Some timer makes Vigil say what somebody can hear, or (`further` times) sets one that does."""
    for timer in timers(alert):
        at = max(now, timer.due_at)
        _, actions, after = outcome(alert, i.Due(timer), at, network)
        if any(_is_heard(action, after) for action in actions):
            return True
        if further and _speaks_by_itself(after, at, network, further - 1):
            return True
    return False


def _is_heard(action: Action, alert: Alert) -> bool:
    if isinstance(action, TellRoom):
        return alert.room is not None and bool(alert.audience)
    return isinstance(action, TellDefender | TellCoordinators)


def what_is_due_happens(step: Step) -> None:
    """A timer that fell due leads to something and is spent; one that did not leads to nothing."""
    if not isinstance(step.given, i.Due):
        return
    timer = step.given.timer
    if timer in timers(step.before) and timer.due_at <= step.now:
        assert step.events
        assert timer not in timers(step.after)
    else:
        assert all(isinstance(event, CALLS) for event in step.events)


# Nobody is betrayed


def nothing_shows_in_a_covert_alert(step: Step) -> None:
    """Not a word to the defender, but the one that seems to end it; until they call for help themselves."""
    if step.after.covert:
        assert (step.after.check_in, step.after.next_check_in_at, step.after.question) == (None, None, None)
        assert step.after.end_asked_at is None
    if step.before.covert and step.after.covert:
        assert told(step.actions) == []
    elif step.after.covert:
        assert [each.key for each in told(step.actions)] == ["defender-resolved"]


def the_duress_word_looks_like_safe(step: Step) -> None:
    """To the letter what the honest answer would get."""
    alert = step.after
    if not alert.is_open or alert.covert:
        return
    honest = str(alert.end_number) if _is_asked_whether_over(alert, step.now) else "safe"
    forced = i.Wrote(text("all quiet on the lake", step.now), duress=True)
    _, said, _ = outcome(alert, i.Wrote(text(honest, step.now)), step.now, step.network)
    _, feigned, after = outcome(alert, forced, step.now, step.network)
    assert told(feigned) == told(said)
    assert after.state is not State.RESOLVED and after.proposal is None


def _is_asked_whether_over(alert: Alert, now: datetime) -> bool:
    """They have had the question before them for a while, and answered all that was asked before it."""
    at = alert.end_delivered_at
    asked = alert.question is Question.RESOLUTION and not alert.owes_answer
    return asked and at is not None and now - at > AN_IMPATIENT_THUMB


def nobody_is_silent_who_was_not_asked(step: Step) -> None:
    """The room and the coordinators read of a missing answer only once the question has arrived (G6)."""
    said = {each.text.key for each in step.actions if isinstance(each, TellRoom | TellCoordinators)}
    if said & {"ladder-asked-again", "ladder-who-will-call", "coordination-check-in-missed"}:
        assert step.before.check_in is not None and step.before.check_in.delivered_at is not None


def the_defender_reads_nothing_that_tells_on_them(step: Step) -> None:
    """Once they are in the room, it says nothing of a duress word, nor do its brief and its status."""
    if not step.after.defender_reads_along:
        return
    said = [each.text for each in step.actions if isinstance(each, TellRoom | BriefRoom)]
    for each in (*said, status(step.after)):
        assert not keys_in(each) & TELLS_ON_THE_DEFENDER


def the_plan_stays_with_the_partners(step: Step) -> None:
    """Of what they write, only `!tell` reaches the defender, and nothing reaches the coordinators."""
    texts = [each for each in told(step.actions) if each.key != "told"]
    texts += [action.text for action in step.actions if isinstance(action, TellCoordinators)]
    for each in texts:
        assert not any(isinstance(part, str) and PLAN in part for part in _inside(each))


def whoever_is_out_is_out(step: Step) -> None:
    """G3: who is suspended, or may be somebody else, is told nothing in the room, pinged or invited."""
    alert = step.after
    out = alert.suspended | alert.doubted.keys()
    assert not alert.audience & out
    assert alert.unreached <= alert.audience
    assert alert.lead not in out
    for person in out:
        assert role_of(alert, person) is Role.NOBODY
    for action in step.actions:
        if isinstance(action, TellRoom | BriefRoom):
            assert not out & set(action.mention)
        if isinstance(action, InvitePeople):
            assert not out & set(action.people)


def whoever_must_not_be_there_is_removed(step: Step) -> None:
    """The suspended at once and whenever they come back, a stranger each time."""
    out: set[str] = set()
    for event in step.events:
        if isinstance(event, t.PeopleSuspended):
            out.update(event.people)
        if isinstance(event, t.IntruderFound):
            out.add(event.person)
    removed = {each for action in step.actions if isinstance(action, RemovePeople) for each in action.people}
    assert removed == (out if step.after.room else set())


HOLDS_PLANS = frozenset(
    {"told", "brought-in", "resolution-question", "defender-invited", "defender-answered", "defender-called"}
)


def a_defender_who_may_be_somebody_else_hears_no_plans(step: Step) -> None:
    """Neither who comes nor what they say; nor is the end asked of them, nor are they invited."""
    alert = step.after
    if not alert.doubts_defender:
        return
    names = {called.name for called in alert.organisations}
    for each in told(step.actions):
        assert not keys_in(each) & HOLDS_PLANS
        assert not any(isinstance(part, str) and part in names for part in _inside(each))
    assert not any(isinstance(each, InvitePeople) and alert.defender in each.people for each in step.actions)
    assert Question.RESOLUTION not in {each.asks for each in step.actions if isinstance(each, TellDefender)}
    assert alert.question is not Question.RESOLUTION


def who_is_called_in_secret_is_not_named_to_the_defender(step: Step) -> None:
    """Whoever forces them would learn that "safe" was not believed."""
    secret = {called.name for called in step.after.organisations if called.secret}
    for each in told(step.actions):
        assert not any(isinstance(part, str) and part in secret for part in _inside(each))


# Nobody closes alone


def never_closed_by_one(step: Step, journal: Sequence[e.Event]) -> None:
    """One organisation proposed, and another one or an unforced defender agreed, with no alarm since.

    Only an exercise may end otherwise.
    """
    if step.before.state in (State.RESOLVED, State.PURGED) or step.after.is_open:
        return
    if any(isinstance(event, c.ExerciseEnded) for event in journal):
        assert step.after.exercise
        return
    closing = [event for event in journal if isinstance(event, e.AlertResolved)]
    assert len(closing) == 1
    upto = journal[: journal.index(closing[0])]
    last = max(at for at, event in enumerate(upto) if isinstance(event, e.ResolutionProposed))
    proposal = upto[last]
    assert isinstance(proposal, e.ResolutionProposed)
    assert not any(_is_alarm(event) for event in upto[last:])
    voices = {each.id for each in step.after.organisations if closing[0].person in each.people}
    assert proposal.organisation not in voices
    assert voices or closing[0].person == step.after.defender
    assert closing[0].person not in step.before.doubted.keys() | step.before.suspended
    assert proposal.person not in step.before.doubted.keys() | step.before.suspended
    if not voices:
        assert not any(_is_forced(event) for event in upto)
        _is_no_stray_answer(step.given, upto)


def _is_no_stray_answer(given: i.Input, upto: Sequence[e.Event]) -> None:
    """The defender closes only by the number of this very proposal, written after it and not held back."""
    if not isinstance(given, i.Wrote):
        return
    alert = fold(upto)
    assert alert.proposal is not None
    assert str(alert.proposal.number) in given.message.text
    assert given.message.sent_at >= alert.proposal.proposed_at
    assert given.message.protected and not given.message.late


def _is_alarm(event: e.Event) -> bool:
    if isinstance(event, e.CheckInAnswered):
        return event.answer in (CheckInAnswer.NOT_SAFE, CheckInAnswer.DURESS)
    return isinstance(event, e.AlarmRaised | e.ResolutionDenied)


def _is_forced(event: e.Event) -> bool:
    if isinstance(event, e.AlertRaised):
        return event.covert
    return isinstance(event, e.CheckInAnswered) and event.answer is CheckInAnswer.DURESS


def an_end_is_an_end(step: Step) -> None:
    """After it nobody is asked or told anything in the defender's chat, and nobody is called."""
    if step.before.is_open:
        return
    assert told(step.actions) == []
    asked = (e.CheckInAsked, e.CheckInOverdue, e.OrganisationCalled, e.RoomUpdateAsked, e.AlertRaised)
    assert not any(isinstance(event, asked) for event in step.events)


PROMISES = (
    nobody_is_called_who_must_not_be,
    silence_never_lasts,
    what_is_due_happens,
    nobody_is_silent_who_was_not_asked,
    nothing_shows_in_a_covert_alert,
    the_duress_word_looks_like_safe,
    the_defender_reads_nothing_that_tells_on_them,
    the_plan_stays_with_the_partners,
    whoever_is_out_is_out,
    whoever_must_not_be_there_is_removed,
    a_defender_who_may_be_somebody_else_hears_no_plans,
    who_is_called_in_secret_is_not_named_to_the_defender,
    an_end_is_an_end,
)
