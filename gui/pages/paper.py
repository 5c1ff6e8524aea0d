"""*Paper*: a form being filled in beside its live page, or a paper that was issued."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut

from core.paths import RESOURCES
from gui.pages.context import Context, Route
from gui.pages.page import Page
from gui.pages.paper_fill import FillPart
from gui.pages.paper_issued import IssuedPart
from gui.presenters.paper import Sheet, Wanted, open_sheet
from gui.presenters.paper_issued import IssuedPaper, open_issued
from gui.presenters.paper_press import Press


class PaperPage(Page):
    """Its item is the id of a form, or of an issued paper."""

    wide = True

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        self.column.setSpacing(0)
        mirrored = context.settings.mirrored_margins
        self.press = Press(context.load, RESOURCES / "layout.yaml", mirrored)
        self.part: FillPart | IssuedPart | None = None
        for keys, reaction in {
            "Ctrl++": lambda: self._zoom(1),
            "Ctrl+=": lambda: self._zoom(1),
            "Ctrl+-": lambda: self._zoom(-1),
            "Ctrl+0": lambda: self._zoom(0),
            "Ctrl+Shift+L": self._turn,
        }.items():
            QShortcut(QKeySequence(keys), self).activated.connect(reaction)

    def begin(self) -> None:
        """Open the form or the issued paper."""
        context, route, work = self.context, self.route, self.context.work
        tr, language = context.tr, context.language
        if route.item in context.library.forms:
            wanted = Wanted(route.case, route.item, route.subject, tr, language)
            self.ask(lambda: open_sheet(work, wanted), self._fill)
        else:
            self.ask(lambda: open_issued(work, route.item, tr, language), self._read)

    def primary(self) -> None:
        """Issue the paper."""
        if isinstance(self.part, FillPart):
            self.part.issue()

    def paper(self) -> None:
        """Offer to save or to print the paper."""
        if self.part is not None:
            self.part.files.menu(self.part.saving)

    def leave(self) -> None:
        """Keep the draft."""
        if isinstance(self.part, FillPart):
            self.part.leave()

    def _fill(self, sheet: Sheet) -> None:
        part = FillPart(self.context, sheet, self.press, self)
        self._put(part)
        part.form.go_first()

    def _read(self, issued: IssuedPaper) -> None:
        part = IssuedPart(self.context, issued, self.press)
        self._put(part)
        part.view.setFocus()

    def _put(self, part: FillPart | IssuedPart) -> None:
        self.part = part
        self.column.addWidget(part, 1)

    def _zoom(self, steps: int) -> None:
        if self.part is None:
            return
        if steps:
            self.part.view.enlarge(steps)
        else:
            self.part.view.set_zoom(None)

    def _turn(self) -> None:
        if self.part is not None and len(self.part.pane.switch.languages) > 1:
            self.part.pane.switch.turn()
