"""A YAML file that remembers on which line each thing stands.

Only what settings need: mappings, lists, text, whole numbers, true, false and nothing. Words such as `no` and
`on`, dates and fractions stay text, so that the language code `no` does not become "false".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

Location = tuple[str | int, ...]
"""The way to a value from the top: the keys of mappings and the places in lists."""

_TAG = "tag:yaml.org,2002:"


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers = {}  # noqa: RUF012  the base class declares it so


class _Dumper(yaml.SafeDumper):
    """Puts in quotes what this loader, or any other, would not take for text."""

    def ignore_aliases(self, data: object) -> bool:
        """What comes twice is written twice."""
        return True


_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}$")
_Dumper.add_implicit_resolver(f"{_TAG}int", _WHOLE_NUMBER, list("0123456789"))
_Loader.add_implicit_resolver(f"{_TAG}bool", re.compile(r"(true|false|True|False)$"), list("tfTF"))
_Loader.add_implicit_resolver(f"{_TAG}int", _WHOLE_NUMBER, list("0123456789"))
_Loader.add_implicit_resolver(f"{_TAG}null", re.compile(r"(~|null|)$"), ["~", "n", ""])


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong in a file, and what to do about it."""

    line: int
    sentence: str


class YamlFault(Exception):
    """The text cannot be read as YAML; `fault` says where and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.sentence)
        self.fault = fault


def as_yaml(content: object) -> str:
    """Plain Python as text that `YamlFile` reads as the same."""
    text: str = yaml.dump(
        content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=110
    )
    return text


class YamlFile:
    """The parsed text: `data` is its content in plain Python."""

    def __init__(self, text: str) -> None:
        """Parse the text; raises `YamlFault`."""
        self.duplicates: list[Fault] = []
        try:
            self._top = _Loader(text).get_single_node()
        except yaml.MarkedYAMLError as error:
            raise YamlFault(_syntax_fault(error)) from error
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            raise YamlFault(Fault(line, "this line holds a character that is not text; remove it")) from error
        self.data: object = self._plain(self._top, ()) if self._top is not None else None

    def line(self, location: Location) -> int:
        """The line of the value at this location, or of the nearest thing around it that is there."""
        node, line = self._top, 1
        for step in location:
            found = _step(node, step)
            if found is None:
                break
            node, line = found
        return line

    def _plain(self, node: yaml.Node, above: tuple[yaml.Node, ...]) -> object:
        if node in above:
            raise YamlFault(Fault(_line(node), "this refers to itself; write it out"))
        match node:
            case yaml.MappingNode():
                return self._mapping(node, (*above, node))
            case yaml.SequenceNode():
                return [self._plain(item, (*above, node)) for item in node.value]
        match node.tag.removeprefix(_TAG):
            case "str":
                return node.value
            case "int":
                return int(node.value)
            case "bool":
                return node.value.lower() == "true"
            case "null":
                return None
        raise YamlFault(Fault(_line(node), "a word that begins with '!' has to stand in quotes"))

    def _mapping(self, node: yaml.MappingNode, above: tuple[yaml.Node, ...]) -> dict[str, object]:
        plain: dict[str, object] = {}
        first_lines: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise YamlFault(Fault(_line(key), "a setting's name has to be one word"))
            if key.value in plain:
                first = first_lines[key.value]
                sentence = f"this setting stands on line {first} already; keep one of the two"
                self.duplicates.append(Fault(_line(key), sentence))
                continue
            first_lines[key.value] = _line(key)
            plain[key.value] = self._plain(value, above)
        return plain


def values(data: object, *path: str | None) -> Iterator[tuple[Location, object]]:
    """Every value that the path leads to, with its location; None in the path stands for each item of a list.

    What is not there, or not of that shape, is passed over.
    """
    if not path:
        yield (), data
    elif path[0] is not None:
        if isinstance(data, dict) and path[0] in data:
            for location, value in values(data[path[0]], *path[1:]):
                yield (path[0], *location), value
    elif isinstance(data, list):
        for number, item in enumerate(data):
            for location, value in values(item, *path[1:]):
                yield (number, *location), value


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _step(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, int] | None:
    """The node one step further in, and the line to name for it."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                # A block of its own begins on the next line; people look for the key.
                return value, _line(value if isinstance(value, yaml.ScalarNode) else key)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        item = node.value[step]
        return item, _line(item)
    return None


def _syntax_fault(error: yaml.MarkedYAMLError) -> Fault:
    mark = error.problem_mark or error.context_mark
    problem = error.problem or ""
    if "'@'" in problem:
        sentence = 'a Matrix ID has to stand in quotes: "@name:server"'
    elif "'\\t'" in problem:
        sentence = "indent with spaces, not with tabs"
    elif "mapping values are not allowed" in problem:
        sentence = "this line is indented wrongly, or a text with a colon in it lacks its quotes"
    elif "undefined alias" in problem:
        sentence = "a word that begins with '*' has to stand in quotes"
    else:
        sentence = (
            "this cannot be read as YAML; look for a missing quote, colon or bracket here or just above"
        )
    return Fault(mark.line + 1 if mark else 1, sentence)
