"""Cases told in a few words, for the scenarios of guards and steps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from core.engine.state import Act

Told = dict[str, Any]
FIRST = "2026-06-01T08:00"
"""When the first step of a case is done, unless it is told otherwise."""


def journal(told: Told, people: Iterable[Told]) -> Told:
    """Return a case: its people, its steps an hour apart from the first, then what was noted."""
    article, _, part = told.get("crime", "205(2)").rstrip(")").partition("(")
    named = {"article": article, "part": int(part) if part else None}
    facts = [
        {"fact": name.partition("@")[0], "subject": name.partition("@")[2], "value": value}
        for name, value in told.get("facts", {}).items()
    ]
    first = datetime.fromisoformat(told.get("from", FIRST))
    events = [
        {**event, "at": (first + timedelta(hours=hour)).isoformat(timespec="minutes")}
        for hour, event in enumerate([*map(step, told.get("after", ())), *facts])
    ]
    known = {
        person["id"]: {key: value for key, value in person.items() if key != "id"}
        for person in people
        if person["id"] not in told.get("without", ())
    }
    return {"case": {"crime": named}, "people": known, "events": events}


def step(told: str | Told) -> Told:
    """Return a step written as `step` or `step:person`, or with what was noted and why."""
    if not isinstance(told, str):
        return {"subject": told.get("of", ""), **told}
    name, _, subject = told.partition(":")
    return {"step": name, "subject": subject}


def under_question(step_id: str, subject: str, told: Told, at: datetime) -> Act:
    """Return the act that is being recorded."""
    until = at + timedelta(minutes=told.get("minutes", 0))
    return Act(step_id, subject, at, until, "new", told.get("notes", {}), {})
