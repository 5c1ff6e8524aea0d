"""The steps of the book: none is dead, every paper has its step, the words are whole."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from core.documents.form import load_forms
from core.engine.events import Event, StepDone
from core.engine.state import fold
from core.engine.steps import GuideStep, StepStatus, guide
from core.i18n import UI_LANGUAGES
from core.law.model import Fact, Step
from tests.law.shipped import ROOT, book, events

START = datetime(2026, 6, 1, 8)
ROLES = (
    "suspect",
    "accused",
    "victim",
    "witness",
    "translator",
    "defender",
    "representative",
    "expert",
    "mediator",
    "applicant",
)
PEOPLE: dict[str, Any] = {
    "alien": {"roles": ["suspect"], "born": "1990-01-01", "citizenship": "KZ"},
    **{role: {"roles": [role], "born": "1990-01-01", "citizenship": "BY"} for role in ROLES},
    "at home": {"roles": ["accused"], "born": "1990-01-01", "citizenship": "BY"},
    "minor": {"roles": ["suspect"], "born": "2010-01-01", "citizenship": "BY"},
    "nobody": {"born": "1990-01-01", "citizenship": "BY"},
}
KNOWN: dict[str, Any] = {
    "legal_representative": "nobody",
    "defender": "defender",
    "special_person": True,
    "immunity_consent": True,
    "consultation_declined": True,
    "custody_exception": "fled",
    "opened_by_prosecutor": False,
    "search_urgent": True,
    "diplomatic_immunity": True,
    "inquiry_conducts": True,
    "serviceman": True,
}
LAST = (
    "open_case",
    "pass_case",
    "terminate",
    "chief_reverses_opening",
    "transfer_case",
)
"""Steps that end the journal's live part: explored when nothing else is left."""

NEVER = ("termination_objection", "insane_way")
"""After them termination or an agreement stays closed: it is enough to see them open."""


URGENT: tuple[dict[str, Any], ...] = (
    {"step": "scene_inspection", "notes": {"dwelling": True, "cannot_wait": True}},
    {"step": "computer_inspection", "notes": {"closed_information": True, "cannot_wait": True}},
)
"""Acts that could not wait: what they make owed opens after no others."""


def step_of_day(step: str, at: datetime) -> Step | None:
    """Return a step as it read on a day."""
    return book().on(at.date()).steps.get(step)


def explored(crime: dict[str, Any], rounds: int, begun: tuple[str, ...] = ()) -> set[str]:
    """Return the steps that open while one goes on doing whatever is open and new."""
    facts = [
        {"fact": name, "value": value, "subject": person, "at": "2026-06-01T07:00"}
        for name, value in KNOWN.items()
        for person in (*PEOPLE, "")
    ]
    held = {"accused": "custody", "at home": "house_arrest"}
    facts += [
        {"fact": "held", "value": how, "subject": person, "at": "2026-06-01T07:00"}
        for person, how in held.items()
    ]
    done_before = [{"step": step, "at": "2026-06-01T07:30"} for step in begun]
    done_before += [{**act, "at": "2026-06-01T07:20"} for act in URGENT]
    told = {"case": {"crime": crime}, "people": PEOPLE, "events": [*facts, *done_before]}
    journal: list[Event] = list(events(told))
    seen: set[str] = set()
    done: Counter[tuple[str, str]] = Counter()
    tried: Counter[str] = Counter()
    for round_ in range(rounds):
        at = START + timedelta(hours=round_)
        state = fold(journal, step_of_day, at)
        found = [one for one in guide(state, book(), at) if one.status is not StepStatus.CLOSED]
        seen |= {one.step.id for one in found}
        ready = [one for one in found if one.step.id not in NEVER]
        quiet = [one for one in ready if not ends(one) and not done[one.step.id, one.subject]]
        loud = [one for one in ready if ends(one) and one.status is not StepStatus.DONE]
        chosen = quiet or sorted(loud, key=lambda one: turn(one, tried))[:1]
        done.update((one.step.id, one.subject) for one in quiet)
        tried.update(one.step.id for one in chosen)
        journal += [done_now(one, at, f"{round_}-{n}") for n, one in enumerate(chosen)]
    return seen


