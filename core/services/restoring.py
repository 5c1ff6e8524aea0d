"""Looking into a backup before it is brought back, and where to without anything being lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from core.errors import DamagedError, SledchyError, UserError
from core.services import backups, unlocking
from core.services.unlocking import Place
from core.store import closed, driver, keyfile, opening
from core.store.anchor import Anchor, glance, read_anchor, sealed_anchors
from core.store.archive import Archive
from core.store.attempts import Attempts
from core.store.backup import verify_file
from core.store.journal import Head
from core.store.keyfile import ArchiveKey
from core.store.layout import layout
from core.store.line import Line
from core.store.opening import Migrate
from core.store.reader import Reader
from core.store.verify import Progress

_UNREADABLE: tuple[type[Exception], ...] = (SledchyError, OSError, *driver.FAILURES)


class Relation(StrEnum):
    """How a backup stands to the archive whose place it would take."""

    ALONE = "alone"
    """There is no archive at that place and no memory of one."""
    SAME = "same"
    OLDER = "older"
    """The archive went on after the backup: later records would be missing."""
    NEWER = "newer"
    """The backup holds more than the archive is known to have had."""
    OTHER = "other"
    """The histories differ: another archive, or one that was rewritten."""
    UNKNOWN = "unknown"
    """The archive is there and its last record is not remembered beside it."""


@dataclass(frozen=True)
class Content:
    """What a backup holds, proved from the first record to the last."""

    backup: Path
    records: int
    papers: int
    cases: int
    head: Head
    last: datetime | None
    """When its last record was written down."""


@dataclass(frozen=True)
class Compared:
    """A backup beside what is there now."""

    relation: Relation
    missing: int = 0
    """Later records of the archive that the backup does not hold."""


@dataclass(frozen=True)
class Secret:
    """What opens a backup: a passphrase or the code of a recovery sheet; neither for a bare key."""

    passphrase: str = ""
    code: str = ""

    def __repr__(self) -> str:
        """Return words without the secret."""
        return "Secret()"


def key_place(backup: Path, to: Place) -> Place:
    """Return where the key of a backup is: beside it if it is of another archive, else at `to`."""
    beside_it = backups.place_beside(backup)
    if not to.key_file.exists():
        return beside_it
    theirs, ours = _archive_of(beside_it.key_file), _archive_of(to.key_file)
    return beside_it if theirs and theirs != ours else to


def key_for(
    backup: Path, to: Place, secret: Secret, attempts: Attempts | None = None
) -> ArchiveKey:
    """Return the key of a backup, one counted try; DamagedError without a key file anywhere."""
    source = key_place(backup, to)
    if secret.code:
        return unlocking.key_by_code(source, secret.code, attempts)
    return unlocking.key_of(source, secret.passphrase, attempts)


def look_into(backup: Path, key: ArchiveKey, progress: Progress | None = None) -> Content:
    """Return what a backup holds after all of it was proved; nothing is written anywhere."""
    opening.look(backup)
    opening.inspect(backup, key, (), read_only=True)
    report = verify_file(backup, key, progress)
    if not report.sound:
        raise DamagedError("backup-not-sound", path=backup)
    with _reader(backup, key) as reader:
        last = reader.journal(after=report.head.seq - 1)
        return Content(
            backup,
            report.rows,
            report.papers,
            len(reader.case_ids()),
            report.head,
            last[0].recorded_at if last else None,
        )


def compared(
    content: Content, to: Place, key: ArchiveKey, present: Reader | None = None
) -> Compared:
    """Return what would be missing if the backup took the place of what is there.

    The sealed memory of the last record answers, so it is known for an archive that
    does not open any more as well; `present` asks the archive that is open itself. A
    history that went another way after the backup is OTHER wherever the archive or any
    of the anchors can tell.
    """
    place = layout(to.archive).anchor
    anchor = read_anchor(place, key)
    said = glance(place)
    if anchor is None and said is not None and said.archive != key.archive_id:
        return Compared(Relation.OTHER)
    if anchor is None:
        known = to.archive.exists()
        return Compared(Relation.UNKNOWN if known else Relation.ALONE)
    found = _against(content, anchor, key)
    if found.relation is Relation.OLDER and _parted(content, to, key, present):
        return Compared(Relation.OTHER)
    return found


def beside(place: Place, at: datetime) -> Place:
    """Return a place of its own for a restored archive: a new folder beside the present archive.

    Backups, lock and anchor belong to a folder, so two archives never share one.
    """
    name = f"restored-{at:%Y%m%dT%H%M}"
    folder, number = place.archive.parent / name, 1
    while folder.exists():
        number += 1
        folder = place.archive.parent / f"{name}-{number}"
    archive = folder / place.archive.name
    return Place(archive, layout(archive).key, place.witnesses, place.cost)


def take_place(
    backup: Path,
    to: Place,
    secret: Secret,
    *,
    at: datetime,
    keys: Place | None = None,
    attempts: Attempts | None = None,
    migrate: Migrate | None = None,
) -> tuple[Archive, Path | None]:
    """Bring a backup back to a place; return it open, and where the archive there was put.

    What stands there is moved to another name first, and moved back when the restoring
    fails: at no moment is anything deleted. The archive must be closed by then. `keys`
    lends its key file to a copy that has none beside it.
    """
    fresh = not to.archive.parent.exists()
    aside = backups.set_aside(to, at) if to.archive.exists() else None
    try:
        _lend_key(backup, to, keys)
        archive = backups.restore(
            backup,
            to,
            at=at,
            passphrase=secret.passphrase,
            code=secret.code,
            attempts=attempts,
            migrate=migrate,
        )
    except BaseException:
        _put_back(aside, to.archive)
        if fresh and not to.archive.exists():
            shutil.rmtree(to.archive.parent, ignore_errors=True)
        raise
    return archive, aside


@contextmanager
def _reader(backup: Path, key: ArchiveKey) -> Iterator[Reader]:
    """Give a backup for questions over a connection that cannot write."""
    line = Line(backup, key)
    line.read_only = True
    try:
        yield Reader(line.reading)
    finally:
        line.hang_up()


def _against(content: Content, anchor: Anchor, key: ArchiveKey) -> Compared:
    later = anchor.seq - content.head.seq
    if later > 0:
        return Compared(Relation.OLDER, later)
    if later == 0:
        return Compared(Relation.SAME if anchor.head == content.head.hash else Relation.OTHER)
    with _reader(content.backup, key) as reader:
        then = reader.journal(after=anchor.seq - 1) if anchor.seq else ()
    same = not anchor.seq or (bool(then) and then[0].hash == anchor.head)
    return Compared(Relation.NEWER if same else Relation.OTHER)


def _parted(content: Content, to: Place, key: ArchiveKey, present: Reader | None) -> bool:
    """Return whether the later history is known to have left that of the backup."""
    head = content.head
    if not head.seq:
        return False
    if present is not None:
        then = present.journal(after=head.seq - 1)
        return not then or then[0].hash != head.hash
    with suppress(*_UNREADABLE):
        if then_there := closed.hash_of(to.archive, key, head.seq):
            return then_there != head.hash
    return _anchors_differ(content, to, key)


def _anchors_differ(content: Content, to: Place, key: ArchiveKey) -> bool:
    """Return whether any anchor remembers a record of the backup otherwise than it is there."""
    places = (layout(to.archive).anchor, *unlocking.witnesses_of(to, key))
    points = [one for path in places for one in sealed_anchors(path, key)]
    return any(
        closed.hash_of(content.backup, key, one.seq) != one.head
        for one in points
        if 0 < one.seq <= content.head.seq
    )


def _put_back(aside: Path | None, archive: Path) -> None:
    if aside is None or archive.exists():
        return
    side = aside.with_name(aside.name + "-journal")
    try:
        if side.exists():
            side.rename(archive.with_name(archive.name + "-journal"))
        aside.rename(archive)
    except OSError as error:
        raise UserError("archive-left-aside", path=aside, reason=error.strerror) from error


def _lend_key(backup: Path, to: Place, keys: Place | None) -> None:
    if keys is None or to.key_file.exists() or backups.place_beside(backup).key_file.exists():
        return
    try:
        to.key_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        keyfile.create_header(to.key_file, keyfile.read_header(keys.key_file))
    except OSError as error:
        raise UserError("file-not-written", path=to.key_file, reason=error.strerror) from error


def _archive_of(key_file: Path) -> str:
    """Return the id of the archive a key file belongs to; nothing when it cannot be read."""
    try:
        return keyfile.read_header(key_file).archive
    except UserError:
        return ""
