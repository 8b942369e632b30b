"""What the settings have to be as a whole: nobody twice, one anchor, enough organisations, one way to log in.

The rules look at the bare content of the file, so that they find what they can even where other parts of it
are wrong. No sentence quotes a user ID or a name: a mistake may end up in a log (G5).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bot.configshape import AlertsSection
from bot.yamlfile import Fault, Location, YamlFile, values

Found = tuple[Location, str]


def faults(file: YamlFile) -> Iterator[Fault]:
    """Every breach of a rule, in no particular order."""
    rules = (_login, _people, _organisations, _anchor, _enough, _policies, _shifts, _defenders, _excluded)
    for rule in rules:
        yield from rule(file)


def network_faults(file: YamlFile) -> Iterator[Fault]:
    """Those of them that hold for a network by itself.

    It may have lost organisations, and defenders go on excluding one that is gone.
    """
    for rule in (_people, _organisations, _anchor, _shifts, _defenders):
        yield from rule(file)


def _texts(file: YamlFile, *path: str | None) -> list[Found]:
    return [(location, text) for location, text in values(file.data, *path) if isinstance(text, str)]


def _repeated(
    file: YamlFile, found: Iterable[Found], sentence: str, same: Callable[[str], str] = str
) -> Iterator[Fault]:
    """A fault for each text that was there before; `{line}` in the sentence becomes the line of the first."""
    first: dict[str, int] = {}
    for location, text in found:
        line = file.line(location)
        if same(text) in first:
            yield Fault(line, sentence.format(line=first[same(text)]))
        first.setdefault(same(text), line)


def _login(file: YamlFile) -> Iterator[Fault]:
    ways = [
        location
        for key in ("password_file", "access_token_file")
        for location, value in values(file.data, key)
        if value is not None
    ]
    if not ways:
        yield Fault(1, "password_file or access_token_file is missing; name one of them")
    if len(ways) > 1:
        line = max(file.line(way) for way in ways)
        yield Fault(line, "password_file and access_token_file are both here; keep one of the two")


def _people(file: YamlFile) -> Iterator[Fault]:
    admins = _texts(file, "admins", None)
    partners = _texts(file, "organisations", None, "people", None)
    fallbacks = _texts(file, "organisations", None, "fallback")
    defenders = _texts(file, "defenders", None, "user")
    yield from _repeated(file, admins, "this coordinator is on line {line} already; name each once")
    yield from _repeated(
        file, partners, "this person is on line {line} already; a person answers for one organisation, once"
    )
    yield from _repeated(file, defenders, "this defender is on line {line} already; keep one of the two")
    for others, role in ((fallbacks, "fallback"), (partners, "partner"), (admins, "coordinator")):
        lines = {text: file.line(location) for location, text in others}
        for location, text in defenders:
            if text in lines:
                sentence = f"line {lines[text]} names this person as a {role}; nobody is defender and {role}"
                yield Fault(file.line(location), sentence)
    own = {text for _, text in _texts(file, "user")}
    for location, text in (*admins, *partners, *fallbacks, *defenders):
        if text in own:
            yield Fault(file.line(location), "this is Vigil's own account; name a person")


def _organisations(file: YamlFile) -> Iterator[Fault]:
    ids = _texts(file, "organisations", None, "id")
    names = _texts(file, "organisations", None, "name")
    yield from _repeated(file, ids, "line {line} has this ID already; give each organisation its own")
    yield from _repeated(
        file, names, "line {line} has this name already; people could not tell the two apart", _alike
    )


def _anchor(file: YamlFile) -> Iterator[Fault]:
    anchors = [
        location for location, value in values(file.data, "organisations", None, "anchor") if value is True
    ]
    line = file.line(("organisations",))
    if not anchors and any(values(file.data, "organisations", None)):
        yield Fault(
            line, "no organisation is the anchor; write 'anchor: true' at the one that is always called"
        )
    for location in anchors[1:]:
        first = file.line(anchors[0])
        yield Fault(file.line(location), f"line {first} names the anchor already; there is only one")
    for location, value in values(file.data, "organisations", None, "deputy"):
        if value is True and (*location[:-1], "anchor") in anchors:
            yield Fault(file.line(location), "the anchor cannot stand in for itself; name another deputy")


def _enough(file: YamlFile) -> Iterator[Fault]:
    there = len(list(values(file.data, "organisations", None)))
    called = AlertsSection().organisations
    for _, value in values(file.data, "alerts", "organisations"):
        called = value if isinstance(value, int) else called
    if 0 < there < called:
        sentence = f"an alert calls {called} organisations and there are {there}; add more, or call fewer"
        yield Fault(file.line(("organisations",)), sentence)


def _shifts(file: YamlFile) -> Iterator[Fault]:
    """Whoever has a duty in an organisation has to be one of its people."""
    for above, organisation in values(file.data, "organisations", None):
        people = [person for _, person in values(organisation, "people", None)]
        for part in ("shifts", "overrides", "away", "calendar"):
            for location, person in values(organisation, part, None, "person"):
                if person not in people:
                    line = file.line((*above, *location))
                    yield Fault(line, "this is none of the organisation's people; name them there as well")


def _policies(file: YamlFile) -> Iterator[Fault]:
    """No more organisations are enough than are called, and an area is one that somebody works in."""
    called = AlertsSection().organisations
    for _, value in values(file.data, "alerts", "organisations"):
        called = value if isinstance(value, int) else called
    for name in ("normal", "urgent"):
        anchor = [value for _, value in values(file.data, "policies", name, "quorum", "anchor")]
        for location, others in values(file.data, "policies", name, "quorum", "others"):
            wanted = others + (anchor != [False]) if isinstance(others, int) else 0
            if wanted > called:
                sentence = f"this quorum is {wanted} organisations, and an alert calls {called}; want fewer"
                yield Fault(file.line(location), sentence)
    areas = {text for _, text in _texts(file, "organisations", None, "areas", None)}
    for location, named in values(file.data, "policies", "areas"):
        for area in named if isinstance(named, dict) else ():
            if area not in areas:
                sentence = "no organisation works in this area; write it as it stands at the organisations"
                yield Fault(file.line((*location, area)), sentence)


def _defenders(file: YamlFile) -> Iterator[Fault]:
    aliases = _texts(file, "defenders", None, "alias")
    yield from _repeated(
        file, aliases, "line {line} has this alias already; partners could not tell the two apart", _alike
    )


def _excluded(file: YamlFile) -> Iterator[Fault]:
    known = {text for _, text in _texts(file, "organisations", None, "id")}
    for location, text in _texts(file, "defenders", None, "exclude", None):
        if text not in known:
            yield Fault(file.line(location), "no organisation has this ID; write the ID of one above")


def _alike(text: str) -> str:
    return " ".join(text.casefold().split())
