"""From a form to a signed paper: what is known, what is missing, the draft, the live page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QFileDialog,
    QMenu,
    QPushButton,
    QWidget,
)

from core.documents.raster import page_count
from core.engine.events import FactNoted, Journal, PaperIssued, read_journal
from core.paths import RESOURCES
from gui.pages.context import Route
from gui.pages.paper_fill import FillPart
from gui.pages.paper_form import FieldRow
from gui.pages.paper_issued import IssuedPart
from gui.pages.paper_print import PrintJob
from gui.presenters.paper import draft_id, draft_subject, own_answers, read_draft, with_defaults
from gui.presenters.paper_look import AT, SUBJECT, UNTIL
from gui.presenters.paper_press import free_place, safe_name, write
from tests.gui.conftest import Driven

CASE = "theft"
POPUP = pytest.mark.qt_log_ignore("This plugin does not support")
"""What a plugin without a screen says of windows that pop up."""
BEFORE_DETENTION = 16
"""Events of the shipped case up to the delivery of the suspect."""
DETENTION = Route("paper", CASE, item="protocol_detention", subject="p1")
WORDS = ("detained_where", "detention_grounds", "custody_place")


@pytest.fixture
def begun(driven: Driven) -> Driven:
    """Return the program with a case on the afternoon of a detention."""
    source = RESOURCES / "demo" / "theft-detention.json"
    journal = read_journal(source.read_bytes(), source.name)
    events = Journal(events=journal.events[:BEFORE_DETENTION])
    work = driven.context.work
    driven.do(lambda: work.cases.open_case(CASE, events, "k"))
    return driven


def opened(driven: Driven, route: Route = DETENTION) -> FillPart:
    """Return the form of a paper, drawn."""
    driven.program.shell.activateWindow()
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
    driven.wait(lambda: not part.resting)
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


def test_what_the_case_knows_is_filled_in_and_marked(begun: Driven) -> None:
    part = opened(begun)
    known, asked = part.form.rows["detained_at"], part.form.rows["detained_where"]
    assert known.value() == "2026-03-03T14:20"
    assert known.mark.text() == "from the case"
    assert (asked.value(), asked.mark.text()) == (None, "needed")
    assert part.form.answers() == {}


def test_what_is_known_may_read_otherwise_in_one_paper(begun: Driven) -> None:
    part = opened(begun)
    row: FieldRow = part.form.rows["detained_at"]
    box: Any = row.editor.first()
    box.selectAll()
    QTest.keyClicks(box, "14:25")
    assert part.form.answers() == {"detained_at": "2026-03-03T14:25"}
    assert row.mark.text() == "changed for this paper"
    row.restore.click()
    assert part.form.answers() == {}


def test_the_live_page_follows_what_is_typed(begun: Driven) -> None:
    part = opened(begun)
    assert part.view.pages >= 2
    typed(part, "custody_place", "Remand No. 7")
    settled(begun, part)
    assert "Remand No. 7" in str(part.paper())
    begun.wait(lambda: part.view.sheets.images)
    assert not part.view.sheets.images[0].isNull()


def test_of_several_drawings_the_latest_wins(begun: Driven) -> None:
    part = opened(begun)
    shown: list[str] = []
    part.drawn.connect(lambda: shown.append(str(part.paper())))
    for text in ("one", "two", "three"):
        part.form.rows["custody_place"].editor.put({"be": text})
        part.refresh()
    begun.calm()
    assert "three" in shown[-1]
    assert len(shown) < 3


def test_what_is_missing_is_listed_and_leads_to_its_question(begun: Driven) -> None:
    part = opened(begun)
    assert part.look is not None
    listed = {one.field for one in part.look.missing}
    assert {UNTIL, *WORDS} <= listed
    label = next(one.label for one in part.look.missing if one.field == "custody_place")
    lines = {one.text(): one for one in part.checks.findChildren(QPushButton)}
    lines[label].click()
    assert focused(begun) is part.form.rows["custody_place"].editor.first()
    completed(begun, part)
    assert part.look.missing == ()


def test_an_unfinished_paper_is_not_issued(begun: Driven) -> None:
    part = opened(begun)
    before = len(journal(begun))
    begun.page.primary()
    begun.calm()
    assert len(journal(begun)) == before
    assert focused(begun) is part.form.rows[UNTIL].editor.first()


def test_a_moment_ahead_is_told_under_its_field(begun: Driven) -> None:
    part = opened(begun)
    row: FieldRow = part.form.rows[UNTIL]
    QTest.keyClicks(row.editor.first(), "17:00")
    QTest.keyClick(row.editor.first(), Qt.Key.Key_Return)
    assert not row.error.isHidden()
    assert "16:30" in row.error.text()
    assert part.form.troubles()


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


def test_a_draft_is_kept_and_comes_back(begun: Driven) -> None:
    part = opened(begun)
    typed(part, "custody_place", "Remand No. 7")
    begun.wait(lambda: part.foot.saved.text())
    assert part.foot.saved.text() == "draft saved 16:30"
    begun.go(Route("case", CASE, "papers"))
    again = opened(begun)
    assert again.form.answers() == {"custody_place": {"be": "Remand No. 7"}}
    assert again.foot.saved.text() == "draft saved 16:30"


def test_what_was_just_typed_is_kept_when_the_page_is_left(begun: Driven) -> None:
    part = opened(begun)
    typed(part, "custody_place", "in haste")
    begun.go(Route("today"))
    assert opened(begun).form.answers() == {"custody_place": {"be": "in haste"}}


def test_a_form_nobody_typed_into_leaves_no_draft(begun: Driven) -> None:
    opened(begun)
    begun.go(Route("today"))
    work = begun.context.work
    assert begun.do(lambda: work.drafts(CASE)) == ()


def test_an_emptied_form_gives_its_draft_up(begun: Driven) -> None:
    part = opened(begun)
    typed(part, "custody_place", "x")
    part.keeper.keep()
    begun.calm()
    part.form.rows["custody_place"].editor.put(None)
    part.keeper.keep()
    work = begun.context.work
    assert begun.do(lambda: work.drafts(CASE)) == ()


def test_the_language_of_the_page_is_switched_by_key(begun: Driven) -> None:
    part = opened(begun)
    assert part.paper().language == "be"  # type: ignore[union-attr]
    part.pane.switch.turn()
    begun.calm()
    assert part.paper().language == "ru"  # type: ignore[union-attr]


def test_the_page_is_enlarged_and_fitted(begun: Driven) -> None:
    part = opened(begun)
    fitted = part.view.share
    part.view.set_zoom(1.0)
    assert part.view.share == 100
    part.view.enlarge(1)
    assert part.view.share == 125
    part.view.enlarge(-1)
    part.view.set_zoom(None)
    assert part.view.share == fitted


def test_another_person_opens_his_own_sheet(begun: Driven) -> None:
    part = opened(begun)
    typed(part, "custody_place", "of the first")
    picker: Any = part.form.rows[SUBJECT].editor.first()
    picker.setCurrentIndex(picker.findData("p5"))
    picker.activated.emit(picker.currentIndex())
    begun.wait(lambda: begun.page.route.subject == "p5" and begun.page.part)
    begun.calm()
    assert begun.page.part.form.answers() == {}
    assert opened(begun).form.answers() == {"custody_place": {"be": "of the first"}}


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


def test_everything_of_the_page_has_a_name_and_can_be_reached(begun: Driven) -> None:
    part = opened(begun)
    nameless = [
        f"{type(one).__name__} {one.objectName()}"
        for one in part.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not one.accessibleName()
        and one.objectName() != "qt_scrollarea_viewport"
    ]
    assert nameless == []
    mice = [
        one.accessibleName()
        for one in part.findChildren(QPushButton)
        if not one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert mice == []


def signed(driven: Driven) -> str:
    """Sign the protocol of detention and return the id of its snapshot."""
    part = opened(driven)
    completed(driven, part)
    driven.page.primary()
    driven.wait(lambda: isinstance(getattr(driven.page, "part", None), IssuedPart))
    driven.calm()
    return str(driven.page.route.item)


def test_a_draft_of_another_version_is_begun_anew() -> None:
    assert read_draft(None).empty
    assert draft_subject(draft_id("case/1", "form", "p1")) == "p1"
    assert own_answers((), {"x": 1}) == {}
    assert with_defaults({"a": 1}, ()) == {"a": 1}


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


@POPUP
def test_the_calendar_opens_and_gives_its_day(begun: Driven) -> None:
    part = opened(begun)
    editor: Any = part.form.rows["detained_at"].editor
    editor.opener.click()
    begun.wait(QApplication.activePopupWidget)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    calendar = popup.findChildren(QCalendarWidget)[0]
    calendar.clicked.emit(QDate(2026, 3, 2))
    assert editor.value() == "2026-03-02T14:20"
