"""What is wrong with a journal is said with the event and what to do."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.documents.form import load_forms
from core.engine.events import Event, read_journal
from core.engine.validate import Forms, require_valid, validate
from core.errors import UserError
from core.i18n import UI_LANGUAGES
from core.law.model import Fact
from core.services.sentences import sentence
from tests.law.shipped import ROOT, book

NOW = datetime(2026, 11, 22, 12)
CASES = sorted((ROOT / "resources" / "demo").glob("*.json"))
NAME = {"be": "Кавальчук Пётр Іванавіч", "ru": "Ковальчук Пётр Иванович"}
OPENED: dict[str, Any] = {
    "kind": "case_opened",
    "id": "e1",
    "at": "2026-03-02T09:40:00",
    "number": "1",
    "language": "be",
    "division": {"name": NAME, "place": NAME},
    "investigator": {"name": NAME, "gender": "m", "position": "investigator"},
}
PERSON: dict[str, Any] = {
    "kind": "person_added",
    "id": "e2",
    "at": "2026-03-02T09:40:00",
    "person": {"id": "p1", "name": NAME, "gender": "m", "born": "1994-06-17"},
}


@cache
def forms() -> Forms:
    """Return the questions that only one form knows, by form."""
    found = load_forms(ROOT / "resources" / "documents")
    return {key: [one for one in form.asks if isinstance(one, Fact)] for key, form in found.items()}


def journal(*more: dict[str, Any]) -> list[Event]:
    """Return a case with one person and what follows."""
    told = [
        {"id": f"x{number}", "at": "2026-03-03T10:00:00"} | one for number, one in enumerate(more)
    ]
    return msgspec.convert([OPENED, PERSON, *told], list[Event])


def codes(*more: dict[str, Any]) -> list[tuple[str, str]]:
    """Return event and code of what is wrong with a case."""
    problems = validate(journal(*more), book(), forms(), NOW)
    return [(problem.event, problem.error.code) for problem in problems]


def done(step: str, **more: Any) -> dict[str, Any]:
    """Return an act."""
    return {"kind": "step_done", "step": step, **more}


def noted(fact: str, value: Any, **more: Any) -> dict[str, Any]:
    """Return a fact."""
    return {"kind": "fact_noted", "fact": fact, "value": value, **more}


def extended(term: str, value: int, unit: str, **more: Any) -> dict[str, Any]:
    """Return an extension."""
    return {"kind": "term_extended", "term": term, "up_to": {"value": value, "unit": unit}, **more}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_scripts_are_sound(path: Path) -> None:
    events = read_journal(path.read_bytes(), path.name).events
    assert [(one.event, one.error) for one in validate(events, book(), forms(), NOW)] == []


def test_a_sound_journal_raises_nothing() -> None:
    assert codes() == []
    require_valid(journal(), book(), forms(), NOW)


def test_an_empty_journal() -> None:
    (problem,) = validate([], book(), forms(), NOW)
    assert problem.error.code == "journal-empty"


def test_a_journal_without_a_beginning() -> None:
    found = validate(journal()[1:], book(), forms(), NOW)
    assert [problem.error.code for problem in found] == ["journal-not-opened"]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({**OPENED, "id": "x0"}, "journal-two-openings"),
    (done("no_such_step"), "event-step-unknown"),
    (done("open_case", notes={"no_such_fact": 1}), "event-fact-unknown"),
    (done("open_case", subject="p9"), "event-person-unknown"),
    (done("open_case", notes={"opened_by_prosecutor": "yes"}), "value-not-yes"),
    (done("search", notes={"attesting": ["p9"]}), "event-person-unknown"),
    (done("search", notes={"items": [{"name": "x"}]}), "value-column-missing"),
    (done("explain_rights_suspect"), "event-needs-person"),
    (done("detention", subject="p1"), "event-fact-missing"),
    (
        done("detention", subject="p1", notes={"detained_at": "2026-03-03T10:01"}),
        "value-in-future",
    ),
    (done("suspend"), "event-fact-missing"),
    (done("open_case", at="2026-11-22T12:01:00"), "event-in-future"),
    (done("open_case", at="2026-11-22T11:00:00", until="2026-11-22T13:00:00"), "event-in-future"),
    (done("open_case", at="2026-03-02T09:39:00"), "event-before-opening"),
    (done("open_case", until="2026-03-03T09:59:00"), "event-ends-before-start"),
    (noted("no_such_fact", 1), "event-fact-unknown"),
    (noted("held", "flying", subject="p1"), "value-not-choice"),
    (noted("held", "free"), "event-needs-person"),
    (noted("held", "free", subject="p9"), "event-person-unknown"),
    (noted("crime", {"article": 205}), "value-not-crime"),
    (extended("no_such_term", 3, "months"), "event-term-unknown"),
    (extended("investigation_term", 3, "days"), "event-extension-wrong"),
    (extended("investigation_term", 2, "months"), "event-extension-wrong"),
    (extended("statement_decision_check", 4, "months"), "event-extension-wrong"),
    (extended("opening_copy_to_prosecutor", 48, "hours"), "event-extension-wrong"),
    (extended("custody_term", 3, "months"), "event-needs-person"),
    ({"kind": "corrected", "event": "x9", "reason": "r"}, "correction-unknown"),
    ({"kind": "corrected", "event": "x0", "reason": "r"}, "correction-unknown"),
    (
        {"kind": "person_added", "person": {**PERSON["person"], "born": "2026-03-04"}},
        "person-born-later",
    ),
    ({**PERSON, "id": "x0", "roles": ["no_such_role"]}, "event-role-unknown"),
    (
        {
            "kind": "paper_issued",
            "form": "no_such_form",
            "version": 1,
            "language": "be",
            "edition": "2026-05-22",
        },
        "event-form-unknown",
    ),
]


@pytest.mark.parametrize(("event", "code"), WRONG)
def test_what_is_wrong_is_named_with_its_event(event: dict[str, Any], code: str) -> None:
    assert ("x0", code) in codes(event)
    with pytest.raises(UserError) as refused:
        require_valid(journal(event), book(), forms(), NOW)
    assert "x0" in str(refused.value.values)
    for language in UI_LANGUAGES:
        told = sentence(refused.value, language, ROOT / "resources")
        assert "x0" in told
        assert "?" not in told


def test_a_person_is_not_in_the_case_before_he_is_added() -> None:
    late = {**PERSON, "person": {**PERSON["person"], "id": "p2"}, "at": "2026-03-04T10:00:00"}
    early = done("explain_rights_suspect", subject="p2")
    assert ("x1", "event-person-unknown") in codes({**late, "id": "x0"}, early)


def test_a_fact_known_before_need_not_be_noted_again() -> None:
    known = noted("detained_at", "2026-03-03T09:00", subject="p1", at="2026-03-03T09:00:00")
    assert codes(known, done("detention", subject="p1")) == []


def test_extensions_on_the_ladder_are_sound() -> None:
    assert codes(done("open_case"), extended("investigation_term", 3, "months")) == []
    assert codes(done("open_case"), extended("investigation_term", 7, "months")) == []


def test_what_was_corrected_is_not_held_against_the_journal() -> None:
    wrong = done("no_such_step")
    assert codes(wrong, {"kind": "corrected", "event": "x0", "reason": "slip"}) == []


def test_two_events_of_one_name() -> None:
    assert ("e2", "event-id-twice") in codes({**PERSON})


def test_a_question_of_a_form_is_held_against_the_form() -> None:
    paper = {
        "kind": "paper_issued",
        "form": "protocol_interrogation_accused",
        "version": 1,
        "language": "be",
        "edition": "2026-05-22",
        "subject": "p1",
    }
    assert codes({**paper, "notes": {"plea": "full"}}) == []
    assert ("x0", "value-not-choice") in codes({**paper, "notes": {"plea": "maybe"}})


@given(
    path=st.sampled_from(CASES),
    place=st.integers(0, 200),
    key=st.sampled_from(["at", "until", "subject", "step", "notes", "fact", "value", "term"]),
    value=st.none() | st.text(max_size=12) | st.integers() | st.dictionaries(st.text(), st.text()),
)
def test_a_mutilated_file_is_refused_or_read_never_crashed(
    path: Path, place: int, key: str, value: Any
) -> None:
    raw = json.loads(path.read_bytes())
    event = raw["events"][place % len(raw["events"])]
    event[key] = value
    try:
        events = read_journal(json.dumps(raw).encode(), path.name).events
    except UserError as error:
        assert error.code == "case-file-broken"
        return
    for problem in validate(events, book(), forms(), NOW + timedelta(days=1)):
        assert problem.error.code
