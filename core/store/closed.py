"""Questions to an archive that nobody has open, over a fresh connection that cannot write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from core.store import driver
from core.store.journal import Head, genesis, head
from core.store.keyfile import ArchiveKey
from core.store.schema import journal


class Base(NamedTuple):
    """What a copy holds behind which records are written again."""

    head: Head
    last_of_case: Mapping[str, int]
    known: frozenset[str]


@contextmanager
def reading(path: Path, key: ArchiveKey) -> Iterator[Connection]:
    """Give a connection for questions and hang up behind them."""
    engine = driver.make_engine(lambda: driver.connect(path, key, read_only=True))
    try:
        with engine.connect().execution_options(reading=True) as connection:
            yield connection
    finally:
        engine.dispose()


def base_of(path: Path | None, key: ArchiveKey) -> Base:
    """Return what a copy holds, as far as records behind it need to know.

    Without a copy it is the empty archive that the first record follows.
    """
    if path is None:
        return Base(genesis(key.archive_id, key.suite), {}, frozenset())
    last = select(journal.c.case_id, func.max(journal.c.case_seq)).group_by(journal.c.case_id)
    with reading(path, key) as connection:
        return Base(
            head(connection),
            {row[0]: row[1] for row in connection.execute(last)},
            frozenset(connection.execute(select(journal.c.event_id)).scalars()),
        )


def hash_of(path: Path, key: ArchiveKey, seq: int) -> str:
    """Return the hash of a record, or an empty text when there is no such record."""
    with reading(path, key) as connection:
        found = connection.execute(select(journal.c.hash).where(journal.c.seq == seq)).scalar()
    return "" if found is None else str(found)


def last_of_kind(path: Path, key: ArchiveKey, kind: str) -> bytes | None:
    """Return what the last record of a kind says, or None when there is none."""
    said = select(journal.c.payload).where(journal.c.kind == kind)
    with reading(path, key) as connection:
        found = connection.execute(said.order_by(journal.c.seq.desc()).limit(1)).scalar()
    return None if found is None else str(found).encode()
