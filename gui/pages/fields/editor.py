"""What every editor of a question can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.engine.events import Value
from core.i18n import PaperLanguage
from gui.pages.context import Context
from gui.presenters.paper import Question, Someone


@dataclass(frozen=True)
class Desk:
    """What editors are given beside their question."""

    context: Context
    languages: tuple[PaperLanguage, PaperLanguage]
    """Languages of papers, that of the case first."""
    people: tuple[Someone, ...] = ()
    add_person: Callable[[], None] = field(default=lambda: None)
    beside: bool = False
    """The two languages of a text stand beside one another, not under one another."""

    def text(self, msgid: str) -> str:
        """Return a text in the language of the window."""
        return self.context.text(msgid)


class Editor(QWidget):
    """An editor of one question; what it holds is a plain value, None while it is empty."""

    changed = Signal()
    """The person changed something."""
    left = Signal()
    """The focus has left a field of the editor."""

    def __init__(self, desk: Desk, question: Question) -> None:
        super().__init__()
        self.desk = desk
        self.question = question

    def value(self) -> Value:
        """Return what is entered, None when nothing is."""
        return None

    def put(self, value: Value) -> None:
        """Show a value without announcing it."""
        raise TypeError(f"{type(self).__name__} shows no value")

    def trouble(self) -> str:
        """Return a sentence about what cannot be read in what was entered, or nothing."""
        return ""

    def first(self) -> QWidget:
        """Return the field that the keyboard goes to."""
        return self

    def go(self) -> None:
        """Take the keyboard."""
        self.first().setFocus()

    def say(self) -> None:
        """Announce a choice: it is made and left in one."""
        self.changed.emit()
        self.left.emit()
