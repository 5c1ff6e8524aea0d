"""Printing: pages are drawn off the thread one by one and painted as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtWidgets import QProgressDialog, QWidget

from gui.pages.context import Context
from gui.pages.paper_view import picture
from gui.presenters.paper_press import Press

DPI = 300
MM = 25.4
PAGE_MM = (210.0, 297.0)


class PrintJob(QObject):
    """One paper on its way to a printer, with progress and a way to stop it."""

    def __init__(
        self, context: Context, press: Press, pdf: bytes, printer: Any, window: QWidget
    ) -> None:
        super().__init__(window)
        self._context = context
        self._press = press
        self._pdf = pdf
        self._printer = printer
        self._window = window
        self._pages: Iterator[int] = iter(())
        self._painter: QPainter | None = None
        self._progress: QProgressDialog | None = None
        self.printed = 0

    def begin(self) -> None:
        """Count the pages of the range that was chosen, then print them."""
        pdf, press = self._pdf, self._press
        self._draw(lambda: press.count(pdf), self._counted)

    def _counted(self, count: int) -> None:
        text = self._context.text
        first = self._printer.fromPage() or 1
        last = min(self._printer.toPage() or count, count)
        self._pages = iter(range(first - 1, last))
        painter = QPainter()
        if not painter.begin(self._printer):
            self._context.say(text("The printer does not answer. Nothing was printed."), "overdue")
            return
        self._painter = painter
        self._progress = QProgressDialog(
            text("Printing…"), text("Cancel"), 0, last - first + 1, self._window
        )
        self._progress.setWindowModality(Qt.WindowModality.WindowModal)
        self._progress.setMinimumDuration(500)
        self._next()

    def _next(self) -> None:
        assert self._progress is not None
        number = next(self._pages, None)
        if number is None or self._progress.wasCanceled():
            self._finish(self._progress.wasCanceled())
            return
        pdf, press = self._pdf, self._press
        self._draw(lambda: next(press.images(pdf, DPI, (number,))), self._came)

    def _came(self, image: Any) -> None:
        assert self._painter is not None and self._progress is not None
        if self._progress.wasCanceled():
            self._finish(True)
            return
        if self.printed:
            self._printer.newPage()
        dots = self._printer.resolution() / MM
        place = QRectF(0, 0, PAGE_MM[0] * dots, PAGE_MM[1] * dots)
        self._painter.drawImage(place, picture(image))
        self.printed += 1
        self._progress.setValue(self.printed)
        self._next()

    def _finish(self, cancelled: bool) -> None:
        assert self._painter is not None and self._progress is not None
        if cancelled:
            self._printer.abort()
        self._painter.end()
        self._progress.close()
        text = self._context.text
        said = text("Printing was cancelled.") if cancelled else text("Sent to the printer.")
        self._context.say(said, "soon" if cancelled else "calm")
        self.deleteLater()

    def _draw(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._context.tasks.draw(f"print-{id(self)}", work, done, owner=self)


def print_pdf(context: Context, press: Press, pdf: bytes, window: QWidget) -> PrintJob | None:
    """Ask for a printer and print; None when the person thought better of it."""
    qt: Any = context.load("PySide6.QtPrintSupport")
    printer = qt.QPrinter(qt.QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setDocName(context.text("Sledchy"))
    dialog = qt.QPrintDialog(printer, window)
    if not dialog.exec():
        return None
    job = PrintJob(context, press, pdf, printer, window)
    job.begin()
    return job
