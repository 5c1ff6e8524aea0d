"""Kind of prosecution, category of the crime, composition of the court, competent bodies."""

from __future__ import annotations

from collections.abc import Iterable
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
    """None while no part was named and the article has several."""
    prosecution: Prosecution
    uncertain: bool
    """The answer hangs on what is not known: the relation, the consequence or the part."""
    category: Category | None
    court: Body
    """By the gravest part while the part is not known."""
    bodies: tuple[Body, ...]
    """Bodies of inquiry whose crimes the article is among (art. 37)."""
    possible: tuple[Body, ...] = ()
    """Bodies of inquiry that the person, the place or the occasion may make competent."""
    investigation: tuple[Body, ...] = ()
    """Bodies of preliminary investigation (art. 182)."""


def classify(
    law: Reading,
    article: str,
    part: int | None = None,
    relation: str = "unknown",
    consequence: str = "",
    minor: bool = False,
) -> Classification:
    """Return the classification of a crime (arts. 26, 32, 37, 182; Criminal Code art. 12).

    UserError when the article, its part or the relation is not in the book.
    """
    crime = law.crimes.get(article)
    if crime is None:
        raise UserError("article-unknown", article=article)
    if crime.excluded:
        raise UserError("article-excluded", article=article, why=crime.note)
    if relation not in law.relations:
        raise UserError("relation-unknown", relation=relation, known=", ".join(law.relations))
    found = _part(crime, part)
    rule, uncertain = prosecution_of(law, article, part, relation, consequence)
    return Classification(
        crime=crime,
        part=found,
        prosecution=rule,
        uncertain=uncertain or (found is None and len(crime.parts) > 1),
        category=law.categories.get(found.category or "") if found else None,
        court=law.bodies[_court([found] if found else crime.parts, minor)],
        bodies=_competent(law, "inquiry", article, part),
        possible=_possible(law, article, part),
        investigation=_competent(law, "investigation", article, part),
    )


def prosecution_of(
    law: Reading, article: str, part: int | None, relation: str, consequence: str = ""
) -> tuple[Prosecution, bool]:
    """Return the rule of art. 26 for a crime, and whether more knowledge could change it.

    A relation, a consequence or a part that is not known never makes a rule hold that
    needs it; the answer is then marked as uncertain.
    """
    close = law.relations[relation].close
    uncertain = False
    for rule in sorted(law.prosecution.values(), key=lambda rule: rule.order):
        if rule.crimes and not _among(rule.crimes, article, part):
            if part is None and any(named.article == article for named in rule.crimes):
                uncertain = True
            continue
        open_relation = rule.closeness == "close" and relation == "unknown"
        open_consequence = bool(rule.consequence) and not consequence
        fits = rule.closeness != "close" or close
        follows = not rule.consequence or rule.consequence == consequence
        if fits and follows:
            return rule, uncertain
        if (fits or open_relation) and (follows or open_consequence):
            uncertain = True
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


def _among(listed: Iterable[Named], article: str, part: int | None) -> bool:
    """Return whether a list names the whole article or this part of it."""
    return any(named.article == article and named.part in (None, part) for named in listed)


def _competent(law: Reading, kind: str, article: str, part: int | None) -> tuple[Body, ...]:
    """Return the bodies whose list names the crime; failing any, those that take the rest."""
    bodies = [body for body in law.bodies.values() if body.kind == kind]
    listed = [body for body in bodies if _among(body.crimes, article, part)]
    return tuple(listed or [body for body in bodies if body.takes == "rest"])


def _possible(law: Reading, article: str, part: int | None) -> tuple[Body, ...]:
    """Return the bodies of inquiry that only the circumstances make competent."""
    bodies = [body for body in law.bodies.values() if body.kind == "inquiry"]
    return tuple(
        body
        for body in bodies
        if _among(body.may_take, article, part)
        or (body.takes == "circumstances" and not body.may_take)
    )


def _court(parts: Iterable[CrimePart], minor: bool) -> str:
    """Return the composition of the court for the gravest of some parts (art. 32)."""
    grave = any(part.death or (part.years or 0) > PANEL_ABOVE_YEARS for part in parts)
    return "court_panel" if minor or grave else "court_single"
