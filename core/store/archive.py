"""The archive as the rest of the program sees it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from core.errors import DamagedError
from core.store import backup, driver, journal, opening, schema, verify
from core.store.anchor import Anchors, Standing
from core.store.digest import DERIVED_TABLES, LASTING_TABLES, logical_digest
from core.store.failures import Trouble
from core.store.keyfile import ArchiveKey
from core.store.layout import layout
from core.store.line import Line
from core.store.lock import ArchiveLock
from core.store.reader import Reader
from core.store.rows import ARCHIVE, EventRow
from core.store.transaction import Transaction
from core.store.verify import Progress

_TAIL = 50
"""Records checked after a clean end; verify() checks the rest."""


class Archive:
    """One open archive: one connection, one writer at a time, every change whole or not at all."""

    def __init__(self, path: Path, key: ArchiveKey, witnesses: Sequence[Path]) -> None:
        """Know where everything is; create() and open() are the ways in."""
        files = layout(path)
        self._path, self._key = path, key
        self.path = path
        """Where the file lies; its key, anchor and backups lie beside it."""
        self._lock = ArchiveLock(files.lock)
        self._line = Line(path, key)
        self.anchors = Anchors(files.anchor, witnesses, key)
        self.read = Reader(self._line.reading)
        self.standing = Standing.WHOLE
        """Anything but WHOLE may be read and not written."""
        self.missing = 0
        """How many records are known to be missing when it is BEHIND."""
        self.unclean = False
        """The last program was killed in the middle of a save, which was taken back."""

    @classmethod
    def create(
        cls, path: Path, key: ArchiveKey, *, at: datetime, witnesses: Sequence[Path] = ()
    ) -> Archive:
        """Make an empty archive where there is none and open it."""
        driver.check_driver()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        archive = cls(path, key, witnesses)
        try:
            archive._lock.acquire()
            archive.anchors.remember_everywhere(opening.build(path, key, at))
        except BaseException:
            archive.close()
            raise
        return archive

    @classmethod
    def open(
        cls,
        path: Path,
        key: ArchiveKey,
        *,
        migrate: opening.Migrate | None = None,
        witnesses: Sequence[Path] = (),
    ) -> Archive:
        """Open an existing archive; nothing is created, a doubtful one opens read-only.

        After an unclean end everything is proved first. `migrate` brings an older
        archive to today's schema (core.store.upgrade); without it one is refused.
        """
        driver.check_driver()
        opening.look(path)
        archive = cls(path, key, witnesses)
        try:
            archive._begin(migrate)
        except BaseException:
            archive.close()
            raise
        return archive

    @property
    def key(self) -> ArchiveKey:
        """Return the key, for copies of this archive under the same one."""
        return self._key

    @property
    def writable(self) -> bool:
        """Return whether anything may be saved."""
        return self.standing is Standing.WHOLE

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Give a change to fill; it is saved at the end of the block or not at all."""
        if not self.writable:
            raise DamagedError(self.standing.value, missing=self.missing)
        with self._line.changing() as change:
            yield change
        if change.appended is not None:
            self.anchors.remember(change.appended)

    def act(self, idempotency_key: str, work: Callable[[Transaction], str]) -> str:
        """Save an act once; the second time its first result comes back and nothing is written.

        A save that failed may have succeeded all the same, so its key is looked up
        over a fresh connection before it is tried again, one time.
        """
        try:
            return self._once(idempotency_key, work)
        except Trouble:
            return self._once(idempotency_key, work)

    def accept_history(self, decision: EventRow) -> None:
        """Go on with an archive that is not as remembered; the decision is recorded in it."""
        if self.standing is Standing.READ_ONLY:
            raise DamagedError(self.standing.value, missing=self.missing)
        with self._line.changing() as change:
            (written,) = change.append(ARCHIVE, [decision])
        self.anchors.remember_everywhere(journal.Head(written.seq, written.hash))
        self.standing, self.missing = Standing.WHOLE, 0

    def verify(self, progress: verify.Progress | None = None) -> verify.Report:
        """Prove every page, link and object."""
        with self._line.reading() as connection:
            return verify.verify(connection, progress)

    def backup(self, target: Path, progress: Progress | None = None) -> backup.Backup:
        """Write a verified copy encrypted with the same key; no file is ever replaced."""
        with self._line.raw() as source:
            return backup.write_backup(source, target, self._key, progress)

    def digest(self, *, derived: bool = False) -> str:
        """Return one hash over all lasting rows, or over all derived ones."""
        with self._line.reading() as connection:
            return logical_digest(connection, DERIVED_TABLES if derived else LASTING_TABLES)

    def close(self) -> None:
        """Let go of the file and of the lock; doing so twice does no harm."""
        self.anchors.settle()
        self._line.hang_up()
        self._lock.release()

    def _once(self, idempotency_key: str, work: Callable[[Transaction], str]) -> str:
        with self.transaction() as change:
            outcome = change.recall(idempotency_key)
            if outcome is None:
                outcome = work(change)
                change.remember(idempotency_key, outcome)
        return outcome

    def _begin(self, migrate: opening.Migrate | None) -> None:
        try:
            self._lock.acquire()
            needed = (self._path, self._path.parent)  # a save makes a side file
            self._line.read_only = not all(os.access(place, os.W_OK) for place in needed)
        except OSError:  # the folder cannot be written; another holder is no OSError
            self._line.read_only = True
        read_only = self._line.read_only
        self.unclean = driver.journal_is_hot(self._path)
        version = opening.inspect(self._path, self._key, self.anchors.paths, read_only=read_only)
        if version < schema.VERSION:
            if migrate is None or read_only:
                raise DamagedError("archive-older", version=version, known=schema.VERSION)
            migrate(self._path, self._key)
        with self._line.reading() as connection:
            opening.prove(connection, None if self.unclean else _TAIL)
            end = journal.head(connection)
            recalled = self.anchors.recall()
            self.standing, self.missing = opening.standing(connection, recalled, end)
        if read_only:
            self.standing = Standing.READ_ONLY
        elif self.writable and any(a is None or a.seq != end.seq for a in recalled):
            self.anchors.remember_everywhere(end)
