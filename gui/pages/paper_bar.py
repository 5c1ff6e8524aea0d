"""The bar over the live page: language, page number, zoom, what can be done with the paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.i18n import PaperLanguage
from gui.pages.context import Context
from gui.pages.fields.texts import NAMES
from gui.pages.flow import flow
from gui.pages.paper_view import PaperView
from gui.pages.parts import coloured, column, label, row


class LanguageSwitch(QFrame):
    """Two buttons of which one is down."""

    chosen = Signal(str)

    def __init__(self, context: Context, languages: tuple[PaperLanguage, ...], name: str) -> None:
        super().__init__()
        self.languages = languages
        self._group = QButtonGroup(self)
        buttons: list[QWidget] = []
        for number, language in enumerate(languages):
            text = context.text(NAMES[language])
            made = QPushButton(text)
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setProperty("segment", True)
            made.setAccessibleName(f"{name}: {text}")
            self._group.addButton(made, number)
            buttons.append(made)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(lambda number: self.chosen.emit(languages[number]))
        self.setLayout(row(*buttons, spacing=4))

    @property
    def language(self) -> PaperLanguage:
        """Return the language that is chosen."""
        return self.languages[max(0, self._group.checkedId())]

    def turn(self) -> None:
        """Choose the next language."""
        number = (self._group.checkedId() + 1) % len(self.languages)
        self._group.button(number).setChecked(True)
        self.chosen.emit(self.languages[number])


class LivePane(QWidget):
    """The bar with the live page under it."""

    def __init__(
        self, context: Context, view: PaperView, languages: tuple[PaperLanguage, ...]
    ) -> None:
        super().__init__()
        self.context = context
        self.view = view
        text = context.text
        self.switch = LanguageSwitch(context, languages, text("Language of the paper"))
        if len(languages) < 2:
            self.switch.hide()
        self.switch.setToolTip("Ctrl+Shift+L")
        self.place = label("", "small")
        self.place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.place.setMinimumWidth(self.place.fontMetrics().horizontalAdvance("10 / 10"))
        self.percent = QToolButton()
        self.percent.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.percent.setToolTip(text("Fit the width") + " (Ctrl+0)")
        self.percent.clicked.connect(lambda: view.set_zoom(None))
        self.more = row(spacing=2)
        smaller = self.tool("minus", text("Smaller") + " (Ctrl+−)", lambda: view.enlarge(-1))
        larger = self.tool("plus", text("Larger") + " (Ctrl++)", lambda: view.enlarge(1))
        size = row(self.place, smaller, self.percent, larger, 8, self.more, spacing=2)
        size.setStretch(0, 1)
        bar = column(flow(self.switch, (size, 1), spacing=8))
        bar.setContentsMargins(16, 10, 12, 8)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(bar)
        inside.addWidget(view, 1)
        view.shown.connect(self._count)
        self._count()

    def tool(self, icon: str, name: str, pressed: Callable[[], object]) -> QToolButton:
        """Return a small button of the bar."""
        made = QToolButton()
        made.setIcon(coloured(icon, self.context.colours.text))
        made.setIconSize(QSize(18, 18))
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.clicked.connect(lambda: pressed())
        return made

    def _count(self) -> None:
        view = self.view
        said = self.context.text("page {n} of {all}").format(n=view.current, all=view.pages)
        self.place.setText(f"{view.current} / {view.pages}" if view.pages else "")
        self.place.setAccessibleName(said)
        self.place.setToolTip(said)
        self.percent.setText(f"{view.share} %")
        self.percent.setAccessibleName(f"{self.context.text('Fit the width')}: {view.share} %")
