"""Which backups are kept: everything of two days, then fewer and fewer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

DAILY, WEEKLY, MONTHLY = 12, 10, 9


class Dated(msgspec.Struct, frozen=True):
    """A backup as the policy sees it."""

    name: str
    at: datetime
    sound: bool
    """Its verdict says that it was proved."""


_PERIODS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (DAILY, lambda at: at.date()),
    (WEEKLY, lambda at: at.isocalendar()[:2]),
    (MONTHLY, lambda at: (at.year, at.month)),
)


def removable(backups: Iterable[Dated], now: datetime) -> tuple[Dated, ...]:
    """Return the backups that may be removed.

    Everything of today and yesterday stays; of the older ones the newest of each of
    12 days, then 10 weeks, then 9 months. A backup dated in the future stays and
    counts for nothing (the clock was wrong then or is wrong now), and the newest
    proved one stays whatever its age.
    """
    past = sorted((one for one in backups if one.at <= now), key=_age)
    if not past:
        return ()
    kept = {one.name for one in past if one.at.date() >= now.date() - timedelta(days=1)}
    kept |= {one.name for one in past if one.sound and one is _newest_sound(past)}
    rest = [one for one in past if one.name not in kept]
    for most, period in _PERIODS:
        chosen = _newest_of_each(rest, period)[:most]
        kept |= {one.name for one in chosen}
        taken = {period(one.at) for one in chosen}
        rest = [one for one in rest if period(one.at) not in taken]
    return tuple(one for one in past if one.name not in kept)


def _age(one: Dated) -> tuple[timedelta, str]:
    return datetime.max - one.at, one.name


def _newest_sound(newest_first: Sequence[Dated]) -> Dated | None:
    return next((one for one in newest_first if one.sound), None)


def _newest_of_each(
    newest_first: Sequence[Dated], period: Callable[[datetime], object]
) -> list[Dated]:
    """Return the newest proved backup of each period, or the newest when none was proved."""
    groups: dict[object, list[Dated]] = {}
    for one in newest_first:
        groups.setdefault(period(one.at), []).append(one)
    return [_newest_sound(group) or group[0] for group in groups.values()]
