"""What can be done with a composed paper beside signing it: save a file, print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from core.documents.resolved import Paper
from core.i18n import N_
from gui.pages.context import Context
from gui.pages.paper_print import print_pdf
from gui.presenters.paper_press import Press, safe_name, write

KINDS = {".pdf": N_("PDF file"), ".docx": N_("Word file")}


class PaperFiles:
    """Saves and prints the paper that a page shows."""

    def __init__(
        self,
        context: Context,
        press: Press,
        window: QWidget,
        paper: Callable[[], Paper | None],
        name: Callable[[], str],
    ) -> None:
        self._context = context
        self._press = press
        self._window = window
        self._paper = paper
        self._name = name

    def menu(self, under: QWidget) -> None:
        """Offer all that can be done, under a button."""
        text = self._context.text
        made = QMenu(self._window)
        made.addAction(text("Save as PDF…"), lambda: self.save(".pdf"))
        made.addAction(text("Save as Word file…"), lambda: self.save(".docx"))
        made.addSeparator()
        made.addAction(text("Print…"), self.print)
        made.popup(under.mapToGlobal(QPoint(0, under.height())))

    def save(self, ending: str) -> None:
        """Ask where to, then write the file off the thread."""
        paper, context = self._paper(), self._context
        if paper is None:
            return
        kind = f"{context.text(KINDS[ending])} (*{ending})"
        start = str(context.papers_folder / f"{safe_name(self._name())}{ending}")
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, context.text("Save the paper"), start, kind
        )
        if not chosen:
            return
        place = Path(chosen) if Path(chosen).suffix.lower() == ending else Path(chosen + ending)
        press = self._press
        render = {".pdf": press.pdf, ".docx": press.docx}[ending]

        def work() -> Path:
            write(place, render(paper))
            return place

        context.tasks.draw(f"save-{id(self)}", work, self._saved, owner=self._window)

    def print(self) -> None:
        """Make the PDF, then print it."""
        paper, context, press = self._paper(), self._context, self._press
        if paper is None:
            return
        context.tasks.draw(
            f"print-{id(self)}",
            lambda: press.pdf(paper),
            self._print,
            owner=self._window,
        )

    def _print(self, pdf: bytes) -> None:
        print_pdf(self._context, self._press, pdf, self._window)

    def _saved(self, place: Path) -> None:
        said = self._context.text("Saved: {place}").format(place=place)
        self._context.say(said, "calm")
