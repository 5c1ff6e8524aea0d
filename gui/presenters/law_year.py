"""Years of the calendar: those on file, and one that is put together day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.i18n import Translator, UiLanguage
from core.law.book import LawBook
from core.law.calendar import Calendar, Year
from core.law.corrections import CALENDAR
from core.services.calendar_years import FIRST
from gui.presenters.law import GIVEN, SURE

AHEAD = 5
"""Years after the next one that may be added beforehand."""
WEEKEND, HOLIDAY, MOVED, WORKED = "weekend", "holiday", "moved", "worked"
"""What a day of the year in the making is."""


@dataclass(frozen=True)
class YearLine:
    """One year on file."""

    id: str
    sure: str
    source: str


@dataclass(frozen=True)
class Draft:
    """A year in the making."""

    year: int
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def toggled(self, book: LawBook, day: date) -> Draft:
        """Return the draft with a day moved, or put back; a holiday cannot be moved."""
        if day.year != self.year:
            return self
        plain = _plain(book)
        if plain.is_working(day):
            return replace(self, off=self.off ^ {day})
        if plain.why_off(day) == plain.weekend:
            return replace(self, worked=self.worked ^ {day})
        return self


def year_lines(book: LawBook, tr: Translator) -> tuple[YearLine, ...]:
    """Return the years on file, the newest first."""
    return tuple(
        _line(book, one, tr) for _, one in sorted(book.calendar.years.items(), reverse=True)
    )


def free_years(book: LawBook) -> tuple[tuple[str, str], ...]:
    """Return the years that may be added, the latest first: those that were not shipped."""
    shipped = book.shipped.calendar.years
    last = next_year(book) + AHEAD
    return tuple(
        (str(year), str(year)) for year in range(last, FIRST - 1, -1) if year not in shipped
    )


def next_year(book: LawBook) -> int:
    """Return the year one would add now."""
    return book.calendar.known_until + 1


def marks(book: LawBook, draft: Draft, language: UiLanguage) -> Iterator[tuple[date, str, str]]:
    """Yield every day of the year that is not a plain working day: what it is, and its name."""
    plain = _plain(book)
    day = date(draft.year, 1, 1)
    while day.year == draft.year:
        why = plain.why_off(day)
        if day in draft.worked:
            yield day, WORKED, ""
        elif day in draft.off:
            yield day, MOVED, ""
        elif why is not None:
            yield day, WEEKEND if why == plain.weekend else HOLIDAY, why[language]
        day += timedelta(days=1)


def written(days: frozenset[date]) -> str:
    """Return days as they are typed: 04.01.2027, 10.05.2027."""
    return ", ".join(f"{day:%d.%m.%Y}" for day in sorted(days))


def _plain(book: LawBook) -> Calendar:
    """Return the calendar as it is before anything is moved."""
    return book.calendar.with_years(())


def _line(book: LawBook, year: Year, tr: Translator) -> YearLine:
    verdict = book.verdict(CALENDAR, year.id, CALENDAR)
    if verdict is None:
        return YearLine(year.id, tr.gettext(SURE[year.confidence]), year.source)
    given = tr.gettext(GIVEN[verdict.verdict]).format(author=verdict.author)
    return YearLine(year.id, given, verdict.reference)