def turn(one: GuideStep, tried: Counter[str]) -> tuple[int, bool]:
    """Return when a step that ends something is tried: the least tried first."""
    return tried[one.step.id], one.step.id in LAST


def ends(one: GuideStep) -> bool:
    """Return whether a step ends something, so that it comes after the others."""
    return bool({"check_over", "case_state", "held", "accelerated"} & set(one.step.sets)) or bool(
        one.step.takes
    )


def done_now(one: GuideStep, at: datetime, event: str) -> StepDone:
    """Return the act of a step with the facts it asks for."""
    law = book().newest
    notes = {name: sample(law.facts[name], at) for name in one.step.asks}
    return StepDone(id=event, at=at, step=one.step.id, subject=one.subject, notes=notes)


def sample(fact: Fact, at: datetime) -> Any:
    """Return some value of a fact."""
    if fact.choices:
        return fact.choices[0].id
    return at.isoformat(timespec="minutes") if fact.type == "moment" else "defender"


def test_no_step_is_dead() -> None:
    reached = explored({"article": "205", "part": 1}, rounds=75)
    reached |= explored({"article": "153"}, rounds=12)
    reached |= explored({"article": "139", "part": 2}, rounds=40)
    reached |= explored({"article": "205", "part": 1}, rounds=12, begun=("open_case",))
    assert sorted(set(book().newest.steps) - reached) == []


def test_a_step_names_the_papers_that_record_it() -> None:
    forms = load_forms(ROOT / "resources" / "documents")
    steps = book().newest.steps
    astray = [one.id for one in forms.values() if one.step and one.id not in steps[one.step].papers]
    assert astray == []
    foreign = [
        (step.id, paper)
        for step in steps.values()
        for paper in step.papers
        if forms[paper].step not in ("", step.id)
    ]
    assert foreign == []


def test_a_paper_asks_what_its_step_needs() -> None:
    law = book().newest
    for form in load_forms(ROOT / "resources" / "documents").values():
        if form.step:
            asked = {one.id for one in form.questions(law.facts)}
            assert set(law.steps[form.step].asks) <= asked, form.id


def test_a_paper_of_a_person_records_a_step_of_a_person() -> None:
    steps = book().newest.steps
    for form in load_forms(ROOT / "resources" / "documents").values():
        if form.step and steps[form.step].per == "person":
            assert form.subject, form.id


def texts(value: Any, path: str = "") -> list[tuple[str, dict[str, str]]]:
    """Return every text of an entry in its languages, with its place."""
    if isinstance(value, dict):
        if {"be", "ru"} <= set(value) <= {"be", "ru", "en"}:
            return [(path, value)]
        return [one for key, inner in value.items() for one in texts(inner, f"{path}.{key}")]
    if isinstance(value, list):
        return [one for inner in value for one in texts(inner, path)]
    return []


KINDS = ("steps", "guards", "facts", "words", "stages", "bases", "states")


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_is_whole_in_every_language(kind: str) -> None:
    for entry in book().newest.entries(kind).values():
        for path, text in texts(msgspec.to_builtins(entry)):
            where = f"{kind} {entry.id}{path}"
            for language in UI_LANGUAGES:
                said = text.get(language, "")
                assert said.strip() == said != "", where
            assert not re.search("[иИщЩъЪ']", text["be"]), where
            assert not re.search("[іІўЎ]", text["ru"]), where
            assert re.search("[а-яёА-ЯЁ{«№]", text["ru"]) or kind == "words", where


def test_names_of_steps_differ() -> None:
    steps = book().newest.steps.values()
    for language in UI_LANGUAGES:
        names = [step.name[language] for step in steps]
        assert len(names) == len(set(names))


def test_every_stage_with_steps_is_in_the_rail() -> None:
    law = book().newest
    orders = [stage.order for stage in law.stages.values()]
    assert len(orders) == len(set(orders))
    assert {step.stage for step in law.steps.values()} <= set(law.stages)
