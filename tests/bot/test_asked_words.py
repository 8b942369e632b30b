"""What Vigil asks people to write is never taken for a call for help, unless it is to be one."""

from __future__ import annotations

import re

import pytest
from fluent.syntax import ast as ftl
from fluent.syntax import visitor

from rooms import words
from rooms.enrolling import DURESS_EXAMPLES
from rooms.wording import LANGUAGES
from tests.bot.sentences import entries

CALLS = frozenset(
    {
        "no-help-needed",
        "defender-resolved",
        "defender-status-none",
        "not-protected",
        "enrol-done",
        "help-direct",
    }
)
"""The sentences that say how to call for help."""

_ASKS = re.compile(
    r"\b(?:write|answer|reply|example|écrivez|répondez|exemple|andika|jibu|jibuni|mfano)\b"
    r"[^.:;\n]{0,40}:\s*(?P<what>[^.;:–\n]+)",
    re.IGNORECASE,
)
_PARTED = re.compile(r"\s*[,()]\s*|\s+(?:or|ou|au)\s*:?\s+")
_MENU = re.compile(r"^\d (?P<what>.+)$", re.MULTILINE)


class _Said(visitor.Visitor):
    """Puts together what a sentence says; "…" stands for what is filled in."""

    def __init__(self) -> None:
        self.text = ""

    def visit_TextElement(self, node: ftl.TextElement) -> None:
        """Its words."""
        self.text += node.value

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        """A name, a time."""
        self.text += "…"


def asked(message: ftl.Message) -> set[str]:
    """The words that a sentence asks for, or that stand behind the numbers of its menu."""
    said = _Said()
    said.visit(message.value)
    found = {each["what"] for each in (*_ASKS.finditer(said.text), *_MENU.finditer(said.text))}
    parts = {part.strip(" “”«»\u00a0!?") for each in found for part in (each, *_PARTED.split(each))}
    return {part for part in parts if part and not part.startswith("!") and "…" not in part}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_that_vigil_asks_for_is_an_alert_word(language: str) -> None:
    """A word of its own that raised an alert would call four organisations to nobody; "alert" itself does."""
    sentences = {each.id.name: asked(each) for each in entries(language)}
    assert sentences["check-in"] and sentences["enrol-check"] and sentences["enrol-language"]
    for name, those in sentences.items():
        calls = {each for each in those if words.is_alert(each)}
        assert calls == (those if name in CALLS else set()), name
        assert those or name not in CALLS
        for each in those - calls:
            assert not words.says_not_safe(each) or name.startswith("check-in"), (name, each)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_example_is_taken_as_duress_words(language: str) -> None:
    """Everybody who enrols has read it."""
    (message,) = (each for each in entries(language) if each.id.name == "enrol-duress")
    examples = [each for each in DURESS_EXAMPLES if each in asked(message)]
    assert len(examples) == 1
