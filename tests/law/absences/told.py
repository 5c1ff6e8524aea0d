"""Cases of absences and requirements as lawyers write them, turned into journals."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from core.engine.state import CaseState
from tests.law.shipped import minute, state_at

Told = dict[str, Any]
NOON = "2026-06-02T12:00"
FIRST = minute("2026-06-01T08:00")
BORN = "1990-05-05"
PEOPLE: dict[str, Any] = {
    "s1": {"roles": ["suspect"], "born": BORN, "citizenship": "BY"},
    "a1": {"roles": ["accused"], "born": BORN, "citizenship": "BY"},
    "minor": {"roles": ["suspect"], "born": "2011-05-05", "citizenship": "BY"},
    "v1": {"roles": ["victim"], "born": BORN, "citizenship": "BY"},
    "t1": {"roles": ["translator"], "born": BORN, "citizenship": "BY"},
    "c1": {"roles": ["civil_claimant"], "born": BORN, "citizenship": "BY"},
}


def moment_of(told: Told) -> datetime:
    """Return the moment a case is looked at."""
    return minute(str(told.get("at", NOON)))


def case(told: Told) -> CaseState:
    """Return the state of a case as told: steps an hour apart, then facts noted."""
    facts = [
        {"fact": name.partition("@")[0], "subject": name.partition("@")[2], "value": value}
        for name, value in told.get("facts", {}).items()
    ]
    events = [
        {**event, "at": (FIRST + timedelta(hours=hour)).isoformat(timespec="minutes")}
        for hour, event in enumerate([*map(_step, told["after"]), *facts])
    ]
    crime = {"crime": {"article": "205", "part": 2}}
    return state_at({"case": crime, "people": PEOPLE, "events": events}, moment_of(told))


def _step(told: str | Told) -> Told:
    named = told if isinstance(told, str) else told["step"]
    step, _, subject = named.partition(":")
    notes = {} if isinstance(told, str) else told.get("notes", {})
    return {"step": step, "subject": subject, "notes": notes}
