"""An issued paper: read, printed again, saved again; never changed."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.documents.resolved import Paper
from gui.pages.context import Context
from gui.pages.paper_bar import LivePane
from gui.pages.paper_files import PaperFiles
from gui.pages.paper_view import PaperView
from gui.pages.parts import button, label, line, row
from gui.presenters.paper_issued import IssuedPaper
from gui.presenters.paper_press import Press


class IssuedPart(QWidget):
    """The snapshot, drawn to the same bytes as on the day it was signed."""

    def __init__(self, context: Context, issued: IssuedPaper, press: Press) -> None:
        super().__init__()
        self.context, self.issued, self.press = context, issued, press
        self.view = PaperView(context, press)
        self.pane = LivePane(context, self.view, issued.languages)
        self.files = PaperFiles(context, press, self, self.paper, lambda: issued.title)
        text = context.text
        self.saving = button(context, text("Print"), self.files.print, "print", primary=True)
        pdf = button(context, text("Save as PDF…"), lambda: self.files.save(".pdf"), "save")
        word = button(context, text("Save as Word file…"), lambda: self.files.save(".docx"))
        back = button(context, text("Back"), context.back, "back", flat=True)
        said = [text("issued {moment}").format(moment=issued.at), issued.person]
        said.append(text("law as of {day}").format(day=issued.edition))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(issued.title, "lead"))
        words.addWidget(label(" · ".join(one for one in said if one), "small"))
        head = row(back, 4, words, None, pdf, word, self.saving)
        head.setContentsMargins(12, 10, 20, 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line())
        if issued.changed:
            column.addWidget(self._changed())
        column.addWidget(self.pane, 1)
        self.pane.switch.chosen.connect(lambda _: self.draw())
        self.draw()

    def paper(self) -> Paper:
        """Return the snapshot in the language that is chosen."""
        return self.issued.papers[self.issued.languages.index(self.pane.switch.language)]

    def draw(self) -> None:
        """Draw the snapshot."""
        paper, press = self.paper(), self.press

        def work() -> tuple[bytes, int]:
            pdf = press.pdf(paper)
            return pdf, press.count(pdf)

        self.context.tasks.draw(
            f"paper-{id(self)}", work, lambda made: self.view.put(*made), owner=self
        )

    def _changed(self) -> QWidget:
        made = QFrame()
        made.setProperty("banner", "urgent")
        picture = label("")
        picture.setPixmap(self.context.picture("alert", "urgent", 18))
        said = self.context.text(
            "Data changed since: something this paper printed reads otherwise in the case today. "
            "The paper stays as it was signed."
        )
        inside = row(picture, label(said, wrap=True), spacing=10)
        inside.setStretch(1, 1)
        inside.setContentsMargins(14, 8, 14, 8)
        made.setLayout(inside)
        around = QWidget()
        outer = row(made)
        outer.setContentsMargins(16, 12, 16, 0)
        around.setLayout(outer)
        return around
