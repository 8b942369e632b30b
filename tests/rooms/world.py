"""The rules' own world: a network, an alert, a clock that is moved by hand, and who was told what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from rooms import inputs as i
from rooms.actions import (
    Action,
    BriefRoom,
    InvitePeople,
    OpenRoom,
    RelayToRoom,
    TellCoordinators,
    TellDefender,
    TellRoom,
)
from rooms.alert import Alert, Message, MessageKind, Policy, Reach
from rooms.events import Event
from rooms.explaining import why
from rooms.lifecycle import decide, evolve, fold, react, timers
from rooms.policy import Quorum, usual
from rooms.roster import Defender, Network, Organisation
from rooms.texts import Argument, Lines, Text
from rooms.timers import Timer

START = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)
JEAN = "@jean:example.org"
BAOBAB = Defender(
    user=JEAN,
    alias="Baobab",
    area="goma",
    languages=("sw", "fr"),
    exclude=("hostile",),
    duress="all quiet on the lake",
)


def organisation(
    name: str, *, anchor: bool = False, areas: Sequence[str] = (), languages: Sequence[str] = ("fr",)
) -> Organisation:
    """An organisation with two people, named after it."""
    people = (f"@{name}-1:example.org", f"@{name}-2:example.org")
    return Organisation(name, name.title(), anchor, people, tuple(areas), tuple(languages))


NETWORK = Network(
    organisations=(
        organisation("anchor", anchor=True, areas=("kinshasa",)),
        organisation("birch", areas=("goma",)),
        organisation("cedar", areas=("goma",)),
        organisation("date", areas=("goma",)),
        organisation("elder", areas=("bukavu",)),
        organisation("fig", areas=("bukavu",)),
        organisation("hostile", areas=("goma",)),
    ),
    languages=("en", "fr", "sw"),
)


POLICY = Policy(
    ladders=usual(timedelta(minutes=10), Quorum()),
    still_on_it=timedelta(hours=4),
    quiet_after=timedelta(minutes=5),
)
"""What the settings make of it where they say nothing."""

ANCHOR, BIRCH, CEDAR, DATE, ELDER, FIG = (
    f"@{name}-1:example.org" for name in ("anchor", "birch", "cedar", "date", "elder", "fig")
)
"""One person of each organisation, in the order in which they are called for Baobab."""
COLLEAGUE = "@anchor-2:example.org"
"""Of the anchor as well."""
STRANGER = "@stranger:example.org"


def text(words: str, at: datetime = START) -> Message:
    """Something the defender wrote."""
    return Message(MessageKind.TEXT, words, at)


class Story:
    """One alert, told step by step; `said` holds what the last step made Vigil do."""

    def __init__(self, network: Network = NETWORK, policy: Policy | None = None) -> None:
        self.network = network
        self.policy = policy or POLICY
        self.now = START
        self.journal: list[Event] = []
        self.alert: Alert | None = None
        self.said: list[Action] = []
        self.delivers = True
        """The questions that Vigil puts reach Jean at once."""

    def give(self, given: i.Input) -> list[Action]:
        """One input, decided now; returns what follows from it."""
        self.said = []
        alert = self.alert
        for event in decide(alert, given, self.now, self.network):
            self.journal.append(event)
            alert = evolve(alert, event)
            self.said += react(alert, event)
        self.alert = alert
        if self.delivers:
            self._deliver(self.said)
        return self.said

    def _deliver(self, actions: list[Action]) -> None:
        for action in actions:
            if isinstance(action, TellDefender) and action.asks is not None:
                self.reaches(action)

    def reaches(self, question: TellDefender, reach: Reach = Reach.READABLE) -> list[Action]:
        """What became of this question; returns what follows."""
        said = self.said
        followed = self.give(i.DefenderReached(reach, question.asks, question.asked_at))
        self.said = said
        return followed

    @property
    def it(self) -> Alert:
        """The alert; there is one."""
        assert self.alert is not None
        return self.alert

    def raised(self, words: str = "they are at the door", covert: bool = False) -> Story:
        """Jean calls for help."""
        self.give(i.Raise(BAOBAB, "7KQ4", "mark", words, self.policy, covert=covert))
        return self

    def convened(self, covert: bool = False) -> Story:
        """Jean has called for help, the room is open, everybody is invited and briefed."""
        self.raised(covert=covert)
        self.give(i.RoomWasOpened("!room"))
        self.give(i.InvitationsSettled(self.it.partners, ()))
        self.give(i.Delivered((), brief=True))
        return self

    def jean(self, words: str, duress: bool = False) -> list[Action]:
        """Jean writes; nobody reads a question and answers it at once."""
        if self.it.end_delivered_at is not None:
            self.now = max(self.now, self.it.end_delivered_at + timedelta(seconds=6))
        return self.give(i.Wrote(text(words, self.now), duress))

    def confirms(self, person: str) -> list[Action]:
        """A partner agrees that it is over, with the number of the proposal."""
        proposal = self.it.proposal
        return self.give(i.Confirm(person, proposal.number if proposal is not None else None))

    def agrees(self) -> list[Action]:
        """So does Jean."""
        return self.jean(str(self.it.end_number))

    def forward(self, **length: float) -> list[Action]:
        """Let time pass; everything that falls due on the way happens at its own moment."""
        end = self.now + timedelta(**length)
        said: list[Action] = []
        while due := [timer for timer in self.timers() if timer.due_at <= end]:
            timer = min(due, key=lambda timer: timer.due_at)
            self.now = max(self.now, timer.due_at)
            said += self.give(i.Due(timer))
            assert timer not in self.timers(), "it would fire for ever"
            self.settle()
        self.now = end
        self.said = said
        return said

    def settle(self) -> None:
        """The homeserver does what was asked of it."""
        for action in list(self.said):
            if isinstance(action, InvitePeople):
                self.give(i.InvitationsSettled(action.people, ()))
            elif isinstance(action, OpenRoom):
                self.give(i.RoomWasOpened("!room"))

    def timers(self) -> tuple[Timer, ...]:
        """What is still to fall due."""
        return timers(self.it) if self.alert else ()

    def replayed(self) -> Alert:
        """The alert as its journal alone tells it."""
        return fold(self.journal)


def on_it() -> Story:
    """A convened alert in which everybody has answered, so that only check-ins fall due."""
    story = Story().convened()
    for person in (ANCHOR, BIRCH, CEDAR, DATE):
        story.give(i.Acknowledge(person))
    return story


def enough() -> Story:
    """A convened alert in which the anchor and two others are on it, and Date has not answered yet."""
    story = Story().convened()
    for person in (ANCHOR, BIRCH, CEDAR):
        story.give(i.Acknowledge(person))
    return story


def proposed() -> Story:
    """The anchor holds that it is over; nobody has agreed yet."""
    story = on_it()
    story.give(i.Resolve(ANCHOR, "the men were arrested"))
    return story


def relayed(actions: Sequence[Action]) -> list[str]:
    """What the defender wrote, as it was passed on."""
    return [action.message.text for action in actions if isinstance(action, RelayToRoom)]


def line_keys(text: Text) -> list[str]:
    """The sentences of which a brief or a status is made."""
    lines = text.arguments["lines"]
    assert isinstance(lines, Lines)
    return [line.key for line in lines.lines]


def room_keys(actions: Sequence[Action]) -> list[str]:
    """The sentences said in the room."""
    return [action.text.key for action in actions if isinstance(action, TellRoom | BriefRoom)]


def defender_keys(actions: Sequence[Action]) -> list[str]:
    """The sentences said to the defender."""
    return [action.text.key for action in actions if isinstance(action, TellDefender)]


def coordination_keys(actions: Sequence[Action]) -> list[str]:
    """The sentences said to the coordinators."""
    return [action.text.key for action in actions if isinstance(action, TellCoordinators)]


def briefed(actions: Sequence[Action]) -> list[tuple[str, ...]]:
    """Whom the briefs among these are for."""
    return [action.mention for action in actions if isinstance(action, BriefRoom)]


def quoted(actions: Sequence[Action]) -> list[object]:
    """The words of the defender that the briefs among these actions quote."""
    briefs = [each.text.arguments["lines"] for each in actions if isinstance(each, BriefRoom)]
    lines = (line for each in briefs if isinstance(each, Lines) for line in each.lines)
    return [line.arguments["words"] for line in lines if "words" in line.arguments]


def mentioned(actions: Sequence[Action], key: str) -> tuple[str, ...]:
    """Who was pinged with this sentence."""
    return next(
        action.mention
        for action in actions
        if isinstance(action, TellRoom | BriefRoom) and action.text.key == key
    )


def without(network: Network, *ids: str) -> Network:
    """The network without these organisations."""
    return replace(network, organisations=tuple(each for each in network.organisations if each.id not in ids))


def reasons(story: Story) -> list[list[str]]:
    """Of each organisation, in one line of `!why`."""

    def keys(text: Argument) -> list[str]:
        assert isinstance(text, Text)
        if text.key != "why-more":
            return [text.key]
        return [*keys(text.arguments["reasons"]), *keys(text.arguments["another"])]

    lines = why(story.it).arguments["lines"]
    assert isinstance(lines, Lines)
    return [keys(line.arguments["reasons"]) for line in lines.lines]
