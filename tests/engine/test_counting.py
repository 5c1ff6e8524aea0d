"""The rules of counting as claims that hold for every start of a leap cycle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine.counting import NO_CLOCK, RULES, UNITS, count
from core.engine.ends import Count, End, add_months, end_of_day
from core.errors import UserError
from core.law.model import Length
from core.law.rules import STATED
from tests.law.shipped import book

CALENDAR = book().calendar
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FIRST, LAST = date(2024, 1, 1), date(2028, 3, 1)
"""A whole leap cycle, most of it with a calendar on file, the end without."""

starts = st.datetimes(datetime(2024, 1, 1), datetime(2028, 3, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
small = st.integers(1, 40)
rules = st.sampled_from(sorted(RULES))
MOVES = tuple(rule for rule, said in STATED.items() if said.off_day == "moves_on")
STANDS = tuple(rule for rule, said in STATED.items() if said.off_day == "stands" and said.units)


def every_day() -> Iterator[date]:
    for number in range((LAST - FIRST).days):
        yield FIRST + number * DAY


def counted(rule: str, start: datetime, value: int, unit: str = "") -> Count:
    chosen = unit or sorted(UNITS[rule] or {"hours"})[0]
    return count(rule, start, Length(value, chosen), CALENDAR)  # type: ignore[arg-type]


def unit_of(rule: str) -> str:
    return sorted(UNITS[rule] or {"hours"})[0]


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)


@given(rules, starts, small)
def test_the_safe_end_is_never_after_the_legal_one(rule: str, start: datetime, value: int) -> None:
    found = counted(rule, start, value)
    assert found.safe <= found.legal


@given(rules.filter(lambda rule: rule not in ("backwards", "named_day")), starts, small)
def test_no_end_lies_before_the_start(rule: str, start: datetime, value: int) -> None:
    found = counted(rule, start, value)
    assert found.legal.at >= start
    assert found.safe.at >= start


@given(rules, starts, st.integers(0, 3 * 24 * 60), small)
def test_a_later_start_never_ends_earlier(
    rule: str, start: datetime, minutes: int, value: int
) -> None:
    later = counted(rule, start + timedelta(minutes=minutes), value)
    assert later.legal >= counted(rule, start, value).legal


@given(rules.filter(lambda rule: rule != "backwards"), starts, small)
def test_a_longer_term_never_ends_earlier(rule: str, start: datetime, value: int) -> None:
    assert counted(rule, start, value + 1).legal >= counted(rule, start, value).legal


@pytest.mark.parametrize(
    ("rule", "value"), [("days", 3), ("days", 10), ("months", 1), ("months", 2)]
)
def test_a_term_that_moves_ends_on_a_working_day_and_only_then_moves(rule: str, value: int) -> None:
    for day in every_day():
        found = counted(rule, noon(day), value)
        last = found.legal.day
        assert CALENDAR.is_working(last)
        assert (last == found.day_number) == CALENDAR.is_working(found.day_number)
        between = (found.day_number + n * DAY for n in range((last - found.day_number).days))
        assert not any(CALENDAR.is_working(one) for one in between)


@pytest.mark.parametrize("rule", STANDS)
def test_a_term_that_stands_never_moves(rule: str) -> None:
    for unit in sorted(UNITS[rule]):
        for day in every_day():
            found = counted(rule, noon(day), 2, unit)
            assert found.legal.day == found.day_number
            assert "moved_to" not in {passage.word for passage in found.passages}


@pytest.mark.parametrize("rule", ["days", "days_unmoved", "months", "months_unmoved", "backwards"])
def test_the_safe_end_is_a_working_day(rule: str) -> None:
    for day in every_day():
        # From a day that is not worked to the next such day there may be no working day at all.
        if CALENDAR.is_working(day):
            assert CALENDAR.is_working(counted(rule, noon(day), 3).safe.day)


@given(starts, small, small)
def test_hours_and_days_of_the_clock_add_up(start: datetime, one: int, two: int) -> None:
    for unit in ("hours", "days"):
        first = count("clock", start, Length(one, unit), CALENDAR).legal.at
        both = count("clock", first, Length(two, unit), CALENDAR)
        assert both.legal == count("clock", start, Length(one + two, unit), CALENDAR).legal


@given(starts, small, small)
def test_day_numbers_add_up(start: datetime, one: int, two: int) -> None:
    first = counted("days_unmoved", start, one).day_number
    assert (
        counted("days_unmoved", noon(first), two).day_number
        == counted("days_unmoved", start, one + two).day_number
    )


@given(starts, st.integers(1, 24), st.integers(1, 24))
def test_months_are_counted_from_the_first_start_not_from_the_last_end(
    start: datetime, one: int, two: int
) -> None:
    """One month twice may end earlier than two months, which is why R12 matters."""
    whole = add_months(start.date(), one + two)
    chained = add_months(add_months(start.date(), one), two)
    assert chained <= whole
    if start.day <= 28:
        assert chained == whole


@given(starts, st.integers(1, 24))
def test_a_month_ends_on_the_same_number_or_on_its_last_day(start: datetime, value: int) -> None:
    last = counted("months_unmoved", start, value).day_number
    assert last.day == start.day or (last.day < start.day and (last + DAY).day == 1)
    assert (last.year - start.year) * 12 + last.month - start.month == value


@given(starts, st.integers(1, 24))
def test_custody_ends_one_day_before_a_month_would(start: datetime, value: int) -> None:
    found = counted("custody", start, value, "months")
    plain = counted("months_unmoved", start, value).day_number
    assert plain - DAY <= found.day_number <= plain
    assert found.other is None or found.other == end_of_day(plain)
    assert found.legal == found.safe == end_of_day(found.day_number)


@given(starts, st.integers(1, 100))
def test_the_hour_of_the_act_is_left_out_and_never_counted_on(start: datetime, value: int) -> None:
    found = counted("hours", start, value, "hours")
    assert found.legal.at.minute == 0
    assert timedelta() < found.legal.at - (start + value * HOUR) <= HOUR
    assert found.safe.at == start + value * HOUR


@given(starts, st.integers(0, 59))
def test_the_minute_inside_the_hour_does_not_matter_for_hours(start: datetime, minute: int) -> None:
    other = start.replace(minute=minute)
    assert counted("hours", start, 24, "hours").legal == counted("hours", other, 24, "hours").legal


@given(starts, st.integers(0, 23), st.integers(0, 59), small)
def test_the_hour_of_the_day_does_not_matter_for_days(
    start: datetime, hour: int, minute: int, value: int
) -> None:
    other = start.replace(hour=hour, minute=minute)
    for rule in ("days", "days_unmoved", "months", "months_unmoved", "custody", "working_days"):
        assert counted(rule, start, value).legal == counted(rule, other, value).legal


@given(starts, small)
def test_backwards_is_exactly_so_many_days_before(start: datetime, value: int) -> None:
    found = counted("backwards", start, value, "days")
    assert found.legal == end_of_day(start.date() - value * DAY)
    assert found.safe.day < found.legal.day
    assert CALENDAR.is_working(found.safe.day)


@given(starts, small)
def test_working_days_pass_over_exactly_the_others(start: datetime, value: int) -> None:
    last = counted("working_days", start, value).legal.day
    passed = (start.date() + n * DAY for n in range(1, (last - start.date()).days + 1))
    assert sum(map(CALENDAR.is_working, passed)) == value


@given(starts, st.sampled_from(["days", "months", "months_unmoved", "days_unmoved"]), small)
def test_days_that_are_not_counted_move_the_day_number_by_as_many(
    start: datetime, rule: str, value: int
) -> None:
    length = Length(value, "days" if "days" in rule else "months")
    plain = count(rule, start, length, CALENDAR)
    paused = count(rule, start, length, CALENDAR, timedelta(days=value))
    assert paused.day_number - plain.day_number == timedelta(days=value)


@given(starts, small)
def test_credited_days_bring_custody_nearer_by_as_many(start: datetime, value: int) -> None:
    length = Length(2, "months")
    plain = count("custody", start, length, CALENDAR)
    nearer = count("custody", start, length, CALENDAR, -timedelta(days=value))
    assert plain.legal.at - nearer.legal.at == timedelta(days=value)


@given(st.datetimes(datetime(2024, 1, 1, 6), datetime(2026, 1, 1)), st.integers(1, 8))
def test_an_interrogation_is_safe_only_until_the_night(start: datetime, value: int) -> None:
    start = start.replace(second=0, microsecond=0)
    found = counted("sitting", start, value)
    begun_by_day = 6 <= start.hour < 22
    night = start.replace(hour=22, minute=0)
    assert found.safe.at == (min(found.legal.at, night) if begun_by_day else found.legal.at)


def test_a_year_without_a_calendar_is_answered_and_said_so() -> None:
    for rule in ("days", "months", "days_unmoved", "working_days", "backwards"):
        found = counted(rule, datetime(2031, 3, 5, 10), 3)
        assert "calendar_unknown" in {passage.word for passage in found.passages}, rule
    known = counted("days", datetime(2026, 3, 5, 10), 3)
    assert "calendar_unknown" not in {passage.word for passage in known.passages}


def test_every_day_stepped_over_is_named_once_and_is_not_worked() -> None:
    for day in every_day():
        for rule in ("days", "months", "backwards", "working_days"):
            words = counted(rule, noon(day), 2).passages
            named = [passage.day for passage in words if passage.word == "stepped_over"]
            assert len(named) == len(set(named))
            if rule in MOVES:
                assert not any(one is not None and CALENDAR.is_working(one) for one in named)


@pytest.mark.parametrize("year", [1, 1899, 9001, 9999])
def test_a_start_outside_the_calendar_is_refused(year: int) -> None:
    with pytest.raises(UserError) as caught:
        counted("days", datetime(year, 1, 1), 3)
    assert caught.value.code == "date-out-of-range"


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_answers_at_both_edges_of_the_calendar(rule: str) -> None:
    for start in (datetime(1900, 1, 1), datetime(9000, 12, 31, 23, 59)):
        for unit in sorted(UNITS[rule] or {"hours"}):
            longest = 1200 if unit == "months" else 1
            assert counted(rule, start, longest, unit).legal.at.year >= 1799


def test_every_rule_says_which_units_it_counts() -> None:
    assert set(UNITS) == {*RULES, NO_CLOCK}


def test_the_end_of_a_day_is_printed_as_24_00() -> None:
    assert str(end_of_day(date(2026, 12, 31))) == "2026-12-31T24:00"
    assert str(End(datetime(2026, 3, 6, 14, 20))) == "2026-03-06T14:20"


def test_what_is_done_at_the_very_end_is_in_time_and_a_minute_later_is_not() -> None:
    whole, minute = end_of_day(date(2026, 3, 5)), End(datetime(2026, 3, 6, 14, 20))
    assert whole.holds(datetime(2026, 3, 5, 23, 59))
    assert not whole.holds(datetime(2026, 3, 6))
    assert minute.holds(datetime(2026, 3, 6, 14, 20))
    assert not minute.holds(datetime(2026, 3, 6, 14, 21))
