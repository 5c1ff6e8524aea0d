"""Moments, days and numbers as people type them."""

from __future__ import annotations

import re
from datetime import date, datetime, time

_SEPARATOR = re.compile(r"[\s,;]+")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})|(\d{2})(\d{2})")
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2})?)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4})(\d{2})(\d{2})|(\d{2})(\d{2})(\d{4})")
_CENTURY = 2000


def typed_moment(text: str, now: datetime) -> datetime | None:
    """Return a moment to the minute, or None when the text is none.

    A bare time is of today, a day without a year of this year.

    >>> typed_moment("3.3.26 14:20", datetime(2026, 3, 5))
    datetime.datetime(2026, 3, 3, 14, 20)
    >>> typed_moment("14:20", datetime(2026, 3, 5, 16, 0))
    datetime.datetime(2026, 3, 5, 14, 20)
    >>> typed_moment("030320261420", datetime(2026, 3, 5))
    datetime.datetime(2026, 3, 3, 14, 20)
    """
    words = _words(text)
    if len(words) == 1 and (run := _RUN.fullmatch(words[0])) and run[4]:
        words = [f"{run[1]}.{run[2]}.{run[3]}", f"{run[4]}:{run[5]}"]
    if len(words) == 1:
        words = [f"{now:%d.%m.%Y}", words[0]]
    if len(words) != 2:
        return None
    day, clock = typed_day(words[0], now), _clock(words[1])
    return None if day is None or clock is None else datetime.combine(day, clock)


def typed_day(text: str, now: datetime) -> date | None:
    """Return a day, or None when the text is none; without a year it is of this year.

    >>> typed_day("17.06.1994", datetime(2026, 3, 5))
    datetime.date(1994, 6, 17)
    >>> typed_day("31.02.2026", datetime(2026, 3, 5)) is None
    True
    """
    text = text.strip()
    if found := _ISO.fullmatch(text):
        numbers = (found[1], found[2], found[3])
    elif (found := _RUN.fullmatch(text)) and found[6]:
        numbers = (found[8], found[7], found[6])
    elif found := _DAY.fullmatch(text):
        numbers = (found[3] or str(now.year), found[2], found[1])
    else:
        return None
    year, month, day = map(int, numbers)
    try:
        return date(year if year > 99 else year + _CENTURY, month, day)
    except ValueError:
        return None


def shown_moment(value: object) -> str:
    """Return a kept moment as it is typed, or nothing.

    >>> shown_moment("2026-03-03T14:20")
    '03.03.2026 14:20'
    """
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        at = None
    return "" if at is None else f"{shown_day(at.date().isoformat())} {at:%H:%M}"


def shown_day(value: object) -> str:
    """Return a kept day as it is typed, or nothing.

    >>> shown_day("2026-03-03")
    '03.03.2026'
    """
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    return "" if day is None else f"{day:%d.%m}.{day.year:04}"


def _words(text: str) -> list[str]:
    """Return day and time; the T between them in files counts as a space."""
    return [word for word in _SEPARATOR.split(text.strip().replace("T", " ")) if word]


def _clock(text: str) -> time | None:
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4])
    return time(hour, minute) if hour < 24 and minute < 60 else None
