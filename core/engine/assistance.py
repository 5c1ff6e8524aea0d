"""On which basis a request for legal assistance goes to a state (arts. 1(5), 469, 491)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from core.i18n import Trilingual
from core.law.assistance import Basis, State
from core.law.book import Reading

RECIPROCITY = "reciprocity"
"""What is left where no treaty is known (art. 469)."""


@dataclass(frozen=True)
class Assistance:
    """The basis of a request to a state and what is not certain about it."""

    basis: Basis
    state: State | None
    """None for a state the book does not name."""
    doubts: tuple[Trilingual, ...]


def basis_for(law: Reading, code: str) -> Assistance:
    """Return the basis of a request to a state, named by its two letters.

    Whether a treaty is in force changes faster than the book, so that every answer not
    read in a source, and every state not in the book, brings its doubt along.
    """
    bases = cast(Mapping[str, Basis], law.entries("bases"))
    state = cast(Mapping[str, State], law.entries("states")).get(code.upper())
    basis = bases[state.basis if state else RECIPROCITY]
    told = [state.doubt] if state and state.doubt else []
    if state is None or not state.trusted:
        told.append(law.words["assistance_status"].text)
    return Assistance(basis, state, tuple(told))
