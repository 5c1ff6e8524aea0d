"""How long acts with one person lasted, alone and together (arts. 215(2), 434(1))."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from core.engine.state import Act

NIGHT_ENDS, NIGHT_STARTS = time(6), time(22)
"""Night is from 22 to 6 o'clock (art. 6(16))."""


def minutes(act: Act) -> float:
    """Return the length of one act; nothing while its end is not known."""
    return (act.end - act.at).total_seconds() / 60


def minutes_of_day(act: Act, others: Iterable[Act]) -> float:
    """Return the length of an act and of the others that began on its day."""
    return sum(minutes(one) for one in (*others, act) if one.at.date() == act.at.date())


def unbroken_minutes(act: Act, others: Iterable[Act], rest: int) -> float:
    """Return the length of an act and of those before it without a break of `rest` minutes."""
    total, start = minutes(act), act.at
    for one in sorted(others, key=lambda other: other.at, reverse=True):
        if one.at > start:
            continue
        if start - one.end >= timedelta(minutes=rest):
            break
        total, start = total + minutes(one), one.at
    return total


def is_night(moment: datetime) -> bool:
    """Return whether a moment lies in the night of art. 6(16)."""
    return moment.time() >= NIGHT_STARTS or moment.time() < NIGHT_ENDS


def reaches_night(act: Act) -> bool:
    """Return whether any part of an act lies in the night; ending at 22:00 sharp does not."""
    if is_night(act.at):
        return True
    return act.end > datetime.combine(act.at.date(), NIGHT_STARTS)
