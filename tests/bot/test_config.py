"""The settings file: what it means, and how each mistake in it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.config import Settings, load_settings
from bot.errors import SettingsError
from bot.initialising import EXAMPLE
from bot.rotating.weektime import WeekTime
from rooms.policy import Ladder, Policy, Quorum, Rung, Step, even, usual

TEXT = EXAMPLE.read_text(encoding="utf-8")


def load(folder: Path, text: str) -> Settings:
    """The settings in this text."""
    file = folder / "config.yaml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file)


def mistakes(folder: Path, text: str) -> list[str]:
    """What is said about this text, a line each, without the path of the file."""
    with pytest.raises(SettingsError) as caught:
        load(folder, text)
    path = f"{folder / 'config.yaml'}"
    lines = str(caught.value).splitlines()
    assert all(line.startswith(path) for line in lines)
    return [line.removeprefix(path).lstrip(", ") for line in lines]


USUAL = Policy(
    ladders=usual(timedelta(minutes=10), Quorum()),
    still_on_it=timedelta(hours=4),
    quiet_after=timedelta(minutes=5),
)
"""What holds where the settings name no policies."""


def changed(old: str, new: str) -> str:
    """The example with one passage, which stands there once, written differently."""
    assert TEXT.count(old) == 1, old
    return TEXT.replace(old, new)


def test_the_example_is_in_order(tmp_path: Path) -> None:
    """What `vigil init` writes is accepted as it stands, and means what it says."""
    settings = load(tmp_path, TEXT)
    pauses = {"normal": timedelta(minutes=5), "urgent": timedelta(minutes=2)}
    ladders = tuple(even(name, pause, Quorum()) for name, pause in pauses.items())
    assert settings.policy == replace(USUAL, ladders=ladders)
    assert settings.zone == ZoneInfo("Africa/Kinshasa")
    assert settings.data_dir == tmp_path / "data"
    assert settings.admins == ("@amina:example.org",)
    assert [one.id for one in settings.organisations if one.anchor] == ["anchor"]
    assert settings.organisations[1].people == ("@carter:example.org", "@zawadi:example.org")
    (jean,) = settings.defenders
    assert (jean.alias, jean.exclude, jean.duress) == ("Baobab", ("river",), "all quiet on the lake")


def test_what_may_be_left_out_has_a_meaning(tmp_path: Path) -> None:
    """Without alerts, check-ins, defenders and language the same defaults hold as in the example."""
    head, rest = TEXT.split("alerts:\n")
    organisations = rest[rest.index("organisations:\n  - id") : rest.index("# The people whom Vigil watches")]
    text = head.replace("language: en ", "# ") + "alerts:\ncheck_ins:\ndefenders:\n" + organisations
    settings = load(tmp_path, text)
    assert (settings.policy, settings.defenders, settings.language) == (USUAL, (), "en")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"Mon 08:00"', (0, time(8))),
        ("dimanche 18h30", (6, time(18, 30))),
        ("Jumatatu 06:00", (0, time(6))),
        ("never", None),
    ],
)
def test_the_week_ahead_is_told_when_it_is_wanted(
    tmp_path: Path, written: str, meant: tuple[int, time] | None
) -> None:
    """A day and a time of the coordinators' zone, in each language, or never."""
    told = load(tmp_path, changed('week_ahead: "Mon 08:00"', f"week_ahead: {written}")).rota.week_ahead
    assert told == (None if meant is None else WeekTime(*meant, ZoneInfo("Africa/Kinshasa")))


@pytest.mark.parametrize("written", ["08:00", "Mon", "Mon-Fri 08:00", "Mon 25:00", "weekly", '""'])
def test_any_other_time_of_a_week_is_refused(tmp_path: Path, written: str) -> None:
    """The sentence shows how it is written."""
    [mistake] = mistakes(tmp_path, changed('"Mon 08:00"', written))
    assert 'rota.week_ahead: this is no time of a week; write one such as "Mon 08:00", or never.' in mistake


