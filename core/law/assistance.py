"""Treaties by which states help each other in criminal cases, and which of them binds whom."""

from __future__ import annotations

from core.i18n import Trilingual
from core.law.model import Entry


class Basis(Entry, frozen=True, kw_only=True):
    """What a request for legal assistance rests on: a convention, a treaty, reciprocity."""

    name: Trilingual
    order: int
    """The first that fits is taken."""


class State(Entry, frozen=True, kw_only=True):
    """A foreign state (its id is the code of ISO 3166) and the basis of requests to it."""

    name: Trilingual
    basis: str
    doubt: Trilingual | None = None
    """What has to be asked about before a request is written."""
