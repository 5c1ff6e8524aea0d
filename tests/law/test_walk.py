"""Walks through the procedure: a case never stands still without a way on, every end is reached."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest

from core.documents.form import load_forms
from core.engine.events import Event, StepDone
from core.engine.state import Act, CaseState, fold
from core.engine.steps import GuideStep, StepStatus, guide, look
from core.law.model import Fact, Step
from tests.law.shipped import ROOT, book, events

LONG = 60
FULL = bool(os.environ.get("SLEDCHY_FULL"))
WALKS = 60 if FULL else 3
"""Of each entry; at least one for every crime below."""
FIRST_SEED = int(os.environ.get("SLEDCHY_SEED", "0"))
SEEDS = range(FIRST_SEED, FIRST_SEED + WALKS)
START = datetime(2026, 6, 1, 8)
ENTRIES = {
    "check": "receive_statement",
    "received case": "accept_case",
    "foreign request": "mla_received",
}
"""Where a matter begins: the first two entries lead to a case, the last to an answer abroad."""
END_POINTS = {
    "a material without a case": "file_material",
    "a case in the archive": "archive_case",
    "a case sent to court": "case_to_court",
    "a foreign request closed": "finish_request",
}
"""The ends of the procedure, and the step of ours that each is."""
CRIMES: tuple[dict[str, Any], ...] = (
    {"article": "205", "part": 1},
    {"article": "153"},
    {"article": "139", "part": 2},
)
TO_PROSECUTOR = ("open_case", "present_charge", "notify_end", "familiarise_accused")
WAYS: dict[str, tuple[str, ...]] = {
    "refuse_opening": (),
    "transfer_statement": (),
    "terminate_check_private": ("private_route",),
    "terminate": ("open_case",),
    "suspend": ("open_case",),
    "pass_case": ("open_case",),
    "transfer_case": (*TO_PROSECUTOR, "resolve_transfer"),
    "case_to_court": (*TO_PROSECUTOR, "resolve_transfer", "transfer_case"),
    "file_material": ("refuse_opening",),
    "archive_case": ("open_case", "terminate"),
    "finish_request": ("mla_received", "mla_executed"),
}
"""Where a part of the procedure ends, and one way to it."""
ENDS = frozenset(WAYS)
FROM_CHECK = {"refuse_opening", "transfer_statement", "terminate_check_private", "file_material"}
"""Ends of a check: there is no way to them once a case is open."""
OF_THEIR_OWN = FROM_CHECK | {"finish_request"}
"""Ends whose way begins with no check and no case of one's own."""
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
    "expert",
    "mediator",
    "applicant",
    "attesting_witness",
)
PEOPLE: dict[str, Any] = {
    role: {"roles": [role], "born": "1990-01-01", "citizenship": "BY"} for role in ROLES
} | {
    "minor": {"roles": ["suspect"], "born": "2010-01-01", "citizenship": "BY"},
    "second attesting": {"roles": ["attesting_witness"], "born": "1990-01-01", "citizenship": "BY"},
    "foreigner": {"roles": ["suspect"], "born": "1990-01-01", "citizenship": "PL"},
}


def step_of_day(step: str, at: datetime) -> Step | None:
    """Return a step as it read on a day."""
    return book().on(at.date()).steps.get(step)


def state_of(journal: list[Event], at: datetime) -> CaseState:
    """Return the case at a moment."""
    return fold(journal, step_of_day, at)


def open_now(journal: list[Event], at: datetime) -> list[GuideStep]:
    """Return the steps that may be done at a moment."""
    found = guide(state_of(journal, at), book(), at)
    return [
        one
        for one in found
        if one.status in (StepStatus.OPEN, StepStatus.OWED) and one.step.id not in RARE
    ]


def legal(done: StepDone, journal: list[Event]) -> bool:
    """Return whether no guard forbids an act as it was done; a warning is passed with a reason."""
    act = Act(done.step, done.subject, done.at, None, done.id, done.notes, {})
    state = state_of(journal, done.at)
    return not look(done.step, done.subject, state, book(), done.at, act).blocked


def of_roles(roles: tuple[str, ...]) -> list[str]:
    """Return everybody who has one of the roles a question asks for."""
    return [name for name, one in PEOPLE.items() if set(roles) & set(one["roles"])]


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
        "persons": of_roles(fact.roles) or ["defender"],
        "crime": {"article": "205", "part": 1},
        "words": {"be": "x", "ru": "x"},
    }
    return known.get(fact.type, "x")


def act(
    one: GuideStep, at: datetime, number: int, chance: random.Random, share: float = 0.3
) -> StepDone:
    """Return a step as done, with every answer it needs and a share of those it may have."""
    facts = book().newest.facts
    wanted = [*one.step.asks, *(name for name in one.step.may if chance.random() < share)]
    notes = {name: answer(facts[name], at, chance) for name in wanted if facts[name].type != "rows"}
    return StepDone(id=f"w{number}", at=at, step=one.step.id, subject=one.subject, notes=notes)


