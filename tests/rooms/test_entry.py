"""First contact: what a defender's message does while no alert is open (DESIGN.md 2, "raised")."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rooms.alert import Inferred, Message, MessageKind
from rooms.entry import Entry, enter
from rooms.texts import Text, say
from rooms.written import ANSWER, NO_HELP, UNKNOWN
from tests.rooms.world import START, text

QUESTION = say("need-help")
WORDED = (MessageKind.TEXT, MessageKind.OTHER)
"""What is words by itself."""


def first(words: str, *, duress: bool = False) -> Entry:
    """Somebody writes to Vigil out of the blue."""
    return enter(text(words), asked=False, held=(), duress=duress)


def then(words: str, *held: Message, duress: bool = False) -> Entry:
    """They write on, the question being open."""
    return enter(text(words), asked=True, held=held, duress=duress)


@pytest.mark.parametrize("words", ["hello", "1", "2", "yes", "are you safe", "", "!status please"])
def test_any_first_message_gets_the_question(words: str) -> None:
    """They are asked whether they need help now. An answer that nobody asked for is none."""
    assert first(words) == Entry(reply=QUESTION, asked=True, held=(text(words),))


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("alert they are at the door", "they are at the door"),
        ("SOS", ""),
        ("hatari! wako mlangoni", "wako mlangoni"),
    ],
)
def test_an_alert_word_raises_at_once(words: str, rest: str) -> None:
    """Nothing is asked, and nothing is replied here: the alert itself answers."""
    assert first(words) == Entry(raises=True, text=rest)


@pytest.mark.parametrize("words", ["1", "yes", "oui", "ndiyo", "alert"])
def test_yes_raises_with_all_that_was_written_before(words: str) -> None:
    """The alert takes the held messages along, in their order."""
    held = (text("hello"), text("a white car"))
    assert then(words, *held) == Entry(raises=True, earlier=held)


@pytest.mark.parametrize("words", ["2", "no", "non", "hapana", "no, just a question"])
def test_no_raises_nothing_and_forgets_what_was_held(words: str) -> None:
    """One sentence says how to call; the next message is a first one again."""
    assert then(words, text("hello")) == Entry(reply=say("no-help-needed"))


def test_an_unclear_answer_is_held_and_asked_again() -> None:
    """Nothing is lost, however many messages it takes."""
    entry = then("there is a car", text("hello"))
    assert entry == Entry(reply=QUESTION, asked=True, held=(text("hello"), text("there is a car")))


@pytest.mark.parametrize(
    "words",
    [
        *("they have a gun", "two men with guns outside", "Somebody follows me", "i am being followed"),
        *("4 armed men at my gate", "they want to KILL us", "someone's at the door", "they're outside"),
        *("ils ont des armes", "des hommes armés sont devant chez moi", "on me suit", "ils sont à la porte"),
        *("je suis suivie depuis le marché", "j'entends des coups de feu", "on veut me tuer"),
        *("wana silaha", "wako mlangoni", "kuna mtu ananifuata", "wana mapanga nje ya nyumba", "nafuatwa"),
    ],
)
def test_a_message_that_speaks_of_a_threat_is_a_call_for_help(words: str) -> None:
    """Asked or not, and they are told why; the alert says so too."""
    told = say("taken-as-alert-threat")
    assert first(words) == Entry(raises=True, text=words, reply=told, inferred=Inferred.THREAT)
    held = (text("hello"),)
    assert then(words, *held) == replace(first(words), earlier=held)


@pytest.mark.parametrize(
    "words",
    [
        *("hello", "can you follow up on my question", "when is the next meeting", "I begun a new farm"),
        *("the doors are closed today", "bonjour, quelle heure est-il", "j'ai une question sur l'alarme"),
        *("merci pour la suite", "habari za asubuhi", "nataka kuuliza swali", "thank you for the training"),
    ],
)
def test_ordinary_talk_is_asked_about(words: str) -> None:
    """Nobody is called for a word that only looks like another one."""
    assert first(words) == Entry(reply=QUESTION, asked=True, held=(text(words),))


def test_who_writes_on_without_an_answer_is_helped() -> None:
    """The third message in a row is enough, whatever is in it; the alert holds them all, and says why."""
    held = (text("allert they are at my gaet"), text("4 of them"))
    told, why = say("taken-as-alert-unanswered"), Inferred.UNANSWERED
    assert then("please", *held) == Entry(raises=True, text="please", earlier=held, reply=told, inferred=why)
    picture = Message(MessageKind.PICTURE, "gate.jpg", START)
    entry = enter(picture, asked=True, held=held, duress=False)
    assert entry == Entry(raises=True, earlier=(*held, picture), reply=told, inferred=why)
    assert not then("2", *held).raises
    assert not enter(text("x", START + timedelta(hours=2)), asked=True, held=held, duress=False).raises


def test_what_was_written_long_ago_is_not_told_as_new() -> None:
    """Only the last hour before the call goes along with it."""
    call = text("alert", START + timedelta(days=20))
    recent = text("a white car", call.sent_at - timedelta(hours=1))
    entry = enter(call, asked=True, held=(text("they follow me"), recent), duress=False)
    assert entry.earlier == (recent,)


@pytest.mark.parametrize("kind", [kind for kind in MessageKind if kind not in WORDED])
def test_a_picture_is_no_word_whatever_it_is_called(kind: MessageKind) -> None:
    """A file named "alert.jpg" raises nothing by its name; it is held like any message."""
    picture = Message(kind, "alert", START)
    assert enter(picture, asked=False, held=(), duress=False) == Entry(
        reply=QUESTION, asked=True, held=(picture,)
    )
    assert enter(picture, asked=True, held=(), duress=False).raises is False
    captioned = replace(picture, captioned=True, payload="{}")
    assert enter(captioned, asked=False, held=(), duress=False) == Entry(raises=True, earlier=(captioned,))


@pytest.mark.parametrize("words", ["2", "no"])
def test_a_no_that_cannot_be_shown_takes_no_call_back(words: str) -> None:
    """A kind of message that Vigil does not know may say more: the question is put again."""
    unknown = Message(MessageKind.OTHER, words, START)
    entry = enter(unknown, asked=True, held=(), duress=False)
    assert (entry.reply, entry.asked, entry.declined) == (QUESTION, True, False)


@pytest.mark.parametrize(
    ("words", "asked", "corrects", "raises", "reply"),
    [
        ("help me", False, "", True, None),
        ("1", False, NO_HELP, True, None),
        ("1", True, UNKNOWN, True, None),
        ("1", False, UNKNOWN, False, QUESTION),
        ("no", False, NO_HELP, False, None),
        ("no", True, "", False, None),
        ("hello", True, "", False, None),
        ("they are here", False, "", False, QUESTION),
        ("no", False, ANSWER, False, QUESTION),
    ],
)
def test_a_correction_calls_for_help_and_takes_no_call_back(
    words: str, asked: bool, corrects: str, raises: bool, reply: Text | None
) -> None:
    """A "no" that becomes "yes" is one; what ended an alert and is taken back is asked about once more."""
    message = replace(text(words), edited=True, corrects=corrects)
    entry = enter(message, asked=asked, held=(), duress=False)
    assert (entry.raises, entry.reply) == (raises, reply)
    assert entry.raises or entry.asked is (asked or reply is not None)


def test_the_duress_word_raises_and_is_answered_like_any_other_message() -> None:
    """Whoever reads along sees what "hello" would have got; what was held goes with the alert."""
    forced = first("all quiet on the lake", duress=True)
    assert (forced.raises, forced.covert, forced.text) == (True, True, "all quiet on the lake")
    honest = first("hello")
    assert (forced.reply, forced.asked) == (honest.reply, honest.asked)
    again = then("all quiet on the lake", text("hello"), duress=True)
    assert (again.reply, again.earlier) == (QUESTION, (text("hello"),))


def test_duress_in_an_alert_is_still_hidden() -> None:
    """Both at once: whoever chose the duress word is being watched."""
    assert first("alert, all quiet on the lake", duress=True).covert


def test_an_old_no_answers_no_new_question() -> None:
    """Written before it, or held back: whoever wrote of men at the door is asked again; a "yes" counts."""
    held = (text("two men are outside"),)
    for message, late in ((text("no"), True), (replace(text("no"), late=True), False)):
        entry = enter(message, asked=True, held=held, duress=False, late=late)
        assert entry.reply == QUESTION and entry.held == (*held, message)
    assert enter(text("yes"), asked=True, held=held, duress=False, late=True).raises
