"""The worked examples of the rules of counting, one line each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.engine.single import single_term
from tests.law.shipped import book, entries, minute

EXAMPLES = entries(Path(__file__).parents[1] / "law" / "terms" / "examples.yaml")


def answer(example: dict[str, Any]) -> dict[str, str]:
    """Return what the program says, under the names of the example."""
    found = single_term(book(), example["term"], minute(example["from"]), example.get("extend_to"))
    return {
        "legal_end": str(found.legal_end),
        "safe_end": str(found.safe_end),
        "other_reading": str(found.other_reading),
    }


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one['n']} {one['name']}")
def test_example(example: dict[str, Any]) -> None:
    expected = {
        key: example[key] for key in ("legal_end", "safe_end", "other_reading") if key in example
    }
    assert expected
    assert {key: answer(example)[key] for key in expected} == expected


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one['n']} {one['name']}")
def test_safe_end_is_never_after_the_legal_end(example: dict[str, Any]) -> None:
    found = single_term(book(), example["term"], minute(example["from"]), example.get("extend_to"))
    assert found.legal_end is not None and found.safe_end is not None
    assert found.safe_end <= found.legal_end
