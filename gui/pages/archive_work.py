"""Long work with the archive: how far it is, a way to stop it, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from gui.pages.context import Context
from gui.pages.parts import button, label, row
from gui.presenters.archive import Brake, Progress, Stopped

T = TypeVar("T")
HUNDRED = 100


class Labour(QWidget):
    """A bar with a button that stops it; hidden while nothing is under way."""

    _moved = Signal(int, int)
    """How far the work is; sent from the thread of the archive."""

    def __init__(self, context: Context, busy: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.context = context
        self.busy: list[QWidget] = list(busy)
        """What cannot be pressed while work is under way."""
        self._pressable: list[QWidget] = []
        """What could be pressed before the work began, and can again afterwards."""
        self._brake: Brake | None = None
        self.name = label("", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.percent = label("", "small")
        self.percent.setMinimumWidth(44)
        self.stop = button(context, context.text("Stop"), self._stop, "close", flat=True)
        self.said = label("", wrap=True, tone="calm")
        self.said.setSizePolicy(
            self.said.sizePolicy().Policy.Preferred, self.said.sizePolicy().Policy.Minimum
        )
        self.said.hide()
        self.work = QWidget()
        line = row(self.bar, self.percent, self.stop, spacing=12)
        line.setStretch(0, 1)
        inside = QVBoxLayout(self.work)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        inside.addWidget(self.name)
        inside.addLayout(line)
        self.work.hide()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.work)
        around.addWidget(self.said)
        self.hide()
        self._moved.connect(self._move)

    def begin(
        self,
        name: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        stoppable: bool = True,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Do a piece of work that tells how far it is; `done` gets its answer.

        A failure is told here, and `failed` gets its sentence too.
        """
        self._brake = Brake(self._tell)
        self.name.setText(name)
        self.bar.setAccessibleName(name)
        self.bar.setRange(0, 0)
        self.percent.setText("")
        self.stop.setVisible(stoppable)
        self._under_way(True)
        brake = self._brake

        def came(answer: T) -> None:
            self._under_way(False)
            done(answer)

        def failing(error: Exception) -> None:
            self._under_way(False)
            stopped = isinstance(error, Stopped)
            nothing = self.context.text("Stopped. Nothing was changed.")
            said = nothing if stopped else self.context.sentence(error)
            self.tell(said, "soon" if stopped else "overdue")
            if failed is not None:
                failed(said)

        self.context.tasks.run(lambda: work(brake), came, failing, self)

    def tell(self, said: str, tone: str = "calm") -> None:
        """Show what came of it."""
        self.said.setText(said)
        self.said.setProperty("tone", tone)
        self.said.style().polish(self.said)
        self.said.setVisible(bool(said))
        self.setVisible(bool(said) or not self.work.isHidden())

    def _tell(self, done: int, total: int) -> None:
        """Pass progress on to the window; the page may be gone by then, the work is not."""
        with suppress(RuntimeError):
            self._moved.emit(done, total)

    def _move(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        self.percent.setText(f"{HUNDRED * done // max(1, total)} %")

    def _stop(self) -> None:
        if self._brake is not None:
            self._brake.pull()
            self.stop.setEnabled(False)

    def _under_way(self, yes: bool) -> None:
        if yes:
            self._pressable = [one for one in self.busy if one.isEnabled()]
        for one in self._pressable:
            one.setEnabled(not yes)
        self.stop.setEnabled(True)
        self.work.setVisible(yes)
        self.tell("")
        self.setVisible(yes)
