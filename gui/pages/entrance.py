"""What opening an archive does in the thread of the archive."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import log
from core.paths import RESOURCES
from gui.pages.context import Context

ANCHORS = "anchors"
"""Folder in the cache that remembers the end of every archive too."""


@dataclass(frozen=True)
class Entered:
    """Where one stands after opening: inside, before a locked archive, or nowhere yet."""

    library: Any
    work: Any = None
    threshold: Any = None
    lockable: bool = False
    left: Any = None
    """The core.services.place_left.Left of the lock before, if there was one."""


class Entrance:
    """Makes, opens and unlocks archives; everything here runs off the window's thread."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def open(self, wanted: Path, usual: bool) -> Entered:
        """Return what was found: no archive has ever been here, a locked one, or an open one.

        `usual` says that nobody named the file: only then may there be none.
        """
        context, load = self._context, self._context.load
        library, place = self._library(), self.place(wanted)
        if usual and not wanted.exists() and not place.key_file.exists():
            return Entered(library)
        unlocking = load("core.services.unlocking")
        load("core.store.opening").look(wanted)
        locked = unlocking.needs_passphrase(place)
        if context.work is not None:
            context.work.close()
        if locked:
            load("core.store.guard").forbid_reading()
            threshold = load("gui.presenters.unlock").Threshold(
                place, unlocking.attempts_at(place), unlocking.has_recovery(place)
            )
            return Entered(library, threshold=threshold)
        return self._inside(place, unlocking.unlock(place, migrate=self._migrate), lockable=False)

    def create(self, path: Path, passphrase: str) -> Entered:
        """Make an archive; the one that was open is closed when there is a new one."""
        context, place = self._context, self.place(path)
        unlocking = context.load("core.services.unlocking")
        archive = unlocking.create(place, at=context.now(), passphrase=passphrase)
        if context.work is not None:
            context.work.close()
        return self._inside(place, archive, lockable=bool(passphrase))

    def demonstrate(self, path: Path, cases: Path) -> Entered:
        """Open the archive of invented cases, made of a folder of case files."""
        entered = self.open(path, False) if path.exists() else self.create(path, "")
        if entered.work is not None:
            entered.work.take_in(cases)
        return entered

    def unlock(self, threshold: Any, secret: str, by_code: bool) -> Entered:
        """Open the archive that waits by its passphrase or by the code of the recovery sheet."""
        unlocking = self._context.load("core.services.unlocking")
        how = unlocking.unlock_by_code if by_code else unlocking.unlock
        archive = how(threshold.place, secret, attempts=threshold.attempts, migrate=self._migrate)
        return self._inside(threshold.place, archive, lockable=True)

    def place(self, path: Path) -> Any:
        """Return where an archive lies and what belongs to it."""
        witnesses = self._context.places.cache / ANCHORS
        return self._context.load("core.services.unlocking").place_of(path, witnesses)

    def _inside(self, place: Any, archive: Any, lockable: bool) -> Entered:
        context, load = self._context, self._context.load
        load("core.services.backups").sweep_staging(place)
        load("gui.pages.today")
        announce = context.bus.case_changed.emit
        made = load("core.services.workplace").Workplace(
            self._library(), archive, context.now, _fresh, announce, place
        )
        left = load("core.services.place_left").recall(made, context.now()) if lockable else None
        log.event("archive-opened", suite=archive.key.suite)
        return Entered(made.library, made, lockable=lockable, left=left)

    def _library(self) -> Any:
        context, places = self._context, self._context.places
        if context.library is not None:
            return context.library
        if places.law_pack.exists():
            packs = context.load("core.services.law_packs")
            return packs.library_with_pack(RESOURCES, places.book, places.law_pack)
        return context.load("core.services.library").open_library(RESOURCES, places.book)

    def _migrate(self, path: Path, key: Any) -> None:
        """Bring an older archive to today's schema; its tool is imported only then."""
        self._context.load("core.store.upgrade").upgrade(path, key, self._context.now())


def _fresh() -> str:
    """Return an id nobody else has."""
    return os.urandom(8).hex()
