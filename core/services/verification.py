"""Comparing the law data with the official text: verdicts kept in the archive, taken out, in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import msgspec

from core.engine.counting import UNITS
from core.errors import UserError
from core.law.book import LawBook
from core.law.calendar import Year
from core.law.check import check_book
from core.law.corrections import (
    CALENDAR,
    Correction,
    FieldError,
    Verdict,
    applied,
    fingerprint,
    latest,
)
from core.law.crimes import Crime
from core.law.editions import KINDS
from core.law.model import Confidence, Entry, Record
from core.services.calendar_years import require_possible, require_year, year_given
from core.services.corrections_file import Coming, coming, read_corrections, write_corrections
from core.services.library import Library
from core.store.canonical import canonical
from core.store.rows import ARCHIVE, EventRow

if TYPE_CHECKING:
    from core.store.archive import Archive

KIND = "law_verified"
"""The kind of the records of the archive's own journal that keep verdicts: they are proved
like every other record and cannot be altered afterwards."""

VERIFIED_KINDS = (*(kind for kind, one in KINDS.items() if issubclass(one, Entry)), CALENDAR)
"""Kinds whose entries state law: those of the editions, and the years of the calendar."""

SURE: tuple[Confidence, ...] = ("low", "medium", "high")
"""From the least sure to the surest."""


@dataclass(frozen=True)
class Compared:
    """One entry with what is known of its source, for the list."""

    kind: str
    entry: Entry
    edition: str
    verdict: Correction | None

    @property
    def confidence(self) -> Confidence:
        """Return how sure the reading is now: as sure as its least sure part."""
        return confidence_of(self.entry)


class Verification:
    """The verdicts of one archive."""

    def __init__(self, archive: Archive, library: Library, clock: Callable[[], datetime]) -> None:
        self._archive = archive
        self._library = library
        self._clock = clock

    def known(self) -> tuple[Correction, ...]:
        """Return every verdict ever given, the withdrawn ones too, in their order."""
        return known(self._archive)

    def history(self, kind: str, entry: str, edition: str = "") -> tuple[Correction, ...]:
        """Return every verdict given on one entry, the first one first."""
        edition = edition or self._library.book.shipped.origin(kind, entry)
        return tuple(one for one in self.known() if one.key == (edition, kind, entry))

    def confirm(
        self, kind: str, entry: str, author: str, reference: str, edition: str = ""
    ) -> Correction:
        """Record that an entry, as it counts now, reads as the official text does.

        Without an edition it is the reading of the newest text.
        """
        changes = self._in_force(kind, entry, edition)
        verdict: Verdict = "corrected" if changes else "confirmed"
        return self._give(verdict, kind, entry, changes, author, reference, edition)

    def correct(
        self,
        kind: str,
        entry: str,
        changes: Mapping[str, Any],
        author: str,
        reference: str,
        edition: str = "",
    ) -> Correction:
        """Record what an entry reads in the official text.

        What was corrected in it before stays corrected. UserError for a field that is not
        there, a value that does not fit, and a change with which the law data no longer
        agree.
        """
        if not changes:
            raise UserError("correction-empty", kind=kind, entry=entry)
        together = {**self._in_force(kind, entry, edition), **changes}
        return self._give("corrected", kind, entry, together, author, reference, edition)

    def withdraw(
        self, kind: str, entry: str, author: str, reference: str, edition: str = ""
    ) -> Correction:
        """Record that a verdict no longer counts: the shipped value is back, an added year gone."""
        return self._give("withdrawn", kind, entry, {}, author, reference, edition)

    def add_year(
        self, year: str, off: Iterable[date], worked: Iterable[date], author: str, reference: str
    ) -> Correction:
        """Record which days the Government moved in a year that was not shipped."""
        book, today = self._library.book, self._clock().date()
        one = year_given(book, year, off, worked, author, reference, today)
        self._write([one])
        return one

    def export(self) -> bytes:
        """Return the verdicts in force as a small file."""
        return write_corrections(tuple(latest(self.known()).values()))

    def preview(self, text: bytes, name: str) -> tuple[Coming, ...]:
        """Return what taking in a file would change; UserError when the file is broken."""
        known = self.known()
        book = self._library.book.shipped.corrected(known)
        return coming(book, latest(known), read_corrections(text, name))

    def take_in(self, text: bytes, name: str) -> int:
        """Record the verdicts of a file, all or none; return how many were new.

        UserError when the file is broken or the law data no longer agree with it.
        """
        told = read_corrections(text, name)
        known = latest(self.known())
        new = [one for one in told if known.get(one.key) != one]
        for one in new:
            self._require_whole(one)
        if new:
            self._require_sound([*self.known(), *new])
            self._write(new)
        return len(new)

    def _in_force(self, kind: str, entry: str, edition: str) -> dict[str, Any]:
        """Return what is corrected in an entry now."""
        book = self._library.book
        shipped_entry(book, kind, entry, edition)
        edition = edition or book.shipped.origin(kind, entry)
        found = latest(self.known()).get((edition, kind, entry))
        return {} if found is None else found.changes

    def _give(
        self,
        verdict: Verdict,
        kind: str,
        entry: str,
        changes: Mapping[str, Any],
        author: str,
        reference: str,
        edition: str,
    ) -> Correction:
        added = {one.entry for one in latest(self.known()).values() if one.verdict == "added"}
        gone = verdict == "withdrawn" and kind == CALENDAR and entry in added
        shipped = None if gone else shipped_entry(self._library.book, kind, entry, edition)
        if not author.strip() or not reference.strip():
            raise UserError("correction-needs-reference", kind=kind, entry=entry)
        one = Correction(
            edition=edition or self._library.book.shipped.origin(kind, entry),
            kind=kind,
            entry=entry,
            verdict=verdict,
            changes=dict(changes),
            author=author.strip(),
            on=self._clock().date(),
            reference=reference.strip(),
            was=fingerprint(shipped) if shipped else "",
        )
        self._require_whole(one)
        self._require_sound([*self.known(), one])
        self._write([one])
        return one

    def _require_whole(self, one: Correction) -> None:
        """Raise UserError when a verdict does not fit the entry it speaks of."""
        book = self._library.book
        if one.verdict == "added":
            require_year(book, one)
            return
        if one.verdict == "withdrawn":
            return
        shipped = shipped_entry(book, one.kind, one.entry, one.edition)
        try:
            found = applied(shipped, one)
        except FieldError as error:
            field, problem = error.field, error.problem
            raise UserError(
                "correction-field-wrong",
                kind=one.kind,
                entry=one.entry,
                field=field,
                problem=problem,
            ) from error
        if isinstance(found, Year):
            require_possible(book, found)

    def _require_sound(self, corrections: Iterable[Correction]) -> None:
        """Raise UserError when the whole book would no longer agree with itself."""
        told = tuple(corrections)
        book = self._library.book.shipped.corrected(told)
        before = set(check_book(book.shipped, self._library.forms, UNITS))
        for problem in check_book(book, self._library.forms, UNITS):
            if problem not in before:
                last = told[-1]
                raise UserError(
                    "correction-breaks-book", kind=last.kind, entry=last.entry, problem=problem
                )

    def _write(self, corrections: Iterable[Correction]) -> None:
        now = self._clock()
        with self._archive.transaction() as change:
            count = len(change.read.journal(ARCHIVE))
            rows = [
                EventRow(f"law-{count + place}", KIND, now, now, canonical(one), one.author)
                for place, one in enumerate(corrections, 1)
            ]
            change.append(ARCHIVE, rows)


def known(archive: Archive) -> tuple[Correction, ...]:
    """Return every verdict an archive keeps, in the order they were given."""
    return tuple(
        msgspec.json.decode(row.payload, type=Correction)
        for row in archive.read.journal(ARCHIVE)
        if row.kind == KIND
    )


def corrected(library: Library, archive: Archive) -> Library:
    """Return the library with the verdicts of an archive applied to its law book."""
    return with_corrections(library, known(archive))


def with_corrections(library: Library, corrections: Iterable[Correction]) -> Library:
    """Return the library with verdicts applied to the shipped law book."""
    return replace(library, book=library.book.shipped.corrected(corrections))


def shipped_entry(book: LawBook, kind: str, entry: str, edition: str = "") -> Record:
    """Return an entry as it was shipped, of the newest text or of one edition.

    UserError when there is none, with those near to it.
    """
    shipped = book.shipped
    entries: Mapping[str, Record] = {}
    if kind in VERIFIED_KINDS:
        newest = not edition and kind != CALENDAR
        entries = shipped.newest.entries(kind) if newest else shipped.layer(edition, kind)
    if entry not in entries:
        pool = list(entries) or list(VERIFIED_KINDS)
        near = ", ".join(get_close_matches(entry if entries else kind, pool, n=5, cutoff=0.4))
        raise UserError("correction-entry-unknown", kind=kind, entry=entry, near=near or "—")
    return entries[entry]


def confidence_of(entry: Entry) -> Confidence:
    """Return how sure an entry is: as sure as its least sure part."""
    parts = entry.parts if isinstance(entry, Crime) else ()
    told = {entry.confidence, *(part.confidence for part in parts)}
    return next(one for one in SURE if one in told)


def compared(book: LawBook, edition: str = "") -> tuple[Compared, ...]:
    """Return every entry that states law with its source, the least sure first.

    Of the newest text, or of one edition: then only what that edition itself brings.
    """
    rows = [
        Compared(kind, one, of, book.verdict(kind, one.id, of))
        for kind in VERIFIED_KINDS
        for one, of in _entries(book, kind, edition)
    ]
    return tuple(sorted(rows, key=lambda row: SURE.index(row.confidence)))


def _entries(book: LawBook, kind: str, edition: str) -> Iterator[tuple[Entry, str]]:
    """Yield entries of a kind, each with the edition it comes from."""
    if (kind == CALENDAR) and edition in ("", CALENDAR):
        found = book.layer(CALENDAR, kind)
    elif kind == CALENDAR or edition == CALENDAR:
        return
    else:
        found = book.layer(edition, kind) if edition else book.newest.entries(kind)
    for one in found.values():
        if isinstance(one, Entry):
            yield one, edition or book.origin(kind, one.id)


def value_of(text: str) -> Any:
    """Return a value as a person writes it: a number, true or false, JSON, else the text itself."""
    try:
        return msgspec.json.decode(text.encode())
    except msgspec.DecodeError:
        return text
