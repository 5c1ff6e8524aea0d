"""A damaged archive: what would come back of it, what would not, and what came back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.i18n import N_, Translator
from core.services import backups, restoring, salvage
from core.services.restoring import Secret
from core.services.salvage import Finding, Line, Recovered, Report
from core.services.unlocking import Place
from core.store.attempts import Attempts
from core.store.keyfile import ArchiveKey
from gui.presenters.archive import Progress
from gui.presenters.moments import moment_words

if TYPE_CHECKING:
    from core.services.library import Library

COLUMNS = (N_("Record"), N_("When"), N_("Case"), N_("What becomes of it"))
FATES = {
    "again": (N_("comes back"), "calm"),
    "left": (N_("stays in the damaged file: a record of its case before it is lost"), "urgent"),
    "unread": (N_("cannot be read any more"), "overdue"),
}
LISTED = 2_000
"""Lines of the list; more than this nobody reads."""


@dataclass(frozen=True)
class Fate:
    """One record and what becomes of it."""

    number: str
    when: str
    case: str
    text: str
    tone: str


@dataclass(frozen=True)
class Job:
    """Which archive, by which secret, with which further folders of backups."""

    place: Place
    secret: Secret
    attempts: Attempts
    folders: tuple[Path, ...] = ()

    def key(self) -> ArchiveKey:
        """Return the key, one counted try."""
        return restoring.key_for(self.place.archive, self.place, self.secret, self.attempts)


def looked(job: Job, progress: Progress) -> Finding:
    """Look at an archive that nobody has open; nothing is changed."""
    return salvage.look(job.place, job.key(), folders=job.folders, progress=_staged(progress))


def salvaged(
    job: Job, library: Library, at: datetime, load: Callable[[str], Any], progress: Progress
) -> Recovered:
    """Put a rebuilt archive in the place of the damaged one, which is kept."""
    upgrade = load("core.store.upgrade").upgrade
    return salvage.salvage(
        job.place,
        job.key(),
        library,
        at=at,
        folders=job.folders,
        progress=_staged(progress),
        migrate=lambda path, key: upgrade(path, key, at),
    )


def places_words(place: Place, folders: tuple[Path, ...], tr: Translator) -> str:
    """Return where backups are looked for beside the usual folder."""
    remembered = backups.remembered_place(place)
    known = dict.fromkeys((*((remembered,) if remembered else ()), *folders))
    if not known:
        return tr.gettext("Backups are looked for beside the archive only.")
    said = tr.gettext("Backups are looked for beside the archive and in: {places}")
    return said.format(places=", ".join(map(str, known)))


def finding_words(found: Finding, tr: Translator) -> tuple[str, str]:
    """Return what a look found, and its tone."""
    if found.unfinished:
        said = tr.gettext(
            "An earlier salvage was interrupted when it was as good as done. Go on with it: "
            "nothing is lost."
        )
        return said, "soon"
    if found.report is None:
        return tr.gettext("The archive is not damaged. There is nothing to salvage."), "calm"
    return report_words(found.report, tr)


def report_words(report: Report, tr: Translator) -> tuple[str, str]:
    """Return what comes back and what does not, and the tone of it."""
    if report.backup:
        base = tr.gettext("From the backup {name}: {n} records.")
        parts = [base.format(name=report.backup, n=report.records)]
    else:
        parts = [tr.gettext("No backup is whole: everything is read from the damaged file.")]
    parts.append(
        tr.gettext("Later records that prove themselves in the damaged file: {n}.").format(
            n=len(report.again)
        )
    )
    if report.drafts:
        parts.append(tr.gettext("Forms in progress: {n}.").format(n=report.drafts))
    lost = len(report.unread) + len(report.left)
    papers = sum(line.papers_lost for line in report.again)
    if lost:
        parts.append(tr.gettext("Records that do not come back: {n}.").format(n=lost))
    if papers:
        parts.append(tr.gettext("Printed papers that cannot be read: {n}.").format(n=papers))
    if report.whole:
        parts.append(tr.gettext("Nothing that was saved is missing."))
    return " ".join(parts), "calm" if report.whole else "urgent"


def fates(report: Report, tr: Translator) -> tuple[Fate, ...]:
    """Return the records that need a word, those that are lost first."""
    msgid, tone = FATES["unread"]
    lost = [Fate(str(number), "", "", tr.gettext(msgid), tone) for number in report.unread]
    left = [_fate(line, "left", tr) for line in report.left]
    again = [_fate(line, "again", tr) for line in report.again]
    return tuple([*lost, *left, *again][:LISTED])


def _fate(line: Line, kind: str, tr: Translator) -> Fate:
    msgid, tone = FATES[kind]
    said = tr.gettext(msgid)
    if line.papers_lost:
        papers = tr.gettext("without papers: {n}").format(n=line.papers_lost)
        said, tone = f"{said}, {papers}", "urgent"
    return Fate(str(line.number), moment_words(line.at), line.case, said, tone)


def _staged(progress: Progress) -> salvage.Progress:
    """Return the progress of a salvage as one bar: each stage begins it anew."""

    def told(stage: str, done: int, total: int) -> None:
        progress(done, total or done + 1)

    return told
