"""The question what an older control sheet says, and the answer whether the archive agrees."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from gui.pages.context import Context
from gui.pages.form_parts import asked, line_edit
from gui.pages.parts import button, column, label, row
from gui.presenters import archive as presenter
from gui.theme import sized

WIDTH = 460


class SheetDialog(QDialog):
    """Two fields of the sheet; the answer stays in sight until the dialog is closed."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        text = context.text
        self.setWindowTitle(text("Compare with a sheet"))
        self.number = line_edit("", "128")
        self.short = line_edit("", "0123 4567 89AB")
        self.said = label("", wrap=True, tone="calm")
        self.said.setSizePolicy(
            self.said.sizePolicy().Policy.Preferred, self.said.sizePolicy().Policy.Minimum
        )
        self.said.hide()
        compare = button(context, text("Compare"), self.compare, "check", primary=True)
        compare.setDefault(True)
        close = button(context, text("Close"), self.reject)
        inside = column(
            asked(text("Number of the last record"), self.number),
            asked(text("Short hash"), self.short),
            self.said,
            row(None, close, compare),
            spacing=12,
        )
        inside.setContentsMargins(24, 24, 24, 24)
        self.setLayout(inside)
        self.setMinimumWidth(sized(WIDTH, context.settings.text_scale))

    def compare(self) -> None:
        """Ask the archive."""
        work, number, short = self.context.work, self.number.text(), self.short.text()
        self.context.tasks.run(
            lambda: presenter.agreed(work, number, short),
            self._answer,
            lambda error: self._tell(self.context.sentence(error), "urgent"),
            self,
        )

    def _answer(self, agrees: bool) -> None:
        text = self.context.text
        if agrees:
            self._tell(text("They agree: the history up to that record is as it was."), "calm")
        else:
            said = text(
                "They do not agree. The history was rewritten, an older copy was put back, or the "
                "sheet is of another archive."
            )
            self._tell(said, "overdue")

    def _tell(self, said: str, tone: str) -> None:
        self.said.setText(said)
        self.said.setProperty("tone", tone)
        self.said.style().polish(self.said)
        self.said.show()
