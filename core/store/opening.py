"""Making a new archive; looking at an existing one before anything touches it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from core.errors import DamagedError, UserError
from core.store import driver, exchange, schema
from core.store.anchor import Anchor, Standing, glance, read_anchor
from core.store.durable import create_private, sync_file, sync_folder
from core.store.failures import Trouble, explained, primary_code
from core.store.journal import Head, genesis, hash_at
from core.store.keyfile import ArchiveKey
from core.store.pages import intact
from core.store.stamps import second
from core.store.verify import verify, verify_tail

Migrate = Callable[[Path, ArchiveKey], None]
"""Brings an older archive to today's schema; given by whoever may import the tool for it."""
_PLAIN = b"SQLite format 3\0"
_SMALLEST = 4096


def build(path: Path, key: ArchiveKey, at: datetime) -> Head:
    """Create an empty archive under a temporary name, then give it its own.

    A crash on the way leaves nothing that could be taken for an archive.
    """
    if path.exists():
        raise UserError("archive-exists", path=path)
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    create_private(fresh)
    engine = driver.make_engine(lambda: driver.connect(fresh, key))
    facts = {"archive_id": key.archive_id, "suite": str(key.suite), "created_at": second(at)}
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id={driver.APPLICATION_ID}")
            schema.create_schema(connection)
            rows = [{"name": name, "value": value} for name, value in facts.items()]
            connection.execute(insert(schema.meta), rows)
        engine.dispose()
        sync_file(fresh)
        os.replace(fresh, path)
        sync_folder(path.parent)
    except driver.FAILURES as error:
        raise explained(error) or error from error
    except OSError as error:
        raise UserError("file-not-written", path=path, reason=error.strerror) from error
    finally:
        engine.dispose()
        fresh.unlink(missing_ok=True)
    return genesis(key.archive_id, key.suite)


def look(path: Path) -> None:
    """Refuse what is no archive before the database sees it."""
    if exchange.pending(path) is not None:
        raise DamagedError("salvage-unfinished", path=path)
    try:
        status = path.stat()
        if not (S_ISREG(status.st_mode) or S_ISDIR(status.st_mode)):
            # Reading a pipe would wait for ever; a folder says by itself what it is.
            raise DamagedError("file-unreadable", path=path, reason="no regular file")
        size = status.st_size
        start = driver.first_bytes(path)
    except FileNotFoundError as error:
        raise DamagedError("archive-missing", path=path) from error
    except OSError as error:
        raise DamagedError("file-unreadable", path=path, reason=error.strerror) from error
    if start == _PLAIN:
        raise DamagedError("archive-not-encrypted", path=path)
    if size < _SMALLEST:
        raise DamagedError("archive-emptied", path=path, size=size)


def inspect(path: Path, key: ArchiveKey, anchors: Iterable[Path], *, read_only: bool) -> int:
    """Return the schema version of an archive, or say why it cannot be opened.

    Wrong key and damage look alike to the database; the salt in the key file and
    the anchor tell them apart.
    """
    salt = driver.first_bytes(path)
    try:
        raw = driver.connect(path, key, read_only=read_only)
    except driver.FAILURES as error:
        raise _reason(error, path, key, anchors) from error
    with closing(raw):
        if salt != key.salt:
            raise DamagedError("archive-damaged")
        if driver.pragma(raw, "application_id") != driver.APPLICATION_ID:
            raise DamagedError("archive-foreign", path=path)
        version = driver.pragma(raw, "user_version")
    if version > schema.VERSION:
        raise DamagedError("archive-newer", version=version, known=schema.VERSION)
    return version


def prove(connection: Connection, tail: int | None) -> None:
    """Stop when the chain is broken: the last records after a clean end, else everything."""
    problems = verify_tail(connection, tail) if tail else verify(connection).problems
    if problems and not any(problem.seq for problem in problems):
        raise DamagedError("archive-damaged")
    if problems:
        raise DamagedError("archive-chain-broken", seq=problems[0].seq)


def standing(
    connection: Connection, recalled: Iterable[Anchor | None], end: Head
) -> tuple[Standing, int]:
    """Return how the archive stands to its anchors, and how many records are missing.

    An archive ahead of its anchor is normal: the program was killed between the save
    and the anchor. The worst answer of several anchors counts.
    """
    found = [anchor for anchor in recalled if anchor is not None]
    if not found:
        return Standing.UNANCHORED, 0
    latest = max(anchor.seq for anchor in found)
    if latest > end.seq:
        return Standing.BEHIND, latest - end.seq
    if any(hash_at(connection, anchor.seq) != anchor.head for anchor in found):
        return Standing.FORKED, 0
    return Standing.WHOLE, 0


def _reason(error: Exception, path: Path, key: ArchiveKey, anchors: Iterable[Path]) -> Exception:
    """Return why the archive did not open: trouble, damage or the key of another archive.

    A first page that the disk did not give looks like damage to the database.
    """
    failure = explained(error)
    if not isinstance(failure, DamagedError) or failure.code != "archive-damaged":
        return failure or error
    if intact(path, key):
        return Trouble("archive-trouble", reason="reread")
    if primary_code(error) != "SQLITE_NOTADB":
        return failure
    said = [anchor for anchor in map(glance, anchors) if anchor is not None]
    others = [anchor for anchor in said if anchor.archive != key.archive_id]
    sealed = any(read_anchor(path, key) is not None for path in anchors)
    if driver.first_bytes(path) == key.salt or (sealed and not others):
        return DamagedError("archive-damaged")
    return DamagedError("key-of-another-archive")
