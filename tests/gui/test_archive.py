"""The pages of the archive: health, backups, restoring, packages, register, doubt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from core.engine.events import read_journal
from core.paths import RESOURCES
from core.services import backups, unlocking
from core.services.cases import Cases
from core.services.library import Library
from core.services.packages import Basis, Packages
from core.store.archive import Archive
from core.store.keyfile import ArchiveKey
from core.store.parcel import write_card
from core.store.rows import ARCHIVE
from gui.pages.archive_card import CardDialog
from gui.pages.archive_sheet import SheetDialog
from gui.pages.context import Route
from tests.gui.conftest import NOW, OFFICE, Driven

CASE = "theft-detention"
LATER = NOW + timedelta(days=90)
"""All of the shipped case has happened by then."""


def section(driven: Driven, name: str) -> Any:
    """Return a section of the page of the archive, filled."""
    page = driven.go(Route("archive", section=name))
    driven.calm()
    return page.sections[page.tabs.currentIndex()]


def said(driven: Driven, labour: Any) -> str:
    """Return what came of a piece of work."""
    driven.calm()
    driven.wait(lambda: not labour.said.isHidden())
    text: str = labour.said.text()
    return text


def press(driven: Driven, widget: QWidget, name: str) -> None:
    """Press the button whose accessible name ends so, when it is there."""

    def seen() -> list[QPushButton]:
        every = (one for one in widget.findChildren(QPushButton) if one.isVisible())
        return [one for one in every if one.accessibleName().endswith(name)]

    driven.wait(lambda: len(seen()) == 1)
    seen()[0].click()


def files(
    monkeypatch: pytest.MonkeyPatch,
    *,
    opened: Path | None = None,
    saved: Path | None = None,
    folder: Path | None = None,
) -> None:
    """Answer the dialogs of files."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: (str(opened or ""), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(saved or ""), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *given: str(folder or ""))


def boxes(monkeypatch: pytest.MonkeyPatch, *wanted: str) -> list[str]:
    """Answer message boxes by a button of one of the names; return the defaults seen."""
    defaults: list[str] = []
    pressed: list[Any] = []

    def run(box: QMessageBox) -> int:
        chosen = box.defaultButton()
        defaults.append(chosen.text() if chosen is not None else "")
        pressed.append(
            next(one for one in box.buttons() if any(name in one.text() for name in wanted))
        )
        return 0

    monkeypatch.setattr(QMessageBox, "exec", run)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: pressed[-1])
    return defaults


def test_health_says_what_needs_a_hand_and_mends_it(demonstrated: Driven) -> None:
    health = section(demonstrated, "health")
    texts = " ".join(one.text() for one in health.findChildren(type(health.labour.said)))
    assert "There is no backup yet." in texts
    press(demonstrated, health, "Make a backup now")
    assert "made and proved" in said(demonstrated, health.labour)
    assert health.known.health.backups == 1
    press(demonstrated, health, "Try it out now")
    assert "came back whole" in said(demonstrated, health.labour)
    assert health.known.health.last_drill == NOW
    press(demonstrated, health, "Check everything")
    assert "sound" in said(demonstrated, health.labour)


