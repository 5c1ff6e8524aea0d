"""Languages of the interface and of papers, as types that cannot forget one."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

PaperLanguage = Literal["be", "ru"]
UiLanguage = Literal["be", "ru", "en"]

PAPER_LANGUAGES: tuple[PaperLanguage, ...] = get_args(PaperLanguage)
UI_LANGUAGES: tuple[UiLanguage, ...] = get_args(UiLanguage)


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
