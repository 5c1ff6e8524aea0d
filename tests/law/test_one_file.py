"""A term, a step, a guard, an absence, an edition: each is added by touching one file."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from core.engine.absences import absences
from core.engine.completeness import completeness
from core.engine.counting import UNITS
from core.engine.single import single_term
from core.engine.state import CaseState, fold
from core.engine.steps import guide
from core.engine.terms import ledger
from core.law.book import LawBook
from core.law.check import check_book
from core.law.loader import load_book
from core.law.model import Step
from tests.law.shipped import LAW, ROOT, events

BASE = "editions/2025-02-17"
NAMED = {"be": "так", "ru": "так", "en": "so"}
HONEST = {"article": "1", "source": "test", "confidence": "high", "checked": "2026-05-22"}
FORMS = [path.stem for path in (ROOT / "resources" / "documents").glob("*.yaml")]
AT = datetime(2026, 6, 2, 12)
STORY: dict[str, Any] = {
    "case": {"crime": {"article": "205", "part": 2}},
    "people": {"s1": {"roles": ["suspect"], "born": "1990-05-05", "citizenship": "BY"}},
    "events": [
        {"step": "open_case", "at": "2026-06-01T09:00"},
        {"step": "resolve_search", "at": "2026-06-01T10:00"},
    ],
}


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """Return a copy of the law data."""
    root = tmp_path / "law"
    shutil.copytree(LAW, root)
    return root


def state(book: LawBook) -> CaseState:
    """Return the state of a case by a book."""

    def step_of_day(step: str, at: datetime) -> Step | None:
        return book.on(at.date()).steps.get(step)

    return fold(events(STORY), step_of_day, AT)


def added(root: Path, file: str, entry: dict[str, Any]) -> LawBook:
    """Return the book after an entry was appended to one file, which nothing else knows of."""
    path = root / BASE / file
    before = {one: one.read_bytes() for one in root.rglob("*.yaml")}
    known = yaml.safe_load(path.read_text("utf-8"))
    path.write_text(yaml.safe_dump([*known, entry], allow_unicode=True), encoding="utf-8")
    assert [one for one, text in before.items() if one.read_bytes() != text] == [path]
    book = load_book(root)
    assert check_book(book, FORMS, UNITS) == []
    return book


def test_a_term(law: Path) -> None:
    entry = {
        "id": "new_term",
        **HONEST,
        "name": NAMED,
        "kind": "deadline",
        "starts": {"done": "open_case"},
        "length": {"value": 5, "unit": "days"},
        "counting": "days",
        "ends": [{"done": "form_group"}],
    }
    book = added(law, "terms/general.yaml", entry)
    found = [one for one in ledger(state(book), book, AT) if one.term.id == "new_term"]
    single = single_term(book, "new_term", datetime(2026, 6, 1, 9))
    assert [str(one.legal_end) for one in found] == [str(single.legal_end)]
    assert single.derivation


def test_a_step(law: Path) -> None:
    entry = {
        "id": "new_step",
        **HONEST,
        "stage": "investigation",
        "name": NAMED,
        "opens": {"done": "open_case"},
        "owed": {"not": {"done": "new_step"}},
    }
    book = added(law, "steps/opening.yaml", entry)
    found = {one.step.id: str(one.status) for one in guide(state(book), book, AT)}
    assert found["new_step"] == "owed"


def test_a_guard(law: Path) -> None:
    entry = {
        "id": "new_guard",
        **HONEST,
        "on": ["suspend"],
        "severity": "block",
        "require": {"done": "form_group"},
        "says": NAMED,
        "offers": "form_group",
    }
    book = added(law, "guards/course.yaml", entry)
    suspend = next(one for one in guide(state(book), book, AT) if one.step.id == "suspend")
    assert suspend.blocked
    assert "form_group" in suspend.offers


def test_an_absence_and_a_requirement(law: Path) -> None:
    asked = {"require": {"done": "form_group"}, "says": NAMED}
    book = added(law, "absences.yaml", {"id": "new_gap", **HONEST, "group": "course", **asked})
    assert "new_gap" in {one.absence.id for one in absences(state(book), book, AT)}
    need = {"id": "new_need", **HONEST, "before": ["suspend"], **asked}
    book = added(law, "completeness.yaml", need)
    missing = completeness(state(book), book, AT, "suspend")
    assert "new_need" in {one.requirement for one in missing}


def test_an_edition(law: Path) -> None:
    """An edition is a folder: its head and the whole entries it changes."""
    folder = law / "editions" / "2027-01-01"
    folder.mkdir()
    head = {
        "id": "2027-01-01",
        "name": NAMED,
        "text": "test",
        "read": "2027-01-01",
        "in_force": {"since": "2027-01-01"},
        "confidence": "high",
    }
    (folder / "edition.yaml").write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")
    terms = yaml.safe_load((law / BASE / "terms" / "detention.yaml").read_text("utf-8"))
    changed = next(one for one in terms if one["id"] == "detention_opening_decision")
    changed["length"] = {"value": 6, "unit": "hours"}
    (folder / "terms.yaml").write_text(yaml.safe_dump([changed], allow_unicode=True), "utf-8")
    book = load_book(law)
    assert check_book(book, FORMS, UNITS) == []
    ends = [
        str(single_term(book, "detention_opening_decision", datetime(year, month, 1, 9)).legal_end)
        for year, month in ((2026, 12), (2027, 2))
    ]
    assert ends == ["2026-12-01T21:00", "2027-02-01T15:00"]
    assert book.newest.edition_of("terms", changed["id"]).id == "2027-01-01"
    assert book.newest.edition_of("terms", "custody_term").id != "2027-01-01"