def walk(entry: str, seed: int) -> Iterator[tuple[list[GuideStep], str]]:
    """Yield, step by step, what was open and what was done of it; it ends when nothing is open."""
    chance = random.Random(f"{entry} {seed}")
    crime = CRIMES[seed % len(CRIMES)]
    told = known_before(chance) if seed % 2 else []
    journal: list[Event] = list(
        events({"case": {"crime": crime}, "people": PEOPLE, "events": told})
    )
    at = START
    seen: Counter[str] = Counter()
    for number in range(LONG):
        ready = open_now(journal, at)
        first = [one for one in ready if one.step.id == ENTRIES[entry]]
        owed = [one for one in ready if one.status is StepStatus.OWED]
        pool = (number == 0 and first) or (owed if owed and chance.random() < 0.5 else ready)
        seen.update(one.step.id for one in ready)
        pool = fresh(rarely_final(pool, number, chance), seen, journal, chance)
        done = some_legal(pool, ready, journal, at, chance)
        if done is None:
            yield ready, ""
            return
        journal.append(done)
        yield ready, done.step
        at += timedelta(minutes=chance.choice((5, 40, 90, 600)))


@cache
def never_asked() -> tuple[Fact, ...]:
    """Return the facts, true or false, that no step asks, notes or sets: they are told."""
    law = book().newest
    by_steps = {
        name
        for step in law.steps.values()
        for name in (*step.asks, *step.may, *step.sets, *step.marks)
    }
    return tuple(
        fact for fact in law.facts.values() if fact.type == "yes" and fact.id not in by_steps
    )


def known_before(chance: random.Random) -> list[dict[str, Any]]:
    """Return some facts of the case and its people that were known from the start."""
    at = START.isoformat(timespec="minutes")
    return [
        {
            "fact": fact.id,
            "at": at,
            "value": True,
            "subject": chance.choice(sorted(PEOPLE)) if fact.of == "person" else "",
        }
        for fact in never_asked()
        if chance.random() < 0.3
    ]


def some_legal(
    pool: list[GuideStep],
    ready: list[GuideStep],
    journal: list[Event],
    at: datetime,
    chance: random.Random,
) -> StepDone | None:
    """Return an act no guard forbids, of the pool if it has one, else of all that is open."""
    wanted = chance.sample(pool, len(pool)) + chance.sample(ready, len(ready))
    tried = (act(one, at, len(journal), chance, share) for one in wanted for share in (0.3, 1, 0.6))
    return next((done for done in tried if legal(done, journal)), None)


def fresh(
    pool: list[GuideStep], seen: Counter[str], journal: list[Event], chance: random.Random
) -> list[GuideStep]:
    """Return mostly the steps not done yet, and half the time those that have just opened.

    A walk that repeats itself sees little; what an act has opened leads further.
    """
    known = {one.step for one in journal if isinstance(one, StepDone)}
    new = [one for one in pool if one.step.id not in known]
    opened = [one for one in new if seen[one.step.id] <= 2 * len(PEOPLE)]
    if opened and chance.random() < 0.5:
        return opened
    return new if new and chance.random() < 0.8 else pool


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
@pytest.mark.parametrize("seed", SEEDS)
def test_a_walk_never_ends_without_a_way_on(entry: str, seed: int) -> None:
    found = walked(entry, seed)
    done = [step for _, step in found]
    assert len(found) == LONG and all(done), f"entry {entry!r}, seed {seed}: {done}"


def test_every_entry_can_be_the_first_step() -> None:
    for entry, step in ENTRIES.items():
        assert walked(entry, FIRST_SEED)[0][1] == step


def test_every_end_of_the_procedure_has_a_step_and_a_way_to_it() -> None:
    assert set(END_POINTS.values()) <= set(WAYS)
    assert set(END_POINTS.values()) <= set(book().newest.steps)


@pytest.mark.skipif(not FULL, reason="a full run only: it takes many walks to see every step")
def test_every_step_is_open_somewhere_on_a_walk() -> None:
    offered: Counter[str] = Counter()
    for entry in ENTRIES:
        for seed in SEEDS:
            for ready, _ in walked(entry, seed):
                offered.update(set(ready))
    never = set(book().newest.steps) - set(offered) - RARE
    assert never == set(), f"seeds {SEEDS}: {sorted(never)}"


@pytest.mark.parametrize("entry", ["check", "received case"])
@pytest.mark.parametrize("end", WAYS)
def test_every_end_can_be_reached(entry: str, end: str) -> None:
    crime = {"article": "153"} if end == "terminate_check_private" else CRIMES[0]
    journal: list[Event] = list(events({"case": {"crime": crime}, "people": PEOPLE, "events": []}))
    chance = random.Random(f"{entry} {end}")
    entered = [] if end in OF_THEIR_OWN else [ENTRIES[entry]]
    for number, wanted in enumerate([*entered, *WAYS[end], end]):
        at = START + timedelta(hours=2 * number)
        ready = [one for one in open_now(journal, at) if one.step.id == wanted]
        if not ready and wanted == "open_case":
            continue  # the case was received open
        assert ready, f"{wanted} is closed on the way to {end}"
        journal.append(act(ready[0], at, number, chance))


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
