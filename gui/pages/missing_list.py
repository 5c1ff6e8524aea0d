"""What is missing, why, of whom, with a way to the step that supplies it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.pages.context import Context, Route
from gui.pages.listing import Listing
from gui.pages.parts import button, clear, column, label, row
from gui.presenters.missing import Missing


def missing_row(context: Context, case: str, one: Missing, narrow: bool = False) -> QWidget:
    """Return one thing that is missing; on a narrow page the way stands under it."""
    text = context.text
    parts = [one.person, one.since]
    if one.article:
        parts.append(text("art. {article}").format(article=one.article))
    if one.unverified:
        parts.append(text("not compared with the official text"))
    words = column(label(one.text, wrap=True), spacing=3)
    under = " · ".join(part for part in parts if part)
    if under:
        words.addWidget(label(under, "small", wrap=True))
    for why in one.reasons:
        words.addWidget(label(f"— {why}", "muted", wrap=True))
    beside = row(spacing=12)
    beside.addLayout(words, 1)
    if one.offer and narrow:
        words.addLayout(row(_way(context, case, one), None))
    elif one.offer:
        beside.addWidget(_way(context, case, one), 0, Qt.AlignmentFlag.AlignTop)
    made = QWidget()
    made.setLayout(beside)
    return made


def missing_list(context: Context, case: str, found: Sequence[Missing]) -> QWidget:
    """Return everything that is missing, under the headings of its groups."""
    made = QWidget()
    inside = column(spacing=8)
    for group, lines in groupby(found, key=lambda one: one.group):
        if group:
            inside.addWidget(label(group, "group"))
        inside.addWidget(
            Listing(context, tuple(lines), lambda one: missing_row(context, case, one))
        )
    made.setLayout(inside)
    return made


class Checklist(QWidget):
    """Stands over a decision: what is missing before it, or that nothing is. It stops nobody."""

    def __init__(self, context: Context, case: str) -> None:
        super().__init__()
        self.context, self.case = context, case
        self._shown: object = None
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def ask(self, work: Callable[[], Sequence[Missing] | None]) -> None:
        """Ask off the thread; nothing is shown for a step that is no decision."""
        key = f"checklist-{id(self)}"
        self.context.tasks.draw(key, work, self.show_lines, owner=self)

    def show_lines(self, found: Sequence[Missing] | None) -> None:
        """Show what is missing."""
        self.setVisible(found is not None)
        if found is None or found == self._shown:
            return
        self._shown = found
        clear(self._inside)
        tr = self.context.tr
        said = tr.gettext("Nothing is missing before this decision.")
        if found:
            said = tr.ngettext(
                "{n} thing is missing before this decision",
                "{n} things are missing before this decision",
                len(found),
            ).format(n=len(found))
        inside = column(label(said, "strong", wrap=True), spacing=10)
        for one in found:
            inside.addWidget(missing_row(self.context, self.case, one, narrow=True))
        inside.setContentsMargins(14, 12, 14, 12)
        frame = QFrame()
        frame.setProperty("banner", "urgent" if found else "calm")
        frame.setLayout(inside)
        self._inside.addWidget(frame)


def _way(context: Context, case: str, one: Missing) -> QWidget:
    page, item = ("paper", one.form) if one.form else ("record", one.offer)
    route = Route(page, case, item=item, subject=one.subject)
    made = button(context, one.offer_name, lambda: context.go(route), "next", flat=True)
    made.setToolTip(context.text("Go to: {step}").format(step=one.offer_name))
    made.setAccessibleName(made.toolTip())
    return made
