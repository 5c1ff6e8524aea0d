"""What the counting of a term yields: both ends, and the sentences that lead to them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

import msgspec

from core.i18n import Trilingual
from core.law.model import Length

DAY = timedelta(days=1)


class End(msgspec.Struct, frozen=True, gc=False):
    """When a term ends; `whole_day` means at 24:00 of the day before `at`."""

    at: datetime
    whole_day: bool = False

    @property
    def day(self) -> date:
        """Return the last day on which the term still runs."""
        return (self.at - DAY).date() if self.whole_day else self.at.date()

    @property
    def order(self) -> tuple[datetime, bool]:
        """Return what ends are sorted by: 24:00 of a day leaves out the midnight after it."""
        return self.at, not self.whole_day

    def __lt__(self, other: End) -> bool:
        """Return whether it ends first."""
        return self.order < other.order

    def __le__(self, other: End) -> bool:
        """Return whether it does not end later."""
        return self.order <= other.order

    def __gt__(self, other: End) -> bool:
        """Return whether it ends later."""
        return self.order > other.order

    def __ge__(self, other: End) -> bool:
        """Return whether it does not end first."""
        return self.order >= other.order

    def holds(self, moment: datetime) -> bool:
        """Return whether something done at a moment is in time.

        What counts is the moment of posting, declaring or handing over to a person
        authorised to accept it (art. 159), 23:59 of the last day included.
        """
        return moment < self.at if self.whole_day else moment <= self.at

    def __str__(self) -> str:
        """Return ISO local time to the minute; the end of a day is T24:00."""
        if self.whole_day:
            return f"{self.day.isoformat()}T24:00"
        return self.at.isoformat(timespec="minutes")


class Passage(msgspec.Struct, frozen=True, gc=False):
    """One step of a derivation: the id of its sentence and the values in it."""

    word: str
    day: date | None = None
    end: End | None = None
    amount: Length | None = None
    why: Trilingual | None = None
    """Who or what stands behind it, where the sentence names that."""


class Count(msgspec.Struct, frozen=True, gc=False):
    """The two ends of a term and how they were found."""

    legal: End
    safe: End
    day_number: date
    """The day on which the term ends before any shift; terms counted backwards start here."""
    passages: tuple[Passage, ...]
    other: End | None = None
    """The end by the other reading, where the code allows two; never the earlier one."""
    numbered: bool = True
    """False: the code names no number, the moment is when the duty arose."""


def unnumbered(start: datetime, word: str) -> Count:
    """Return what there is to say of a duty the code sets no number for: when it arose."""
    end = End(start)
    return Count(end, end, start.date(), (Passage(word, end=end),), numbered=False)


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
