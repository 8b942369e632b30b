"""A YAML file of a known shape, read and checked whole: each mistake is told with its line, all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from bot.errors import SettingsError
from bot.yamlfile import Fault, Location, YamlFault, YamlFile

_Shape = TypeVar("_Shape", bound=BaseModel)


def read(
    path: Path, shape: type[_Shape], rules: Callable[[YamlFile], Iterable[Fault]], writer: str
) -> _Shape:
    """What the file holds, which is of this shape and breaks none of the rules.

    `writer` is what writes such a file. Raises `SettingsError`, one line for each mistake.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise SettingsError(f"{path}: the file is not UTF-8 text; save it as UTF-8.") from fault
    except OSError as fault:
        raise SettingsError(f"{path}: the file cannot be read; {writer} writes one.") from fault
    try:
        file = YamlFile(text)
    except YamlFault as fault:
        raise _error(path, [fault.fault]) from fault
    if not isinstance(file.data, dict):
        raise _error(path, [Fault(1, f"there are no settings here; {writer} writes a file to start from")])
    faults = [*file.duplicates, *rules(file)]
    try:
        content = shape.model_validate(file.data)
    except ValidationError as error:
        # `from None`: pydantic's own text quotes what was written.
        raise _error(path, [*faults, *_shape_faults(file, shape, error)]) from None
    if faults:
        raise _error(path, faults)
    return content


def _error(path: Path, faults: list[Fault]) -> SettingsError:
    lines = [f"{path}, line {fault.line}: {_ended(fault.sentence)}" for fault in sorted(set(faults))]
    return SettingsError("\n".join(lines))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith("?") else f"{sentence}."


def _shape_faults(file: YamlFile, shape: type[BaseModel], error: ValidationError) -> Iterator[Fault]:
    for detail in error.errors(include_url=False, include_input=False):
        location: Location = detail["loc"]
        name = ".".join(step for step in location if isinstance(step, str))
        match detail["type"]:
            case "extra_forbidden":
                sentence = _unknown(shape, location)
            case "missing":
                sentence = f"{name} is missing; add it"
            case "value_error":
                sentence = f"{name}: {detail['ctx']['error']}"
            case kind:
                sentence = (
                    f"{name}: {_SENTENCES.get(kind, 'this cannot be used here; compare it with the example')}"
                )
        yield Fault(file.line(location), sentence)


_SENTENCES: Mapping[str, str] = {
    "string_type": "write text here, in quotes",
    "int_type": "write a whole number, without quotes",
    "bool_type": "write true or false, without quotes",
    "tuple_type": "write a list, such as [one, two]",
    "model_type": "write settings here, each on its own line as 'name: value'",
}
"""Pydantic's kinds of error that can come from this file, and what to do about each."""


def _unknown(shape: type[BaseModel], location: Location) -> str:
    """What to say about a setting that does not exist, with the nearest that does."""
    written = str(location[-1])
    known = list(_section(shape, location[:-1]).model_fields)
    nearest = get_close_matches(written.lower(), known, n=1, cutoff=0.5)
    hint = f"did you mean '{nearest[0]}'?" if nearest else f"the settings here are {', '.join(known)}"
    # Quoted only if it looks like a setting: at a slip of the indentation it may be a name.
    subject = f"'{written}' is no setting" if _SETTING.fullmatch(written) else "there is no such setting"
    return f"{subject}; {hint}"


_SETTING = re.compile(r"[a-z]+(_[a-z]+)*")


def _section(shape: type[BaseModel], location: Location) -> type[BaseModel]:
    """The section of the file that this location lies in."""
    for step in location:
        field = shape.model_fields.get(str(step))
        shape = (field and _section_in(field.annotation)) or shape
    return shape


def _section_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_section_in, get_args(annotation))), None)
