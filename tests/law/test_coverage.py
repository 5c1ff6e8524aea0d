"""Nothing of the procedure was left out: the map from the Code to the book is whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.documents.form import load_forms
from core.law.yaml_source import read_yaml
from tests.law.shipped import ROOT, book

MAP: dict[str, dict[str, Any]] = read_yaml(Path(__file__).with_name("coverage.yaml"))
COUNTED = {"guards": 158, "steps": 141, "documents": 409}
"""Rules, steps and documents of the procedure."""
FEW = 10
"""How many rules at most are only told."""


def carriers(kind: str) -> Iterator[str]:
    """Yield the ids of this book that carry an entry of the procedure."""
    for carried in MAP[kind].values():
        yield from () if isinstance(carried, dict) else carried


@pytest.mark.parametrize("kind", COUNTED)
def test_every_entry_of_the_procedure_is_in_the_map(kind: str) -> None:
    assert len(MAP[kind]) == COUNTED[kind]


@pytest.mark.parametrize("kind", ["guards", "steps"])
def test_what_the_map_names_is_in_the_book_and_the_other_way_round(kind: str) -> None:
    ours = set(book().newest.entries(kind))
    named = {*carriers(kind), *MAP["own"][kind]}
    assert sorted(named - ours) == []
    assert sorted(ours - named) == []


def test_a_rule_is_carried_or_says_why_it_cannot_be() -> None:
    assert all(
        carried.get("note", "").strip() if isinstance(carried, dict) else carried
        for carried in MAP["guards"].values()
    )


def test_few_rules_are_only_told() -> None:
    guards = book().newest.guards
    told = {
        rule
        for rule, carried in MAP["guards"].items()
        if isinstance(carried, list) and all(guards[one].severity == "note" for one in carried)
    }
    assert set(MAP["told"]) <= told
    without = [rule for rule, carried in MAP["guards"].items() if isinstance(carried, dict)]
    assert len(without) + len(MAP["told"]) <= FEW
    for rule in MAP["told"]:
        assert any(guards[one].note.strip() for one in MAP["guards"][rule]), rule


def test_every_document_is_a_form_or_named_by_its_step() -> None:
    forms, steps = load_forms(ROOT / "resources" / "documents"), book().newest.steps
    astray = [
        document
        for document, where in MAP["documents"].items()
        if where not in forms and document not in steps[where].by_hand
    ]
    assert astray == []


def test_a_paper_made_by_hand_is_named_once_and_ships_no_form() -> None:
    forms = load_forms(ROOT / "resources" / "documents")
    named = [paper for step in book().newest.steps.values() for paper in step.by_hand]
    assert sorted({paper for paper in named if named.count(paper) > 1}) == []
    assert sorted(set(named) & set(forms)) == []
    assert sorted(set(named) - set(MAP["documents"])) == []
