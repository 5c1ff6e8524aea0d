"""Opening, making and bringing back the archive of a person: the file, its key, its upgrade."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec

from core.errors import UserError
from core.store import driver, opening
from core.store.archive import Archive
from core.store.backup import write_backup
from core.store.keyfile import ArchiveKey, forget, read_key, write_key
from core.store.opening import Migrate
from core.store.rows import EventRow


def create(path: Path, key_file: Path, *, at: datetime) -> Archive:
    """Make an empty archive with a fresh key and return it open.

    UserError when either file exists already: nothing is ever overwritten.
    """
    for file in (path, key_file):
        if file.exists():
            raise UserError("archive-exists", path=file)
    key = ArchiveKey.fresh()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_key(key_file, key)
    except OSError as error:
        raise UserError("file-not-written", path=key_file, reason=error.strerror) from error
    try:
        return Archive.create(path, key, at=at)
    except BaseException:
        forget(key_file)
        raise


def open_existing(path: Path, key_file: Path, migrate: Migrate | None = None) -> Archive:
    """Return an existing archive open; nothing is created where one should be.

    DamagedError tells apart: no archive, no key, another's key, damage, a newer program.
    """
    opening.look(path)
    return Archive.open(path, read_key(key_file), migrate=migrate)


def restore(
    backup: Path, path: Path, key_file: Path, *, at: datetime, migrate: Migrate | None = None
) -> Archive:
    """Bring an archive back from a backup into a place where there is none; return it open.

    The copy is proved before it takes its name, and that it was restored is the first
    record it gets. UserError when an archive is there already; DamagedError when the
    backup is damaged or the key is another's.
    """
    if path.exists():
        raise UserError("archive-exists", path=path)
    opening.look(backup)
    key = read_key(key_file)
    opening.inspect(backup, key, (), read_only=True)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("file-not-written", path=path, reason=error.strerror) from error
    with closing(driver.connect(backup, key, read_only=True)) as source:
        copied = write_backup(source, path, key)
    try:
        archive = Archive.open(path, key, migrate=migrate)
        payload = msgspec.json.encode({"records": copied.rows, "head": copied.head.hash})
        name = f"restored-{at:%Y%m%dT%H%M}-{copied.head.seq}"
        archive.accept_history(EventRow(name, "restored", at, at, payload))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return archive
