"""What tests of papers do again and again: open a form, type, wait, sign."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QWidget,
)

from core.engine.events import Journal, PaperIssued, read_journal
from core.paths import RESOURCES
from gui.pages.context import Route
from gui.pages.paper_fill import FillPart
from gui.pages.paper_issued import IssuedPart
from gui.presenters.paper_look import AT, UNTIL
from tests.gui.conftest import Driven

CASE = "theft"
POPUP = pytest.mark.qt_log_ignore("This plugin does not support")
"""What a plugin without a screen says of windows that pop up."""
BEFORE_DETENTION = 16
"""Events of the shipped case up to the delivery of the suspect."""
DETENTION = Route("paper", CASE, item="protocol_detention", subject="p1")
WORDS = ("detained_where", "detention_grounds", "custody_place")


def begin(driven: Driven) -> Driven:
    """Open a case whose suspect was just delivered."""
    source = RESOURCES / "demo" / "theft-detention.json"
    journal = read_journal(source.read_bytes(), source.name)
    events = Journal(events=journal.events[:BEFORE_DETENTION])
    work = driven.context.work
    driven.do(lambda: work.cases.open_case(CASE, events, "k"))
    return driven


def opened(driven: Driven, route: Route = DETENTION) -> FillPart:
    """Return the form of a paper, drawn."""
    window = driven.program.shell
    window.activateWindow()
    driven.wait(lambda: QApplication.activeWindow() is window)
    driven.go(route, lambda: getattr(driven.page, "part", None))
    part = driven.page.part
    assert isinstance(part, FillPart)
    driven.wait(lambda: part.look)
    driven.calm()
    return part


def typed(part: FillPart, field: str, text: str) -> None:
    """Type into the first box of a question."""
    box = part.form.rows[field].editor.first()
    QTest.keyClicks(box, text)


def focused(driven: Driven) -> QWidget | None:
    """Return which widget of the window has the keyboard, or will when the window has it."""
    return driven.program.shell.focusWidget()


def settled(driven: Driven, part: FillPart) -> None:
    """Wait until the page shows what was typed."""
    driven.wait(lambda: not part.rest.isActive())
    driven.calm()


def completed(driven: Driven, part: FillPart) -> None:
    """Answer everything a detention asks."""
    for field, text in {AT: "16:10", UNTIL: "16:25"}.items():
        box: Any = part.form.rows[field].editor.first()
        box.selectAll()
        QTest.keyClicks(box, text)
    for field in WORDS:
        if part.form.rows[field].value() is None:
            typed(part, field, "words")
    settled(driven, part)


def journal(driven: Driven) -> list[PaperIssued]:
    """Return the papers of the journal."""
    work = driven.context.work
    events = driven.do(lambda: work.cases.case(CASE)).events
    return [one for one in events if isinstance(one, PaperIssued)]


def signed(driven: Driven) -> str:
    """Sign the protocol of detention and return the id of its snapshot."""
    part = opened(driven)
    completed(driven, part)
    driven.page.primary()
    driven.wait(lambda: isinstance(getattr(driven.page, "part", None), IssuedPart))
    driven.calm()
    return str(driven.page.route.item)
