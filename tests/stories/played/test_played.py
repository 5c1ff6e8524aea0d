"""Whole cases played act by act: what is refused and why, what is owed, what runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from core.engine.state import Act, CaseState, fold
from core.engine.steps import StepStatus, guide, look
from core.engine.terms import ledger
from core.law.model import Step
from tests.law.shipped import book, entries, events, minute

STORIES = sorted(Path(__file__).parent.glob("*.yaml"))

Told = dict[str, Any]


def step_of_day(step: str, at: datetime) -> Step | None:
    """Return a step as it read on a day."""
    return book().on(at.date()).steps.get(step)


def told(line: Told) -> Told:
    """Return the event of a line: a fact that was noted, or an act."""
    at = minute(line["at"]).isoformat(timespec="minutes")
    subject = line.get("of", "")
    if "fact" in line:
        return {"fact": line["fact"], "value": line["is"], "at": at, "subject": subject}
    return {"step": line["do"], "at": at, "subject": subject, "notes": line.get("notes", {})}


def why_not(line: Told, state: CaseState, at: datetime) -> list[str]:
    """Return in words why an act may not be recorded; nothing when it may."""
    subject = line.get("of", "")
    act = Act(line["do"], subject, at, None, "now", line.get("notes", {}), {})
    found = look(line["do"], subject, state, book(), at, act)
    return [reason.text.ru for reason in found.reasons]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.stem)
def test_a_case_goes_as_it_is_told(story: Path) -> None:
    (case,) = entries(story)
    journal: list[Told] = []
    for line in case["goes"]:
        at = minute(line["at"])
        base = {"case": {"crime": case.get("crime")}, "people": case["people"]}
        state = fold(events({**base, "events": journal}), step_of_day, at)
        where = f"{story.stem} {line}"
        if "do" in line:
            reasons = why_not(line, state, at)
            wanted = [line["refused"]] if "refused" in line else []
            assert [one for one in reasons if one not in wanted] == [], where
            assert set(wanted) <= set(reasons), where
        if "refused" not in line and ("do" in line or "fact" in line):
            journal.append(told(line))
        now_shown(line, state, at, where)


def now_shown(line: Told, state: CaseState, at: datetime, where: str) -> None:
    """Hold what the program shows at a moment against what is told of it."""
    shown = guide(state, book(), at)
    owed = {one.step.id for one in shown if one.status is StepStatus.OWED}
    assert set(line.get("owed", ())) <= owed, where
    closed = {one.step.id for one in shown if one.status is StepStatus.CLOSED}
    assert set(line.get("closed", ())) <= closed, where
    if "runs" in line:
        found = {one.term.id: str(one.legal_end) for one in ledger(state, book(), at)}
        ends = {term: found.get(term) for term in line["runs"]}
        assert ends == line["runs"], where
