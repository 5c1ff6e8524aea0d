"""The worked examples as a stranger asks them: by the command line, on any machine, at any time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from core.i18n import UI_LANGUAGES
from tests.cli.asking import ask
from tests.engine.test_terms_examples import EXAMPLES
from tests.law.shipped import ROOT

ENDS = ("legal_end", "safe_end", "other_reading")
PLAIN = [one for one in EXAMPLES if "extend_to" not in one]
EXTENDED = [one for one in EXAMPLES if "extend_to" in one]


def told(answer: dict[str, Any], example: dict[str, Any]) -> dict[str, str]:
    """Return what was answered of what the example names."""
    return {end: str(answer[end]) for end in ENDS if end in example}


def wanted(example: dict[str, Any]) -> dict[str, str]:
    """Return what the example says."""
    return {end: example[end] for end in ENDS if end in example}


def test_every_example_by_the_stream() -> None:
    answer = ask("term", "-", typed="".join(f"{one['term']}\t{one['from']}\n" for one in PLAIN))
    lines = [json.loads(line) for line in answer.out.splitlines()]
    assert answer.code == 0 and len(lines) == len(PLAIN)
    for line, one in zip(lines, PLAIN, strict=True):
        assert told(line, one) == wanted(one), one
        assert all(text[language] for text in line["derivation"] for language in UI_LANGUAGES)


@pytest.mark.parametrize("one", EXTENDED, ids=lambda one: f"{one['n']} {one['name']}")
def test_every_extended_example(one: dict[str, Any]) -> None:
    argv = ["term", one["term"], "--from", one["from"], "--extend-to", one["extend_to"]]
    answer = ask(*argv, "--json")
    assert answer.code == 0
    assert told(answer.json, one) == wanted(one)
    assert answer.json["length"]["value"] == one["extend_to"]


MIDNIGHT = [
    # 24:00 is the end of its day: where days and months are counted, that day is left out …
    ("statement_decision_initial", "2026-03-02T24:00", "2026-03-05T24:00", "2026-03-05T24:00"),
    ("investigation_term", "2026-01-15T24:00", "2026-03-16T24:00", "2026-03-13T24:00"),
    # … where the first day counts, it counts …
    ("custody_term", "2026-03-10T24:00", "2026-05-09T24:00", "2026-05-09T24:00"),
    # … what is counted back from the end of a term takes that end as it is printed …
    ("custody_petition", "2026-05-09T24:00", "2026-05-04T24:00", "2026-04-30T24:00"),
    ("expertise_production", "2026-03-29T24:00", "2026-03-29T24:00", "2026-03-27T24:00"),
    # … and for hours it is the midnight itself.
    ("detention_max", "2026-03-02T24:00", "2026-03-06T00:00", "2026-03-06T00:00"),
    ("opening_copy_to_prosecutor", "2026-12-31T24:00", "2027-01-02T01:00", "2027-01-02T00:00"),
]


@pytest.mark.parametrize(("term", "start", "legal", "safe"), MIDNIGHT)
def test_24_00_is_a_moment(term: str, start: str, legal: str, safe: str) -> None:
    found = ask("term", term, "--from", start, "--json").json
    assert (found["from"], found["legal_end"], found["safe_end"]) == (start, legal, safe)
    by_stream = json.loads(ask("term", "-", typed=f"{term}\t{start}\n").out)
    assert by_stream == found


@pytest.mark.parametrize("text", ["2026-02-30T24:00", "2026-03-02T24:01", "2026-03-02T25:00"])
def test_what_is_no_moment_is_refused_in_words(text: str) -> None:
    answer = ask("--ui", "en", "term", "detention_max", "--from", text)
    assert answer.code == 2
    assert text in answer.err


ZONES = {
    "UTC": "2027-01-01T00:00",
    "Europe/Minsk": "2027-03-28T02:30",
    "America/Los_Angeles": "2027-03-14T02:30",  # an hour that does not exist there
    "America/New_York": "2026-11-01T01:30",  # an hour that comes twice there
    "Asia/Kathmandu": "2026-06-30T23:59",
    "Pacific/Kiritimati": "2026-12-31T23:59",
    "Australia/Lord_Howe": "2027-04-04T01:45",  # half an hour comes twice there
}
"""Zones of the machine, and what its clock shows: an hour of its own beside the days below."""
MACHINE_DAYS = ("2028-02-29T12:00", "2026-12-31T23:59")

SCRIPT = """
import sys
from datetime import datetime
from tests.cli.asking import DEMO, ask
from tests.cli.test_term_examples import PLAIN
typed = "".join(f"{one['term']}\\t{one['from']}\\n" for one in PLAIN)
case = DEMO / "theft-detention.json"
found = set()
for text in sys.argv[1:]:
    now = datetime.fromisoformat(text)
    terms = ask("term", "-", now=now, typed=typed)
    ledger = ask("ledger", case, "--at", "2026-03-06T12:00", "--json", now=now)
    found.add((terms.out, ledger.out, terms.code, ledger.code))
assert len(found) == 1, "the clock of the machine matters"
print(found.pop())
"""


def test_neither_the_zone_nor_the_clock_of_the_machine_matters() -> None:
    answers = set()
    for zone, moment in ZONES.items():
        environment = {**os.environ, "TZ": zone, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", SCRIPT, moment, *MACHINE_DAYS]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=True)
        answers.add(done.stdout)
    assert len(answers) == 1
    assert len(answers.pop()) > 10_000
