"""The pages of the archive: health, backups, restoring, packages, register, doubt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QPushButton, QWidget

from core.paths import RESOURCES
from core.services import backups, unlocking
from core.store import keyslots
from core.store.keyfile import Cost
from core.store.rows import ARCHIVE
from gui.pages.archive_sheet import SheetDialog
from gui.pages.context import Route
from tests.gui.archive_pages import boxes, files, press, said, section
from tests.gui.conftest import NOW, OFFICE, Driven


def test_health_says_what_needs_a_hand_and_mends_it(driven: Driven) -> None:
    health = section(driven, "health")
    texts = " ".join(one.text() for one in health.findChildren(type(health.labour.said)))
    assert "There is no backup yet." in texts
    press(driven, health, "Make a backup now")
    assert "made and proved" in said(driven, health.labour)
    assert health.known.health.backups == 1
    press(driven, health, "Try it out now")
    assert "came back whole" in said(driven, health.labour)
    assert health.known.health.last_drill == NOW
    press(driven, health, "Check everything")
    assert "sound" in said(driven, health.labour)


def test_the_second_place_needs_a_passphrase(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    health = section(driven, "health")
    files(monkeypatch, folder=tmp_path / "stick")
    press(driven, health, "Choose a folder…")
    assert "passphrase" in said(driven, health.labour)


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


def test_the_end_of_the_journal_is_copied(driven: Driven) -> None:
    health = section(driven, "health")
    copied: list[str] = []
    driven.context.copy = copied.append
    press(driven, health, "Copy")
    known = health.known.health
    assert copied == [f"{known.records} {known.head}"]


def test_a_backup_is_listed_and_looked_into(driven: Driven) -> None:
    one = section(driven, "backups")
    assert not one.restore.isEnabled()
    one.make.click()
    said(driven, one.labour)
    assert len(one.lines) == 1
    assert one.restore.isEnabled()
    one.table.open_current()
    text = said(driven, one.labour)
    assert "whole" in text
    assert "everything that the archive holds now" in text
    one.restore.click()
    driven.calm()
    assert driven.page.choice.file == one.lines[0].path


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


def test_a_locked_backup_asks_for_its_passphrase_or_code(
    driven: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyslots, "calibrated", lambda: Cost(16, 1, 1))
    context = driven.context
    work, place = context.work, unlocking.place_of(context.work.archive.path)
    driven.do(lambda: unlocking.set_passphrase(place, work.archive.key, "correct horse battery"))
    code = driven.do(lambda: unlocking.new_recovery_code(place, "correct horse battery"))
    backup, _ = backed_up(driven)
    driven.do(work.close)
    context.work = None
    page = driven.go(Route("restore", item=str(backup), section=str(place.archive)))
    driven.wait(lambda: page.choice.file == backup)
    secret = page.choice.secret
    assert not secret.isHidden()
    assert secret.field.echoMode() is QLineEdit.EchoMode.Password
    secret.field.setText("wrong horse battery")
    page.look.click()
    assert "not damaged" in said(driven, page.labour)
    assert page.found.isHidden()
    secret.field.setText("correct horse battery")
    page.look.click()
    driven.wait(lambda: page.looked is not None)
    secret.by_code.click()
    assert page.looked is None
    secret.field.setText(code)
    page.look.click()
    driven.wait(lambda: page.looked is not None)


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


def test_a_salvage_asks_for_a_folder_of_backups(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(driven)
    context = driven.context
    here: Path = context.work.archive.path
    driven.do(context.work.close)
    context.work = None
    stick = tmp_path / "stick"
    here.with_name("backups").rename(stick)
    content = bytearray(here.read_bytes())
    content[len(content) // 2] ^= 1
    here.write_bytes(content)
    page = driven.go(Route("salvage", section=str(here)))
    driven.calm()
    assert "beside the archive only" in page.places.text()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *given: str(stick))
    page.add.click()
    assert str(stick) in page.places.text()
    page.look.click()
    driven.wait(lambda: page.finding is not None)
    assert page.finding.backup.parent == stick


def test_a_damaged_archive_leads_from_the_door_to_its_salvage(driven: Driven) -> None:
    context = driven.context
    here: Path = context.work.archive.path
    driven.do(context.work.close)
    content = bytearray(here.read_bytes())
    content[300] ^= 1
    here.write_bytes(content)
    context.open_archive(here, False)
    driven.wait(lambda: driven.page.route.page == "unlock")
    press(driven, driven.page, "Salvage the archive…")
    driven.wait(lambda: driven.page.route.page == "salvage")
    assert driven.page.place.archive == here


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


ROUTES = (
    *(Route("archive", section=name) for name in ("health", "backups", "packages", "register")),
    Route("restore"),
    Route("doubt"),
    Route("hand_over"),
    Route("salvage"),
)


def test_everything_has_a_name_and_no_button_is_pressed_by_default(driven: Driven) -> None:
    for route in ROUTES:
        page = driven.go(route)
        nameless = [
            type(one).__name__
            for one in page.findChildren(QWidget)
            if one.isVisible()
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not one.accessibleName()
            and one.objectName() not in ("qt_scrollarea_viewport", "qt_spinbox_lineedit")
        ]
        assert (route, nameless) == (route, [])
        assert not any(one.isDefault() for one in page.findChildren(QPushButton))
