"""The worked examples of the rules of counting, one line each, whatever the zone of the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.engine.single import single_term
from tests.law.shipped import ROOT, book, entries, minute

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


ZONES = (
    "UTC",
    "Europe/Minsk",
    "America/Los_Angeles",
    "Asia/Kathmandu",
    "Pacific/Kiritimati",
    "Australia/Lord_Howe",
)

SCRIPT = """
from tests.engine.test_terms_examples import EXAMPLES, answer
print([tuple(answer(one).values()) for one in EXAMPLES])
"""


def test_the_zone_of_the_machine_does_not_matter() -> None:
    answers = set()
    for zone in ZONES:
        environment = {**os.environ, "TZ": zone, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        answers.add(done.stdout)
    assert len(answers) == 1
    assert len(answers.pop()) > 1000
