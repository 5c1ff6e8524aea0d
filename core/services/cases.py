"""Cases of the archive: open one, record what happened, correct it, list them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from core.engine.events import (
    Corrected,
    Event,
    Journal,
    PaperIssued,
    StepDone,
    decode_event,
    encode_event,
)
from core.engine.steps import GuideStep
from core.errors import UserError
from core.services.casework import Casework
from core.services.derived import head_row, person_rows, term_rows
from core.services.library import Library
from core.services.permission import allow, guide_of
from core.services.soundness import problems
from core.store.rows import DueRow, EventRow, HeadPage, HeadQuery, PaperRow, StoredPaper

if TYPE_CHECKING:
    from core.store.archive import Archive
    from core.store.transaction import Transaction

Clock = Callable[[], datetime]
Progress = Callable[[int, int], None]
Papers = dict[str, tuple[PaperRow, ...]]
"""Event id → snapshots of the papers it issues."""


class Cases:
    """The journal of every case, and the lists derived from it in the same transaction."""

    def __init__(
        self,
        archive: Archive,
        library: Library,
        clock: Clock,
        announce: Callable[[str], None] = lambda case_id: None,
    ) -> None:
        self._archive = archive
        self._library = library
        self._clock = clock
        self._announce = announce

    def case(self, case_id: str) -> Casework:
        """Return a case with its whole journal; UserError when there is none of that id."""
        rows = self._archive.read.journal(case_id)
        if not rows:
            raise UserError("case-unknown", case=case_id)
        events = tuple(decode_event(row.payload) for row in rows)
        return Casework(case_id, events, self._library)

    def page(self, query: HeadQuery) -> HeadPage:
        """Return one page of the list of cases."""
        return self._archive.read.heads(query)

    def today(self, limit: int = 500, offset: int = 0) -> tuple[DueRow, ...]:
        """Return the open terms of all cases, the first to be ready for first."""
        return self._archive.read.due(None, limit, offset)

    def paper(self, paper_id: str) -> StoredPaper:
        """Return an issued paper as it was printed; UserError when there is none of that id."""
        found = self._archive.read.paper(paper_id)
        if found is None:
            raise UserError("paper-unknown", paper=paper_id)
        return found

    def open_case(
        self,
        case_id: str,
        journal: Journal,
        key: str,
        author: str = "",
        now: datetime | None = None,
    ) -> Casework:
        """Start the journal of a case (or take in a case file) and return it.

        `key` makes it happen once however often it is asked. UserError when the id is
        taken by another case, and for anything in the journal that cannot be. Nothing
        may lie behind `now`, the clock unless said: a shipped example brings its own.
        What the guards say is not asked: the acts of a file were done elsewhere.
        """
        case = Casework(case_id, journal.events, self._library)

        def work(change: Transaction) -> str:
            if change.read.case(case_id) is not None:
                raise UserError("case-exists", case=case_id)
            self._require_sound(None, case, now or self._clock())
            change.append(case_id, self._rows(case_id, journal.events, {}, author))
            self._derive(change, case)
            return case_id

        self._archive.act(key, work)
        self._announce(case_id)
        return self.case(case_id)

    def record(
        self,
        case_id: str,
        events: Sequence[Event],
        key: str,
        papers: Papers | None = None,
        author: str = "",
    ) -> Casework:
        """Write down what happened and return the case after it.

        Refused when the law closes an act; UserError `warning-needs-reason` when a
        guard warns and the act carries no reason for going on, and for anything that
        cannot be. `key` makes it happen once.
        """

        def work(change: Transaction) -> str:
            rows = change.read.journal(case_id)
            known = tuple(decode_event(row.payload) for row in rows)
            before = Casework(case_id, known, self._library)
            case = before
            for event in events:
                self._allow(case, event)
                case = case.after([event])
            self._require_sound(before, case, self._clock())
            change.append(case_id, self._rows(case_id, events, papers or {}, author))
            self._derive(change, case)
            return case_id

        self._archive.act(key, work)
        self._announce(case_id)
        return self.case(case_id)

    def correct(self, case_id: str, event: Corrected, key: str) -> Casework:
        """Strike out an event that was written by mistake; it stays in the journal."""
        known = {one.id for one in self.case(case_id).events}
        if event.event not in known:
            raise UserError("event-unknown", event=event.event)
        if not event.reason.strip():
            raise UserError("correction-needs-reason", event=event.event)
        return self.record(case_id, [event], key)

    def rebuild(self, progress: Progress = lambda done, total: None) -> int:
        """Compute all lists anew from the journals, in one transaction; return how many cases.

        `progress` is told how many of all cases are done. Whatever it raises stops the work,
        and the lists stay as they were: that is how a person cancels it.
        """
        with self._archive.transaction() as change:
            ids = change.read.case_ids()
            change.wipe_derived()
            for done, case_id in enumerate(ids, 1):
                rows = change.read.journal(case_id)
                events = tuple(decode_event(row.payload) for row in rows)
                self._derive(change, Casework(case_id, events, self._library))
                progress(done, len(ids))
        return len(ids)

    def check_act(self, case: Casework, event: StepDone | PaperIssued) -> GuideStep | None:
        """Return what the guide says of an act before it is recorded; None for a bare paper."""
        if not event.step:
            return None
        return guide_of(case, event)

    def _allow(self, case: Casework, event: Event) -> None:
        if not isinstance(event, StepDone | PaperIssued):
            return
        found = self.check_act(case, event)
        if found is not None:
            allow(found, event, self._library.book)

    def _require_sound(self, before: Casework | None, after: Casework, now: datetime) -> None:
        """Raise the first thing that is wrong after a change and was not wrong before it.

        An old mistake does not stop the work on a case, least of all its correction.
        """
        old = () if before is None else problems(before.events, self._library, now)
        known = {(problem.event, problem.error.code) for problem in old}
        for problem in problems(after.events, self._library, now):
            if (problem.event, problem.error.code) not in known:
                raise problem.error

    def _rows(
        self, case_id: str, events: Iterable[Event], papers: Papers, author: str
    ) -> list[EventRow]:
        now = self._clock()
        return [
            EventRow(
                event_id=row_id(case_id, event.id),
                kind=str(type(event).__struct_config__.tag),
                at=event.at,
                recorded_at=now,
                payload=encode_event(event),
                actor=event.by or author,
                papers=papers.get(event.id, ()),
            )
            for event in events
        ]

    def _derive(self, change: Transaction, case: Casework) -> None:
        at = max(self._clock(), *(event.at for event in case.events))
        change.replace_derived(head_row(case, at), term_rows(case, at), person_rows(case, at))


def row_id(case_id: str, event_id: str) -> str:
    """Return the id of an event in the archive, where two cases may both have an event `e1`."""
    return f"{case_id}/{event_id}"
