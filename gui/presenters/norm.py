"""One entry of the law book: what it says, where it was read, which of its fields may change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from core.i18n import N_, Translator, Trilingual, UiLanguage
from core.law.book import LawBook
from core.law.corrections import FIXED, Correction
from core.law.model import Entry
from core.services.corrections_file import flat
from core.services.norms import name_of
from core.services.verification import confidence_of, value_of
from gui.presenters.law import GIVEN, KIND_NAMES, SURE, article_words
from gui.presenters.moments import day_words

FIELDS = (
    (r"article", N_("Article")),
    (r"length\.value", N_("Length")),
    (r"length\.unit", N_("Unit of the length")),
    (r"counting", N_("Rule of counting")),
    (r"severity", N_("Severity")),
    (r"ladder\.(\d+)\.up_to\.value", N_("Extension {n}: up to")),
    (r"ladder\.(\d+)\.article", N_("Extension {n}: article")),
    (r"parts\.(\d+)\.years", N_("Part {n}: years of imprisonment")),
    (r"parts\.(\d+)\.category", N_("Part {n}: category")),
    (r"off", N_("Days off")),
    (r"worked", N_("Working Saturdays")),
    (r"(?:name|says)\.be", N_("Text in Belarusian")),
    (r"(?:name|says)\.ru", N_("Text in Russian")),
)
"""Fields that are asked first, in this order, in words; the rest stands under its own path."""


@dataclass(frozen=True)
class FieldLine:
    """One value of an entry that may be corrected."""

    path: str
    label: str
    value: str
    kind: Literal["text", "words", "value"]
    """A text, a list of words, or anything else: a number, a yes."""

    def typed(self, text: str) -> Any:
        """Return what was typed as the value it means; a wrong word is refused later."""
        text = text.strip()
        if self.kind == "text":
            return text
        if self.kind == "words":
            return [one for one in re.split(r"[,;\s]+", text) if one]
        return value_of(text) if text else None


@dataclass(frozen=True)
class Given:
    """One verdict of the past."""

    said: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class EntryView:
    """One entry with its source and what may be corrected in it."""

    kind: str
    id: str
    edition: str
    name: str
    under: str
    texts: tuple[str, ...]
    source: str
    """Empty once a verdict says it better."""
    sure: str
    verdict: str
    given: bool
    removable: bool
    """A person added it: nothing was shipped that could be confirmed or corrected."""
    others: tuple[str, ...]
    """What another edition reads instead, field by field."""
    fields: tuple[FieldLine, ...]
    more: tuple[FieldLine, ...]


def entry_view(
    book: LawBook, kind: str, entry: str, tr: Translator, language: UiLanguage, edition: str = ""
) -> EntryView:
    """Return one entry of the newest text, or as one edition brings it."""
    edition = edition or book.origin(kind, entry)
    found = book.layer(edition, kind)[entry]
    assert isinstance(found, Entry)
    verdict = book.verdict(kind, entry, edition)
    first, more = _fields(found, tr)
    return EntryView(
        kind=kind,
        id=entry,
        edition=edition,
        name=name_of(found)[language],
        under=_under(book, kind, found, edition, tr),
        texts=tuple(_texts(found, language)),
        source="" if verdict else _source(found, tr),
        sure="" if verdict else tr.gettext(SURE[confidence_of(found)]),
        verdict=said_of(verdict, tr) if verdict else "",
        given=verdict is not None,
        removable=entry not in book.shipped.layer(edition, kind),
        others=tuple(_others(book, kind, found, edition, tr)),
        fields=first,
        more=more,
    )


def history_view(told: Iterable[Correction], tr: Translator) -> tuple[Given, ...]:
    """Return the verdicts given on an entry, the newest first."""
    return tuple(
        Given(
            said_of(one, tr),
            tuple(f"{_label(key, tr)}: {_shown(value)}" for key, value in one.changes.items()),
        )
        for one in reversed(tuple(told))
    )


def said_of(verdict: Correction, tr: Translator) -> str:
    """Return who gave a verdict, when, by which source."""
    said = tr.gettext(GIVEN[verdict.verdict]).format(author=verdict.author)
    return f"{said}, {day_words(verdict.on)}: {verdict.reference}"


def _under(book: LawBook, kind: str, found: Entry, edition: str, tr: Translator) -> str:
    parts = [tr.gettext(KIND_NAMES[kind]), article_words(found.article, tr)]
    if edition in {one.id for one in book.editions}:
        parts.append(tr.gettext("edition {edition}").format(edition=edition))
    return " · ".join(parts)


def _source(found: Entry, tr: Translator) -> str:
    day = day_words(date.fromisoformat(found.checked))
    checked = tr.gettext("compared on {day}").format(day=day)
    return f"{found.source} · {checked}"


def _texts(entry: Entry, language: UiLanguage) -> list[str]:
    """Return everything an entry says beside its name."""
    found = [getattr(entry, name, None) for name in ("definition", "rule", "consequence", "says")]
    for name in ("actions", "rights", "duties", "limits"):
        found += getattr(entry, name, ())
    called = name_of(entry)
    return [text[language] for text in found if isinstance(text, Trilingual) and text != called]


def _others(book: LawBook, kind: str, found: Entry, edition: str, tr: Translator) -> Iterable[str]:
    """Yield what other editions read where they differ in more than their source."""
    mine = flat(found)
    for other in book.editions:
        read = book.layer(other.id, kind).get(found.id) if other.id != edition else None
        for field, value in flat(read).items():
            if field not in FIXED and mine.get(field) != value:
                named = tr.gettext("edition {edition}").format(edition=other.id)
                yield f"{named}: {_label(field, tr)} — {_shown(value) or '—'}"


def _fields(entry: Entry, tr: Translator) -> tuple[tuple[FieldLine, ...], tuple[FieldLine, ...]]:
    """Return the fields that are asked first, and all others."""
    values = {path: value for path, value in flat(entry).items() if _free(path, value)}
    first = [path for pattern, _ in FIELDS for path in values if re.fullmatch(pattern, path)]
    rest = [path for path in values if path not in first]
    return (
        tuple(_field(path, values[path], tr) for path in first),
        tuple(_field(path, values[path], tr) for path in rest),
    )


def _free(path: str, value: Any) -> bool:
    """Return whether a field is asked: what follows from the verdict itself is not.

    What is empty inside a condition or an anchor would be a hundred lines of nothing.
    """
    if path in FIXED or path.endswith(".confidence"):
        return False
    return "." not in path or value not in (None, "", [], False, 0)


def _field(path: str, value: Any, tr: Translator) -> FieldLine:
    words = isinstance(value, list) and all(isinstance(one, str) for one in value)
    kind: Literal["text", "words", "value"]
    kind = "text" if isinstance(value, str) else "words" if words else "value"
    return FieldLine(path, _label(path, tr), _shown(value), kind)


def _label(path: str, tr: Translator) -> str:
    for pattern, msgid in FIELDS:
        match = re.fullmatch(pattern, path)
        if match:
            number = int(match[1]) + 1 if match.groups() else 0
            return tr.gettext(msgid).format(n=number)
    return path


def _shown(value: Any) -> str:
    """Return a value as it is typed: words with commas between, a yes as true."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
