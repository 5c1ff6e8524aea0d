"""Questions to the archive."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Connection

from core.store import derived, journal, shelf
from core.store.journal import Head
from core.store.rows import (
    ARCHIVE,
    DraftRow,
    DueRow,
    HeadPage,
    HeadQuery,
    HeadRow,
    JournalRow,
    PaperHead,
    PersonRow,
    SettingRow,
    StoredPaper,
    TermRow,
)
from core.store.schema import journal as journal_table

Connected = Callable[[], AbstractContextManager[Connection]]


class Reader:
    """Reads what is saved; inside a transaction also what it has written so far."""

    def __init__(self, connected: Connected) -> None:
        self._connected = connected

    def head(self) -> Head:
        """Return number and hash of the last record."""
        with self._connected() as connection:
            return journal.head(connection)

    def journal(self, case_id: str | None = None, after: int = 0) -> tuple[JournalRow, ...]:
        """Return the records of a case, or of all, behind a global number."""
        with self._connected() as connection:
            return journal.read(connection, case_id, after)

    def case_ids(self) -> tuple[str, ...]:
        """Return every case of the journal, in the order of their first records."""
        query = select(journal_table.c.case_id).where(
            journal_table.c.case_seq == 1, journal_table.c.case_id != ARCHIVE
        )
        with self._connected() as connection:
            return tuple(connection.execute(query.order_by(journal_table.c.seq)).scalars())

    def heads(self, query: HeadQuery) -> HeadPage:
        """Return one page of the list of cases."""
        with self._connected() as connection:
            return derived.heads(connection, query)

    def case(self, case_id: str) -> HeadRow | None:
        """Return the head of one case."""
        with self._connected() as connection:
            return derived.one_head(connection, case_id)

    def due(
        self, before: datetime | None = None, limit: int = 500, offset: int = 0
    ) -> tuple[DueRow, ...]:
        """Return open terms of all cases for Today, by the moment to be ready."""
        with self._connected() as connection:
            return derived.due(connection, before, limit, offset)

    def due_count(self, before: datetime) -> int:
        """Return how many open terms must be met by a moment."""
        with self._connected() as connection:
            return derived.due_count(connection, before)

    def terms(self, case_id: str) -> tuple[TermRow, ...]:
        """Return the terms of a case as lists know them."""
        with self._connected() as connection:
            return derived.terms(connection, case_id)

    def persons(self, case_id: str) -> tuple[PersonRow, ...]:
        """Return the persons of a case as search knows them."""
        with self._connected() as connection:
            return derived.persons(connection, case_id)

    def papers(self, case_id: str) -> tuple[PaperHead, ...]:
        """Return the issued papers of a case without their text."""
        with self._connected() as connection:
            return shelf.papers(connection, case_id)

    def paper(self, paper_id: str) -> StoredPaper | None:
        """Return one issued paper whole."""
        with self._connected() as connection:
            return shelf.one_paper(connection, paper_id)

    def drafts(self, case_id: str | None = None) -> tuple[DraftRow, ...]:
        """Return the drafts of a case, or of all, the newest first."""
        with self._connected() as connection:
            return shelf.drafts(connection, case_id)

    def settings(self, prefix: str = "") -> dict[str, SettingRow]:
        """Return settings by name."""
        with self._connected() as connection:
            return shelf.settings(connection, prefix)
