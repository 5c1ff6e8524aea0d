"""1,000,000 single terms: every rule of counting in turn, against adding a timedelta.

    .venv/bin/python benchmarks/terms.py [HOW_MANY]

Processor time, so that a busy machine counts little. A computation is the whole answer of
a rule: both ends, the day number and the passages that lead to them. The floor is a loop
that adds a timedelta to each of the same starts.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.engine.counting import RULES, UNITS, count
from core.engine.single import single_term
from core.law.model import Length
from core.paths import RESOURCES, places
from core.services.library import open_library

FIRST = datetime(2020, 1, 1, 10, 7)
STARTS = [FIRST + timedelta(hours=7 * number) for number in range(9_973)]
"""Eight years, leap days and both ends of every month among them."""
LENGTHS = {"hours": 24, "days": 10, "months": 2, "working_days": 3}
TOLD = ("detention_max", "statement_decision_check", "investigation_term", "custody_term")


def main(how_many: int) -> None:
    """Print the table."""
    book = open_library(RESOURCES, places().book).book
    cases = [
        (rule, Length(LENGTHS[unit], unit))  # type: ignore[arg-type]
        for rule in RULES
        for unit in sorted(UNITS[rule]) or ["hours"]
    ]
    share = how_many // len(cases)
    floor = _floor(share * len(cases))
    print(f"{share * len(cases):,} computations, {len(cases)} rules with their units\n")
    print("| rule | unit | terms a second | us | of the floor |\n|---|---|---|---|---|")
    spent = 0.0
    for rule, length in cases:
        begun = time.process_time()
        for start in islice(cycle(STARTS), share):
            count(rule, start, length, book.calendar)
        taken = time.process_time() - begun
        spent += taken
        unit = length.unit if UNITS[rule] else "none"
        _row(rule, unit, taken / share, floor)
    _row("all in turn", "", spent / (share * len(cases)), floor)
    _row("a bare timedelta added (floor)", "", floor, floor)
    print("\nOne term of the book with its derivation in three languages:\n")
    print("| term | us |\n|---|---|")
    for term in TOLD:
        begun = time.process_time()
        for start in STARTS[:2_000]:
            single_term(book, term, start)
        print(f"| {term} | {(time.process_time() - begun) / 2_000 * 1e6:.0f} |")


def _floor(how_many: int) -> float:
    """Return the seconds of one step of the bare loop."""
    span = timedelta(days=10)
    begun = time.process_time()
    for start in islice(cycle(STARTS), how_many):
        start + span
    return (time.process_time() - begun) / how_many


def _row(rule: str, unit: str, taken: float, floor: float) -> None:
    print(f"| {rule} | {unit} | {1 / taken:,.0f} | {taken * 1e6:.2f} | {taken / floor:.0f}x |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
