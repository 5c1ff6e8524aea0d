"""The lists of 1,000 to 10,000 cases computed anew: the time of one case stays what it is.

    .venv/bin/python benchmarks/rebuild.py [CASES ...]

Processor time. The cases are the demonstration cases, each under an id of its own, in an
encrypted archive; the journal is written beforehand and is not measured. The floor reads
and decodes the same journals and computes nothing.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import closing
from datetime import datetime
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.engine.events import Event, decode_event, encode_event, read_journal
from core.paths import RESOURCES, places
from core.services.cases import Cases, row_id
from core.services.library import open_library
from core.store.archive import Archive
from core.store.keyfile import ArchiveKey
from core.store.rows import EventRow

NOW = datetime(2026, 11, 22, 9)
SIZES = (1_000, 2_500, 5_000, 10_000)
BATCH = 500


def main(sizes: list[int]) -> None:
    """Print the table; each size goes on from the archive of the size before it."""
    library = open_library(RESOURCES, places().book)
    files = sorted((RESOURCES / "demo").glob("*.json"))
    journals = [read_journal(file.read_bytes(), file.name).events for file in files]
    print("| cases | seconds | ms a case | reading and decoding alone, ms a case | ratio |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "archive.db"
        with closing(Archive.create(path, ArchiveKey.fresh(), at=NOW)) as archive:
            cases, written = Cases(archive, library, lambda: NOW), 0
            for size in sizes or SIZES:
                written = _written(archive, journals, written, size)
                begun = time.process_time()
                assert cases.rebuild() == size
                spent = time.process_time() - begun
                floor = _floor(archive)
                each = spent / size * 1000
                print(
                    f"| {size:,} | {spent:.1f} | {each:.2f} | {floor / size * 1000:.2f}"
                    f" | {spent / floor:.0f}x |",
                    flush=True,
                )


def _written(archive: Archive, journals: list[tuple[Event, ...]], first: int, until: int) -> int:
    """Write the journals of cases that are not there yet; return how many there are."""
    chosen = cycle(journals)
    for start in range(first, until, BATCH):
        with archive.transaction() as change:
            for number in range(start, min(start + BATCH, until)):
                case = f"case-{number:06}"
                change.append(case, [_row(case, event) for event in next(chosen)])
    return until


def _row(case: str, event: Event) -> EventRow:
    kind = str(type(event).__struct_config__.tag)
    return EventRow(row_id(case, event.id), kind, event.at, NOW, encode_event(event))


def _floor(archive: Archive) -> float:
    """Return the seconds it takes to read every journal and to decode its events."""
    begun = time.process_time()
    for case in archive.read.case_ids():
        for row in archive.read.journal(case):
            decode_event(row.payload)
    return time.process_time() - begun


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]])
