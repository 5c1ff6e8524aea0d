"""Moments and lengths of time as the window says them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from core.engine.ends import End
from core.i18n import Translator

DAY = timedelta(days=1)


def day_words(day: date) -> str:
    """Return a day as people write it.

    >>> day_words(date(2026, 3, 6))
    '06.03.2026'
    """
    return f"{day:%d.%m}.{day.year:04}"


def moment_words(at: datetime) -> str:
    """Return a day and a time of day.

    >>> moment_words(datetime(2026, 3, 6, 14, 20))
    '06.03.2026, 14:20'
    """
    return f"{day_words(at.date())}, {at:%H:%M}"


def end_words(end: End | datetime) -> str:
    """Return an end; midnight is 24:00 of the day before.

    >>> end_words(datetime(2026, 3, 7))
    '06.03.2026, 24:00'
    """
    whole = end.whole_day if isinstance(end, End) else end.time() == time(0)
    at = end.at if isinstance(end, End) else end
    return f"{day_words((at - DAY).date())}, 24:00" if whole else moment_words(at)


def length_words(length: timedelta, tr: Translator, units: int = 2) -> str:
    """Return a length of time in its largest units, never less than a minute."""
    minutes = max(1, round(abs(length.total_seconds()) / 60))
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = []
    if days:
        parts.append(tr.ngettext("{n} day", "{n} days", days).format(n=days))
    if hours and days < 7:
        parts.append(tr.gettext("{n} h").format(n=hours))
    if rest and not days:
        parts.append(tr.gettext("{n} min").format(n=rest))
    return " ".join(parts[:units])


def left_words(until: datetime, now: datetime, tr: Translator) -> str:
    """Return how much time is left, or for how long it is over."""
    if until >= now:
        return length_words(until - now, tr)
    return tr.gettext("late by {time}").format(time=length_words(now - until, tr, 1))
