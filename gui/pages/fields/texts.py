"""Texts: one line, a text in two languages, a long narrative, a number, an article."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QWidget,
)

from core.engine.events import Value
from core.i18n import N_
from gui.pages.fields.editor import Desk, Editor
from gui.pages.fields.edits import Grown, Line, mark_wrong
from gui.pages.parts import column, label, row
from gui.presenters.paper import Question
from gui.theme import sized

TAGS = {"be": N_("bel."), "ru": N_("rus.")}
TAG = 34
"""Pixels of a tag at 100 per cent."""
NAMES = {"be": N_("Belarusian"), "ru": N_("Russian")}
"""Language of papers → how it is named in the window."""


class OneLine(Editor):
    """A text that is the same in every language: a number of a paper, a telephone."""

    def __init__(self, desk: Desk, question: Question) -> None:
        super().__init__(desk, question)
        self.line = Line(question.label)
        self.line.textEdited.connect(lambda _: self.changed.emit())
        self.line.left.connect(self.left)
        self.setLayout(row(self.line))

    def value(self) -> Value:
        """Return the text."""
        return self.line.text().strip() or None

    def put(self, value: Value) -> None:
        """Show a text."""
        text = "" if value is None else str(value)
        if text != self.line.text():
            self.line.setText(text)

    def first(self) -> QWidget:
        """Return the line."""
        return self.line


class Number(OneLine):
    """A whole number."""

    def __init__(self, desk: Desk, question: Question) -> None:
        super().__init__(desk, question)
        self.line.setMaximumWidth(160)
        self.line.textChanged.connect(lambda _: mark_wrong(self.line, bool(self.trouble())))

    def value(self) -> Value:
        """Return the number."""
        text = self.line.text().replace(" ", "")
        return int(text) if text.removeprefix("-").isdecimal() else None

    def trouble(self) -> str:
        """Return why the text is no number."""
        if self.line.text().strip() and self.value() is None:
            return self.desk.text("A whole number is needed.")
        return ""


class Article(Editor):
    """An article of the Criminal Code and its part."""

    def __init__(self, desk: Desk, question: Question) -> None:
        super().__init__(desk, question)
        text = desk.text
        article, part = text("article"), text("part")
        self.article = Line(f"{question.label}: {article}")
        self.part = Line(f"{question.label}: {part}")
        for line in (self.article, self.part):
            line.setMaximumWidth(90)
            line.textEdited.connect(lambda _: self._say())
            line.left.connect(self.left)
        self.setLayout(row(label(text("art.")), self.article, 8, label(part), self.part, None))

    def value(self) -> Value:
        """Return article and part."""
        article, part = self.article.text().strip(), self.part.text().strip()
        if not article or self.trouble():
            return None
        return {"article": article} | ({"part": int(part)} if part else {})

    def put(self, value: Value) -> None:
        """Show article and part."""
        kept = value if isinstance(value, Mapping) else {}
        part = kept.get("part")
        self.article.setText(str(kept.get("article") or ""))
        self.part.setText("" if part is None else str(part))

    def trouble(self) -> str:
        """Return why the part cannot be one."""
        part = self.part.text().strip()
        return self.desk.text("A part is a whole number.") if part and not part.isdecimal() else ""

    def first(self) -> QWidget:
        """Return the line of the article."""
        return self.article

    def _say(self) -> None:
        mark_wrong(self.part, bool(self.trouble()))
        self.changed.emit()


class Words(Editor):
    """A short text in two fields, or in one when it reads the same in both languages."""

    least, most, breaks = 1, 6, False

    def __init__(self, desk: Desk, question: Question) -> None:
        super().__init__(desk, question)
        self.edits: dict[str, Grown] = {}
        self._tags: dict[str, QWidget] = {}
        self._quiet = False
        fields = row(spacing=8) if desk.beside else column(spacing=6)
        for language in desk.languages:
            edit = Grown(
                f"{question.label}, {desk.text(NAMES[language])}",
                self.least,
                self.most,
                self.breaks,
            )
            edit.textChanged.connect(self._say)
            edit.left.connect(self.left)
            tag = label(desk.text(TAGS[language]), "small")
            tag.setFixedWidth(sized(TAG, desk.context.settings.text_scale))
            self.edits[language], self._tags[language] = edit, tag
            fields.addLayout(row(tag, edit, spacing=4))
        self.same = QToolButton()
        self.same.setText("=")
        self.same.setProperty("edged", True)
        self.same.setCheckable(True)
        self.same.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.same.clicked.connect(self.toggle)
        self.setLayout(row(fields, self.same, spacing=4))
        self._single = False
        self._arrange()

    @property
    def single(self) -> bool:
        """Return whether one text stands for both languages."""
        return self._single

    def value(self) -> Value:
        """Return one text, or those of the languages that are filled in."""
        texts = {name: edit.toPlainText().strip() for name, edit in self.edits.items()}
        if self._single:
            return texts[self.desk.languages[0]] or None
        return {name: text for name, text in texts.items() if text} or None

    def put(self, value: Value) -> None:
        """Show a text or two."""
        self._quiet = True
        self._single = isinstance(value, str) and bool(value)
        kept = value if isinstance(value, Mapping) else {}
        for language, edit in self.edits.items():
            edit.put(str(value) if self._single else str(kept.get(language) or ""))
        self._arrange()
        self._quiet = False

    def first(self) -> QWidget:
        """Return the empty field of the first language, or the first field."""
        shown = [edit for edit in self.edits.values() if not edit.isHidden()]
        empty = [edit for edit in shown if not edit.toPlainText().strip()]
        return (empty or shown)[0]

    def toggle(self) -> None:
        """Write one text for both languages, or one for each."""
        self._quiet = True
        first, second = (self.edits[language] for language in self.desk.languages)
        self._single = not self._single
        if not self._single and not second.toPlainText().strip():
            second.put(first.toPlainText())
        self._quiet = False
        self._arrange()
        self._say()
        first.setFocus()

    def _arrange(self) -> None:
        second = self.desk.languages[1]
        self.edits[second].setHidden(self._single)
        for tag in self._tags.values():
            tag.setHidden(self._single)
        text = self.desk.text("The same in both languages")
        self.same.setChecked(self._single)
        self.same.setToolTip(text)
        self.same.setAccessibleName(f"{self.question.label}: {text}")

    def _say(self) -> None:
        if not self._quiet:
            self.changed.emit()


class Narrative(Editor):
    """Long words of a person: one large text at a time, the other language behind a switch."""

    def __init__(self, desk: Desk, question: Question) -> None:
        super().__init__(desk, question)
        self.edits: dict[str, Grown] = {}
        self._quiet = False
        self._stack = QStackedLayout()
        self._group = QButtonGroup(self)
        switch = row(spacing=4)
        for number, language in enumerate(desk.languages):
            name = desk.text(NAMES[language])
            edit = Grown(f"{question.label}, {name}", 9, 26, True)
            edit.textChanged.connect(self._say)
            edit.left.connect(self.left)
            self.edits[language] = edit
            self._stack.addWidget(edit)
            choice = QPushButton(name)
            choice.setCheckable(True)
            choice.setAutoDefault(False)
            choice.setAccessibleName(f"{question.label}: {name}")
            choice.setProperty("segment", True)
            self._group.addButton(choice, number)
            switch.addWidget(choice)
        switch.addStretch(1)
        self._group.idClicked.connect(self._turn)
        self._group.button(0).setChecked(True)
        self.setLayout(column(switch, self._stack, spacing=6))

    def value(self) -> Value:
        """Return the texts of the languages that are filled in."""
        texts = {name: edit.toPlainText().strip() for name, edit in self.edits.items()}
        return {name: text for name, text in texts.items() if text} or None

    def put(self, value: Value) -> None:
        """Show the texts; a single one stands for both languages."""
        self._quiet = True
        kept = value if isinstance(value, Mapping) else dict.fromkeys(self.edits, value or "")
        for language, edit in self.edits.items():
            edit.put(str(kept.get(language) or ""))
        self._quiet = False

    def first(self) -> QWidget:
        """Return the text that is shown."""
        shown = self._stack.currentWidget()
        assert shown is not None
        return shown

    def _turn(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.go()

    def _say(self) -> None:
        if not self._quiet:
            self.changed.emit()
