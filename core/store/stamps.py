"""How moments are spelt in the archive: local time of Belarus, sortable as text."""

from __future__ import annotations

from datetime import datetime


def minute(moment: datetime) -> str:
    """Return a procedural moment to the minute.

    >>> minute(datetime(2026, 3, 3, 14, 20))
    '2026-03-03T14:20'
    """
    return _naive(moment).isoformat(timespec="minutes")


def second(moment: datetime) -> str:
    """Return a moment of recording to the second.

    >>> second(datetime(2026, 3, 3, 14, 20, 5))
    '2026-03-03T14:20:05'
    """
    return _naive(moment).isoformat(timespec="seconds")


def perhaps(stamp: str | None) -> datetime | None:
    """Return the moment, or None where nothing has happened yet."""
    return None if stamp is None else datetime.fromisoformat(stamp)


def _naive(moment: datetime) -> datetime:
    if moment.tzinfo is not None:
        raise ValueError("moments of the archive are local and carry no zone")
    return moment
