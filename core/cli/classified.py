"""A classification as plain values and as lines of text."""

from __future__ import annotations

from typing import Any

from core.cli.desk import Desk
from core.cli.plain import Plain, words
from core.engine.classify import Classification, Joint
from core.engine.grounds import Possible
from core.engine.prosecution import Alternative
from core.i18n import UiLanguage
from core.law.crimes import Consent, Exceptional
from core.law.editions import Body, Category


def classification(found: Classification) -> Plain:
    """Return what follows from an article of the Criminal Code."""
    rule, part = found.prosecution, found.part
    told = found.exceptions
    return {
        "article": found.crime.id,
        "part": part.part if part else None,
        "name": words(found.crime.name),
        "prosecution": found.decision.kind,
        "prosecution_rule": rule.id,
        "prosecution_article": rule.article,
        "prosecution_name": words(rule.name),
        "prosecution_confidence": rule.confidence,
        "why": words(rule.says),
        "depends_on_relation": found.uncertain,
        "alternatives": [_alternative(one) for one in found.alternatives],
        "who_may_open": [_exception(*one) for one in told if one[0].does == "opens"],
        "what_ends": [_exception(*one) for one in told if one[0].does in ("bars", "ends")],
        "exceptions": [_exception(*one) for one in told],
        **_category(found.category),
        "category_by_guilt": dict(part.by_guilt) if part else {},
        "age": part.age if part else None,
        "confidence": part.confidence if part else found.crime.confidence,
        "confidence_by_part": [
            {"part": one.part, "confidence": one.confidence, "note": one.note}
            for one in found.crime.parts
        ],
        "to_confirm": part is None or part.confidence != "high" or found.category is None,
        **_court(found.court),
        "bodies": [_body(body) for body in found.bodies],
        "possible_bodies": [_body(body) for body in found.possible],
        "possible": [_body(body) for body in found.possible],
        "investigation": [_body(body) for body in found.investigation],
        "investigation_obligatory": found.investigated,
        "circumstances": sorted(found.told),
        "grounds": [_ground(one) for one in found.grounds],
    }


def whole(found: Joint) -> Plain:
    """Return what a case about several crimes is."""
    return {
        "prosecution": found.prosecution.kind,
        "prosecution_article": found.prosecution.article,
        "prosecution_name": words(found.prosecution.name),
        "depends_on_relation": found.uncertain,
        **_category(found.category),
        **_court(found.court),
        "bodies": [_body(body) for body in found.bodies],
        "investigation": [_body(body) for body in found.investigation],
        "investigation_obligatory": found.investigated,
    }


def tell(desk: Desk, found: Plain, every: bool) -> None:
    """Print a classification for a person; `every`: grounds too that were not told to be there."""
    _crime(desk, found)
    language = desk.language
    for title, key in (("who_opens", "who_may_open"), ("what_ends", "what_ends")):
        desk.line(f"  {desk.word(title)}")
        for one in found[key]:
            desk.line(f"    {_marked(one, 'says', language)}")
    wanted = (True, None) if every else (True,)
    shown = [one for one in found["grounds"] if one["applies"] in wanted]
    if shown:
        desk.line(f"  {desk.word('grounds')}")
    for one in shown:
        desk.line(f"    {_marked(one, 'name', language)}")
        for consent in one["consents"]:
            desk.line(f"        {said(consent['says'], language)} · {consent['article']}")
    desk.line(f"  {desk.word(found['confidence'])}")
    for other in found.get("also", ()):
        _crime(desk, other)
    if "joint" in found:
        desk.line(desk.word("joint"))
        _lines(desk, found["joint"])


def said(text: Any, language: UiLanguage) -> str:
    """Return a text in the language of the answers."""
    return str(text[language])


def _crime(desk: Desk, found: Plain) -> None:
    part = f"({found['part']})" if found["part"] else ""
    desk.line(f"{found['article']}{part}  {said(found['name'], desk.language)}")
    _lines(desk, found)
    for other in found["alternatives"]:
        hangs = ", ".join(other["hangs_on"])
        name = said(other["name"], desk.language)
        desk.line(f"    {desk.word('or_else')} {name} · {other['article']} ({hangs})")


def _lines(desk: Desk, found: Plain) -> None:
    language = desk.language
    desk.line(f"  {said(found['prosecution_name'], language)} · {found['prosecution_article']}")
    if found["category_name"]:
        desk.line(f"  {said(found['category_name'], language)} · {found['category_article']}")
    desk.line(f"  {said(found['court_name'], language)} · {found['court_article']}")
    for body in (*found["bodies"], *found["investigation"]):
        desk.line(f"  {said(body['name'], language)} · {body['article']}")


def _marked(one: Plain, text: str, language: UiLanguage) -> str:
    """Return a line with a mark before it: it holds, it does not, it was not told."""
    mark = {True: "+", False: "−", None: "?"}[one["applies"]]
    return f"{mark} {said(one[text], language)} · {one['article']}"


def _category(category: Category | None) -> Plain:
    return {
        "category": category.id if category else None,
        "category_name": words(category.name) if category else None,
        "category_article": category.article if category else None,
    }


def _court(court: Body) -> Plain:
    return {"court": court.id, "court_name": words(court.name), "court_article": court.article}


def _alternative(one: Alternative) -> Plain:
    rule = one.rule
    name = words(rule.name)
    said_of = {"rule": rule.id, "prosecution": rule.kind, "article": rule.article, "name": name}
    return {**said_of, "hangs_on": list(one.hangs_on)}


def _exception(one: Exceptional, applies: bool | None) -> Plain:
    told = {"id": one.id, "article": one.article, "does": one.does, "applies": applies}
    conditions = {"when": list(one.when), "any": list(one.any), "unless": list(one.unless)}
    return {**told, "says": words(one.says), **conditions}


def _ground(one: Possible) -> Plain:
    ground = one.ground
    return {
        "id": ground.id,
        "article": ground.article,
        "name": words(ground.name),
        "group": ground.group,
        "applies": one.applies,
        "why_not": list(one.why_not),
        "bars_opening": ground.bars_opening,
        "decides": words(ground.decides),
        "consents": [_consent(consent) for consent in one.consents],
        "terms": list(ground.terms),
        "limits": [words(text) for text in ground.limits],
        "confidence": ground.confidence,
    }


def _consent(one: Consent) -> Plain:
    return {"who": one.who, "article": one.article, "says": words(one.says)}


def _body(body: Body) -> Plain:
    return {"id": body.id, "name": words(body.name), "article": body.article}
