"""Proof of the archive: every page, every link, every object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import msgspec
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from core.store.journal import (
    CHAINED,
    PAPER_FACTS,
    Head,
    attached_of,
    inputs_hash,
    object_hash,
    origin,
    paper_hash,
    row_hash,
)
from core.store.schema import journal, paper

Progress = Callable[[int, int], None]
"""Told how many records are checked and how many there are."""
_RECORD = [journal.c[name] for name in (*CHAINED, "payload", "hash")]
_PAPER = [paper.c[name] for name in (*PAPER_FACTS, "blocks", "inputs", "hash")]
"""Only what is hashed is read, so an archive of an older schema is proved as well."""
_ENOUGH = 20
_STEP = 500


class Problem(msgspec.Struct, frozen=True):
    """One thing that is not as it was written.

    `what`: page, structure, number, case-number, link, object, papers, record,
    paper, paper-alone.
    """

    what: str
    seq: int = 0
    case_id: str = ""
    event_id: str = ""


class Report(msgspec.Struct, frozen=True):
    """What a check found; `problems` are in the order of the journal, the first is the first."""

    rows: int
    papers: int
    head: Head
    problems: tuple[Problem, ...]
    before_last: Head = Head(0, "")
    """The record before the last one."""

    @property
    def sound(self) -> bool:
        """Return whether everything is as it was written."""
        return not self.problems


def verify(connection: Connection, progress: Progress | None = None) -> Report:
    """Check pages, structure, the whole chain and every paper."""
    pages = tuple(_pages(connection))
    if pages:
        return Report(0, 0, Head(0, ""), pages)
    report = verify_chain(connection, progress)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None:
        return report
    # A paper without its record: the chain names which record it was.
    return msgspec.structs.replace(report, problems=(*report.problems, Problem("structure")))


def verify_chain(connection: Connection, progress: Progress | None = None) -> Report:
    """Walk every link from the first record and recompute every object."""
    total = connection.execute(select(func.count()).select_from(journal)).scalar_one()
    papers, count, of_papers = _papers(connection)
    problems: list[Problem] = []
    walk = _Walk(origin(connection), papers)
    for done, row in enumerate(connection.execute(select(*_RECORD).order_by(journal.c.seq)), 1):
        problems += walk.step(row._mapping)
        if progress is not None and (done % _STEP == 0 or done == total):
            progress(done, total)
        if len(problems) >= _ENOUGH:
            break
    else:
        problems += [Problem("paper-alone", event_id=event) for event in walk.papers]
    problems = sorted(problems + of_papers, key=lambda problem: problem.seq or total + 1)
    return Report(total, count, walk.last, tuple(problems[:_ENOUGH]), walk.before)


def verify_tail(connection: Connection, length: int) -> tuple[Problem, ...]:
    """Check the last records alone; enough after a clean end."""
    tail = select(*_RECORD).order_by(journal.c.seq.desc()).limit(length + 1)
    rows = [row._mapping for row in reversed(connection.execute(tail).all())]
    problems: list[Problem] = []
    for before, row in pairwise(rows):
        if row["prev"] != before["hash"] or row["seq"] != before["seq"] + 1:
            problems.append(_problem("link", row))
    for row in rows[-length:]:
        problems += [_problem(what, row) for what in _content_problems(row)]
    return tuple(problems)


class _Walk:
    """The state of a walk along the chain."""

    def __init__(self, start: Head, papers: dict[str, list[Mapping[Any, Any]]]) -> None:
        self.before, self.last, self.papers = start, start, papers
        self._cases: dict[str, int] = defaultdict(int)

    def step(self, row: Mapping[Any, Any]) -> list[Problem]:
        """Return what is wrong with the next record and go on behind it."""
        found = []
        if row["seq"] != self.last.seq + 1:
            found.append("number")
        self._cases[row["case_id"]] += 1
        if row["case_seq"] != self._cases[row["case_id"]]:
            found.append("case-number")
            self._cases[row["case_id"]] = row["case_seq"]
        if row["prev"] != self.last.hash:
            found.append("link")
        found += _content_problems(row)
        if attached_of(self.papers.pop(row["event_id"], [])) != row["attached"]:
            found.append("papers")
        self.before, self.last = self.last, Head(row["seq"], row["hash"])
        return [_problem(what, row) for what in found]


def _content_problems(row: Mapping[Any, Any]) -> Iterator[str]:
    try:
        if object_hash(row) != row["object"]:
            yield "object"
        if row_hash(row) != row["hash"]:
            yield "record"
    except KeyError:  # a suite that does not exist
        yield "record"


def _problem(what: str, row: Mapping[Any, Any]) -> Problem:
    return Problem(what, row["seq"], row["case_id"], row["event_id"])


def _papers(
    connection: Connection,
) -> tuple[dict[str, list[Mapping[Any, Any]]], int, list[Problem]]:
    """Return hashes of papers by event, how many there are, and those that were altered."""
    suites = select(journal.c.event_id, journal.c.suite, journal.c.seq)
    known = {row.event_id: row for row in connection.execute(suites)}
    by_event: dict[str, list[Mapping[Any, Any]]] = defaultdict(list)
    problems, count = [], 0
    for row in connection.execute(select(*_PAPER)):
        values, count = row._mapping, count + 1
        by_event[values["event_id"]].append({key: values[key] for key in ("paper_id", "hash")})
        record = known.get(values["event_id"])
        if record is None or not _paper_is_sound(record.suite, values):
            seq = 0 if record is None else record.seq
            problems.append(Problem("paper", seq, values["case_id"], values["event_id"]))
    return by_event, count, problems


def _paper_is_sound(suite: int, values: Mapping[Any, Any]) -> bool:
    try:
        inputs = inputs_hash(values["inputs"].encode())
        whole = paper_hash(suite, values)
        return bool(inputs == values["inputs_hash"] and whole == values["hash"])
    except (KeyError, ValueError):
        return False


def _pages(connection: Connection) -> Iterator[Problem]:
    if connection.exec_driver_sql("PRAGMA cipher_integrity_check").first() is not None:
        yield Problem("page")
        return
    if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
        yield Problem("structure")
