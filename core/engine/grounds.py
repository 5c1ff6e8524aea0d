"""On which grounds of arts 29 and 30 a case may end, with whose consent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import cast

from core.errors import UserError
from core.law.book import Reading
from core.law.crimes import Circumstance, Consent, Ground


@dataclass(frozen=True)
class Possible:
    """One ground with what the circumstances make of it."""

    ground: Ground
    applies: bool | None
    """None while the circumstances that make it were not told."""
    why_not: tuple[str, ...]
    """What shuts it: kind, category, or ids of circumstances."""
    consents: tuple[Consent, ...]
    """Consents it needs in these circumstances."""


def circumstances(law: Reading) -> Mapping[str, Circumstance]:
    """Return everything that may be told of a case besides its article."""
    return cast(Mapping[str, Circumstance], law.entries("circumstances"))


def require_known(law: Reading, told: Collection[str]) -> tuple[Circumstance, ...]:
    """Return the circumstances that were told.

    UserError for one that is not known, and for two that cannot be together.
    """
    known = circumstances(law)
    for one in told:
        if one not in known:
            raise UserError("circumstance-unknown", circumstance=one, known=", ".join(known))
        for other in known[one].against:
            if other in told:
                raise UserError("circumstances-contradict", one=one, other=other)
    return tuple(known[one] for one in told)


def grounds_of(
    law: Reading, rule: str, category: str, told: Collection[str]
) -> tuple[Possible, ...]:
    """Return every ground of arts 29 and 30 for a rule of art. 26 and a category.

    `category` is empty while the category is not known: then no ground is shut by it.
    """
    grounds = cast(Mapping[str, Ground], law.entries("grounds")).values()
    return tuple(_possible(one, rule, category, told) for one in grounds)


def _possible(one: Ground, rule: str, category: str, told: Collection[str]) -> Possible:
    shut = [name for name in one.unless if name in told]
    if one.categories and category and category not in one.categories:
        shut.insert(0, "category")
    if one.rules and rule not in one.rules:
        shut.insert(0, "kind")
    sure = bool(one.when) and set(one.when) <= set(told) and bool(category or not one.categories)
    needed = tuple(consent for consent in one.consents if consent.holds(told) is not False)
    return Possible(one, False if shut else True if sure else None, tuple(shut), needed)
