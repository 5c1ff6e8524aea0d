"""What we count on from the packages below us."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 20_000


def test_a_qt_call_that_returns_nothing_keeps_the_count_of_none(qtbot: QtBot) -> None:
    # Qt for Python 6.12 loses one reference to None in every such call and aborts
    # Python 3.11 after some six thousand of them; None is immortal from 3.12 on.
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        label.setText("a")
    assert abs(sys.getrefcount(None) - before) < CALLS // 100
