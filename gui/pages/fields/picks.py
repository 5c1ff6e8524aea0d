"""Choices: one of a list, yes, one person, several persons."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from core.engine.events import Value
from gui.pages.fields.editor import Desk, Editor
from gui.pages.fields.edits import Picker
from gui.pages.parts import button, label, row
from gui.presenters.paper import Question, Someone


class Choice(Editor):
    """One answer out of a list; the first line is empty."""

    def __init__(self, desk: Desk, question: Question) -> None:
        super().__init__(desk, question)
        self.list = Picker(question.label)
        self.list.addItem("—", None)
        for key, name in self.offered():
            self.list.addItem(name, key)
        self.list.activated.connect(lambda _: self.changed.emit())
        self.list.left.connect(self.left)
        self.box = row(self.list, spacing=4)
        self.box.setStretch(0, 1)
        self.setLayout(self.box)

    def offered(self) -> tuple[tuple[str, str], ...]:
        """Return what may be chosen: id and name."""
        return self.question.choices

    def value(self) -> Value:
        """Return the id of the choice."""
        return self.list.currentData()

    def put(self, value: Value) -> None:
        """Show a choice; one that is not offered leaves the list empty."""
        self.list.setCurrentIndex(max(0, self.list.findData(value)))

    def first(self) -> QWidget:
        """Return the list."""
        return self.list


class Person(Choice):
    """One person of the case in a fitting role, or a new one."""

    def __init__(self, desk: Desk, question: Question) -> None:
        super().__init__(desk, question)
        self.add = button(
            desk.context, desk.text("Add a person"), desk.add_person, "plus", flat=True
        )
        self.add.setAccessibleName(f"{question.label}: {desk.text('Add a person')}")
        self.box.addWidget(self.add)

    def offered(self) -> tuple[tuple[str, str], ...]:
        """Return those who may be chosen."""
        return tuple((one.person, one.shown) for one in fitting(self.desk, self.question))


class Yes(Editor):
    """A tick; the question itself stands beside it."""

    def __init__(self, desk: Desk, question: Question) -> None:
        super().__init__(desk, question)
        self.box = QCheckBox(question.label)
        self.box.setAccessibleName(question.label)
        self.box.clicked.connect(self.say)
        self.setLayout(row(self.box, None))

    def value(self) -> Value:
        """Return yes, or nothing."""
        return True if self.box.isChecked() else None

    def put(self, value: Value) -> None:
        """Show yes or no."""
        self.box.setChecked(value is True)

    def first(self) -> QWidget:
        """Return the box."""
        return self.box


class Persons(Editor):
    """Several persons of the case, ticked."""

    def __init__(self, desk: Desk, question: Question) -> None:
        super().__init__(desk, question)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.boxes: dict[str, QCheckBox] = {}
        for one in fitting(desk, question):
            box = QCheckBox(one.shown)
            # A long role must not push the form wider than its place; the tip says it whole.
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setToolTip(one.shown)
            box.setAccessibleName(f"{question.label}: {one.shown}")
            box.clicked.connect(self.say)
            self.boxes[one.person] = box
            column.addWidget(box)
        if not self.boxes:
            column.addWidget(label(desk.text("Nobody of the case fits here yet."), "muted"))
        self.add = button(
            desk.context, desk.text("Add a person"), desk.add_person, "plus", flat=True
        )
        self.add.setAccessibleName(f"{question.label}: {desk.text('Add a person')}")
        column.addLayout(row(self.add, None))

    def value(self) -> Value:
        """Return the ids in the order of the case."""
        return [key for key, box in self.boxes.items() if box.isChecked()] or None

    def put(self, value: Value) -> None:
        """Tick those who are named."""
        named = value if isinstance(value, list | tuple) else ()
        for key, box in self.boxes.items():
            box.setChecked(key in named)

    def first(self) -> QWidget:
        """Return the first box."""
        return next(iter(self.boxes.values()), self.add)


def fitting(desk: Desk, question: Question) -> tuple[Someone, ...]:
    """Return the people of the case in one of the roles a question allows."""
    return tuple(
        one
        for one in desk.people
        if not question.roles or any(role in question.roles for role in one.roles)
    )
