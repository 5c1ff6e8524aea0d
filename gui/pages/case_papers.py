"""The papers of a case: issued ones, drafts, and the forms there are."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QMenu, QVBoxLayout, QWidget

from core.i18n import PAPER_LANGUAGES, PaperLanguage
from core.paths import RESOURCES
from gui.pages.context import Context, Route
from gui.pages.form_parts import LANGUAGES
from gui.pages.parts import button, card, clear, column, empty, label, line, row
from gui.presenters.case import CaseView
from gui.presenters.issued import DraftLine, IssuedLine
from gui.presenters.reprint import file_name, printed

WRITERS = {
    "pdf": ("core.documents.pdf", "render_pdf"),
    "docx": ("core.documents.docx", "render_docx"),
}
"""Kind of file → where the writer is; imported when it is first needed."""


class PapersSection(QWidget):
    """Lists with ways to print again."""

    def __init__(self, context: Context, case: str) -> None:
        super().__init__()
        self.context = context
        self.case = case
        self.number = ""
        self.view: CaseView | None = None
        self.forms = QComboBox()
        self.forms.setAccessibleName(context.text("Form of the new paper"))
        self.forms.setMinimumContentsLength(24)
        self.forms.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._fill_forms()
        new = button(context, context.text("New paper"), self.primary, "plus", primary=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        above = row(self.forms, new)
        above.setStretch(0, 1)
        self.setLayout(column(above, self.body, None, spacing=16))

    def primary(self) -> None:
        """Begin a paper of the chosen form."""
        self.context.go(Route("paper", self.case, item=str(self.forms.currentData())))

    def print_latest(self) -> None:
        """Save the latest paper as PDF (Ctrl+P)."""
        if self.view and self.view.papers:
            latest = self.view.papers[0]
            self._save(latest, "pdf", PAPER_LANGUAGES[0])

    @staticmethod
    def shows(view: CaseView) -> object:
        """Return what the section shows of a case."""
        return (view.papers, view.drafts, view.number)

    def show_view(self, view: CaseView) -> None:
        """Show the papers of a case."""
        self.view, self.number = view, view.number
        clear(self.body)
        text = self.context.text
        if view.drafts:
            self.body.addWidget(label(text("Drafts"), "lead"))
            self.body.addWidget(self._group([self._draft(one) for one in view.drafts]))
        if view.papers:
            self.body.addWidget(label(text("Issued"), "lead"))
            self.body.addWidget(self._group([self._issued(one) for one in view.papers]))
        if not view.papers and not view.drafts:
            self.body.addWidget(
                empty(
                    self.context,
                    "paper",
                    text("No papers yet"),
                    text("Choose a form above, or begin from the guide: it knows what is owed."),
                )
            )

    def _fill_forms(self) -> None:
        language = self.context.language
        named = next((one for one in PAPER_LANGUAGES if one == language), PAPER_LANGUAGES[0])
        forms = self.context.library.forms.values()
        for title, key in sorted((form.title[named], form.id) for form in forms):
            self.forms.addItem(title, key)

    def _group(self, rows: list[QWidget]) -> QWidget:
        inside = QVBoxLayout()
        inside.setSpacing(10)
        for number, one in enumerate(rows):
            if number:
                inside.addWidget(line())
            inside.addWidget(one)
        return card(inside)

    def _draft(self, one: DraftLine) -> QWidget:
        text = self.context.text
        go_on = button(
            self.context,
            text("Go on"),
            lambda: self.context.go(Route("paper", self.case, item=one.form, subject=one.subject)),
            "edit",
        )
        go_on.setAccessibleName(f"{text('Go on')}: {one.title}")
        saved = text("draft of {moment}").format(moment=one.saved)
        words = column(label(one.title, "strong", wrap=True), label(saved, "small"), spacing=3)
        return self._line(words, [go_on])

    def _issued(self, one: IssuedLine) -> QWidget:
        text = self.context.text
        under = [one.at, one.person, text("edition {edition}").format(edition=one.edition)]
        words = column(
            label(one.title, "strong", wrap=True),
            label(" · ".join(part for part in under if part), "small", wrap=True),
            spacing=3,
        )
        if one.changed:
            words.addLayout(row(label(text("Data changed since"), tone="at_risk"), None))
        actions: list[QWidget] = []
        for _, paper in one.snapshots[:1]:
            show = partial(self.context.go, Route("paper", self.case, "", paper))
            seen = button(self.context, text("Show"), show, "paper")
            seen.setAccessibleName(f"{text('Show')}: {one.title}, {one.at}")
            actions.append(seen)
        actions.append(self._saving(one))
        return self._line(words, actions)

    def _saving(self, one: IssuedLine) -> QWidget:
        """Return the button with the kinds of file and the languages under it."""
        text, tr = self.context.text, self.context.tr
        made = button(self.context, text("Save"), lambda: None, "save")
        made.setAccessibleName(f"{text('Save')}: {one.title}, {one.at}")
        menu = QMenu(made)
        for kind in WRITERS:
            for language, name in zip(PAPER_LANGUAGES, LANGUAGES, strict=True):
                said = f"{kind.upper()}, {tr.gettext(name)}"
                menu.addAction(said, partial(self._save, one, kind, language))
        made.setMenu(menu)
        return made

    def _line(self, words: QVBoxLayout, actions: list[QWidget]) -> QWidget:
        made = QWidget()
        beside = row(spacing=8)
        beside.addLayout(words, 1)
        for action in actions:
            beside.addWidget(action, 0, Qt.AlignmentFlag.AlignTop)
        made.setLayout(beside)
        return made

    def _save(self, one: IssuedLine, kind: str, language: PaperLanguage) -> None:
        context, case = self.context, self.case
        target = context.papers_folder / file_name(self.number, one.title, one.at, language, kind)

        def work() -> Path:
            paper = printed(context.work, case, one.event, language)
            module, name = WRITERS[kind]
            layout = context.load("core.documents.layout").load_layout(RESOURCES / "layout.yaml")
            content: bytes = getattr(context.load(module), name)(paper, layout)
            target.parent.mkdir(parents=True, exist_ok=True)
            context.load("core.store.durable").write_durably(target, content)
            return target

        context.tasks.run(work, self._saved, owner=self)

    def _saved(self, file: Path) -> None:
        said = self.context.text("Saved: {path}").format(path=file)
        self.context.say(said, "calm")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
