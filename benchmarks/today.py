"""*Today* over many cases against the bare driver: first rows, counts, pages.

    .venv/bin/python benchmarks/today.py [CASES [TERMS_OF_A_CASE]]

Both sides read the same encrypted file through the same connection in turn; the bare side
runs the same SQL by itself and fetches the rows as the driver gives them. Processor time,
so that a busy machine counts little; every page is in memory after the first round.
`today_window.py` measures the window over the same lists.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.store.archive import Archive
from core.store.keyfile import ArchiveKey
from core.store.rows import HeadQuery, HeadRow, PersonRow, TermRow

NOW = datetime(2026, 3, 3, 14, 20)
ROUNDS = 41
BATCH = 2_000
FIRST = """
SELECT t.due, t.legal_end, t.term_id, t.subject, t.status, t.instance, h.case_id, h.kind,
       h.number, h.title, h.language, h.stage, h.investigator
FROM running_term t JOIN case_head h ON h.case_id = t.case_id
WHERE t.open = 1 AND t.due <= ? ORDER BY t.due, t.case_id, t.instance LIMIT ? OFFSET ?
"""
COUNT = "SELECT count(*) FROM running_term WHERE open = 1 AND due <= ?"
HEADS = """
SELECT case_id, kind, number, title, language, stage, investigator, opened_at, closed_at,
       next_due, alerts, details
FROM case_head ORDER BY opened_at DESC, case_id LIMIT 200
"""
FAR = "9999-12-31T23:59"


def main(cases: int, terms: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "archive.db"
        with closing(Archive.create(path, ArchiveKey.fresh(), at=NOW)) as archive:
            begun = time.perf_counter()
            for first in range(0, cases, BATCH):
                _fill(archive, range(first, min(first + BATCH, cases)), terms)
            spent = time.perf_counter() - begun
            size = path.stat().st_size / 2**20
            print(f"{cases} cases, {cases * terms} running terms, {size:.0f} MB,")
            print(f"written in {spent:.0f} s; medians of {ROUNDS}, in turn\n")
            print("| | rows | ours, ms | bare SQL, ms | ratio |\n|---|---|---|---|---|")
            _measure(archive)


def _fill(archive: Archive, numbers: range, terms: int) -> None:
    with archive.transaction() as change:
        for number in numbers:
            due = NOW + timedelta(minutes=number * 37 % 500_000 - 2_000)
            head = HeadRow(
                f"c{number:06}",
                "case",
                f"26-{number:06}",
                "Theft from a flat in the Zavodski district",
                "be",
                "investigation",
                "Lapats I. V.",
                NOW - timedelta(minutes=number),
                next_due=due,
            )
            rows = [
                TermRow(
                    f"t{i}", "investigation_term", "", due + timedelta(days=i), due, "running", True
                )
                for i in range(terms)
            ]
            person = PersonRow("p1", "suspect", f"Kavalchuk {number} Piotr Ivanavich")
            change.replace_derived(head, rows, [person])


def _measure(archive: Archive) -> None:
    soon = NOW + timedelta(days=3)
    until = soon.isoformat(timespec="minutes")
    count, read = archive.read.due_count, archive.read
    with archive._line.raw() as raw:

        def bare(sql: str, *values: object) -> list[Any]:
            return list(raw.execute(sql, values).fetchall())

        _row("first 500 rows", lambda: read.due(None, 500), lambda: bare(FIRST, FAR, 500, 0))
        _row("first 100 rows", lambda: read.due(None, 100), lambda: bare(FIRST, FAR, 100, 0))
        _row("due in three days", lambda: read.due(soon, 500), lambda: bare(FIRST, until, 500, 0))
        _row(
            "500 rows after 50,000",
            lambda: read.due(None, 500, 50_000),
            lambda: bare(FIRST, FAR, 500, 50_000),
        )
        _row("count, three days", lambda: count(soon), lambda: bare(COUNT, until))
        _row("count, all", lambda: count(datetime(9999, 12, 31, 23, 59)), lambda: bare(COUNT, FAR))
        newest = HeadQuery(descending=True)
        _row(
            "newest 200 cases and their number",
            lambda: read.heads(newest).rows,
            lambda: (bare("SELECT count(*) FROM case_head"), bare(HEADS))[1],
        )


def _row(name: str, ours: Callable[[], object], bare: Callable[[], list[Any]]) -> None:
    """Print one line; the two sides run in turn, so that both meet the same machine."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for side, work in zip(taken, (ours, bare), strict=True):
            begun = time.process_time()
            work()
            side.append(time.process_time() - begun)
    mine, floor = (median(side) * 1000 for side in taken)
    found = ours()
    rows = len(found) if isinstance(found, tuple) else 1
    print(f"| {name} | {rows} | {mine:.2f} | {floor:.2f} | {mine / floor:.2f}x |", flush=True)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:3]]
    main(*given, *(100_000, 10)[len(given) :])
