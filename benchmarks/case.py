"""How long a case of 400 events takes: its state, its guide, its ledger, its lists.

    .venv/bin/python benchmarks/case.py

The events are those of a demonstration case, followed by the traffic of a long
investigation: people, summonses, interrogations, petitions and their decisions.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.engine.events import Event, Person, PersonAdded, StepDone, read_journal
from core.engine.steps import guide
from core.engine.terms import ledger
from core.i18n import Bilingual
from core.paths import RESOURCES, places
from core.services.casework import Casework
from core.services.derived import head_row, person_rows, term_rows
from core.services.library import open_library
from core.services.soundness import problems

EVENTS = 400
ROUNDS = 21
NOW = datetime(2026, 11, 22)
START = datetime(2026, 3, 16, 9, 0)
PEOPLE = 12
TRAFFIC = ("receive_petition", "resolve_petition", "confrontation", "instruct_inquiry")


def events() -> tuple[Event, ...]:
    """Return the journal of a long investigation."""
    name = "theft-detention.json"
    first = read_journal((RESOURCES / "demo" / name).read_bytes(), name).events
    return (*first, *_traffic(EVENTS - len(first)))


def _traffic(count: int) -> Iterator[Event]:
    at = START
    for number in range(count):
        at += timedelta(hours=3, minutes=7)
        if number < PEOPLE:
            name = Bilingual(f"Сведка {number}", f"Свидетель {number}")
            person = Person(id=f"w{number}", name=name, gender="m")
            yield PersonAdded(id=f"t{number}", at=at, person=person, roles=("witness",))
        elif number % 3:
            step = TRAFFIC[number % len(TRAFFIC)]
            yield StepDone(id=f"t{number}", at=at, step=step)
        else:
            yield StepDone(
                id=f"t{number}",
                at=at,
                until=at + timedelta(minutes=50),
                step="interrogate_witness",
                subject=f"w{number % PEOPLE}",
            )


def measured(work: Callable[[], object]) -> float:
    """Return the median time of a piece of work in milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def main() -> None:
    """Print the table."""
    library = open_library(RESOURCES, places().book)
    journal = events()
    at = max(event.at for event in journal) + timedelta(minutes=1)
    book = library.book

    def case() -> Casework:
        return Casework("bench", journal, library)

    state, entries = case().state(at), case().ledger(at)
    rows = {
        "fold": lambda: case().state(at),
        "ledger of a folded case": lambda: ledger(state, book, at),
        "guide of a folded case": lambda: guide(state, book, at, entries),
        "fold + ledger + guide": lambda: case().guide(at),
        "lists (head, terms, people)": lambda: _lists(case(), at),
        "check of the whole journal": lambda: problems(journal, library, NOW),
    }
    found = {name: measured(work) for name, work in rows.items()}
    print(f"{len(journal)} events, {len(state.participants)} people, {len(entries)} terms,")
    print(f"{len(guide(state, book, at, entries))} lines of the guide; median of {ROUNDS}\n")
    print("| | ms | of the fold |")
    print("|---|---|---|")
    for name, taken in found.items():
        print(f"| {name} | {taken:.1f} | {taken / found['fold']:.1f}x |")


def _lists(one: Casework, at: datetime) -> None:
    head_row(one, at)
    term_rows(one, at)
    person_rows(one, at)


if __name__ == "__main__":
    main()
