"""Measure the archive against the bare driver: python benchmarks/store.py [cases ...].

Every figure has its floor beside it, taken in the same run on the same disk: the same
rows by SQLCipher alone, with the same key and settings.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.store import driver
from core.store.archive import Archive
from core.store.keyfile import ArchiveKey
from core.store.rows import EventRow, HeadQuery, HeadRow, PaperRow, PersonRow, TermRow
from core.store.transaction import Transaction

AT = datetime(2026, 3, 3, 14, 20)
SAVES = 200
TODAY = """
SELECT t.due, t.legal_end, t.term_id, t.subject, t.status, t.instance, h.case_id, h.kind,
       h.number, h.title, h.language, h.stage, h.investigator
FROM running_term t JOIN case_head h ON h.case_id = t.case_id
WHERE t.open = 1 AND t.due <= ? ORDER BY t.due, t.case_id, t.instance LIMIT 500
"""


def median_ms(work: Callable[[int], object], times: int) -> float:
    taken = []
    for number in range(times):
        start = time.perf_counter()
        work(number)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def line(name: str, ours: float, floor: float) -> None:
    print(f"{name:<44} {ours:9.2f} ms {floor:9.2f} ms {ours / floor:6.2f}x")


def head(number: int, due: datetime) -> HeadRow:
    return HeadRow(
        f"c{number:06}",
        "case",
        f"26-{number:06}",
        "Theft from a flat in the Zavodski district",
        "be",
        "investigation",
        "Lapats I. V.",
        AT - timedelta(minutes=number),
        next_due=due,
    )


def terms(number: int) -> list[TermRow]:
    due = AT + timedelta(minutes=number * 37 % 500_000)
    return [
        TermRow(f"t{i}", "investigation", "", due + timedelta(days=i), due, "running", i < 2)
        for i in range(3)
    ]


def fill(archive: Archive, cases: int) -> None:
    with archive.transaction() as change:
        for number in range(cases):
            due = terms(number)
            persons = [PersonRow("p1", "suspect", f"Kavalchuk {number} Piotr Ivanavich")]
            change.replace_derived(head(number, due[0].due), due, persons)


def today(archive: Archive, cases: int) -> None:
    until = AT + timedelta(days=9)
    with archive._line.raw() as raw:
        limit = until.isoformat(timespec="minutes")
        floor = median_ms(lambda _: raw.execute(TODAY, (limit,)).fetchall(), 40)
    ours = median_ms(lambda _: archive.read.due(until, limit=500), 40)
    count = len(archive.read.due(until, limit=500))
    line(f"Today, {count} of {cases} cases", ours, floor)
    found = median_ms(lambda n: archive.read.heads(HeadQuery(search=f"kaval {n}")), 20)
    page = median_ms(lambda _: archive.read.heads(HeadQuery(descending=True)), 20)
    print(f"{'  a page of 200 by date; a search by two words':<44} {page:9.2f} ms {found:9.2f} ms")


def an_act(number: int) -> Callable[[Transaction], str]:
    blocks = b'[{"block":"text","text":"' + b"word " * 1600 + b'"}]'
    paper = PaperRow(f"p{number}", "protocol", "be", 1, "2025", "Title", AT, blocks, b'{"q":1}')
    event = EventRow(f"e{number}", "done", AT, AT, b'{"text":"' + b"x" * 600 + b'"}', "", (paper,))

    def work(change: Transaction) -> str:
        change.append("c000001", [event])
        change.replace_derived(head(1, AT), terms(1), [PersonRow("p", "suspect", "Kavalchuk")])
        return ""

    return work


def saving(archive: Archive, folder: Path) -> None:
    ours = median_ms(lambda n: archive.act(f"k{n}", an_act(n)), SAVES)
    with archive._line.raw() as raw:
        journal = raw.execute("SELECT * FROM journal").fetchall()
        papers = raw.execute("SELECT * FROM paper").fetchall()
        schema = raw.execute("SELECT sql FROM sqlite_master WHERE tbl_name IN ('journal', 'paper')")
        statements = [row[0] for row in schema if row[0]]
    path, key = folder / "bare.db", ArchiveKey.fresh()
    path.touch()
    with closing(driver.connect(path, key)) as raw:
        for statement in statements:
            raw.execute(statement)

        def bare(number: int) -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute(f"INSERT INTO journal VALUES ({','.join('?' * 14)})", journal[number])
            raw.execute(f"INSERT INTO paper VALUES ({','.join('?' * 13)})", papers[number])
            raw.execute("COMMIT")

        floor = median_ms(bare, SAVES)
    line("saving an act with a paper of 8 KB", ours, floor)


def opening(path: Path, key: ArchiveKey) -> None:
    def bare(_: int) -> None:
        with closing(driver.connect(path, key)) as raw:
            raw.execute("SELECT count(*) FROM journal").fetchone()

    floor = median_ms(bare, 15)
    line("opening", median_ms(lambda _: Archive.open(path, key).close(), 15), floor)


def main() -> None:
    print(f"{'':<44} {'archive':>12} {'bare':>12}  ratio")
    for cases in [int(word) for word in sys.argv[1:]] or [10_000, 100_000]:
        with tempfile.TemporaryDirectory() as name:
            path, key = Path(name) / "archive.db", ArchiveKey.fresh()
            with closing(Archive.create(path, key, at=AT)) as archive:
                start = time.perf_counter()
                fill(archive, cases)
                print(f"{cases} cases written in {time.perf_counter() - start:.1f} s")
                today(archive, cases)
                saving(archive, Path(name))
                start = time.perf_counter()
                sound = archive.verify().sound
                taken = time.perf_counter() - start
                print(f"{'proof of everything: ' + str(sound):<44} {taken * 1000:9.0f} ms")
            opening(path, key)


if __name__ == "__main__":
    main()
