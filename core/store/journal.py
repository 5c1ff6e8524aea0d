"""The append-only journal: one chain of hashes over the whole archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.engine import Connection

from core.store.canonical import CURRENT_SUITE, canonical, canonical_json, digest
from core.store.rows import EventRow, JournalRow, PaperRow
from core.store.schema import journal, meta, paper
from core.store.stamps import minute, second

CHAINED = (
    "suite",
    "seq",
    "case_id",
    "case_seq",
    "event_id",
    "kind",
    "at",
    "recorded_at",
    "actor",
    "object",
    "attached",
    "prev",
)
PAPER_FACTS = (
    "paper_id",
    "case_id",
    "event_id",
    "form",
    "language",
    "version",
    "edition",
    "title",
    "issued_at",
    "inputs_hash",
)

_LAST = (
    select(journal.c.seq, journal.c.hash, journal.c.recorded_at)
    .order_by(journal.c.seq.desc())
    .limit(1)
)
_LAST_OF_CASE = select(func.max(journal.c.case_seq)).where(journal.c.case_id == bindparam("case"))
_PUT, _PUT_PAPER = insert(journal), insert(paper)
"""Statements are built once: building one costs more than running it."""


class Head(NamedTuple):
    """The last record of the archive: its number and hash."""

    seq: int
    hash: str


def genesis(archive_id: str, suite: int) -> Head:
    """Return what the first record of an archive follows; it differs for every archive."""
    return Head(0, digest(suite, "genesis", archive_id.encode()))


def head(connection: Connection) -> Head:
    """Return the end of the chain."""
    return tail(connection)[0]


def tail(connection: Connection) -> tuple[Head, datetime | None]:
    """Return the end of the chain and when its record was written down, None in an empty one."""
    last = connection.execute(_LAST).first()
    if last is None:
        return origin(connection), None
    return Head(last.seq, last.hash), datetime.fromisoformat(last.recorded_at)


def hash_at(connection: Connection, seq: int) -> str | None:
    """Return the hash of a record by its number (0 is what the first one follows)."""
    if seq == 0:
        return origin(connection).hash
    return connection.execute(select(journal.c.hash).where(journal.c.seq == seq)).scalar()


def append(
    connection: Connection, case_id: str, events: Sequence[EventRow], last: Head | None = None
) -> tuple[JournalRow, ...]:
    """Write facts of one case, with their papers, behind everything written before.

    `last` is the end of the chain for a caller who knows it already.
    """
    last = last or head(connection)
    case_seq = connection.execute(_LAST_OF_CASE, {"case": case_id}).scalar()
    written = []
    for number, event in enumerate(events, (case_seq or 0) + 1):
        papers = [_paper_values(case_id, event.event_id, each) for each in event.papers]
        values = _values(last, case_id, number, event, papers)
        connection.execute(_PUT, values)
        if papers:
            connection.execute(_PUT_PAPER, papers)
        last = Head(values["seq"], values["hash"])
        written.append(row_of(values))
    return tuple(written)


def read(connection: Connection, case_id: str | None, after: int = 0) -> tuple[JournalRow, ...]:
    """Return the records of one case, or of all, in the order they were written."""
    query = select(journal).where(journal.c.seq > after).order_by(journal.c.seq)
    if case_id is not None:
        query = select(journal).where(journal.c.case_id == case_id, journal.c.seq > after)
        query = query.order_by(journal.c.case_seq)
    return tuple(row_of(row._mapping) for row in connection.execute(query))


def row_of(values: Mapping[Any, Any]) -> JournalRow:
    """Return a record from the columns of its table."""
    return JournalRow(
        seq=values["seq"],
        case_id=values["case_id"],
        case_seq=values["case_seq"],
        event_id=values["event_id"],
        kind=values["kind"],
        at=datetime.fromisoformat(values["at"]),
        recorded_at=datetime.fromisoformat(values["recorded_at"]),
        actor=values["actor"],
        payload=values["payload"].encode(),
        attached=tuple(msgspec.json.decode(values["attached"])),
        object=values["object"],
        prev=values["prev"],
        hash=values["hash"],
    )


def row_hash(values: Mapping[Any, Any]) -> str:
    """Return the hash of a record from its stored columns, whatever is in them."""
    return digest(values["suite"], "row", canonical([values[name] for name in CHAINED]))


def object_hash(values: Mapping[Any, Any]) -> str:
    """Return the hash of what a record says."""
    return digest(values["suite"], "event", values["payload"].encode())


def paper_hash(suite: int, values: Mapping[Any, Any]) -> str:
    """Return the hash of an issued paper from its stored columns."""
    facts = [values[name] for name in PAPER_FACTS]
    return digest(
        suite, "paper", canonical([*facts, digest(suite, "blocks", values["blocks"].encode())])
    )


def inputs_hash(inputs: bytes) -> str:
    """Return the hash of answers, to be compared with the one a paper was issued from."""
    return digest(CURRENT_SUITE, "inputs", canonical_json(inputs))


def attached_of(papers: Sequence[Mapping[Any, Any]]) -> str:
    """Return the list of paper hashes as a record keeps it, in the order of paper ids."""
    pairs = sorted((each["paper_id"], each["hash"]) for each in papers)
    return canonical([value for _, value in pairs]).decode()


def origin(connection: Connection) -> Head:
    """Return what the first record of this archive follows."""
    facts = {row.name: row.value for row in connection.execute(select(meta))}
    return genesis(facts["archive_id"], int(facts["suite"]))


def _values(
    last: Head, case_id: str, case_seq: int, event: EventRow, papers: list[dict[str, Any]]
) -> dict[str, Any]:
    values: dict[str, Any] = {
        "seq": last.seq + 1,
        "suite": CURRENT_SUITE,
        "case_id": case_id,
        "case_seq": case_seq,
        "event_id": event.event_id,
        "kind": event.kind,
        "at": minute(event.at),
        "recorded_at": second(event.recorded_at),
        "actor": event.actor,
        "payload": canonical_json(event.payload).decode(),
        "attached": attached_of(papers),
        "prev": last.hash,
    }
    values["object"] = object_hash(values)
    values["hash"] = row_hash(values)
    return values


def _paper_values(case_id: str, event_id: str, row: PaperRow) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in row.__struct_fields__}
    values |= {
        "case_id": case_id,
        "event_id": event_id,
        "issued_at": minute(row.issued_at),
        "blocks": canonical_json(row.blocks).decode(),
        "inputs": canonical_json(row.inputs).decode(),
        "inputs_hash": inputs_hash(row.inputs),
    }
    values["hash"] = paper_hash(CURRENT_SUITE, values)
    return values
