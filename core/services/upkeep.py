"""What an open archive is owed while one works, when it is locked, when the program closes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from core.errors import SledchyError
from core.services import backups, unlocking
from core.services.backups import Drill, Made
from core.services.place_left import Left, remember
from core.services.unlocking import Place
from core.services.workplace import Workplace
from core.store.failures import explained
from core.store.verify import Progress

Trial = Callable[[Progress], Drill]
"""Tries a backup out; it needs no archive, so the thread of the archive is left alone."""


def tend(work: Workplace, now: datetime) -> Made | None:
    """Make a backup when 30 minutes or 20 records call for one; an archive in doubt gets none."""
    place = work.place
    if place is None or not work.archive.writable:
        return None
    return backups.backup_if_due(place, work.archive, now)


def due_trial(work: Workplace, now: datetime) -> Trial | None:
    """Return what tries a backup out when a month has gone by since the last time, else None."""
    place = work.place
    if place is None or not work.archive.writable:
        return None
    if not backups.drill_calls(place, work.archive, now):
        return None
    key = work.archive.key
    return lambda progress: backups.drill(place, key, progress)


def note_trial(work: Workplace, found: Drill, now: datetime) -> None:
    """Keep how a trial ended, for the page of the archive to show."""
    if work.archive.writable:
        backups.record_drill(work.archive, found, now)


def leave(work: Workplace, now: datetime) -> Exception | None:
    """Make the last backup of the day and let go of the archive; return what went wrong.

    Nothing that goes wrong keeps the archive open.
    """
    return _let_go(work, lambda place: backups.backup_now(place, work.archive, now))


def lock(work: Workplace, now: datetime, left: Left | None = None) -> Exception | None:
    """Let go of the archive before the process ends, with a backup if one is due.

    Where the person was is remembered first: a backup may want room that is not there.
    """

    def last(place: Place) -> None:
        if left is not None:
            remember(work, left, now)
        backups.backup_if_due(place, work.archive, now)

    return _let_go(work, last)


def set_passphrase(work: Workplace, new: str, old: str | None = None) -> None:
    """Lock the open archive by a new passphrase.

    The old one is asked for, unless the archive has none or was opened by its recovery
    code a moment ago (`old` is None): then the key itself has been shown.
    """
    place = _placed(work)
    if old is None or not unlocking.needs_passphrase(place):
        unlocking.set_passphrase(place, work.archive.key, new)
        return
    unlocking.change_passphrase(place, old, new, work.attempts)


def sheet_code(work: Workplace, passphrase: str | None = None) -> str:
    """Make a recovery code for the open archive; None right after its passphrase was chosen."""
    place = _placed(work)
    if passphrase is None:
        return unlocking.sheet_code(place, work.archive.key)
    return unlocking.new_recovery_code(place, passphrase, work.attempts)


def _placed(work: Workplace) -> Place:
    assert work.place is not None, "an archive of the window has its place"
    return work.place


def _let_go(work: Workplace, last: Callable[[Place], object]) -> Exception | None:
    """Do the last thing with an archive, sweep what is half done beside it, and close it."""
    trouble: Exception | None = None
    place = work.place
    try:
        if place is not None and work.archive.writable:
            last(place)
    except Exception as error:  # a full disk, a bug of ours: the archive is let go all the same
        trouble = error if isinstance(error, SledchyError) else explained(error) or error
    finally:
        if place is not None:
            backups.sweep_staging(place)
        with suppress(OSError):
            work.close()
    return trouble
