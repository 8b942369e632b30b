"""Every sentence that a person sees, one Project Fluent file for each language."""

from __future__ import annotations

LANGUAGES = ("en", "fr", "sw")
"""The languages that there is a file for, as ISO 639-1 codes."""
