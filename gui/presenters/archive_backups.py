"""The list of backups, and what bringing one back would mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import DamagedError
from core.i18n import N_, Translator
from core.services import backups, restoring, unlocking
from core.services.backups import Drill, Made
from core.services.restoring import Compared, Content, Relation, Secret
from core.services.unlocking import Place
from core.store import vault
from core.store.attempts import Attempts
from core.store.vault import Stored
from gui.presenters.archive import Progress, place_of
from gui.presenters.moments import moment_words

if TYPE_CHECKING:
    from core.services.workplace import Workplace

COLUMNS = (N_("Made"), N_("What it holds"), N_("Proof"), N_("Where"))
RELATIONS = {
    Relation.ALONE: N_("There is no archive at that place."),
    Relation.SAME: N_("It holds everything that the archive holds now."),
    Relation.NEWER: N_("It holds more than the archive does now."),
    Relation.OTHER: N_("Its history is not that of the archive at that place."),
    Relation.UNKNOWN: N_("It cannot be said what would be missing: the mark is not there."),
}


@dataclass(frozen=True)
class BackupLine:
    """One backup of the list."""

    path: Path
    made: str
    holds: str
    proved: str
    tone: str
    where: str


@dataclass(frozen=True)
class Looked:
    """What a backup holds, beside what is there now."""

    content: Content
    compared: Compared
    archive_there: bool


@dataclass(frozen=True)
class Back:
    """A backup that was brought back."""

    archive: Path
    aside: Path | None
    records: int
    sound: bool


def listed(work: Workplace) -> tuple[Stored, ...]:
    """Return the backups beside the archive and those in the second place, the newest first."""
    place = place_of(work)
    return found_at(place, backups.second_place(work.archive))


def found_at(place: Place, second: Path | None = None) -> tuple[Stored, ...]:
    """Return the backups of a place without asking the archive for anything else."""
    here = backups.backups_of(place)
    away = vault.stored(second, place.archive.suffix) if second is not None else ()
    return tuple(sorted((*here, *away), key=lambda one: one.at, reverse=True))


def backup_lines(found: tuple[Stored, ...], tr: Translator) -> tuple[BackupLine, ...]:
    """Return the backups as the list shows them."""
    return tuple(_line(one, tr) for one in found)


def make(work: Workplace, now: datetime, progress: Progress) -> Made:
    """Make a backup now."""
    return backups.backup_now(place_of(work), work.archive, now, progress)


def made_words(made: Made, tr: Translator) -> str:
    """Return what came of making a backup."""
    parts = [tr.gettext("The backup was made and proved.")]
    if made.elsewhere == "done":
        parts.append(tr.gettext("It was copied to the second place."))
    elif made.elsewhere:
        parts.append(tr.gettext("The second place could not be reached."))
    return " ".join(parts)


def tried(work: Workplace, now: datetime, progress: Progress) -> Drill:
    """Try to bring the newest backup back, and note how it ended."""
    found = backups.drill(place_of(work), work.archive.key, progress)
    if work.archive.writable:
        backups.record_drill(work.archive, found, now)
    return found


def drill_words(found: Drill, tr: Translator) -> tuple[str, str]:
    """Return what a trial found, and its tone."""
    broken = ", ".join(path.name for path in found.failed)
    if found.restored is None:
        said = tr.gettext("No backup could be brought back. Make one now.")
        return said, "overdue"
    said = tr.gettext("{name} came back whole: {n} records.").format(
        name=found.restored.name, n=found.records
    )
    if broken:
        said += " " + tr.gettext("Not whole: {names}.").format(names=broken)
    return said, "urgent" if broken else "calm"


def examined(work: Workplace, backup: Path, progress: Progress) -> Looked:
    """Prove one backup by the key of the archive that is open."""
    key, place = work.archive.key, place_of(work)
    content = restoring.look_into(backup, key, progress)
    return Looked(content, restoring.compared(content, place, key, work.archive.read), True)


def needs_secret(backup: Path, to: Place) -> bool:
    """Return whether a passphrase or a code must be given to look into a backup."""
    try:
        return unlocking.needs_passphrase(restoring.key_place(backup, to))
    except DamagedError:
        return True


def looked(
    backup: Path,
    to: Place,
    secret: Secret,
    attempts: Attempts,
    progress: Progress,
    work: Workplace | None = None,
) -> Looked:
    """Look into a backup by its own secret; an archive that is open says what it holds itself."""
    key = restoring.key_for(backup, to, secret, attempts)
    content = restoring.look_into(backup, key, progress)
    present = work.archive.read if work is not None and work.archive.path == to.archive else None
    found = restoring.compared(content, to, key, present)
    return Looked(content, found, to.archive.exists())


def brought_back(
    backup: Path,
    to: Place,
    keys: Place,
    secret: Secret,
    attempts: Attempts,
    at: datetime,
    load: Callable[[str], Any],
) -> Back:
    """Bring a backup back to a place, prove it there and close it again.

    `keys` is the place of the present archive: a copy may have no key file beside it.
    """
    migrate = load("core.store.upgrade").upgrade
    archive, aside = restoring.take_place(
        backup,
        to,
        secret,
        at=at,
        keys=keys,
        attempts=attempts,
        migrate=lambda path, key: migrate(path, key, at),
    )
    try:
        report = archive.verify()
    finally:
        archive.close()
    return Back(to.archive, aside, report.rows, report.sound)


def holds_words(content: Content, tr: Translator) -> str:
    """Return what a backup holds."""
    said = tr.gettext("Cases: {cases}, records: {records}, papers: {papers}.")
    parts = [said.format(cases=content.cases, records=content.records, papers=content.papers)]
    if content.last is not None:
        last = tr.gettext("The last record was written down {when}.")
        parts.append(last.format(when=moment_words(content.last)))
    return " ".join(parts)


def compared_words(found: Compared, tr: Translator) -> tuple[str, str]:
    """Return how a backup stands to what is there now, and the tone of it."""
    if found.relation is Relation.OLDER:
        said = tr.ngettext(
            "{n} later record would be missing.",
            "{n} later records would be missing.",
            found.missing,
        )
        return said.format(n=found.missing), "urgent"
    tone = "overdue" if found.relation in (Relation.OTHER, Relation.UNKNOWN) else "calm"
    return tr.gettext(RELATIONS[found.relation]), tone


def _line(one: Stored, tr: Translator) -> BackupLine:
    verdict = one.verdict
    holds = tr.gettext("it is not known")
    proved, tone = tr.gettext("not proved"), "urgent"
    if verdict is not None:
        holds = tr.gettext("{records} records, {papers} papers").format(
            records=verdict.records, papers=verdict.papers
        )
        proved, tone = (tr.gettext("proved"), "calm") if verdict.sound else (proved, tone)
    return BackupLine(one.path, moment_words(one.at), holds, proved, tone, str(one.path.parent))
