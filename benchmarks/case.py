"""How long a case of 400 and of 2,000 events takes: its state, its guide, its ledger, its lists.

    .venv/bin/python benchmarks/case.py [EVENTS ...]

Processor time, so that a busy machine counts little. The events are those of a
demonstration case, followed by the traffic of a long investigation: people, summonses,
interrogations, petitions and their decisions.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.engine.events import Event, Person, PersonAdded, StepDone, read_journal
from core.engine.steps import GuideStep, guide
from core.engine.terms import ledger
from core.i18n import Bilingual
from core.paths import RESOURCES, places
from core.services.casework import Casework
from core.services.derived import head_row, person_rows, term_rows
from core.services.library import Library, open_library
from core.services.soundness import problems

LENGTHS = (400, 2_000)
ROUNDS = 21
NOW = datetime(2036, 1, 1)
START = datetime(2026, 3, 16, 9, 0)
PEOPLE = 12
TRAFFIC = ("receive_petition", "resolve_petition", "confrontation", "instruct_inquiry")


def events(count: int) -> tuple[Event, ...]:
    """Return the journal of a long investigation."""
    name = "theft-detention.json"
    first = read_journal((RESOURCES / "demo" / name).read_bytes(), name).events
    return (*first, *_traffic(count - len(first)))


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
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken) * 1000


def main(lengths: list[int]) -> None:
    """Print a table for each length."""
    library = open_library(RESOURCES, places().book)
    for count in lengths or LENGTHS:
        _table(count, library)


def _table(count: int, library: Library) -> None:
    journal = events(count)
    at = max(event.at for event in journal) + timedelta(minutes=1)
    book = library.book

    def case() -> Casework:
        return Casework("bench", journal, library)

    def computed() -> tuple[GuideStep, ...]:
        # A fresh state each time: what a state has looked up once it keeps.
        fresh = replace(state)
        return guide(fresh, book, at, ledger(fresh, book, at))

    state = case().state(at)
    entries, lines = ledger(state, book, at), computed()
    rows = {
        "fold": lambda: case().state(at),
        "ledger of a folded case": lambda: ledger(replace(state), book, at),
        "guide of a folded case": lambda: guide(replace(state), book, at, entries),
        "ledger and guide of a folded case": computed,
        "the same, every reason and warning read": lambda: [
            (one.reasons, one.warnings) for one in computed()
        ],
        "lists (head, terms, people)": lambda: _lists(case(), at),
        "check of the whole journal": lambda: problems(journal, library, NOW),
    }
    found = {name: measured(work) for name, work in rows.items()}
    print(f"{len(journal)} events, {len(state.participants)} people, {len(entries)} terms,")
    print(f"{len(lines)} lines of the guide; median of {ROUNDS}\n")
    print("| | ms | of the fold |")
    print("|---|---|---|")
    for name, taken in found.items():
        print(f"| {name} | {taken:.1f} | {taken / found['fold']:.1f}x |")
    print(flush=True)


def _lists(one: Casework, at: datetime) -> None:
    head_row(one, at)
    term_rows(one, at)
    person_rows(one, at)


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]])
