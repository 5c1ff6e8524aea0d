"""A second, deliberately simple counting of terms: it walks day by day and minute by minute.

It shares no code with the program, not even the calendar: the holidays and the days moved
by the Government are written down here once more. Slow and plain, so that one can see it
is right; the program is held against it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
HOLIDAYS = {(1, 1), (1, 2), (1, 7), (3, 8), (5, 1), (5, 9), (7, 3), (11, 7), (12, 25)}
RADUNITSA = {
    date.fromisoformat(day)
    for day in (
        "2023-04-25 2024-05-14 2025-04-29 2026-04-21 2027-05-11 2028-04-25 2029-04-17 "
        "2030-05-07 2031-04-22 2032-05-11 2033-05-03 2034-04-18 2035-05-08 2036-04-29 "
        "2037-04-14 2038-05-04 2039-04-26 2040-05-15 2041-04-30 2042-04-22 2043-05-12 "
        "2044-05-03 2045-04-18 2046-05-08 "
    ).split()
}
MOVED_OFF = {
    date(2023, 4, 24),
    date(2023, 5, 8),
    date(2023, 11, 6),
    date(2024, 5, 13),
    date(2024, 11, 8),
    date(2025, 1, 6),
    date(2025, 4, 28),
    date(2025, 7, 4),
    date(2025, 12, 26),
    date(2026, 4, 20),
}
WORKED = {
    date(2023, 4, 29),
    date(2023, 5, 13),
    date(2023, 11, 11),
    date(2024, 5, 18),
    date(2024, 11, 16),
    date(2025, 1, 11),
    date(2025, 4, 26),
    date(2025, 7, 12),
    date(2025, 12, 20),
    date(2026, 4, 25),
}


@dataclass(frozen=True)
class Ends:
    """Both ends as they are printed, the day before any shift, and the other reading."""

    legal: str
    safe: str
    number: date
    other: str | None = None


def works(day: date) -> bool:
    """Return whether people work on a day."""
    if day in WORKED:
        return True
    if (day.month, day.day) in HOLIDAYS or day in RADUNITSA or day in MOVED_OFF:
        return False
    return day.isoweekday() < 6


def later(day: date, days: int) -> date:
    """Walk so many days on."""
    for _ in range(days):
        day += DAY
    return day


def earlier(day: date, days: int) -> date:
    """Walk so many days back."""
    for _ in range(days):
        day -= DAY
    return day


def month_of(day: date, months: int) -> list[date]:
    """Return all days of the month that lies so many months from that of a day."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    found, one = [], date(year, month, 1)
    while one.month == month:
        found.append(one)
        one += DAY
    return found


def same_number(day: date, months: int) -> date:
    """Return the same day number, or the last day of a month that lacks it."""
    return [one for one in month_of(day, months) if one.day <= day.day][-1]


def number_before(day: date, months: int) -> date:
    """Return the day before that number; the month before, where that number is the first."""
    before = [one for one in month_of(day, months) if one.day < day.day]
    return before[-1] if before else month_of(day, months - 1)[-1]


def whole(day: date) -> str:
    """Print the end of a day."""
    return f"{day}T24:00"


def minute(moment: datetime) -> str:
    """Print a moment."""
    return moment.strftime("%Y-%m-%dT%H:%M")


def walk_minutes(start: datetime, minutes: int) -> datetime:
    """Walk minute by minute."""
    for _ in range(minutes):
        start += MINUTE
    return start


def onto_work(day: date) -> date:
    """Walk on to a working day."""
    while not works(day):
        day += DAY
    return day


def ready(start: date, number: date) -> date:
    """Walk back to a working day; where there is none since the start, the day itself."""
    day = number
    while not works(day):
        day -= DAY
    return day if day >= start else number


def by_the_clock(start: datetime, hours: int, pause: int) -> Ends:
    """Hours from the minute itself (R3, R8, R11)."""
    end = later_moment(walk_minutes(start, hours * 60), pause)
    return Ends(minute(end), minute(end), end.date())


def later_moment(moment: datetime, days: int) -> datetime:
    """Walk a moment so many days on."""
    for _ in range(days):
        moment += DAY
    return moment


def days_by_the_clock(start: datetime, days: int, pause: int) -> Ends:
    """Days from the minute itself, safe at the end of the day before (example 22)."""
    end = later_moment(start, days + pause)
    return Ends(minute(end), whole(end.date() - DAY), end.date())


def by_hours(start: datetime, hours: int, pause: int) -> Ends:
    """Hours without the hour of the act (R2, R8); safe to the minute."""
    full = start + MINUTE
    while full.minute:
        full += MINUTE
    legal = later_moment(walk_minutes(full, hours * 60), pause)
    safe = later_moment(walk_minutes(start, hours * 60), pause)
    return Ends(minute(legal), minute(safe), legal.date())


