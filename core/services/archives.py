"""An archive without a passphrase by its two files: made, or opened where it is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from core.services import unlocking
from core.services.unlocking import Place
from core.store.archive import Archive
from core.store.opening import Migrate


def create(path: Path, key_file: Path, *, at: datetime) -> Archive:
    """Make an empty archive with a fresh key and return it open.

    UserError when either file exists already: nothing is ever overwritten.
    """
    return unlocking.create(Place(path, key_file), at=at)


def open_existing(path: Path, key_file: Path, migrate: Migrate | None = None) -> Archive:
    """Return an existing archive open; nothing is created where one should be.

    DamagedError tells apart: no archive, no key, another's key, a passphrase, damage, a
    newer program.
    """
    return unlocking.unlock(Place(path, key_file), migrate=migrate)
