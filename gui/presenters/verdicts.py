"""Verdicts on the law: what follows one, what a file of them would bring, how many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from core.i18n import N_, Translator
from core.law.book import LawBook
from core.services.corrections_file import Change, Coming
from core.services.law_report import report
from core.services.verification import SURE
from gui.presenters.law import KIND_NAMES
from gui.presenters.norm import said_of

T = TypeVar("T")
STANDING = {
    "new": N_("new"),
    "known": N_("known already"),
    "replaces": N_("replaces another verdict"),
}
SHOWN_CHANGES = 6
"""Fields told of one verdict before it is taken in."""


@dataclass(frozen=True)
class KindLine:
    """How sure the entries of one kind are: doubtful, not compared, read, compared by a person."""

    name: str
    counts: tuple[str, ...]


@dataclass(frozen=True)
class ComingLine:
    """One verdict of a file."""

    name: str
    said: str
    changes: tuple[str, ...]
    tone: str


def after_verdict(work: Any, give: Callable[[], T], progress: Callable[[int, int], None]) -> T:
    """Record something about the law and make everything computed follow it."""
    given = give()
    work.learn(work.library)
    work.cases.rebuild(progress)
    return given


def standing(book: LawBook, tr: Translator) -> tuple[str, tuple[KindLine, ...]]:
    """Return in a sentence and by kind how much of the law data was compared."""
    found = report(book)
    total = found["total"]
    said = tr.gettext("{verified} of {entries} entries were compared with the official text here.")
    lines = []
    for kind, msgid in KIND_NAMES.items():
        rows = [row for row in found["shares"] if row["kind"] == kind]
        sure = [sum(row["count"] for row in rows if row["confidence"] == one) for one in SURE]
        verified = sum(row["verified"] for row in rows)
        lines.append(KindLine(tr.gettext(msgid), tuple(map(str, (*sure, verified)))))
    return said.format(**total), tuple(lines)


def coming_lines(told: Iterable[Coming], tr: Translator) -> tuple[ComingLine, ...]:
    """Return what each verdict of a file would change."""
    return tuple(_coming(one, tr) for one in told)


def brings(told: Iterable[Coming]) -> bool:
    """Return whether a file can be taken in and brings anything new."""
    found = tuple(told)
    fits = not any(one.refused for one in found)
    return fits and any(one.standing != "known" for one in found)


def _coming(one: Coming, tr: Translator) -> ComingLine:
    given = one.correction
    name = f"{tr.gettext(KIND_NAMES.get(given.kind, given.kind))} · {given.entry}"
    said = f"{tr.gettext(STANDING[one.standing])} · {said_of(given, tr)}"
    if one.refused:
        refused = tr.gettext("does not fit: {problem}").format(problem=one.refused)
        return ComingLine(name, said, (refused,), "overdue")
    changes = tuple(map(_change, one.changes[:SHOWN_CHANGES]))
    return ComingLine(name, said, changes, "" if one.standing == "known" else "soon")


def _change(one: Change) -> str:
    return f"{one.field}: {_value(one.before)} → {_value(one.after)}"


def _value(value: Any) -> str:
    return "—" if value in (None, "", []) else str(value)
