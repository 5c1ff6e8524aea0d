"""Walks through the procedure: a case never stands still without a way on, every end is reached."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest

from core.documents.form import load_forms
from core.engine.events import Event, StepDone
from core.engine.state import fold
from core.engine.steps import GuideStep, StepStatus, guide
from core.law.model import Fact, Step
from tests.law.shipped import ROOT, book, events

LONG = 60
WALKS = 3
"""Of each entry; one for every crime below."""
START = datetime(2026, 6, 1, 8)
ENTRIES = {"check": "receive_statement", "received case": "accept_case"}
CRIMES: tuple[dict[str, Any], ...] = (
    {"article": "205", "part": 1},
    {"article": "153"},
    {"article": "139", "part": 2},
)
TO_PROSECUTOR = ("open_case", "charge", "present_charge", "notify_end", "familiarise_accused")
WAYS: dict[str, tuple[str, ...]] = {
    "refuse_opening": (),
    "transfer_statement": (),
    "terminate_check_private": ("private_route",),
    "terminate": ("open_case",),
    "suspend": ("open_case",),
    "pass_case": ("open_case",),
    "transfer_case": (*TO_PROSECUTOR, "resolve_transfer"),
    "case_to_court": (*TO_PROSECUTOR, "resolve_transfer", "transfer_case"),
}
"""Where a part of the procedure ends, and one way to it."""
ENDS = frozenset(WAYS)
FROM_CHECK = {"refuse_opening", "transfer_statement", "terminate_check_private"}
"""Ends of a check: there is no way to them once a case is open."""
RARE = {"termination_objection"}
"""Closes termination for good and is left out, so that short walks still reach it."""
ROLES = (
    "suspect",
    "accused",
    "victim",
    "witness",
    "translator",
    "defender",
    "legal_representative",
)
PEOPLE: dict[str, Any] = {
    role: {"roles": [role], "born": "1990-01-01", "citizenship": "BY"} for role in ROLES
} | {"minor": {"roles": ["suspect"], "born": "2010-01-01", "citizenship": "BY"}}


def step_of_day(step: str, at: datetime) -> Step | None:
    """Return a step as it read on a day."""
    return book().on(at.date()).steps.get(step)


def open_now(journal: list[Event], at: datetime) -> list[GuideStep]:
    """Return the steps that may be done at a moment."""
    found = guide(fold(journal, step_of_day, at), book(), at)
    return [
        one
        for one in found
        if one.status in (StepStatus.OPEN, StepStatus.OWED) and one.step.id not in RARE
    ]


def answer(fact: Fact, at: datetime, chance: random.Random) -> Any:
    """Return some legal answer to a question."""
    if fact.choices:
        return chance.choice(fact.choices).id
    if fact.type == "person":
        return "defender"
    known: dict[str, Any] = {
        "moment": at.isoformat(timespec="minutes"),
        "date": at.date().isoformat(),
        "yes": True,
        "number": 1,
        "persons": ["defender"],
        "crime": {"article": "205", "part": 1},
        "words": {"be": "x", "ru": "x"},
    }
    return known.get(fact.type, "x")


def act(one: GuideStep, at: datetime, number: int, chance: random.Random) -> StepDone:
    """Return a step as done, with every answer it needs and some it may have."""
    facts = book().newest.facts
    wanted = [*one.step.asks, *(name for name in one.step.may if chance.random() < 0.3)]
    notes = {name: answer(facts[name], at, chance) for name in wanted if facts[name].type != "rows"}
    return StepDone(id=f"w{number}", at=at, step=one.step.id, subject=one.subject, notes=notes)


def walk(entry: str, seed: int) -> Iterator[tuple[list[GuideStep], str]]:
    """Yield, step by step, what was open and what was done of it; it ends when nothing is open."""
    chance = random.Random(f"{entry} {seed}")
    crime = CRIMES[seed % len(CRIMES)]
    journal: list[Event] = list(events({"case": {"crime": crime}, "people": PEOPLE, "events": []}))
    at = START
    for number in range(LONG):
        ready = open_now(journal, at)
        if not ready:
            yield [], ""
            return
        first = [one for one in ready if one.step.id == ENTRIES[entry]]
        owed = [one for one in ready if one.status is StepStatus.OWED]
        pool = (number == 0 and first) or (owed if owed and chance.random() < 0.5 else ready)
        chosen = chance.choice(rarely_final(pool, number, chance))
        journal.append(act(chosen, at, number, chance))
        yield ready, chosen.step.id
        at += timedelta(minutes=chance.choice((5, 40, 90, 600)))


def rarely_final(pool: list[GuideStep], number: int, chance: random.Random) -> list[GuideStep]:
    """Return the steps to choose from: ends come late, so that walks get far, or at once."""
    final = [one for one in pool if one.step.id in ENDS]
    if final and number > 3 and chance.random() < 0.08:
        return final
    return [one for one in pool if one.step.id not in ENDS] or pool


@cache
def walked(entry: str, seed: int) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return a whole walk: the ids that were open at each step, and the one that was done."""
    return tuple((tuple(one.step.id for one in ready), done) for ready, done in walk(entry, seed))


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("seed", range(WALKS))
def test_a_walk_never_ends_without_a_way_on(entry: str, seed: int) -> None:
    found = walked(entry, seed)
    assert len(found) == LONG
    assert all(done for _, done in found)


def test_both_entries_can_be_the_first_step() -> None:
    for entry, step in ENTRIES.items():
        assert walked(entry, 0)[0][1] == step


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("end", WAYS)
def test_every_end_can_be_reached(entry: str, end: str) -> None:
    crime = {"article": "153"} if end == "terminate_check_private" else CRIMES[0]
    journal: list[Event] = list(events({"case": {"crime": crime}, "people": PEOPLE, "events": []}))
    chance = random.Random(f"{entry} {end}")
    entered = [] if end in FROM_CHECK else [ENTRIES[entry]]
    for number, wanted in enumerate([*entered, *WAYS[end], end]):
        at = START + timedelta(hours=2 * number)
        ready = [one for one in open_now(journal, at) if one.step.id == wanted]
        if not ready and wanted == "open_case":
            continue  # the case was received open
        assert ready, f"{wanted} is closed on the way to {end}"
        journal.append(act(ready[-1], at, number, chance))


def test_every_document_of_the_procedure_is_offered_by_a_step() -> None:
    forms = load_forms(ROOT / "resources" / "documents")
    offered = {paper for step in book().newest.steps.values() for paper in step.papers}
    assert {form.id for form in forms.values()} - offered == set()


def test_a_case_that_ended_still_offers_what_follows() -> None:
    for end, after in (
        ("terminate", "reopen"),
        ("suspend", "resume"),
        ("transfer_case", "case_returned"),
        ("refuse_opening", "refusal_reversed"),
    ):
        opening = [] if end == "refuse_opening" else ["open_case"]
        done = [
            {"step": step, "at": (START + timedelta(hours=hour)).isoformat(timespec="minutes")}
            for hour, step in enumerate([*opening, end])
        ]
        journal = list(events({"case": {"crime": CRIMES[0]}, "people": PEOPLE, "events": done}))
        ready = open_now(journal, START + timedelta(hours=9))
        assert after in {one.step.id for one in ready}, end
