"""Backups that make themselves, are proved, are thinned, and are tried out."""

from __future__ import annotations

import secrets
import shutil
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from core.errors import DamagedError, SledchyError, UserError
from core.services import unlocking
from core.services.unlocking import Place
from core.store import driver, exchange, keyfile, opening, vault
from core.store.archive import Archive
from core.store.attempts import Attempts
from core.store.backup import Backup, verify_file, write_backup
from core.store.durable import write_durably
from core.store.keyfile import ArchiveKey
from core.store.layout import layout
from core.store.lock import ArchiveLock
from core.store.opening import Migrate
from core.store.rows import EventRow, SettingRow
from core.store.vault import Stored
from core.store.verify import Progress

WORK = timedelta(minutes=30)
ACTS = 20
REMIND_SECOND = timedelta(days=7)
DRILL_EVERY = timedelta(days=30)
DRILL_AGAIN = timedelta(days=1)
"""After a trial that failed; the next one may find a backup that is whole."""
_HINT = 8_192
"""Bytes that are read of a hint; no path is longer."""
_BROKEN: tuple[type[Exception], ...] = (SledchyError, *driver.FAILURES)
_AWAY: tuple[type[Exception], ...] = (*_BROKEN, OSError)
_SECOND, _ELSEWHERE = "backup/second", "backup/elsewhere"
_DRILL, _DRILL_FAILED = "backup/drill", "backup/drill-failed"


@dataclass(frozen=True)
class Made:
    """A backup that was made, and how the second place took it."""

    backup: Stored
    removed: int
    elsewhere: str = ""
    """"" without a second place, "done", or the code of the error that it gave."""


@dataclass(frozen=True)
class Drill:
    """A restore that was tried: the first backup that came back whole, and those before it."""

    restored: Path | None
    records: int
    failed: tuple[Path, ...]


@dataclass(frozen=True)
class Health:
    """What the page of the archive shows."""

    standing: str
    """A Standing: the code of a sentence."""
    missing: int
    records: int
    head: str
    locked_by_passphrase: bool
    recovery_sheet: bool
    anchor_late: bool
    backups: int
    last_backup: datetime | None
    unsaved_records: int
    """Records since the last proved backup."""
    second_place: Path | None
    last_elsewhere: datetime | None
    remind_second: bool
    last_drill: datetime | None
    drill_due: bool
    drill_failed: datetime | None = None
    """When the last trial found a backup that did not come back whole."""


def is_due(last: Stored | None, now: datetime, seq: int) -> bool:
    """Return whether work has gone on long enough: 30 minutes or 20 records since the last one.

    A last backup that is dated in the future counts by its records alone.
    """
    if last is None or last.verdict is None:
        return seq > 0
    since = seq - last.verdict.seq
    return since >= ACTS or (since > 0 and now - last.at >= WORK)


def backups_of(place: Place) -> tuple[Stored, ...]:
    """Return the backups beside an archive, the newest first."""
    return vault.stored(layout(place.archive).backups, place.archive.suffix)


def last_sound(place: Place) -> Stored | None:
    """Return the newest backup that was proved."""
    return next((one for one in backups_of(place) if one.sound), None)


def backup_if_due(place: Place, archive: Archive, now: datetime) -> Made | None:
    """Make a backup when the policy says so; None when there is no need."""
    if not is_due(last_sound(place), now, archive.read.head().seq):
        return None
    return backup_now(place, archive, now)


def backup_now(
    place: Place, archive: Archive, now: datetime, progress: Progress | None = None
) -> Made:
    """Make a backup, prove it over a fresh connection, then let old ones go.

    One that holds the same records as the last is not made twice. A second place that
    fails makes no difference to the first; its error is in the answer.
    """
    folder = layout(place.archive).backups
    head = archive.read.head()
    one = last_sound(place)
    if one is None or one.verdict is None or (one.verdict.seq, one.verdict.head) != head:
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise UserError("file-not-written", path=folder, reason=error.strerror) from error
        target = folder / vault.name_of(place.archive, now, head.seq)
        if target.exists():  # same minute, same number, unproved: it keeps its name
            target = target.with_name(f"{target.stem}-{secrets.token_hex(3)}{target.suffix}")
        header = keyfile.read_header(place.key_file)
        one = vault.add_verdict(archive.backup(target, progress), archive.key, now, header)
    removed = vault.thin(folder, place.archive.suffix, now)
    return Made(one, len(removed), _elsewhere(place, archive, one, now))


