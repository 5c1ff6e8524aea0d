"""A sheet for the desk in either language: copied as text, saved, printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from core.documents.resolved import Paper
from core.i18n import N_, PAPER_LANGUAGES, PaperLanguage
from core.paths import RESOURCES
from gui.pages.context import Context
from gui.pages.paper_files import PaperFiles
from gui.pages.parts import button
from gui.presenters.paper_press import Press

LANGUAGES = {"be": N_("In Belarusian"), "ru": N_("In Russian")}

Make = Callable[[PaperLanguage], Paper]


def sheet_button(context: Context, window: QWidget, make: Make) -> QPushButton:
    """Return a button with the menu of a sheet; `make` composes it off the thread."""
    made = button(context, context.text("Print or copy…"), lambda: None, "print")
    made.clicked.connect(lambda: sheet_menu(context, window, make, made))
    return made


def sheet_menu(context: Context, window: QWidget, make: Make, under: QWidget) -> None:
    """Offer what can be done with a sheet, in the language of the window first."""
    text = context.text
    menu = QMenu(window)
    for language in sorted(PAPER_LANGUAGES, key=lambda one: one != context.language):
        part = menu.addMenu(text(LANGUAGES[language]))
        for name, reaction in (
            (text("Copy as text"), _copy),
            (text("Save as PDF…"), _save),
            (text("Print…"), _print),
        ):
            part.addAction(name, partial(_with, context, window, make, language, reaction))
    menu.popup(under.mapToGlobal(QPoint(0, under.height())))


Reaction = Callable[[Context, QWidget, Paper], None]


def _with(
    context: Context, window: QWidget, make: Make, language: PaperLanguage, reaction: Reaction
) -> None:
    context.tasks.run(
        lambda: make(language), lambda paper: reaction(context, window, paper), owner=window
    )


def _files(context: Context, window: QWidget, paper: Paper) -> PaperFiles:
    press = Press(context.load, RESOURCES / "layout.yaml", context.settings.mirrored_margins)
    return PaperFiles(context, press, window, lambda: paper, lambda: paper.title)


def _save(context: Context, window: QWidget, paper: Paper) -> None:
    _files(context, window, paper).save(".pdf")


def _print(context: Context, window: QWidget, paper: Paper) -> None:
    _files(context, window, paper).print()


def _copy(context: Context, window: QWidget, paper: Paper) -> None:
    words = context.load("core.documents.plain").plain_text(paper)
    context.copy(words)
    context.say(context.text("Copied."), "calm")
