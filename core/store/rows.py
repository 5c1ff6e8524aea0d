"""Rows that go into the archive or come out of it; plain values, no law and no engine."""

from __future__ import annotations

from datetime import datetime

import msgspec

ARCHIVE = "archive"
"""The case id of records about the archive itself: migrated, restored, disclosed."""


class PaperRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An issued paper as it was printed: a snapshot that is never rewritten."""

    paper_id: str
    form: str
    language: str
    version: int
    edition: str
    title: str
    issued_at: datetime
    blocks: bytes
    """JSON of the resolved blocks."""
    inputs: bytes
    """JSON of the answers and facts the blocks were composed from."""


class StoredPaper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A paper of the archive with the event that issued it and its proof."""

    case_id: str
    event_id: str
    paper: PaperRow
    inputs_hash: str
    """Compare with the hash of today's inputs to say "data changed since"."""
    hash: str


class PaperHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the list of papers; the blocks stay in the archive."""

    paper_id: str
    case_id: str
    event_id: str
    form: str
    language: str
    version: int
    edition: str
    title: str
    issued_at: datetime
    inputs_hash: str


class EventRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fact on its way into the journal, with the papers it issues.

    `at` is when it happened (minutes), `recorded_at` when it was written down
    (seconds); both are naive local moments of Belarus. `payload` is JSON.
    """

    event_id: str
    kind: str
    at: datetime
    recorded_at: datetime
    payload: bytes
    actor: str = ""
    papers: tuple[PaperRow, ...] = ()


class JournalRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fact of the journal with its place in the chain."""

    seq: int
    """The place in the whole archive, from 1; the only order that counts."""
    case_id: str
    case_seq: int
    event_id: str
    kind: str
    at: datetime
    recorded_at: datetime
    actor: str
    payload: bytes
    attached: tuple[str, ...]
    """Hashes of the papers issued by this event."""
    object: str
    prev: str
    hash: str


class HeadRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A case as lists show it; derived from the journal and never the truth itself."""

    case_id: str
    kind: str
    number: str
    title: str
    language: str
    stage: str
    investigator: str
    opened_at: datetime
    closed_at: datetime | None = None
    next_due: datetime | None = None
    alerts: int = 0
    search: str = ""
    """Further words to be found by, in any spelling; names of persons come by themselves."""
    details: bytes = b"{}"
    """JSON for whatever else a list wants to show."""


class TermRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One running or ended term of a case; derived from the journal."""

    instance: str
    """Tells two clocks of one term in one case apart."""
    term_id: str
    subject: str
    due: datetime
    """When to be ready (the safe end); Today is ordered by it."""
    legal_end: datetime
    status: str
    open: bool
    details: bytes = b"{}"


class PersonRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One person of a case for search; derived from the journal."""

    person_id: str
    role: str
    name: str
    search: str = ""
    """Further spellings: the name in the other language, in other cases."""


class DueRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of Today: an open term with the head of its case."""

    due: datetime
    legal_end: datetime
    term_id: str
    subject: str
    status: str
    instance: str
    case_id: str
    kind: str
    number: str
    title: str
    language: str
    stage: str
    investigator: str


class DraftRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A form in progress; visibly a draft and never an act by itself."""

    draft_id: str
    case_id: str
    form: str
    language: str
    answers: bytes
    """JSON of what has been typed so far."""
    saved_at: datetime


class SettingRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value kept with the archive: a setting or a confirmed value of the law data."""

    name: str
    value: bytes
    """JSON."""
    author: str
    at: datetime


class HeadQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which page of the list of cases is wanted."""

    search: str = ""
    sort: str = "opened_at"
    """opened_at | closed_at | next_due | number | title | stage | investigator | alerts."""
    descending: bool = False
    limit: int = 200
    offset: int = 0
    kind: str = ""
    stage: str = ""
    closed: bool | None = None
    """None shows both."""


class HeadPage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One page of cases and how many there are in all."""

    rows: tuple[HeadRow, ...]
    total: int
