"""How long acts lasted, alone and together."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from core.engine.duration import minutes, minutes_of_day, reaches_night, unbroken_minutes
from core.engine.state import Act

DAY = datetime(2026, 3, 3)


def act(start: str, length: int) -> Act:
    """Return an act of 3 March from a time of day."""
    hour, minute = map(int, start.split(":"))
    at = DAY + timedelta(hours=hour, minutes=minute)
    return Act("s", "p", at, at + timedelta(minutes=length), start, {}, {})


def test_an_act_without_an_end_has_no_length_yet() -> None:
    assert minutes(Act("s", "p", DAY, None, "e", {}, {})) == 0


def test_a_break_of_an_hour_starts_the_count_anew() -> None:
    last = act("14:00", 120)
    assert unbroken_minutes(last, [act("09:00", 240)], rest=60) == 120
    assert unbroken_minutes(last, [act("09:01", 240)], rest=60) == 360


def test_a_chain_of_short_breaks_counts_together() -> None:
    assert unbroken_minutes(act("12:00", 60), [act("11:30", 20), act("10:30", 30)], 60) == 110


def test_later_acts_do_not_count_before() -> None:
    assert unbroken_minutes(act("12:00", 60), [act("12:30", 20)], 60) == 60


def test_only_the_same_day_counts() -> None:
    yesterday = Act("s", "p", DAY - timedelta(hours=3), DAY - timedelta(hours=1), "y", {}, {})
    assert minutes_of_day(act("12:00", 60), [yesterday, act("09:00", 30)]) == 90


@pytest.mark.parametrize(
    ("start", "length", "night"),
    [("21:00", 60, False), ("21:00", 61, True), ("05:59", 1, True), ("06:00", 900, False)],
)
def test_an_act_reaches_into_the_night(start: str, length: int, night: bool) -> None:
    assert reaches_night(act(start, length)) is night
