"""What *Today* says: what runs out, in which order, and what else wants a look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.engine.terms import URGENT
from core.i18n import N_, Translator, Trilingual, UiLanguage
from core.law.book import LawBook
from core.services.guidance import AT_ONCE, Overview
from core.store.rows import DueRow
from gui.presenters.moments import day_words, end_words, left_words

GROUPS = (
    ("overdue", N_("Overdue")),
    ("at_risk", N_("At risk: only the legal end is left")),
    ("urgent", N_("Within 24 hours")),
    ("soon", N_("Within three days")),
    ("calm", N_("Later")),
)
"""Urgency → heading of its group, in the order they stand."""

OLD_LAW = timedelta(days=120)
"""Law data read longer ago are worth a warning."""
CALENDAR_AHEAD = timedelta(days=60)
"""A calendar that ends sooner is worth a warning."""
SOON = timedelta(days=3)


@dataclass(frozen=True)
class DueLine:
    """One line of the list: a running term of a case."""

    case: str
    urgency: str
    due: datetime
    legal_end: datetime
    at_once: bool
    name: str
    article: str
    unverified: bool
    """The number was not compared with the official text: confidence below high."""
    number: str
    title: str
    person: str

    def left(self, now: datetime, tr: Translator) -> str:
        """Return the time left in words, to the safe end or, past it, to the legal one."""
        if self.at_once:
            return tr.gettext("at once")
        return left_words(self.due if self.due >= now else self.legal_end, now, tr)

    def ends(self, tr: Translator) -> tuple[str, str]:
        """Return when to be ready, and the legal end where it is another moment."""
        if self.at_once:
            return tr.gettext("no fixed moment"), ""
        if self.due == self.legal_end:
            return end_words(self.due), ""
        return end_words(self.due), tr.gettext("legal end {moment}").format(
            moment=end_words(self.legal_end)
        )


@dataclass(frozen=True)
class Notice:
    """Something else that wants a look; with a case, a way to it."""

    text: str
    tone: str
    icon: str
    case: str = ""
    unfolds: bool = False
    """It can tell more: what the case lacks, each with the step that mends it."""


def urgency_of(row: DueRow, now: datetime) -> str:
    """Return the group a line stands in at a moment."""
    if row.status == AT_ONCE:
        return "urgent"
    if row.legal_end < now:
        return "overdue"
    if row.due < now:
        return "at_risk"
    left = row.due - now
    return "urgent" if left <= URGENT else "soon" if left <= SOON else "calm"


def due_line(row: DueRow, book: LawBook, now: datetime, language: UiLanguage) -> DueLine:
    """Return a row of the archive as the list shows it."""
    term = book.newest.terms.get(row.term_id)
    name = term.name if term else Trilingual(row.term_id, row.term_id, row.term_id)
    return DueLine(
        case=row.case_id,
        urgency=urgency_of(row, now),
        due=row.due,
        legal_end=row.legal_end,
        at_once=row.status == AT_ONCE,
        name=name[language],
        article=term.article if term else "",
        unverified=term is not None and not term.trusted,
        number=row.number,
        title=row.title,
        person=row.subject,
    )


def notices(overview: Overview, now: datetime, tr: Translator) -> tuple[Notice, ...]:
    """Return what else wants a look today, the gravest first."""
    found = [
        Notice(
            tr.ngettext("{n} act is owed: {case}", "{n} acts are owed: {case}", one.owed).format(
                n=one.owed, case=one.number or one.title
            ),
            "urgent",
            "owed",
            one.case,
        )
        for one in overview.owing
    ]
    found += [
        Notice(
            tr.ngettext(
                "{n} thing is missing: {case}", "{n} things are missing: {case}", one.gaps
            ).format(n=one.gaps, case=one.number or one.title),
            "urgent",
            "alert",
            one.case,
            unfolds=True,
        )
        for one in overview.lacking
    ]
    found += [
        Notice(
            tr.gettext("No running term in the case {case}: is that right?").format(
                case=one.number or one.title
            ),
            "soon",
            "today",
            one.case,
        )
        for one in overview.still
    ]
    return (*found, *_law_notices(overview, now.date(), tr))


def _law_notices(overview: Overview, today: date, tr: Translator) -> list[Notice]:
    found = []
    if today - overview.law_read > OLD_LAW:
        text = tr.gettext("The law data are of {day}. Compare them with the Code of today.")
        found.append(Notice(text.format(day=day_words(overview.law_read)), "muted", "info"))
    if overview.calendar_until - today < CALENDAR_AHEAD:
        text = tr.gettext(
            "Working days are known until {day}; later ends are counted without moved days."
        )
        found.append(
            Notice(text.format(day=day_words(overview.calendar_until)), "muted", "calendar")
        )
    return found