def test_policies_say_how_organisations_are_chased(tmp_path: Path) -> None:
    """A line that is left out is a step that there is not; where nothing is written, it is as usual."""
    head, rest = TEXT.split("policies:\n")
    normal = "{others: 3m, next: 1h, quorum: {anchor: false, others: 4}}"
    written = f"policies:\n  normal: {normal}\n  areas: {{goma: urgent}}\n\n"
    policy = load(tmp_path, head + written + rest[rest.index("check_ins:") :]).policy
    steps = (Step(Rung.OTHERS, timedelta(minutes=3)), Step(Rung.NEXT, timedelta(hours=1)))
    assert policy.ladders == (Ladder("normal", steps, Quorum(False, 4)), USUAL.ladder("urgent"))
    assert policy.areas == {"goma": "urgent"}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("    next: 5m ", "    # ", "policies.normal.next is missing"),
        ("  areas: {} ", "  areas: {gomma: urgent} ", "no organisation works in this area"),
        ("  areas: {} ", "  areas: {goma: fast} ", "write one of normal, urgent"),
        ("    fallback: 5m ", "    falback: 5m ", "did you mean 'fallback'?"),
        (
            "  organisations: 4 ",
            "  organisations: 2 ",
            "this quorum is 3 organisations",
        ),
    ],
)
def test_a_policy_that_cannot_hold_is_refused(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    """At the line where it stands."""
    assert all(sentence in mistake for mistake in mistakes(tmp_path, changed(old, new)))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("10s", timedelta(seconds=10)),
        ("5m", timedelta(minutes=5)),
        ("1h", timedelta(hours=1)),
        ("7d", timedelta(days=7)),
        ('"90m"', timedelta(minutes=90)),
    ],
)
def test_durations_are_a_number_and_a_unit(tmp_path: Path, written: str, meant: timedelta) -> None:
    """Seconds, minutes, hours and days."""
    settings = load(tmp_path, changed("acknowledge_within: 10m", f"acknowledge_within: {written}"))
    assert settings.policy.acknowledge_within == meant


@pytest.mark.parametrize(
    "written", ["10 minuts", "10", "m", "0m", "-5m", "1.5h", "1h30m", "10M", "5 m", "4000d", "", "[1h]", "٣h"]
)
def test_any_other_duration_is_refused(tmp_path: Path, written: str) -> None:
    """Vigil does not guess what a duration means; the sentence shows how to write one."""
    text = changed("every: 1h  ", f"every: {written}  ")
    line = next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith("  every: "))
    (said,) = mistakes(tmp_path, text)
    assert said.startswith(f"line {line}: check_ins.every: ")
    assert "such as 10s, 5m, 1h or 7d" in said or "longer than ten years" in said


DEFENDER_AGAIN = 'duress: "all quiet on the lake"\n  - user: "@jean:example.org"\n    alias: Acacia #'
ALIAS_AGAIN = 'duress: "all quiet on the lake"\n  - user: "@marie:example.org"\n    alias: " baobab"#'

