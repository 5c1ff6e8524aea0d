"""Working days of Belarus, from yearly files and the rule for Radunitsa."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from core.i18n import Trilingual
from core.law.model import Confidence

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


class Year(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Working days the Government moved in one year."""

    year: int
    off: tuple[date, ...]
    worked: tuple[date, ...]
    source: str
    confidence: Confidence

    def __post_init__(self) -> None:
        if any(day.year != self.year for day in (*self.off, *self.worked)):
            raise ValueError(f"every day of the file must lie in {self.year}")


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

    def known(self, year: int) -> bool:
        """Return whether the Government's moved days of that year are on file."""
        return year in self._years

    @property
    def known_until(self) -> int:
        """Return the last year on file."""
        return max(self._years, default=0)

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
