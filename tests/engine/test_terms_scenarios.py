"""Every term of the book in a case: what happens, and when the term ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.engine.counting import NO_CLOCK
from core.engine.derivation import derivation
from core.engine.single import single_term
from core.engine.terms import Entry, ledger, urgency
from core.i18n import UI_LANGUAGES
from core.law.model import Anchor
from tests.law.shipped import book, entries, events, minute, state_at

FOLDER = Path(__file__).parents[1] / "law" / "terms"
FILES = sorted(path for path in FOLDER.glob("*.yaml") if path.stem != "examples")
READ = [{**one, "file": path.stem} for path in FILES for one in entries(path)]
TOLD = [
    {**one, **seen, "name": f"{one['name']} · {seen['at']}"} if seen else one
    for one in READ
    for seen in one.get("moments", [{}])
]
"""A story that is looked at in several moments is told once for each of them."""
CASES = [one for one in TOLD if "events" in one]
ASKED = [one for one in TOLD if "asked" in one]


def name(scenario: dict[str, Any]) -> str:
    """Return how a scenario is called in the report."""
    return f"{scenario['file']}: {scenario['name']}"


def said(entry: Entry, scenario: dict[str, Any]) -> dict[str, Any]:
    """Return what the ledger says of a term, under the names used in the scenarios."""
    return {
        "id": entry.term.id,
        "subject": entry.subject,
        "legal_end": str(entry.legal_end),
        "safe_end": str(entry.safe_end),
        "status": str(entry.status),
        "urgency": str(urgency(entry, minute(scenario["at"]))),
        "edition": entry.edition,
        "other": str(entry.other) if entry.other else "",
    }


@pytest.mark.parametrize("scenario", CASES, ids=name)
def test_scenario(scenario: dict[str, Any]) -> None:
    at = minute(scenario["at"])
    found = [said(one, scenario) for one in ledger(state_at(scenario, at), book(), at)]
    for wanted in scenario.get("terms", []):
        near = [one for one in found if one["id"] == wanted["id"]]
        assert any(_is(one, wanted) for one in near), near or [one["id"] for one in found]
    ids = {one["id"] for one in found}
    assert not ids & set(scenario.get("not", []))


def _is(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Return whether an entry says all that is wanted; a term without a subject is the case's."""
    told = {key: value for key, value in wanted.items() if key != "kept_by"}
    return all(found[key] == value for key, value in {"subject": "", **told}.items())


KEPT = [
    (one, wanted, by)
    for one in CASES
    for wanted in one.get("terms", [])
    for by in wanted.get("kept_by", ())
]
"""A term of a story with each act or fact that keeps it."""


def statuses(scenario: dict[str, Any], entry: Entry, by: str, at: datetime) -> set[str]:
    """Return what becomes of a term when what keeps it comes at a moment after the story.

    A term counted back from another is gone with that one.
    """
    kind = "step" if by in book().newest.steps else "fact"
    keeping = {kind: by, "at": at.isoformat(timespec="minutes")}
    fact = book().newest.facts.get(by)
    if kind == "step" or fact is None or fact.of != "case":
        keeping["subject"] = entry.subject
    going_on = {**scenario, "events": [*scenario["events"], keeping]}
    then = ledger(state_at(going_on, at), book(), at)
    found = {str(one.status) for one in then if one.key == entry.key}
    return found or {"gone" if entry.term.kind == "lookback" else "nowhere"}


@pytest.mark.parametrize(
    ("scenario", "wanted", "by"), KEPT, ids=[f"{wanted['id']} by {by}" for _, wanted, by in KEPT]
)
def test_a_term_is_kept_to_its_last_minute_and_missed_after_it(
    scenario: dict[str, Any], wanted: dict[str, Any], by: str
) -> None:
    at = minute(scenario["at"])
    found = ledger(state_at(scenario, at), book(), at)
    entry = next(one for one in found if _is(said(one, scenario), wanted))
    if not entry.result.numbered:
        assert statuses(scenario, entry, by, at + timedelta(days=9)) == {"kept"}
        return
    end = entry.legal_end
    last = end.at - timedelta(minutes=1) if end.whole_day else end.at
    assert statuses(scenario, entry, by, last) <= {"kept", "gone"}
    assert statuses(scenario, entry, by, last + timedelta(minutes=1)) <= {"missed", "gone"}


def test_every_term_that_runs_says_what_keeps_it() -> None:
    told = {(wanted["id"], by) for _, wanted, by in KEPT}
    ends = {
        (term.id, end.done or end.fact)
        for term in book().newest.terms.values()
        if term.starts is not None and term.counting != NO_CLOCK
        for end in term.ends
    }
    assert told == ends


@pytest.mark.parametrize("scenario", ASKED, ids=name)
def test_a_term_that_no_case_starts_answers_when_asked(scenario: dict[str, Any]) -> None:
    found = single_term(book(), scenario["asked"], minute(scenario["from"]))
    assert str(found.legal_end).lower() == scenario["legal_end"].lower()
    if "safe_end" in scenario:
        assert str(found.safe_end) == scenario["safe_end"]
    assert found.derivation and found.article and found.confidence


def test_every_term_has_a_scenario() -> None:
    shown = {wanted["id"] for one in TOLD for wanted in one.get("terms", [])}
    shown |= {one["asked"] for one in TOLD if "asked" in one}
    assert set(book().newest.terms) - shown == set()


def test_a_term_that_runs_has_a_scenario_with_events() -> None:
    shown = {wanted["id"] for one in TOLD for wanted in one.get("terms", [])}
    runs = {
        term.id
        for term in book().newest.terms.values()
        if term.starts is not None and term.counting != NO_CLOCK
    }
    assert runs - shown == set()


@pytest.mark.parametrize("scenario", CASES, ids=name)
def test_every_derivation_is_written_in_every_language(scenario: dict[str, Any]) -> None:
    at = minute(scenario["at"])
    for entry in ledger(state_at(scenario, at), book(), at):
        sentences = derivation(entry.result, book())
        assert sentences
        for language in UI_LANGUAGES:
            for sentence in sentences:
                assert sentence[language].strip()
                assert "{" not in sentence[language]


def ways(anchor: Anchor | None) -> set[str]:
    """Return the steps and facts at which a clock may start."""
    if anchor is None:
        return set()
    named = {name for name in (anchor.done, anchor.fact) if name}
    return named.union(*(ways(one) for one in (*anchor.first_of, *anchor.either)))


def shown(scenario: dict[str, Any]) -> set[tuple[str, str]]:
    """Return the terms a scenario speaks of, each with the step or fact that started it."""
    law, at = book().newest, minute(scenario["at"])
    told = {
        one.id: getattr(one, "step", "") or getattr(one, "fact", "") for one in events(scenario)
    }
    wanted = {one["id"] for one in scenario.get("terms", [])}
    found: set[tuple[str, str]] = set()
    for entry in ledger(state_at(scenario, at), book(), at):
        by = told.get(entry.event, "")
        marks = law.steps[by].marks if by in law.steps else ()
        found |= {(entry.term.id, one) for one in (by, *marks) if entry.term.id in wanted}
    return found


def test_every_way_a_term_may_start_has_a_scenario() -> None:
    terms = book().newest.terms.values()
    counted = [term for term in terms if term.counting != NO_CLOCK]
    wanted = {(term.id, way) for term in counted for way in ways(term.starts)}
    assert wanted - set().union(*map(shown, CASES)) == set()
