"""What wants a look today over all cases: owed acts, cases standing still, the age of the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from core.law.book import LawBook
from core.services.derived import AT_ONCE
from core.store.rows import HeadQuery, HeadRow

if TYPE_CHECKING:
    from core.store.archive import Archive

__all__ = ["AT_ONCE", "CaseNote", "Overview", "overview"]

MOST = 3
"""Cases named of each kind; the list of cases shows them all."""
LOOKED_AT = 200
"""Cases with alerts that are looked through for owed acts."""


class _Details(msgspec.Struct, frozen=True):
    """What the head of a case keeps beside its columns."""

    owed: int = 0
    gaps: int = 0


@dataclass(frozen=True)
class CaseNote:
    """A case that wants a look: how many acts are owed in it, how many things it lacks."""

    case: str
    number: str
    title: str
    owed: int = 0
    gaps: int = 0


@dataclass(frozen=True)
class Overview:
    """What stands over the list of terms."""

    owing: tuple[CaseNote, ...]
    still: tuple[CaseNote, ...]
    """Open cases without a running term."""
    law_read: date
    """Day of the text that the newest law data were read from."""
    calendar_until: date
    """Last day for which working days are known."""
    lacking: tuple[CaseNote, ...] = ()
    """Cases that lack something: a basis, a right explained, a decision, an answer."""


def overview(archive: Archive, book: LawBook) -> Overview:
    """Return what wants a look, from the derived lists alone."""
    idle = archive.read.heads(HeadQuery(sort="next_due", closed=False, limit=MOST))
    busy = archive.read.heads(
        HeadQuery(sort="alerts", descending=True, closed=False, limit=LOOKED_AT)
    )
    notes = [_note(row) for row in busy.rows]
    owing = sorted((note for note in notes if note.owed), key=lambda note: -note.owed)
    lacking = sorted((note for note in notes if note.gaps), key=lambda note: -note.gaps)
    return Overview(
        owing=tuple(owing[:MOST]),
        still=tuple(_note(row) for row in idle.rows if row.next_due is None),
        law_read=date.fromisoformat(book.newest.edition.id),
        calendar_until=date(book.calendar.known_until, 12, 31),
        lacking=tuple(lacking[:MOST]),
    )


def _note(row: HeadRow) -> CaseNote:
    kept = msgspec.json.decode(row.details, type=_Details)
    return CaseNote(row.case_id, row.number, row.title, kept.owed, kept.gaps)
