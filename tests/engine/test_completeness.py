"""Before a decision: every requirement is asked for where it is not met, and only there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from core.engine.completeness import completeness, decisions, ready
from core.errors import UserError
from core.i18n import UI_LANGUAGES
from core.law.absences import Requirement
from tests.law.absences.told import case, moment_of
from tests.law.shipped import book, entries, minute

SCENARIOS = entries(Path(__file__).parents[1] / "law" / "absences" / "completeness.yaml")
HONEST = {"id": "x", "article": "1", "source": "test", "confidence": "low", "checked": "2026-01-01"}


def sides() -> list[Any]:
    """Return both sides of every scenario under the name of its requirement."""
    return [
        pytest.param(one, side, id=f"{one['requirement']} {side}")
        for one in SCENARIOS
        for side in ("asked", "met")
    ]


def lacking(told: dict[str, Any], before: str) -> set[tuple[str, str]]:
    """Return what is missing before a decision, and of whom."""
    found = completeness(case(told), book(), moment_of(told), before)
    return {(one.requirement, one.subject) for one in found}


@pytest.mark.parametrize(("scenario", "side"), sides())
def test_a_requirement_is_asked_for_until_it_is_met(scenario: dict[str, Any], side: str) -> None:
    wanted = (scenario["requirement"], scenario.get("of", ""))
    assert (wanted in lacking(scenario[side], scenario["before"])) == (side == "asked")


def test_every_requirement_has_a_scenario_of_a_decision_it_concerns() -> None:
    law = book().newest
    needs_papers = {one.id for one in law.completeness.values() if one.absence == "papers_changed"}
    assert {one["requirement"] for one in SCENARIOS} | needs_papers == set(law.completeness)
    wrong = [
        one["requirement"]
        for one in SCENARIOS
        if one["before"] not in law.completeness[one["requirement"]].before
    ]
    assert wrong == []


def test_what_closes_the_decision_itself_comes_first() -> None:
    told = {"after": ["open_case"]}
    found = completeness(case(told), book(), moment_of(told), "transfer_case")
    assert found[0].requirement == "transfer_case"
    assert {"familiarisation_obligatory", "end_told"} <= {one.requirement for one in found}


def test_nothing_is_missing_when_everything_was_done() -> None:
    told = {"after": ["receive_statement", "register_statement", "start_check"]}
    assert completeness(case(told), book(), moment_of(told), "refuse_opening") == ()


def test_every_final_decision_is_known_and_nothing_else() -> None:
    known = decisions(book(), minute("2026-06-01T08:00"))
    assert {"transfer_case", "terminate", "refuse_opening", "suspend"} <= set(known)
    with pytest.raises(UserError) as refusal:
        completeness(case({"after": []}), book(), minute("2026-06-02T12:00"), "detention")
    assert refusal.value.code == "decision-unknown"


def test_only_open_decisions_are_ready() -> None:
    told = {"after": ["receive_statement"]}
    found = {one.step.id for one in ready(case(told), book(), moment_of(told))}
    assert "refuse_opening" in found
    assert "transfer_case" not in found


@pytest.mark.parametrize(
    "more",
    [
        {"before": []},
        {"before": ["terminate"]},
        {"before": ["terminate"], "absence": "x", "require": {"material": True}},
        {"before": ["terminate"], "absence": "x", "roles": ["suspect"]},
    ],
)
def test_a_requirement_that_asks_nothing_or_too_much_is_refused(more: dict[str, Any]) -> None:
    says = dict.fromkeys(UI_LANGUAGES, "x")
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**HONEST, "says": says, **more}, Requirement)
