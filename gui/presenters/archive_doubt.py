"""An archive that is not as it was remembered: what that means and how one goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.i18n import N_, PaperLanguage, Translator
from core.services import doubts
from core.store.anchor import Standing
from gui.presenters.archive import STANDINGS

if TYPE_CHECKING:
    from core.services.workplace import Workplace

MEANINGS = {
    Standing.WHOLE.value: N_("There is no doubt about this archive. Nothing needs to be decided."),
    Standing.BEHIND.value: N_(
        "Records that had been saved are not in this archive. Most often an older copy of the "
        "file was put in its place: by a restored disk, a synchronised folder, a copied stick."
    ),
    Standing.FORKED.value: N_(
        "A record that was saved stands here with other content. Either two copies of the archive "
        "were worked with, or somebody rewrote the history."
    ),
    Standing.UNANCHORED.value: N_(
        "The file beside the archive that remembers the last record is not there. The archive may "
        "be the latest; it cannot be proved that it is not an older copy."
    ),
    Standing.READ_ONLY.value: N_(
        "The disk or the folder cannot be written. Everything can be read; nothing can be saved "
        "until the archive lies where it can be written."
    ),
}


@dataclass(frozen=True)
class DoubtView:
    """What the page shows."""

    title: str
    meaning: str
    missing: int
    records: int
    decidable: bool
    """A person may decide to go on with it."""
    by: str
    """Who works here, as the decision is signed."""


def doubt_view(work: Workplace, tr: Translator, language: PaperLanguage) -> DoubtView:
    """Return how the archive stands and what it means."""
    archive = work.archive
    standing = archive.standing.value
    office = work.office()
    by = office.investigator.name if office is not None else None
    return DoubtView(
        tr.gettext(STANDINGS[standing]),
        tr.gettext(MEANINGS[standing]),
        archive.missing,
        archive.read.head().seq,
        doubts.in_doubt(archive),
        by[language] if by is not None else "",
    )


def go_on(work: Workplace, reason: str, by: str, now: datetime) -> None:
    """Record the decision to go on with the archive as it is."""
    doubts.go_on(work.archive, reason, by, now)
