"""Verdicts on crimes, on years of the calendar and on any edition; what a file would change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest

from core.engine.classify import classify
from core.engine.single import single_term
from core.errors import UserError
from core.law.corrections import CALENDAR, Correction
from core.services.calendar_years import days_of
from core.services.law_report import listing, report
from core.services.verification import (
    VERIFIED_KINDS,
    Verification,
    compared,
    corrected,
    with_corrections,
)
from tests.services.room import NOW, Room, library, room

WHO, WHERE = "A. Lawyer", "NRPA, 24.02.2025, 2/3132"
OFF, WORKED = (date(2027, 1, 4),), (date(2027, 1, 16),)
BASE, NEWER = "2025-02-17", "2026-05-22"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Room]:
    """Give a fresh archive with its services."""
    with room(tmp_path) as found:
        yield found


def verification(place: Room) -> Verification:
    """Return the verdicts of an archive."""
    return Verification(place.archive, library(), lambda: NOW)


def test_a_crime_is_corrected_by_the_path_of_a_part(place: Room) -> None:
    verification(place).correct("crimes", "205", {"parts.0.years": 11}, WHO, WHERE)
    law = corrected(library(), place.archive).book.newest
    assert classify(law, "205", 1).court.id == "court_panel"
    assert classify(library().book.newest, "205", 1).court.id == "court_single"


def test_a_crime_that_was_confirmed_is_sure_in_every_part(place: Room) -> None:
    doubtful = next(
        one.id
        for one in library().book.newest.crimes.values()
        if any(part.confidence != "high" for part in one.parts)
    )
    verification(place).confirm("crimes", doubtful, WHO, WHERE)
    found = corrected(library(), place.archive).book.newest.crimes[doubtful]
    assert {part.confidence for part in found.parts} == {"high"}


@pytest.mark.parametrize("kind", VERIFIED_KINDS)
def test_an_entry_of_every_kind_can_be_confirmed(place: Room, kind: str) -> None:
    rows = [row for row in compared(library().book) if row.kind == kind]
    entry = rows[0].entry.id
    verification(place).confirm(kind, entry, WHO, WHERE)
    book = corrected(library(), place.archive).book
    again = next(row for row in compared(book) if (row.kind, row.entry.id) == (kind, entry))
    assert again.verdict is not None
    assert (again.confidence, again.verdict.author) == ("high", WHO)


def test_an_older_edition_has_its_own_verdict(place: Room) -> None:
    newer = library().book.layer(NEWER, "terms")
    term = next(one for one in library().book.layer(BASE, "terms") if one in newer)
    told = verification(place)
    told.confirm("terms", term, WHO, WHERE, BASE)
    book = corrected(library(), place.archive).book
    assert book.verdict("terms", term, BASE) is not None
    assert book.newest.verdict("terms", term) is None
    assert [one.edition for one in told.history("terms", term, BASE)] == [BASE]
    assert told.history("terms", term) == ()
    rows = [row for row in compared(book, BASE) if row.entry.id == term and row.kind == "terms"]
    assert [row.verdict is None for row in rows] == [False]


def test_an_edition_that_does_not_have_the_entry_is_refused(place: Room) -> None:
    with pytest.raises(UserError) as refusal:
        verification(place).confirm("terms", "detention_max", WHO, WHERE, "1999-07-16")
    assert refusal.value.code == "correction-entry-unknown"


def test_a_year_that_was_added_counts_everywhere(place: Room) -> None:
    told = verification(place)
    told.add_year("2027", OFF, WORKED, WHO, WHERE)
    book = corrected(library(), place.archive).book
    assert not book.calendar.is_working(OFF[0])
    assert book.calendar.is_working(WORKED[0])
    assert book.calendar.known_until == 2027
    assert book.calendar.trusted(2027)
    assert book.digest != library().book.digest
    assert library().book.calendar.known_until == 2026
    assert place.archive.verify().sound


def test_a_term_moves_with_the_year_that_was_added(place: Room) -> None:
    start = datetime(2026, 12, 25, 12)
    before = single_term(library().book, "statement_decision_check", start)
    day = before.legal_end
    assert day is not None
    end = date.fromisoformat(str(day)[:10])
    verification(place).add_year("2027", [end], (), WHO, WHERE)
    after = single_term(corrected(library(), place.archive).book, "statement_decision_check", start)
    assert str(after.legal_end) > str(before.legal_end)


def test_a_year_can_be_added_anew_and_taken_back(place: Room) -> None:
    told = verification(place)
    told.add_year("2027", OFF, WORKED, WHO, WHERE)
    told.add_year("2027", (), (), WHO, WHERE)
    assert corrected(library(), place.archive).book.calendar.is_working(OFF[0])
    told.withdraw(CALENDAR, "2027", WHO, "a slip of the pen")
    assert corrected(library(), place.archive).book.calendar.known_until == 2026
    assert len(told.history(CALENDAR, "2027")) == 3


@pytest.mark.parametrize(
    ("year", "off", "worked", "code"),
    [
        ("2026", OFF, (), "calendar-year-shipped"),
        ("27", (), (), "calendar-year-wrong"),
        ("1990", (), (), "calendar-year-wrong"),
        ("2027", (date(2028, 1, 4),), (), "calendar-day-outside"),
        ("2027", (date(2027, 1, 3),), (), "calendar-day-already-off"),
        ("2027", (date(2027, 1, 7),), (), "calendar-day-already-off"),
        ("2027", (date(2027, 5, 11),), (), "calendar-day-already-off"),
        ("2027", (), (date(2027, 1, 5),), "calendar-day-not-weekend"),
        ("2027", (), (date(2027, 5, 9),), "calendar-day-not-weekend"),
        ("2027", (*OFF, *OFF), (), "calendar-day-twice"),
    ],
)
def test_a_year_that_cannot_be_is_refused(
    place: Room, year: str, off: tuple[date, ...], worked: tuple[date, ...], code: str
) -> None:
    with pytest.raises(UserError) as refusal:
        verification(place).add_year(year, off, worked, WHO, WHERE)
    assert refusal.value.code == code
    assert verification(place).known() == ()


def test_a_year_needs_a_reference(place: Room) -> None:
    with pytest.raises(UserError) as refusal:
        verification(place).add_year("2027", OFF, WORKED, WHO, " ")
    assert refusal.value.code == "correction-needs-reference"


@pytest.mark.parametrize("text", ["2027-02-30", "30.02.2027", "Monday", "2027-13-01", "20270104"])
def test_an_impossible_day_is_refused(text: str) -> None:
    with pytest.raises(UserError) as refusal:
        days_of(text)
    assert refusal.value.code == "calendar-day-wrong"


def test_days_are_read_as_people_write_them() -> None:
    assert days_of(" 2027-01-04, 10.05.2027;\n") == (date(2027, 1, 4), date(2027, 5, 10))


def test_a_shipped_year_is_corrected_like_any_entry(place: Room) -> None:
    told = verification(place)
    told.correct(CALENDAR, "2026", {"off": ["2026-04-20", "2026-05-08"]}, WHO, WHERE)
    assert not corrected(library(), place.archive).book.calendar.is_working(date(2026, 5, 8))
    with pytest.raises(UserError) as refusal:
        told.correct(CALENDAR, "2026", {"off": ["2026-05-09"]}, WHO, WHERE)
    assert refusal.value.code == "calendar-day-already-off"


def test_shipped_years_hold_to_the_rules_for_added_ones() -> None:
    calendar = library().book.calendar
    assert [calendar.fault(year) for year in calendar.years.values()] == [None] * 7


def test_a_year_travels_with_the_corrections(place: Room, tmp_path: Path) -> None:
    verification(place).add_year("2027", OFF, WORKED, WHO, WHERE)
    file = verification(place).export()
    with room(tmp_path / "other") as other:
        coming = verification(other).preview(file, "x.json")
        assert [(one.standing, one.refused) for one in coming] == [("new", "")]
        assert verification(other).take_in(file, "x.json") == 1
        assert verification(other).preview(file, "x.json")[0].standing == "known"
        assert not corrected(library(), other.archive).book.calendar.is_working(OFF[0])


def test_a_preview_tells_every_field_and_writes_nothing(place: Room, tmp_path: Path) -> None:
    verification(place).correct("terms", "detention_max", {"length.value": 48}, WHO, WHERE)
    file = verification(place).export()
    with room(tmp_path / "other") as other:
        found = verification(other).preview(file, "x.json")
        told = {one.field: (one.before, one.after) for one in found[0].changes}
        assert told["length.value"] == (72, 48)
        assert verification(other).known() == ()


def test_a_preview_says_what_does_not_fit(place: Room) -> None:
    broken = Correction(
        edition=BASE,
        kind="terms",
        entry="no_such_term",
        verdict="corrected",
        changes={"article": "1"},
        author=WHO,
        on=NOW.date(),
        reference=WHERE,
        was="",
    )
    file = b'{"corrections": [%s]}' % _json(broken)
    assert verification(place).preview(file, "x.json")[0].refused


def test_an_added_year_with_wrong_days_never_reaches_a_computation() -> None:
    wrong = Correction(
        edition=CALENDAR,
        kind=CALENDAR,
        entry="2027",
        verdict="added",
        changes={"off": ["2027-01-03"], "worked": []},
        author=WHO,
        on=NOW.date(),
        reference=WHERE,
        was="",
    )
    book = with_corrections(library(), [wrong]).book
    assert (book.calendar.known_until, book.verdicts) == (2026, {})


def test_the_report_counts_what_a_person_compared(place: Room) -> None:
    verification(place).confirm("crimes", "205", WHO, WHERE)
    found = report(corrected(library(), place.archive).book)
    total = found["total"]
    assert total["verified"] == 1
    assert total["entries"] == sum(row["count"] for row in found["shares"])
    assert total["entries"] == total["high"] + total["medium"] + total["low"]
    assert sum(row["verified"] for row in found["shares"]) == 1
    assert total["share_verified"] == round(1 / total["entries"], 4)


def test_a_list_of_one_kind_of_one_edition_can_be_asked_for() -> None:
    rows = listing(library().book, NEWER, "terms")
    assert rows
    assert {(row["kind"], row["edition"]) for row in rows} == {("terms", NEWER)}


def _json(one: Correction) -> bytes:
    return msgspec.json.encode(one)
