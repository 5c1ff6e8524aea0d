"""The editor that belongs to the type of a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.law.model import FactType
from gui.pages.fields.editor import Desk, Editor
from gui.pages.fields.moment import Day, Stamp
from gui.pages.fields.picks import Choice, Person, Persons, Yes
from gui.pages.fields.rows import Rows
from gui.pages.fields.texts import Article, Narrative, Number, OneLine, Words
from gui.presenters.paper import Question


def editor(desk: Desk, question: Question) -> Editor:
    """Return an empty editor for a question."""
    return EDITORS[question.type](desk, question)


def _rows(desk: Desk, question: Question) -> Editor:
    return Rows(desk, question, editor)


EDITORS: Mapping[FactType, Callable[[Desk, Question], Editor]] = {
    "moment": Stamp,
    "date": Day,
    "text": OneLine,
    "words": Words,
    "long": Narrative,
    "number": Number,
    "yes": Yes,
    "choice": Choice,
    "person": Person,
    "persons": Persons,
    "rows": _rows,
    "crime": Article,
}
"""Type of a fact → its editor."""
