"""How the archive is doing, in sentences: what stands well, what is owed, where things lie."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from core.documents.resolved import Paper
from core.i18n import N_, PaperLanguage, Translator
from core.services import backups, control_sheet, doubts, unlocking
from core.services.backups import Health
from core.services.control_sheet import short_hash
from core.services.unlocking import Place
from core.store.anchor import Standing
from gui.presenters.moments import moment_words

if TYPE_CHECKING:
    from core.services.workplace import Workplace

Progress = Callable[[int, int], None]
SCARCE = 500_000_000
"""Bytes; with less room than this a backup may soon not fit."""
_UNITS = ((1_000_000_000, N_("{n} GB")), (1_000_000, N_("{n} MB")), (1_000, N_("{n} KB")))
STANDINGS = {
    Standing.WHOLE.value: N_("The archive is as it was remembered"),
    Standing.BEHIND.value: N_("Later records are missing"),
    Standing.FORKED.value: N_("The history was rewritten"),
    Standing.UNANCHORED.value: N_("The mark of the last record is not there"),
    Standing.READ_ONLY.value: N_("The archive can only be read here"),
}


class Stopped(Exception):
    """The person stopped a piece of work."""


class Brake:
    """Passes progress on until somebody pulls it; used from two threads."""

    def __init__(self, told: Progress) -> None:
        self._told = told
        self._pulled = Event()

    def pull(self) -> None:
        """Stop the work at its next report of progress."""
        self._pulled.set()

    def __call__(self, done: int, total: int) -> None:
        """Tell how far the work is; Stopped once the brake was pulled."""
        if self._pulled.is_set():
            raise Stopped
        self._told(done, total)


@dataclass(frozen=True)
class Facts:
    """What the page of the archive needs; read in the thread of the archive."""

    health: Health
    place: Place
    size: int
    free: int | None
    """Bytes left on the disk of the archive; None when the system does not say."""
    next_due: datetime | None
    doubt: bool


@dataclass(frozen=True)
class HealthLine:
    """One line: what it is about, how it stands, and what can be done."""

    key: str
    title: str
    text: str
    tone: str
    """calm, soon, urgent or overdue."""


@dataclass(frozen=True)
class Proof:
    """What a check of the whole archive found."""

    sound: bool
    records: int
    papers: int
    problems: int
    first: int
    """Number of the first bad record; 0 when none is named."""


def place_of(work: Workplace) -> Place:
    """Return the place of the archive that is open."""
    return work.place or unlocking.place_of(work.archive.path)


def facts(work: Workplace, now: datetime) -> Facts:
    """Return how the archive is doing now."""
    place = place_of(work)
    health = backups.health(place, work.archive, now)
    last = health.last_backup
    due = last + backups.WORK if last is not None and health.unsaved_records else None
    return Facts(
        health,
        place,
        _size(place.archive),
        _free(place.archive),
        due,
        doubts.in_doubt(work.archive),
    )


def prove(work: Workplace, progress: Progress) -> Proof:
    """Check every page, link and paper of the archive."""
    report = work.archive.verify(progress)
    first = report.problems[0].seq if report.problems else 0
    return Proof(report.sound, report.rows, report.papers, len(report.problems), first)


def copy(work: Workplace, target: Path, progress: Progress) -> Proof:
    """Write a copy of the archive that is proved before it gets its name."""
    made = work.archive.backup(target, progress)
    return Proof(True, made.rows, made.papers, 0, 0)


def copy_name(now: datetime) -> str:
    """Return how a copy is called unless the person says otherwise.

    >>> copy_name(datetime(2026, 3, 5, 14, 20))
    'archive-2026-03-05-1420.sledchy'
    """
    return f"archive-{now:%Y-%m-%d-%H%M}.sledchy"


def proof_words(found: Proof, tr: Translator) -> str:
    """Return what a check found."""
    if found.sound:
        said = tr.gettext("The archive is sound. Records: {records}, papers: {papers}.")
        return said.format(records=found.records, papers=found.papers)
    said = tr.gettext("The archive is damaged in {n} places. Make no more changes; restore.")
    return said.format(n=found.problems)


def health_lines(known: Facts, now: datetime, tr: Translator) -> tuple[HealthLine, ...]:
    """Return the lines of the page, what needs a hand being toned."""
    health = known.health
    return (
        _standing(known, tr),
        _backup(known, now, tr),
        _second(health, tr),
        _drill(health, tr),
        _secrets(health, tr),
        _room(known, tr),
    )


def summary(known: Facts, now: datetime, tr: Translator) -> HealthLine:
    """Return the line that needs a hand most, or the one that says all is well."""
    order = ("overdue", "urgent", "soon", "calm")
    return min(health_lines(known, now, tr), key=lambda line: order.index(line.tone))


def head_words(health: Health, tr: Translator) -> str:
    """Return the end of the journal as a person copies it or reads it aloud."""
    said = tr.gettext("record {number}, {short}")
    return said.format(number=health.records, short=short_hash(health.head))


def anchor_words(health: Health, tr: Translator) -> str:
    """Return how the end of the journal is remembered outside the archive."""
    if health.standing != Standing.WHOLE.value:
        return tr.gettext("What is remembered outside the archive does not agree with it.")
    if health.anchor_late:
        return tr.gettext("The last save is not remembered yet: its place could not be written.")
    return tr.gettext("The mark beside the archive and its witnesses agree with the journal.")


def size_words(count: int, tr: Translator) -> str:
    """Return a number of bytes in the unit people use."""
    least, msgid = next((one for one in _UNITS if count >= one[0]), _UNITS[-1])
    amount = count / least
    return tr.gettext(msgid).format(n=f"{amount:.0f}" if amount >= 10 else f"{amount:.1f}")


def sheet(work: Workplace, now: datetime, language: PaperLanguage, progress: Progress) -> Paper:
    """Prove the archive and return its control sheet."""
    found = control_sheet.witness(work.archive, progress)
    return control_sheet.control_sheet(found, now, language)


def agreed(work: Workplace, number: str, short: str) -> bool:
    """Return whether an older control sheet agrees with the archive."""
    typed = number.strip()
    return control_sheet.agrees(work.archive, int(typed) if typed.isdecimal() else 0, short)


def _standing(known: Facts, tr: Translator) -> HealthLine:
    health = known.health
    title = tr.gettext(STANDINGS[health.standing])
    if health.standing == Standing.WHOLE.value:
        said = tr.gettext("Records: {n}. Nothing that was saved is missing.")
        return HealthLine("check", title, said.format(n=health.records), "calm")
    said = tr.gettext("It is open for reading only until you decide what to do.")
    key = "doubt" if known.doubt else "check"
    return HealthLine(key, title, said, "overdue" if known.doubt else "urgent")


def _backup(known: Facts, now: datetime, tr: Translator) -> HealthLine:
    health = known.health
    title = tr.gettext("Backups")
    if health.last_backup is None:
        return HealthLine("backup", title, tr.gettext("There is no backup yet."), "urgent")
    parts = [
        tr.gettext("The last one that was proved: {when}; {n} in all.").format(
            when=moment_words(health.last_backup), n=health.backups
        )
    ]
    left = health.unsaved_records
    if left:
        said = tr.ngettext("{n} record since then.", "{n} records since then.", left)
        parts.append(said.format(n=left))
    if known.next_due is not None:
        late = known.next_due <= now or left >= backups.ACTS
        said = tr.gettext("The next one is due now.") if late else tr.gettext("Next: {when}.")
        parts.append(said.format(when=moment_words(known.next_due)))
    else:
        parts.append(tr.gettext("Everything is in it."))
    tone = "soon" if known.next_due is not None and known.next_due <= now else "calm"
    return HealthLine("backup", title, " ".join(parts), tone)


def _second(health: Health, tr: Translator) -> HealthLine:
    title = tr.gettext("Second place")
    if health.second_place is None:
        said = tr.gettext(
            "Backups lie on the same disk as the archive: when it fails, both are gone. Choose a "
            "folder on another disk or a stick."
        )
        return HealthLine("second", title, said, "urgent")
    if health.last_elsewhere is None:
        said = tr.gettext("{folder}: nothing was copied there yet.")
        return HealthLine("second", title, said.format(folder=health.second_place), "urgent")
    said = tr.gettext("{folder}: last copied {when}.").format(
        folder=health.second_place, when=moment_words(health.last_elsewhere)
    )
    if health.remind_second:
        said += " " + tr.gettext("More than a week ago: put the disk in and make a backup.")
        return HealthLine("second", title, said, "urgent")
    return HealthLine("second", title, said, "calm")


def _drill(health: Health, tr: Translator) -> HealthLine:
    title = tr.gettext("Restoring tried out")
    if health.last_drill is None:
        said = tr.gettext("No backup was tried out yet. Once a month is enough.")
    else:
        said = tr.gettext("The last backup that came back whole: {when}.").format(
            when=moment_words(health.last_drill)
        )
    if health.drill_due and health.last_drill is not None:
        said += " " + tr.gettext("More than a month ago.")
    if health.drill_failed is not None:
        failed = tr.gettext("A backup did not come back whole: {when}.")
        said += " " + failed.format(when=moment_words(health.drill_failed))
        return HealthLine("drill", title, said, "urgent")
    return HealthLine("drill", title, said, "soon" if health.drill_due else "calm")


def _secrets(health: Health, tr: Translator) -> HealthLine:
    title = tr.gettext("Passphrase and recovery sheet")
    if not health.locked_by_passphrase:
        said = tr.gettext(
            "There is no passphrase: whoever has the archive and its key file reads everything."
        )
        return HealthLine("secrets", title, said, "urgent")
    if not health.recovery_sheet:
        said = tr.gettext(
            "There is no recovery sheet: a forgotten passphrase could not be replaced."
        )
        return HealthLine("secrets", title, said, "soon")
    return HealthLine("secrets", title, tr.gettext("Both are there."), "calm")


def _room(known: Facts, tr: Translator) -> HealthLine:
    title = tr.gettext("Room on the disk")
    size = size_words(known.size, tr)
    if known.free is None:
        said = tr.gettext("The archive takes {size}.").format(size=size)
        return HealthLine("room", title, said, "calm")
    said = tr.gettext("Free: {free}; the archive takes {size}.").format(
        free=size_words(known.free, tr), size=size
    )
    scarce = known.free < max(SCARCE, 3 * known.size)
    return HealthLine("room", title, said, "urgent" if scarce else "calm")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _free(path: Path) -> int | None:
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return None
