"""Crimes of the Special Part, kinds of prosecution, and who is close to whom."""

from __future__ import annotations

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
    confidence: Confidence
    note: str = ""


class Crime(Record, frozen=True, kw_only=True):
    """An article of the Special Part of the Criminal Code; its id is its number."""

    name: Trilingual
    chapter: int
    source: str
    confidence: Confidence
    checked: str
    excluded: bool = False
    note: str = ""
    parts: tuple[CrimePart, ...] = ()


class Relation(Record, frozen=True, kw_only=True):
    """What the suspect is to the victim (art. 26, art. 6)."""

    name: Trilingual
    close: bool
    article: str


class Named(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An article named in a rule: whole, or one part of it."""

    article: str
    part: int | None = None


class Exceptional(Record, frozen=True, kw_only=True):
    """What changes the order of a kind of prosecution: who may step in, what ends the case."""

    article: str
    says: Trilingual


class Prosecution(Entry, frozen=True, kw_only=True):
    """A rule of art. 26: which crimes are prosecuted how. Rules are tried in `order`."""

    order: int
    kind: Literal["private", "private_public", "public"]
    name: Trilingual
    closeness: Closeness = "any"
    consequence: str = ""
    """Consequence that must be named for the rule to hold."""
    crimes: tuple[Named, ...] = ()
    """Empty: every crime not caught by an earlier rule."""
    says: Trilingual
    exceptions: tuple[Exceptional, ...] = ()
