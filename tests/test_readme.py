"""README.md and CHANGELOG.md are true: what they name is there, and what people can use is named."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from bot.cli import app
from rooms import words
from rooms.alert import CheckInAnswer
from rooms.commands import normal_word
from rooms.verbs import SPECS, Place
from tests.test_vigil_script import Checkout

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "CHANGELOG.md", "deploy/README.md")
}
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PLACES = {
    Place.DIRECT: "### The defender, in the chat with Vigil",
    Place.ALERT: "### Partners, in the alert room",
    Place.COORDINATION: "### Coordinators, in the coordination room",
}
SCRIPT = {"test", "bench"}
"""What the script `vigil` does by itself, without the program."""


def section(heading: str) -> str:
    """What stands below this heading of the README, up to the next one of its rank or above."""
    rank = heading.split()[0]
    assert README.count(f"\n{heading}\n") == 1, heading
    below = README.split(f"\n{heading}\n")[1]
    return re.split(rf"(?m)^#{{1,{len(rank)}}} ", below)[0]


def quoted(text: str) -> list[str]:
    """Everything that stands in backticks or in a block of code."""
    blocks = re.findall(r"(?ms)^ *```\w*\n(.*?)^ *```", text)
    rest = re.sub(r"(?ms)^ *```.*?^ *```", "", text)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [*re.findall(r"`([^`]+)`", rest), *filter(None, lines)]


def settings(example: object, prefix: str = "") -> Iterator[str]:
    """The name of every setting in the example, also as `section.setting`."""
    if isinstance(example, dict):
        for name, value in example.items():
            yield from (name, f"{prefix}{name}")
            yield from settings(value, f"{name}.")
    elif isinstance(example, list):
        for each in example:
            yield from settings(each, prefix)


def example_settings() -> set[str]:
    """All settings of the example file; the one that stands only in its comment included."""
    text = (ROOT / "config.example.yaml").read_text(encoding="utf-8")
    instead = set(re.findall(r"instead of it: (\w+)", text))
    assert instead
    return {*settings(yaml.safe_load(text)), *instead}


@pytest.mark.parametrize("place", PLACES)
def test_each_place_has_its_commands(place: Place) -> None:
    """Below its heading stand all commands of a place, as the table in rooms/verbs.py writes them."""
    named = {each for each in quoted(section(PLACES[place])) if each.startswith("!")}
    ours = {spec.usage for spec in SPECS if place in spec.places}
    assert ours <= named
    # `!tell` may be spoken of without its "…".
    assert {each.split()[0] for each in named} == {usage.split()[0] for usage in ours}


@pytest.mark.parametrize("page", PAGES)
def test_no_command_is_invented(page: str) -> None:
    """Whatever begins with "!" is a command somewhere."""
    known = {normal_word(word) for spec in SPECS for word in spec.words}
    named = re.findall(r"(?<![\w`!])`?!([^\W\d_][\w-]*)", PAGES[page])
    assert {word for word in named if normal_word(word) not in known} == set()


def test_the_words_of_a_defender_do_what_is_said() -> None:
    """Each alert word raises an alert, and each answer is understood as it is explained."""
    text = section(PLACES[Place.DIRECT])
    (line,) = re.findall(r"Some of them: (.+?)\. `!alert", text, re.DOTALL)
    calls = re.findall(r"`([^`]+)`", line)
    assert len(calls) > 5
    assert [call for call in calls if not words.is_alert(f"{call} they are here")] == []
    assert all(f"`{answer}`" in text for answer in ("1", "2", "3", "later 2h"))
    understood = [words.check_in_answer(answer) for answer in ("1", "2", "3", "later 2h")]
    assert [each[0] for each in understood if each] == [
        CheckInAnswer.SAFE,
        CheckInAnswer.NOT_SAFE,
        CheckInAnswer.LATER,
        CheckInAnswer.LATER,
    ]
    assert (words.yes_or_no("1"), words.yes_or_no("2")) == (True, False)


def calls_of_the_program(text: str) -> list[tuple[str, list[str]]]:
    """Each `vigil COMMAND --option` that is quoted: the command, and its options."""
    found = []
    for quote in quoted(text):
        for line in re.findall(r"(?:^|[\s/])(?:vigil|deploy/check) ((?:--)?[a-z]+\b[^&|;]*)", quote):
            command, *rest = line.split()
            if rest and f"{command} {rest[0]}" in commands_of_the_program():
                command = f"{command} {rest[0]}"
            found.append((command, [word for word in rest if word.startswith("-")]))
    return found


def commands_of_the_program() -> set[str]:
    """What `vigil --help` lists, each group's commands with its name before them."""
    groups = {"": app}
    groups |= {f"{each.name} ": each.typer_instance for each in app.registered_groups if each.typer_instance}
    return {
        f"{name}{command.name or command.callback.__name__}"
        for name, group in groups.items()
        for command in group.registered_commands
        if command.callback
    }


