"""The window itself: the rail on the left, sentences on top, the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.i18n import N_
from gui.pages.context import Context, Route
from gui.pages.page import Page
from gui.pages.parts import beside, button, clear, coloured, column, label, named, row, waiting

if TYPE_CHECKING:  # Qt builds a class when its name is first asked for; these are only types
    from PySide6.QtGui import QCloseEvent, QResizeEvent

PLACES = (
    ("today", "today", N_("Today")),
    ("cases", "cases", N_("Cases")),
    ("law", "law", N_("Law")),
)
LOCK = N_("Lock")
LAST_PLACES = (("settings", "settings", N_("Settings")),)
OF_CASES = ("case", "new_case", "record", "person", "extend", "what_if", "paper")
"""Pages that belong to the cases; on the rail one is still there."""
OF_LAW = ("norm",)
OF_SETTINGS = ("archive", "restore", "doubt", "salvage", "hand_over", "take_in")
"""Pages of the archive, which one comes to from the settings."""
RAIL, RAIL_MARGIN = 188, 26
"""Pixels of the rail, unless its words need more, and of what stands around them."""
GOOD_NEWS = 6000
"""Milliseconds after which a good sentence goes away by itself."""
CROWDED = 120
"""Milliseconds of work after which the bar shows: shorter work must not flicker."""
Action = tuple[str, Callable[[], object]]
"""The word on a button and what it does."""


class Shell(QMainWindow):
    """Holds one page at a time; knows nothing of cases."""

    def __init__(self, context: Context, closing: Callable[[], bool]) -> None:
        super().__init__()
        self.context = context
        self._closing = closing
        self.page: Page | None = None
        self.cover: QWidget | None = None
        self.setWindowTitle("Sledchy")
        self.rail = named(QFrame(), "rail")
        self._buttons: dict[str, QPushButton] = {}
        self.standing = QVBoxLayout()
        self.standing.setContentsMargins(28, 12, 28, 0)
        self.notices = QVBoxLayout()
        self.notices.setContentsMargins(28, 0, 28, 0)
        self.notices.setSpacing(8)
        self.stack = QStackedWidget()
        self.bar = waiting()
        self.bar.setFixedHeight(3)
        self.bar.setAccessibleName("")
        self.bar.hide()
        self._patience = QTimer(self, singleShot=True, interval=CROWDED)
        self._patience.timeout.connect(self.bar.show)
        context.tasks.busy.connect(self._busy)
        self._lay_out()
        self.build_rail()

    def build_rail(self) -> None:
        """Write the rail anew, in the language and colours of now."""
        inside = self.rail.layout()
        if not isinstance(inside, QVBoxLayout):
            inside = QVBoxLayout(self.rail)
            inside.setContentsMargins(12, 20, 12, 12)
            inside.setSpacing(4)
        clear(inside)
        self._buttons.clear()
        brand = named(QLabel(self.context.text("Sledchy")), "brand")
        inside.addWidget(brand)
        for key, icon, msgid in PLACES:
            inside.addWidget(self._place(key, icon, self.context.text(msgid)))
        inside.addStretch(1)
        for key, icon, msgid in LAST_PLACES:
            inside.addWidget(self._place(key, icon, self.context.text(msgid)))
        inside.addWidget(self._lock())
        foot = named(QLabel(self.context.text("F1 — keys")), "railFoot")
        inside.addWidget(foot)
        wide = [made.sizeHint().width() for made in (brand, *self._buttons.values(), self._locking)]
        self.rail.setFixedWidth(max(RAIL, *(one + RAIL_MARGIN for one in wide)))
        self._mark()

    def show_page(self, page: Page) -> None:
        """Put a page into the window in place of the one before."""
        before, self.page = self.page, page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if before is not None:
            before.react("leave")
            self.stack.removeWidget(before)
            before.deleteLater()
        self._mark()
        page.react("begin")

    def say(self, text: str, tone: str, action: Action | None = None) -> None:
        """Show a sentence over the page; good news goes away by itself."""
        for index in range(self.notices.count()):
            item = self.notices.itemAt(index)
            shown = item.widget() if item is not None else None
            if shown is not None and shown.accessibleName() == text:
                return
        notice = self._notice(text, tone, action)
        self.notices.addWidget(notice)
        if tone == "calm":
            QTimer.singleShot(GOOD_NEWS, notice, notice.deleteLater)

    def doubt(self, text: str) -> None:
        """Show a sentence over every page until it is true no more; nothing takes it away."""
        clear(self.standing)
        if text:
            way = (self.context.text("What to do…"), lambda: self.context.go(Route("doubt")))
            self.standing.addWidget(self._notice(text, "overdue", way, lasting=True))

    def blank(self, text: str, way_out: QWidget | None = None) -> None:
        """Show nothing but a few words from this very moment on.

        What is under the cover lives on: a form is read once more before it goes.
        """
        self.cover = named(QWidget(self), "page")
        self.cover.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.cover.setAccessibleName(text)
        words = column(None, row(None, label(text, "muted"), None), spacing=16)
        if way_out is not None:
            words.addLayout(row(None, way_out, None))
        words.addStretch(2)
        self.cover.setLayout(words)
        self.cover.setGeometry(self.rect())
        self.cover.show()
        self.cover.raise_()
        self.repaint()

    def quiet(self) -> None:
        """Take away the sentences of the page before."""
        clear(self.notices)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar as wide as the page."""
        super().resizeEvent(event)
        self.bar.setFixedWidth(max(1, self.width() - self.rail.width()))
        if self.cover is not None:
            self.cover.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the page save what it holds, then let go of everything; that may take a while."""
        if self.page is not None:
            self.page.react("leave")
        if not self._closing():
            event.ignore()
            return
        super().closeEvent(event)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        room = QWidget()
        room.setFixedHeight(3)
        self.bar.setParent(room)
        right.addWidget(room)
        right.addLayout(self.standing)
        right.addLayout(self.notices)
        right.addWidget(self.stack, 1)
        whole = QWidget()
        beside = QHBoxLayout(whole)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.rail)
        beside.addLayout(right, 1)
        self.setCentralWidget(whole)

    def _place(self, key: str, icon: str, text: str) -> QPushButton:
        made = QPushButton()
        made.setText(text)
        made.setAccessibleName(text)
        made.setCheckable(True)
        beside(made, icon, self.context.colours.text, self.context, 20)
        made.setAutoDefault(False)
        made.clicked.connect(lambda: self.context.go(Route(key)))
        self._buttons[key] = made
        return made

    def _lock(self) -> QPushButton:
        made = QPushButton()
        text = self.context.text(LOCK)
        made.setText(text)
        made.setAccessibleName(text)
        made.setToolTip("Ctrl+L")
        beside(made, "closed", self.context.colours.text, self.context, 20)
        made.setAutoDefault(False)
        made.clicked.connect(lambda: self.context.lock())
        made.setVisible(self.context.work is not None)
        self._locking = made
        return made

    def _notice(
        self, text: str, tone: str, action: Action | None = None, lasting: bool = False
    ) -> QFrame:
        made = QFrame()
        made.setProperty("banner", tone)
        made.setAccessibleName(text)
        inside = QHBoxLayout(made)
        inside.setContentsMargins(14, 8, 8, 8)
        picture = QLabel()
        name = {"calm": "done", "soon": "info"}.get(tone, "alert")
        picture.setPixmap(self.context.picture(name, tone, 20))
        inside.addWidget(picture)
        inside.addWidget(label(text, wrap=True), 1)
        if action is not None:
            inside.addWidget(button(self.context, action[0], action[1], flat=True))
        if lasting:
            return made
        close = QPushButton()
        close.setProperty("flat", True)
        close.setIcon(coloured("close", self.context.ink(tone)))
        close.setAccessibleName(self.context.text("Close"))
        close.setToolTip(self.context.text("Close"))
        close.clicked.connect(made.deleteLater)
        inside.addWidget(close)
        return made

    def _mark(self) -> None:
        """Show on the rail where the window is; a case belongs to the cases."""
        here = self.page.route.page if self.page is not None else ""
        for place, pages in (("cases", OF_CASES), ("law", OF_LAW), ("settings", OF_SETTINGS)):
            here = place if here in pages else here
        for key, made in self._buttons.items():
            made.setChecked(key == here and self.page is not None)
            made.setEnabled(self.context.work is not None or key == "settings")
        self._locking.setVisible(self.context.work is not None)

    def _busy(self, count: int) -> None:
        if count and not self._patience.isActive() and self.bar.isHidden():
            self._patience.start()
        elif not count:
            self._patience.stop()
            self.bar.hide()
