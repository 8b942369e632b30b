"""An alert: what is known of it at one moment. It is the fold of its journal (`evolving.py`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum

from rooms.called import Answer as Answer
from rooms.called import Called as Called
from rooms.called import Handover
from rooms.policy import NORMAL, Ladder
from rooms.policy import Policy as Policy
from rooms.written import Message as Message
from rooms.written import MessageKind as MessageKind


class State(Enum):
    """Where an alert stands in its life (DESIGN.md 2)."""

    RAISED = "raised"
    ACTIVE = "active"
    RESOLVING = "resolving"
    RESOLVED = "resolved"
    PURGED = "purged"


class CheckInAnswer(Enum):
    """What the defender answered to "are you safe?"."""

    SAFE = "safe"
    NOT_SAFE = "not_safe"
    LATER = "later"
    DURESS = "duress"


class Question(Enum):
    """What the defender was asked last, so that a bare "1" can be understood."""

    CHECK_IN = "check_in"
    RESOLUTION = "resolution"


class Inferred(Enum):
    """Why an alert was raised that nobody had asked for in so many words."""

    THREAT = "threat"
    """What they wrote speaks of a threat."""
    UNANSWERED = "unanswered"
    """They wrote again and again, and did not say whether they need help."""


class Reach(Enum):
    """What became of the last words to the defender."""

    READABLE = "readable"
    """A device of theirs was given the key, or the chat is not encrypted."""
    UNREADABLE = "unreadable"
    """They are in the chat, and no device of theirs can read them."""
    REFUSED = "refused"
    """The homeserver would not take them."""


class RoomPart(Enum):
    """What of a room's setting up somebody else can have changed."""

    ENCRYPTION = "encryption"
    POWERS = "powers"
    """Who may do what in it."""
    HISTORY = "history"
    """Who can read what was written earlier."""
    ENTRY = "entry"
    GUESTS = "guests"
    """Whether somebody without an account may come in."""
    SERVERS = "servers"
    SUCCESSOR = "successor"
    """Whether another room is said to have taken its place: that cannot be undone."""


@dataclass(frozen=True)
class CheckIn:
    """An "are you safe?" that has no answer yet. `step` counts the rungs of the ladder already climbed.

    Nobody is silent who could not read the question: the ladder begins anew when it is delivered.
    """

    asked_at: datetime
    step: int = 0
    stepped_at: datetime | None = None
    delivered_at: datetime | None = None
    put_again_at: datetime | None = None
    """When it was put to them once more."""
    told_since: bool = False
    """Partners' words came to them after it."""

    @property
    def since(self) -> datetime:
        """Since when it is waited: for the answer, or for the question to reach them."""
        return self.delivered_at or self.asked_at


@dataclass(frozen=True)
class Unheeded:
    """An alarm that nobody of the room has taken on yet. `step` counts how often it was put to them since."""

    raised_at: datetime
    since: datetime
    """From when the time to the next step runs."""
    step: int = 0
    secret: bool = False
    """It was raised by the duress word: nothing that the defender can see may come of it."""


@dataclass(frozen=True)
class Proposal:
    """One organisation holds that the threat is over; a second one has to agree."""

    organisation: str
    person: str
    reason: str
    proposed_at: datetime
    reminded_at: datetime | None = None
    number: int = 0
    """Whoever agrees writes it: no older word can be meant for this proposal."""


@dataclass(frozen=True)
class Note:
    """Something a partner wants everybody to have before them."""

    person: str
    text: str
    noted_at: datetime
    number: int = 0
    """Of the message that it was written in."""


