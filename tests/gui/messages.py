"""The texts of the window as its sources have them: msgids that a catalogue must translate."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.sources import sources

SINGULAR = {"N_", "gettext", "text", "_"}
PLURAL = "ngettext"
NO_TEXTS = ("core/store/", "core/cli/", "core/documents/", "core/law/", "core/engine/")
"""Floors that speak by data and codes, never by texts of the window."""


def messages() -> dict[str, str]:
    """Return every msgid with its plural, which is empty for most."""
    found: dict[str, str] = {}
    for source in sources("gui", "core"):
        if source.path.startswith(NO_TEXTS):
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call):
                found.update(_of(node))
    return found


def _of(call: ast.Call) -> Iterator[tuple[str, str]]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if name in SINGULAR and len(call.args) == 1 and texts and texts[0]:
        yield texts[0], ""
    if name == PLURAL and len(texts) == 2:
        yield texts[0], texts[1]
