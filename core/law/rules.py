"""The rules of counting a term may name, and what each does at the edges of months and days.

How they count is core/engine/counting.py; what stands here is what the book is held
against: a term whose rule is not stated here does not load.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

MonthEnd = Literal["last_day", "day_before", "no_months"]
"""`last_day`: the same day number, or the last day of a month that lacks it (art. 158(3)).
`day_before`: the day before that number, inside the month (art. 127(17))."""
OffDay = Literal["moves_on", "stands", "passed_over"]
"""`moves_on`: a last day that is not worked gives way to the next working day (art. 158(4)).
`stands`: nothing moves the end. `passed_over`: only working days are counted (468-27(1))."""


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What a rule of counting says of itself; none of it may be left out."""

    units: frozenset[str]
    """Units of length it counts; empty where it needs no length."""
    month_end: MonthEnd
    off_day: OffDay
    by_day: bool
    """The day of the start is what counts, whatever its hour: 24:00 still belongs to it."""


def _stated(units: str, month_end: MonthEnd, off_day: OffDay, by_day: bool) -> Stated:
    return Stated(
        units=frozenset(units.split()), month_end=month_end, off_day=off_day, by_day=by_day
    )


STATED: Mapping[str, Stated] = {
    "clock": _stated("hours days", "no_months", "stands", False),
    "clock_days": _stated("days", "no_months", "stands", False),
    "hours": _stated("hours days", "no_months", "stands", False),
    "days": _stated("days", "no_months", "moves_on", True),
    "days_unmoved": _stated("days", "no_months", "stands", True),
    "months": _stated("months", "last_day", "moves_on", True),
    "months_unmoved": _stated("months", "last_day", "stands", True),
    "custody": _stated("months days", "day_before", "stands", True),
    "working_days": _stated("working_days", "no_months", "passed_over", True),
    "backwards": _stated("days months", "last_day", "stands", True),
    "at_once": _stated("", "no_months", "stands", False),
    "named_day": _stated("", "no_months", "stands", True),
    "sitting": _stated("hours", "no_months", "stands", False),
    "sitting_day": _stated("hours", "no_months", "stands", False),
    "until_morning": _stated("hours", "no_months", "stands", False),
}

NO_CLOCK = "none"
"""Counting of an entry that sets no length: it is told, never counted."""

UNITS: Mapping[str, frozenset[str]] = {
    **{name: rule.units for name, rule in STATED.items()},
    NO_CLOCK: frozenset(),
}
"""Units each rule can count; a book whose term asks for another does not pass the check."""
