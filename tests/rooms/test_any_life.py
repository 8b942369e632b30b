"""Any life of an alert: whatever comes, from whom, in whatever order, the promises of `oversight.py` hold."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from rooms import inputs as i
from rooms import policy as p
from rooms.actions import Action, BriefRoom, InvitePeople, OpenRoom, TellDefender
from rooms.alert import Message, MessageKind, Policy, Reach, RoomPart
from rooms.coordinator_events import Ending
from rooms.duty import Duties, Shift
from rooms.lifecycle import fold, timers
from rooms.roster import Network, Organisation
from rooms.texts import Mistake
from rooms.timers import Timer, TimerKind
from rooms.written import ANSWER, UNKNOWN
from tests.rooms.oversight import PLAN, PROMISES, Step, never_closed_by_one
from tests.rooms.oversight_chase import CHASE_PROMISES
from tests.rooms.oversight_words import WORDS_PROMISES
from tests.rooms.world import BAOBAB, JEAN, Story

NAMES = ("anchor", "birch", "cedar", "date", "elder", "fig", "hostile")
OUTSIDERS = ("@amina:example.org", "@stranger:example.org", "@hostile-1:example.org", "@fig-2:example.org")
"""A coordinator, a stranger, somebody who must not be called, somebody who may be called late or never."""

ANCHORS = ("@anchor-1:example.org", "@anchor-2:example.org")

plan = st.sampled_from(["", f"{PLAN}: meet at the gate"])
length = st.sampled_from([timedelta(minutes=minutes) for minutes in (5, 10, 59, 240, 3000)])
seldom = st.sampled_from([False, False, False, True])
MINUTE = timedelta(minutes=1)
LADDERS = (
    p.Ladder("normal", (p.Step(p.Rung.OTHERS, MINUTE), p.Step(p.Rung.NEXT, 7 * MINUTE)), p.Quorum()),
    p.Ladder("urgent", (p.Step(p.Rung.NEXT, MINUTE),), p.Quorum(anchor=False, others=1)),
)
policies = st.builds(
    Policy,
    organisations=st.integers(1, 4),
    acknowledge_within=length,
    check_in_every=length,
    answer_within=length,
    room_update_every=length,
    cooling_off=length,
    retention=length,
    ladders=st.sampled_from([(), p.usual(10 * MINUTE, p.Quorum()), LADDERS]),
    still_on_it=st.sampled_from([None, timedelta(hours=4)]),
    quiet_after=st.sampled_from([timedelta(0), timedelta(minutes=5)]),
)
organisations = st.builds(
    lambda name, size, on_duty, fallback: Organisation(
        name,
        name.title(),
        name == "anchor",
        tuple(f"@{name}-{number}:example.org" for number in (1, 2)[:size]),
        deputy=name == "birch",
        duties=Duties(shifts=(Shift(f"@{name}-1:example.org"),)) if on_duty else Duties(),
        fallback=fallback,
    ),
    st.sampled_from(NAMES),
    st.sampled_from([2, 1, 0]),
    st.booleans(),
    st.sampled_from(["", "", "@fallback:example.org", "@hostile-1:example.org", JEAN]),
)


def networks(least: int) -> st.SearchStrategy[Network]:
    """Networks of every size from the least on; some organisations have nobody, some people new keys."""
    found = st.lists(organisations, min_size=least, max_size=len(NAMES), unique_by=lambda each: each.id)
    doubted = st.sampled_from([(), (), (), (JEAN,), ("@anchor-1:example.org",), ANCHORS])
    return st.builds(lambda each, new: Network(tuple(each), doubted=frozenset(new)), found, doubted)


WORDS = (
    "1", "2", "3", "yes", "no", "safe", "not safe", "later", "later 2h", "later 0m", "later 90h",
    "2, they are back", "alert", "sos they are inside", "a white car", "", "!status", "oui", "hatari",
)  # fmt: skip


class AnyLife(RuleBasedStateMachine):
    """One alert, and everything that the world can do to it."""

    def __init__(self) -> None:
        super().__init__()
        self.story = Story()
        self.story.delivers = False
        self.sent = 0
        self.asked: list[Action] = []
        """What the homeserver was asked to do and has not done yet."""
        self.spent: list[Timer] = []

    @initialize(
        network=networks(2),
        policy=policies,
        covert=st.booleans(),
        exclude=st.booleans(),
        convened=st.booleans(),
        kind=st.sampled_from(["", "", "", "exercise", "on behalf"]),
    )
    def raise_it(
        self, network: Network, policy: Policy, covert: bool, exclude: bool, convened: bool, kind: str
    ) -> None:
        """Jean calls for help, openly or by the duress word, or by telephone; the homeserver may be quick."""
        self.story = Story(network, policy)
        self.story.delivers = False
        defender = BAOBAB if exclude else replace(BAOBAB, exclude=())
        raised = i.Raise(defender, "7KQ4", "mark", "at the door", policy)
        if kind:
            nobody = replace(defender, user="")
            taken_by = "@amina:example.org" if kind == "on behalf" else ""
            raised = replace(raised, defender=nobody, exercise=not taken_by, on_behalf=taken_by)
        else:
            raised = replace(raised, covert=covert, earlier=(self._message("somebody follows me"),))
        self.asked += self.story.give(raised)
        if convened:
            for _ in (OpenRoom, InvitePeople, BriefRoom):
                self.what_was_asked_is_done()

    def _message(
        self,
        words: str,
        kind: MessageKind = MessageKind.TEXT,
        edited: bool = False,
        late: timedelta = timedelta(0),
        signed: bool = True,
    ) -> Message:
        self.sent += 1
        at = self.story.now - late
        return Message(kind, words, at, payload=str(self.sent), edited=edited, signed=signed)

    def give(self, given: i.Input) -> None:
        """Give an input; all promises hold after it, and a mistake changes nothing."""
        story, before = self.story, self.story.it
        if not before.defender and isinstance(given, i.Wrote | i.DefenderReached):
            return  # Nobody can have written it, or be written to.
        recorded = len(story.journal)
        self.spent += timers(before)
        try:
            actions = story.give(given)
        except Mistake:
            assert story.it is before
            assert len(story.journal) == recorded
            return
        self.asked += actions
        events = story.journal[recorded:]
        step = Step(before, given, story.now, story.network, events, actions, story.it)
        for promise in (*PROMISES, *CHASE_PROMISES, *WORDS_PROMISES):
            promise(step)
        never_closed_by_one(step, story.journal)

    def teardown(self) -> None:
        """The journal alone tells the same alert."""
        if self.story.journal:
            assert fold(self.story.journal) == self.story.it

    def _number(self, data: st.DataObject) -> int | None:
        """That of the proposal, if there is one; sometimes another one."""
        proposal = self.story.it.proposal
        return data.draw(st.sampled_from([proposal.number, proposal.number, 12])) if proposal else None

    def _anybody(self, data: st.DataObject) -> str:
        """A partner, the defender or an outsider."""
        return data.draw(st.sampled_from([*self.story.it.partners, JEAN, *OUTSIDERS]))

    # What people do

    @rule(data=st.data(), plan=plan, every=length)
    def somebody_commands(self, data: st.DataObject, plan: str, every: timedelta) -> None:
        """Whoever it is, and whether or not they may."""
        person = self._anybody(data)
        commands: list[i.Command] = [
            i.Acknowledge(person),
            i.Pass(person, plan),
            i.CheckInNow(person),
            i.CheckInEvery(person, every),
            i.Take(person),
            i.Lead(person, self._anybody(data)),
            i.MakeNote(person, plan),
            i.Tell(person, plan),
            i.BringIn(person),
            i.Resolve(person, plan),
            i.Confirm(person, self._number(data)),
            i.Deny(person, plan),
            i.Call(
                person, data.draw(st.sampled_from(["", "elder", "hostile", "medical", "nobody", "Birch"]))
            ),
            i.Release(person, data.draw(st.sampled_from(["birch", "anchor", "nobody"]))),
            i.HandOver(person, data.draw(st.sampled_from(["birch", "cedar", "fig", self._anybody(data)]))),
            i.Accept(person),
            i.Decline(person, plan),
            i.SetLevel(person, data.draw(st.sampled_from(["urgent", "normal", "slow"])), plan),
            i.Escalate(person),
        ]
        self.give(data.draw(st.sampled_from(commands)))

    @precondition(lambda self: self.story.it.partners and not self.story.it.proposal)
    @rule(data=st.data(), plan=plan)
    def one_proposes(self, data: st.DataObject, plan: str) -> None:
        """Somebody who was called holds that it is over."""
        self.give(i.Resolve(data.draw(st.sampled_from(self.story.it.partners)), plan))

    @precondition(lambda self: self.story.it.proposal and self.story.it.is_open)
    @rule(data=st.data(), agrees=st.booleans())
    def somebody_answers_it(self, data: st.DataObject, agrees: bool) -> None:
        """A colleague of theirs too, and the defender, and an outsider."""
        person = self._anybody(data)
        self.give(i.Confirm(person, self._number(data)) if agrees else i.Deny(person))

    @precondition(lambda self: bool(self.story.it.waiting_for))
    @rule()
    def all_called_are_on_it(self) -> None:
        """Everybody answers, so that the rest of a life is reached."""
        for called in self.story.it.waiting_for:
            self.give(i.Acknowledge(called.people[0]))

    @rule(
        words=st.sampled_from(WORDS),
        pause=st.sampled_from([0, 0, 6]),
        late=st.sampled_from([0, 0, 30]),
        unsigned=seldom,
    )
    def jean_writes(self, words: str, pause: int, late: int, unsigned: bool) -> None:
        """Answers, alarms and talk: at once or after a few seconds, on a bad network, from any device."""
        self.story.now += timedelta(seconds=pause)
        self.give(i.Wrote(self._message(words, late=timedelta(seconds=late), signed=not unsigned)))

    @precondition(lambda self: self.story.it.end_number != 0)
    @rule(late=st.sampled_from([0, 0, 30]), held=seldom, unsigned=seldom)
    def jean_agrees(self, late: int, held: bool, unsigned: bool) -> None:
        """With the number of the proposal; held back on its way, perhaps."""
        number = str(self.story.it.end_number)
        message = self._message(number, late=timedelta(seconds=late), signed=not unsigned)
        self.give(i.Wrote(replace(message, late=held)))

    @rule(
        words=st.sampled_from(WORDS),
        kind=st.sampled_from(MessageKind),
        edited=st.booleans(),
        duress=st.booleans(),
        captioned=st.booleans(),
        corrects=st.sampled_from(["", ANSWER, UNKNOWN]),
    )
    def jean_sends(
        self, words: str, kind: MessageKind, edited: bool, duress: bool, captioned: bool, corrects: str
    ) -> None:
        """Anything else, with the duress word or without."""
        message = self._message(words, kind, edited)
        self.give(i.Wrote(replace(message, captioned=captioned, corrects=corrects), duress))

    @rule(covert=seldom)
    def jean_raises_again(self, covert: bool) -> None:
        """An alert while there is one."""
        self.give(i.Raise(BAOBAB, "AAAA", "another", "again", self.story.policy, covert=covert))

    @precondition(lambda self: not self.story.it.defender_reads_along)
    @rule(data=st.data())
    def jean_is_brought_in(self, data: st.DataObject) -> None:
        """So that there are lives in which the defender reads along."""
        self.give(i.BringIn(self._anybody(data)))

    # What the homeserver does

    @rule(data=st.data(), brief=st.booleans())
    def a_report_of_any_kind(self, data: st.DataObject, brief: bool) -> None:
        """Out of order, repeated, about anybody."""
        person, other = self._anybody(data), self._anybody(data)
        reports: list[i.Input] = [
            i.RoomWasOpened("!room"),
            i.RoomWasRefused(),
            i.InvitationsSettled((person,), (other,)),
            i.Delivered((person, other), brief),
            i.Delivered((person, other), brief, unsigned=(person,)),
            i.Delivered((other,), brief, withheld=(person, other)),
            i.DeviceRefused(person),
            i.Intruded(person),
            i.RoomTampered(data.draw(st.sampled_from(RoomPart))),
            i.BecameReadable((person,)),
            i.DefenderReached(Reach.UNREADABLE),
            i.Joined(person),
            i.Left(person),
            i.Spoke(person, talk=brief),
            i.Gestured(person),
            i.Nearby(data.draw(st.sampled_from(["AAAA", "BBBB", "7KQ4"]))),
            i.EndExercise(Ending.REAL),
            i.CallIn("@amina:example.org", "they are back"),
            i.Tie(BAOBAB),
            i.Merge(data.draw(st.sampled_from(["AAAA", "BBBB"])), ("anchor", "elder", "hostile")),
        ]
        self.give(data.draw(st.sampled_from(reports)))

    @rule(data=st.data(), trusted=st.booleans())
    def an_identity_changes(self, data: st.DataObject, trusted: bool) -> None:
        """Anybody's; or a coordinator has made sure of one."""
        doubted = sorted(self.story.it.doubted)
        if trusted and doubted:
            self.give(i.IdentityTrusted(data.draw(st.sampled_from(doubted))))
        else:
            self.give(i.IdentityChanged(self._anybody(data)))

    @rule(data=st.data(), seldom=seldom)
    def coordinators_suspend(self, data: st.DataObject, seldom: bool) -> None:
        """Somebody, or all of an organisation; sometimes they take it back."""
        alert = self.story.it
        if seldom and alert.suspended:
            self.give(i.Reinstated(tuple(sorted(alert.suspended))))
            return
        called = alert.organisation_of(person := self._anybody(data))
        whole = called is not None and data.draw(st.booleans())
        self.give(i.Suspended(called.people if called is not None and whole else (person,)))

    @rule(data=st.data())
    def an_organisation_is_gone(self, data: st.DataObject) -> None:
        """Its people leave, or cannot be invited."""
        if self.story.it.organisations:
            called = data.draw(st.sampled_from(self.story.it.organisations))
            for person in called.people:
                self.give(i.Left(person) if data.draw(st.booleans()) else i.InvitationsSettled((), (person,)))

    @precondition(lambda self: bool(self.asked))
    @rule()
    def what_was_asked_is_done(self) -> None:
        """As a good homeserver does it."""
        done: dict[type, Callable[[Any], i.Input]] = {
            OpenRoom: lambda action: i.RoomWasOpened("!room"),
            InvitePeople: lambda action: i.InvitationsSettled(action.people, ()),
            BriefRoom: lambda action: i.Delivered((), brief=True),
            TellDefender: lambda action: i.DefenderReached(Reach.READABLE, action.asks, action.asked_at),
        }
        asked, self.asked = self.asked, []
        for action in asked:
            if type(action) in done:
                self.give(done[type(action)](action))

    @precondition(lambda self: any(isinstance(each, TellDefender) for each in self.asked))
    @rule(
        data=st.data(),
        reach=st.sampled_from([Reach.READABLE, Reach.READABLE, Reach.UNREADABLE, Reach.REFUSED]),
    )
    def words_to_jean_arrive_or_not(self, data: st.DataObject, reach: Reach) -> None:
        """Some of them, in any order, and again."""
        told = [each for each in self.asked if isinstance(each, TellDefender)]
        words = data.draw(st.sampled_from(told[-3:]))
        self.give(i.DefenderReached(reach, words.asks, words.asked_at))

    # What time does

    @rule(times=st.integers(1, 4))
    def time_goes_by(self, times: int) -> None:
        """To the next timers, each at its moment."""
        for _ in range(times):
            if timer := min(self.story.timers(), key=lambda each: each.due_at, default=None):
                self.story.now = max(self.story.now, timer.due_at)
                self.give(i.Due(timer))

    @rule(while_down=length)
    def vigil_was_down(self, while_down: timedelta) -> None:
        """All that fell due meanwhile fires late, and then nothing is due any more (G4)."""
        self.story.now += while_down
        for _ in range(40):
            due = [timer for timer in self.story.timers() if timer.due_at <= self.story.now]
            if not due:
                return
            self.give(i.Due(due[0]))
        raise AssertionError(f"{due} spin")

    @rule(data=st.data(), kind=st.sampled_from(TimerKind), subject=st.sampled_from(NAMES))
    def a_timer_that_is_not_due(self, data: st.DataObject, kind: TimerKind, subject: str) -> None:
        """Too early, again, or never set."""
        made_up = Timer(kind, self.story.now, subject)
        self.give(i.Due(data.draw(st.sampled_from([made_up, *self.story.timers(), *self.spent[-5:]]))))

    @rule(network=networks(0))
    def the_network_changes(self, network: Network) -> None:
        """Organisations and people come and go; the alert hears of it with whatever comes next."""
        self.story.network = network


AnyLife.TestCase.settings = settings(
    max_examples=min(300, 4 * settings().max_examples),
    stateful_step_count=40,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestAnyLife = AnyLife.TestCase


def test_every_class_of_input_is_thrown() -> None:
    """What is added to the rules' inputs has to be added to these lives."""
    source = inspect.getsource(AnyLife)
    classes = {found for each in get_args(i.Input) for found in (get_args(each) or (each,))}
    assert {each.__name__ for each in classes if f"i.{each.__name__}(" not in source} == set()