def test_the_second_place_needs_a_passphrase(
    demonstrated: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    health = section(demonstrated, "health")
    files(monkeypatch, folder=tmp_path / "stick")
    press(demonstrated, health, "Choose a folder…")
    assert "passphrase" in said(demonstrated, health.labour)


def test_work_is_stopped_and_nothing_is_left(demonstrated: Driven) -> None:
    one = section(demonstrated, "backups")
    one.make.click()
    one.labour.stop.click()
    assert said(demonstrated, one.labour) == "Stopped. Nothing was changed."
    folder = demonstrated.context.work.archive.path.with_name("backups")
    assert list(folder.iterdir()) == []
    assert one.make.isEnabled()


def test_the_control_sheet_is_made_and_held_against_the_archive(
    demonstrated: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    health = section(demonstrated, "health")
    offered: list[object] = []
    monkeypatch.setattr(health.files, "menu", offered.append)
    health.sheet.click()
    demonstrated.wait(lambda: offered == [health.sheet])
    assert health.paper.blocks
    known = health.known.health
    dialog = SheetDialog(demonstrated.context, demonstrated.program.shell)
    demonstrated.bot.addWidget(dialog)
    for short, answer in ((known.head[:12], "They agree"), ("0" * 12, "They do not agree")):
        dialog.number.setText(str(known.records))
        dialog.short.setText(short)
        dialog.compare()
        demonstrated.calm()
        assert dialog.said.text().startswith(answer)
    dialog.short.setText("?")
    dialog.compare()
    demonstrated.calm()
    assert "Type the number" in dialog.said.text()


def test_the_end_of_the_journal_is_copied(demonstrated: Driven) -> None:
    health = section(demonstrated, "health")
    copied: list[str] = []
    demonstrated.context.copy = copied.append
    press(demonstrated, health, "Copy")
    known = health.known.health
    assert copied == [f"{known.records} {known.head}"]


def test_a_backup_is_listed_and_looked_into(demonstrated: Driven) -> None:
    one = section(demonstrated, "backups")
    assert not one.restore.isEnabled()
    one.make.click()
    said(demonstrated, one.labour)
    assert len(one.lines) == 1
    assert one.restore.isEnabled()
    one.table.open_current()
    text = said(demonstrated, one.labour)
    assert "whole" in text
    assert "everything that the archive holds now" in text
    one.restore.click()
    demonstrated.calm()
    assert demonstrated.page.choice.file == one.lines[0].path


def backed_up(driven: Driven) -> tuple[Path, int]:
    """Make a backup, go on working, and return the backup and how much came later."""
    work, place = driven.context.work, unlocking.place_of(driven.context.work.archive.path)
    made = driven.do(lambda: backups.backup_now(place, work.archive, NOW))
    before = driven.do(lambda: work.archive.read.head().seq)
    driven.do(lambda: work.take_in(RESOURCES / "demo"))
    return made.backup.path, driven.do(lambda: work.archive.read.head().seq) - before


def restoring(driven: Driven, backup: Path) -> Any:
    """Return the page of restoring after a look into a backup."""
    page = driven.go(Route("restore", item=str(backup)))
    driven.wait(lambda: page.choice.file == backup)
    page.look.click()
    driven.wait(lambda: page.looked is not None)
    return page


def test_a_backup_comes_back_beside_the_archive_by_default(
    driven: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup, later = backed_up(driven)
    here = driven.context.work.archive.path
    page = restoring(driven, backup)
    assert page.missing.text().startswith(str(later))
    assert page.beside.isChecked()
    boxes(monkeypatch, "Open it")
    page.restore.click()
    driven.wait(lambda: driven.context.work.archive.path != here)
    work = driven.context.work
    assert here.exists()
    assert work.archive.path.parent.parent == here.parent
    assert driven.do(lambda: work.archive.read.journal(ARCHIVE))[-1].kind == "restored"


def test_taking_the_place_asks_first_and_keeps_the_other(
    driven: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup, _ = backed_up(driven)
    here = driven.context.work.archive.path
    page = restoring(driven, backup)
    page.instead.setChecked(True)
    before = here.read_bytes()
    defaults = boxes(monkeypatch, "Cancel")
    page.restore.click()
    driven.calm()
    assert defaults == ["Cancel"]
    assert here.read_bytes() == before
    work = driven.context.work
    boxes(monkeypatch, "aside", "Open it")
    page.restore.click()
    driven.wait(lambda: driven.context.work not in (None, work))
    assert driven.context.work.archive.path == here
    aside = [one for one in here.parent.iterdir() if one.is_file() and one != here]
    assert any(one.read_bytes() == before for one in aside)


def test_restoring_works_without_an_open_archive(
    driven: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup, _ = backed_up(driven)
    context = driven.context
    here = context.work.archive.path
    context.change("archive", str(here))
    driven.do(context.work.close)
    context.work = None
    here.unlink()
    page = restoring(driven, backup)
    assert page.beside.isHidden()
    boxes(monkeypatch, "Open it")
    page.restore.click()
    driven.wait(lambda: context.work is not None)
    assert context.work.archive.path == here
    assert context.work.archive.writable


def test_a_damaged_backup_is_told_and_nothing_offered(driven: Driven) -> None:
    backup, _ = backed_up(driven)
    content = bytearray(backup.read_bytes())
    content[9000] ^= 1
    backup.write_bytes(content)
    page = driven.go(Route("restore", item=str(backup)))
    driven.wait(lambda: page.choice.file == backup)
    page.look.click()
    assert said(driven, page.labour)
    assert page.looked is None
    assert page.found.isHidden()


class Other:
    """Another workplace with its own archive."""

    def __init__(self, folder: Path, library: Library) -> None:
        folder.mkdir()
        self.archive = Archive.create(folder / "archive.db", ArchiveKey.fresh(), at=NOW)
        self.packages, self.library = Packages(self.archive, library), library
        self.card = self.packages.card(NOW, "Brest")


@pytest.fixture
def other(driven: Driven, tmp_path: Path) -> Iterator[Other]:
    """Return another workplace with the same law."""
    one = Other(tmp_path / "other", driven.context.library)
    yield one
    one.archive.close()


def trusting(driven: Driven, other: Other) -> Packages:
    """Let two workplaces trust each other; return the packages of ours."""
    work = driven.context.work
    ours = Packages(work.archive, work.library)
    card = driven.do(lambda: ours.card(NOW, "Minsk"))
    driven.do(lambda: ours.trust(other.card, NOW))
    other.packages.trust(card, NOW)
    return ours


def test_a_card_is_trusted_only_after_it_was_compared(
    driven: Driven, other: Other, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = section(driven, "packages")
    file = tmp_path / "brest.card"
    file.write_bytes(write_card(other.card))
    shown: list[CardDialog] = []
    monkeypatch.setattr(CardDialog, "open", lambda dialog: shown.append(dialog))
    files(monkeypatch, opened=file)
    one.add_card()
    driven.wait(lambda: shown)
    dialog = shown[0]
    assert not dialog.trust.isEnabled()
    assert not dialog.trust.isDefault()
    dialog.agreed.click()
    dialog.trust.click()
    driven.wait(lambda: one.known and one.known.others)
    assert one.known.others == (other.card,)


def test_the_own_card_gets_a_name_and_goes_to_a_file(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = section(driven, "packages")
    one.write_card()
    assert "Name this workplace" in said(driven, one.labour)
    one.name.setText("Zavodski")
    files(monkeypatch, saved=tmp_path / "own.card")
    one.write_card()
    driven.wait(lambda: one.known.own is not None)
    assert b"Zavodski" in (tmp_path / "own.card").read_bytes()


def handing_over(driven: Driven, to: str) -> Any:
    """Return the page of handing over with everything filled in but the file."""
    driven.context.now = lambda: LATER
    page = driven.go(Route("hand_over", CASE))
    driven.wait(lambda: page.known is not None and page.case.count())
    assert page.case.currentData() == CASE
    page.to.setCurrentIndex(page.to.findData(to))
    return page


def test_nothing_leaves_without_permission_and_ground(demonstrated: Driven, other: Other) -> None:
    trusting(demonstrated, other)
    page = handing_over(demonstrated, other.card.sign)
    page.give.click()
    assert "Who permitted it?" in said(demonstrated, page.labour)
    page.permission.setText("Lapats")
    page.give.click()
    assert "On what ground" in said(demonstrated, page.labour)


def test_a_case_goes_out_and_into_the_register(
    demonstrated: Driven, other: Other, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = trusting(demonstrated, other)
    page = handing_over(demonstrated, other.card.sign)
    page.permission.setText("Lapats")
    page.ground.setText("letter 7")
    file = tmp_path / "out.age"
    files(monkeypatch, saved=file)
    page.give.click()
    demonstrated.wait(lambda: demonstrated.page is not page)
    demonstrated.calm()
    assert other.packages.preview(file.read_bytes(), at=LATER).case_id == CASE
    register = demonstrated.page.sections[3]
    demonstrated.wait(lambda: register.lines)
    assert len(register.lines) == 1
    register.words.setText("letter brest")
    assert register.table.cells.count() == 1
    register.words.setText("grodno")
    assert register.table.cells.count() == 0
    assert demonstrated.do(ours.register)[0][2].basis.ground == "letter 7"
    paper = register._paper()
    assert paper.blocks


def test_an_open_file_is_asked_for_twice_and_recorded(
    demonstrated: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = handing_over(demonstrated, "open")
    assert not page.warning.isHidden()
    page.permission.setText("Lapats")
    page.ground.setText("letter 7")
    file = tmp_path / "out.json"
    files(monkeypatch, saved=file)
    assert boxes(monkeypatch, "Cancel") == []
    page.give.click()
    demonstrated.calm()
    assert not file.exists()
    defaults = boxes(monkeypatch, "Write an open file")
    page.give.click()
    demonstrated.wait(file.exists)
    demonstrated.calm()
    assert defaults == ["Cancel"]
    work = demonstrated.context.work
    lines = demonstrated.do(Packages(work.archive, work.library).register)
    assert [line.extent for _, _, line in lines] == ["open"]


def test_a_package_is_shown_before_it_is_taken_in(
    driven: Driven, other: Other, tmp_path: Path
) -> None:
    ours = trusting(driven, other)
    sealed = packed(driven, other, ours)
    file = tmp_path / "in.age"
    file.write_bytes(sealed)
    assert other.packages.register()
    driven.context.now = lambda: LATER
    page = driven.go(Route("take_in", item=str(file)))
    driven.wait(lambda: page.found is not None)
    assert driven.do(driven.context.work.archive.read.case_ids) == ()
    page.take.click()
    driven.wait(lambda: driven.page is not page)
    driven.calm()
    assert driven.do(driven.context.work.archive.read.case_ids) == (CASE,)
    again = driven.go(Route("take_in", item=str(file)))
    driven.wait(lambda: again.found is not None)
    assert not again.take.isEnabled()


def packed(driven: Driven, other: Other, ours: Packages) -> bytes:
    """Return a case of the other workplace for ours."""
    cases = Cases(other.archive, other.library, lambda: LATER)
    demo = RESOURCES / "demo" / f"{CASE}.json"
    cases.open_case(CASE, read_journal(demo.read_bytes(), demo.name), "k")
    card = driven.do(lambda: ours.card(NOW))
    return other.packages.export(CASE, card, Basis("L", "letter 8"), "whole", at=LATER)


def put_back(driven: Driven) -> Path:
    """Put an older copy of the archive in its place and open it; return where it lies."""
    work = driven.context.work
    here: Path = work.archive.path
    older = driven.do(lambda: work.archive.backup(here.with_name("older"))).path
    driven.do(lambda: work.keep_office(OFFICE))
    driven.do(lambda: work.take_in(RESOURCES / "demo"))
    driven.do(work.close)
    older.replace(here)
    driven.program.door.open_archive(here)
    driven.wait(lambda: driven.context.work not in (None, work))
    driven.calm()
    return here


def test_going_on_with_an_archive_in_doubt_needs_a_tick_and_a_reason(driven: Driven) -> None:
    put_back(driven)
    archive = driven.context.work.archive
    assert not archive.writable
    page = driven.go(Route("doubt"), lambda: driven.page.view)
    assert page.view.missing > 0
    assert not page.accept.isEnabled()
    page.sure.click()
    page.accept.click()
    assert "Write down why" in said(driven, page.labour)
    assert not archive.writable
    page.reason.setPlainText("The disk was changed")
    page.accept.click()
    driven.wait(lambda: archive.writable)
    driven.calm()
    last = driven.do(lambda: archive.read.journal(ARCHIVE))[-1]
    assert last.kind == "history_accepted"
    assert last.actor == OFFICE.investigator.name.be


def test_a_sound_archive_has_nothing_to_decide(driven: Driven) -> None:
    page = driven.go(Route("doubt"), lambda: driven.page.view)
    assert page.decision.isHidden()
    assert "Nothing needs to be decided" in page.meaning.text()


def test_a_damaged_archive_is_salvaged_after_a_look(
    driven: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, later = backed_up(driven)
    context = driven.context
    here: Path = context.work.archive.path
    driven.do(context.work.close)
    context.work = None
    content = bytearray(here.read_bytes())
    content[len(content) // 2] ^= 1
    here.write_bytes(content)
    page = driven.go(Route("salvage", section=str(here)))
    driven.calm()
    assert not page.save.isEnabled()
    before = here.read_bytes()
    page.look.click()
    driven.wait(lambda: page.finding is not None)
    assert here.read_bytes() == before
    assert page.finding.report is not None
    assert page.table.cells.count() == later
    boxes(monkeypatch, "Salvage")
    monkeypatch.setattr(QMessageBox, "information", lambda *given: None)
    page.save.click()
    driven.wait(lambda: context.work is not None)
    assert driven.do(context.work.archive.verify).sound
    assert any(one.is_file() and one.read_bytes() == before for one in here.parent.iterdir())


def test_a_sound_archive_is_not_salvaged(driven: Driven) -> None:
    context = driven.context
    here: Path = context.work.archive.path
    driven.do(context.work.close)
    context.work = None
    page = driven.go(Route("salvage", section=str(here)))
    driven.calm()
    page.look.click()
    assert "not damaged" in said(driven, page.labour)
    assert not page.save.isEnabled()


@pytest.mark.parametrize(
    "route",
    [
        *(Route("archive", section=name) for name in ("health", "backups", "packages", "register")),
        Route("restore"),
        Route("doubt"),
        Route("hand_over"),
        Route("salvage"),
    ],
    ids=lambda route: route.page + route.section,
)
def test_everything_has_a_name_and_no_destructive_button_is_the_default(
    driven: Driven, route: Route
) -> None:
    page = driven.go(route)
    driven.calm()
    nameless = [
        type(one).__name__
        for one in page.findChildren(QWidget)
        if one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not one.accessibleName()
        and one.objectName() not in ("qt_scrollarea_viewport", "qt_spinbox_lineedit")
    ]
    assert nameless == []
    assert [one.text() for one in page.findChildren(QPushButton) if one.isDefault()] == []
