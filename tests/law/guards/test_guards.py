"""Every guard speaks where it should and is silent where it should not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.engine.steps import look
from core.errors import UserError
from tests.law.cases import Told, journal, under_question
from tests.law.shipped import book, entries, minute, state_at

HERE = Path(__file__).parent
PEOPLE = entries(HERE / "people.yaml")
SCENARIOS = [
    scenario
    for path in sorted(HERE.glob("*.yaml"))
    if path.name != "people.yaml"
    for scenario in entries(path)
]

NOON = "2026-06-02T12:00"


def sides() -> list[Any]:
    """Return both sides of every scenario, each under the name of its guard."""
    return [
        pytest.param(one, side, id=f"{one['guard']} {side} {number}")
        for number, one in enumerate(SCENARIOS)
        for side in ("speaks", "silent")
        if side in one
    ]


@pytest.mark.parametrize(("scenario", "side"), sides())
def test_a_guard_speaks_where_it_should(scenario: Told, side: str) -> None:
    told = scenario[side]
    at = minute(told.get("at", NOON))
    subject = told.get("of", scenario.get("of", ""))
    state = state_at(journal(told, PEOPLE), at)
    act = under_question(scenario["on"], subject, told["act"], at) if "act" in told else None
    found = look(scenario["on"], subject, state, book(), at, act)
    tiers = {one.guard.id: one.tier for one in found.warnings}
    if side == "silent":
        assert scenario["guard"] not in tiers
    else:
        assert tiers.get(scenario["guard"]) == book().newest.guards[scenario["guard"]].tier


def test_every_guard_has_a_scenario_of_both_sides() -> None:
    for side in ("speaks", "silent"):
        told = {one["guard"] for one in SCENARIOS if side in one}
        assert sorted(set(book().newest.guards) - told) == []


def test_every_scenario_says_in_words_what_it_is_about() -> None:
    assert [one["guard"] for one in SCENARIOS if not one.get("name", "").strip()] == []


def test_a_scenario_puts_its_question_to_a_step_the_guard_watches() -> None:
    guards = book().newest.guards
    wrong = [one["guard"] for one in SCENARIOS if one["on"] not in guards[one["guard"]].on]
    assert wrong == []


def test_nothing_below_high_confidence_blocks() -> None:
    guards = book().newest.guards.values()
    assert [one.id for one in guards if one.tier == "block" and one.confidence != "high"] == []


def test_a_guard_that_would_block_but_may_not_says_so() -> None:
    doubtful = [one for one in book().newest.guards.values() if not one.trusted]
    assert doubtful
    told = {"from": "2026-01-01T08:00", "after": ["open_case"], "facts": {"held@a1": "custody"}}
    state = state_at(journal(told, PEOPLE), minute(NOON))
    found = look("prolong_custody", "a1", state, book(), minute(NOON))
    assert [one.doubt for one in found.warnings if not one.guard.trusted] != [None]


def test_there_are_guards_of_all_three_tiers() -> None:
    tiers = [one.tier for one in book().newest.guards.values()]
    assert min(tiers.count("note"), tiers.count("warning"), tiers.count("block")) >= 10
    assert len(tiers) >= 35


def test_a_step_unknown_to_the_book_is_no_step() -> None:
    with pytest.raises((KeyError, UserError)):
        look("no_such_step", "", state_at(journal({}, PEOPLE), minute(NOON)), book(), minute(NOON))