@dataclass(frozen=True)
class Alert:
    """All that is known of one alert."""

    code: str
    mark: str
    defender: str
    alias: str
    area: str
    languages: tuple[str, ...]
    language: str
    """The language the defender is spoken to in."""
    room_language: str
    words: str
    raised_at: datetime
    policy: Policy
    exclude: tuple[str, ...] = ()
    protected: bool = True
    """The defender's own chat with Vigil is encrypted."""
    inferred: Inferred | None = None
    covert: bool = False
    """A duress word raised it or answered its end: the defender is told nothing that shows it is open."""
    duress: bool = False
    """The duress word was written: what the defender writes may be forced, and cannot close the alert."""
    exercise: bool = False
    """It is a drill: all who are told of it are told so, and it counts nowhere."""
    on_behalf: str = ""
    """The coordinator who took the call, if it did not come by Matrix; `defender` may be empty then."""
    changed_at: datetime | None = None
    """When something last happened that a command can be about."""
    state: State = State.RAISED
    room: str | None = None
    opening_asked_at: datetime | None = None
    """When Vigil last asked for the room; None once it is there."""
    opening_failed_at: datetime | None = None
    opening_told_at: datetime | None = None
    """When people were last told that there is no room yet."""
    organisations: tuple[Called, ...] = ()
    level: str = NORMAL
    """The name of the ladder by which organisations are chased."""
    handovers: tuple[Handover, ...] = ()
    """Those that nobody has answered yet."""
    nearby: tuple[str, ...] = ()
    """The codes of other alerts in the same area."""
    merged: tuple[str, ...] = ()
    """The codes of those whose partners work on this one too, and the other way round."""
    pinged: Mapping[str, Mapping[str, datetime]] = field(default_factory=dict)
    """Who was mentioned last with which sentence, and when."""
    pings: int = 0
    """How often people were mentioned in its room, all together."""
    exhausted_at: datetime | None = None
    """When people were last told that nobody is left to call."""
    invited: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    nudged: frozenset[str] = frozenset()
    """Who was told that what they wrote is no answer."""
    refused: frozenset[str] = frozenset()
    """Whom the homeserver would not invite."""
    unreached: frozenset[str] = frozenset()
    unverified: frozenset[str] = frozenset()
    """Who has a device that is given no keys, for want of their own signature; the room has heard of it."""
    doubted: Mapping[str, datetime] = field(default_factory=dict)
    """Whose identity has changed, and when; until it is settled they are told nothing that matters."""
    suspended: frozenset[str] = frozenset()
    """Whom the coordinators have taken out of all work."""
    unsigned: bool = False
    """The defender last wrote from a device that they have not verified."""
    spoke_signed: bool = True
    """They have written from a verified device: what comes from another one cannot close the alert."""
    intruders: frozenset[str] = frozenset()
    intruders_told_at: datetime | None = None
    altered: Mapping[RoomPart, datetime] = field(default_factory=dict)
    """What others have changed about the room, and when people were last told of it."""
    briefed_at: datetime | None = None
    held: tuple[Message, ...] = ()
    """What the defender sent before the brief was out; it follows the brief."""
    earlier: tuple[Message, ...] = ()
    """What they had written just before they called for help."""
    recent: tuple[Message, ...] = ()
    """The last few things the defender wrote, for the brief of those who are called later."""
    relay_confirmed_at: datetime | None = None
    alarm: bool = False
    """They raised the alarm again, and have not said since that they are safe."""
    unheeded: Unheeded | None = None
    """That alarm, until somebody of the room takes it on."""
    next_check_in_at: datetime | None = None
    check_in: CheckIn | None = None
    rhythm: timedelta | None = None
    """How often they are asked, if a partner has decided that."""
    reach: Reach = Reach.READABLE
    question: Question | None = None
    """What was said to them last, if it was a question: it is what a bare "1" or "2" is about."""
    asked_at: datetime | None = None
    """When they were last asked whether they are safe, answered or not."""
    alarmed_at: datetime | None = None
    """When they wrote the last alarm: only what was written later can calm."""
    told_at: datetime | None = None
    """When partners' words were last passed on to them: a bare "1" may be about those."""
    owes_answer: bool = False
    """A partner took the last check-in on: a late "1" answers it, whatever was asked since."""
    end_asked_at: datetime | None = None
    """When it was last put to them whether it is over, if that stands."""
    end_number: int = 0
    """The number by which they agree to that. It stands as long as they can see the question."""
    end_delivered_at: datetime | None = None
    """When that question reached them."""
    last_answer: CheckInAnswer | None = None
    last_answer_at: datetime | None = None
    room_spoke_at: datetime | None = None
    """When a partner last wrote in the room, or was asked there; None while nobody is there to read."""
    lead: str | None = None
    notes: tuple[Note, ...] = ()
    brought_in: bool = False
    proposal: Proposal | None = None
    proposals: int = 0
    """How many there were until now."""
    resolved_at: datetime | None = None
    locked: bool = False

    @property
    def is_open(self) -> bool:
        """Raised and not yet resolved."""
        return self.state in (State.RAISED, State.ACTIVE, State.RESOLVING)

    @property
    def partners(self) -> tuple[str, ...]:
        """The people of every organisation that was called."""
        return tuple(person for called in self.organisations for person in called.people)

    @property
    def called(self) -> frozenset[str]:
        """Who belongs in the alert room; anybody else in it is an intruder."""
        return frozenset((*self.partners, *((self.defender,) if self.brought_in else ()))) - self.suspended

    @property
    def audience(self) -> frozenset[str]:
        """Whom the alert room's messages are encrypted for: those Vigil decided on, nobody else (G3)."""
        return self.called - self.left - self.doubted.keys()

    @property
    def gone(self) -> frozenset[str]:
        """Who will not take part: they left, the homeserver would not invite them, or they are suspended."""
        return self.left | self.refused | self.suspended

    @property
    def doubts_defender(self) -> bool:
        """Nobody knows who reads what the defender is told: it must not hold plans."""
        return self.defender in self.doubted or self.defender in self.suspended

    def cut_off_at(self, called: Called) -> datetime | None:
        """Since when an organisation can be told nothing, because nobody is sure of its people."""
        doubted = [self.doubted[person] for person in called.people if person in self.doubted]
        if not doubted or not (self.gone | self.doubted.keys()).issuperset(called.people):
            return None
        return max(doubted)

    @property
    def defender_reads_along(self) -> bool:
        """They are in the alert room: whoever forces them may read what is said there."""
        return self.defender in self.audience

    @property
    def check_in_every(self) -> timedelta:
        """How often they are asked whether they are safe."""
        return self.rhythm or self.policy.check_in_every

    @property
    def is_not_asked(self) -> bool:
        """The check-in's question has not reached them, and not only because it went out just now."""
        asked = self.check_in
        if asked is None or asked.delivered_at is not None:
            return False
        return asked.step > 0 or self.reach is not Reach.READABLE

    def organisation_of(self, person: str) -> Called | None:
        """The called organisation that this person answers for, if any."""
        return next((called for called in self.organisations if person in called.people), None)

    def with_change(self, organisation: str, change: Callable[[Called], Called]) -> Alert:
        """The alert with this called organisation changed so."""
        changed = (change(called) if called.id == organisation else called for called in self.organisations)
        return replace(self, organisations=tuple(changed))

    def having(self, answer: Answer) -> tuple[Called, ...]:
        """The called organisations with this answer, in the order of their calling."""
        return tuple(called for called in self.organisations if called.answer is answer)

    def called_as(self, organisation: str) -> Called:
        """The called organisation with this ID. Raises KeyError if there is none."""
        for called in self.organisations:
            if called.id == organisation:
                return called
        raise KeyError("This organisation was not called.")

    @property
    def waiting_for(self) -> tuple[Called, ...]:
        """The called organisations that have not answered."""
        return self.having(Answer.WAITING)

    @property
    def on_it(self) -> tuple[Called, ...]:
        """Who is on it, and has not fallen silent."""
        return tuple(called for called in self.organisations if called.is_on_it)

    @property
    def openly_on_it(self) -> tuple[Called, ...]:
        """Of those, all of whom the defender may know."""
        return tuple(called for called in self.on_it if not called.secret)

    @property
    def ladder(self) -> Ladder:
        """How organisations that do not answer are chased now."""
        return self.policy.ladder(self.level)

    @property
    def has_quorum(self) -> bool:
        """Enough are on it: with the anchor, or (where none may come any more) as many of any."""
        quorum = self.ladder.quorum
        wanted = min(quorum.others + quorum.anchor, self.policy.organisations)
        on_it = [called for called in self.organisations if called.counts and called.answer is Answer.ON_IT]
        anchors = [called for called in self.organisations if called.anchor and called.counts]
        anchored = not quorum.anchor or not anchors or any(called in on_it for called in anchors)
        return anchored and len(on_it) >= wanted

    @property
    def missing(self) -> int:
        """How many more organisations have to be called so that enough may come."""
        if self.has_quorum:
            return 0
        return max(0, self.policy.organisations - sum(called.counts for called in self.organisations))

    @property
    def deserted(self) -> bool:
        """No organisation is on it or may still say so in time."""
        return not any(called.counts for called in self.organisations)
