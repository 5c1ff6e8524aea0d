"""Going on with an archive that is not as it was remembered: a decision, recorded in it."""

from __future__ import annotations

import secrets
from datetime import datetime

import msgspec

from core.errors import UserError
from core.store.anchor import Standing
from core.store.archive import Archive
from core.store.canonical import canonical
from core.store.rows import ARCHIVE, EventRow

KIND = "history_accepted"


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why somebody goes on with an archive in doubt, and how it stood then."""

    standing: str
    missing: int
    records: int
    head: str
    reason: str


def in_doubt(archive: Archive) -> bool:
    """Return whether the archive waits for a decision; one that cannot be written does not."""
    return archive.standing not in (Standing.WHOLE, Standing.READ_ONLY)


def go_on(archive: Archive, reason: str, by: str, at: datetime) -> Decision:
    """Record the decision and make the archive writable again.

    UserError `decision-needs-reason`: later readers of the journal must find out why
    records may be missing before this one.
    """
    if not reason.strip():
        raise UserError("decision-needs-reason")
    head = archive.read.head()
    made = Decision(archive.standing.value, archive.missing, head.seq, head.hash, reason.strip())
    event = f"{KIND}-{head.seq}-{secrets.token_hex(4)}"
    archive.accept_history(EventRow(event, KIND, at, at, canonical(made), by))
    return made


def decisions(archive: Archive) -> tuple[tuple[datetime, str, Decision], ...]:
    """Return every such decision, oldest first: when, by whom, what."""
    return tuple(
        (row.at, row.actor, msgspec.json.decode(row.payload, type=Decision))
        for row in archive.read.journal(ARCHIVE)
        if row.kind == KIND
    )
