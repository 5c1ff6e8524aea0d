"""Every step is open in one case and closed in another, and says what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.engine.events import CaseClosed, Event, StepDone
from core.engine.state import fold
from core.engine.steps import GuideStep, StepStatus, guide, look
from core.law.model import Step
from tests.law.cases import Told, journal
from tests.law.shipped import book, entries, events

HERE = Path(__file__).parent
PEOPLE = entries(HERE / "people.yaml")
SCENARIOS = [
    scenario
    for path in sorted(HERE.glob("*.yaml"))
    if path.name != "people.yaml"
    for scenario in entries(path)
]
NOON = datetime(2026, 6, 2, 12)
MAY_BE_DONE = (StepStatus.OPEN, StepStatus.OWED)


def sides(side: str) -> list[Any]:
    """Return the scenarios that tell a side, each under the name of its step."""
    return [pytest.param(one, id=one["step"]) for one in SCENARIOS if side in one]


def step_of_day(step: str, at: datetime) -> Step | None:
    """Return a step as it read on a day."""
    return book().on(at.date()).steps.get(step)


def told_events(told: Told) -> list[Event]:
    """Return the journal of one side, closed at the end when it is told so."""
    found = list(events(journal(told, PEOPLE)))
    if told.get("journal_closed"):
        found.append(CaseClosed(id="closed", at=NOON - timedelta(hours=1), outcome="done"))
    return found


def seen(scenario: Told, told: Told) -> GuideStep:
    """Return the step of a scenario as the guide shows it at noon of the second day."""
    subject: str = told.get("of") or scenario.get("of", "")
    state = fold(told_events(told), step_of_day, NOON)
    return look(scenario["step"], subject, state, book(), NOON)


def owed(found: list[Event], at: datetime) -> set[str]:
    """Return the steps that are owed to anybody."""
    steps = guide(fold(found, step_of_day, at), book(), at)
    return {one.step.id for one in steps if one.status is StepStatus.OWED}


@pytest.mark.parametrize("scenario", sides("open"))
def test_it_is_open_where_the_law_says_so(scenario: Told) -> None:
    status = seen(scenario, scenario["open"]).status
    assert status is StepStatus.OWED if scenario.get("owed") else status in MAY_BE_DONE


@pytest.mark.parametrize("scenario", sides("closed"))
def test_it_is_closed_where_the_law_says_so_and_the_reason_is_told(scenario: Told) -> None:
    told = scenario["closed"]
    found = seen(scenario, told)
    assert found.status is StepStatus.CLOSED
    assert told["because"] in [reason.text.ru for reason in found.reasons]


@pytest.mark.parametrize("scenario", sides("then"))
def test_what_becomes_owed_after_it(scenario: Told) -> None:
    before = told_events(scenario["open"])
    notes = scenario["open"].get("notes", {})
    act = StepDone(
        id="act", at=NOON, step=scenario["step"], subject=scenario.get("of", ""), notes=notes
    )
    later = NOON + timedelta(minutes=1)
    became = owed([*before, act], later) - owed(before, later)
    assert set(scenario["then"]) <= became
    assert became or not scenario["then"]


def test_every_step_has_a_scenario_of_both_sides() -> None:
    steps = set(book().newest.steps)
    for side in ("open", "closed", "then"):
        assert sorted(steps - {one["step"] for one in SCENARIOS if side in one}) == [], side


def test_every_scenario_says_in_words_what_happens() -> None:
    assert all(one["says"].strip()[0].isupper() for one in SCENARIOS)
    assert {one["step"] for one in SCENARIOS} <= set(book().newest.steps)


def test_a_journal_that_is_not_closed_leaves_the_rest_as_it_was() -> None:
    (told,) = [one for one in SCENARIOS if one["step"] == "obligation_to_appear"]
    closed, open_ = seen(told, told["closed"]), seen(told, told["open"])
    assert replace(open_, status=closed.status) != closed
