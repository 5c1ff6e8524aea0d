"""Rebuilding a damaged archive from its newest backup and from what still proves itself in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from core.errors import DamagedError, Refused, SledchyError, UserError
from core.services import backups
from core.services.cases import Cases
from core.services.library import Library
from core.services.unlocking import Place, witnesses_of
from core.services.verification import corrected
from core.store import closed, driver, exchange, opening, replay, vault
from core.store.anchor import Anchors, read_anchor
from core.store.archive import Archive
from core.store.backup import verify_file, write_backup
from core.store.failures import Trouble, explained
from core.store.journal import Head
from core.store.keyfile import ArchiveKey
from core.store.layout import layout
from core.store.lock import ArchiveLock
from core.store.opening import Migrate
from core.store.pages import SoundPages
from core.store.replay import Act, Debris, Plan
from core.store.rows import ARCHIVE, EventRow
from core.store.vault import Stored

KIND = "salvaged"
"""The kind of the record that says what came back and what did not."""
DAMAGE = ("archive-damaged", "archive-chain-broken", "archive-emptied", "archive-not-encrypted")
"""Only these start a recovery; a full disk, a busy file, a wrong key never do."""
_BROKEN: tuple[type[Exception], ...] = (SledchyError, OSError, *driver.FAILURES)
Progress = Callable[[str, int, int], None]
"""Told the stage (proof, backups, pages, records, lists), how far it is and of how much; 0 when
that is not known. What it raises stops the work; the damaged archive is then as it was."""


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One record in a list for people."""

    number: int
    """As it was in the damaged archive."""
    case: str
    kind: str
    at: datetime
    papers_lost: int = 0
    """Papers that cannot be read; the act itself can."""


