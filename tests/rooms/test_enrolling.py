"""What somebody may answer who enrols, as tables; every other answer is asked for again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rooms.alert import Message, MessageKind
from rooms.enrolling import Enrolment, Step, answer, defender_of
from rooms.naming import Known
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
CALLED_LIKE_CALLS = Known(
    (
        Organisation("sos-femmes", "SOS Femmes"),
        Organisation("aide", "Aide d'Urgence"),
        Organisation("secours", "Secours et Paix"),
        Organisation("lake", "Lake Watch"),
    ),
    (),
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
        (Step.DURESS, "greet my uncle Tom", "duress", "greet my uncle Tom"),
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
        (Step.DURESS, "Greet my aunt!", "enrol-duress-wrong"),
        (Step.DURESS, "salue ma tante pour moi", "enrol-duress-wrong"),
        (Step.DURESS, "MSALIMIE SHANGAZI", "enrol-duress-wrong"),
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


@pytest.mark.parametrize(
    ("text", "exclude"),
    [("SOS Femmes", ("sos-femmes",)), ("sos femmes!", ("sos-femmes",)), ("“Aide d’Urgence”", ("aide",)),
     ("secours et paix", ("secours",)), ("SOS Femmes, Lake Watch", ("sos-femmes", "lake")),
     ("lake watch et aide d'urgence", ("lake", "aide")), ("SOS Femmes na Secours et Paix",
     ("sos-femmes", "secours"))],
)  # fmt: skip
def test_the_name_of_an_organisation_is_no_call(text: str, exclude: tuple[str, ...]) -> None:
    """Vigil has written it itself, in the very question that they answer."""
    taken = answer(replace(START, step=Step.EXCLUDE), Message(MessageKind.TEXT, text, AT), CALLED_LIKE_CALLS)
    assert taken.enrolment.exclude == exclude and taken.enrolment.called == ()
    assert taken.enrolment.step is Step.DURESS


@pytest.mark.parametrize(
    "text",
    ["SOS they are here", "SOS Femmes they are here", "aide", "secours!", "SOS femme", "au secours"],
)
def test_where_a_name_is_unclear_it_is_a_call(text: str) -> None:
    """With anything behind it, or too little of it; and the question is put again."""
    message = Message(MessageKind.TEXT, text, AT)
    taken = answer(replace(START, step=Step.EXCLUDE), message, CALLED_LIKE_CALLS)
    assert taken.enrolment == replace(START, step=Step.EXCLUDE, called=(message,))


def test_a_name_that_is_nothing_but_a_call_is_both() -> None:
    """They are excluded, and whoever wrote it is helped all the same."""
    known = replace(
        KNOWN, organisations=(Organisation("x", "Alerte", areas=("danger",)), *KNOWN.organisations)
    )
    for step, text in ((Step.EXCLUDE, "alerte"), (Step.AREA, "Danger")):
        message = Message(MessageKind.TEXT, text, AT)
        taken = answer(replace(START, step=step), message, known)
        assert taken.enrolment.called == (message,) and taken.enrolment.step is not step
        assert taken.text is not None and taken.text.key == "enrol-call-first"
        assert taken.enrolment.exclude == ("x",) or taken.enrolment.area == "danger"


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("in Goma", "goma"), ("à Goma", "goma"), ("niko Goma mjini", "goma"), ("Gomma", "goma"),
     ("the north kivu", "north kivu"), ("Nord-Kivu", "north kivu"), ("GOMA!!", None), ("Bunia", None)],
)  # fmt: skip
def test_the_nearest_known_area_is_offered(text: str, nearest: str | None) -> None:
    """As the organisations write it: in any other way none of them would be found there."""
    offered = told(replace(START, step=Step.AREA), text)
    if nearest is None:
        assert offered.step is Step.EXCLUDE and offered.area == {"GOMA!!": "goma"}.get(text, text)
        return
    assert (offered.step, offered.area, offered.written) == (Step.AREA, nearest, text)
    for insists, area in (("yes", nearest), ("1", nearest), ("no", text), (text, text), ("Goma", "goma")):
        after = told(offered, insists)
        assert (after.step, after.area, after.written) == (Step.EXCLUDE, area, "")


def test_a_corrected_area_that_is_offered_is_read_back() -> None:
    """The offer does not lead through all the other questions again."""
    offered = told(replace(START, step=Step.AREA, changing=True), "in Goma")
    assert told(offered, "oui").step is Step.CHECK
    assert told(offered, "à l'aide").called and told(offered, "à l'aide").written == "in Goma"


@pytest.mark.parametrize(
    ("alias", "user", "fits"),
    [("Claude", "@claude:x", False), ("Claude M", "@claude:x", False), ("CLAUDE", "@claude.mukendi:x", False),
     ("Mukendi", "@claude_mukendi7:x", False), ("Mama Zawadi", "@zawadi2:x", False),
     ("Élise", "@elise:x", False),
     ("claudemukendi", "@mukendi:x", False), ("Ali", "@ali:x", False), ("Mbuyu", "@claude:x", True),
     ("Old Tree", "@jean:x", True), ("Lion", "@m:x", True), ("Owl", "@bowler:x", True), ("Claude", "", True)],
)  # fmt: skip
def test_an_alias_does_not_give_the_account_away(alias: str, user: str, fits: bool) -> None:
    """Coordinators and partners read it: it says nothing of who they are."""
    try:
        after = answer(
            replace(START, step=Step.ALIAS), Message(MessageKind.TEXT, alias, AT), replace(KNOWN, user=user)
        )
    except Mistake as mistake:
        assert not fits and mistake.text.key == "enrol-alias-account"
    else:
        assert fits and after.enrolment.alias == alias


def test_the_duress_words_are_never_written_again() -> None:
    """Not when everything is read back: the chat may be read by whoever has the phone."""
    taken = answer(
        replace(START, step=Step.DURESS, alias="Mbuyu"),
        Message(MessageKind.TEXT, "greet my uncle", AT),
        KNOWN,
    )
    assert taken.enrolment.step is Step.CHECK and "greet my uncle" not in repr(taken.text)
