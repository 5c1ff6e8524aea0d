"""The law book: all editions, and the consolidated law of one day (art. 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from types import GenericAlias
from typing import Any, Generic, TypeVar, cast

import msgspec

from core.errors import DataError
from core.law.absences import Absence, Requirement
from core.law.calendar import Calendar
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
        return cast(Mapping[str, R], reading.entries(self._kind))


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

    def __init__(self, editions: Sequence[tuple[Edition, Packed]]) -> None:
        self._editions = editions
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
        self._reading = lru_cache(maxsize=None)(self._consolidate)
        self._choice = lru_cache(maxsize=4096)(self._choose)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Return the editions, oldest first."""
        return tuple(edition for edition, _ in self._editions)

    @property
    def newest(self) -> Reading:
        """Return the law with every edition applied."""
        return self._reading(tuple(range(len(self._editions))))

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
        return Reading([self._editions[index] for index in indices])


@cache
def _decoder(kind: str) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(GenericAlias(tuple, (KINDS[kind], ...)))


def _decode(kind: str, packed: bytes | None) -> Iterator[Record]:
    return iter(()) if packed is None else iter(_decoder(kind).decode(packed))
