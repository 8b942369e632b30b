"""Any life of an alert: whatever comes, from whom, in whatever order, the promises of `oversight.py` hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from rooms import inputs as i
from rooms.actions import Action, BriefRoom, InvitePeople, OpenRoom
from rooms.alert import Message, MessageKind, Policy
from rooms.lifecycle import fold, timers
from rooms.roster import Network, Organisation
from rooms.texts import Mistake
from rooms.timers import Timer, TimerKind
from tests.rooms.oversight import PLAN, PROMISES, Step, never_closed_by_one
from tests.rooms.world import BAOBAB, JEAN, START, Story

NAMES = ("anchor", "birch", "cedar", "date", "elder", "fig", "hostile")
PEOPLE = tuple(f"@{name}-{number}:example.org" for name in NAMES for number in (1, 2))
EVERYBODY = (*PEOPLE, JEAN, "@amina:example.org", "@stranger:example.org")
"""Those of the network, the defender, a coordinator and a stranger."""

person = st.sampled_from(EVERYBODY)
people = st.lists(person, max_size=4, unique=True).map(tuple)
length = st.sampled_from([timedelta(minutes=minutes) for minutes in (1, 5, 10, 59, 240, 3000)])
policies = st.builds(
    Policy,
    organisations=st.integers(1, 4),
    acknowledge_within=length,
    check_in_every=length,
    answer_within=length,
    room_update_every=length,
    retention=length,
    cooling_off=length,
)
organisations = st.builds(
    lambda name, size, anchor: Organisation(
        name, name.title(), anchor, tuple(f"@{name}-{number}:example.org" for number in (1, 2)[:size])
    ),
    st.sampled_from(NAMES),
    st.integers(0, 2),
    st.booleans(),
)
networks = st.lists(organisations, max_size=len(NAMES), unique_by=lambda each: each.id).map(
    lambda found: Network(tuple(found))
)
plans = st.sampled_from(["", f"{PLAN}: meet at the gate"])
commands: st.SearchStrategy[i.Command] = st.one_of(
    st.builds(i.Acknowledge, person),
    st.builds(i.Pass, person, plans),
    st.builds(i.CheckInNow, person),
    st.builds(i.CheckInEvery, person, length),
    st.builds(i.Take, person),
    st.builds(i.Lead, person, person),
    st.builds(i.MakeNote, person, plans),
    st.builds(i.Tell, person, plans),
    st.builds(i.BringIn, person),
    st.builds(i.Resolve, person, plans),
    st.builds(i.Confirm, person),
    st.builds(i.Deny, person, plans),
)
reports = st.one_of(
    st.just(i.RoomWasOpened("!room")),
    st.just(i.RoomWasRefused()),
    st.builds(i.InvitationsSettled, people, people),
    st.builds(i.Delivered, people, st.booleans()),
    st.builds(i.BecameReadable, people),
    st.builds(i.Joined, person),
    st.builds(i.Left, person),
    st.builds(i.Spoke, person),
)
WORDS = (
    "1", "2", "3", "yes", "no", "safe", "not safe", "later", "later 2h", "later 0m", "later 90h",
    "2, they are back", "alert", "sos they are inside", "a white car", "", "!status", "oui", "hatari",
)  # fmt: skip


class AnyLife(RuleBasedStateMachine):
    """One alert, and everything that the world can do to it."""

    def __init__(self) -> None:
        super().__init__()
        self.story = Story()
        self.sent = 0
        self.asked: list[Action] = []
        """What the homeserver was asked to do and has not done yet."""
        self.spent: list[Timer] = []

    @initialize(network=networks, policy=policies, covert=st.booleans(), exclude=st.sampled_from(NAMES))
    def raise_it(self, network: Network, policy: Policy, covert: bool, exclude: str) -> None:
        """Jean calls for help, openly or by the duress word."""
        self.story = Story(network, policy)
        defender = replace(BAOBAB, exclude=(exclude,))
        earlier = (self._message("somebody follows me"),)
        self.asked += self.story.give(
            i.Raise(defender, "7KQ4", "mark", "at the door", policy, covert=covert, earlier=earlier)
        )

    def _message(self, words: str, kind: MessageKind = MessageKind.TEXT, edited: bool = False) -> Message:
        self.sent += 1
        return Message(kind, words, self.story.now, payload=str(self.sent), edited=edited)

    def give(self, given: i.Input) -> None:
        """Give an input; all promises hold after it, and a mistake changes nothing."""
        story, before = self.story, self.story.it
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
        for promise in PROMISES:
            promise(step)
        never_closed_by_one(step, story.journal)
        assert fold(story.journal) == story.it

    # What people do

    @rule(command=commands)
    def anybody_commands(self, command: i.Command) -> None:
        """Whoever it is, and whether or not they may."""
        self.give(command)

    @rule(data=st.data(), command=commands)
    def a_partner_commands(self, data: st.DataObject, command: Any) -> None:
        """The same, by one who was called."""
        if partners := self.story.it.partners:
            self.give(replace(command, person=data.draw(st.sampled_from(partners))))

    @rule(words=st.sampled_from(WORDS))
    def jean_writes(self, words: str) -> None:
        """Answers, alarms and talk."""
        self.give(i.Wrote(self._message(words)))

    @rule(words=st.sampled_from(WORDS), kind=st.sampled_from(MessageKind), edited=st.booleans(), duress=st.booleans())
    def jean_sends(self, words: str, kind: MessageKind, edited: bool, duress: bool) -> None:
        """Anything else, with the duress word or without."""
        self.give(i.Wrote(self._message(words, kind, edited), duress))

    @rule(covert=st.booleans())
    def jean_raises_again(self, covert: bool) -> None:
        """An alert while there is one."""
        self.give(i.Raise(BAOBAB, "AAAA", "another", "again", self.story.policy, covert=covert))

    @rule()
    def all_called_are_on_it(self) -> None:
        """Everybody answers, so that the rest of a life is reached."""
        for called in self.story.it.organisations:
            self.give(i.Acknowledge(called.people[0]))

    @rule(reason=plans, data=st.data())
    def two_partners_close(self, reason: str, data: st.DataObject) -> None:
        """One proposes and one confirms, if they may."""
        if partners := self.story.it.partners:
            self.give(i.Resolve(data.draw(st.sampled_from(partners)), reason))
            self.give(i.Confirm(data.draw(st.sampled_from(partners))))

    # What the homeserver does

    @rule(report=reports)
    def a_report_of_any_kind(self, report: i.Input) -> None:
        """Out of order, repeated, about anybody."""
        self.give(report)

    @precondition(lambda self: bool(self.asked))
    @rule()
    def what_was_asked_is_done(self) -> None:
        """As a good homeserver does it."""
        done: dict[type, Callable[[Any], i.Input]] = {
            OpenRoom: lambda action: i.RoomWasOpened("!room"),
            InvitePeople: lambda action: i.InvitationsSettled(action.people, ()),
            BriefRoom: lambda action: i.Delivered((), brief=True),
        }
        asked, self.asked = self.asked, []
        for action in asked:
            if type(action) in done:
                self.give(done[type(action)](action))

    # What time does

    @rule(times=st.integers(1, 6))
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

    @rule(network=networks)
    def the_network_changes(self, network: Network) -> None:
        """Organisations come and go, and so do their people; the alert hears of it with whatever comes next."""
        self.story.network = network


AnyLife.TestCase.settings = settings(
    max_examples=120,
    stateful_step_count=40,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestAnyLife = AnyLife.TestCase


def test_the_world_of_these_lives_is_not_too_small() -> None:
    """Every class of input is thrown at an alert: one that is added to the rules has to be added here."""
    thrown = {i.Raise, i.Wrote, i.Due, *(type(each) for each in ())}
    assert START and thrown
