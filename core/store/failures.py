"""What a failure of the database means in words a person can act on."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from core.errors import DamagedError, SledchyError, UserError


class Trouble(UserError):
    """It did not work and nothing is known to be saved; the file itself is not suspected."""


def _codes(*names: str) -> frozenset[str]:
    return frozenset(f"SQLITE_{name}" for name in names)


_FULL = _codes("FULL")
_READ_ONLY = _codes("READONLY", "PERM", "AUTH")
_TROUBLE = _codes("IOERR", "CANTOPEN", "NOMEM", "INTERRUPT", "PROTOCOL")
_BUSY = _codes("BUSY", "LOCKED")
_DAMAGE = _codes("CORRUPT", "NOTADB")
_BY_WORDS = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
}
"""Copying pages fails by words alone: the driver gives no code there."""


def primary_code(error: BaseException) -> str:
    """Return SQLite's name of an error without its extension, or nothing.

    SQLITE_IOERR_WRITE is an SQLITE_IOERR.
    """
    origin = error.orig if isinstance(error, DBAPIError) else error
    name = str(getattr(origin, "sqlite_errorname", "") or _BY_WORDS.get(str(origin), ""))
    return "_".join(name.split("_")[:2])


def explained(error: BaseException) -> SledchyError | None:
    """Return the failure in the program's words, or None for a bug of ours."""
    code = primary_code(error)
    if code in _FULL:
        return Trouble("disk-full")
    if code in _READ_ONLY:
        return Trouble("archive-read-only")
    if code in _TROUBLE:
        return Trouble("archive-trouble", reason=code)
    if code in _BUSY:
        return DamagedError("archive-in-use", pid="?", since="?")
    if code in _DAMAGE:
        return DamagedError("archive-damaged")
    return None
