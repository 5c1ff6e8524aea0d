"""Create the archive of version 1."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
CREATE TABLE meta (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE journal (
    seq INTEGER NOT NULL,
    suite INTEGER NOT NULL,
    case_id TEXT NOT NULL,
    case_seq INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    payload TEXT NOT NULL,
    attached TEXT NOT NULL,
    object TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (seq),
    UNIQUE (case_id, case_seq),
    UNIQUE (event_id)
) STRICT
""",
    """
CREATE TABLE paper (
    paper_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    form TEXT NOT NULL,
    language TEXT NOT NULL,
    version INTEGER NOT NULL,
    edition TEXT NOT NULL,
    title TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    inputs_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    blocks TEXT NOT NULL,
    inputs TEXT NOT NULL,
    PRIMARY KEY (paper_id),
    FOREIGN KEY(event_id) REFERENCES journal (event_id)
) STRICT
""",
    "CREATE INDEX paper_of_case ON paper (case_id, issued_at)",
    "CREATE INDEX paper_of_event ON paper (event_id)",
    """
CREATE TABLE case_head (
    id INTEGER NOT NULL,
    case_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    stage TEXT NOT NULL,
    investigator TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    closed_at TEXT,
    next_due TEXT,
    alerts INTEGER NOT NULL,
    details TEXT NOT NULL,
    search TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (case_id)
) STRICT
""",
    "CREATE INDEX case_head_opened ON case_head (opened_at)",
    "CREATE INDEX case_head_next_due ON case_head (next_due)",
    """
CREATE TABLE running_term (
    case_id TEXT NOT NULL,
    instance TEXT NOT NULL,
    term_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    due TEXT NOT NULL,
    legal_end TEXT NOT NULL,
    status TEXT NOT NULL,
    open INTEGER NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (case_id, instance)
) WITHOUT ROWID, STRICT
""",
    "CREATE INDEX running_term_due ON running_term "
    "(due, case_id, instance, term_id, subject, legal_end, status) WHERE open = 1",
    """
CREATE TABLE person (
    case_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    PRIMARY KEY (case_id, person_id)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE draft (
    draft_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    form TEXT NOT NULL,
    language TEXT NOT NULL,
    answers TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (draft_id)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE saved_once (
    idempotency_key TEXT NOT NULL,
    result TEXT NOT NULL,
    PRIMARY KEY (idempotency_key)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (name)
) WITHOUT ROWID, STRICT
""",
    'CREATE VIRTUAL TABLE case_text USING fts5(words, content="", contentless_delete=1, '
    'tokenize="unicode61 remove_diacritics 0")',
    "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal "
    "BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END",
    "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal "
    "BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END",
    "CREATE TRIGGER paper_no_update BEFORE UPDATE ON paper "
    "BEGIN SELECT RAISE(ABORT, 'paper is append-only'); END",
    "CREATE TRIGGER paper_no_delete BEFORE DELETE ON paper "
    "BEGIN SELECT RAISE(ABORT, 'paper is append-only'); END",
    "CREATE TRIGGER journal_no_gap BEFORE INSERT ON journal "
    "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal) "
    "BEGIN SELECT RAISE(ABORT, 'journal has no gaps'); END",
)


def upgrade() -> None:
    """Create the tables of version 1."""
    for statement in STATEMENTS:
        op.execute(statement)
