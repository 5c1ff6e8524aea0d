"""The one connection to the archive's file: who may use it, and what a failure of it means."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.engine import Connection

from core.errors import DamagedError
from core.store import driver
from core.store.failures import Trouble, explained
from core.store.keyfile import ArchiveKey
from core.store.pages import intact
from core.store.transaction import Transaction


class Line:
    """Lets one thread at a time read or change; a broken connection is dropped and dialled anew."""

    def __init__(self, path: Path, key: ArchiveKey) -> None:
        self._path, self._key = path, key
        self._mutex = threading.RLock()
        self._current: Connection | None = None
        self._engine = driver.make_engine(self._dial)
        self._identity: tuple[int, int] | None = None
        self.read_only = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for questions; inside a change it is the one of the change."""
        with self._mutex:
            if self._current is not None:
                yield self._current
                return
            try:
                with self._engine.connect() as connection:
                    yield connection.execution_options(reading=True)
            except driver.FAILURES as error:
                raise self._meaning(error) from error

    @contextmanager
    def changing(self) -> Iterator[Transaction]:
        """Give a change; it is saved at the end of the block or taken back whole."""
        with self._mutex:
            if self._current is not None:
                raise RuntimeError("a change inside a change")
            self._stay()
            try:
                with self._engine.begin() as connection:
                    self._current = connection
                    yield Transaction(connection)
            except driver.FAILURES as error:
                self._current = None
                raise self._meaning(error) from error
            finally:
                self._current = None

    @contextmanager
    def raw(self) -> Iterator[driver.Raw]:
        """Give the driver's own connection for copying pages."""
        with self.reading() as connection:
            connection.rollback()
            yield connection.connection.dbapi_connection

    def hang_up(self) -> None:
        """Close the file; the next question would dial anew."""
        with self._mutex:
            self._engine.dispose()

    def _dial(self) -> driver.Raw:
        self._identity = _identity(self._path)
        return driver.connect(self._path, self._key, read_only=self.read_only)

    def _stay(self) -> None:
        """Refuse to save into a file that is no longer the one at its path.

        The system keeps a deleted file for whoever has it open; an act saved there
        would vanish with the program.
        """
        if self._identity is not None and self._identity != _identity(self._path):
            raise DamagedError("archive-moved", path=self._path)

    def _meaning(self, error: Exception) -> Exception:
        """Return what a failure means; a broken connection alone is no damage.

        After one read error the connection reports damage for ever although the file
        is sound, so a fresh one looks at every page before a person is told.
        """
        self._engine.dispose()
        failure = explained(error)
        if isinstance(failure, DamagedError) and failure.code == "archive-damaged":
            return failure if self._pages_are_bad() else Trouble("archive-trouble", reason="reread")
        return failure or error

    def _pages_are_bad(self) -> bool:
        """Return whether the database and the pages themselves, read without it, agree on damage.

        While the disk fails, the database takes what it could not read for damage.
        """
        try:
            with closing(self._dial()) as raw:
                said = raw.execute("PRAGMA cipher_integrity_check").fetchone() is not None
        except driver.FAILURES as error:
            said = isinstance(explained(error), DamagedError)
        return said and not intact(self._path, self._key)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino
