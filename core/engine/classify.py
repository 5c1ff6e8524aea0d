"""Kind of prosecution, category of the crime, composition of the court, competent bodies."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from core.engine.grounds import Possible, grounds_of, require_known
from core.engine.prosecution import Alternative, Decision, among, decide
from core.engine.state import CaseState
from core.errors import UserError
from core.law.book import Reading
from core.law.crimes import Crime, CrimePart, Exceptional, Prosecution
from core.law.editions import Body, Category

PANEL_ABOVE_YEARS = 10
"""Above ten years of imprisonment a judge sits with two assessors (art. 32(3)(1))."""

Guilt = Literal["", "intent", "negligence"]

COURT_PANEL = "court_panel"
MINOR = "minor"
"""The circumstance that the accused was under eighteen."""

CONSEQUENCE = "consequence"
"""The fact of a case what the crime led to."""

KINDS_RISING = ("private", "private_public", "public")
"""Kinds of prosecution: in a joint case the last of them draws the others along."""

_NAMED = re.compile(r"(\d+)(?:-(\d+))?(?:\((\d+)\))?")
_RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")


@dataclass(frozen=True)
class Charge:
    """A crime as it is told: its article and what decides how it is prosecuted."""

    article: str
    part: int | None = None
    relation: str = "unknown"
    consequence: str = ""
    guilt: Guilt = ""


@dataclass(frozen=True)
class Classification:
    """What follows from an article of the Criminal Code for the procedure."""

    crime: Crime
    part: CrimePart | None
    """None while no part was named and the article has several."""
    decision: Decision
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
    investigated: bool = True
    """Preliminary investigation is obligatory (arts 26(5), 26(5-1), 181)."""
    told: frozenset[str] = frozenset()
    """Circumstances that were told."""
    grounds: tuple[Possible, ...] = ()

    @property
    def prosecution(self) -> Prosecution:
        """Return the rule of art. 26 that holds by what is known."""
        return self.decision.rule

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """Return the rules that would hold if more were known."""
        return self.decision.alternatives

    @property
    def exceptions(self) -> tuple[tuple[Exceptional, bool | None], ...]:
        """Return what belongs to the kind, each with whether it holds; None: not told."""
        return tuple((one, one.holds(self.told)) for one in self.prosecution.exceptions)


@dataclass(frozen=True)
class Joint:
    """What a case about several crimes is as a whole."""

    prosecution: Prosecution
    uncertain: bool
    category: Category | None
    """Of the gravest crime; None while one of them is not known."""
    court: Body
    bodies: tuple[Body, ...]
    investigation: tuple[Body, ...]
    investigated: bool


def classify(
    law: Reading,
    article: str,
    part: int | None = None,
    relation: str = "unknown",
    consequence: str = "",
    minor: bool = False,
    guilt: Guilt = "",
    told: Collection[str] = (),
) -> Classification:
    """Return the classification of a crime (arts. 26, 29, 30, 32, 37, 182; CC art. 12).

    UserError when the article, its part, the relation, the consequence or a circumstance is
    not in the book.
    """
    crime = _crime(law, article)
    if relation not in law.relations:
        raise UserError("relation-unknown", relation=relation, known=", ".join(law.relations))
    _require_consequence(law, consequence)
    said = frozenset((*told, *((MINOR,) if minor else ())))
    known = require_known(law, sorted(said))
    found = _part(crime, part)
    decision = decide(law, article, part, relation, consequence, said)
    category = law.categories.get(_category(found, guilt)) if found else None
    return Classification(
        crime=crime,
        part=found,
        decision=decision,
        uncertain=bool(decision.alternatives) or (found is None and len(crime.parts) > 1),
        category=category,
        court=law.bodies[
            _court([found] if found else crime.parts, any(one.panel for one in known))
        ],
        bodies=_competent(law, "inquiry", article, part),
        possible=_possible(law, article, part),
        investigation=_competent(law, "investigation", article, part),
        investigated=decision.rule.investigated or any(one.investigated for one in known),
        told=said,
        grounds=grounds_of(law, decision.rule.id, category.id if category else "", said),
    )


def classify_charge(law: Reading, charge: Charge, told: Collection[str] = ()) -> Classification:
    """Return the classification of one charge of several."""
    return classify(
        law,
        charge.article,
        charge.part,
        charge.relation,
        charge.consequence,
        guilt=charge.guilt,
        told=told,
    )


def joint(law: Reading, found: Sequence[Classification]) -> Joint:
    """Return what a case about several crimes is.

    One public crime makes the whole case public, one private-public crime makes a private
    case private-public, the gravest crime decides category and court: our reading, for the
    Code is silent (arts 26, 32).
    """
    categories = list(law.categories)
    grave = [categories.index(one.category.id) for one in found if one.category]
    leading = max(found, key=lambda one: KINDS_RISING.index(one.prosecution.kind))
    panel = next((one.court for one in found if one.court.id == COURT_PANEL), found[0].court)
    return Joint(
        prosecution=leading.prosecution,
        uncertain=any(one.uncertain for one in found),
        category=law.categories[categories[max(grave)]] if len(grave) == len(found) else None,
        court=panel,
        bodies=tuple({body.id: body for one in found for body in one.bodies}.values()),
        investigation=tuple({b.id: b for one in found for b in one.investigation}.values()),
        investigated=any(one.investigated for one in found),
    )


def read_article(text: str) -> tuple[str, int | None]:
    """Return the article and the part of a crime as people write it; UserError otherwise.

    >>> read_article("203-1(2)"), read_article("203¹"), read_article("316(2)")
    (('203-1', 2), ('203-1', None), ('316', 2))
    """
    plain = re.sub(r"(?<=\d)([¹²³⁴⁵⁶⁷⁸⁹⁰]+)", r"-\1", re.sub(r"\s", "", text))
    match = _NAMED.fullmatch(plain.translate(_RAISED))
    if match is None:
        raise UserError("crime-article-wrong", article=text)
    article = f"{match[1]}-{match[2]}" if match[2] else match[1]
    return article, int(match[3]) if match[3] else None


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
    decision = decide(law, article, part, known, str(state.fact(CONSEQUENCE) or ""))
    return (decision.rule.kind,)


def _require_consequence(law: Reading, consequence: str) -> None:
    """Raise UserError when a crime led to what no rule of prosecution knows (art. 26)."""
    known = [one.id for one in law.facts[CONSEQUENCE].choices]
    if consequence and consequence not in known:
        raise UserError("consequence-unknown", consequence=consequence, known=", ".join(known))


def _crime(law: Reading, article: str) -> Crime:
    crime = law.crimes.get(article)
    if crime is None:
        bare = article.partition("-")[0]
        near = [one for one in law.crimes if one.partition("-")[0] == bare]
        near = near or get_close_matches(article, law.crimes, n=5, cutoff=0.4)
        raise UserError("crime-article-unknown", article=article, near=", ".join(near) or "—")
    if crime.excluded:
        raise UserError("article-excluded", article=article, why=crime.note)
    return crime


def _part(crime: Crime, part: int | None) -> CrimePart | None:
    """Return the part asked for; None when no part was named and the article has several."""
    if part is None:
        return crime.parts[0] if len(crime.parts) == 1 else None
    for one in crime.parts:
        # An article without numbered parts is often written with «part 1».
        if one.part == part or (one.part is None and part == 1):
            return one
    known = ", ".join(str(one.part) for one in crime.parts if one.part) or "—"
    raise UserError("crime-part-unknown", article=crime.id, part=part, known=known)


def _category(part: CrimePart, guilt: Guilt) -> str:
    """Return the category of a part; by the form of guilt where the wording allows both."""
    return part.category or part.by_guilt.get(guilt, "")


def _competent(law: Reading, kind: str, article: str, part: int | None) -> tuple[Body, ...]:
    """Return the bodies whose list names the crime; failing any, those that take the rest."""
    bodies = [body for body in law.bodies.values() if body.kind == kind]
    listed = [body for body in bodies if among(body.crimes, article, part)]
    return tuple(listed or [body for body in bodies if body.takes == "rest"])


def _possible(law: Reading, article: str, part: int | None) -> tuple[Body, ...]:
    """Return the bodies of inquiry that only the circumstances make competent."""
    bodies = [body for body in law.bodies.values() if body.kind == "inquiry"]
    return tuple(
        body
        for body in bodies
        if among(body.may_take, article, part)
        or (body.takes == "circumstances" and not body.may_take)
        or (part is None and any(one.article == article and one.part for one in body.crimes))
    )


def _court(parts: Iterable[CrimePart], panel: bool) -> str:
    """Return the composition of the court for the gravest of some parts (art. 32)."""
    grave = any(part.death or (part.years or 0) > PANEL_ABOVE_YEARS for part in parts)
    return COURT_PANEL if panel or grave else "court_single"
