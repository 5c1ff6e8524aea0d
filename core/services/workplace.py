"""Everything a window works with: the library, the open archive, and the services over them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from core.engine.events import read_journal
from core.services import office
from core.services.cases import Cases, Clock
from core.services.library import Library
from core.services.notes import Notes
from core.services.office import Office
from core.services.papers import Papers
from core.services.unlocking import Place, attempts_at, create, place_of
from core.services.verification import Verification, corrected
from core.store.archive import Archive
from core.store.rows import DraftRow, PaperHead, StoredPaper

Announce = Callable[[str], None]


class Workplace:
    """One open archive with its services; used from one thread at a time."""

    def __init__(
        self,
        library: Library,
        archive: Archive,
        clock: Clock,
        fresh: Callable[[], str],
        announce: Announce,
        place: Place | None = None,
    ) -> None:
        self.archive = archive
        self.place = place
        """Where the archive lies and what belongs to it; None in tests that need no backups."""
        self.attempts = attempts_at(place) if place else None
        """Failed tries while the archive is open: the passphrase is asked for again at times."""
        self.clock = clock
        self.fresh = fresh
        self._announce = announce
        self.learn(library)

    def learn(self, library: Library) -> None:
        """Work with a library and with what was corrected in its law in this archive."""
        self.library = corrected(library, self.archive)
        self.cases = Cases(self.archive, self.library, self.clock, self._announce)
        self.papers = Papers(self.cases, self.library)
        self.notes = Notes(self.cases, self.clock, self.fresh)
        self.verification = Verification(self.archive, self.library, self.clock)

    def office(self) -> Office | None:
        """Return who works here, or None while nobody has said so."""
        return office.read_office(self.archive)

    def keep_office(self, who: Office) -> None:
        """Keep who works here."""
        office.keep_office(self.archive, who, self.clock())

    def drafts(self, case_id: str) -> tuple[DraftRow, ...]:
        """Return the forms in progress of a case, the newest first."""
        return self.archive.read.drafts(case_id)

    def save_draft(self, row: DraftRow) -> None:
        """Keep a form in progress."""
        with self.archive.transaction() as change:
            change.save_draft(row)

    def drop_draft(self, draft_id: str) -> None:
        """Forget a form in progress."""
        with self.archive.transaction() as change:
            change.drop_draft(draft_id)

    def issued(self, case_id: str) -> tuple[PaperHead, ...]:
        """Return the papers of a case without their text."""
        return self.archive.read.papers(case_id)

    def snapshot(self, paper_id: str) -> StoredPaper | None:
        """Return one issued paper whole."""
        return self.archive.read.paper(paper_id)

    def take_in(self, folder: Path) -> int:
        """Take in the case files of a folder that are not here yet; return how many there are."""
        files = sorted(folder.glob("*.json"))
        for file in files:
            journal = read_journal(file.read_bytes(), file.name)
            if self.archive.read.case(file.stem) is None:
                latest = max(event.at for event in journal.events)
                # A shipped example brings its own present, whatever the clock says.
                present = max(self.clock(), latest + timedelta(days=1))
                self.cases.open_case(file.stem, journal, f"import-{file.stem}", now=present)
        return len(files)

    def close(self) -> None:
        """Let go of the archive."""
        self.archive.close()


def create_archive(path: Path, at: datetime) -> Archive:
    """Make an empty archive without a passphrase where the person said."""
    return create(place_of(path), at=at)
