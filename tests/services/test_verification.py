"""Comparing the law with the official text: a verdict wins, is proved, travels as a small file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from core.engine.single import single_term
from core.errors import UserError
from core.law.corrections import Correction, FieldError, applied, fingerprint, latest
from core.services.corrections_file import read_corrections
from core.services.law_report import report
from core.services.verification import (
    VERIFIED_KINDS,
    Verification,
    compared,
    corrected,
    value_of,
    with_corrections,
)
from core.services.workplace import Workplace
from core.store.rows import ARCHIVE
from tests.services.room import NOW, Room, library, room, script

WHO, WHERE = "A. Lawyer", "NRPA, 24.02.2025, 2/3132"
START = datetime(2026, 6, 1, 9, 0)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Room]:
    """Give a fresh archive with its services."""
    with room(tmp_path) as found:
        yield found


def verification(place: Room) -> Verification:
    """Return the verdicts of an archive."""
    return Verification(place.archive, library(), lambda: NOW)


def hours(place: Room) -> str:
    """Return the end of a detention by the law as corrected in an archive."""
    book = corrected(library(), place.archive).book
    return str(single_term(book, "detention_max", START).legal_end)


def test_a_correction_wins_over_the_shipped_value(place: Room) -> None:
    before = hours(place)
    verification(place).correct("terms", "detention_max", {"length.value": 48}, WHO, WHERE)
    assert (before, hours(place)) == ("2026-06-04T09:00", "2026-06-03T09:00")
    assert str(single_term(library().book, "detention_max", START).legal_end) == before


def test_it_is_shown_with_author_day_and_source(place: Room) -> None:
    verification(place).correct("terms", "detention_max", {"length.value": 48}, WHO, WHERE)
    book = corrected(library(), place.archive).book
    term = book.newest.terms["detention_max"]
    assert term.source == f"{WHERE} (corrected by {WHO} on 2026-11-22)"
    assert (term.confidence, term.checked) == ("high", "2026-11-22")
    told = report(book)["verified"]
    assert [(one["entry"], one["author"]) for one in told] == [("detention_max", WHO)]
    verdict = book.newest.verdict("terms", "detention_max")
    assert verdict is not None
    assert verdict.changes == {"length.value": 48}
    assert book.newest.verdict("terms", "custody_term") is None


def test_a_doubtful_guard_that_was_compared_may_block(place: Room) -> None:
    doubtful = next(one for one in library().book.newest.guards.values() if not one.trusted)
    verification(place).correct("guards", doubtful.id, {"severity": "block"}, WHO, WHERE)
    found = corrected(library(), place.archive).book.newest.guards[doubtful.id]
    assert doubtful.tier != "block"
    assert (found.tier, found.says) == ("block", doubtful.says)


def test_a_second_correction_keeps_the_first_and_so_does_a_confirmation(place: Room) -> None:
    told = verification(place)
    told.correct("terms", "detention_max", {"length.value": 48}, WHO, WHERE)
    told.correct("terms", "detention_max", {"article": "108(3)"}, WHO, WHERE)
    told.confirm("terms", "detention_max", "B. Lawyer", WHERE)
    term = corrected(library(), place.archive).book.newest.terms["detention_max"]
    assert term.length is not None
    assert (term.length.value, term.article) == (48, "108(3)")
    assert "corrected by B. Lawyer" in term.source


def test_a_withdrawn_verdict_leaves_the_shipped_value(place: Room) -> None:
    told = verification(place)
    told.correct("terms", "detention_max", {"length.value": 48}, WHO, WHERE)
    told.withdraw("terms", "detention_max", WHO, "a slip of the pen")
    assert hours(place) == "2026-06-04T09:00"
    assert len(told.known()) == 2
    assert corrected(library(), place.archive).book.verdicts == {}


def test_verdicts_are_records_of_the_archive_and_proved(place: Room) -> None:
    verification(place).confirm("terms", "detention_max", WHO, WHERE)
    rows = [row for row in place.archive.read.journal(ARCHIVE) if row.kind == "law_verified"]
    assert [row.actor for row in rows] == [WHO]
    assert place.archive.verify().sound
    assert place.cases.rebuild() == 0


def test_a_case_in_the_archive_follows(place: Room) -> None:
    def work() -> Workplace:
        return Workplace(library(), place.archive, lambda: NOW, lambda: "x", lambda case: None)

    place.cases.open_case("c", script(), "key")
    at = datetime(2026, 3, 4, 9)
    ends = {
        str(one.legal_end)
        for one in work().cases.case("c").ledger(at)
        if one.term.id == "detention_max"
    }
    here = work()
    here.verification.correct("terms", "detention_max", {"length.value": 48}, WHO, WHERE)
    here.learn(library())
    found = [one for one in here.cases.case("c").ledger(at) if one.term.id == "detention_max"]
    assert {str(one.legal_end) for one in found} != ends
    assert here.library.book.verdicts


def test_the_file_carries_verdicts_to_another_archive(place: Room, tmp_path: Path) -> None:
    told = verification(place)
    told.correct("terms", "detention_max", {"length.value": 48}, WHO, WHERE)
    told.confirm("steps", "detention", WHO, WHERE)
    told.confirm("steps", "release", WHO, WHERE)
    told.withdraw("steps", "release", WHO, WHERE)
    file = told.export()
    with room(tmp_path / "other") as other:
        assert verification(other).take_in(file, "x.json") == 2
        assert hours(other) == hours(place)
        assert verification(other).take_in(file, "x.json") == 0
        assert verification(other).export() == file


@pytest.mark.parametrize(
    ("kind", "entry", "changes", "code"),
    [
        ("terms", "detention_maxx", {"length.value": 1}, "correction-entry-unknown"),
        ("words", "reason_done", {"article": "1"}, "correction-entry-unknown"),
        ("terms", "detention_max", {}, "correction-empty"),
        ("terms", "detention_max", {"lenght": 1}, "correction-field-wrong"),
        ("terms", "detention_max", {"length.value": "x"}, "correction-field-wrong"),
        ("terms", "detention_max", {"length.value": 0}, "correction-field-wrong"),
        ("terms", "detention_max", {"ladder.7.article": "1"}, "correction-field-wrong"),
        ("terms", "detention_max", {"id": "other"}, "correction-field-wrong"),
        ("terms", "detention_max", {"confidence": "high"}, "correction-field-wrong"),
        ("terms", "detention_max", {"counting": "no_such_rule"}, "correction-field-wrong"),
        ("terms", "detention_max", {"owes": ["no_such_step"]}, "correction-breaks-book"),
    ],
)
def test_what_does_not_fit_is_refused(
    place: Room, kind: str, entry: str, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(UserError) as refusal:
        verification(place).correct(kind, entry, changes, WHO, WHERE)
    assert refusal.value.code == code
    assert verification(place).known() == ()


@pytest.mark.parametrize(("author", "reference"), [("", WHERE), (WHO, " ")])
def test_a_verdict_needs_an_author_and_a_source(place: Room, author: str, reference: str) -> None:
    with pytest.raises(UserError) as refusal:
        verification(place).confirm("terms", "detention_max", author, reference)
    assert refusal.value.code == "correction-needs-reference"


@pytest.mark.parametrize("text", [b"", b"{}", b"[1]", b'{"corrections": [{"kind": "terms"}]}'])
def test_a_broken_file_is_refused_in_words(text: bytes) -> None:
    with pytest.raises(UserError) as refusal:
        read_corrections(text, "x.json")
    assert refusal.value.code == "corrections-broken"


def one(**more: object) -> Correction:
    """Return a verdict on the term of detention."""
    law = library().book.newest
    told = {
        "edition": law.edition_of("terms", "detention_max").id,
        "kind": "terms",
        "entry": "detention_max",
        "verdict": "confirmed",
        "author": WHO,
        "on": "2026-11-22",
        "reference": WHERE,
        "was": fingerprint(law.terms["detention_max"]),
    }
    return msgspec.convert({**told, **more}, Correction)


def test_a_confirmation_of_another_reading_waits() -> None:
    stale = one(was="0" * 16)
    with pytest.raises(FieldError):
        applied(library().book.newest.terms["detention_max"], stale)
    book = with_corrections(library(), [stale]).book
    assert book.verdicts == {}
    assert book.newest.terms["detention_max"] == library().book.newest.terms["detention_max"]
    assert book.digest == library().book.digest


def test_a_verdict_on_an_entry_that_is_gone_waits() -> None:
    gone = one(entry="gone", verdict="corrected", changes={"note": "x"})
    assert with_corrections(library(), [gone]).book.verdicts == {}


def test_the_last_verdict_counts() -> None:
    first = one(verdict="corrected", changes={"length.value": 48})
    second = one(verdict="corrected", changes={"length.value": 24})
    assert list(latest([first, second]).values()) == [second]
    book = with_corrections(library(), [first, second]).book
    again = book.corrected([first])
    lengths = [found.newest.terms["detention_max"].length for found in (book, again)]
    assert [length.value for length in lengths if length] == [24, 48]


def test_a_ladder_and_a_sentence_can_be_corrected() -> None:
    law = library().book.newest
    told = one(
        entry="custody_term",
        edition=law.edition_of("terms", "custody_term").id,
        verdict="corrected",
        changes={"ladder.0.up_to.value": 4, "name.en": "Custody"},
    )
    term = with_corrections(library(), [told]).book.newest.terms["custody_term"]
    assert (term.ladder[0].up_to.value, term.name.en) == (4, "Custody")


def test_the_list_has_every_entry_that_states_law_the_least_sure_first() -> None:
    rows = compared(library().book)
    law = library().book
    kinds = [kind for kind in VERIFIED_KINDS if kind != "calendar"]
    count = sum(len(law.newest.entries(kind)) for kind in kinds) + len(law.calendar.years)
    assert len(rows) == count
    order = [("low", "medium", "high").index(row.confidence) for row in rows]
    assert order == sorted(order)


def test_values_are_written_as_people_write_them() -> None:
    assert [value_of(text) for text in ("48", "true", '["a"]', "110(3)")] == [
        48,
        True,
        ["a"],
        "110(3)",
    ]


def test_the_export_is_plain_json(place: Room) -> None:
    verification(place).confirm("terms", "detention_max", WHO, WHERE)
    told = json.loads(verification(place).export())
    assert told["format"] == "sledchy-corrections-1"
    assert [item["entry"] for item in told["corrections"]] == ["detention_max"]
