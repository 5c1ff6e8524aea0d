"""Working days: against an independent library, and by the rules that make them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

import holidays
import pytest

from core.engine.single import single_term
from core.law.calendar import Year, orthodox_easter
from tests.law.shipped import book

YEARS = range(1998, 2027)
ON_FILE = range(2020, 2027)
DAY = timedelta(days=1)


@cache
def library(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("BY", years=[year], language="en_US")


def days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + number * DAY for number in range((date(year + 1, 1, 1) - first).days)]


def differences(year: int) -> dict[date, str]:
    """Return the days on which we and the library disagree, with what the library calls them."""
    ours, theirs = book().calendar, library(year)
    return {
        day: str(theirs.get(day, "worked Saturday" if day in theirs.weekend_workdays else "worked"))
        for day in days(year)
        if ours.is_working(day) != theirs.is_working_day(day)
    }


@pytest.mark.parametrize("year", ON_FILE)
def test_a_year_on_file_is_the_same_in_the_library(year: int) -> None:
    assert book().calendar.known(year)
    assert differences(year) == {}


@pytest.mark.parametrize("year", [year for year in YEARS if year not in ON_FILE])
def test_an_older_year_differs_only_by_days_the_government_moved(year: int) -> None:
    """Reason of every difference: the resolutions before 2020 are not on file."""
    assert not book().calendar.known(year)
    for day, name in differences(year).items():
        assert name.startswith("Day off (substituted") or name == "worked Saturday", (day, name)


def test_the_library_knows_no_moved_days_of_the_next_year_either() -> None:
    assert book().calendar.known_until == max(ON_FILE)


@pytest.mark.parametrize("year", YEARS)
def test_radunitsa_is_a_tuesday_of_its_own_name(year: int) -> None:
    calendar = book().calendar
    named = [day for day in days(year) if (why := calendar.why_off(day)) and why.en == "Radunitsa"]
    assert named == [orthodox_easter(year) + 9 * DAY]
    assert named[0].weekday() == 1


@pytest.mark.parametrize(
    "day",
    [
        "2024-05-14",
        "2025-04-29",
        "2026-04-21",
        "2027-05-11",
        "2028-04-25",
        "2029-04-17",
        "2030-05-07",
    ],
)
def test_radunitsa_of_known_years(day: str) -> None:
    wanted = date.fromisoformat(day)
    assert orthodox_easter(wanted.year) + 9 * DAY == wanted
    assert not book().calendar.is_working(wanted)


@pytest.mark.parametrize("year", [1900, 1999, 2099, 2100, 2200, 3000, 8999])
def test_easter_is_a_sunday_in_every_century(year: int) -> None:
    assert orthodox_easter(year).weekday() == 6


@pytest.mark.parametrize("year", [2019, 2020, 2025, 2026, 2027, 2031])
def test_every_day_off_has_a_reason_and_no_working_day_has_one(year: int) -> None:
    calendar = book().calendar
    for day in days(year):
        assert (calendar.why_off(day) is None) == calendar.is_working(day), day


def test_a_worked_saturday_is_a_working_day() -> None:
    assert book().calendar.is_working(date(2026, 4, 25))
    assert book().calendar.next_working(date(2026, 4, 18)) == date(2026, 4, 22)
    assert book().calendar.last_working(date(2026, 4, 21)) == date(2026, 4, 17)


def test_only_a_year_read_in_a_good_source_is_trusted() -> None:
    calendar = book().calendar
    assert [year for year in ON_FILE if calendar.trusted(year)] == [2026]


def test_a_year_without_data_says_how_far_it_is_known_and_still_answers() -> None:
    found = single_term(book(), "statement_decision_check", datetime(2029, 3, 1, 12))
    assert found.legal_end is not None
    assert any("2029" in text.en for text in found.derivation)


def made(year: int, **more: object) -> Year:
    """Return a year as a person would add it."""
    told = {"off": (), "worked": (), **more}
    given = {"article": "158", "source": "a", "confidence": "high", "checked": "2026-11-22"}
    return Year(id=str(year), **given, **told)  # type: ignore[arg-type]


def test_what_is_known_ends_before_the_first_year_that_is_missing() -> None:
    years = [*book().calendar.years.values(), made(2028)]
    calendar = book().calendar.with_years(years)
    assert (calendar.known_until, calendar.known(2028)) == (2026, True)
    assert calendar.with_years([*years, made(2027)]).known_until == 2028


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"off": (date(2027, 1, 2),)}, "calendar-day-already-off"),
        ({"off": (date(2027, 7, 3),)}, "calendar-day-already-off"),
        ({"worked": (date(2027, 5, 11),)}, "calendar-day-not-weekend"),
        ({"worked": (date(2027, 7, 3),)}, "calendar-day-not-weekend"),
        ({"off": (date(2027, 1, 4), date(2027, 1, 4))}, "calendar-day-twice"),
    ],
)
def test_a_day_that_cannot_be_moved_is_named(more: dict[str, object], code: str) -> None:
    fault = book().calendar.fault(made(2027, **more))
    assert fault is not None
    assert fault.code == code


def test_days_of_another_year_do_not_make_a_year() -> None:
    with pytest.raises(ValueError, match="must lie in 2027"):
        made(2027, off=(date(2026, 1, 5),))