def second_place(archive: Archive) -> Path | None:
    """Return the folder of the second place, or None while there is none."""
    row = archive.read.settings(_SECOND).get(_SECOND)
    return Path(msgspec.json.decode(row.value, type=str)) if row and row.value != b'""' else None


def choose_second_place(place: Place, archive: Archive, folder: Path | None, at: datetime) -> None:
    """Choose a folder on another disk for copies of the backups, or none.

    UserError `second-place-open` while the archive has no passphrase: the key file goes
    with the copies, and a bare key beside them would open them for whoever finds the disk.
    """
    if folder is not None and not unlocking.needs_passphrase(place):
        raise UserError("second-place-open", path=folder)
    _put(archive, _SECOND, str(folder or ""), at)
    _hint(place, folder)


def remembered_place(place: Place) -> Path | None:
    """Return the second place as the file beside the archive has it, if it is there now.

    It is a hint for an archive that does not open: what is found there proves itself.
    """
    with suppress(OSError, ValueError):
        folder = Path(layout(place.archive).second.read_bytes()[:_HINT].decode())
        return folder if folder.is_absolute() and folder.is_dir() else None
    return None


def place_beside(backup: Path) -> Place:
    """Return the place of a backup itself: with the key file that was copied beside it."""
    return Place(backup, backup.with_suffix(".key"))


def restore(
    backup: Path,
    to: Place,
    *,
    at: datetime,
    passphrase: str = "",
    code: str = "",
    attempts: Attempts | None = None,
    migrate: Migrate | None = None,
) -> Archive:
    """Bring a backup back where there is no archive, and return it open.

    The key file of the place is used, or else the one beside the backup, which is
    copied. The copy is proved before it takes its name, and the restoring is the first
    record it gets. UserError `archive-exists`: what is there is never replaced.
    """
    if to.archive.exists():
        raise UserError("archive-exists", path=to.archive)
    opening.look(backup)
    source = to if to.key_file.exists() else place_beside(backup)
    if code:
        key = unlocking.key_by_code(source, code, attempts)
    else:
        key = unlocking.key_of(source, passphrase, attempts)
    opening.inspect(backup, key, (), read_only=True)
    try:
        to.archive.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("file-not-written", path=to.key_file, reason=error.strerror) from error
    copied = _copied(backup, to, key, None if source is to else source)
    archive = unlocking.opened(to, key, migrate)
    try:
        facts = {"records": copied.rows, "head": copied.head.hash, "backup": backup.name}
        event = f"restored-{copied.head.seq}-{secrets.token_hex(4)}"
        archive.accept_history(EventRow(event, "restored", at, at, msgspec.json.encode(facts)))
    except BaseException:
        archive.close()
        raise
    return archive


def _copied(backup: Path, to: Place, key: ArchiveKey, source: Place | None) -> Backup:
    """Copy a proved backup to its place, with the key file of a source; a failure leaves nothing.

    The key file takes its name after the archive, as when one is made.
    """
    if source is not None:
        keyfile.begin(to.key_file, keyfile.read_header(source.key_file))
    try:
        with closing(driver.connect(backup, key, read_only=True)) as raw:
            copied = write_backup(raw, to.archive, key)
    except BaseException:
        if source is not None and not to.archive.exists():
            keyfile.forget(to.key_file)
        raise
    keyfile.settle(to.key_file, to.archive)
    return copied


def set_aside(place: Place, at: datetime) -> Path:
    """Move a damaged archive with its side file to a new name and return it; nothing is deleted."""
    lock = ArchiveLock(layout(place.archive).lock)
    lock.acquire()
    try:
        kept = place.archive.with_name(exchange.kept_name(place.archive, at))
        side = place.archive.with_name(place.archive.name + "-journal")
        if side.exists():
            side.rename(kept.with_name(kept.name + "-journal"))
        return place.archive.rename(kept)
    except OSError as error:
        raise UserError("file-not-written", path=place.archive, reason=error.strerror) from error
    finally:
        lock.release()


def drill(place: Place, key: ArchiveKey, progress: Progress | None = None) -> Drill:
    """Try to bring back the newest backup, or the next that can be; leave nothing behind."""
    staging = layout(place.archive).staging
    failed = []
    for one in backups_of(place):
        work = staging / secrets.token_hex(8)
        try:
            work.mkdir(mode=0o700, parents=True)
            records = _tried(one, work / "archive", key, progress)
        except _BROKEN:
            failed.append(one.path)
            continue
        except OSError as error:
            raise UserError("file-not-written", path=staging, reason=error.strerror) from error
        finally:
            shutil.rmtree(work, ignore_errors=True)
        return Drill(one.path, records, tuple(failed))
    return Drill(None, 0, tuple(failed))


