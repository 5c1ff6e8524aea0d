"""What the guards say of an act, with a field for the reason of going on in spite of a warning."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gui.pages.context import Context
from gui.pages.form_parts import asked, line_edit
from gui.pages.parts import button, clear, label, row
from gui.presenters.guide import Caution

TIERS = {"block": "overdue", "warning": "at_risk", "note": "soon"}


class Cautions(QWidget):
    """Sentences in the order of the guards; reasons typed before are kept while they apply."""

    def __init__(self, context: Context, go: Callable[[str], None]) -> None:
        super().__init__()
        self.context = context
        self._go = go
        self._reasons: dict[str, QLineEdit] = {}
        self._shown: object = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)

    def show_them(
        self,
        cautions: Sequence[Caution],
        closed: Sequence[str],
        owing: Sequence[tuple[str, str]],
    ) -> None:
        """Show what is said now; nothing is drawn anew while the same is said."""
        if (cautions, closed, owing) == self._shown:
            return
        self._shown = (cautions, closed, owing)
        typed = self.reasons()
        clear(self.body)
        self._reasons.clear()
        wanted = dict(owing)
        for said in closed:
            self._say(said, "overdue")
        for one in cautions:
            self._caution(one)
            if one.guard in wanted:
                self._ask(one.guard, typed)
                del wanted[one.guard]
        for key in wanted:
            self._ask(key, typed)
        self.setVisible(bool(cautions or closed or owing))

    def reasons(self) -> dict[str, str]:
        """Return the reasons that were typed, by the id they are kept under."""
        return {key: field.text().strip() for key, field in self._reasons.items()}

    def first_empty(self) -> QLineEdit | None:
        """Return the first reason that is still owing."""
        return next((one for one in self._reasons.values() if not one.text().strip()), None)

    def _caution(self, one: Caution) -> None:
        text = self.context.text
        said = one.text
        if one.article:
            said = text("{text} (art. {article})").format(text=said, article=one.article)
        self._say(" ".join(part for part in (said, one.doubt) if part), TIERS[one.tier])
        if one.offer:
            way = button(
                self.context,
                text("Go to: {step}").format(step=one.offer_name),
                lambda: self._go(one.offer),
                "next",
                flat=True,
            )
            self.body.addLayout(row(way, None))

    def _say(self, said: str, tone: str) -> None:
        made = label(said, wrap=True, tone=tone)
        made.setSizePolicy(made.sizePolicy().Policy.Preferred, made.sizePolicy().Policy.Minimum)
        self.body.addWidget(made)

    def _ask(self, key: str, typed: dict[str, str]) -> None:
        field = line_edit(typed.get(key, ""))
        self._reasons[key] = field
        name = self.context.text("Reason for going on in spite of the warning")
        self.body.addLayout(asked(name, field))
