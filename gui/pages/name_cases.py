"""The six cases of a name in both languages, each to be corrected once and for ever."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from core.i18n import N_
from gui.pages.context import Context
from gui.pages.form_parts import line_edit
from gui.pages.parts import label
from gui.presenters.people import CaseForm

CASES = {
    "nom": N_("nominative: who?"),
    "gen": N_("genitive: of whom?"),
    "dat": N_("dative: to whom?"),
    "acc": N_("accusative: whom?"),
    "ins": N_("instrumental: by whom?"),
    "loc": N_("prepositional: about whom?"),
}
HEADS = {"be": N_("Belarusian"), "ru": N_("Russian")}


class NameCases(QWidget):
    """A small table of fields; what differs from the rules is kept as a correction."""

    corrected = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._fields: dict[str, QLineEdit] = {}
        self._rules: dict[str, str] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for column, (language, msgid) in enumerate(HEADS.items(), 1):
            grid.addWidget(label(context.tr.gettext(msgid), "small"), 0, column)
            grid.setColumnStretch(column, 1)
            for number, (case, name) in enumerate(CASES.items(), 1):
                said = context.tr.gettext(name)
                grid.addWidget(label(said, "muted"), number, 0)
                field = line_edit()
                field.setAccessibleName(f"{context.tr.gettext(msgid)}, {said}")
                field.setReadOnly(case == "nom")
                field.textEdited.connect(lambda _: self.corrected.emit())
                self._fields[f"{language}.{case}"] = field
                grid.addWidget(field, number, column)

    def show_forms(self, forms: tuple[CaseForm, ...]) -> None:
        """Show the cases; a field in doubt is marked and says why."""
        look = self.context.text("The rules are not sure of this form: look at it.")
        for form in forms:
            field = self._fields[form.key]
            if field.text() != form.text:
                field.setText(form.text)
            self._rules[form.key] = form.rule_text
            field.setProperty("unsure", bool(form.doubt))
            field.setToolTip(look if form.doubt else "")
            field.setAccessibleDescription(look if form.doubt else "")
            field.style().unpolish(field)
            field.style().polish(field)

    def corrections(self) -> dict[str, str]:
        """Return the fields that differ from what the rules give."""
        return {
            key: field.text().strip()
            for key, field in self._fields.items()
            if field.text().strip() and field.text().strip() != self._rules.get(key, "")
        }
