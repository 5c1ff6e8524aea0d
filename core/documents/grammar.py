"""What papers need of the language floor; the services hand one in, so the floors stay apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, Protocol

from core.i18n import PaperLanguage

Gender = Literal["m", "f"]
Case = Literal["nom", "gen", "dat", "acc", "ins", "loc"]
DateStyle = Literal["date", "day", "numeric"]
"""22 лістапада 2026 г. · 22 лістапада 2026 года · 22.11.2026"""
TimeStyle = Literal["time", "hm", "short"]
"""9 гадзін 05 хвілін · 09:05 · 9 гадз. 05 хв."""


class Grammar(Protocol):
    """Declension, dates, references and the sound of joined words, in both languages."""

    def name(self, full: str, case: Case, language: PaperLanguage, gender: Gender) -> str:
        """Return a full name «Surname Given Patronymic» in a case."""

    def short_name(self, full: str, case: Case, language: PaperLanguage, gender: Gender) -> str:
        """Return initials before the surname in a case, without spaces: І.В.Лапаця."""

    def surname_first(self, full: str, case: Case, language: PaperLanguage, gender: Gender) -> str:
        """Return surname and initials in a case: Лапаця І.В."""

    def title(self, key: str, case: Case, language: PaperLanguage, gender: Gender) -> str:
        """Return a post or rank of resources/language/titles in a case."""

    def phrase(self, text: str, case: Case, language: PaperLanguage) -> str:
        """Return a free phrase with its first noun and adjectives in a case."""

    def date(self, day: date, language: PaperLanguage, style: DateStyle) -> str:
        """Return a date in words or figures."""

    def time(self, moment: datetime, language: PaperLanguage, style: TimeStyle) -> str:
        """Return a time of day in words or figures."""

    def crime(self, article: str, part: int | None, language: PaperLanguage) -> str:
        """Return an article of the Criminal Code: ч. 2 арт. 205 КК."""

    def join(self, items: Sequence[str], language: PaperLanguage) -> str:
        """Return a list in a sentence: а, б і в."""

    def settle(self, language: PaperLanguage, pieces: Sequence[tuple[str, bool]]) -> str:
        """Return the pieces joined, with у/ў and prepositions of the author's text set right.

        The second half of a piece is true for a value, whose own words never change.
        """
