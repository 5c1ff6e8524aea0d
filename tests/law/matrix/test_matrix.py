"""Measure by measure: barred alone, open with the sanction, with the Chairman where listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.engine.steps import GuideStep, look
from tests.law.cases import Told, journal, under_question
from tests.law.shipped import book, entries, minute, state_at

HERE = Path(__file__).parent
PEOPLE = entries(HERE.parent / "guards" / "people.yaml")
ROWS = entries(HERE / "sanctions.yaml")
NOON = minute("2026-06-02T12:00")
GRAVE = "209(4)"
"""A crime on which the Chairman may act."""
ON_ACTS, ON_PERSONS = (
    {choice.id for choice in book().newest.facts[fact].choices}
    for fact in ("chairman_measure", "chairman_person_measure")
)
MEASURES = ON_ACTS | ON_PERSONS


def found(row: Told, *more: str | Told) -> GuideStep:
    """Return the act of a row as the guide judges it after some further steps."""
    told = {"crime": GRAVE, "after": ["open_case", *row.get("before", ()), *more]}
    state = state_at(journal(told, PEOPLE), NOON)
    act = under_question(row["act"], row.get("of", ""), row, NOON)
    return look(row["act"], row.get("of", ""), state, book(), NOON, act)


def chairman(measure: str, of: str = "a1") -> Told:
    """Return the Chairman's own resolution on a measure, against a person where it is one."""
    if measure in ON_PERSONS:
        notes = {"chairman_person_measure": measure}
        return {"step": "chairman_restraint", "of": of, "notes": notes}
    return {"step": "chairman_way", "notes": {"chairman_measure": measure}}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["measure"])
def test_a_measure_waits_for_the_sanction(row: Told) -> None:
    alone, sanctioned = found(row), found(row, row["sanction"])
    assert (alone.blocked, sanctioned.blocked) == (True, False)
    assert row["sanction"].partition(":")[0] in alone.offers


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["measure"])
def test_the_chairman_replaces_the_sanction_only_where_the_code_lists_it(row: Told) -> None:
    allowed = {one for one in sorted(MEASURES) if not found(row, chairman(one)).blocked}
    assert allowed == ({row["chairman"]} - {"none"})


def test_every_measure_of_the_chairman_has_its_row() -> None:
    assert {row["chairman"] for row in ROWS} - {"none"} == MEASURES


@pytest.mark.parametrize("row", [row for row in ROWS if row["chairman"] in ON_PERSONS])
def test_the_chairman_speaks_of_one_person(row: Told) -> None:
    assert found(row, chairman(row["chairman"], of="minor_accused")).blocked


def refused(measure: str) -> Told | str:
    """Return the refusal of the Prosecutor General to sanction a measure."""
    if measure == "custody":
        return {"step": "refuse_sanction_custody", "of": "a1", "notes": {"general_refused": True}}
    if measure in ON_PERSONS:
        notes = {"refused_restraint": measure, "general_refused_restraint": measure}
        return {"step": "refuse_restraint", "of": "a1", "notes": notes}
    notes = {"refused_measure": measure, "general_refused_measure": measure}
    return {"step": "refuse_sanction", "notes": notes}


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_after_a_refusal_of_the_prosecutor_general_the_chairman_is_barred(measure: str) -> None:
    for other in sorted(MEASURES):
        way = chairman(other)
        row = {"act": way["step"], "of": way.get("of", ""), "notes": way["notes"]}
        assert found(row, refused(measure)).blocked is (other == measure)
