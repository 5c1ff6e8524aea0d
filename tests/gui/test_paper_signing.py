"""Signing, refusing, saving and printing of papers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMenu,
    QPushButton,
)

from core.documents.raster import page_count
from core.engine.events import FactNoted
from gui.pages.context import Route
from gui.pages.paper_issued import IssuedPart
from gui.pages.paper_print import PrintJob
from gui.presenters.paper_look import UNTIL
from gui.presenters.paper_press import free_place, safe_name, write
from tests.gui.conftest import Driven
from tests.gui.paper_acts import (
    CASE,
    POPUP,
    WORDS,
    begin,
    completed,
    focused,
    journal,
    opened,
    settled,
    signed,
    typed,
)


@pytest.fixture
def begun(driven: Driven) -> Driven:
    """Return the program with a case on the afternoon of a detention."""
    return begin(driven)


def test_an_unfinished_paper_is_not_issued(begun: Driven) -> None:
    part = opened(begun)
    before = len(journal(begun))
    begun.page.primary()
    begun.calm()
    assert len(journal(begun)) == before
    assert focused(begun) is part.form.rows[UNTIL].editor.first()


def test_an_issued_paper_is_recorded_saved_and_shown(begun: Driven) -> None:
    part = opened(begun)
    completed(begun, part)
    assert part.look is not None
    assert part.look.ready({})
    part.foot.which.setCurrentIndex(2)
    begun.page.primary()
    begun.wait(lambda: isinstance(getattr(begun.page, "part", None), IssuedPart))
    begun.calm()
    last = journal(begun)[-1]
    assert (last.form, last.step, last.subject) == ("protocol_detention", "detention", "p1")
    assert last.at == datetime(2026, 3, 3, 16, 10)
    assert last.notes["read_how"] == "self"
    files = sorted(begun.context.papers_folder.rglob("*.pdf"))
    assert [page_count(one.read_bytes()) > 1 for one in files] == [True, True]
    assert any("Issued and saved" in one for one in begun.notices())
    work = begun.context.work
    assert begun.do(lambda: work.drafts(CASE)) == ()
    assert begun.page.part.issued.languages == ("be", "ru")
    assert not begun.page.part.issued.changed


def test_a_full_disk_does_not_undo_what_was_signed(begun: Driven, tmp_path: Path) -> None:
    blocked = tmp_path / "not-a-folder"
    blocked.write_text("x")
    begun.context.change("papers", str(blocked))
    part = opened(begun)
    completed(begun, part)
    begun.page.primary()
    begun.wait(lambda: isinstance(getattr(begun.page, "part", None), IssuedPart))
    begun.calm()
    assert journal(begun)[-1].form == "protocol_detention"
    assert begun.notices() != []


def test_what_the_law_forbids_is_told_with_the_way_to_it(begun: Driven) -> None:
    signed(begun)
    route = Route("paper", CASE, item="protocol_interrogation_suspect", subject="p1")
    part = opened(begun, route)
    assert part.look is not None
    blocks = [one for one in part.look.obstacles if one.tier == "block"]
    offer = next(offer for one in blocks for offer in one.offers if offer.form == "rights_suspect")
    before = len(journal(begun))
    begun.page.primary()
    begun.calm()
    assert len(journal(begun)) == before
    buttons = {one.text(): one for one in part.checks.findChildren(QPushButton)}
    buttons[f"First: {offer.name}"].click()
    begun.wait(lambda: begun.page.route.item == "rights_suspect")
    assert begun.page.route.subject == "p1"


def test_a_warning_is_passed_with_a_reason_that_is_kept(begun: Driven) -> None:
    part = opened(begun, Route("paper", CASE, item="protocol_detention", subject="p5"))
    for field in ("detained_at", *WORDS):
        typed(part, field, "14:20" if field == "detained_at" else "words")
    completed(begun, part)
    assert part.look is not None
    warned = [one for one in part.look.obstacles if one.tier == "warning"]
    assert warned
    assert not part.look.ready(part.checks.reasons)
    begun.page.primary()
    begun.calm()
    for one in warned:
        QTest.keyClicks(part.checks.field(one.key), "checked by hand")
    settled(begun, part)
    begun.page.primary()
    begun.wait(lambda: isinstance(getattr(begun.page, "part", None), IssuedPart))
    assert journal(begun)[-1].reasons == {one.key: "checked by hand" for one in warned}


def test_an_issued_paper_says_when_the_data_changed(begun: Driven) -> None:
    paper = signed(begun)
    work = begun.context.work
    later = FactNoted(
        id="later",
        at=datetime(2026, 3, 3, 15, 30),
        fact="detained_at",
        value="2026-03-03T14:40",
        subject="p1",
    )
    begun.do(lambda: work.cases.record(CASE, [later], "later"))
    begun.go(Route("paper", CASE, item=paper), lambda: begun.page.part)
    part = begun.page.part
    assert isinstance(part, IssuedPart)
    assert part.issued.changed
    begun.wait(lambda: part.view.pages)


@pytest.mark.parametrize("ending", [".pdf", ".docx"])
def test_a_draft_is_saved_as_a_file(
    begun: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    part = opened(begun)
    place = tmp_path / "out" / f"draft{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(place), ""))
    part.files.save(ending)
    begun.wait(place.exists)
    begun.calm()
    assert place.read_bytes()[:2] in (b"%P", b"PK")
    assert any("Saved" in one for one in begun.notices())


def test_a_paper_is_printed_page_by_page(begun: Driven, tmp_path: Path) -> None:
    part = opened(begun)
    paper = part.paper()
    assert paper is not None
    pdf = part.press.pdf(paper)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    place = tmp_path / "printed.pdf"
    printer.setOutputFileName(str(place))
    job = PrintJob(begun.context, part.press, pdf, printer, begun.program.shell)
    job.begin()
    begun.wait(lambda: any("printer" in one for one in begun.notices()))
    assert page_count(place.read_bytes()) == page_count(pdf)


def test_a_name_of_a_file_is_safe_and_free(tmp_path: Path) -> None:
    assert safe_name('a/b:"c"\n') == "a-b-c-"
    assert safe_name(" . ") == "-"
    first = free_place(tmp_path, "paper", ".pdf")
    write(first, b"x")
    assert free_place(tmp_path, "paper", ".pdf").name == "paper 2.pdf"


def test_the_paper_is_signed_by_key_from_inside_a_text(begun: Driven) -> None:
    part = opened(begun)
    completed(begun, part)
    box = part.form.rows["custody_place"].editor.first()
    QTest.keyClicks(box, " last")
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    begun.wait(lambda: isinstance(getattr(begun.page, "part", None), IssuedPart))
    begun.calm()
    assert "last" in str(journal(begun)[-1].notes["custody_place"])


@POPUP
def test_saving_and_printing_are_offered_by_key(begun: Driven) -> None:
    opened(begun)
    QTest.keyClick(begun.program.shell, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    begun.wait(QApplication.activePopupWidget)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert len([one for one in menu.actions() if one.text()]) == 3
    menu.close()
    begun.calm()