MISTAKES = {
    "an unknown key": ("timezone: ", "time_zone: ", "'time_zone' is no setting; did you mean 'timezone'?"),
    "an unknown inner key": (
        "    alias: Baobab",
        "    alias: Baobab\n    aera: goma",
        "'aera' is no setting; did you mean 'area'?",
    ),
    "a key like nothing": ("alerts:\n", "alerts:\n  zzz: 1\n", "'zzz' is no setting; the settings here are "),
    "text for a number": ("organisations: 4 ", "organisations: four ", "write a whole number"),
    "quotes round a number": ("organisations: 4 ", 'organisations: "4" ', "write a whole number"),
    "a fraction": ("organisations: 4 ", "organisations: 4.5 ", "write a whole number"),
    "nobody called": ("organisations: 4 ", "organisations: 0 ", "write a number from 1 to 50"),
    "text for a list": ("areas: [kinshasa, goma] ", "areas: kinshasa ", "write a list"),
    "text for true": ("\n    anchor: true", '\n    anchor: "true"', "write true or false"),
    "a number for text": ("    name: Lake Watch", "    name: 12", "write text here, in quotes"),
    "a list for a section": ("check_ins:\n", "check_ins: [a]\nalerts:\n", "write settings here"),
    "a key twice": ("    name: Lake Watch", "    name: Lake\n    name: Watch", "keep one of the two"),
    "an organisation's ID twice": ("  - id: lake", "  - id: anchor", "has this ID already"),
    "an organisation's name twice": (
        "    name: The Clinic",
        "    name: lake  watch",
        "has this name already",
    ),
    "a person in two organisations": (
        "@david:example.org",
        "@zawadi:example.org",
        "answers for one organisation",
    ),
    "a person twice in one": (
        '"@carter:example.org", "@zawadi',
        '"@zawadi:example.org", "@zawadi',
        "answers for one organisation",
    ),
    "a coordinator twice": (
        '["@amina:example.org"]',
        '["@amina:example.org", "@amina:example.org"]',
        "this coordinator is on line",
    ),
    "no coordinator": ('["@amina:example.org"]', "[]", "name at least one"),
    "a defender twice": ('duress: "all quiet on the lake"', DEFENDER_AGAIN, "this defender is on line"),
    "a defender who is a partner": (
        "@jean:example.org",
        "@esther:example.org",
        "nobody is defender and partner",
    ),
    "a defender who is a coordinator": (
        '"@jean:example.org"',
        '"@amina:example.org"',
        "nobody is defender and coordinator",
    ),
    "an alias twice": ('duress: "all quiet on the lake"', ALIAS_AGAIN, "has this alias already"),
    "Vigil itself as a person": ("@david:example.org", "@vigil:example.org", "this is Vigil's own account"),
    "an organisation without people": ('["@fidel:example.org"]', "[]", "name at least one"),
    "no anchor": ("    anchor: true\n", "", "no organisation is the anchor"),
    "two anchors": (
        "    name: Lake Watch",
        "    name: Lake Watch\n    anchor: true",
        "names the anchor already",
    ),
    "too few organisations": (
        "organisations: 4 ",
        "organisations: 6 ",
        "an alert calls 6 organisations and there are 5",
    ),
    "half a Matrix ID": ('"@fidel:example.org"', "fidel", "this is not a Matrix ID"),
    "a Matrix ID with a space": ('"@fidel:example.org"', '"@fi del:example.org"', "this is not a Matrix ID"),
    "a Matrix ID without quotes": ('"@fidel:example.org"', "@fidel:example.org", "has to stand in quotes"),
    "an unknown time zone": ("Africa/Kinshasa", "Africa/Kinshassa", "this is not a time zone"),
    "a folder of time zones": ("Africa/Kinshasa", "Africa", "this is not a time zone"),
    "a language by name": ("languages: [ln, fr]", "languages: [ln, French]", "this is not a language code"),
    "a language without sentences": (
        "language: en ",
        "language: ln ",
        "Vigil has no sentences in this language",
    ),
    "an excluded stranger": ("exclude: [river]", "exclude: [rivr]", "no organisation has this ID"),
    "no way to log in": (
        "password_file: secrets/password\n",
        "",
        "password_file or access_token_file is missing",
    ),
    "two ways to log in": (
        "password_file: secrets/password\n",
        "password_file: secrets/password\naccess_token_file: secrets/token\n",
        "keep one of the two",
    ),
    "a duress word": ("all quiet on the lake", "lake", "needs two words or more"),
    "a duress phrase that is an answer": ("all quiet on the lake", "I am safe", "this is an ordinary answer"),
    "a duress phrase that is an alert": (
        "all quiet on the lake",
        "help me now",
        "this is an ordinary answer",
    ),
    "plain http": ("https://matrix", "http://matrix", "write https"),
    "no address": ("https://matrix.example.org", "matrix.example.org", "write the homeserver's address"),
    "a password in the address": ("https://matrix", "https://me:secret@matrix", "write the address alone"),
    "a tab": ("  organisations: 4 ", "\torganisations: 4 ", "indent with spaces"),
    "a lost quote": ('user: "@vigil:example.org" ', 'user: "@vigil:example.org ', "cannot be read as YAML"),
    "a missing setting": ("    name: River House\n", "", "organisations.name is missing"),
    "an alias of two lines": ("alias: Baobab ", 'alias: "Bao\\nbab" ', "write one line of text"),
    "an organisation's ID in capitals": ("id: lake", "id: Lake", "write an ID of small letters"),
}


@pytest.mark.parametrize(("old", "new", "sentence"), MISTAKES.values(), ids=MISTAKES.keys())
def test_each_mistake_is_told_in_a_sentence(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    """What is wrong is refused with its line and what to do about it, without quoting who it concerns."""
    said = mistakes(tmp_path, changed(old, new))
    assert any(sentence in line for line in said), said
    assert all(line.startswith("line ") and line.endswith((".", "?")) for line in said)
    assert not any("@" in line.replace("@name:", "") or "secret" in line for line in said)


def test_the_line_is_the_one_to_change(tmp_path: Path) -> None:
    """The second of two that clash is named, and the sentence leads to the first."""
    text = changed("  - id: lake", "  - id: anchor")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("  - id: anchor")]
    assert mistakes(tmp_path, text) == [
        f"line {lines[1]}: line {lines[0]} has this ID already; give each organisation its own."
    ]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Somebody who made three mistakes is not sent back three times; they are told from top to bottom."""
    text = changed("organisations: 4 ", "organisations: four ")
    text = text.replace("exclude: [river]", "exclude: [rivr]").replace(
        "timezone: Africa/", "timezone: Afrika/"
    )
    said = mistakes(tmp_path, text)
    assert [line.split(": ", 1)[1].split(";")[0].split(":")[0] for line in said] == [
        "timezone",
        "alerts.organisations",
        "no organisation has this ID",
    ]


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "hello\n"])
def test_a_file_without_settings_is_told_so(tmp_path: Path, text: str) -> None:
    """An empty file and one that holds something else are refused like any mistake."""
    assert mistakes(tmp_path, text) == [
        "line 1: there are no settings here; 'vigil init' writes a file to start from."
    ]


def test_a_file_that_is_not_there_or_not_text_is_told_so(tmp_path: Path) -> None:
    """No traceback for a wrong path, a folder or a picture."""
    (tmp_path / "picture").write_bytes(b"\x89PNG\xff")
    for name in ("nowhere", ".", "picture"):
        with pytest.raises(SettingsError, match=r"cannot be read|is not UTF-8 text"):
            load_settings(tmp_path / name)


def test_an_admin_may_answer_for_an_organisation(tmp_path: Path) -> None:
    """Small networks have coordinators who are partners too."""
    settings = load(tmp_path, changed('admins: ["@amina:example.org"]', 'admins: ["@sophie:example.org"]'))
    assert settings.admins == settings.organisations[0].people


def test_a_defender_may_exclude_the_anchor(tmp_path: Path) -> None:
    """A defender's word on whom never to call has no exception."""
    assert load(tmp_path, changed("exclude: [river]", "exclude: [anchor]")).defenders[0].exclude == (
        "anchor",
    )


