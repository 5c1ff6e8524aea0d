"""Copies of the archive that are proved before they are called backups."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import msgspec

from core.errors import DamagedError, UserError
from core.store import driver
from core.store.closed import reading
from core.store.durable import create_private, sync_file, sync_folder
from core.store.failures import explained
from core.store.journal import Head
from core.store.keyfile import ArchiveKey
from core.store.verify import Progress, Report, verify

_STEP = 256
"""Pages copied between two reports of progress."""


class Backup(msgspec.Struct, frozen=True):
    """A verified copy: where it is and what it holds."""

    path: Path
    head: Head
    rows: int
    papers: int


def write_backup(
    source: driver.Raw, target: Path, key: ArchiveKey, progress: Progress | None = None
) -> Backup:
    """Copy an open archive page by page, encrypted with the same key, then prove the copy.

    The copy takes its name only when a fresh connection has walked its whole chain;
    an existing file is never replaced. What `progress` raises stops it without a trace.
    """
    if target.exists():
        raise UserError("backup-exists", path=target)
    fresh = target.with_name(target.name + ".new")
    try:
        fresh.unlink(missing_ok=True)
        create_private(fresh)
        with closing(driver.connect(fresh, key)) as copy:
            _copy(source, copy, progress)
        report = verify_file(fresh, key, progress)
        if not report.sound:
            raise DamagedError("backup-not-sound", path=target)
        sync_file(fresh)
        os.replace(fresh, target)
        sync_folder(target.parent)
    except driver.FAILURES as error:
        raise explained(error) or error from error
    except OSError as error:
        raise UserError("file-not-written", path=target, reason=error.strerror) from error
    finally:
        _tidy(fresh)
    return Backup(target, report.head, report.rows, report.papers)


def verify_file(path: Path, key: ArchiveKey, progress: Progress | None = None) -> Report:
    """Prove an archive that nobody has open, over a fresh connection that cannot write."""
    with reading(path, key) as connection:
        return verify(connection, progress)


def _copy(source: driver.Raw, copy: driver.Raw, progress: Progress | None) -> None:
    if progress is None:
        source.backup(copy)
        return

    def told(_: int, remaining: int, total: int) -> None:
        progress(total - remaining, total)

    source.backup(copy, pages=_STEP, progress=told)


def _tidy(fresh: Path) -> None:
    for name in (fresh.name, fresh.name + "-journal"):
        fresh.with_name(name).unlink(missing_ok=True)
