"""Working days of Belarus, from yearly files and the rule for Radunitsa."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import msgspec

from core.i18n import Trilingual
from core.law.model import Confidence, Entry

RADUNITSA_AFTER_EASTER = timedelta(days=9)


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A holiday on the same day of every year."""

    month: int
    day: int
    name: Trilingual
    since: int = 1900
    until: int = 9999


class Holidays(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Holidays that are non-working in every year, and the name of the movable one."""

    source: str
    confidence: Confidence
    fixed: tuple[Holiday, ...]
    radunitsa: Trilingual
    moved: Trilingual
    """How a working day moved by the Government is called."""
    weekend: Trilingual


class Year(Entry, frozen=True, kw_only=True):
    """Working days the Government moved in one year; its id is the year (art. 158)."""

    off: tuple[date, ...] = ()
    worked: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        if re.fullmatch(r"[12]\d{3}", self.id) is None:
            raise ValueError("the id of a year is its number, like 2027")
        if any(day.year != self.year for day in (*self.off, *self.worked)):
            raise ValueError(f"every day of the file must lie in {self.id}")

    @property
    def year(self) -> int:
        """Return the year as a number."""
        return int(self.id)


@dataclass(frozen=True)
class Fault:
    """Why a day cannot be moved as a year says; the code of a refusal."""

    code: Literal["calendar-day-twice", "calendar-day-already-off", "calendar-day-not-weekend"]
    day: date


def orthodox_easter(year: int) -> date:
    """Return Orthodox Easter in the Gregorian calendar (Meeus).

    >>> orthodox_easter(2026)
    datetime.date(2026, 4, 12)
    """
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    # How far the Julian calendar is behind: 13 days in this century and the last.
    behind = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(days=behind)


class Calendar:
    """Answers whether a day is worked, why not, and for which years that is known."""

    def __init__(self, holidays: Holidays, years: Mapping[int, Year]) -> None:
        self._holidays = holidays
        self._years = dict(years)
        self._of_year = lru_cache(maxsize=None)(self._read_year)

    @property
    def weekend(self) -> Trilingual:
        """Return how a day of the weekend is called."""
        return self._holidays.weekend

    @property
    def years(self) -> Mapping[int, Year]:
        """Return the years on file."""
        return self._years

    def with_years(self, years: Iterable[Year]) -> Calendar:
        """Return the calendar with other years on file."""
        return Calendar(self._holidays, {year.year: year for year in years})

    def fault(self, year: Year) -> Fault | None:
        """Return the first day that cannot be moved so, or None.

        A day off was a working day before; a worked day was a Saturday or a Sunday and no
        holiday.
        """
        plain = Calendar(self._holidays, {})
        days = (*year.off, *year.worked)
        for place, day in enumerate(days):
            if day in days[:place]:
                return Fault("calendar-day-twice", day)
        for day in year.off:
            if not plain.is_working(day):
                return Fault("calendar-day-already-off", day)
        for day in year.worked:
            if day.weekday() < 5 or day in plain._of_year(day.year)[0]:
                return Fault("calendar-day-not-weekend", day)
        return None

    def known(self, year: int) -> bool:
        """Return whether the Government's moved days of that year are on file."""
        return year in self._years

    @property
    def known_until(self) -> int:
        """Return the last year on file before the first one that is missing."""
        last = min(self._years, default=0)
        while last + 1 in self._years:
            last += 1
        return last

    def trusted(self, year: int) -> bool:
        """Return whether the year on file was read in a source worth acting on."""
        return self.known(year) and self._years[year].confidence == "high"

    def why_off(self, day: date) -> Trilingual | None:
        """Return the reason why a day is not worked, or None on a working day."""
        off, worked = self._of_year(day.year)
        if day in off:
            return off[day]
        if day.weekday() >= 5 and day not in worked:
            return self._holidays.weekend
        return None

    def is_working(self, day: date) -> bool:
        """Return whether the day is worked."""
        off, worked = self._of_year(day.year)
        return day not in off and (day.weekday() < 5 or day in worked)

    def next_working(self, day: date) -> date:
        """Return the day itself if it is worked, else the first working day after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def last_working(self, day: date) -> date:
        """Return the day itself if it is worked, else the last working day before it."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def _read_year(self, year: int) -> tuple[dict[date, Trilingual], frozenset[date]]:
        off = {
            date(year, holiday.month, holiday.day): holiday.name
            for holiday in self._holidays.fixed
            if holiday.since <= year <= holiday.until
        }
        off[orthodox_easter(year) + RADUNITSA_AFTER_EASTER] = self._holidays.radunitsa
        moved = self._years.get(year)
        if moved is None:
            return off, frozenset()
        off.update({day: self._holidays.moved for day in moved.off if day not in off})
        return off, frozenset(moved.worked)
