"""Every absence is found where something lacks, and only there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from core.engine.absences import ORDER, absences
from core.engine.events import CaseClosed, PaperIssued
from core.i18n import UI_LANGUAGES
from core.law.absences import Absence
from tests.law.absences.told import case, moment_of
from tests.law.shipped import book, entries

SCENARIOS = entries(Path(__file__).parents[1] / "law" / "absences" / "absences.yaml")
HONEST = {"id": "x", "article": "1", "source": "test", "confidence": "low", "checked": "2026-01-01"}


def sides() -> list[Any]:
    """Return both sides of every scenario under the name of its absence."""
    return [
        pytest.param(one, side, id=f"{one['absence']} {side} {number}")
        for number, one in enumerate(SCENARIOS)
        for side in ("found", "silent")
    ]


def keys(one: dict[str, Any], told: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Return what is found in a case: absence, whom it concerns, what would supply it."""
    at = moment_of(told)
    found = absences(case(told), book(), at)
    return {(gap.absence.id, gap.subject, gap.offers) for gap in found}


@pytest.mark.parametrize(("scenario", "side"), sides())
def test_an_absence_is_found_where_something_lacks(scenario: dict[str, Any], side: str) -> None:
    absence = book().newest.absences[scenario["absence"]]
    offers = scenario.get("offers", absence.offers)
    wanted = (absence.id, scenario.get("of", ""), offers)
    assert (wanted in keys(scenario, scenario[side])) == (side == "found")


def test_every_absence_has_a_scenario() -> None:
    by_hand = {one.id for one in book().newest.absences.values() if one.changed}
    told = {one["absence"] for one in SCENARIOS} | by_hand
    assert told == set(book().newest.absences)


def test_every_notice_that_can_be_owed_is_asked_for() -> None:
    steps = book().newest.steps
    notices = {
        key for key in steps if key.startswith(("notify_", "copy_")) and steps[key].owed is not None
    }
    asked = {step for one in book().newest.absences.values() for step in one.owed}
    assert notices - asked == set()
    assert {step for step in asked if steps[step].owed is None} == set()


def test_a_waiting_act_is_named_with_its_moment() -> None:
    told = {"after": ["open_case", "order_expertise"]}
    found = absences(case(told), book(), moment_of(told))
    gap = next(one for one in found if one.absence.id == "expertise_awaited")
    assert (gap.event, gap.since) == ("e1", datetime(2026, 6, 1, 9))


def test_groups_come_in_their_order() -> None:
    told = {"after": ["open_case", "resolve_search"]}
    groups = [gap.absence.group for gap in absences(case(told), book(), moment_of(told))]
    assert groups == sorted(groups, key=ORDER.index)
    assert len(set(groups)) >= 3


def test_a_paper_whose_data_changed_is_named_when_a_higher_floor_says_so() -> None:
    told: dict[str, object] = {"after": []}
    at = moment_of(told)
    paper = PaperIssued(
        id="p1", at=at, subject="s1", form="x", version=1, language="be", edition="y"
    )
    state = replace(case(told), papers=(paper,))
    found = [one for one in absences(state, book(), at, changed=["p1"]) if one.absence.changed]
    assert [(one.event, one.subject, one.since) for one in found] == [("p1", "s1", at)]
    assert not [one for one in absences(state, book(), at) if one.absence.changed]


def test_a_closed_journal_lacks_nothing() -> None:
    told = {"after": ["open_case"]}
    at = moment_of(told)
    closed = CaseClosed(id="end", at=at, outcome="transfer_case")
    assert absences(case(told), book(), at)
    assert absences(replace(case(told), closed=closed), book(), at) == ()


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"idle": True, "changed": True},
        {"asked": ["search"]},
        {"idle": True, "noting": "items"},
        {"idle": True, "roles": ["suspect"]},
    ],
)
def test_an_absence_that_asks_nothing_or_too_much_is_refused(more: dict[str, Any]) -> None:
    says = dict.fromkeys(UI_LANGUAGES, "x")
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**HONEST, "group": "course", "says": says, **more}, Absence)
