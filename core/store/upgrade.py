"""Bringing an older archive to today's schema, on a copy; imported only when it is needed."""

from __future__ import annotations

import os
import shutil
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from core.errors import DamagedError, UserError
from core.store import driver, journal, migrations
from core.store.backup import verify_file, write_backup
from core.store.canonical import canonical
from core.store.durable import create_private, sync_file, sync_folder
from core.store.failures import explained
from core.store.keyfile import ArchiveKey
from core.store.layout import layout
from core.store.rows import ARCHIVE, EventRow
from core.store.verify import Report

STEPS = Path(next(iter(migrations.__path__)))
"""Where the steps lie; packed programs keep them as files."""


def upgrade(path: Path, key: ArchiveKey, at: datetime, steps: Path = STEPS) -> None:
    """Upgrade an archive that nobody has open; it stays as it was unless everything succeeds.

    Verified backup, copy, migration of the copy in one transaction, proof that no
    record changed, one atomic replacement; the old file is kept beside. A kill at any
    moment leaves the old archive or the new one, and the next start does the rest.
    """
    fresh = path.with_name(path.name + ".upgrade")
    try:
        before, version = _safeguard(path, key)
        _copy(path, fresh, key)
        _migrate(fresh, key, at, version, steps)
        _compare(before, verify_file(fresh, key))
        sync_file(fresh)
        _exchange(path, fresh, path.with_name(f"{path.stem}.v{version}{path.suffix}"))
    except driver.FAILURES as error:
        raise explained(error) or error from error
    except OSError as error:
        raise UserError("file-not-written", path=path, reason=error.strerror) from error
    finally:
        _tidy(fresh)


def _safeguard(path: Path, key: ArchiveKey) -> tuple[Report, int]:
    """Return the proof of the old archive and its version, once a backup of it lies safe."""
    before = verify_file(path, key)
    if not before.sound:
        raise DamagedError("archive-chain-broken", seq=before.problems[0].seq)
    with closing(driver.connect(path, key, read_only=True)) as raw:
        version = driver.pragma(raw, "user_version")
        folder = layout(path).backups
        folder.mkdir(mode=0o700, exist_ok=True)
        target = folder / f"{path.stem}-v{version}-{before.head.seq}{path.suffix}"
        if not target.exists():
            write_backup(raw, target, key)
        elif verify_file(target, key).head != before.head:
            raise DamagedError("backup-not-sound", path=target)
    return before, version


def _copy(path: Path, fresh: Path, key: ArchiveKey) -> None:
    _tidy(fresh)
    create_private(fresh)
    with (
        closing(driver.connect(path, key, read_only=True)) as source,
        closing(driver.connect(fresh, key)) as target,
    ):
        source.backup(target)


def _migrate(fresh: Path, key: ArchiveKey, at: datetime, version: int, steps: Path) -> None:
    """Take all steps in the copy and record them there, in one transaction."""
    engine = driver.make_engine(lambda: driver.connect(fresh, key))
    try:
        with engine.begin() as connection:
            target = run_steps(connection, version, steps)
            payload = canonical({"from": version, "to": target})
            event = EventRow(f"migrated-{version}-{target}", "migrated", at, at, payload)
            journal.append(connection, ARCHIVE, [event])
    finally:
        engine.dispose()


def run_steps(connection: Connection, version: int, steps: Path = STEPS) -> int:
    """Return the new version after every step that follows one, in the caller's transaction.

    user_version is the only memory of the version; the table that the tool needs
    for its own lives no longer than the transaction.
    """
    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    if version:
        MigrationContext.configure(connection).stamp(scripts, f"{version:04d}")

    def following(revision: object, _: MigrationContext) -> object:
        return scripts._upgrade_revs("head", revision)  # type: ignore[arg-type]

    with EnvironmentContext(config, scripts, fn=following) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()
    connection.exec_driver_sql("DROP TABLE alembic_version")
    target = int(scripts.get_current_head() or 0)
    connection.exec_driver_sql(f"PRAGMA user_version={target}")
    return target


def _compare(before: Report, after: Report) -> None:
    """Refuse a copy in which anything but the one new record differs."""
    kept = (after.rows, after.papers) == (before.rows + 1, before.papers)
    if not (after.sound and kept and after.before_last == before.head):
        raise DamagedError("migration-not-sound")


def _exchange(path: Path, fresh: Path, kept: Path) -> None:
    """Put the new archive in place of the old one, which keeps a name of its own."""
    kept.unlink(missing_ok=True)
    try:
        os.link(path, kept)
    except OSError:  # a medium without second names
        shutil.copy2(path, kept)
    os.replace(fresh, path)
    sync_folder(path.parent)


def _tidy(fresh: Path) -> None:
    for name in (fresh.name, fresh.name + "-journal"):
        with suppress(OSError):
            fresh.with_name(name).unlink(missing_ok=True)
