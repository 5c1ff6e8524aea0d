"""What the list of cases says of each case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.engine.terms import URGENT
from core.i18n import N_, Translator, UiLanguage
from core.law.book import LawBook
from core.store.rows import HeadRow
from gui.presenters.moments import day_words, left_words

COLUMNS = (
    ("number", N_("Number")),
    ("title", N_("Case")),
    ("stage", N_("Stage")),
    ("next_due", N_("Next to be ready")),
    ("opened_at", N_("Begun")),
    ("investigator", N_("Investigator")),
)
"""What the archive sorts by, and the heading of the column."""

SOON = timedelta(days=3)


@dataclass(frozen=True)
class CaseLine:
    """One case of the list."""

    case: str
    number: str
    kind: str
    title: str
    stage: str
    due: datetime | None
    opened: str
    investigator: str
    closed: bool

    def next_due(self, now: datetime, tr: Translator) -> tuple[str, str]:
        """Return how much time is left to the nearest end, and the tone of the chip."""
        if self.due is None:
            return ("", "")
        return left_words(self.due, now, tr), _tone(self.due, now)


def case_line(head: HeadRow, book: LawBook, tr: Translator, language: UiLanguage) -> CaseLine:
    """Return a head of the archive as the list shows it."""
    stage = book.newest.stages.get(head.stage)
    material, case = tr.gettext("material of a check"), tr.gettext("criminal case")
    return CaseLine(
        case=head.case_id,
        number=head.number,
        kind=case if head.kind == "case" else material,
        title=head.title,
        stage=stage.name[language] if stage else "",
        due=head.next_due,
        opened=day_words(head.opened_at.date()),
        investigator=head.investigator,
        closed=head.closed_at is not None,
    )


def _tone(due: datetime, now: datetime) -> str:
    if due < now:
        return "overdue"
    left = due - now
    return "urgent" if left <= URGENT else "soon" if left <= SOON else "calm"