def options_of(*command: str) -> set[str]:
    """The options that a command's own help names."""
    result = CliRunner().invoke(app, [*command, "--help"])
    assert result.exit_code == 0, command
    return set(re.findall(r"(?<![\w-])-{1,2}[a-z]+(?:-[a-z]+)*\b", result.output))


@pytest.mark.parametrize("page", PAGES)
def test_no_call_of_the_program_is_invented(page: str) -> None:
    """Each command of the program that is named exists, with each of its options."""
    bench = (ROOT / "tests" / "bench" / "__main__.py").read_text(encoding="utf-8")
    calls = calls_of_the_program(PAGES[page])
    assert calls
    for command, options in calls:
        if command.startswith("-"):
            assert command in options_of(), command
        elif command == "bench":
            assert all(f'"{option}"' in bench for option in options)
        elif command != "test":  # Its options are those of pytest.
            assert command in commands_of_the_program()
            assert set(options) <= options_of(*command.split()), command


def test_every_call_of_the_program_is_explained() -> None:
    """Nobody has to find a command by chance."""
    named = {command for command, _ in calls_of_the_program(README)}
    assert commands_of_the_program() | SCRIPT <= named


def test_the_bench_is_a_call_of_the_script(tmp_path: Path) -> None:
    """`./vigil bench` brings a homeserver with it, and measures."""
    checkout = Checkout(tmp_path)
    checkout.add_command("python3")
    code, out, _ = checkout.run("bench", "--quick")
    assert (code, out) == (0, f"run in {checkout.folder}: -m tests.bench --quick\n")
    assert checkout.done() == ["venv", "pip .[demo]"]


@pytest.mark.parametrize("page", PAGES)
def test_no_setting_is_invented(page: str) -> None:
    """Each name that looks like a setting is one of the example."""
    looks_like_one = re.compile(r"([a-z]+(?:_[a-z]+)+|(?:alerts|check_ins|organisations|defenders)\.[a-z_]+)")
    named = {
        found[1] for quote in quoted(PAGES[page]) if (found := looks_like_one.fullmatch(quote.split(":")[0]))
    }
    assert named - example_settings() - {"secure_delete"} == set()
    if page != "CHANGELOG.md":
        assert "data_dir" in named


@pytest.mark.parametrize("page", PAGES)
def test_links_and_paths_lead_somewhere(page: str) -> None:
    """Each link is to a file or a heading that is here, and each path in backticks exists."""
    text = PAGES[page]
    headings = {
        re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in text.splitlines()
        if line.startswith("#")
    }
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in headings, target
        else:
            assert (ROOT / page).parent.joinpath(target).exists(), target
    for path in re.findall(r"`((?:bot|rooms|tests|deploy|docs|\.ci)/[^`\s]*)`", text):
        assert (ROOT / path).exists(), path


def test_each_package_has_its_reason() -> None:
    """The table of packages names those of pyproject.toml, and no others."""
    rows = re.findall(r"(?m)^\| ([^|]+) \|", README.split("**Packages**")[1])[1:]
    named = {_name(package) for row in rows for package in row.split(", ")}
    needed = [*PROJECT["dependencies"], *(each for group in _extras() for each in group)]
    assert named == {_name(package) for package in needed}


def _extras() -> list[list[str]]:
    return list(PROJECT["optional-dependencies"].values())


def _name(package: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", package)
    assert found is not None, package
    return found[0].lower()


def test_the_newest_change_is_this_version() -> None:
    """The newest first, each with its day."""
    releases = re.findall(r"(?m)^## (\d+\.\d+\.\d+), (\d{4}-\d\d-\d\d)$", PAGES["CHANGELOG.md"])
    assert releases[0][0] == PROJECT["version"]
    assert [day for _, day in releases] == sorted((day for _, day in releases), reverse=True)


def test_the_licence_is_spoken_of_as_it_is() -> None:
    """The README says that there is none, for as long as there is none."""
    assert ("no licence file" in README) is not (ROOT / "LICENSE").exists()
