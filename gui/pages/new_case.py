"""A new case: what its journal begins with."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.engine.events import Crime
from core.i18n import PAPER_LANGUAGES, Translator
from core.services.notes import NewCase
from gui.pages.asking import moment_field
from gui.pages.context import Context, Route
from gui.pages.flow import flow
from gui.pages.form_parts import WIDE, asked, line_edit, picker, tell, trouble
from gui.pages.office_form import OfficeFields
from gui.pages.page import Page
from gui.pages.parts import bounded, button, card, column, label, row, scrolled
from gui.presenters.office import form_of, office_of


class NewCasePage(Page):
    """A form of one screen; the office is remembered."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        text = self.text
        self.number, self.title = line_edit(), line_edit()
        self.language = picker(
            ((one, Translator(one).name) for one in PAPER_LANGUAGES),
            context.settings.paper_language,
        )
        self.at = moment_field(context, text("Registered at"))
        self.at.put(context.now().isoformat(timespec="minutes"))
        self.article = line_edit(example="205")
        self.part = line_edit(example="2")
        self.office = OfficeFields(context, form_of(None))
        self.wrong = trouble()
        self.start = button(context, text("Begin the case"), self.primary, "check", primary=True)
        self._lay_out()

    def begin(self) -> None:
        """Fill the office in."""
        work = self.context.work
        self.ask(lambda: form_of(work.office()), self.office.put)
        self.number.setFocus()
        self.watch()

    def primary(self) -> None:
        """Begin the journal and go to the case."""
        new = self._new_case()
        if new is None:
            return
        self.start.setEnabled(False)
        work = self.context.work

        def record() -> str:
            work.keep_office(new.office)
            case_id: str = work.notes.open_case(new).case_id
            return case_id

        self.ask(record, self._opened, self._failed)

    def _new_case(self) -> NewCase | None:
        """Return what is typed, or None after saying what is missing."""
        text, form, at = self.text, self.office.form(), self.at.moment()
        part = self.part.text().strip()
        if not self.number.text().strip():
            tell(self.wrong, text("The number of registration is missing."))
        elif at is None or self.at.trouble():
            tell(self.wrong, self.at.trouble() or text("The moment of registration is missing."))
        elif part and not part.isdigit():
            tell(self.wrong, text("The part of the article is a number."))
        elif not form.complete:
            tell(self.wrong, text("Division, place and investigator are needed in both languages."))
        else:
            article = self.article.text().strip()
            crime = Crime(article=article, part=int(part) if part else None) if article else None
            return NewCase(
                self.number.text().strip(),
                self.title.text().strip(),
                self.language.currentData(),
                at,
                office_of(form),
                crime,
            )
        return None

    def _opened(self, case: str) -> None:
        self.touched = False
        self.context.go(Route("case", case))

    def _failed(self, error: Exception) -> None:
        self.start.setEnabled(True)
        tell(self.wrong, self.context.sentence(error))

    def _lay_out(self) -> None:
        text = self.text
        first, second = flow(), flow()
        first.add(asked(text("Number of registration"), self.number), 1)
        first.add(asked(text("Registered at"), self.at), 2)
        first.add(asked(text("Language of the case"), self.language), 1)
        second.add(asked(text("Title (for you; papers do not print it)"), self.title), 4)
        second.add(asked(text("Article of the Criminal Code"), self.article), 2)
        second.add(asked(text("Part"), self.part), 1)
        what = column(label(text("The case"), "lead"), first, second, spacing=12)
        who = column(label(text("Who conducts it"), "lead"), self.office, spacing=12)
        inside = QWidget()
        around = column(card(what), card(who), self.wrong, row(self.start, None), None, spacing=16)
        around.setContentsMargins(2, 0, 12, 24)
        inside.setLayout(around)
        bounded(self.context, inside, WIDE + 120)
        self.column.addWidget(label(text("New case"), "title"))
        self.column.addWidget(scrolled(inside), 1)
