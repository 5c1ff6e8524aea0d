"""Opening and making the archive of a person: the file, its key beside it, its upgrade."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from core.errors import UserError
from core.store.archive import Archive
from core.store.keyfile import ArchiveKey, read_key, write_key
from core.store.opening import Migrate


def create(path: Path, key_file: Path, *, at: datetime) -> Archive:
    """Make an empty archive with a fresh key and return it open.

    UserError when either file exists already: nothing is ever overwritten.
    """
    for file in (path, key_file):
        if file.exists():
            raise UserError("archive-exists", path=file)
    key = ArchiveKey.fresh()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_key(key_file, key)
    try:
        return Archive.create(path, key, at=at)
    except BaseException:
        key_file.unlink(missing_ok=True)
        raise


def open_existing(path: Path, key_file: Path, migrate: Migrate | None = None) -> Archive:
    """Return an existing archive open; nothing is created where one should be.

    DamagedError tells apart: no archive, no key, another's key, damage, a newer program.
    """
    return Archive.open(path, read_key(key_file), migrate=migrate)
