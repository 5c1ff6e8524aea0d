"""What the program knows before any case: the law, the forms, the grammar, the layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core.documents.form import Form, load_forms
from core.documents.grammar import Grammar
from core.errors import UserError
from core.language.grammar import Grammar as Language
from core.law.book import LawBook
from core.law.loader import load_book
from core.law.model import Fact


@dataclass(frozen=True)
class Library:
    """The shipped knowledge, loaded once and shared by everybody."""

    book: LawBook
    forms: Mapping[str, Form]
    grammar: Grammar
    trouble: UserError | None = None
    """Why the law pack that lies there is not used."""

    @cached_property
    def questions(self) -> Mapping[str, tuple[Fact, ...]]:
        """Return for every form the questions that only this form knows."""
        return {
            form.id: tuple(one for one in form.asks if isinstance(one, Fact))
            for form in self.forms.values()
        }


def open_library(resources: Path, compiled: Path | None = None) -> Library:
    """Return the library of a folder of resources; DataError names the file that is wrong.

    `compiled` is where the compiled law book is kept between starts.
    """
    return Library(
        book=load_book(resources / "law", compiled),
        forms=load_forms(resources / "documents"),
        grammar=Language(),
    )
