"""The work on a case grows with its events, not with their square; no clock is looked at."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from types import FrameType
from typing import Any

from core.engine.events import Event
from core.engine.state import fold
from core.engine.steps import guide
from core.engine.terms import ledger
from core.engine.validate import validate
from core.law.model import Step
from tests.law.shipped import book, events

PEOPLE: dict[str, Any] = {f"w{number}": {"roles": ["witness"]} for number in range(6)}
TRAFFIC = ("receive_petition", "resolve_petition", "interrogate_witness", "interrogate_witness")
LENGTHS = (400, 800, 1600)
"""Events of the journals; an event of the longer half should cost what one of the shorter does."""
ALLOWED = 1.4
"""Cost of an event between 800 and 1,600 to one between 400 and 800; squares would make it 2."""


@cache
def journal(length: int) -> tuple[Event, ...]:
    """Return a case in which petitions come, are resolved, and witnesses are heard."""
    begun = datetime(2026, 3, 2, 9)
    told: list[dict[str, Any]] = [{"step": "open_case", "at": begun.isoformat("T", "minutes")}]
    for number in range(1, length):
        at = begun + timedelta(hours=3 * number)
        step = TRAFFIC[number % len(TRAFFIC)]
        act = {"step": step, "at": at.isoformat("T", "minutes")}
        if step == "interrogate_witness":
            until = (at + timedelta(minutes=50)).isoformat("T", "minutes")
            act |= {"subject": f"w{number % 6}", "until": until}
        told.append(act)
    return events({"people": PEOPLE, "events": told})


def step_of_day(step: str, at: datetime) -> Step | None:
    """Return a step as it read on a day."""
    return book().on(at.date()).steps.get(step)


def calls(work: Callable[[], object]) -> int:
    """Return how many functions of Python and of C a piece of work calls."""
    count = 0

    def seen(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def growth(work: Callable[[tuple[Event, ...]], object]) -> float:
    """Return what an event of the longer half costs in calls, to one of the shorter half."""
    work(journal(10))  # the book is read and decoded once

    def cost(length: int) -> int:
        told = journal(length)
        return calls(lambda: work(told))

    short, middle, long = LENGTHS
    small, medium, large = map(cost, LENGTHS)
    return ((large - medium) / (long - middle)) / ((medium - small) / (middle - short))


def computed(told: tuple[Event, ...]) -> None:
    """Fold a case, make its ledger and its guide."""
    at = told[-1].at + timedelta(minutes=1)
    state = fold(told, step_of_day, at)
    guide(state, book(), at, ledger(state, book(), at))


def test_ledger_and_guide_grow_with_the_events() -> None:
    assert growth(computed) < ALLOWED


def test_the_check_of_a_journal_grows_with_the_events() -> None:
    assert growth(lambda told: validate(told, book(), {}, datetime(2030, 1, 1))) < ALLOWED
