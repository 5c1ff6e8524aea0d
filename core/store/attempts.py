"""Slowing down guesses at the keyboard: how many failed, how long the next one waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec

from core.errors import Refused
from core.store.canonical import canonical
from core.store.durable import write_durably

_DELAYS = (0, 0, 0, 5, 15, 30, 60, 300)
"""Seconds to wait after the first, second … failed try; the last one holds for all further."""


class _Tries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    failed: Annotated[int, msgspec.Meta(ge=0)]


def delay_after(failed: int) -> int:
    """Return the seconds to wait after so many failed tries in a row.

    >>> [delay_after(tries) for tries in (0, 1, 3, 4, 8, 20)]
    [0, 0, 0, 5, 300, 300]
    """
    return _DELAYS[min(failed, len(_DELAYS)) - 1] if failed else 0


class Attempts:
    """Counts failed tries in a file, so that a restart forgets none.

    Waiting is measured by a clock that nobody can set, from the moment the counter was
    read: a restart begins the wait anew and never shortens it. The file holds a number
    and nothing else; who deletes it wins some minutes, the price of a guess stays.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """Read the counter and begin to wait."""
        self._path, self._clock = path, clock
        self.failed = _read(path)
        self._free_at = clock() + delay_after(self.failed)

    def wait(self) -> float:
        """Return the seconds until the next try is heard."""
        return max(0.0, self._free_at - self._clock())

    def begin(self) -> None:
        """Count a try before it is made, so that a kill in the middle of it counts too."""
        if (left := self.wait()) > 0:
            raise Refused("passphrase-wait", seconds=max(1, round(left)))
        self.failed += 1
        self._write()
        self._free_at = self._clock() + delay_after(self.failed)

    def succeed(self) -> None:
        """Forget the failed tries."""
        self.failed, self._free_at = 0, self._clock()
        self._write()

    def _write(self) -> None:
        """Keep the number; a medium that cannot be written keeps none."""
        try:
            write_durably(self._path, canonical(_Tries(self.failed)))
        except OSError:
            return


def _read(path: Path) -> int:
    """Return the number of failed tries; a spoilt file counts as many."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Tries).failed
    except OSError:
        return 0
    except ValueError:
        return len(_DELAYS)
