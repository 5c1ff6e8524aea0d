"""The report of a failure of ours as a text: every line of it may be shown to anybody."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from core.i18n import Translator
from core.log import Report, python_version
from gui.presenters.settings import VERSION


def report_text(found: Report, qt: str, tr: Translator) -> str:
    """Return the report in lines: what happened, where in the program, with what, after what."""
    return "\n".join(_lines(found, qt, tr))


def _lines(found: Report, qt: str, tr: Translator) -> Iterator[str]:
    versions = f"Sledchy {VERSION} · Python {python_version()} · Qt {qt} · {sys.platform}"
    yield versions
    yield ""
    for title, lines in (
        (tr.gettext("Kind of failure"), found.failures),
        (tr.gettext("Places in the program"), found.frames),
        (tr.gettext("What the program did before"), found.events),
    ):
        yield f"{title}:"
        yield from (f"  {line}" for line in lines or ("—",))
        yield ""
