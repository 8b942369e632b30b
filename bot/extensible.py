"""The words of events that Vigil cannot show, as plain text (MSC1767), polls among them (MSC3381)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_TEXTS = ("m.text", "org.matrix.msc1767.text", "m.message", "org.matrix.msc1767.message")
"""Each holds a text, or a list of the same text in several forms."""

_POLLS = ("m.poll.start", "m.poll", "org.matrix.msc3381.poll.start", "org.matrix.msc3381.v2.poll")
_MOST_ANSWERS = 20
"""As the specification has it."""


def words_of(content: Mapping[str, Any]) -> str:
    """What this says to whoever has no client for it; nothing, if it says nothing."""
    return _text(content) or "\n".join(filter(None, _of_poll(content)))


def _of_poll(content: Mapping[str, Any]) -> Iterator[str]:
    poll = next((each for name in _POLLS if isinstance(each := content.get(name), Mapping)), {})
    yield _text(poll.get("question"))
    answers = poll.get("answers")
    for number, answer in enumerate(answers[:_MOST_ANSWERS] if isinstance(answers, list) else (), start=1):
        if text := _text(answer):
            yield f"{number}. {text}"


def _text(content: object) -> str:
    """The plain one of the forms in which a text is given; the first, if none says that it is."""
    if not isinstance(content, Mapping):
        return ""
    for found in (content.get(name) for name in (*_TEXTS, "body")):
        if isinstance(found, str) and found.strip():
            return found
        forms = [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
        forms.sort(key=lambda form: form.get("mimetype", "text/plain") != "text/plain")
        for form in forms:
            if isinstance(body := form.get("body"), str) and body.strip():
                return body
    return ""
