"""How terms are counted: one pure function per rule of chapter 18 and of art. 127.

Every rule says what it does at the end of a month and on a non-working day. Each
returns two ends: the legal one, and the safe one the program warns about.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.errors import UserError
from core.law.calendar import Calendar
from core.law.model import Length

DAY = timedelta(days=1)
LAST_YEAR = 9000


@dataclass(frozen=True, order=True)
class End:
    """When a term ends; `whole_day` means at 24:00 of the day before `at`."""

    at: datetime
    whole_day: bool = False

    @property
    def day(self) -> date:
        """Return the last day on which the term still runs."""
        return (self.at - DAY).date() if self.whole_day else self.at.date()

    def __str__(self) -> str:
        """Return ISO local time to the minute; the end of a day is T24:00."""
        if self.whole_day:
            return f"{self.day.isoformat()}T24:00"
        return self.at.isoformat(timespec="minutes")


@dataclass(frozen=True)
class Passage:
    """One step of a derivation: the id of its sentence and the values in it."""

    word: str
    day: date | None = None
    end: End | None = None
    amount: Length | None = None


@dataclass(frozen=True)
class Count:
    """The two ends of a term and how they were found."""

    legal: End
    safe: End
    day_number: date
    """The day on which the term ends before any shift; terms counted backwards start here."""
    passages: tuple[Passage, ...]


Rule = Callable[[datetime, Length, Calendar], Count]


def end_of_day(day: date) -> End:
    """Return 24:00 of a day."""
    return End(datetime.combine(day + DAY, time()), whole_day=True)


def add_months(start: date, months: int) -> date:
    """Return the same day number some months later (or earlier).

    A month without that day number lends its last day (art. 158(3)), so 31 January
    and one month meet on 28 or 29 February.

    >>> add_months(date(2025, 1, 31), 1)
    datetime.date(2025, 2, 28)
    """
    years, month0 = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month0 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def clock(start: datetime, length: Length, calendar: Calendar) -> Count:
    """Count hours or 24-hour days from the minute itself; nothing moves it (R3, R8, R11)."""
    end = End(start + _clock_span(length))
    passages = (Passage("from_minute", end=End(start)), Passage("plus", end=end, amount=length))
    return Count(end, end, end.day, (*passages, Passage("not_moved")))


def hours(start: datetime, length: Length, calendar: Calendar) -> Count:
    """Count hours, leaving out the hour of the act (art. 158(2)); never moved (R2, R8).

    The safe end is the exact minute, so that nobody has to rely on the hour left out.
    """
    safe = End(start + _clock_span(length))
    first = start.replace(minute=0) + timedelta(hours=1)
    legal = End(first + _clock_span(length))
    passages = (
        Passage("hour_left_out", end=End(first)),
        Passage("plus", end=legal, amount=length),
        Passage("safe_minute", end=safe),
        Passage("not_moved"),
    )
    return Count(legal, safe, legal.day, passages)


def days(start: datetime, length: Length, calendar: Calendar) -> Count:
    """Count days, leaving out the first; a non-working last day moves on (R2, R5, R7)."""
    return _moved(start.date() + length.value * DAY, length, calendar, Passage("day_left_out"))


def days_unmoved(start: datetime, length: Length, calendar: Calendar) -> Count:
    """Count days, leaving out the first; the last day stands (missing person, art. 158(4))."""
    last = start.date() + length.value * DAY
    return _unmoved(last, length, calendar, (Passage("day_left_out"),))


def months(start: datetime, length: Length, calendar: Calendar) -> Count:
    """Count months to the same day number; a non-working last day moves on (R2, R6, R7)."""
    last = add_months(start.date(), length.value)
    return _moved(last, length, calendar, Passage("day_left_out"))


def months_unmoved(start: datetime, length: Length, calendar: Calendar) -> Count:
    """Count months to the same day number; the last day stands (R6 without R7)."""
    last = add_months(start.date(), length.value)
    return _unmoved(last, length, calendar, (Passage("day_left_out"),))


def custody(start: datetime, length: Length, calendar: Calendar) -> Count:
    """Count custody: the first day is day one, nothing moves the end (R3, art. 127(17)).

    The code leaves open whether the day of the same number still belongs to the term;
    the earlier end is taken for both ends. Days (as in art. 127(16)) run on the clock.
    """
    if length.unit != "months":
        return clock(start, length, calendar)
    first = start.date()
    target = add_months(first.replace(day=1), length.value)
    # The day before the same day number; for the first of a month that is the month before.
    if first.day == 1:
        last = target - DAY
    else:
        last = target.replace(day=min(first.day - 1, monthrange(target.year, target.month)[1]))
    end = end_of_day(last)
    passages = (
        Passage("day_counts", day=first),
        Passage("plus", end=end, amount=length),
        Passage("not_moved"),
    )
    return Count(end, end, last, passages)


def working_days(start: datetime, length: Length, calendar: Calendar) -> Count:
    """Count working days after the day of the act (art. 468-27(1), R4)."""
    day = start.date()
    passed = [Passage("day_left_out", day=day)]
    for _ in range(length.value):
        day = calendar.next_working(day + DAY)
    end = end_of_day(day)
    return Count(end, end, day, (*passed, Passage("plus", end=end, amount=length)))


def backwards(start: datetime, length: Length, calendar: Calendar) -> Count:
    """Count back from the day-number end of another term (R13).

    `start` is any moment of that day. The legal end is the last day still permitted;
    the safe end is the last working day before it.
    """
    origin = start.date()
    if length.unit == "months":
        last = add_months(origin, -length.value)
    else:
        last = origin - length.value * DAY
    safe = end_of_day(calendar.last_working(last - DAY))
    passages = (
        Passage("back_from", day=origin),
        Passage("minus", day=last, amount=length),
        Passage("safe_before", end=safe),
    )
    return Count(end_of_day(last), safe, last, passages)


def at_once(start: datetime, length: Length, calendar: Calendar) -> Count:
    """Return the moment itself: a duty without a number of hours is due at once."""
    end = End(start)
    return Count(end, end, start.date(), (Passage("at_once", end=end),))


RULES: Mapping[str, Rule] = {
    "clock": clock,
    "hours": hours,
    "days": days,
    "days_unmoved": days_unmoved,
    "months": months,
    "months_unmoved": months_unmoved,
    "custody": custody,
    "working_days": working_days,
    "backwards": backwards,
    "at_once": at_once,
}

UNITS: Mapping[str, frozenset[str]] = {
    "clock": frozenset({"hours", "days"}),
    "hours": frozenset({"hours", "days"}),
    "days": frozenset({"days"}),
    "days_unmoved": frozenset({"days"}),
    "months": frozenset({"months"}),
    "months_unmoved": frozenset({"months"}),
    "custody": frozenset({"months", "days", "hours"}),
    "working_days": frozenset({"working_days"}),
    "backwards": frozenset({"days", "months"}),
    "at_once": frozenset(),
}
"""Units each rule can count; a book whose term asks for another does not pass the check."""


def count(rule: str, start: datetime, length: Length, calendar: Calendar) -> Count:
    """Return both ends of a term; UserError for a date beyond what a calendar can hold."""
    if not 1900 <= start.year <= LAST_YEAR:
        raise UserError("date-out-of-range", at=start.isoformat(timespec="minutes"))
    return RULES[rule](start.replace(second=0, microsecond=0), length, calendar)


def _clock_span(length: Length) -> timedelta:
    return timedelta(**{length.unit: length.value})


def _moved(last: date, length: Length, calendar: Calendar, first: Passage) -> Count:
    """Return a term in days or months whose last day moves on to a working day (R7)."""
    legal_day = calendar.next_working(last)
    passages = [first, Passage("plus", end=end_of_day(last), amount=length)]
    day = last
    while day < legal_day:
        passages.append(Passage("stepped_over", day=day))
        day += DAY
    if legal_day != last:
        passages.append(Passage("moved_to", day=legal_day))
    safe_day = calendar.last_working(last)
    if safe_day != last:
        passages.append(Passage("safe_day", day=safe_day))
    passages.extend(_unknown_years(last, legal_day, calendar))
    return Count(end_of_day(legal_day), end_of_day(safe_day), last, tuple(passages))


def _unmoved(last: date, length: Length, calendar: Calendar, first: tuple[Passage, ...]) -> Count:
    safe_day = calendar.last_working(last)
    passages = [*first, Passage("plus", end=end_of_day(last), amount=length), Passage("not_moved")]
    if safe_day != last:
        passages.append(Passage("safe_day", day=safe_day))
    return Count(end_of_day(last), end_of_day(safe_day), last, tuple(passages))


def _unknown_years(first: date, last: date, calendar: Calendar) -> list[Passage]:
    years = {first.year, last.year}
    return [
        Passage("calendar_unknown", day=date(year, 1, 1))
        for year in sorted(years)
        if not calendar.known(year)
    ]
