"""What is typed on a page, as texts: read when the program is locked, put back after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox)
TICKED = "x"


def typed(page: QWidget) -> tuple[tuple[str, str], ...]:
    """Return name and content of every field of a page in their order; secrets are left out."""
    return tuple((one.accessibleName(), _content(one)) for one in _fields(page))


def put_back(page: QWidget, kept: Iterable[tuple[str, str]]) -> None:
    """Fill the fields again; of those with one name the first takes the first content.

    A field that is no longer there takes nothing: the law or the case may have changed.
    """
    waiting: dict[str, list[str]] = defaultdict(list)
    for name, content in kept:
        waiting[name].append(content)
    for field in _fields(page):
        contents = waiting[field.accessibleName()]
        if contents:
            _fill(field, contents.pop(0))


def _fields(page: QWidget) -> Iterator[QWidget]:
    for one in page.findChildren(QWidget):
        secret = isinstance(one, QLineEdit) and one.echoMode() != QLineEdit.EchoMode.Normal
        inner = one.objectName().startswith("qt_")
        if isinstance(one, FIELDS) and not secret and not inner:
            yield one


def _content(field: QWidget) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QComboBox):
        return field.currentText()
    return TICKED * (isinstance(field, QCheckBox) and field.isChecked())


def _fill(field: QWidget, content: str) -> None:
    """Fill a field as fingers would, so that whoever listens to it hears of it."""
    if content == _content(field):
        return
    if isinstance(field, QLineEdit):
        field.setText(content)
        field.textEdited.emit(content)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(content)
    elif isinstance(field, QComboBox) and (index := field.findText(content)) >= 0:
        field.setCurrentIndex(index)
        field.activated.emit(index)
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(content))
