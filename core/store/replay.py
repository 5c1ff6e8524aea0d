"""Which records of a damaged archive can be written again behind a copy of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from core.store import journal
from core.store.canonical import SUITES
from core.store.carve import Carved, rows
from core.store.closed import Base
from core.store.journal import Head
from core.store.keyfile import ArchiveKey
from core.store.pages import SoundPages
from core.store.rows import ARCHIVE, DraftRow, EventRow, PaperRow
from core.store.schema import draft, paper
from core.store.schema import journal as journal_table

_RECORD = [column.name for column in journal_table.c]
_PAPER = [column.name for column in paper.c]
_DRAFT = [column.name for column in draft.c]


class Act(msgspec.Struct, frozen=True):
    """A record that was read out of a damaged archive, with the papers that were found."""

    seq: int
    case_id: str
    case_seq: int
    event: EventRow
    prev: str
    hash: str
    papers_lost: int = 0
    """How many papers it issued cannot be read; the fact itself can."""


class Debris(msgspec.Struct, frozen=True):
    """Everything that proves itself in a damaged archive."""

    records: Mapping[int, tuple[Act, ...]]
    """By number; more than one only where an older history was given up."""
    drafts: Mapping[str, DraftRow]


class Plan(msgspec.Struct, frozen=True):
    """What will be written again, in order, and what will not."""

    again: tuple[Act, ...]
    left: tuple[Act, ...]
    """Can be read, but an earlier record of the same case cannot: a case has no holes."""
    unread: tuple[int, ...]
    """Numbers of records that were saved and prove themselves nowhere."""


def debris(path: Path, key: ArchiveKey, told: Callable[[int], None] | None = None) -> Debris:
    """Return what proves itself in a file: records and papers by their hashes, drafts by form."""
    records, papers = list[dict[str, Any]](), dict[str, dict[str, Any]]()
    drafts = dict[str, DraftRow]()
    with SoundPages(path, key) as pages:
        for done, row in enumerate(rows(pages)):
            if told is not None and done % 2000 == 0:
                told(done)
            if (record := _record(row)) is not None:
                records.append(record)
            elif (sheet := _paper(row)) is not None:
                papers[sheet["hash"]] = sheet
            elif (typed := _draft(row)) is not None:
                older = drafts.get(typed.draft_id)
                drafts[typed.draft_id] = max(older or typed, typed, key=lambda one: one.saved_at)
    acts: dict[int, dict[str, Act]] = {}
    for values in records:
        act = _act(values, papers)
        acts.setdefault(act.seq, {})[act.hash] = act
    return Debris({seq: tuple(found.values()) for seq, found in acts.items()}, drafts)


def agrees(found: Debris, head: Head) -> bool:
    """Return whether a copy is of the same history, as far as that can be seen."""
    same = [act.hash == head.hash for act in found.records.get(head.seq, ())]
    return not same or any(same)


def plan(found: Debris, base: Base, remembered: int) -> Plan:
    """Return what can be written again behind a copy.

    `remembered` is the number of the last record that an anchor knows: what is missing
    up to there was saved once. A record follows when its case has no hole before it; the
    records about the archive itself stand each alone.
    """
    again, left, unread = list[Act](), list[Act](), list[int]()
    last, cases = base.head.hash, dict(base.last_of_case)
    end = max(remembered, max(found.records, default=0))
    for seq in range(base.head.seq + 1, end + 1):
        act = _chosen(found, seq, last)
        if act is None:
            unread.append(seq)
            continue
        last = act.hash
        follows = act.case_id == ARCHIVE or act.case_seq == cases.get(act.case_id, 0) + 1
        if follows and act.event.event_id not in base.known:
            again.append(act)
            cases[act.case_id] = act.case_seq
        else:
            left.append(act)
    return Plan(tuple(again), tuple(left), tuple(unread))


def _chosen(found: Debris, seq: int, last: str) -> Act | None:
    """Return the record of a number, of several the one the chain leads to and goes on from."""
    followed = {act.prev for act in found.records.get(seq + 1, ())}
    best = sorted(
        found.records.get(seq, ()), key=lambda act: (act.prev == last, act.hash in followed)
    )
    return best[-1] if best else None


def _record(row: Carved) -> dict[str, Any] | None:
    if row.number is None or len(row.values) != len(_RECORD):
        return None
    values: dict[str, Any] = dict(zip(_RECORD, (row.number, *row.values[1:]), strict=True))
    try:
        whole = journal.row_hash(values) == values["hash"]
        return values if whole and journal.object_hash(values) == values["object"] else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _paper(row: Carved) -> dict[str, Any] | None:
    if row.number is None or len(row.values) != len(_PAPER):
        return None
    values: dict[str, Any] = dict(zip(_PAPER, row.values, strict=True))
    try:
        whole = any(journal.paper_hash(suite, values) == values["hash"] for suite in SUITES)
        inputs = journal.inputs_hash(values["inputs"].encode())
        return values if whole and inputs == values["inputs_hash"] else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _draft(row: Carved) -> DraftRow | None:
    """Return a draft; nothing proves it but its page and its form, and it is only offered."""
    if row.number is not None or len(row.values) != len(_DRAFT):
        return None
    values: dict[str, Any] = dict(zip(_DRAFT, row.values, strict=True))
    try:
        values["answers"] = values["answers"].encode()
        msgspec.json.decode(values["answers"])
        values["saved_at"] = datetime.fromisoformat(values["saved_at"])
    except (TypeError, ValueError, AttributeError):
        return None
    return DraftRow(**values)


def _act(values: Mapping[str, Any], papers: Mapping[str, Mapping[str, Any]]) -> Act:
    row = journal.row_of(values)
    found = tuple(papers[each] for each in row.attached if each in papers)
    event = EventRow(
        event_id=row.event_id,
        kind=row.kind,
        at=row.at,
        recorded_at=row.recorded_at,
        payload=row.payload,
        actor=row.actor,
        papers=tuple(_sheets(found)),
    )
    lost = len(row.attached) - len(found)
    return Act(row.seq, row.case_id, row.case_seq, event, row.prev, row.hash, lost)


def _sheets(found: tuple[Mapping[str, Any], ...]) -> Iterator[PaperRow]:
    for values in found:
        kept = {name: values[name] for name in PaperRow.__struct_fields__}
        kept["issued_at"] = datetime.fromisoformat(values["issued_at"])
        kept["blocks"], kept["inputs"] = values["blocks"].encode(), values["inputs"].encode()
        yield PaperRow(**kept)