@pytest.mark.parametrize("address", ["http://localhost:8008", "http://127.0.0.1:1/", "http://[::1]:8008"])
def test_plain_http_is_for_this_machine_only(tmp_path: Path, address: str) -> None:
    """A homeserver on the same machine may be spoken to without TLS."""
    assert load(tmp_path, changed("https://matrix.example.org", address)).homeserver == address.rstrip("/")


def test_words_of_yaml_stay_words(tmp_path: Path) -> None:
    """Norwegian is no "false", and a date is no number."""
    text = changed("languages: [ln, fr]", "languages: [no, fr]").replace(
        "alias: Baobab ", "alias: 2024-13-45 "
    )
    settings = load(tmp_path, text)
    assert settings.organisations[-1].languages == ("no", "fr")
    assert settings.defenders[0].alias == "2024-13-45"


def test_secrets_are_read_from_files_that_nobody_else_may_read(tmp_path: Path) -> None:
    """A password file that is open to others, empty or missing is refused; a closed one is read."""
    settings = load(tmp_path, TEXT)
    password = tmp_path / "secrets" / "password"
    with pytest.raises(SettingsError, match="cannot be read"):
        settings.password()
    password.parent.mkdir()
    password.write_text("correct horse\n")
    password.chmod(0o640)
    with pytest.raises(SettingsError, match="chmod 600"):
        settings.password()
    password.chmod(0o600)
    assert (settings.password(), settings.access_token()) == ("correct horse", None)
    password.write_text("\n")
    with pytest.raises(SettingsError, match="is empty"):
        settings.password()


def test_a_secret_may_be_a_systemd_credential(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`credential:NAME` is read from where systemd puts it, and refused where systemd put none."""
    settings = load(
        tmp_path, changed("password_file: secrets/password", "access_token_file: credential:token")
    )
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with pytest.raises(SettingsError, match="systemd handed none"):
        settings.access_token()
    (tmp_path / "token").write_text("syt_secret")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert settings.access_token() == "syt_secret"


def test_printing_the_settings_shows_no_duress_phrase(tmp_path: Path) -> None:
    """A settings object in a log or a traceback does not give away what a defender writes under threat."""
    assert "all quiet" not in repr(load(tmp_path, TEXT))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("correct horse\n".encode("utf-8-sig"), "correct horse"),
        (b"correct horse\r\n", "correct horse"),
        ("correct horse".encode("utf-16"), "save it anew, as UTF-8"),
        (b"correct\nhorse\n", "more than one line"),
        ("correct\u200bhorse".encode(), "signs that nobody sees"),
    ],
)
def test_a_secret_is_what_is_seen_in_its_file(tmp_path: Path, written: bytes, read: str) -> None:
    """Editors put a mark before it, or write it in letters of their own: no password is taken for another."""
    settings = load(tmp_path, TEXT)
    password = tmp_path / "secrets" / "password"
    password.parent.mkdir()
    password.write_bytes(written)
    password.chmod(0o600)
    try:
        assert settings.password() == read
    except SettingsError as error:
        assert read in str(error)


def test_settings_and_key_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    """As some editors save every text."""
    settings = load(tmp_path, f"\ufeff{TEXT}")
    key = tmp_path / "secrets" / "key"
    key.parent.mkdir()
    key.write_text(f"\ufeff{'ab' * 32}\n", encoding="utf-8")
    key.chmod(0o600)
    assert settings.key().raw == bytes.fromhex("ab" * 32)
