"""What the wording files hold, and what the code says: read off the sources, for the tests of the wording."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from fluent.syntax import ast as ftl
from fluent.syntax import parse as parse_ftl
from fluent.syntax import visitor

from rooms.verbs import SPECS

ROOT = Path(__file__).parents[2]


def source(language: str) -> str:
    """A wording file as it stands."""
    return resources.files("rooms.wording").joinpath(f"{language}.ftl").read_text(encoding="utf-8")


def code() -> list[Path]:
    """Every file of the two packages."""
    return sorted([*(ROOT / "rooms").rglob("*.py"), *(ROOT / "bot").rglob("*.py")])


# What the files hold


class _Variables(visitor.Visitor):
    """Collects the names of variables below a node."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        """Keep the name."""
        self.found.add(node.id.name)


def entries(language: str) -> list[ftl.Message]:
    """The messages of a file, in its order; a file holds nothing else but comments."""
    body = parse_ftl(source(language)).body
    messages = [entry for entry in body if isinstance(entry, ftl.Message)]
    comments = (ftl.Comment, ftl.GroupComment, ftl.ResourceComment)
    assert [entry for entry in body if not isinstance(entry, (ftl.Message, *comments))] == []
    return messages


def variables(language: str) -> dict[str, frozenset[str]]:
    """Each sentence of a language, and the arguments that it shows."""
    found = {}
    for message in entries(language):
        collector = _Variables()
        collector.visit(message)
        found[message.id.name] = frozenset(collector.found)
    return found


# What the code says


@dataclass(frozen=True)
class Said:
    """One sentence that the code may say, and the arguments that it gives."""

    key: str
    arguments: frozenset[str]
    where: str


def said() -> list[Said]:
    """Every `say(...)` in the two packages, with each key that it may have."""
    found: list[Said] = []
    for path in code():
        for call, scope in _calls(ast.parse(path.read_text(encoding="utf-8"))):
            where = f"{path.relative_to(ROOT)}:{call.lineno}"
            assert len(call.args) == 1, where
            keys = _keys(call.args[0], scope, where)
            assert keys, f"{where}: nobody can tell what is said here"
            found += (Said(key, _arguments(call, scope, where), where) for key in keys)
    return found


def _calls(node: ast.AST, scope: ast.AST | None = None) -> Iterator[tuple[ast.Call, ast.AST]]:
    """Every call of `say`, with the function that it stands in."""
    scope = scope or node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id == "say":
            yield child, scope
        inner = child if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)) else scope
        yield from _calls(child, inner)


def _assigned(name: str, scope: ast.AST) -> list[ast.expr]:
    """What this name is given in this function."""
    return [
        node.value
        for node in ast.walk(scope)
        if isinstance(node, ast.Assign)
        and any(isinstance(to, ast.Name) and to.id == name for to in node.targets)
    ]


def _keys(key: ast.expr, scope: ast.AST, where: str) -> set[str]:
    """The keys that an expression may stand for: written out, chosen by a condition, or a command's help."""
    match key:
        case ast.Constant(str(value)):
            return {value}
        case ast.IfExp(body=body, orelse=orelse):
            return _keys(body, scope, where) | _keys(orelse, scope, where)
        case ast.Name(name):
            return {each for value in _assigned(name, scope) for each in _keys(value, scope, where)}
        case ast.Attribute(ast.Name("spec"), "help"):
            return {spec.help for spec in SPECS}
    raise AssertionError(f"{where}: a key that this test cannot follow")


def _arguments(call: ast.Call, scope: ast.AST, where: str) -> frozenset[str]:
    """The names of the arguments; `**facts` is followed to the dictionary that it is."""
    names = {keyword.arg for keyword in call.keywords if keyword.arg is not None}
    for keyword in call.keywords:
        if keyword.arg is None:
            assert isinstance(keyword.value, ast.Name), where
            (facts,) = _assigned(keyword.value.id, scope)
            assert isinstance(facts, ast.Dict), where
            names |= {str(ast.literal_eval(key)) for key in facts.keys if key is not None}
    return frozenset(names)


def makes_texts_otherwise(path: Path) -> bool:
    """Whether a file makes a `Text` in another way than by `say` under its own name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    if any(alias.name == "texts" for node in imports if node.module == "rooms" for alias in node.names):
        return True
    taken = [alias for node in imports if node.module == "rooms.texts" for alias in node.names]
    knows_text = any(alias.name == "Text" for alias in taken)
    return any(alias.asname for alias in taken) or (knows_text and any(map(_calls_text, ast.walk(tree))))


def _calls_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text"
