"""The program against a second, naive counting, rule by rule and term by term."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine.counting import count
from core.engine.single import single_term
from core.law.model import Length, Unit
from core.law.rules import STATED
from tests.engine.naive import WALKS, works
from tests.law.shipped import book

CALENDAR = book().calendar
FIRST, LAST = date(2024, 1, 1), date(2028, 12, 31)
"""A leap cycle and the whole leap year after it."""
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
EDGES = [
    datetime(2024, 2, 29),
    datetime(2024, 2, 29, 23, 59),
    datetime(2024, 12, 31, 23, 59),
    datetime(2025, 1, 1),
    datetime(2025, 1, 31, 12),
    datetime(2025, 4, 26, 12),
    datetime(2026, 3, 5, 23, 59),
    datetime(2026, 4, 17, 18),
    datetime(2026, 4, 19, 22),
    datetime(2026, 4, 25, 5, 59),
    datetime(2026, 5, 8, 21, 1),
    datetime(2027, 5, 31, 6),
    datetime(2027, 12, 30, 9),
    datetime(2028, 2, 29, 0, 1),
]
minutes = st.integers(0, 5 * 366 * 24 * 60).map(
    lambda number: datetime(2024, 1, 1) + timedelta(minutes=number)
)
starts = st.sampled_from(EDGES) | minutes
LENGTHS = {"": (1,), "hours": (1, 2, 3, 4, 8, 12, 24, 48, 72), "working_days": (1, 2, 5)}
LENGTHS |= {
    "days": (1, 3, 5, 10, 15, 20, 40),
    "months": (1, 2, 3, 4, 6, 9, 12, 18, 24, 180),
}


def both(rule: str, unit: str, start: datetime, value: int, away: int) -> tuple[object, object]:
    """Return what the program and what the naive counting say, in the same words."""
    length = Length(value, unit or "hours")  # type: ignore[arg-type]
    found = count(rule, start, length, CALENDAR, timedelta(days=away))
    plain = WALKS[rule, unit](start, value, abs(away))
    other = str(found.other) if found.other else None
    ours = (str(found.legal), str(found.safe), found.day_number, other)
    return ours, (plain.legal, plain.safe, plain.number, plain.other)


def test_the_naive_counting_knows_the_same_working_days() -> None:
    assert [day for day in DAYS if works(day) != CALENDAR.is_working(day)] == []


def test_every_rule_is_counted_twice() -> None:
    wanted = {(rule, unit) for rule, said in STATED.items() for unit in said.units or {""}}
    assert set(WALKS) == wanted
    assert set(LENGTHS) - {""} == set(get_args(Unit))


@pytest.mark.parametrize(("rule", "unit"), WALKS)
@given(start=starts, data=st.data())
def test_both_countings_agree(rule: str, unit: str, start: datetime, data: st.DataObject) -> None:
    value = data.draw(st.sampled_from(LENGTHS[unit]))
    ours, plain = both(rule, unit, start, value, 0)
    assert ours == plain


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("days", 1),
        ("days", 3),
        ("days", 10),
        ("months", 1),
        ("months", 2),
        ("months_unmoved", 3),
        ("days_unmoved", 10),
        ("custody", 2),
        ("custody", 18),
        ("backwards", 3),
        ("backwards", 10),
        ("working_days", 1),
    ],
)
def test_both_countings_agree_on_every_day_of_the_cycle(rule: str, value: int) -> None:
    unit = next(one for one in ("months", "days", "working_days") if (rule, one) in WALKS)
    unit = "days" if rule == "backwards" else unit
    for day in DAYS:
        ours, plain = both(rule, unit, datetime(day.year, day.month, day.day, 9, 30), value, 0)
        assert ours == plain, day


STOPPED = [key for key in WALKS if key[0] in ("clock", "clock_days", "hours")]
STOPPED += [key for key in WALKS if key[0].split("_")[0] in ("days", "months")]


@pytest.mark.parametrize(("rule", "unit"), STOPPED)
@given(start=starts, away=st.integers(0, 400), data=st.data())
def test_both_countings_leave_out_the_days_of_a_pause(
    rule: str, unit: str, start: datetime, away: int, data: st.DataObject
) -> None:
    value = data.draw(st.sampled_from(LENGTHS[unit]))
    ours, plain = both(rule, unit, start, value, away)
    assert ours == plain


@pytest.mark.parametrize("unit", ["months", "days"])
@given(start=starts, away=st.integers(0, 400), data=st.data())
def test_both_countings_give_credit_for_earlier_custody(
    unit: str, start: datetime, away: int, data: st.DataObject
) -> None:
    value = data.draw(st.sampled_from(LENGTHS[unit]))
    ours, plain = both("custody", unit, start, value, -away)
    assert ours == plain


LADDERS = [
    (term.id, rung.up_to.value, rung.up_to.unit)
    for term in book().newest.terms.values()
    for rung in term.ladder
    if not rung.beyond and not term.prolonged_as
]
IN_MONTHS = {"days": "months", "days_unmoved": "months_unmoved"}


@pytest.mark.parametrize(("term", "value", "unit"), LADDERS, ids=str)
@given(start=starts)
def test_every_rung_is_counted_from_the_first_start(
    term: str, value: int, unit: str, start: datetime
) -> None:
    """R12: an extension is counted from the original start, in the unit of the rung."""
    rule = book().newest.terms[term].counting
    rule = IN_MONTHS.get(rule, rule) if unit == "months" else rule
    found = single_term(book(), term, max(start, datetime(2026, 5, 22)), value)
    plain = WALKS[rule, unit](max(start, datetime(2026, 5, 22)), value, 0)
    assert (str(found.legal_end), str(found.safe_end)) == (plain.legal, plain.safe)
