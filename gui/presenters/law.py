"""What the page of the law says: norms with their sources, the editions, a term counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.engine.derivation import amount_text
from core.engine.single import single_term
from core.i18n import N_, Translator, UiLanguage
from core.law.book import LawBook
from core.services.norms import Norm, norms, search
from gui.presenters.moments import day_words, end_words

KIND_NAMES = {
    "steps": N_("Steps"),
    "terms": N_("Terms"),
    "guards": N_("Guards"),
    "roles": N_("Participants"),
    "glossary": N_("Words of art"),
    "bodies": N_("Bodies and courts"),
    "absences": N_("What may be missing"),
    "completeness": N_("Before a decision"),
    "crimes": N_("Crimes"),
    "categories": N_("Categories of crimes"),
    "prosecution": N_("Kinds of prosecution"),
    "relations": N_("Relations to the victim"),
    "grounds": N_("Grounds of ending a case"),
    "bases": N_("Bases of assistance"),
    "states": N_("States and treaties"),
    "calendar": N_("Years of the calendar"),
}
CRIMINAL = "CC "
"""Before an article of the Criminal Code; all others are of the Code of Criminal Procedure."""
SURE = {
    "high": N_("read in the text of the edition"),
    "medium": N_("not compared with the official text"),
    "low": N_("doubtful, not compared"),
}
GIVEN = {
    "confirmed": N_("confirmed by {author}"),
    "corrected": N_("corrected by {author}"),
    "added": N_("added by {author}"),
    "withdrawn": N_("withdrawn by {author}"),
}
FILTERS = (
    ("", N_("All sources")),
    ("low", N_("Doubtful")),
    ("medium", N_("Not compared")),
    ("high", N_("Read in the edition")),
    ("verdict", N_("Confirmed or corrected here")),
    ("open", N_("Nobody has compared it yet")),
)


@dataclass(frozen=True)
class NormLine:
    """One line of the list."""

    kind: str
    id: str
    name: str
    kind_name: str
    article: str
    sure: str
    source: str
    edition: str


@dataclass(frozen=True)
class EditionView:
    """One edition of the Code as the program knows it."""

    name: str
    text: str
    force: str


@dataclass(frozen=True)
class CountedView:
    """A term counted from a moment."""

    name: str
    under: str
    safe_end: str
    legal_end: str
    derivation: tuple[str, ...]


def norm_lines(
    book: LawBook,
    words: str,
    kind: str,
    sure: str,
    tr: Translator,
    language: UiLanguage,
    edition: str = "",
) -> tuple[NormLine, ...]:
    """Return the entries that answer a question; all of them when nothing is asked."""
    kinds = (kind,) if kind else tuple(KIND_NAMES)
    asked = words.strip()
    found = search(book, words, kinds, edition) if asked else tuple(norms(book, kinds, edition))
    fits = [one for one in found if not sure or sure in _marks(one)]
    return tuple(_line(one, tr, language) for one in fits)


def edition_choices(book: LawBook, tr: Translator) -> tuple[tuple[str, str], ...]:
    """Return the editions to choose from, the newest text first."""
    named = tr.gettext("edition {edition}")
    every = [(one.id, named.format(edition=one.id)) for one in reversed(book.editions)]
    return (("", tr.gettext("The newest text")), *every)


def edition_views(book: LawBook, tr: Translator, language: UiLanguage) -> tuple[EditionView, ...]:
    """Return the editions of the book, the newest first, and since when each is law."""
    return tuple(
        EditionView(one.name[language], one.text, _force(one.in_force, tr))
        for one in reversed(book.editions)
    )


def term_choices(book: LawBook, language: UiLanguage) -> tuple[tuple[str, str], ...]:
    """Return every term that can be counted, by name."""
    terms = book.newest.terms.values()
    named = [(one.id, f"{one.name[language]} · {one.article}") for one in terms if one.length]
    return tuple(sorted(named, key=lambda pair: pair[1].casefold()))


def extensions(book: LawBook, term: str, language: UiLanguage) -> tuple[tuple[int, str], ...]:
    """Return the lengths up to which a term may be prolonged, as numbers and in words."""
    rungs = [one for one in book.newest.terms[term].ladder if not one.beyond]
    return tuple((one.up_to.value, amount_text(one.up_to, book)[language]) for one in rungs)


def counted(
    book: LawBook,
    term: str,
    start: datetime,
    extend_to: int | None,
    tr: Translator,
    language: UiLanguage,
) -> CountedView:
    """Return a term counted from a moment; UserError when it cannot be counted so."""
    found = single_term(book, term, start, extend_to)
    legal, safe = found.legal_end, found.safe_end
    edition = tr.gettext("edition {edition}").format(edition=found.edition)
    article = tr.gettext("art. {article}").format(article=found.article)
    sure = tr.gettext(SURE[found.confidence])
    return CountedView(
        name=found.term.name[language],
        under=" · ".join((article, edition, sure, found.term.source)),
        safe_end=end_words(safe) if safe else tr.gettext("no fixed moment"),
        legal_end=end_words(legal) if legal else tr.gettext("no fixed moment"),
        derivation=tuple(text[language] for text in found.derivation),
    )


def article_words(article: str, tr: Translator) -> str:
    """Return an article as people name it; `CC 205` is of the Criminal Code."""
    if article.startswith(CRIMINAL):
        return _criminal(article, tr)
    return tr.gettext("art. {article}").format(article=article)


def _criminal(article: str, tr: Translator) -> str:
    said = tr.gettext("art. {article} of the Criminal Code")
    return said.format(article=article.removeprefix(CRIMINAL))


def _marks(norm: Norm) -> set[str]:
    return {norm.confidence, "open" if norm.verdict is None else "verdict"}


def _line(norm: Norm, tr: Translator, language: UiLanguage) -> NormLine:
    verdict = norm.verdict
    sure = tr.gettext(SURE[norm.confidence])
    given = tr.gettext(GIVEN[verdict.verdict]).format(author=verdict.author) if verdict else ""
    return NormLine(
        kind=norm.kind,
        id=norm.id,
        name=norm.name[language],
        kind_name=tr.gettext(KIND_NAMES[norm.kind]),
        article=_criminal(norm.article, tr) if norm.article.startswith(CRIMINAL) else norm.article,
        sure=given or sure,
        source=norm.entry.source,
        edition=norm.edition,
    )


def _force(force: Any, tr: Translator) -> str:
    if force.since is not None:
        return tr.gettext("in force since {day}").format(day=day_words(force.since))
    said = tr.gettext(
        "its first day is not known: not before {first}, not after {last}; "
        "for acts in between both readings are shown"
    )
    return said.format(first=day_words(force.not_before), last=day_words(force.not_after))
