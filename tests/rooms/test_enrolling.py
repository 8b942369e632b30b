"""What somebody may answer who enrols, as tables; every other answer is asked for again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rooms.alert import Message, MessageKind
from rooms.enrolling import Enrolment, Known, Step, answer, defender_of
from rooms.roster import Organisation
from rooms.texts import Mistake, say

AT = datetime(2026, 5, 3, tzinfo=UTC)
KNOWN = Known(
    (
        Organisation("clinic", "The Clinic", areas=("goma", "north kivu")),
        Organisation("lake", "Lake Watch", areas=("goma",)),
    ),
    ("Baobab",),
    "7KQ4",
)
START = Enrolment(say("enrol-by-vouching", organisation="The Clinic"))


def told(enrolment: Enrolment, text: str) -> Enrolment:
    """What is known after this answer."""
    return answer(enrolment, Message(MessageKind.TEXT, text, AT), KNOWN).enrolment


@pytest.mark.parametrize(
    ("step", "text", "field", "value"),
    [
        (Step.LANGUAGE, "French", "languages", ("fr",)),
        (Step.LANGUAGE, "le français et swahili", "languages", ("fr", "sw")),
        (Step.LANGUAGE, "Kiswahili, Lingala", "languages", ("sw", "ln")),
        (Step.LANGUAGE, "sw", "languages", ("sw",)),
        (Step.ALIAS, "  Old   Tree ", "alias", "Old Tree"),
        (Step.AREA, "Goma", "area", "goma"),
        (Step.AREA, "North Kivu", "area", "north kivu"),
        (Step.AREA, "Beni", "area", "Beni"),
        (Step.AREA, "no", "area", ""),
        (Step.EXCLUDE, "no", "exclude", ()),
        (Step.EXCLUDE, "hapana", "exclude", ()),
        (Step.EXCLUDE, "lake watch, THE CLINIC", "exclude", ("lake", "clinic")),
        (Step.DURESS, "greet my aunt", "duress", "greet my aunt"),
        (Step.DURESS, "non", "duress", None),
    ],
)
def test_what_an_answer_means(step: Step, text: str, field: str, value: object) -> None:
    """In the words of each language, and the next question comes."""
    after = told(replace(START, step=step), text)
    assert getattr(after, field) == value and after.step is not step


@pytest.mark.parametrize(
    ("step", "text", "key"),
    [
        (Step.LANGUAGE, "all of them", "enrol-language-wrong"),
        (Step.LANGUAGE, "", "enrol-language-wrong"),
        (Step.ALIAS, "baobab", "enrol-alias-taken"),
        (Step.ALIAS, "Lake Watch", "enrol-alias-taken"),
        (Step.ALIAS, "@jean:example.org", "enrol-alias-taken"),
        (Step.ALIAS, "x" * 41, "enrol-too-long"),
        (Step.EXCLUDE, "the clinik", "enrol-exclude-nearest"),
        (Step.EXCLUDE, "qqqq", "enrol-exclude-unknown"),
        (Step.DURESS, "aunt", "enrol-duress-wrong"),
        (Step.DURESS, "not safe", "enrol-duress-wrong"),
        (Step.CHECK, "perhaps", "enrol-check-how"),
    ],
)
def test_what_is_no_answer(step: Step, text: str, key: str) -> None:
    """Nothing is kept of it, and one sentence says what is wanted."""
    with pytest.raises(Mistake) as mistake:
        told(replace(START, step=step), text)
    assert mistake.value.text.key == key


def test_what_a_partner_said_is_not_asked_again() -> None:
    """Who is vouched for is asked language, exclusions and duress words."""
    step, seen = replace(START, alias="Mbuyu", area="goma"), list[Step]()
    for text in ("sw", "no", "no"):
        seen.append(step.step)
        step = told(step, text)
    assert seen == [Step.LANGUAGE, Step.EXCLUDE, Step.DURESS] and step.step is Step.CHECK


@pytest.mark.parametrize("step", list(Step))
def test_they_can_finish_at_every_question(step: Step) -> None:
    """With what is known by then; whoever has given no name gets one."""
    taken = answer(replace(START, step=step), Message(MessageKind.TEXT, "Finish!", AT), KNOWN)
    assert taken.text is None and defender_of(taken.enrolment, "@salim:x").alias == "7KQ4"


@pytest.mark.parametrize("step", list(Step))
def test_a_call_for_help_is_no_answer_and_is_kept(step: Step) -> None:
    """Whatever was asked: the same question waits, and what they wrote is not lost."""
    message = Message(MessageKind.TEXT, "hatari wako mlangoni", AT)
    taken = answer(replace(START, step=step), message, KNOWN)
    assert taken.enrolment == replace(START, step=step, called=(message,))
    assert taken.text is not None and taken.text.key == "enrol-call-first"


def test_the_duress_words_are_never_written_again() -> None:
    """Not when everything is read back: the chat may be read by whoever has the phone."""
    taken = answer(
        replace(START, step=Step.DURESS, alias="Mbuyu"), Message(MessageKind.TEXT, "greet my aunt", AT), KNOWN
    )
    assert taken.enrolment.step is Step.CHECK and "greet my aunt" not in repr(taken.text)
