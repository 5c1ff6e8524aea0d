"""One change of the archive: everything in it is saved or nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime

from sqlalchemy.engine import Connection

from core.store import derived, journal, shelf
from core.store.canonical import canonical
from core.store.journal import Head
from core.store.reader import Reader
from core.store.rows import (
    ARCHIVE,
    DraftRow,
    EventRow,
    HeadRow,
    JournalRow,
    PersonRow,
    SettingRow,
    TermRow,
)
from core.store.stamps import second

CLOCK = "clock"
"""The kind of the record that the clock ran backwards."""


class Transaction:
    """What may be written; `read` sees it at once, others when it is saved."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.read = Reader(lambda: nullcontext(connection))
        self.appended: Head | None = None
        """The end of the chain after this change, when it wrote to the journal."""

    def append(self, case_id: str, events: Sequence[EventRow]) -> tuple[JournalRow, ...]:
        """Write facts and the papers they issue into the journal.

        When the clock has run backwards since the last record, that is recorded first:
        the order is the number, and a reader must know why the moments disagree.
        """
        if not events:
            return ()
        last = self._note_the_clock(min(event.recorded_at for event in events))
        written = journal.append(self._connection, case_id, events, last)
        self.appended = Head(written[-1].seq, written[-1].hash)
        return written

    def replay(self, case_id: str, event: EventRow) -> JournalRow:
        """Write a fact again as it was written before, read out of a damaged archive.

        A clock that ran back then has its own record there, which comes back as well.
        """
        (written,) = journal.append(self._connection, case_id, [event])
        self.appended = Head(written.seq, written.hash)
        return written

    def _note_the_clock(self, now: datetime) -> Head:
        """Return the end of the chain, behind the record of a clock that ran back if it did."""
        last, before = journal.tail(self._connection)
        if before is None or now >= (before if now.second else before.replace(second=0)):
            return last  # a clock that shows no seconds is not behind one that does
        facts = canonical({"before": second(before), "after": second(now)})
        event = EventRow(f"clock-{last.seq + 1}", CLOCK, now, now, facts)
        (written,) = journal.append(self._connection, ARCHIVE, [event], last)
        return Head(written.seq, written.hash)

    def replace_derived(
        self, head: HeadRow, terms: Sequence[TermRow], persons: Sequence[PersonRow]
    ) -> None:
        """Write what lists show of a case in place of what they showed."""
        derived.replace_derived(self._connection, head, terms, persons)

    def wipe_derived(self) -> None:
        """Forget all that lists show; the caller writes it anew in this transaction."""
        derived.wipe(self._connection)

    def save_draft(self, row: DraftRow) -> None:
        """Keep a form in progress."""
        shelf.save_draft(self._connection, row)

    def drop_draft(self, draft_id: str) -> None:
        """Forget a draft."""
        shelf.drop_draft(self._connection, draft_id)

    def put_setting(self, row: SettingRow) -> None:
        """Keep a value with the archive."""
        shelf.put_setting(self._connection, row)

    def recall(self, idempotency_key: str) -> str | None:
        """Return what the act of this key gave when it was saved, or None when it was not."""
        return shelf.result(self._connection, idempotency_key)

    def remember(self, idempotency_key: str, outcome: str) -> None:
        """Note that the act of this key is saved by this transaction."""
        shelf.remember(self._connection, idempotency_key, outcome)
