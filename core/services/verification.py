"""Comparing the law data with the official text: verdicts kept in the archive, taken out, in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from core.engine.counting import UNITS
from core.errors import UserError
from core.law.book import LawBook
from core.law.check import check_book
from core.law.corrections import Correction, FieldError, Verdict, applied, fingerprint, latest
from core.law.editions import KINDS
from core.law.model import Confidence, Entry, Record
from core.services.library import Library
from core.store.canonical import canonical
from core.store.rows import ARCHIVE, EventRow

if TYPE_CHECKING:
    from core.store.archive import Archive

KIND = "law_verified"
"""The kind of the records of the archive's own journal that keep verdicts: they are proved
like every other record and cannot be altered afterwards."""

VERIFIED_KINDS = tuple(kind for kind, entry in KINDS.items() if issubclass(entry, Entry))
"""Kinds whose entries state law."""


class CorrectionsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Verdicts on their way from one division to another."""

    format: Literal["sledchy-corrections-1"] = "sledchy-corrections-1"
    corrections: tuple[Correction, ...]


@dataclass(frozen=True)
class Compared:
    """One entry of the newest text with what is known of its source, for the list."""

    kind: str
    entry: Entry
    edition: str
    verdict: Correction | None

    @property
    def confidence(self) -> Confidence:
        """Return how sure the reading is now."""
        return self.entry.confidence


class Verification:
    """The verdicts of one archive."""

    def __init__(self, archive: Archive, library: Library, clock: Callable[[], datetime]) -> None:
        self._archive = archive
        self._library = library
        self._clock = clock

    def known(self) -> tuple[Correction, ...]:
        """Return every verdict ever given, the withdrawn ones too, in their order."""
        return known(self._archive)

    def confirm(self, kind: str, entry: str, author: str, reference: str) -> Correction:
        """Record that an entry, as it counts now, reads as the official text does."""
        changes = self._in_force(kind, entry)
        verdict: Verdict = "corrected" if changes else "confirmed"
        return self._give(verdict, kind, entry, changes, author, reference)

    def correct(
        self, kind: str, entry: str, changes: Mapping[str, Any], author: str, reference: str
    ) -> Correction:
        """Record what an entry reads in the official text.

        What was corrected in it before stays corrected. UserError for a field that is not
        there, a value that does not fit, and a change with which the law data no longer
        agree.
        """
        if not changes:
            raise UserError("correction-empty", kind=kind, entry=entry)
        together = {**self._in_force(kind, entry), **changes}
        return self._give("corrected", kind, entry, together, author, reference)

    def withdraw(self, kind: str, entry: str, author: str, reference: str) -> Correction:
        """Record that a verdict no longer counts: the shipped value is back."""
        return self._give("withdrawn", kind, entry, {}, author, reference)

    def export(self) -> bytes:
        """Return the verdicts in force as a small file."""
        told = tuple(latest(self.known()).values())
        return msgspec.json.format(msgspec.json.encode(CorrectionsFile(corrections=told))) + b"\n"

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

    def _in_force(self, kind: str, entry: str) -> dict[str, Any]:
        """Return what is corrected in an entry of the newest text now."""
        shipped_entry(self._library.book, kind, entry)
        edition = self._library.book.shipped.newest.edition_of(kind, entry).id
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
    ) -> Correction:
        shipped = shipped_entry(self._library.book, kind, entry)
        if not author.strip() or not reference.strip():
            raise UserError("correction-needs-reference", kind=kind, entry=entry)
        one = Correction(
            edition=self._library.book.shipped.newest.edition_of(kind, entry).id,
            kind=kind,
            entry=entry,
            verdict=verdict,
            changes=dict(changes),
            author=author.strip(),
            on=self._clock().date(),
            reference=reference.strip(),
            was=fingerprint(shipped),
        )
        self._require_whole(one)
        self._require_sound([*self.known(), one])
        self._write([one])
        return one

    def _require_whole(self, one: Correction) -> None:
        """Raise UserError when a verdict does not fit the entry it speaks of."""
        shipped = shipped_entry(self._library.book, one.kind, one.entry)
        try:
            if one.verdict != "withdrawn":
                applied(shipped, one)
        except FieldError as error:
            field, problem = error.field, error.problem
            raise UserError(
                "correction-field-wrong",
                kind=one.kind,
                entry=one.entry,
                field=field,
                problem=problem,
            ) from error

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


def read_corrections(text: bytes, name: str) -> tuple[Correction, ...]:
    """Return the verdicts of a file; UserError says what is wrong with it."""
    try:
        return msgspec.json.decode(text, type=CorrectionsFile).corrections
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UserError("corrections-broken", file=name, problem=str(error)) from error


def shipped_entry(book: LawBook, kind: str, entry: str) -> Record:
    """Return an entry of the newest text as it was shipped; UserError when there is none."""
    law = book.shipped.newest
    entries = law.entries(kind) if kind in VERIFIED_KINDS else {}
    if entry not in entries:
        pool = list(entries) or list(VERIFIED_KINDS)
        near = ", ".join(get_close_matches(entry if entries else kind, pool, n=5, cutoff=0.4))
        raise UserError("correction-entry-unknown", kind=kind, entry=entry, near=near or "—")
    return entries[entry]


def compared(book: LawBook) -> tuple[Compared, ...]:
    """Return every entry that states law with its source, the least sure first."""
    law = book.newest
    rows = [
        Compared(kind, one, law.edition_of(kind, one.id).id, law.verdict(kind, one.id))
        for kind in VERIFIED_KINDS
        for one in law.entries(kind).values()
        if isinstance(one, Entry)
    ]
    sure = ("low", "medium", "high")
    return tuple(sorted(rows, key=lambda row: sure.index(row.confidence)))


def value_of(text: str) -> Any:
    """Return a value as a person writes it: a number, true or false, JSON, else the text itself."""
    try:
        return msgspec.json.decode(text.encode())
    except msgspec.DecodeError:
        return text
