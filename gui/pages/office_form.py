"""The division and the investigator, as fields; new cases and the settings show the same ones."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.pages.context import Context
from gui.pages.flow import flow
from gui.pages.form_parts import PairField, asked, picker
from gui.pages.parts import column
from gui.presenters.office import OfficeForm, titles_of
from gui.presenters.people import proposed


class OfficeFields(QWidget):
    """Fields of one office."""

    def __init__(self, context: Context, form: OfficeForm) -> None:
        super().__init__()
        text, language = context.text, context.language
        self.division = PairField(context, text("Division"), form.division)
        self.place = PairField(context, text("Place"), form.place)
        self.person = PairField(context, text("Investigator: surname, name, patronymic"), form.name)
        self.gender = picker((("m", text("man")), ("f", text("woman"))), form.gender)
        self.position = picker(titles_of("position", language), form.position)
        self.rank = picker(titles_of("rank", language), form.rank, blank=True)
        self.person.be.editingFinished.connect(self._propose)
        titles = flow()
        for name, field, share in (
            (text("Post"), self.position, 3),
            (text("Rank"), self.rank, 2),
            (text("Gender"), self.gender, 1),
        ):
            field.setAccessibleName(name)
            titles.add(asked(name, field), share)
        self.setLayout(column(self.division, self.place, self.person, titles, spacing=12))

    def form(self) -> OfficeForm:
        """Return what is typed."""
        return OfficeForm(
            self.division.texts,
            self.place.texts,
            self.person.texts,
            "f" if self.gender.currentData() == "f" else "m",
            str(self.position.currentData()),
            str(self.rank.currentData()),
        )

    def put(self, form: OfficeForm) -> None:
        """Show an office."""
        for pair, texts in (
            (self.division, form.division),
            (self.place, form.place),
            (self.person, form.name),
        ):
            pair.be.setText(texts[0])
            pair.ru.setText(texts[1])
        for field, value in (
            (self.gender, form.gender),
            (self.position, form.position),
            (self.rank, form.rank),
        ):
            field.setCurrentIndex(max(0, field.findData(value)))

    def _propose(self) -> None:
        """Fill the Russian name in when it is still empty; it is only a proposal."""
        name, other = self.person.texts
        if name and not other:
            self.person.ru.setText(proposed(name, "be", self.form().gender))
