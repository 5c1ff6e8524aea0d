"""One program at a time on one archive."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.errors import DamagedError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR = 1 << 30
"""Windows locks a range of bytes; this one is far from what is written, which stays readable."""
_BELARUS = timedelta(hours=3)


class ArchiveLock:
    """A lock of the operating system; it dies with its holder and needs no cleaning.

    The file stays when the lock is gone: its existence means nothing. The process
    number in it and its time serve the message alone.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock or say who holds it.

        A medium that cannot be written raises the OSError of the system: there the
        archive may be read without a lock.
        """
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise DamagedError("archive-in-use", **self._holder()) from error
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, str(os.getpid()).encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Let the lock go; doing so twice does no harm."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _holder(self) -> dict[str, object]:
        try:
            since = datetime.fromtimestamp(self._path.stat().st_mtime, UTC) + _BELARUS
            return {"pid": self._path.read_text("ascii"), "since": f"{since:%Y-%m-%d %H:%M}"}
        except (OSError, ValueError):
            return {"pid": "?", "since": "?"}


if sys.platform == "win32":

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
