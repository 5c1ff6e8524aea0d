"""The rule of art. 26 for a crime, and what it would be if more were known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from core.errors import UserError
from core.law.book import Reading
from core.law.crimes import Named, Prosecution


@dataclass(frozen=True)
class Alternative:
    """Another rule that would hold if what is not known turned out so."""

    rule: Prosecution
    hangs_on: tuple[str, ...]
    """What is not known: relation, consequence, part."""


@dataclass(frozen=True)
class Decision:
    """The rule that holds by what is known."""

    rule: Prosecution
    alternatives: tuple[Alternative, ...]

    @property
    def kind(self) -> str:
        """Return the kind, `…_if_close` where nothing but the relation decides it.

        Art. 26(3) and the second sentence of 26(4) hold between close persons only; while
        nobody knows who did it, neither answer would be true.
        """
        for one in self.alternatives:
            if one.hangs_on == ("relation",):
                return f"{one.rule.kind}_if_close"
        return self.rule.kind


def among(listed: Iterable[Named], article: str, part: int | None) -> bool:
    """Return whether a list names the whole article or this part of it."""
    return any(named.article == article and named.part in (None, part) for named in listed)


def decide(
    law: Reading,
    article: str,
    part: int | None,
    relation: str,
    consequence: str = "",
    told: Collection[str] = (),
) -> Decision:
    """Return the first rule of art. 26 that holds, with those that more knowledge could bring.

    A relation, a consequence or a part that is not known never makes a rule hold that
    needs it.
    """
    alternatives: list[Alternative] = []
    for rule in sorted(law.prosecution.values(), key=lambda rule: rule.order):
        if not set(told).isdisjoint(rule.unless):
            continue
        lacks = tuple(_lacks(law, rule, article, part, relation, consequence))
        if not lacks:
            return Decision(rule, tuple(alternatives))
        if "never" not in lacks:
            alternatives.append(Alternative(rule, lacks))
    raise UserError("prosecution-undecided", article=article)


def _lacks(
    law: Reading,
    rule: Prosecution,
    article: str,
    part: int | None,
    relation: str,
    consequence: str,
) -> Iterator[str]:
    """Yield what is not known and would have to be so; `never` for what is known otherwise."""
    if rule.crimes and not among(rule.crimes, article, part):
        named = part is None and any(one.article == article for one in rule.crimes)
        yield "part" if named else "never"
    if rule.closeness == "close" and not law.relations[relation].close:
        yield "relation" if relation == "unknown" else "never"
    if rule.consequence and rule.consequence != consequence:
        yield "never" if consequence else "consequence"
