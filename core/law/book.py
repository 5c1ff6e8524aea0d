"""The law book: all editions, and the consolidated law of one day (art. 5)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, lru_cache
from types import GenericAlias
from typing import Any, Generic, TypeVar, cast

import msgspec

from core.errors import DataError
from core.law.absences import Absence, Requirement
from core.law.calendar import Calendar
from core.law.corrections import (
    CALENDAR,
    Correction,
    Key,
    corrected_calendar,
    corrected_entries,
    latest,
)
from core.law.crimes import Crime, Prosecution, Relation
from core.law.editions import KINDS, Body, Category, Edition, Gloss, Word
from core.law.model import Fact, Guard, Record, Role, Stage, Step, Term

R = TypeVar("R", bound=Record)
Packed = Mapping[str, bytes]
"""Kind → msgpack of its entries; decoded when first asked for."""


class _Kind(Generic[R]):
    """The entries of one kind by id, decoded when they are first asked for."""

    def __init__(self, kind: str, of: type[R]) -> None:
        self._kind = kind

    def __get__(self, reading: Reading, owner: type[Reading]) -> Mapping[str, R]:
        found = cast(Mapping[str, R], reading.entries(self._kind))
        # The next look finds it in the reading itself and does not come here.
        vars(reading)[self._kind] = found
        return found


class Reading:
    """The consolidated law of one day: whole entries, the newest edition in force wins."""

    stages = _Kind("stages", Stage)
    facts = _Kind("facts", Fact)
    roles = _Kind("roles", Role)
    terms = _Kind("terms", Term)
    steps = _Kind("steps", Step)
    guards = _Kind("guards", Guard)
    words = _Kind("words", Word)
    glossary = _Kind("glossary", Gloss)
    categories = _Kind("categories", Category)
    crimes = _Kind("crimes", Crime)
    relations = _Kind("relations", Relation)
    prosecution = _Kind("prosecution", Prosecution)
    bodies = _Kind("bodies", Body)
    absences = _Kind("absences", Absence)
    completeness = _Kind("completeness", Requirement)

    def __init__(
        self,
        editions: Sequence[tuple[Edition, Packed]],
        verdicts: Mapping[Key, Correction] | None = None,
    ) -> None:
        self._editions = editions
        self._verdicts = verdicts or {}
        self._kinds: dict[str, dict[str, Record]] = {}
        self._origin: dict[tuple[str, str], Edition] = {}

    @property
    def edition(self) -> Edition:
        """Return the newest edition of this reading."""
        return self._editions[-1][0]

    def edition_of(self, kind: str, entry: str) -> Edition:
        """Return the edition an entry of this reading comes from."""
        self.entries(kind)
        return self._origin.get((kind, entry), self._editions[0][0])

    def verdict(self, kind: str, entry: str) -> Correction | None:
        """Return who confirmed or corrected an entry of this reading, if anybody did."""
        return self._verdicts.get((self.edition_of(kind, entry).id, kind, entry))

    @cached_property
    def watching(self) -> Mapping[str, tuple[Guard, ...]]:
        """Return the guards of each step that has any, in the order of the files."""
        found: dict[str, list[Guard]] = {}
        for guard in self.guards.values():
            for step in dict.fromkeys(guard.on):
                found.setdefault(step, []).append(guard)
        return {step: tuple(guards) for step, guards in found.items()}

    @cached_property
    def blocking(self) -> Mapping[str, tuple[Guard, ...]]:
        """Return those of them that cannot be passed."""
        found = {
            step: tuple(guard for guard in guards if guard.tier == "block")
            for step, guards in self.watching.items()
        }
        return {step: guards for step, guards in found.items() if guards}

    @cached_property
    def procedure(self) -> tuple[Step, ...]:
        """Return all steps in the order of their stages."""
        order = {stage.id: stage.order for stage in self.stages.values()}
        return tuple(sorted(self.steps.values(), key=lambda step: order.get(step.stage, 99)))

    def entries(self, kind: str) -> Mapping[str, Record]:
        """Return all entries of a kind by id, in the order of the files."""
        if kind not in self._kinds:
            merged: dict[str, Record] = {}
            for edition, packed in self._editions:
                for entry in _decode(kind, packed.get(kind)):
                    merged[entry.id] = entry
                    self._origin[kind, entry.id] = edition
            self._kinds[kind] = merged
        return self._kinds[kind]


class LawBook:
    """All editions and the working calendar; `on` gives the law of a day."""

    def __init__(
        self, editions: Sequence[tuple[Edition, Packed]], calendar: Calendar, digest: str
    ) -> None:
        if not editions:
            raise DataError("resources/law/editions", "folder", "no edition of the Code was found")
        self._editions = sorted(editions, key=lambda pair: pair[0].in_force.certain)
        self.calendar = calendar
        self.digest = digest
        self.verdicts: Mapping[Key, Correction] = {}
        """Verdicts of persons that this book applies."""
        self._shipped = self
        self._reading = lru_cache(maxsize=None)(self._consolidate)
        self._choice = lru_cache(maxsize=4096)(self._choose)
        self.layer = lru_cache(maxsize=None)(self._layer)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Return the editions, oldest first."""
        return tuple(edition for edition, _ in self._editions)

    @property
    def newest(self) -> Reading:
        """Return the law with every edition applied."""
        return self._reading(tuple(range(len(self._editions))))

    @property
    def shipped(self) -> LawBook:
        """Return the book as it was shipped, without what persons corrected in it."""
        return self._shipped

    def corrected(self, corrections: Iterable[Correction]) -> LawBook:
        """Return the shipped book with verdicts of persons applied; this one stays as it is.

        A verdict on an entry that is no longer there, or that it no longer fits, waits:
        `verdicts` of the new book names those that are applied.
        """
        wanted = latest(corrections)
        touched = {(edition, kind) for edition, kind, _ in wanted if kind in KINDS}
        used: dict[Key, Correction] = {}
        editions = []
        for edition, packed in self._shipped._editions:
            fresh = dict(packed)
            for kind in (one for of, one in touched if of == edition.id and one in packed):
                entries, applied = corrected_entries(
                    edition.id, kind, _decode(kind, packed[kind]), wanted
                )
                fresh[kind] = msgspec.msgpack.encode(entries)
                used |= applied
            editions.append((edition, fresh))
        calendar, dated = corrected_calendar(self._shipped.calendar, wanted)
        used |= dated
        told = msgspec.json.encode([used[key] for key in sorted(used)], order="deterministic")
        digest = hashlib.sha256(self._shipped.digest.encode() + told).hexdigest()
        book = LawBook(editions, calendar, digest if used else self._shipped.digest)
        book.verdicts, book._shipped = used, self._shipped
        return book

    def _layer(self, edition: str, kind: str) -> Mapping[str, Record]:
        """Return the entries of a kind that one edition brings; of the calendar, its years."""
        if kind == CALENDAR:
            return {year.id: year for _, year in sorted(self.calendar.years.items())}
        packed = {one.id: entries for one, entries in self._editions}.get(edition, {})
        return {entry.id: entry for entry in _decode(kind, packed.get(kind))}

    def origin(self, kind: str, entry: str) -> str:
        """Return the id of the edition an entry of the newest text comes from."""
        return CALENDAR if kind == CALENDAR else self.newest.edition_of(kind, entry).id

    def verdict(self, kind: str, entry: str, edition: str) -> Correction | None:
        """Return who confirmed or corrected an entry of an edition, if anybody did."""
        return self.verdicts.get((edition, kind, entry))

    def on(self, day: date, chosen: str = "") -> Reading:
        """Return the law of a day (art. 5: the law in force on the day of the act).

        Where it is not known whether an edition was in force yet, the newest text that
        was read is taken, unless another edition is `chosen`; `other` gives the rest.
        """
        return self._reading(self._choice(day, chosen)[0])

    def other(self, day: date, chosen: str = "") -> Reading | None:
        """Return the second possible reading of a day, or None when the law of the day is sure."""
        indices = self._choice(day, chosen)[1]
        return self._reading(indices) if indices else None

    def _choose(self, day: date, chosen: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the editions that apply on a day, and the other possible set of them."""
        sure, possible = [0], [0]
        for index, (edition, _) in enumerate(self._editions[1:], 1):
            if day >= edition.in_force.certain:
                sure.append(index)
            if day >= edition.in_force.possible:
                possible.append(index)
        newest, oldest = tuple(possible), tuple(sure)
        if newest == oldest:
            return newest, ()
        if chosen == self._editions[oldest[-1]][0].id:
            return oldest, ()
        if chosen == self._editions[newest[-1]][0].id:
            return newest, ()
        return newest, oldest

    def _consolidate(self, indices: tuple[int, ...]) -> Reading:
        return Reading([self._editions[index] for index in indices], self.verdicts)


@cache
def _decoder(kind: str) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(GenericAlias(tuple, (KINDS[kind], ...)))


def _decode(kind: str, packed: bytes | None) -> Iterator[Record]:
    return iter(()) if packed is None else iter(_decoder(kind).decode(packed))
