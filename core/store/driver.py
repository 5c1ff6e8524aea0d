"""The one way to the encrypted file: SQLCipher, opened so that nothing is created or shown."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from core.errors import UserError
from core.store.keyfile import ArchiveKey

APPLICATION_ID = 0x534C4443
"""The letters SLDC in the header of every archive."""
_SIBLINGS = ("pysqlcipher3", "sqlcipher3-binary", "sqlcipher3-wheels")
"""They install over the same name and carry an SQLite with the WAL-reset error."""
_OLDEST_SQLITE = (3, 51, 3)

_ALWAYS = (
    "locking_mode=EXCLUSIVE",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",
    "cache_size=-65536",
)
_WRITING = ("journal_mode=DELETE", "synchronous=EXTRA")
"""The only setting that loses nothing in a power cut and fails loudly on a damaged side file."""

FAILURES: tuple[type[Exception], ...] = (DBAPIError, dbapi2.DatabaseError)
"""What a failing database raises, with the toolkit around it and without."""
Raw = Any
"""A connection of the driver, which has no types."""


def _installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def check_driver(module: Any = dbapi2, installed: Callable[[str], bool] = _installed) -> None:
    """Refuse to start unless the driver encrypts and is the one that was tested.

    On plain SQLite `PRAGMA key` does nothing and says nothing, and the secret of the
    investigation would lie open on the disk.
    """
    if rivals := [name for name in _SIBLINGS if installed(name)]:
        raise UserError("driver-unsafe", reason=", ".join(rivals))
    with closing(module.connect(":memory:")) as raw:
        cipher = raw.execute("PRAGMA cipher_version").fetchone()
        version = raw.execute("SELECT sqlite_version()").fetchone()[0]
    if cipher is None or not str(cipher[0]).startswith("4."):
        raise UserError("driver-unsafe", reason="SQLCipher 4")
    if tuple(int(part) for part in version.split(".")) < _OLDEST_SQLITE:
        raise UserError("driver-unsafe", reason=f"SQLite {version}")


def connect(path: Path, key: ArchiveKey, *, read_only: bool = False) -> Raw:
    """Open an existing file; a missing one is an error and nothing is created.

    The salt comes from the key file, so a damaged first block is damage and never
    looks like a wrong key.
    """
    mode = "ro" if read_only else "rw"
    raw = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=0,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        raw.execute("PRAGMA cipher_log_level=NONE")
        raw.execute(f"PRAGMA key=\"x'{key.key.hex()}{key.salt.hex()}'\"")
        for pragma in _ALWAYS if read_only else _ALWAYS + _WRITING:
            raw.execute(f"PRAGMA {pragma}").fetchall()
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        raw.close()
        raise
    return raw


def make_engine(creator: Callable[[], Raw]) -> Engine:
    """Return an engine over one connection; the key stays inside the creator.

    Every transaction begins by an explicit statement, or the driver would let
    CREATE TABLE out of it and a failed migration would leave half a schema.
    """
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=creator,
        hide_parameters=True,
        poolclass=StaticPool,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def pragma(raw: Raw, name: str) -> int:
    """Return a number from the header: user_version, application_id."""
    return int(raw.execute(f"PRAGMA {name}").fetchone()[0])


def journal_is_hot(path: Path) -> bool:
    """Return whether the last program was killed in the middle of a save.

    A finished save leaves no journal or one whose header is wiped.
    """
    journal = path.with_name(path.name + "-journal")
    try:
        with journal.open("rb") as file:
            return any(file.read(8))
    except FileNotFoundError:
        return False


def first_bytes(path: Path) -> bytes:
    """Return the salt as it lies in the file; read it before the database opens it.

    Closing any handle of a file drops the locks SQLite holds on it (POSIX).
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return os.read(descriptor, 16)
    finally:
        os.close(descriptor)
