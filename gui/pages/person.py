"""One person: names in both languages with their cases, and what papers print of him."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from core.engine.events import Gender
from core.i18n import N_, PaperLanguage
from gui.pages.asking import day_field, moment_field
from gui.pages.context import Context, Route
from gui.pages.flow import flow
from gui.pages.form_parts import WIDE, PairField, asked, line_edit, picker, tell, trouble
from gui.pages.name_cases import NameCases
from gui.pages.page import Page
from gui.pages.parts import bounded, button, card, column, label, row, scrolled
from gui.presenters.people import proposed
from gui.presenters.person import (
    TEXTS,
    PersonForm,
    PersonView,
    declined,
    guessed_gender,
    person_of,
    person_view,
)

NAMES = {
    "address": N_("Address"),
    "birthplace": N_("Place of birth"),
    "work": N_("Work or study"),
    "document": N_("Identity document"),
    "post": N_("Post, for an official"),
}


class PersonPage(Page):
    """Saves a person as an event; the name in the other language is only proposed."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        text = self.text
        self.view: PersonView | None = None
        self.name = PairField(context, text("Surname, name, patronymic"))
        self.gender = picker((("m", text("man")), ("f", text("woman"))))
        self.born = day_field(context, text("Born"))
        self.citizenship = line_edit("BY")
        self.language = line_edit()
        self.role = picker((), blank=True)
        self.since = moment_field(context, text("Known since"))
        self.texts = {
            key: PairField(context, context.tr.gettext(msgid)) for key, msgid in NAMES.items()
        }
        self.note = line_edit()
        self.cases = NameCases(context)
        self.held = label("", "muted", wrap=True)
        self.wrong = trouble()
        self.save = button(context, text("Save the person"), self.primary, "check", primary=True)
        self._lay_out()
        for field, language in ((self.name.be, "be"), (self.name.ru, "ru")):
            field.editingFinished.connect(lambda kept=language: self._propose(kept))
            field.textEdited.connect(lambda _: self._decline())
        self.gender.activated.connect(lambda _: self._decline())

    def begin(self) -> None:
        """Ask for what is known."""
        context, route = self.context, self.route
        work, now, tr, language = context.work, context.now(), context.tr, context.language
        self.ask(lambda: person_view(work, route.case, route.item, now, tr, language), self._show)
        self.name.be.setFocus()

    def primary(self) -> None:
        """Save the person and go back."""
        text, form = self.text, self._form()
        since = self.since.moment()
        wrong = self.born.trouble() or self.since.trouble()
        if not all(form.name):
            wrong = text("The name is needed in both languages: papers are printed in both.")
        if wrong or since is None:
            tell(self.wrong, wrong or text("Since when is the person known?"))
            return
        work, case, role = self.context.work, self.route.case, str(self.role.currentData() or "")
        person = person_of(form)
        self.save.setEnabled(False)
        self.ask(
            lambda: work.notes.person(case, person, (role,) if role else (), since),
            self._saved,
            self._failed,
        )

    def _show(self, view: PersonView) -> None:
        self.view = view
        form = view.form
        self.name.be.setText(form.name[0])
        self.name.ru.setText(form.name[1])
        self.gender.setCurrentIndex(self.gender.findData(form.gender))
        self.born.put(form.born.isoformat() if form.born else None)
        self.citizenship.setText(form.citizenship)
        self.language.setText(form.language)
        self.note.setText(form.note)
        self.since.put(view.since.isoformat(timespec="minutes"))
        for key, pair in self.texts.items():
            pair.be.setText(form.texts.get(key, ("", ""))[0])
            pair.ru.setText(form.texts.get(key, ("", ""))[1])
        for role, name in view.to_choose:
            self.role.addItem(name, role)
        self.held.setText(self.text("Has now: {roles}").format(roles=view.roles or "—"))
        self.cases.show_forms(declined(form))
        self.watch()

    def _form(self) -> PersonForm:
        known = self.view.form if self.view else PersonForm()
        gender: Gender = "f" if self.gender.currentData() == "f" else "m"
        return replace(
            known,
            name=self.name.texts,
            gender=gender,
            born=self.born.day(),
            citizenship=self.citizenship.text().strip(),
            language=self.language.text().strip(),
            texts={key: self.texts[key].texts for key in TEXTS},
            note=self.note.text().strip(),
            forms=self.cases.corrections(),
        )

    def _propose(self, language: PaperLanguage) -> None:
        """Guess the gender, and the name in the other language while that is empty."""
        fields = {"be": (self.name.be, self.name.ru), "ru": (self.name.ru, self.name.be)}
        typed, other = fields[language]
        name = typed.text().strip()
        if not name:
            return
        guess = guessed_gender(name)
        if guess is not None and not other.text().strip():
            self.gender.setCurrentIndex(self.gender.findData(guess))
        if not other.text().strip():
            other.setText(proposed(name, language, self._form().gender))
        self._decline()

    def _decline(self) -> None:
        """Follow the name; corrections belong to the name they were made for."""
        known = self.view.form if self.view else PersonForm()
        typed = self._form()
        kept = known.forms if typed.name == known.name else {}
        self.cases.show_forms(declined(replace(typed, forms=kept)))

    def _saved(self, answer: object) -> None:
        self.touched = False
        self.context.back()

    def _failed(self, error: Exception) -> None:
        self.save.setEnabled(True)
        tell(self.wrong, self.context.sentence(error))

    def _lay_out(self) -> None:
        text = self.text
        first, second, third = flow(), flow(), flow()
        first.add(asked(text("Gender"), self.gender), 1)
        first.add(asked(text("Born"), self.born), 2)
        third.add(asked(text("Citizenship (two letters)"), self.citizenship), 1)
        third.add(asked(text("Language, if another (two letters)"), self.language), 1)
        second.add(asked(text("Give a role"), self.role), 2)
        second.add(asked(text("Known since"), self.since), 2)
        hint = text("Acts before this moment cannot name the person.")
        who = column(label(text("Name"), "lead"), self.name, first, third, spacing=12)
        role = column(label(text("Role"), "lead"), self.held, second, spacing=8)
        role.addWidget(label(hint, "small", wrap=True))
        about = column(label(text("What papers print"), "lead"), spacing=12)
        for pair in self.texts.values():
            about.addWidget(pair)
        about.addLayout(asked(text("Note (papers do not print it)"), self.note))
        explained = text("These stand in every paper. Correct a form once and it stays corrected.")
        cases = column(
            label(text("Cases of the name"), "lead"),
            label(explained, "muted", wrap=True),
            self.cases,
            spacing=10,
        )
        inside = QWidget()
        ready = row(self.save, button(self.context, text("Cancel"), self.context.back), None)
        around = column(
            card(who), card(role), card(cases), card(about), self.wrong, ready, None, spacing=16
        )
        around.setContentsMargins(2, 0, 12, 24)
        inside.setLayout(around)
        bounded(self.context, inside, WIDE + 120)
        title = text("Person") if self.route.item else text("New person")
        self.column.addWidget(label(title, "title"))
        self.column.addWidget(scrolled(inside), 1)
