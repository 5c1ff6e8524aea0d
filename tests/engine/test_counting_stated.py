"""What each rule of counting states of itself holds on every day of a leap cycle."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from core.engine.counting import RULES, count
from core.engine.derivation import day_text, derivation
from core.engine.ends import Count
from core.errors import DataError
from core.i18n import PAPER_LANGUAGES
from core.law.loader import load_book
from core.law.model import Length
from core.law.rules import NO_CLOCK, STATED, UNITS
from tests.law.shipped import LAW, book

CALENDAR = book().calendar
DAY = timedelta(days=1)
CYCLE = [date(2024, 1, 1) + number * DAY for number in range(4 * 365 + 1)]
COUNTED = [
    (rule, unit) for rule, said in STATED.items() for unit in sorted(said.units) or ["hours"]
]
MONTHLY = [(rule, unit) for rule, unit in COUNTED if unit == "months"]
BY_NIGHT = ("sitting", "sitting_day")
"""Questioning is safe only until the night, so a start in the evening is safe for less long."""
minutes = st.integers(0, 4 * 366 * 24 * 60)


def counted(rule: str, unit: str, start: datetime, value: int) -> Count:
    return count(rule, start, Length(value, unit), CALENDAR)  # type: ignore[arg-type]


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)


def at(minute: int) -> datetime:
    return datetime(2024, 1, 1) + timedelta(minutes=minute)


def days_from(first: date, last: date) -> list[date]:
    return [first + number * DAY for number in range((last - first).days)]


def test_every_rule_that_counts_is_stated() -> None:
    assert set(STATED) == set(RULES) == set(UNITS) - {NO_CLOCK}


@pytest.mark.parametrize("rule", [rule for rule, unit in MONTHLY])
def test_a_rule_for_months_states_its_month_end_and_no_other_does(rule: str) -> None:
    assert STATED[rule].month_end != "no_months"
    others = {name for name, said in STATED.items() if "months" not in said.units}
    assert {STATED[name].month_end for name in others} == {"no_months"}


@pytest.mark.parametrize(("rule", "unit"), MONTHLY)
@pytest.mark.parametrize("value", [1, 2, 11, 18])
def test_the_month_end_is_as_stated(rule: str, unit: str, value: int) -> None:
    backwards = rule == "backwards"
    for start in CYCLE:
        found = counted(rule, unit, noon(start), value).day_number
        month = start.year * 12 + start.month - 1 + (-value if backwards else value)
        if STATED[rule].month_end == "last_day":
            assert found.year * 12 + found.month - 1 == month
            assert found.day == start.day or (found.day < start.day and (found + DAY).day == 1)
        else:
            following = found + DAY
            assert following.year * 12 + following.month - 1 in (month, month + 1)
            assert following.day == start.day or (following.day == 1 and found.day < start.day)


@pytest.mark.parametrize(("rule", "unit"), COUNTED)
@pytest.mark.parametrize("value", [1, 3, 10])
def test_a_day_off_does_to_the_end_what_is_stated(rule: str, unit: str, value: int) -> None:
    said = STATED[rule].off_day
    for start in CYCLE:
        found = counted(rule, unit, noon(start), value)
        last, number = found.legal.day, found.day_number
        moved = [passage for passage in found.passages if passage.word == "moved_to"]
        if said == "moves_on":
            assert CALENDAR.is_working(last)
            assert not any(CALENDAR.is_working(day) for day in days_from(number, last))
            assert bool(moved) == (last != number)
        else:
            assert last == number and not moved
        if said == "passed_over":
            assert CALENDAR.is_working(last)


@pytest.mark.parametrize(("rule", "unit"), COUNTED)
@pytest.mark.parametrize("value", [1, 3, 10])
def test_a_later_day_of_start_never_ends_earlier(rule: str, unit: str, value: int) -> None:
    ends = [counted(rule, unit, noon(start), value) for start in CYCLE]
    assert all(one.legal <= other.legal for one, other in pairwise(ends))
    assert all(one.safe <= other.safe for one, other in pairwise(ends))
    assert all(one.safe <= one.legal for one in ends)


@pytest.mark.parametrize(("rule", "unit"), [one for one in COUNTED if one[0] not in BY_NIGHT])
@given(start=minutes, more=st.integers(0, 3 * 24 * 60), value=st.integers(1, 40))
def test_both_ends_are_monotone_in_the_minute_of_the_start(
    rule: str, unit: str, start: int, more: int, value: int
) -> None:
    one, other = counted(rule, unit, at(start), value), counted(rule, unit, at(start + more), value)
    assert one.legal <= other.legal
    assert one.safe <= other.safe


@pytest.mark.parametrize(("rule", "unit"), [one for one in COUNTED if one[0] != "backwards"])
@given(start=minutes, value=st.integers(1, 40))
def test_both_ends_are_monotone_in_the_length(rule: str, unit: str, start: int, value: int) -> None:
    one, other = counted(rule, unit, at(start), value), counted(rule, unit, at(start), value + 1)
    assert one.legal <= other.legal
    assert one.safe <= other.safe


ADDITIVE = [
    ("clock", "hours"),
    ("clock", "days"),
    ("clock_days", "days"),
    ("days_unmoved", "days"),
    ("working_days", "working_days"),
    ("backwards", "days"),
]


@pytest.mark.parametrize(("rule", "unit"), ADDITIVE)
@given(start=minutes, one=st.integers(1, 40), two=st.integers(1, 40))
def test_lengths_that_neither_move_nor_leave_out_an_hour_add_up(
    rule: str, unit: str, start: int, one: int, two: int
) -> None:
    first = counted(rule, unit, at(start), one).legal
    again = noon(first.day) if first.whole_day else first.at
    both = counted(rule, unit, again, two)
    assert both.legal == counted(rule, unit, at(start), one + two).legal


@pytest.mark.parametrize(
    ("rule", "unit"),
    [one for one in COUNTED if STATED[one[0]].off_day == "moves_on"],
)
@pytest.mark.parametrize("value", [1, 2, 3, 10])
def test_the_derivation_names_every_day_it_steps_over_in_both_languages(
    rule: str, unit: str, value: int
) -> None:
    for start in CYCLE:
        found = counted(rule, unit, noon(start), value)
        if found.legal.day == found.day_number == found.safe.day:
            continue
        said = derivation(found, book())
        over = days_from(found.day_number, found.legal.day)
        over += days_from(found.safe.day + DAY, found.day_number + DAY)
        for day in dict.fromkeys(over):
            why = CALENDAR.why_off(day)
            assert why is not None
            for language in PAPER_LANGUAGES:
                named = [one[language] for one in said if one[language].startswith(day_text(day))]
                assert len(named) == 1 and why[language] in named[0]


@pytest.mark.parametrize("value", [1, 2, 5])
def test_working_days_name_every_day_they_pass_over(value: int) -> None:
    for start in CYCLE:
        found = counted("working_days", "working_days", noon(start), value)
        named = [passage.day for passage in found.passages if passage.word == "stepped_over"]
        between = days_from(start + DAY, found.legal.day)
        assert named == [day for day in between if not CALENDAR.is_working(day)]


@pytest.mark.parametrize("counting", ["fingers", "", "Months"])
def test_a_book_with_a_term_whose_rule_is_not_stated_does_not_load(
    tmp_path: Path, counting: str
) -> None:
    root = tmp_path / "law"
    shutil.copytree(LAW, root)
    file = root / "editions" / "2025-02-17" / "terms" / "charge.yaml"
    terms = yaml.safe_load(file.read_text("utf-8"))
    terms[0]["counting"] = counting
    file.write_text(yaml.safe_dump(terms, allow_unicode=True), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_book(root)
    said = str(caught.value)
    assert terms[0]["id"] in said and "rule of counting" in said and "months_unmoved" in said
