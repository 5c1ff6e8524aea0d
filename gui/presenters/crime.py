"""The crime of a case: what its article means for the procedure, and what is not sure yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.engine.case_crime import crime_of
from core.engine.classify import Classification, classify, read_article
from core.engine.grounds import Possible, circumstances
from core.i18n import N_, Translator, Trilingual, UiLanguage
from core.law.book import Reading
from core.law.crimes import Held
from core.law.editions import Body
from gui.presenters.speech import Speech

HANGS = {
    "relation": N_("the relation to the victim"),
    "consequence": N_("the consequence"),
    "part": N_("the part of the article"),
}
SHUT = {"kind": N_("another kind of prosecution"), "category": N_("another category of crime")}
SURE = {
    "high": N_("read in the text"),
    "medium": N_("not compared with the official text"),
    "low": N_("doubtful, not compared"),
}
CODES = {"CC": N_("art. {article} of the Criminal Code")}
"""Code before the number of an article → how it is cited; without one it is the Code itself."""
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Told:
    """What is said of the crime: typed in the window, or recorded in the case."""

    article: str = ""
    """As people write it: 205(2)."""
    relation: str = UNKNOWN
    consequence: str = ""
    circumstances: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CrimeAsk:
    """What the case says of its crime, and what may be said."""

    told: Told
    confirmed: bool
    """The article is recorded as a fact, not only written at the registration."""
    relations: tuple[tuple[str, str], ...]
    consequences: tuple[tuple[str, str], ...]
    circumstances: tuple[tuple[str, str], ...]
    law: Reading = field(compare=False)


@dataclass(frozen=True)
class Norm:
    """One thing the Code says, with its article and what hangs on it."""

    text: str
    article: str
    """As it is cited."""
    doubt: str = ""
    under: tuple[str, ...] = ()


@dataclass(frozen=True)
class CrimeView:
    """What follows from the article."""

    name: str
    sure: str
    trusted: bool
    """Nothing of it wants a confirmation."""
    parts: tuple[str, ...]
    """Parts of the article with what is known of each, when none is named."""
    kind: Norm
    alternatives: tuple[Norm, ...]
    opens: tuple[Norm, ...]
    ends: tuple[Norm, ...]
    category: Norm
    court: Norm
    inquiry: tuple[Norm, ...]
    possible: tuple[Norm, ...]
    investigation: tuple[Norm, ...]
    grounds: tuple[Norm, ...]
    """Grounds that the circumstances make."""
    open_grounds: tuple[Norm, ...]
    """Grounds that further circumstances could make."""
    shut_grounds: tuple[Norm, ...]


def crime_ask(says: Speech) -> CrimeAsk:
    """Return what a case says of its crime."""
    state, law, language = says.state, says.law, says.language
    known = crime_of(state)
    relation, consequence = state.fact("relation"), state.fact("consequence")
    told = Told(
        article=_written(*known) if known else "",
        relation=relation if isinstance(relation, str) and relation in law.relations else UNKNOWN,
        consequence=consequence if isinstance(consequence, str) else "",
    )
    return CrimeAsk(
        told=told,
        confirmed=state.fact("crime") is not None,
        relations=tuple((key, one.name[language]) for key, one in law.relations.items()),
        consequences=tuple(
            (one.id, one.label[language]) for one in law.facts["consequence"].choices
        ),
        circumstances=tuple(
            (key, f"{one.name[language]} ({one.article})")
            for key, one in circumstances(law).items()
        ),
        law=law,
    )


def facts_of(told: Told, before: CrimeAsk) -> Mapping[str, object]:
    """Return the facts to record, those that the case does not have; UserError for no article."""
    article, part = read_article(told.article)
    crime = {"article": article} | ({"part": part} if part else {})
    found: dict[str, object] = {}
    if not before.confirmed or told.article != before.told.article:
        found["crime"] = crime
    if told.relation != before.told.relation:
        found["relation"] = told.relation
    if told.consequence and told.consequence != before.told.consequence:
        found["consequence"] = told.consequence
    return found


def crime_view(law: Reading, told: Told, tr: Translator, language: UiLanguage) -> CrimeView:
    """Return what follows from an article; UserError when it is not in the book."""
    article, part = read_article(told.article)
    found = classify(
        law, article, part, told.relation, told.consequence, told=sorted(told.circumstances)
    )
    desk = _Desk(tr, language)
    rule, exceptions = found.prosecution, found.exceptions
    grounds = {held: desk.grounds(found, held, law) for held in (True, None, False)}
    return CrimeView(
        name=found.crime.name[language],
        sure=_sure(found, tr),
        trusted=found.part is not None and found.part.confidence == "high",
        parts=desk.parts(found) if found.part is None else (),
        kind=desk.norm(rule.name, rule.article, rule.confidence, rule.says),
        alternatives=tuple(
            Norm(
                one.rule.name[language],
                desk.cited(one.rule.article),
                under=(_hangs(one.hangs_on, tr),),
            )
            for one in found.alternatives
        ),
        opens=desk.held(exceptions, ("opens",)),
        ends=desk.held(exceptions, ("bars", "ends", "limits")),
        category=desk.category(found),
        court=desk.body(found.court),
        inquiry=tuple(desk.body(one) for one in found.bodies),
        possible=tuple(desk.body(one) for one in found.possible),
        investigation=tuple(desk.body(one) for one in found.investigation),
        grounds=grounds[True],
        open_grounds=grounds[None],
        shut_grounds=grounds[False],
    )


@dataclass(frozen=True)
class _Desk:
    """The language in which the answer is said."""

    tr: Translator
    language: UiLanguage

    def norm(
        self, name: Trilingual, article: str, confidence: str = "high", *under: Trilingual | None
    ) -> Norm:
        """Return one thing the Code says."""
        doubt = "" if confidence == "high" else self.tr.gettext(SURE[confidence])
        said = tuple(one[self.language] for one in under if one is not None)
        return Norm(name[self.language], self.cited(article), doubt, said)

    def cited(self, article: str) -> str:
        """Return an article as it is cited."""
        code, _, number = article.rpartition(" ")
        if code in CODES:
            return self.tr.gettext(CODES[code]).format(article=number)
        return self.tr.gettext("art. {article}").format(article=article)

    def body(self, one: Body) -> Norm:
        """Return a court or a body."""
        return self.norm(one.name, one.article, one.confidence, one.rule)

    def category(self, found: Classification) -> Norm:
        """Return the category, or what it hangs on."""
        if found.category is not None:
            return self.norm(found.category.name, found.category.article)
        hangs = self.tr.gettext("hangs on the part of the article or on the form of guilt")
        return Norm(hangs, "")

    def parts(self, found: Classification) -> tuple[str, ...]:
        """Return the parts of an article with how sure each is."""
        text = self.tr.gettext("part {part}: {sure}")
        return tuple(
            text.format(part=one.part, sure=self.tr.gettext(SURE[one.confidence]))
            for one in found.crime.parts
            if one.part is not None
        )

    def held(
        self, found: Iterable[tuple[Held, bool | None]], does: tuple[str, ...]
    ) -> tuple[Norm, ...]:
        """Return the exceptions of some sort that hold, or may hold."""
        return tuple(
            Norm(one.says[self.language], self.cited(one.article), self._open(holds))
            for one, holds in found
            if holds is not False and getattr(one, "does", "") in does
        )

    def grounds(self, found: Classification, held: bool | None, law: Reading) -> tuple[Norm, ...]:
        """Return the grounds that hold, that may hold, or that are shut."""
        return tuple(self._ground(one, law) for one in found.grounds if one.applies is held)

    def _ground(self, one: Possible, law: Reading) -> Norm:
        ground, language, tr = one.ground, self.language, self.tr
        known = circumstances(law)
        shut = [
            tr.gettext(SHUT[why]) if why in SHUT else known[why].name[language]
            for why in one.why_not
        ]
        asked = [known[name].name[language] for name in ground.when if name in known]
        decides = tr.gettext("decides: {who}").format(who=ground.decides[language])
        consents = [
            tr.gettext("consent: {who} (art. {article})").format(
                who=consent.says[language], article=consent.article
            )
            for consent in one.consents
        ]
        reasons = [tr.gettext("not here: {why}").format(why=", ".join(shut))] if shut else []
        when = [tr.gettext("when: {what}").format(what=", ".join(asked))] if asked else []
        limits = [limit[language] for limit in ground.limits]
        doubt = "" if ground.trusted else tr.gettext(SURE[ground.confidence])
        under = (*reasons, *when, decides, *consents, *limits)
        return Norm(ground.name[language], self.cited(ground.article), doubt, under)

    def _open(self, holds: bool | None) -> str:
        return "" if holds else self.tr.gettext("if so")


def _written(article: str, part: int | None) -> str:
    return article if part is None else f"{article}({part})"


def _sure(found: Classification, tr: Translator) -> str:
    confidence = found.part.confidence if found.part else found.crime.confidence
    return tr.gettext(SURE[confidence])


def _hangs(names: Iterable[str], tr: Translator) -> str:
    said = ", ".join(tr.gettext(HANGS[name]) for name in names)
    return tr.gettext("it hangs on: {what}").format(what=said)
