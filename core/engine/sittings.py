"""How long people may be questioned: sittings, the break between them, the night."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from core.engine.duration import NIGHT_ENDS, NIGHT_STARTS
from core.engine.ends import DAY, Count, End, Passage
from core.law.calendar import Calendar
from core.law.model import Length

BREAK = timedelta(hours=1)
"""A sitting is broken for an hour at half of the day's limit (art. 215(2), 434(1))."""


def sitting(start: datetime, length: Length, calendar: Calendar, paused: timedelta) -> Count:
    """Count an interrogation from the minute; safe by 22:00 unless it began at night (192(2))."""
    return _until_night(start, _whole(start, length))


def sitting_day(start: datetime, length: Length, calendar: Calendar, paused: timedelta) -> Count:
    """Count all questioning of a day with the one break it needs (art. 215(2), 434(1)).

    4 hours, an hour's break and 4 hours more: begun at 10:00, over by 19:00. A longer
    break moves the end further, so the one break of an hour is the safe reading.
    """
    half = timedelta(hours=length.value) / 2
    pause, resume = End(start + half), End(start + half + BREAK)
    end = End(resume.at + half)
    passages = (
        Passage("from_minute", end=End(start)),
        Passage("break_by", end=pause),
        Passage("resume_from", end=resume),
        Passage("plus", end=end, amount=length),
        Passage("not_moved"),
    )
    return _until_night(start, Count(end, end, end.day, passages))


def until_morning(start: datetime, length: Length, calendar: Calendar, paused: timedelta) -> Count:
    """Return the end of the night that holds, or next follows, a moment (art. 6(16))."""
    day = start.date() if start.time() < NIGHT_ENDS else start.date() + DAY
    end = End(datetime.combine(day, NIGHT_ENDS))
    begins = End(datetime.combine(day - DAY, NIGHT_STARTS))
    return Count(end, end, day, (Passage("night", end=begins), Passage("until", end=end)))


def _until_night(start: datetime, counted: Count) -> Count:
    """Return the count with the safe end at 22:00, when it began before and would run on."""
    night = datetime.combine(start.date(), NIGHT_STARTS)
    if start.time() < NIGHT_ENDS or not start < night < counted.legal.at:
        return counted
    passages = (*counted.passages, Passage("safe_night", end=End(night)))
    return replace(counted, safe=End(night), passages=passages)


def _whole(start: datetime, length: Length) -> Count:
    """Return the hours counted from the minute itself."""
    end = End(start + timedelta(hours=length.value))
    passages = (Passage("from_minute", end=End(start)), Passage("plus", end=end, amount=length))
    return Count(end, end, end.day, passages)
