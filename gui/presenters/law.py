"""What the page of the law says: norms with their sources, the editions, a term counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from core.engine.derivation import amount_text
from core.engine.single import single_term
from core.i18n import N_, Translator, Trilingual, UiLanguage
from core.law.book import LawBook
from core.law.corrections import Correction
from core.law.model import Entry
from core.services.norms import Norm, norms, search
from core.services.verification import VERIFIED_KINDS
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
    "prosecution": N_("Kinds of prosecution"),
    "bases": N_("Bases of assistance"),
    "states": N_("States and treaties"),
}
SURE = {
    "high": N_("read in the text of the edition"),
    "medium": N_("not compared with the official text"),
    "low": N_("doubtful, not compared"),
}
GIVEN = {"confirmed": N_("confirmed by {author}"), "corrected": N_("corrected by {author}")}
FILTERS = (
    ("", N_("All sources")),
    ("low", N_("Doubtful")),
    ("medium", N_("Not compared")),
    ("high", N_("Read in the edition")),
    ("verdict", N_("Confirmed or corrected here")),
)
FIELDS = (
    (r"article", N_("Article")),
    (r"length\.value", N_("Length")),
    (r"length\.unit", N_("Unit of the length")),
    (r"counting", N_("Rule of counting")),
    (r"severity", N_("Severity")),
    (r"ladder\.(\d+)\.up_to\.value", N_("Extension {n}: up to")),
    (r"ladder\.(\d+)\.article", N_("Extension {n}: article")),
    (r"(?:name|says)\.be", N_("Text in Belarusian")),
    (r"(?:name|says)\.ru", N_("Text in Russian")),
)
"""What may be corrected in the window, in this order; the rest by the command line."""


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


@dataclass(frozen=True)
class FieldLine:
    """One value of an entry that may be corrected."""

    path: str
    label: str
    value: str
    number: bool

    def typed(self, text: str) -> Any:
        """Return what was typed as the value it means; a word stays a word and is refused later."""
        text = text.strip()
        return int(text) if self.number and text.isdecimal() else text


@dataclass(frozen=True)
class EntryView:
    """One entry with its source and what may be corrected in it."""

    kind: str
    id: str
    name: str
    under: str
    texts: tuple[str, ...]
    source: str
    sure: str
    verdict: str
    given: bool
    fields: tuple[FieldLine, ...]


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
    book: LawBook, words: str, kind: str, sure: str, tr: Translator, language: UiLanguage
) -> tuple[NormLine, ...]:
    """Return the entries that answer a question; all of them when nothing is asked."""
    kinds = (kind,) if kind else tuple(one for one in KIND_NAMES if one in VERIFIED_KINDS)
    found = search(book, words, kinds) if words.strip() else tuple(norms(book, kinds))
    fits = [one for one in found if not sure or sure in _marks(one, book)]
    return tuple(_line(one, book, tr, language) for one in fits)


def entry_view(
    book: LawBook, kind: str, entry: str, tr: Translator, language: UiLanguage
) -> EntryView:
    """Return one entry of the newest text."""
    law = book.newest
    found = law.entries(kind)[entry]
    assert isinstance(found, Entry)
    verdict = law.verdict(kind, entry)
    edition = tr.gettext("edition {edition}").format(edition=law.edition_of(kind, entry).id)
    under = (tr.gettext(KIND_NAMES[kind]), _article(found, tr), edition)
    checked = tr.gettext("compared on {day}").format(
        day=day_words(date.fromisoformat(found.checked))
    )
    return EntryView(
        kind=kind,
        id=entry,
        name=_name(found, language),
        under=" · ".join(under),
        texts=tuple(_texts(found, language)),
        source=f"{found.source} · {checked}",
        sure="" if verdict else tr.gettext(SURE[found.confidence]),
        verdict=_verdict(verdict, tr),
        given=verdict is not None,
        fields=tuple(_fields(found, tr)),
    )


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


def _marks(norm: Norm, book: LawBook) -> set[str]:
    given = book.newest.verdict(norm.kind, norm.id) is not None
    return {norm.entry.confidence} | ({"verdict"} if given else set())


def _line(norm: Norm, book: LawBook, tr: Translator, language: UiLanguage) -> NormLine:
    verdict = book.newest.verdict(norm.kind, norm.id)
    sure = tr.gettext(SURE[norm.entry.confidence])
    given = tr.gettext(GIVEN[verdict.verdict]).format(author=verdict.author) if verdict else ""
    return NormLine(
        kind=norm.kind,
        id=norm.id,
        name=norm.name[language],
        kind_name=tr.gettext(KIND_NAMES[norm.kind]),
        article=norm.article,
        sure=given or sure,
        source=norm.entry.source,
    )


def _name(entry: Entry, language: UiLanguage) -> str:
    name = getattr(entry, "name", None) or getattr(entry, "says", None)
    return name[language] if isinstance(name, Trilingual) else entry.id


def _article(entry: Entry, tr: Translator) -> str:
    return tr.gettext("art. {article}").format(article=entry.article)


def _texts(entry: Entry, language: UiLanguage) -> list[str]:
    """Return everything an entry says beside its name."""
    found = [getattr(entry, name, None) for name in ("definition", "rule", "consequence")]
    for name in ("actions", "rights", "duties"):
        found += getattr(entry, name, ())
    return [text[language] for text in found if isinstance(text, Trilingual)]


def _verdict(verdict: Correction | None, tr: Translator) -> str:
    if verdict is None:
        return ""
    said = tr.gettext(GIVEN[verdict.verdict]).format(author=verdict.author)
    return f"{said}, {day_words(verdict.on)}: {verdict.reference}"


def _fields(entry: Entry, tr: Translator) -> list[FieldLine]:
    flat = dict(_flat(msgspec.json.decode(msgspec.json.encode(entry)), ""))
    found = []
    for pattern, msgid in FIELDS:
        for path, value in flat.items():
            match = re.fullmatch(pattern, path)
            if match and isinstance(value, str | int) and not isinstance(value, bool):
                number = int(match[1]) + 1 if match.groups() else 0
                label = tr.gettext(msgid).format(n=number)
                found.append(FieldLine(path, label, str(value), isinstance(value, int)))
    return found


def _flat(value: Any, path: str) -> list[tuple[str, Any]]:
    """Return every plain value inside an entry with its path."""
    items: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    else:
        return [(path, value)]
    return [one for key, inner in items for one in _flat(inner, f"{path}.{key}".lstrip("."))]


def _force(force: Any, tr: Translator) -> str:
    if force.since is not None:
        return tr.gettext("in force since {day}").format(day=day_words(force.since))
    said = tr.gettext(
        "its first day is not known: not before {first}, not after {last}; "
        "for acts in between both readings are shown"
    )
    return said.format(first=day_words(force.not_before), last=day_words(force.not_after))