def record_drill(archive: Archive, found: Drill, at: datetime) -> None:
    """Note that a restore was tried and how it ended; the last good one is not forgotten."""
    when, whole = f"{at:%Y-%m-%dT%H:%M}", found.restored is not None
    if whole:
        _put(archive, _DRILL, when, at)
    _put(archive, _DRILL_FAILED, "" if whole and not found.failed else when, at)


def drill_calls(place: Place, archive: Archive, now: datetime) -> bool:
    """Return whether a restore should be tried by itself: monthly, and daily after a failure."""
    failed = _moment(archive, _DRILL_FAILED)
    if failed is not None and now - failed < DRILL_AGAIN:
        return False
    return _drill_due(last_sound(place), _moment(archive, _DRILL), now)


def sweep_staging(place: Place) -> None:
    """Remove what a killed program left half done; at start and when locking."""
    with suppress(OSError):
        shutil.rmtree(layout(place.archive).staging)
    if exchange.pending(place.archive) is None:
        exchange.clear(place.archive)


def health(place: Place, archive: Archive, now: datetime) -> Health:
    """Return how the archive is doing."""
    head, sound = archive.read.head(), last_sound(place)
    saved = sound.verdict.seq if sound and sound.verdict else 0
    drilled, elsewhere = _moment(archive, _DRILL), _moment(archive, _ELSEWHERE)
    return Health(
        standing=archive.standing.value,
        missing=archive.missing,
        records=head.seq,
        head=head.hash,
        locked_by_passphrase=unlocking.needs_passphrase(place),
        recovery_sheet=unlocking.has_recovery(place),
        anchor_late=archive.anchors.late,
        backups=len(backups_of(place)),
        last_backup=sound.at if sound else None,
        unsaved_records=max(0, head.seq - saved),
        second_place=second_place(archive),
        last_elsewhere=elsewhere,
        remind_second=elsewhere is None or now - elsewhere >= REMIND_SECOND,
        last_drill=drilled,
        drill_due=_drill_due(sound, drilled, now),
        drill_failed=_moment(archive, _DRILL_FAILED),
    )


def _drill_due(sound: Stored | None, drilled: datetime | None, now: datetime) -> bool:
    return sound is not None and (drilled is None or now - drilled >= DRILL_EVERY)


def _tried(one: Stored, target: Path, key: ArchiveKey, progress: Progress | None) -> int:
    """Return how many records came back; DamagedError when they are not those of the verdict."""
    with closing(driver.connect(one.path, key, read_only=True)) as raw:
        copied = write_backup(raw, target, key, progress)
    report = verify_file(target, key)
    expected = one.verdict
    if not report.sound or (expected is not None and expected.head != copied.head.hash):
        raise DamagedError("backup-not-sound", path=one.path)
    return report.rows


def _elsewhere(place: Place, archive: Archive, one: Stored, now: datetime) -> str:
    folder = second_place(archive)
    if folder is None:
        return ""
    header = keyfile.read_header(place.key_file)
    try:
        vault.copy_to(one, folder, archive.key, header)
        _hint(place, folder)
        vault.thin(folder, place.archive.suffix, now)
    except _AWAY as error:
        return error.code if isinstance(error, UserError) else "file-not-written"
    if archive.writable:
        _put(archive, _ELSEWHERE, f"{now:%Y-%m-%dT%H:%M}", now)
    return "done"


def _hint(place: Place, folder: Path | None) -> None:
    """Name the second place outside the archive too; without that only a salvage must ask."""
    said = b"" if folder is None else str(folder.absolute()).encode()
    hint = layout(place.archive).second
    with suppress(OSError, ValueError):
        if said != (hint.read_bytes() if hint.exists() else b""):
            write_durably(hint, said)


def _put(archive: Archive, name: str, value: str, at: datetime) -> None:
    with archive.transaction() as change:
        change.put_setting(SettingRow(name, msgspec.json.encode(value), "", at))


def _moment(archive: Archive, name: str) -> datetime | None:
    row = archive.read.settings(name).get(name)
    said = msgspec.json.decode(row.value, type=str) if row else ""
    return datetime.fromisoformat(said) if said else None
