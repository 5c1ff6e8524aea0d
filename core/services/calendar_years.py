"""A year of the calendar that a person adds: its days read, and refused in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from core.errors import UserError
from core.law.book import LawBook
from core.law.calendar import Fault, Year
from core.law.corrections import CALENDAR, Correction, FieldError, added_year

FIRST, LAST = 1998, 2199
"""Years that may be added: since the country's present holidays, and as far as anyone plans."""


def days_of(text: str) -> tuple[date, ...]:
    """Return the days of a text like `2027-01-04, 2027-05-10`; UserError for an impossible one."""
    return tuple(_day(one) for one in re.split(r"[,;\s]+", text) if one)


def _day(text: str) -> date:
    for pattern in (
        r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)",
        r"(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>\d{4})",
    ):
        match = re.fullmatch(pattern, text)
        if match is None:
            continue
        try:
            return date(int(match["y"]), int(match["m"]), int(match["d"]))
        except ValueError:
            break
    raise UserError("calendar-day-wrong", day=text)


def year_given(
    book: LawBook,
    year: str,
    off: Iterable[date],
    worked: Iterable[date],
    author: str,
    reference: str,
    on: date,
) -> Correction:
    """Return the verdict that adds a year; UserError says which day cannot be so."""
    if not re.fullmatch(r"\d{4}", year) or not FIRST <= int(year) <= LAST:
        raise UserError("calendar-year-wrong", year=year, first=FIRST, last=LAST)
    if not author.strip() or not reference.strip():
        raise UserError("correction-needs-reference", kind=CALENDAR, entry=year)
    changes = {
        "off": [day.isoformat() for day in sorted(off)],
        "worked": [day.isoformat() for day in sorted(worked)],
    }
    one = Correction(
        edition=CALENDAR,
        kind=CALENDAR,
        entry=year,
        verdict="added",
        changes=changes,
        author=author.strip(),
        on=on,
        reference=reference.strip(),
        was="",
    )
    require_year(book, one)
    return one


def require_year(book: LawBook, one: Correction) -> None:
    """Raise UserError when an added year is shipped already or one of its days cannot be so."""
    if one.entry in book.shipped.layer(CALENDAR, CALENDAR):
        raise UserError("calendar-year-shipped", year=one.entry)
    outside = [
        day
        for name in ("off", "worked")
        for day in one.changes.get(name, ())
        if not str(day).startswith(f"{one.entry}-")
    ]
    if outside:
        raise UserError("calendar-day-outside", day=outside[0], year=one.entry)
    try:
        require_possible(book, added_year(one))
    except FieldError as error:
        raise UserError("calendar-day-wrong", day=error.problem) from error


def require_possible(book: LawBook, year: Year) -> None:
    """Raise UserError for the first day of a year that cannot be moved so."""
    fault: Fault | None = book.shipped.calendar.fault(year)
    if fault is not None:
        raise UserError(fault.code, day=f"{fault.day:%d.%m.%Y}")
