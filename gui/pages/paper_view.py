"""The live page: all pages of a PDF in one scroll, drawn off the thread at the size they need."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from gui.pages.context import Context
from gui.presenters.paper_press import Press

PAGE_MM = (210.0, 297.0)
GAP = 16
"""Pixels between pages and around them."""
FULL_SIZE = 96 / 25.4
"""Pixels in a millimetre at 100 per cent."""
WIDEST = 1.1
"""Share of the true size up to which a page is fitted to the width of a large window."""
STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
DENSEST = 300.0
"""Dots in an inch; pages are not drawn finer than a printer would."""
ROLLING = 40
"""Milliseconds of rest after which pages rolled into sight are drawn."""


class Sheets(QWidget):
    """The pages on their ground; a page not drawn yet is white."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.images: dict[int, QImage] = {}
        self.count = 0
        self.scale = FULL_SIZE

    @property
    def page(self) -> QSize:
        """Return the size of a page in pixels of the window."""
        return QSize(round(PAGE_MM[0] * self.scale), round(PAGE_MM[1] * self.scale))

    def whole(self) -> QSize:
        """Return the size of all pages under one another."""
        page = self.page
        height = self.count * (page.height() + GAP) + GAP
        return QSize(page.width() + 2 * GAP, height)

    def place(self, number: int) -> QRectF:
        """Return where a page is."""
        page = self.page
        left = max(GAP, (self.width() - page.width()) // 2)
        return QRectF(left, GAP + number * (page.height() + GAP), page.width(), page.height())

    def within(self, top: int, bottom: int) -> range:
        """Return the pages that stand between two heights."""
        step = self.page.height() + GAP
        first, last = max(0, (top - GAP) // step), min(self.count - 1, bottom // step)
        return range(first, last + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight."""
        seen = event.rect()
        edge = QColor(self._context.colours.line)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for number in self.within(seen.top(), seen.bottom()):
                place = self.place(number)
                painter.fillRect(place, QColor("white"))
                image = self.images.get(number)
                if image is not None:
                    painter.drawImage(place, image)
                painter.setPen(edge)
                painter.drawRect(place)


class PaperView(QScrollArea):
    """Shows a PDF and keeps its zoom."""

    shown = Signal()
    """Other pages are in sight, or there are more or fewer of them, or they are larger."""

    def __init__(self, context: Context, press: Press) -> None:
        super().__init__()
        self._context = context
        self._press = press
        self._pdf = b""
        self._drawn: set[int] = set()
        self.zoom: float | None = None
        """Share of the true size; None fits the width."""
        self.sheets = Sheets(context)
        self.setWidget(self.sheets)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(context.text("The paper as it will be printed"))
        self._rest = QTimer(self, singleShot=True, interval=ROLLING)
        self._rest.timeout.connect(self._draw)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._rolled())

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return self.sheets.count

    @property
    def current(self) -> int:
        """Return the number of the page in the middle of the view, from 1."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return min(self.pages, middle // (self.sheets.page.height() + GAP) + 1)

    @property
    def share(self) -> int:
        """Return how large the page is shown."""
        return round(self.sheets.scale / FULL_SIZE * 100)

    def put(self, pdf: bytes, pages: int) -> None:
        """Show another PDF; the pages of the one before stay until the new ones are drawn."""
        self._pdf = pdf
        self._drawn.clear()
        self.sheets.count = pages
        for number in [key for key in self.sheets.images if key >= pages]:
            del self.sheets.images[number]
        self._measure()

    def enlarge(self, steps: int) -> None:
        """Take the next larger or smaller size."""
        now = self.sheets.scale / FULL_SIZE
        found = [one for one in STEPS if (one > now + 0.01 if steps > 0 else one < now - 0.01)]
        if found:
            self.set_zoom(found[0] if steps > 0 else found[-1])

    def set_zoom(self, zoom: float | None) -> None:
        """Show at a share of the true size; None fits the width."""
        self.zoom = zoom
        self._drawn.clear()
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the width anew."""
        super().resizeEvent(event)
        if self.zoom is None:
            self._drawn.clear()
        self._measure()

    def _measure(self) -> None:
        width = self.viewport().width()
        fit = max(0.3 * FULL_SIZE, min(WIDEST * FULL_SIZE, (width - 2 * GAP) / PAGE_MM[0]))
        self.sheets.scale = fit if self.zoom is None else self.zoom * FULL_SIZE
        size = self.sheets.whole()
        self.sheets.resize(max(size.width(), width), size.height())
        self.sheets.update()
        self._rolled()

    def _rolled(self) -> None:
        self.shown.emit()
        self._rest.start()

    def _draw(self) -> None:
        """Ask for pictures of the pages in sight that are not drawn at this size yet."""
        top = self.verticalScrollBar().value()
        seen = self.sheets.within(top, top + self.viewport().height())
        wanted = [number for number in seen if number not in self._drawn]
        if not wanted or not self._pdf:
            return
        pdf, press = self._pdf, self._press
        density = self.devicePixelRatioF()
        dpi = min(DENSEST, self.sheets.scale * 25.4 * density)

        def work() -> tuple[bytes, dict[int, Any]]:
            return pdf, dict(zip(wanted, press.images(pdf, dpi, wanted), strict=True))

        self._context.tasks.draw(f"pages-{id(self)}", work, self._came, owner=self)

    def _came(self, answer: tuple[bytes, dict[int, Any]]) -> None:
        pdf, images = answer
        if pdf is not self._pdf:
            return
        for number, image in images.items():
            self.sheets.images[number] = picture(image)
            self._drawn.add(number)
        self.sheets.update()


def picture(image: Any) -> QImage:
    """Return a drawn page as a picture of Qt, with memory of its own."""
    form = QImage.Format.Format_RGB32
    return QImage(image.pixels, image.width, image.height, image.stride, form).copy()