class Report(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What comes back and what does not; numbers and kinds, no words of a case."""

    damage: str
    """The code of a sentence."""
    backup: str
    """The name of the copy that is the base; empty when no copy was sound."""
    records: int
    """How many records the copy holds."""
    again: tuple[Line, ...]
    """Records after the copy that are written again."""
    left: tuple[Line, ...]
    """Can be read, but a record of the same case before them cannot: they stay in the file kept."""
    unread: tuple[int, ...]
    """Numbers of saved records that cannot be read any more."""
    drafts: int
    """Forms in progress that come back."""

    @property
    def whole(self) -> bool:
        """Return whether nothing that was saved is missing."""
        papers = sum(line.papers_lost for line in self.again)
        return not (self.left or self.unread or papers)


@dataclass(frozen=True)
class Finding:
    """What a look at an archive found; nothing has been changed."""

    damage: str
    """The code of a sentence; empty for a sound archive, which is not to be salvaged."""
    unfinished: bool
    """A salvage was interrupted when it was as good as done: salvage() goes on with it."""
    backup: Path | None = None
    unsound: tuple[Path, ...] = ()
    """Backups, newer than that one, which did not pass their proof."""
    report: Report | None = None
    """What a salvage would bring back; None while unfinished or sound."""


@dataclass(frozen=True)
class Recovered:
    """The archive lies in its place again and may be opened."""

    kept: Path
    """The damaged archive, with its side file and its anchor named after it."""
    records: int
    head: str
    report: Report


def look(
    place: Place,
    key: ArchiveKey,
    *,
    folders: Sequence[Path] = (),
    progress: Progress = lambda stage, done, total: None,
) -> Finding:
    """Return whether an archive is damaged and what a salvage would bring back.

    Damage is what two fresh connections agree on. `folders` are further places of
    backups, beside the second place as far as it is remembered outside the archive.
    UserError and DamagedError for everything that is no damage: it is missing, in use,
    newer, of another key; the disk is in trouble.
    """
    with _held(place):
        if exchange.pending(place.archive) is not None:
            return Finding("salvage-unfinished", unfinished=True)
        damage = _damage(place, key, progress)
        if not damage:
            return Finding("", unfinished=False)
        work = _survey(place, key, damage, _places(place, folders), progress)
    path = work.base.path if work.base else None
    return Finding(damage, False, path, work.unsound, work.report)


def salvage(
    place: Place,
    key: ArchiveKey,
    library: Library,
    *,
    at: datetime,
    author: str = "",
    folders: Sequence[Path] = (),
    progress: Progress = lambda stage, done, total: None,
    migrate: Migrate | None = None,
) -> Recovered:
    """Put a rebuilt archive in the place of a damaged one, which is kept beside it.

    A copy of the newest sound backup gets the later records, a record of the salvage and
    its lists, and is proved; only then the two change places. A kill at any moment leaves
    the damaged archive, or a salvage to be finished by calling this again. Refused
    `salvage-not-needed` for a sound archive.
    """
    with _held(place):
        if exchange.pending(place.archive) is None:
            damage = _damage(place, key, progress)
            if not damage:
                raise Refused("salvage-not-needed", path=place.archive)
            work = _survey(place, key, damage, _places(place, folders), progress)
            with _in_words(layout(place.archive).salvage):
                _rebuild(place, key, library, work, at, author, progress, migrate)
                exchange.announce(place.archive, exchange.kept_name(place.archive, at))
        with _in_words(place.archive):
            return _finish(place, key)


def last_salvage(archive: Archive) -> Report | None:
    """Return what the last salvage of an archive brought back, or None when there was none."""
    rows = [row for row in archive.read.journal(ARCHIVE) if row.kind == KIND]
    return msgspec.json.decode(rows[-1].payload, type=Report) if rows else None


def _places(place: Place, folders: Sequence[Path]) -> tuple[Path, ...]:
    """Return where backups are looked for beside the usual folder."""
    remembered = backups.remembered_place(place)
    return tuple(dict.fromkeys((*folders, *((remembered,) if remembered else ()))))


@dataclass(frozen=True)
class _Work:
    """Everything a salvage needs to know before it writes."""

    base: Stored | None
    unsound: tuple[Path, ...]
    found: Debris
    plan: Plan
    report: Report


@contextmanager
def _held(place: Place) -> Iterator[None]:
    """Hold the lock of the archive; a medium that cannot be written has none."""
    lock = ArchiveLock(layout(place.archive).lock)
    with suppress(OSError):
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Turn what the system says into what a person can act on."""
    try:
        yield
    except driver.FAILURES as error:
        raise explained(error) or error from error
    except OSError as error:
        raise UserError("file-not-written", path=path, reason=error.strerror) from error


def _damage(place: Place, key: ArchiveKey, progress: Progress) -> str:
    """Return the code of a damage that two fresh connections agree on, or nothing."""
    first = _said(place, key, progress)
    if first and _said(place, key, progress) != first:
        raise Trouble("archive-trouble", reason="reread")
    return first


def _said(place: Place, key: ArchiveKey, progress: Progress) -> str:
    try:
        opening.look(place.archive)
        anchors = (layout(place.archive).anchor, *witnesses_of(place, key))
        opening.inspect(place.archive, key, anchors, read_only=False)
        report = verify_file(place.archive, key, lambda done, total: progress("proof", done, total))
    except driver.FAILURES as error:
        failure = explained(error)
    except SledchyError as error:
        failure = error
    else:
        chain = any(problem.seq for problem in report.problems)
        return "" if report.sound else DAMAGE[1] if chain else DAMAGE[0]
    if isinstance(failure, DamagedError):
        if failure.code in DAMAGE:
            return failure.code
        if failure.code == "key-of-another-archive" and _has_sound_pages(place, key):
            return DAMAGE[0]
    raise failure or DamagedError("archive-damaged")


def _has_sound_pages(place: Place, key: ArchiveKey) -> bool:
    """Return whether the file is of this key after all: its first bytes alone are damaged."""
    with SoundPages(place.archive, key) as pages:
        return pages.any()


def _survey(
    place: Place, key: ArchiveKey, damage: str, folders: Sequence[Path], progress: Progress
) -> _Work:
    """Return what there is to build from and what will come of it."""
    found = replay.debris(place.archive, key, lambda done: progress("pages", done, 0))
    base, unsound = _newest_sound(place, key, found, folders, progress)
    origin = closed.base_of(base.path if base else None, key)
    places = (layout(place.archive).anchor, *witnesses_of(place, key))
    anchors = [anchor for path in places if (anchor := read_anchor(path, key)) is not None]
    plan = replay.plan(found, origin, max((anchor.seq for anchor in anchors), default=0))
    report = Report(
        damage=damage,
        backup=base.path.name if base else "",
        records=origin.head.seq,
        again=_lines(plan.again),
        left=_lines(plan.left),
        unread=plan.unread,
        drafts=len(found.drafts),
    )
    return _Work(base, unsound, found, plan, report)


def _newest_sound(
    place: Place, key: ArchiveKey, found: Debris, folders: Sequence[Path], progress: Progress
) -> tuple[Stored | None, tuple[Path, ...]]:
    """Return the newest backup of the same history that proves itself, and those that do not.

    One of another history (a decision for an older copy was taken since) is better than none.
    """
    usual = layout(place.archive).backups
    copies = [one for f in (usual, *folders) for one in vault.stored(f, place.archive.suffix)]
    copies.sort(key=lambda one: (one.at, one.path.name), reverse=True)
    unsound, spare = list[Path](), list[Stored]()
    for done, one in enumerate(copies):
        progress("backups", done, len(copies))
        try:
            report = verify_file(one.path, key)
        except _BROKEN:
            unsound.append(one.path)
            continue
        if not report.sound or (one.verdict and one.verdict.head != report.head.hash):
            unsound.append(one.path)
        elif replay.agrees(found, report.head):
            return one, tuple(unsound)
        else:
            spare.append(one)
    return (spare[0] if spare else None), tuple(unsound)


def _lines(acts: Sequence[Act]) -> tuple[Line, ...]:
    return tuple(
        Line(act.seq, act.case_id, act.event.kind, act.event.at, act.papers_lost) for act in acts
    )


def _rebuild(
    place: Place,
    key: ArchiveKey,
    library: Library,
    work: _Work,
    at: datetime,
    author: str,
    progress: Progress,
    migrate: Migrate | None,
) -> None:
    """Make the archive that shall take the place, and prove it."""
    built = exchange.rebuilt(place.archive)
    shutil.rmtree(built.parent, ignore_errors=True)
    built.parent.mkdir(mode=0o700)
    Anchors(layout(built).anchor, (), key).remember(_foundation(built, work, key, at))
    with closing(Archive.open(built, key, migrate=migrate)) as archive:
        _write_again(archive, work, at, author, progress)
        cases = Cases(archive, corrected(library, archive), lambda: at)
        cases.rebuild(lambda done, total: progress("lists", done, total))
    if not verify_file(built, key).sound:
        raise DamagedError("salvage-not-sound", path=place.archive)


def _foundation(built: Path, work: _Work, key: ArchiveKey, at: datetime) -> Head:
    """Lay the copy of the backup, or an empty archive, and return its end."""
    if work.base is None:
        return opening.build(built, key, at)
    with closing(driver.connect(work.base.path, key, read_only=True)) as raw:
        return write_backup(raw, built, key).head


def _write_again(
    archive: Archive, work: _Work, at: datetime, author: str, progress: Progress
) -> None:
    """Write the later records, the drafts and the record of the salvage, all or nothing."""
    kept = {row.draft_id: row.saved_at for row in archive.read.drafts()}
    with archive.transaction() as change:
        for done, act in enumerate(work.plan.again):
            change.replay(act.case_id, act.event)
            progress("records", done + 1, len(work.plan.again))
        for draft in work.found.drafts.values():
            if draft.draft_id not in kept or kept[draft.draft_id] < draft.saved_at:
                change.save_draft(draft)
        name = f"{KIND}-{change.read.head().seq + 1}"
        payload = msgspec.json.encode(work.report)
        change.append(ARCHIVE, [EventRow(name, KIND, at, at, payload, author)])


def _finish(place: Place, key: ArchiveKey) -> Recovered:
    """Let the two archives change places, remember the new end everywhere, tidy up."""
    ready = exchange.pending(place.archive)
    if ready is None:
        raise DamagedError("archive-missing", path=place.archive)
    kept = exchange.exchange(place.archive, ready)
    report = verify_file(place.archive, key)
    anchors = Anchors(layout(place.archive).anchor, witnesses_of(place, key), key)
    anchors.remember_everywhere(report.head)
    if anchors.late:
        raise UserError("file-not-written", path=layout(place.archive).anchor, reason="")
    told = closed.last_of_kind(place.archive, key, KIND)
    if told is None:
        raise DamagedError("salvage-not-sound", path=place.archive)
    exchange.clear(place.archive)
    return Recovered(kept, report.rows, report.head.hash, msgspec.json.decode(told, type=Report))
