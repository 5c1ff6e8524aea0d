"""The people of a case."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.pages.context import Context, Route
from gui.pages.flow import flow
from gui.pages.parts import button, card, clear, column, empty, label, row
from gui.presenters.case import CaseView
from gui.presenters.people import PersonCard


class PeopleSection(QWidget):
    """Cards with names in both languages; a new person by one button."""

    def __init__(self, context: Context, case: str) -> None:
        super().__init__()
        self.context = context
        self.case = case
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        add = button(context, context.text("Add a person"), self.primary, "plus", primary=True)
        self.setLayout(column(row(add, None), self.body, None, spacing=16))

    def primary(self) -> None:
        """Add a person."""
        self.context.go(Route("person", self.case))

    @staticmethod
    def shows(view: CaseView) -> object:
        """Return what the section shows of a case."""
        return view.people

    def show_view(self, view: CaseView) -> None:
        """Show the people of a case."""
        clear(self.body)
        for one in view.people:
            self.body.addWidget(self._card(one))
        if not view.people:
            self.body.addWidget(
                empty(
                    self.context,
                    "person",
                    self.context.text("Nobody yet"),
                    self.context.text(
                        "Add the applicant, the victim, the suspect: papers take their names "
                        "from here, in both languages and in every case."
                    ),
                )
            )

    def _card(self, one: PersonCard) -> QWidget:
        text = self.context.text
        names = flow(label(one.name_be, "strong"), label(one.name_ru, "muted"))
        parts = [one.roles or text("no role yet")]
        if one.born:
            parts.append(text("born {day}").format(day=one.born))
        if one.address:
            parts.append(one.address)
        words = column(names, label(" · ".join(parts), "small", wrap=True), spacing=3)
        if one.unsure:
            words.addLayout(row(label(text("Look at the cases of the name"), tone="urgent"), None))
        edit = button(
            self.context,
            text("Edit"),
            lambda: self.context.go(Route("person", self.case, item=one.person)),
            "edit",
        )
        edit.setAccessibleName(f"{text('Edit')}: {one.name_be}")
        beside = row(spacing=12)
        beside.addLayout(words, 1)
        beside.addWidget(edit)
        return card(beside, 14)
