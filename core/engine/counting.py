"""How terms are counted: one pure function per rule of chapter 18 and of art. 127.

Every rule says what it does at the end of a month and on a non-working day. Each
returns two ends: the legal one, and the safe one the program warns about.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from core.engine.ends import DAY, Count, End, Passage, add_months, end_of_day
from core.engine.sittings import sitting, sitting_day, until_morning
from core.errors import UserError
from core.law.calendar import Calendar
from core.law.model import Length
from core.law.rules import NO_CLOCK, UNITS

__all__ = ["FIRST_YEAR", "FROM_THE_END", "LAST_YEAR", "NO_CLOCK", "RULES", "UNITS", "count"]

HOUR = timedelta(hours=1)
FIRST_YEAR, LAST_YEAR = 1900, 9000

Rule = Callable[[datetime, Length, Calendar, timedelta], Count]
"""From the start, the length, the calendar and the time that is not counted to both ends."""


def clock(start: datetime, length: Length, calendar: Calendar, paused: timedelta) -> Count:
    """Count hours or 24-hour days from the minute itself; nothing moves it (R3, R8, R11)."""
    plain = End(start + _clock_span(length))
    end = End(plain.at + paused)
    passages = (
        Passage("from_minute", end=End(start)),
        Passage("plus", end=plain, amount=length),
        *_not_counted(end, paused),
        Passage("not_moved"),
    )
    return Count(end, end, end.day, passages)


def clock_days(start: datetime, length: Length, calendar: Calendar, paused: timedelta) -> Count:
    """Count 24-hour days from the minute itself; safe at 24:00 of the day before (R11, 118)."""
    counted = clock(start, length, calendar, paused)
    safe = end_of_day(counted.day_number - DAY)
    passages = (*counted.passages, Passage("day_before", end=safe))
    return replace(counted, safe=safe, passages=passages)


def hours(start: datetime, length: Length, calendar: Calendar, paused: timedelta) -> Count:
    """Count hours, leaving out the hour of the act (art. 158(2)); never moved (R2, R8).

    The safe end is the exact minute, so that nobody has to rely on the hour left out.
    """
    span = _clock_span(length)
    safe = End(start + span + paused)
    first = start.replace(minute=0) + HOUR
    legal = End(first + span + paused)
    passages = (
        Passage("hour_left_out", end=End(first)),
        Passage("plus", end=End(first + span), amount=length),
        *_not_counted(legal, paused),
        Passage("not_moved"),
        Passage("safe_minute", end=safe),
    )
    return Count(legal, safe, legal.day, passages)


def days(start: datetime, length: Length, calendar: Calendar, paused: timedelta) -> Count:
    """Count days, leaving out the first; a non-working last day moves on (R2, R5, R7)."""
    last = start.date() + length.value * DAY
    return _moved(start, last, paused, length, calendar)


def days_unmoved(start: datetime, length: Length, calendar: Calendar, paused: timedelta) -> Count:
    """Count days, leaving out the first; the last day stands (missing person, art. 158(4))."""
    last = start.date() + length.value * DAY
    return _unmoved(start, last, paused, length, calendar)


def months(start: datetime, length: Length, calendar: Calendar, paused: timedelta) -> Count:
    """Count months to the same day number; a non-working last day moves on (R2, R6, R7)."""
    last = add_months(start.date(), length.value)
    return _moved(start, last, paused, length, calendar)


def months_unmoved(start: datetime, length: Length, calendar: Calendar, paused: timedelta) -> Count:
    """Count months to the same day number; the last day stands (R6 without R7)."""
    last = add_months(start.date(), length.value)
    return _unmoved(start, last, paused, length, calendar)


def custody(start: datetime, length: Length, calendar: Calendar, paused: timedelta) -> Count:
    """Count custody: the first day is day one, nothing moves the end (R3, art. 127(17)).

    The code leaves open whether the day of the same number still belongs to the term;
    the earlier end is taken for both ends and the later one told as the other reading.
    `paused` is negative for time counted in (R16): it brings the end nearer.
    """
    first = start.date()
    if length.unit == "months":
        last = _day_before_number(first, length.value)
        other = add_months(first, length.value)
    else:
        last, other = first + (length.value - 1) * DAY, first + length.value * DAY
    end, later = end_of_day(last + paused), end_of_day(other + paused)
    passages = [
        Passage("day_counts", day=first),
        Passage("plus", end=end_of_day(last), amount=length),
        Passage("not_moved"),
    ]
    if paused:
        credited = Length(abs(paused.days), "days")
        passages.append(Passage("credited", end=end, amount=credited))
    if later > end:
        passages.append(Passage("other_reading", end=later))
    return Count(end, end, end.day, tuple(passages), other=later if later > end else None)


def working_days(start: datetime, length: Length, calendar: Calendar, paused: timedelta) -> Count:
    """Count working days after the day of the act (art. 468-27(1), R4)."""
    day = start.date() + paused
    passed = []
    for _ in range(length.value):
        following = calendar.next_working(day + DAY)
        passed += _skipped(day + DAY, following)
        day = following
    end = end_of_day(day)
    passages = (
        Passage("day_left_out", day=start.date()),
        *passed,
        Passage("plus", end=end, amount=length),
        *_unknown_years(start.date(), day, calendar),
    )
    return Count(end, end, day, passages)


def backwards(start: datetime, length: Length, calendar: Calendar, paused: timedelta) -> Count:
    """Count back from the day-number end of another term (R13).

    `start` is any moment of that day. The legal end is the last day still permitted;
    the safe end is the last working day before it.
    """
    origin = start.date()
    if length.unit == "months":
        last = add_months(origin, -length.value)
    else:
        last = origin - length.value * DAY
    safe_day = calendar.last_working(last - DAY)
    passages = (
        Passage("back_from", day=origin),
        Passage("minus", day=last, amount=length),
        *_skipped(safe_day + DAY, last),
        Passage("safe_before", end=end_of_day(safe_day)),
        *_unknown_years(safe_day, last, calendar),
    )
    return Count(end_of_day(last), end_of_day(safe_day), last, passages)


def at_once(start: datetime, length: Length, calendar: Calendar, paused: timedelta) -> Count:
    """Return the moment itself: a duty without a number of hours is due at once."""
    end = End(start)
    return Count(end, end, start.date(), (Passage("at_once", end=end),), numbered=False)


def named_day(start: datetime, length: Length, calendar: Calendar, paused: timedelta) -> Count:
    """Return the end of a day that an official named; safe on the last working day until it."""
    day = start.date()
    return _with_safe(date.min, end_of_day(day), day, [Passage("named_day", day=day)], calendar)


RULES: Mapping[str, Rule] = {
    "clock": clock,
    "clock_days": clock_days,
    "hours": hours,
    "days": days,
    "days_unmoved": days_unmoved,
    "months": months,
    "months_unmoved": months_unmoved,
    "custody": custody,
    "working_days": working_days,
    "backwards": backwards,
    "at_once": at_once,
    "named_day": named_day,
    "sitting": sitting,
    "sitting_day": sitting_day,
    "until_morning": until_morning,
}

FROM_THE_END = frozenset({"backwards", "named_day"})
"""Rules that are told the day of the end, which may still lie ahead, not the start."""

LIKE_DAYS: Mapping[str, str] = {"months": "days", "months_unmoved": "days_unmoved"}
"""A rule for months, and the one that counts the same way in days (ladders may mix them)."""
LIKE_MONTHS: Mapping[str, str] = {days_rule: rule for rule, days_rule in LIKE_DAYS.items()}


def count(
    rule: str,
    start: datetime,
    length: Length,
    calendar: Calendar,
    paused: timedelta = timedelta(),
) -> Count:
    """Return both ends of a term; UserError for a date beyond what a calendar can hold.

    A ladder may lead from days to months (art. 173(1), (3)): the unit decides which of
    two rules of one kind counts.
    """
    if not FIRST_YEAR <= start.year <= LAST_YEAR:
        raise UserError("date-out-of-range", at=start.isoformat(timespec="minutes"))
    like = {"months": LIKE_MONTHS, "days": LIKE_DAYS}.get(length.unit, {})
    chosen = RULES[like.get(rule, rule)]
    return chosen(start.replace(second=0, microsecond=0), length, calendar, paused)


def _clock_span(length: Length) -> timedelta:
    return timedelta(**{length.unit: length.value})


def _first(start: datetime) -> tuple[Passage, ...]:
    return (Passage("day_left_out", day=start.date()),)


def _day_before_number(first: date, months: int) -> date:
    """Return the day before the same day number some months later, inside that month.

    For the first of a month that is the last day of the month before.
    """
    target = add_months(first.replace(day=1), months)
    if first.day == 1:
        return target - DAY
    return target.replace(day=min(first.day - 1, monthrange(target.year, target.month)[1]))


def _moved(
    start: datetime, last: date, paused: timedelta, length: Length, calendar: Calendar
) -> Count:
    """Return a term in days or months whose last day moves on to a working day (R7)."""
    number = last + paused
    legal_day = calendar.next_working(number)
    passages = [*_first(start), Passage("plus", end=end_of_day(last), amount=length)]
    passages += _not_counted(end_of_day(number), paused)
    passages += _skipped(number, legal_day)
    if legal_day != number:
        passages.append(Passage("moved_to", day=legal_day))
    return _with_safe(start.date(), end_of_day(legal_day), number, passages, calendar)


def _unmoved(
    start: datetime, last: date, paused: timedelta, length: Length, calendar: Calendar
) -> Count:
    """Return a term whose last day stands though it is not worked."""
    number = last + paused
    passages = [*_first(start), Passage("plus", end=end_of_day(last), amount=length)]
    passages += _not_counted(end_of_day(number), paused)
    passages.append(Passage("not_moved"))
    return _with_safe(start.date(), end_of_day(number), number, passages, calendar)


def _with_safe(
    first: date, legal: End, number: date, passages: list[Passage], calendar: Calendar
) -> Count:
    """Return the count with its safe end: the last working day on or before the day number.

    Where no working day lies between the start and the day number, that day itself is left.
    """
    safe_day = calendar.last_working(number)
    if safe_day < first:
        safe_day = number
    if safe_day != number:
        named = {passage.day for passage in passages if passage.word == "stepped_over"}
        passages += [one for one in _skipped(safe_day + DAY, number + DAY) if one.day not in named]
        passages.append(Passage("safe_day", day=safe_day))
    passages += _unknown_years(safe_day, legal.day, calendar)
    return Count(legal, end_of_day(safe_day), number, tuple(passages))


def _not_counted(end: End, paused: timedelta) -> list[Passage]:
    """Return the sentence on days left out because the term did not run, or counted in (R15)."""
    if not paused:
        return []
    word = "paused" if paused > timedelta() else "counted_in"
    return [Passage(word, end=end, amount=Length(abs(paused.days), "days"))]


def _skipped(day: date, until: date) -> list[Passage]:
    """Return one passage for each day from the first up to, not including, the second."""
    return [Passage("stepped_over", day=day + number * DAY) for number in range((until - day).days)]


def _unknown_years(first: date, last: date, calendar: Calendar) -> list[Passage]:
    return [
        Passage("calendar_unknown", day=date(year, 1, 1))
        for year in sorted({first.year, last.year})
        if not calendar.known(year)
    ]
