"""Languages of the interface and of papers, as types that cannot forget one.

The two never mix: a paper's text is `Bilingual` data, the window's text is an
English msgid that a `Translator` turns into one of the languages of the interface.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import Literal, get_args

import msgspec

from core.paths import LOCALES

PaperLanguage = Literal["be", "ru"]
UiLanguage = Literal["be", "ru", "en"]

PAPER_LANGUAGES: tuple[PaperLanguage, ...] = get_args(PaperLanguage)
UI_LANGUAGES: tuple[UiLanguage, ...] = get_args(UiLanguage)

SOURCE_LANGUAGE = "en"
"""The language of the msgids; it needs no catalogue."""


class Bilingual(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One meaning in the two languages of papers; neither may be missing (art. 21)."""

    be: str
    ru: str

    def __getitem__(self, language: PaperLanguage) -> str:
        """Return the text in a language of papers."""
        text: str = getattr(self, language)
        return text


class Trilingual(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One meaning in the three languages of the interface; none may be missing."""

    be: str
    ru: str
    en: str

    def __getitem__(self, language: UiLanguage) -> str:
        """Return the text in a language of the interface."""
        text: str = getattr(self, language)
        return text


def N_(msgid: str) -> str:  # noqa: N802 - the name that extractors know
    """Return the msgid itself; marks a text that is translated where it is shown.

    >>> N_("Archive file")
    'Archive file'
    """
    return msgid


Message = tuple[str, str]
"""Context (mostly empty) and msgid."""


class Catalogue(msgspec.Struct, frozen=True):
    """The messages of one .po file: singular first, then the plural forms."""

    header: dict[str, str]
    messages: dict[Message, tuple[str, ...]]
    plural: Callable[[int], int]


class Translator:
    """The window's texts in one language.

    A text without a translation is shown in English rather than not at all; the
    checks see to it that there is none.
    """

    def __init__(self, language: str, locales: Path = LOCALES) -> None:
        self.language = language
        self._catalogue = _read(locales / language / "LC_MESSAGES" / "app.po")

    @property
    def name(self) -> str:
        """Return the language's own name for itself, for the list of languages."""
        return self._catalogue.header.get("x-language-name", "English")

    def gettext(self, msgid: str) -> str:
        """Return the text of a msgid."""
        return self._catalogue.messages.get(("", msgid), (msgid,))[0]

    def pgettext(self, context: str, msgid: str) -> str:
        """Return the text of a short msgid that means different things in different places."""
        return self._catalogue.messages.get((context, msgid), (msgid,))[0]

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return the form that agrees with a count; the caller fills in the number."""
        forms = self._catalogue.messages.get(("", one))
        if forms is None:
            return one if count == 1 else many
        return forms[min(self._catalogue.plural(abs(count)), len(forms) - 1)]


def available(locales: Path = LOCALES) -> tuple[str, ...]:
    """Return the languages that the window can speak: a folder with a catalogue makes one."""
    found = sorted(path.parent.parent.name for path in locales.glob("*/LC_MESSAGES/app.po"))
    return (*found, SOURCE_LANGUAGE)


@cache
def _read(file: Path) -> Catalogue:
    """Return the catalogue of a file; a missing file is an empty catalogue."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return parse_catalogue(text)


_TEXT = re.compile(r'^(msg[a-z_]+(?:\[\d\])?)?[ \t]*"(.*)"[ \t]*$', re.MULTILINE)
_FUZZY = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


def parse_catalogue(text: str) -> Catalogue:
    """Return the messages of a .po file.

    Reading the source keeps a build step and a stale compiled copy out of the house;
    a thousand messages take a few milliseconds, once. Fuzzy entries are not used.
    """
    messages = {
        (entry.get("msgctxt", ""), entry["msgid"]): forms
        for entry in _entries(text)
        if (forms := tuple(value for key, value in entry.items() if key.startswith("msgstr")))
        and all(forms)
    }
    head = messages.pop(("", ""), ("",))[0]
    pairs = (line.partition(":") for line in head.splitlines())
    header = {key.strip().lower(): value.strip() for key, _, value in pairs}
    rule = re.search(r"plural\s*=\s*([^;]+)", header.get("plural-forms", ""))
    return Catalogue(header, messages, c2py(rule[1].strip() if rule else "n != 1"))


def _entries(text: str) -> Iterator[dict[str, str]]:
    """Yield the entries of a .po file by keyword, the forms in their order."""
    for block in text.replace("\r\n", "\n").split("\n\n"):
        entry: dict[str, str] = {}
        key = ""
        for keyword, raw in _TEXT.findall(block):
            key = keyword or key
            entry[key] = entry.get(key, "") + _unescaped(raw)
        if "msgid" in entry and not ("fuzzy" in block and _FUZZY.search(block)):
            yield entry


def _unescaped(raw: str) -> str:
    """Return the characters that the inside of a quoted string stands for."""
    if "\\" not in raw:
        return raw
    return _ESCAPE.sub(lambda match: _ESCAPES.get(match[1], match[1]), raw)
