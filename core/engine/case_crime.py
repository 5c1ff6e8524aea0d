"""What is known of the crime a case is about: its article, its part, how grave it is."""

from __future__ import annotations

from collections.abc import Iterable

from core.engine.state import CaseState
from core.law.book import Reading
from core.law.crimes import CrimePart

Article = tuple[str, int | None]
"""An article of the Special Part and its part, where one was named."""


def crime_of(state: CaseState, subject: str = "") -> Article | None:
    """Return the crime recorded for a person, else for the case, the later word first."""
    for noted in (state.fact("crime", subject), state.fact("crime")):
        if isinstance(noted, dict) and isinstance(noted.get("article"), str):
            return noted["article"], noted.get("part")
    crime = state.opened.crime if state.opened else None
    return (crime.article, crime.part) if crime else None


def part_of(state: CaseState, law: Reading, subject: str = "") -> CrimePart | None:
    """Return the part of the article recorded, or None while it is not clear which it is."""
    known = crime_of(state, subject)
    crime = law.crimes.get(known[0]) if known else None
    if known is None or crime is None:
        return None
    if len(crime.parts) == 1:
        return crime.parts[0]
    return next((part for part in crime.parts if part.part == known[1]), None)


def one_of(named: Iterable[str], known: Article | None) -> bool:
    """Return whether a crime is named by a list like `428` (whole) or `210(1)` (one part).

    >>> one_of(["428", "210(1)"], ("210", 1)), one_of(["210(1)"], ("210", 2))
    (True, False)
    """
    return known is not None and bool({known[0], f"{known[0]}({known[1]})"} & set(named))