def by_days(start: datetime, days: int, pause: int) -> Ends:
    """Days without the first; the last moves on (R2, R5, R7)."""
    number = later(start.date(), days + pause)
    return Ends(whole(onto_work(number)), whole(ready(start.date(), number)), number)


def by_days_unmoved(start: datetime, days: int, pause: int) -> Ends:
    """Days without the first; the last stands (158(4), missing person)."""
    number = later(start.date(), days + pause)
    return Ends(whole(number), whole(ready(start.date(), number)), number)


def by_months(start: datetime, months: int, pause: int) -> Ends:
    """Months to the same number; the last day moves on (R2, R6, R7)."""
    number = later(same_number(start.date(), months), pause)
    return Ends(whole(onto_work(number)), whole(ready(start.date(), number)), number)


def by_months_unmoved(start: datetime, months: int, pause: int) -> Ends:
    """Months to the same number; the last day stands."""
    number = later(same_number(start.date(), months), pause)
    return Ends(whole(number), whole(ready(start.date(), number)), number)


def in_custody(start: datetime, months: int, credit: int) -> Ends:
    """Custody in months: day one is the day itself; credit brings the end nearer (R3, R16)."""
    end = earlier(number_before(start.date(), months), credit)
    other = earlier(same_number(start.date(), months), credit)
    return Ends(whole(end), whole(end), end, whole(other) if other > end else None)


def in_custody_days(start: datetime, days: int, credit: int) -> Ends:
    """Custody in days: day one is the day itself."""
    end = earlier(later(start.date(), days) - DAY, credit)
    return Ends(whole(end), whole(end), end, whole(end + DAY))


def by_working_days(start: datetime, days: int, pause: int) -> Ends:
    """Working days after the day of the act (R4)."""
    day, left = start.date(), days
    while left:
        day += DAY
        left -= works(day)
    return Ends(whole(day), whole(day), day)


def days_back(start: datetime, days: int, pause: int) -> Ends:
    """Days back from the day-number end; ready on a working day before (R13)."""
    last = earlier(start.date(), days)
    warned = last - DAY
    while not works(warned):
        warned -= DAY
    return Ends(whole(last), whole(warned), last)


def months_back(start: datetime, months: int, pause: int) -> Ends:
    """Months back from the day-number end (R13, R6)."""
    last = same_number(start.date(), -months)
    return Ends(whole(last), days_back(datetime.combine(last, start.time()), 0, 0).safe, last)


def named(start: datetime, length: int, pause: int) -> Ends:
    """The day an official named."""
    day = start.date()
    return Ends(whole(day), whole(ready(date.min, day)), day)


def at_once(start: datetime, length: int, pause: int) -> Ends:
    """The moment itself."""
    return Ends(minute(start), minute(start), start.date())


def one_sitting(start: datetime, hours: int, pause: int) -> Ends:
    """Questioning without a break; by 22:00 unless it began at night (215(2), 192(2))."""
    return _by_night(start, walk_minutes(start, hours * 60))


def one_day_of_questions(start: datetime, hours: int, pause: int) -> Ends:
    """Half of the hours, one hour of rest, the other half (examples 12, 13)."""
    return _by_night(start, walk_minutes(start, hours * 60 + 60))


def _by_night(start: datetime, end: datetime) -> Ends:
    safe = start
    while safe < end and not (safe.hour == 22 and safe.minute == 0 and 6 <= start.hour < 22):
        safe += MINUTE
    return Ends(minute(end), minute(safe), end.date())


def to_the_morning(start: datetime, hours: int, pause: int) -> Ends:
    """Until six o'clock of the night that holds or follows a moment."""
    end = start
    if end.hour >= 6:
        end += DAY
    end = end.replace(hour=6, minute=0)
    return Ends(minute(end), minute(end), end.date())


Walk = Callable[[datetime, int, int], Ends]
"""From the start, the length in its unit and the days left out (or counted in) to both ends."""

WALKS: dict[tuple[str, str], Walk] = {
    ("clock", "hours"): by_the_clock,
    ("clock", "days"): lambda start, days, pause: by_the_clock(start, days * 24, pause),
    ("clock_days", "days"): days_by_the_clock,
    ("hours", "hours"): by_hours,
    ("hours", "days"): lambda start, days, pause: by_hours(start, days * 24, pause),
    ("days", "days"): by_days,
    ("days_unmoved", "days"): by_days_unmoved,
    ("months", "months"): by_months,
    ("months_unmoved", "months"): by_months_unmoved,
    ("custody", "months"): in_custody,
    ("custody", "days"): in_custody_days,
    ("working_days", "working_days"): by_working_days,
    ("backwards", "days"): days_back,
    ("backwards", "months"): months_back,
    ("named_day", ""): named,
    ("at_once", ""): at_once,
    ("sitting", "hours"): one_sitting,
    ("sitting_day", "hours"): one_day_of_questions,
    ("until_morning", "hours"): to_the_morning,
}
"""By rule and unit."""
