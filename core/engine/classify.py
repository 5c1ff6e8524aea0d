"""Kind of prosecution, category of the crime, composition of the court, bodies of inquiry."""

from __future__ import annotations

from dataclasses import dataclass

from core.engine.state import CaseState
from core.errors import UserError
from core.law.book import Reading
from core.law.crimes import Crime, CrimePart, Named, Prosecution
from core.law.editions import Body, Category

PANEL_ABOVE_YEARS = 10
"""Above ten years of imprisonment a judge sits with two assessors (art. 32(3)(1))."""


@dataclass(frozen=True)
class Classification:
    """What follows from an article of the Criminal Code for the procedure."""

    crime: Crime
    part: CrimePart | None
    prosecution: Prosecution
    uncertain: bool
    """The kind depends on the relation of the victim, which is not established."""
    category: Category | None
    court: Body
    bodies: tuple[Body, ...]


def classify(
    law: Reading,
    article: str,
    part: int | None = None,
    relation: str = "unknown",
    consequence: str = "",
    minor: bool = False,
) -> Classification:
    """Return the classification of a crime (arts. 26, 32, 37; Criminal Code art. 12).

    UserError when the article, its part or the relation is not in the book.
    """
    crime = law.crimes.get(article)
    if crime is None or crime.excluded:
        raise UserError("article-unknown", article=article)
    if relation not in law.relations:
        raise UserError("relation-unknown", relation=relation, known=", ".join(law.relations))
    found = _part(crime, part)
    rule, uncertain = prosecution_of(law, article, part, relation, consequence)
    return Classification(
        crime=crime,
        part=found,
        prosecution=rule,
        uncertain=uncertain,
        category=law.categories.get(found.category or "") if found else None,
        court=law.bodies[_court(found, minor)],
        bodies=tuple(body for body in law.bodies.values() if body.kind == "inquiry"),
    )


def prosecution_of(
    law: Reading, article: str, part: int | None, relation: str, consequence: str = ""
) -> tuple[Prosecution, bool]:
    """Return the rule of art. 26 for a crime, and whether the answer hangs on the relation."""
    close = law.relations[relation].close
    uncertain = False
    for rule in sorted(law.prosecution.values(), key=lambda rule: rule.order):
        if rule.crimes and not any(_names(named, article, part) for named in rule.crimes):
            continue
        if rule.consequence and rule.consequence != consequence:
            continue
        if rule.closeness == "close" and not close:
            uncertain = uncertain or relation == "unknown"
            continue
        return rule, uncertain
    raise UserError("prosecution-undecided", article=article)


def kinds_of_case(state: CaseState, law: Reading) -> tuple[str, ...]:
    """Return the kind of prosecution of the case's own crime; empty while it is not known."""
    crime = state.opened.crime if state.opened else None
    noted = state.fact("crime")
    if isinstance(noted, dict) and isinstance(noted.get("article"), str):
        article, part = noted["article"], noted.get("part")
    elif crime is not None:
        article, part = crime.article, crime.part
    else:
        return ()
    relation = state.fact("relation")
    known = relation if isinstance(relation, str) and relation in law.relations else "unknown"
    rule, _ = prosecution_of(law, article, part, known, str(state.fact("consequence") or ""))
    return (rule.kind,)


def _part(crime: Crime, part: int | None) -> CrimePart | None:
    """Return the part asked for; None when no part was named and the article has several."""
    if part is None:
        return crime.parts[0] if len(crime.parts) == 1 else None
    for one in crime.parts:
        # An article without numbered parts is often written with «part 1».
        if one.part == part or (one.part is None and part == 1):
            return one
    raise UserError("part-unknown", article=crime.id, part=part)


def _names(named: Named, article: str, part: int | None) -> bool:
    return named.article == article and named.part in (None, part)


def _court(part: CrimePart | None, minor: bool) -> str:
    grave = part is not None and (part.death or (part.years or 0) > PANEL_ABOVE_YEARS)
    return "court_panel" if minor or grave else "court_single"
