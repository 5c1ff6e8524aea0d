"""Crimes of the Special Part, kinds of prosecution, what ends a case, who is close to whom."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import msgspec

from core.i18n import Trilingual
from core.law.model import Confidence, Entry, Record

Closeness = Literal["any", "close"]


class CrimePart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One part of an article; `part` is None when the article has no numbered parts."""

    part: int | None = None
    guilt: Literal["intent", "negligence", "mixed"]
    """How the wording is read; mixed where it allows both forms or does not say."""
    years: int | None = None
    """Upper limit of imprisonment; None when there is none."""
    heaviest: Trilingual | None = None
    """The heaviest penalty when there is no imprisonment."""
    death: bool = False
    """The sanction includes the death penalty (art. 32(3)(1))."""
    category: str | None = None
    """Id of categories; None when it depends on the form of guilt."""
    by_guilt: dict[str, str] = {}
    age: int = 16
    """Full years from which one answers for it (art. 27 of the Criminal Code)."""
    confidence: Confidence
    note: str = ""


class Crime(Entry, frozen=True, kw_only=True):
    """An article of the Special Part of the Criminal Code; its id is its number."""

    name: Trilingual
    chapter: int
    excluded: bool = False
    parts: tuple[CrimePart, ...] = ()


class Relation(Entry, frozen=True, kw_only=True):
    """What the suspect is to the victim (art. 26, art. 6)."""

    name: Trilingual
    close: bool


class Named(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An article named in a rule: whole, or one part of it."""

    article: str
    part: int | None = None


class Circumstance(Record, frozen=True, kw_only=True):
    """Something that may be said of a crime or of its case and changes what the Code allows."""

    name: Trilingual
    article: str
    against: tuple[str, ...] = ()
    """Circumstances that cannot be told together with it."""
    investigated: bool = False
    """It makes preliminary investigation obligatory (arts 26(5), 26(5-1), 181)."""
    panel: bool = False
    """A judge and two assessors try the case (art. 32(3)(2))."""


class Held(Record, frozen=True, kw_only=True):
    """What holds in some circumstances: all of `when`, one of `any`, none of `unless`."""

    article: str
    says: Trilingual
    when: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def holds(self, told: Collection[str]) -> bool | None:
        """Return whether it holds; None while what it asks for was not told."""
        if not set(told).isdisjoint(self.unless):
            return False
        asked = set(self.when) <= set(told)
        one = not self.any or not set(told).isdisjoint(self.any)
        return True if asked and one else None


class Exceptional(Held, frozen=True, kw_only=True):
    """What belongs to a kind of prosecution: who may open the case, what bars or ends it."""

    does: Literal["opens", "bars", "ends", "limits"]


class Prosecution(Entry, frozen=True, kw_only=True):
    """A rule of art. 26: which crimes are prosecuted how. Rules are tried in `order`."""

    order: int
    kind: Literal["private", "private_public", "public"]
    name: Trilingual
    closeness: Closeness = "any"
    consequence: str = ""
    """Consequence that must be named for the rule to hold."""
    unless: tuple[str, ...] = ()
    """Circumstances in which the rule does not hold."""
    investigated: bool = True
    """Whether preliminary investigation is obligatory (art. 181)."""
    crimes: tuple[Named, ...] = ()
    """Empty: every crime not caught by an earlier rule."""
    says: Trilingual
    exceptions: tuple[Exceptional, ...] = ()


class Consent(Held, frozen=True, kw_only=True):
    """Somebody without whose consent a ground cannot be used."""

    who: Literal["prosecutor", "accused", "victim", "official", "state"]


class Ground(Entry, frozen=True, kw_only=True):
    """A ground of arts 29 or 30 on which there is no case or an end of it."""

    name: Trilingual
    group: Literal["excludes", "releases"]
    """It excludes proceedings (art. 29) or releases from liability (art. 30)."""
    bars_opening: bool = False
    """Whether a case may not even be opened (art. 29(1))."""
    decides: Trilingual
    rules: tuple[str, ...] = ()
    """Rules of prosecution it is for; empty means every one."""
    categories: tuple[str, ...] = ()
    """Categories of crimes it is for; empty means every one."""
    when: tuple[str, ...] = ()
    """Circumstances that make it."""
    unless: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    terms: tuple[str, ...] = ()
    """Terms that run when the investigator uses it."""
    limits: tuple[Trilingual, ...] = ()
    """What else the Code says of it."""
