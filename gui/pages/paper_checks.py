"""What stands between a form and its signature: missing answers, blocks, warnings with reasons."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.pages.context import Context, Route
from gui.pages.fields.edits import Grown
from gui.pages.parts import button, clear, column, label, row
from gui.presenters.paper_look import Look, Missing, Obstacle, Offer, without_reasons

TONES = {"block": "overdue", "warning": "urgent", "note": "soon"}
ICONS = {"block": "alert", "warning": "alert", "note": "info"}


class Checks(QWidget):
    """Written anew only when there is something else to say, so that reasons can be typed."""

    changed = Signal()
    """A reason was typed."""
    wanted = Signal(str)
    """A question is to be answered (its id)."""

    def __init__(self, context: Context, case: str, reasons: dict[str, str]) -> None:
        super().__init__()
        self.context = context
        self.case = case
        self.reasons = dict(reasons)
        self._fields: dict[str, Grown] = {}
        self._said: tuple[Look, tuple[str, ...]] | None = None
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(10)

    def show_look(self, look: Look, troubles: tuple[str, ...]) -> None:
        """Say what stands in the way."""
        said = (without_reasons(look), troubles)
        if said == self._said:
            return
        self._said = said
        focused = next((key for key, field in self._fields.items() if field.hasFocus()), "")
        self._fields.clear()
        clear(self._inside)
        text = self.context.text
        named = tuple(said.partition(":")[0] + ":" for said in troubles)
        problems = [*troubles, *(one for one in look.problems if not one.startswith(named))]
        for problem in problems:
            self._inside.addWidget(self._banner("overdue", "alert", problem))
        for one in look.obstacles:
            self._inside.addWidget(self._obstacle(one))
        if look.missing:
            self._inside.addWidget(self._missing(look.missing))
        if look.foreign:
            said_only = text("Only in the other language so far: {questions}.").format(
                questions=", ".join(look.foreign)
            )
            self._inside.addWidget(self._banner("soon", "info", said_only))
        if not (problems or look.obstacles or look.missing):
            self._inside.addWidget(
                self._banner(
                    "calm", "done", text("Everything is answered; nothing stands in the way.")
                )
            )
        if focused in self._fields:
            self._fields[focused].setFocus()

    def owing(self, look: Look) -> int:
        """Return how many things stand in the way now."""
        without = [
            one
            for one in look.obstacles
            if one.tier == "block" or (one.key and not self.reasons.get(one.key, "").strip())
        ]
        return len(look.missing) + len(look.problems) + len(without)

    def field(self, key: str) -> Grown:
        """Return where the reason for going on past a warning is typed."""
        return self._fields[key]

    def go(self) -> None:
        """Take the keyboard to the first reason that is owing."""
        for key, field in self._fields.items():
            if not self.reasons.get(key, "").strip():
                field.setFocus()
                return

    def _missing(self, missing: tuple[Missing, ...]) -> QFrame:
        text = self.context.text
        made = self._framed("urgent")
        lines: list[QWidget] = []
        for one in missing:
            if one.field or one.person:
                shown = button(
                    self.context, one.label, partial(self._supply, one), "next", flat=True
                )
                shown.setAccessibleName(text("Missing: {what}").format(what=one.label))
                lines.append(shown)
            else:
                lines.append(label(one.label, wrap=True))
        head = row(self._picture("owed", "urgent"), label(text("Still missing"), "strong"), None)
        made.setLayout(column(head, *lines, spacing=2))
        self._pad(made)
        return made

    def _obstacle(self, one: Obstacle) -> QFrame:
        tone = TONES[one.tier]
        made = self._framed(tone)
        words = label(one.text, "strong" if one.tier == "block" else "", wrap=True)
        head = row(self._picture(ICONS[one.tier], tone), words, spacing=10)
        head.setStretch(1, 1)
        inside = column(head, spacing=6)
        if one.doubt:
            inside.addWidget(label(one.doubt, "small", wrap=True))
        for offer in one.offers:
            inside.addLayout(row(self._offer(offer), None))
        if one.key:
            inside.addWidget(label(self.context.text("Why go on nevertheless?"), "small"))
            inside.addWidget(self._reason(one))
        made.setLayout(inside)
        self._pad(made)
        return made

    def _offer(self, offer: Offer) -> QWidget:
        page = "paper" if offer.form else "record"
        route = Route(page, self.case, item=offer.form or offer.step, subject=offer.subject)
        return button(
            self.context,
            self.context.text("First: {step}").format(step=offer.name),
            lambda: self.context.go(route),
            "next",
        )

    def _reason(self, one: Obstacle) -> Grown:
        name = f"{self.context.text('Why go on nevertheless?')} {one.text}"
        field = Grown(name, 1, 4, False)
        field.put(self.reasons.get(one.key, ""))
        field.textChanged.connect(lambda: self._reasoned(one.key, field.toPlainText()))
        self._fields[one.key] = field
        return field

    def _reasoned(self, key: str, why: str) -> None:
        self.reasons[key] = why
        self.changed.emit()

    def _supply(self, one: Missing) -> None:
        if one.field:
            self.wanted.emit(one.field)
        else:
            self.context.go(Route("person", self.case, item=one.person))

    def _banner(self, tone: str, icon: str, text: str) -> QFrame:
        made = self._framed(tone)
        inside = row(self._picture(icon, tone), label(text, wrap=True), spacing=10)
        inside.setStretch(1, 1)
        made.setLayout(inside)
        self._pad(made)
        return made

    def _framed(self, tone: str) -> QFrame:
        made = QFrame()
        made.setProperty("banner", tone)
        return made

    def _pad(self, made: QFrame) -> None:
        inside = made.layout()
        assert inside is not None
        inside.setContentsMargins(12, 10, 12, 10)

    def _picture(self, icon: str, tone: str) -> QWidget:
        made = label("")
        made.setPixmap(self.context.picture(icon, tone, 18))
        made.setFixedWidth(18)
        return made
