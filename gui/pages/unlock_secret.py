"""Fields for a secret: one that may be shown, and two for a new passphrase with its strength."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from core.services.passphrases import LONGEST, SHORTEST
from gui.pages.context import Context
from gui.pages.form_parts import asked
from gui.pages.parts import coloured, column, label, row
from gui.presenters.unlock import STRENGTHS, TONES, caps_lock, rated, script


class SecretField(QWidget):
    """A passphrase: hidden unless one wants to see it, with a word on how the keys are set."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self._context = context
        self._caps: bool | None = None
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(name)
        self.line.setMaxLength(4 * LONGEST)
        hints = Qt.InputMethodHint
        self.line.setInputMethodHints(hints.ImhSensitiveData | hints.ImhNoPredictiveText)
        self.line.installEventFilter(self)
        self.eye = QToolButton()
        self.eye.setCheckable(True)
        self.eye.setProperty("edged", True)
        self.eye.setIcon(coloured("eye", context.colours.text))
        self.eye.setAccessibleName(context.text("Show what is typed"))
        self.eye.setToolTip(context.text("Show what is typed"))
        self.eye.toggled.connect(self._show)
        self.hint = label("", "small")
        self.caps = label(context.text("Caps Lock is on"), "", tone="urgent")
        self.hint.hide()
        self.caps.hide()
        under = row(self.hint, self.caps, None, spacing=12)
        field = row(self.line, self.eye, spacing=6)
        field.setStretch(0, 1)
        self.setLayout(column(field, under, spacing=4))
        self.setFocusProxy(self.line)

    @property
    def text(self) -> str:
        """Return what is typed; blanks belong to a passphrase."""
        return self.line.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn from a struck key how the keyboard is set; the key goes on its way."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._learn(event.text(), event.modifiers())
        return False

    def _learn(self, letter: str, modifiers: Qt.KeyboardModifier) -> None:
        caps = caps_lock(letter, bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        if caps is not None:
            self.caps.setVisible(caps)
        letters = script(letter)
        if letters:
            self.hint.setText(self._context.tr.gettext(letters))
            self.hint.show()

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)


class NewSecret(QWidget):
    """A new passphrase typed twice, and a word on how good it is."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        text = context.text
        self.first = SecretField(context, text("Passphrase"))
        self.again = SecretField(context, text("The same once more"))
        self.again.eye.hide()
        self.first.eye.toggled.connect(self.again.eye.setChecked)
        self.level = label("", tone=TONES[0])
        rule = text("At least {least} characters; several words that do not belong together.")
        self.setLayout(
            column(
                asked(text("Passphrase"), self.first),
                self.level,
                asked(text("The same once more"), self.again),
                label(rule.format(least=SHORTEST), "small", wrap=True),
                spacing=6,
            )
        )
        self.setFocusProxy(self.first)
        self.level.hide()
        for one in (self.first, self.again):
            one.line.textChanged.connect(self._judge)

    @property
    def text(self) -> str:
        """Return the passphrase."""
        return self.first.text

    def on_return(self, pressed: Callable[[], object]) -> None:
        """Do something when Enter is pressed in the last field."""
        self.first.line.returnPressed.connect(self.again.setFocus)
        self.again.line.returnPressed.connect(pressed)

    def trouble(self) -> str:
        """Return what is wrong with it in words, or nothing."""
        level, _, _ = rated(self.text)
        text = self._context.text
        if level == 0:
            return text("This passphrase is too short or too easy to guess.")
        if self.again.text != self.text:
            return text("The two passphrases differ.")
        return ""

    def clear(self) -> None:
        """Forget what was typed, as far as a window can."""
        self.first.line.clear()
        self.again.line.clear()

    def _judge(self) -> None:
        level, said, tone = rated(self.text)
        self.level.setText(f"{self._context.tr.gettext(said)} · {level} / {len(STRENGTHS) - 1}")
        self.level.setProperty("tone", tone)
        self.level.style().unpolish(self.level)
        self.level.style().polish(self.level)
        self.level.setVisible(bool(self.text))
        self.changed.emit()
