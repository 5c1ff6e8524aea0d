"""The law of the day of the act decides (art. 5), and a doubtful day shows both readings."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from core.engine.events import Event
from core.engine.state import fold
from core.engine.terms import Entry, ledger
from core.law.book import LawBook
from core.law.loader import load_book
from core.law.model import Step
from tests.law.shipped import LAW, book, events

NEW = "2030-01-01"
SURE = {"since": date(2030, 1, 1)}
DOUBTFUL = {"not_before": date(2030, 1, 1), "not_after": date(2030, 6, 1)}
TERM = "opening_copy_to_prosecutor"


def amended(folder: Path, in_force: dict[str, date]) -> LawBook:
    """Return the book with a third edition that changes one term to 48 hours."""
    root = folder / "law"
    shutil.copytree(LAW, root)
    overlay = root / "editions" / NEW
    overlay.mkdir()
    words = {"be": "новая", "ru": "новая", "en": "new"}
    edition = {
        "id": NEW,
        "name": words,
        "text": "a law of the test",
        "read": date(2030, 1, 1),
        "in_force": in_force,
        "confidence": "high",
    }
    term = msgspec.to_builtins(book().newest.terms[TERM])
    term["length"] = {"value": 48, "unit": "hours"}
    (overlay / "edition.yaml").write_text(yaml.safe_dump(edition, allow_unicode=True), "utf-8")
    (overlay / "terms.yaml").write_text(yaml.safe_dump([term], allow_unicode=True), "utf-8")
    return load_book(root)


def entry(law: LawBook, opened: str, *more: dict[str, Any]) -> Entry:
    """Return the term of a case opened at a moment."""
    told: list[dict[str, Any]] = [*more, {"step": "open_case", "at": opened}]
    journal: tuple[Event, ...] = events({"case": {"at": "2025-02-01T00:00:00"}, "events": told})

    def step_of_day(step: str, at: datetime) -> Step | None:
        return law.on(at.date()).steps.get(step)

    at = datetime.fromisoformat(opened)
    found = ledger(fold(journal, step_of_day, at), law, at)
    return next(one for one in found if one.term.id == TERM)


def test_an_act_before_the_new_law_has_the_old_length(tmp_path: Path) -> None:
    found = entry(amended(tmp_path, SURE), "2029-12-31T10:30")
    assert (str(found.safe_end), found.edition) == ("2030-01-01T10:30", "2025-02-17")
    assert found.other is None


def test_an_act_under_the_new_law_has_the_new_length(tmp_path: Path) -> None:
    found = entry(amended(tmp_path, SURE), "2030-01-01T10:30")
    assert (str(found.safe_end), found.edition) == ("2030-01-03T10:30", NEW)
    assert found.other is None


def test_only_what_the_new_law_names_is_changed(tmp_path: Path) -> None:
    law = amended(tmp_path, SURE)
    before, after = law.on(date(2029, 12, 31)), law.on(date(2030, 1, 1))
    assert set(before.terms) == set(after.terms)
    changed = [key for key in after.terms if before.terms[key] != after.terms[key]]
    assert changed == [TERM]
    assert before.steps == after.steps


def test_a_day_of_doubt_shows_both_readings(tmp_path: Path) -> None:
    law = amended(tmp_path, DOUBTFUL)
    found = entry(law, "2030-03-04T10:30")
    assert str(found.safe_end) == "2030-03-06T10:30"
    assert str(found.other) == "2030-03-05T11:00"
    other = law.other(date(2030, 3, 4))
    assert other is not None
    assert other.edition.id == "2026-05-22"


@pytest.mark.parametrize(
    ("chosen", "safe_end"), [("2026-05-22", "2030-03-05T10:30"), (NEW, "2030-03-06T10:30")]
)
def test_a_choice_settles_the_doubt(tmp_path: Path, chosen: str, safe_end: str) -> None:
    law = amended(tmp_path, DOUBTFUL)
    choice = {"fact": "law_edition", "value": chosen, "at": "2030-03-01T09:00"}
    found = entry(law, "2030-03-04T10:30", choice)
    assert str(found.safe_end) == safe_end
    assert found.other is None
    assert law.other(date(2030, 3, 4), chosen) is None


def test_outside_the_span_of_doubt_there_is_none(tmp_path: Path) -> None:
    law = amended(tmp_path, DOUBTFUL)
    assert entry(law, "2029-12-31T10:30").other is None
    assert entry(law, "2030-06-01T10:30").other is None


def test_the_shipped_editions_leave_a_span_of_doubt() -> None:
    assert book().other(date(2025, 2, 17)) is None
    assert book().other(date(2025, 2, 18)) is not None
    assert book().other(date(2026, 5, 21)) is not None
    assert book().other(date(2026, 5, 22)) is None


def test_a_term_of_the_newer_text_is_not_law_before_it() -> None:
    newest, base = book().newest, book().on(date(2025, 2, 17))
    assert set(newest.terms) >= set(base.terms)
    assert set(newest.guards) - set(base.guards) == {
        "sanction_form",
        "custody_economic_crimes",
        "sanction_attachment_money",
        "sanction_attachment_third_party",
    }
