"""The tables of the archive as they are today."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Connection

VERSION = 1
"""Kept as user_version; one migration per step, see migrations/."""

metadata = MetaData()


def _table(name: str, *parts: Column[object] | UniqueConstraint, rowid: bool = True) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


def _text(name: str, *rest: ForeignKey, primary_key: bool = False) -> Column[object]:
    return Column(name, Text, *rest, primary_key=primary_key, nullable=False)


def _number(name: str, primary_key: bool = False) -> Column[object]:
    return Column(name, Integer, primary_key=primary_key, nullable=False)


meta = _table("meta", _text("name", primary_key=True), _text("value"), rowid=False)

journal = _table(
    "journal",
    _number("seq", primary_key=True),
    _number("suite"),
    _text("case_id"),
    _number("case_seq"),
    _text("event_id"),
    _text("kind"),
    _text("at"),
    _text("recorded_at"),
    _text("actor"),
    _text("payload"),
    _text("attached"),
    _text("object"),
    _text("prev"),
    _text("hash"),
    UniqueConstraint("case_id", "case_seq"),
    UniqueConstraint("event_id"),
)

paper = _table(
    "paper",
    _text("paper_id", primary_key=True),
    _text("case_id"),
    _text("event_id", ForeignKey("journal.event_id")),
    _text("form"),
    _text("language"),
    _number("version"),
    _text("edition"),
    _text("title"),
    _text("issued_at"),
    _text("inputs_hash"),
    _text("hash"),
    _text("blocks"),
    _text("inputs"),
)
Index("paper_of_case", paper.c.case_id, paper.c.issued_at)
Index("paper_of_event", paper.c.event_id)

case_head = _table(
    "case_head",
    _number("id", primary_key=True),
    _text("case_id"),
    _text("kind"),
    _text("number"),
    _text("title"),
    _text("language"),
    _text("stage"),
    _text("investigator"),
    _text("opened_at"),
    Column("closed_at", Text),
    Column("next_due", Text),
    _number("alerts"),
    _text("details"),
    _text("search"),
    UniqueConstraint("case_id"),
)
Index("case_head_opened", case_head.c.opened_at)
Index("case_head_next_due", case_head.c.next_due)

running_term = _table(
    "running_term",
    _text("case_id", primary_key=True),
    _text("instance", primary_key=True),
    _text("term_id"),
    _text("subject"),
    _text("due"),
    _text("legal_end"),
    _text("status"),
    _number("open"),
    _text("details"),
    rowid=False,
)
Index(
    "running_term_due",
    running_term.c.due,
    running_term.c.case_id,
    running_term.c.instance,
    running_term.c.term_id,
    running_term.c.subject,
    running_term.c.legal_end,
    running_term.c.status,
    sqlite_where=text("open = 1"),
)

person = _table(
    "person",
    _text("case_id", primary_key=True),
    _text("person_id", primary_key=True),
    _text("role"),
    _text("name"),
    _text("search"),
    rowid=False,
)

draft = _table(
    "draft",
    _text("draft_id", primary_key=True),
    _text("case_id"),
    _text("form"),
    _text("language"),
    _text("answers"),
    _text("saved_at"),
    rowid=False,
)

saved_once = _table(
    "saved_once", _text("idempotency_key", primary_key=True), _text("result"), rowid=False
)

setting = _table(
    "setting",
    _text("name", primary_key=True),
    _text("value"),
    _text("author"),
    _text("at"),
    rowid=False,
)

DERIVED = (case_head, running_term, person)
LASTING = (meta, journal, paper, draft, saved_once, setting)


def _refuse(table: str, deed: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


FURTHER = (
    'CREATE VIRTUAL TABLE case_text USING fts5(words, content="", contentless_delete=1, '
    'tokenize="unicode61 remove_diacritics 0")',
    _refuse("journal", "UPDATE"),
    _refuse("journal", "DELETE"),
    _refuse("paper", "UPDATE"),
    _refuse("paper", "DELETE"),
    "CREATE TRIGGER journal_no_gap BEFORE INSERT ON journal "
    "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal) "
    "BEGIN SELECT RAISE(ABORT, 'journal has no gaps'); END",
)
"""What the table language cannot say; the search index is the one thing only SQLite has."""


def create_schema(connection: Connection) -> None:
    """Create every table in the caller's transaction."""
    metadata.create_all(connection, checkfirst=False)
    for statement in FURTHER:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")
