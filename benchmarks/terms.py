"""How long terms take: one term, all rules over ten years, the ledger of a long case."""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Print the table."""
    from core.engine.derivation import derivation
    from core.engine.single import single_term
    from core.engine.terms import ledger
    from tests.law.shipped import book, state_at

    law = book()
    starts = [datetime(2020, 1, 1, 10) + timedelta(hours=7 * n) for n in range(2000)]
    for term in ("detention_max", "statement_decision_check", "investigation_term", "custody_term"):
        begun = time.perf_counter()
        for start in starts:
            single_term(law, term, start)
        spent = (time.perf_counter() - begun) / len(starts)
        print(f"{term:28} with derivation {spent * 1e6:8.0f} us")
    for acts in (40, 400):
        case = long_case(acts)
        at = datetime(2026, 12, 1)
        state = state_at(case, at)
        begun = time.perf_counter()
        found = ledger(state, law, at)
        spent = time.perf_counter() - begun
        begun = time.perf_counter()
        for entry in found:
            derivation(entry.result, law)
        told = time.perf_counter() - begun
        print(
            f"ledger of {acts} events: {len(found)} terms in {spent * 1e3:.1f} ms,"
            f" told in {told * 1e3:.1f} ms"
        )


def long_case(acts: int) -> dict[str, object]:
    """Return a case with six people in which everything is done again and again."""
    steps = ("charge", "present_charge", "interrogate_accused", "interrogate_witness")
    people = [f"p{n}" for n in range(6)]
    events: list[dict[str, object]] = [{"step": "open_case", "at": "2026-01-15T10:00"}]
    for number in range(acts):
        begun = datetime(2026, 1, 16, 9) + timedelta(hours=3 * number)
        events.append(
            {
                "step": steps[number % 4],
                "at": begun.isoformat(timespec="minutes"),
                "until": (begun + timedelta(hours=1)).isoformat(timespec="minutes"),
                "subject": people[number % 6],
            }
        )
    return {"people": {one: {} for one in people}, "events": events}


if __name__ == "__main__":
    main()
