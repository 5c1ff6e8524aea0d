"""The shipped book has no loose end, and a loose end of every kind is found."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from core.engine.counting import UNITS
from core.law.check import check_book
from core.law.loader import load_book
from tests.law.shipped import LAW, ROOT, book

BASE = "editions/2025-02-17"
WORDS = {"be": "так", "ru": "так", "en": "so"}
HONEST = {"article": "1", "source": "test", "confidence": "high", "checked": "2026-05-22"}
FORMS = [path.stem for path in (ROOT / "resources" / "documents").glob("*.yaml")]


def with_entries(folder: Path, entries: Mapping[str, list[dict[str, Any]]]) -> list[str]:
    """Return what is wrong with a copy of the book to which entries were added."""
    root = folder / "law"
    shutil.copytree(LAW, root)
    for kind, added in entries.items():
        text = json.dumps(added, ensure_ascii=False)
        (root / BASE / kind / "added.yaml").write_text(text, encoding="utf-8")
    return check_book(load_book(root), FORMS, UNITS)


def test_the_shipped_book_has_no_loose_end() -> None:
    assert check_book(book(), FORMS, UNITS) == []


def step(**more: Any) -> dict[str, Any]:
    """Return a step that is right but for what is told."""
    return {"id": "new_step", **HONEST, "stage": "check", "name": WORDS, **more}


def guard(**more: Any) -> dict[str, Any]:
    """Return a guard that is right but for what is told."""
    told = {"on": ["open_case"], "severity": "note", "require": {"material": True}, "says": WORDS}
    return {"id": "new_guard", **HONEST, **told, **more}


def term(**more: Any) -> dict[str, Any]:
    """Return a term that is right but for what is told."""
    told = {"kind": "deadline", "starts": {"done": "open_case"}, "counting": "days"}
    return {"id": "new_term", **HONEST, "name": WORDS, **told, **more}


def fact(**more: Any) -> dict[str, Any]:
    """Return a fact that is right but for what is told."""
    return {"id": "new_fact", "type": "text", "label": WORDS, **more}


LOOSE: list[tuple[str, dict[str, Any], str]] = [
    ("steps", step(stage="nowhere"), "unknown stage 'nowhere'"),
    ("steps", step(gives=["king"]), "unknown role 'king'"),
    ("steps", step(asks=["nothing"]), "unknown fact 'nothing'"),
    ("steps", step(may=["nothing"]), "unknown fact 'nothing'"),
    ("steps", step(papers=["nothing"]), "unknown form 'nothing'"),
    ("steps", step(opens={"done": "nothing"}), "unknown step 'nothing'"),
    ("steps", step(owed={"not": {"all": [{"done": "x"}]}}), "unknown step 'x'"),
    ("steps", step(opens={"fact": "nothing"}), "unknown fact 'nothing'"),
    ("steps", step(opens={"some": "king"}), "unknown role 'king'"),
    ("steps", step(opens={"running": "never"}), "unknown term 'never'"),
    ("steps", step(opens={"overdue": "never"}), "unknown term 'never'"),
    ("steps", step(opens={"category": ["mild"]}), "unknown category 'mild'"),
    (
        "steps",
        step(opens={"crime": ["9999(1)"]}),
        "unknown article of the Criminal Code '9999'",
    ),
    (
        "steps",
        step(opens={"prosecution": "secret"}),
        "unknown kind of prosecution 'secret'",
    ),
    (
        "steps",
        step(opens={"fact": "held", "is": "flying"}),
        "unknown answer to held 'flying'",
    ),
    (
        "steps",
        step(opens={"fact": "held", "at_least": 2}),
        "asks for a number of held, which is no list",
    ),
    (
        "steps",
        step(sets={"held": "flying"}),
        "sets held to 'flying', which the fact does not take",
    ),
    ("steps", step(marks=["held"]), "marks held, which is no moment"),
    ("steps", step(roles=["suspect"]), "roles belong to a step done per person"),
    ("steps", step(article=" "), "its article is empty"),
    ("guards", guard(on=[]), "it watches no step"),
    ("guards", guard(on=["nothing"]), "unknown step 'nothing'"),
    ("guards", guard(offers="nothing"), "unknown step 'nothing'"),
    ("guards", guard(when={"role": "king"}), "unknown role 'king'"),
    ("guards", guard(source=""), "its source is empty"),
    ("terms", term(starts={"done": "nothing"}), "unknown step 'nothing'"),
    ("terms", term(starts={"fact": "nothing"}), "unknown fact 'nothing'"),
    (
        "terms",
        term(starts={"first_of": [{"fact": "held"}]}),
        "starts at held, which is no moment",
    ),
    ("terms", term(starts={"end_of": ["never"]}), "unknown term 'never'"),
    ("terms", term(owes=["nothing"]), "unknown step 'nothing'"),
    ("terms", term(ends=[{"done": "nothing"}]), "unknown step 'nothing'"),
    (
        "terms",
        term(length={"value": 2, "unit": "hours"}),
        "the rule days does not count hours",
    ),
    ("facts", fact(roles=["king"]), "unknown role 'king'"),
    (
        "facts",
        fact(type="choice", choices=[{"id": "a", "label": WORDS}] * 2),
        "a choice stands twice",
    ),
    (
        "facts",
        fact(type="choice", choices=[{"id": "a", "label": WORDS}], default="b"),
        "its default 'b' is none of its answers",
    ),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return what is wrong with the book when every loose end hangs in it at once."""
    entries: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, (kind, entry, _) in enumerate(LOOSE):
        entries[kind].append({**entry, "id": f"new_{number}"})
    return with_entries(tmp_path_factory.mktemp("loose"), entries)


@pytest.mark.parametrize("number", range(len(LOOSE)))
def test_a_loose_end_is_found(found: list[str], number: int) -> None:
    kind, _, problem = LOOSE[number]
    mine = [one for one in found if one.startswith(f"{kind} new_{number}: ")]
    assert mine == [f"{kind} new_{number}: {problem}"]


def test_what_is_right_is_left_alone(tmp_path: Path) -> None:
    right = step(opens={"material": True}, sets={"held": "free"})
    assert with_entries(tmp_path, {"steps": [right]}) == []


def test_a_form_that_is_not_there_is_missed() -> None:
    without = [form for form in FORMS if form != "protocol_detention"]
    assert check_book(book(), without, UNITS) == [
        "steps detention: unknown form 'protocol_detention'"
    ]


def test_a_sentence_of_the_engine_is_missed(tmp_path: Path) -> None:
    root = tmp_path / "law"
    shutil.copytree(LAW, root)
    file = root / BASE / "words" / "reasons.yaml"
    words = yaml.safe_load(file.read_text("utf-8"))
    kept = [word for word in words if word["id"] != "reason_night"]
    file.write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    assert "words reason_night: the sentence is missing" in check_book(
        load_book(root), FORMS, UNITS
    )
