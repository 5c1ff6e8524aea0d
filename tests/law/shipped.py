"""The shipped law book and journals written by hand, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from core.engine.events import Event, Journal
from core.engine.state import CaseState, fold
from core.law.book import LawBook
from core.law.loader import load_book
from core.law.model import Step
from core.law.yaml_source import read_yaml

ROOT = Path(__file__).resolve().parents[2]
LAW = ROOT / "resources" / "law"

_NAMES = {"be": "Кавальчук Пётр Іванавіч", "ru": "Ковальчук Пётр Иванович"}
_PLACE = {"be": "Мінск", "ru": "Минск"}
_OPENED = {
    "kind": "case_opened",
    "id": "opened",
    "at": "2020-01-01T00:00:00",
    "number": "1",
    "language": "be",
    "division": {"name": _PLACE, "place": _PLACE},
    "investigator": {"name": _NAMES, "gender": "m", "position": "investigator"},
}


@cache
def book() -> LawBook:
    """Return the shipped book."""
    return load_book(LAW)


def entries(path: Path) -> list[dict[str, Any]]:
    """Return the items of a YAML file of tests."""
    loaded: list[dict[str, Any]] = read_yaml(path)
    return loaded


def minute(text: str) -> datetime:
    """Return a local moment written to the minute."""
    return datetime.fromisoformat(text)


def events(scenario: Mapping[str, Any]) -> tuple[Event, ...]:
    """Return the journal of a scenario: people, then steps, facts and extensions as told."""
    raw: list[dict[str, Any]] = [{**_OPENED, **scenario.get("case", {})}]
    for person, known in scenario.get("people", {}).items():
        added = {"id": person, "name": _NAMES, "gender": "m", **known}
        roles = added.pop("roles", [])
        begun = {"kind": "person_added", "id": f"person-{person}", "at": _OPENED["at"]}
        raw.append({**begun, "person": added, "roles": roles})
    raw += [_event(number, told) for number, told in enumerate(scenario["events"])]
    return msgspec.convert({"events": raw}, Journal).events


def _event(number: int, told: Mapping[str, Any]) -> dict[str, Any]:
    common = {"id": f"e{number}", "at": f"{told['at']}:00", "subject": told.get("subject", "")}
    if "fact" in told:
        value = told.get("value", told["at"])
        return {**common, "kind": "fact_noted", "fact": told["fact"], "value": value}
    if "extend" in told:
        length = {"value": told["to"], "unit": told.get("unit", "months")}
        return {**common, "kind": "term_extended", "term": told["extend"], "up_to": length}
    until = f"{told['until']}:00" if "until" in told else None
    told_with_it = {key: told.get(key, {}) for key in ("notes", "reasons")}
    return {**common, "kind": "step_done", "step": told["step"], "until": until, **told_with_it}


def state_at(scenario: Mapping[str, Any], at: datetime) -> CaseState:
    """Return the state of a scenario at a moment, by the law of the day of each act."""

    def step_of_day(step: str, at: datetime) -> Step | None:
        return book().on(at.date()).steps.get(step)

    return fold(events(scenario), step_of_day, at)
