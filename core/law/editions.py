"""What an edition of the Code is, and which entries it holds."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

import msgspec

from core.i18n import Trilingual
from core.law.absences import Absence, Requirement
from core.law.assistance import Basis, State
from core.law.crimes import Circumstance, Crime, Ground, Named, Prosecution, Relation
from core.law.model import Confidence, Entry, Fact, Guard, Record, Role, Stage, Step, Term


class InForce(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which day an edition is law; a span when the first day itself is not known."""

    since: date | None = None
    not_before: date | None = None
    not_after: date | None = None

    def __post_init__(self) -> None:
        span = (self.not_before, self.not_after)
        if (None in span) if self.since is None else span != (None, None):
            raise ValueError("give either since, or not_before and not_after")

    @property
    def certain(self) -> date:
        """Return the first day on which it is surely law."""
        day = self.since or self.not_after
        assert day is not None
        return day

    @property
    def possible(self) -> date:
        """Return the first day on which it may be law."""
        day = self.since or self.not_before
        assert day is not None
        return day


class Edition(Record, frozen=True, kw_only=True):
    """One edition: the text that was read, by whom it was shown, and since when it is law."""

    name: Trilingual
    text: str
    """Which text was read."""
    read: date
    in_force: InForce
    confidence: Confidence


class Word(Record, frozen=True, kw_only=True):
    """A sentence of the engine with places for values: reasons and derivations of terms."""

    text: Trilingual
    article: str = ""

    def __post_init__(self) -> None:
        said = (self.text.be, self.text.ru, self.text.en)
        if not all(map(_PLACES.fullmatch, said)):
            raise ValueError("a place is a name in braces, {day}, and no brace stands alone")


_PLACES = re.compile(r"(?:[^{}]|\{[a-z][a-z_]*\})*")
"""A sentence with its places; what else Python could fill in, `{day.year}`, has no way in."""


class Gloss(Entry, frozen=True, kw_only=True):
    """A term of art explained in our words, and its id in code."""

    name: Trilingual
    definition: Trilingual | None = None


class Category(Entry, frozen=True, kw_only=True):
    """A category of crimes of art. 12 of the Criminal Code, the mildest first."""

    name: Trilingual


class Body(Entry, frozen=True, kw_only=True):
    """A body or a court that may conduct or try a case, and when."""

    name: Trilingual
    kind: Literal["court", "inquiry", "investigation"]
    rule: Trilingual | None = None
    takes: Literal["", "listed", "rest", "circumstances"] = ""
    """Its crimes: those listed, all that no list names, or by person, place and occasion."""
    crimes: tuple[Named, ...] = ()
    may_take: tuple[Named, ...] = ()
    """Crimes that are its own only by the circumstances its rule tells."""


KINDS: dict[str, type[Record]] = {
    "stages": Stage,
    "facts": Fact,
    "roles": Role,
    "terms": Term,
    "steps": Step,
    "guards": Guard,
    "words": Word,
    "glossary": Gloss,
    "categories": Category,
    "crimes": Crime,
    "relations": Relation,
    "prosecution": Prosecution,
    "circumstances": Circumstance,
    "grounds": Ground,
    "bodies": Body,
    "bases": Basis,
    "states": State,
    "absences": Absence,
    "completeness": Requirement,
}
"""Name of the file (or folder of files) of an edition → what its entries are."""
