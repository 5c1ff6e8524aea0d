"""Before a locked archive: the passphrase, the recovery code, a wrong one, damage, the welcome."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.errors import UserError
from core.paths import UserPlaces
from core.services import unlocking
from core.services.unlocking import needs_passphrase, place_of
from core.store import recovery_code
from gui.app import Application
from gui.pages.context import Route
from gui.presenters.unlock import Threshold, caps_lock, script
from tests.gui.conftest import NOW, PASSPHRASE, Driven

OTHER = "nine warm lamps in the harbour"


@pytest.fixture
def again(qtbot: QtBot, secured: Driven) -> Iterator[Callable[[], Driven]]:
    """Return what starts the program anew before the archive of `secured`, which is closed."""
    started: list[Application] = []

    def start() -> Driven:
        places = secured.context.places
        program = Application(lambda: NOW, import_module, places)
        program.context.library = secured.context.library
        started.append(program)
        qtbot.addWidget(program.shell)
        program.shell.show()
        program.door.open_archive()
        one = Driven(program, qtbot)
        one.wait(lambda: one.page is not None and one.page.route.page != "opening")
        one.calm()
        return one

    secured.do(secured.context.work.close)
    yield start
    for program in started:
        program.shell.close()


def tried(one: Driven, secret: str) -> None:
    """Type a secret and try it."""
    field = one.page.code if one.page.by_code else one.page.secret.line
    field.setText(secret)
    one.page.primary()
    one.calm()


def test_a_locked_archive_asks_for_its_passphrase_and_opens_by_it(
    again: Callable[[], Driven],
) -> None:
    one = again()
    before = (one.page.route.page, one.context.lockable)
    tried(one, PASSPHRASE)
    assert before == ("unlock", False)
    assert (one.page.route.page, one.context.lockable) == ("today", True)
    assert one.context.work.archive.anchors.paths[1].is_relative_to(one.context.places.cache)


def test_a_wrong_passphrase_is_no_damage_and_the_field_stays(again: Callable[[], Driven]) -> None:
    one = again()
    tried(one, OTHER)
    assert one.page.route == Route("unlock")
    assert "not the right one" in one.page.wrong.text()
    assert "damaged" in one.page.wrong.text()
    assert one.page.secret.line.isEnabled()
    assert one.page.secret.line.selectedText() == OTHER or one.page.secret.line.hasSelectedText()


def test_after_failed_tries_the_wait_counts_down_through_a_change_of_language(
    again: Callable[[], Driven],
) -> None:
    one = again()
    for _ in range(4):
        tried(one, OTHER)
    assert re.fullmatch(r"Wait \d s", one.page.open.text())
    assert not one.page.open.isEnabled()
    one.context.change("ui_language", "ru")
    assert not one.page.open.isEnabled()
    attempts = one.context.threshold.attempts
    assert attempts.failed == 4
    attempts._free_at = attempts._clock()
    one.wait(lambda: one.page.open.isEnabled())
    tried(one, PASSPHRASE)
    assert one.page.route == Route("today")


def test_the_code_of_the_sheet_opens_and_a_new_passphrase_is_asked_for(
    secured: Driven, again: Callable[[], Driven]
) -> None:
    place = place_of(secured.context.places.archive)
    code = unlocking.new_recovery_code(place, PASSPHRASE)
    one = again()
    one.go(Route("unlock", section="code"))
    tried(one, recovery_code.printed(recovery_code.fresh_code()))
    assert "another" in one.page.wrong.text()
    tried(one, code.lower())
    assert one.page.route == Route("passphrase", section="forgotten")
    assert not one.page.asks_old
    one.page.new.first.line.setText(OTHER)
    one.page.new.again.line.setText(OTHER)
    one.page.primary()
    one.calm()
    assert one.page.route == Route("today")
    with pytest.raises(UserError, match="passphrase-wrong"):
        unlocking.key_of(place, PASSPHRASE)
    assert unlocking.key_of(place, OTHER)


def test_damage_is_said_on_a_page_that_offers_no_way_to_destroy_anything(
    secured: Driven, again: Callable[[], Driven]
) -> None:
    file = secured.context.places.archive
    again_whole = file.read_bytes()
    file.write_bytes(b"")
    one = again()
    assert one.page.route == Route("unlock")
    assert "empty" in one.page.wrong.text()
    file.write_bytes(again_whole)
    one.page._again()
    one.wait(lambda: one.page.threshold.trouble is None)
    tried(one, PASSPHRASE)
    assert one.page.route == Route("today")


def test_an_archive_of_a_newer_program_is_refused_in_words(
    again: Callable[[], Driven], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.store.schema.VERSION", 0)
    one = again()
    tried(one, PASSPHRASE)
    assert one.page.route == Route("unlock")
    assert "newer" in one.page.wrong.text()


def test_an_archive_in_doubt_is_shown_with_a_banner_that_stays(
    secured: Driven, again: Callable[[], Driven]
) -> None:
    anchors = secured.context.places.cache / "anchors"
    for file in [*anchors.iterdir(), secured.context.places.archive.with_suffix(".anchor")]:
        file.unlink()
    one = again()
    tried(one, PASSPHRASE)
    assert one.page.route == Route("today")
    assert one.program.shell.standing.count() == 1
    one.go(Route("cases"))
    assert one.program.shell.standing.count() == 1


def test_the_passphrase_is_shown_only_while_one_wants_to_see_it(
    again: Callable[[], Driven],
) -> None:
    field = again().page.secret
    hidden = field.line.echoMode()
    field.eye.click()
    assert field.line.echoMode() != hidden
    field.eye.click()
    assert field.line.echoMode() == hidden


def test_a_struck_key_tells_how_the_keyboard_is_set(again: Callable[[], Driven]) -> None:
    field = again().page.secret
    QTest.keyClick(field.line, Qt.Key.Key_Q)
    assert field.caps.isHidden()
    assert field.hint.text() == "Latin letters"
    field._learn("Q", Qt.KeyboardModifier.NoModifier)
    assert not field.caps.isHidden()


@pytest.mark.parametrize(
    ("letter", "shift", "caps"),
    [("A", False, True), ("a", True, True), ("A", True, False), ("7", False, None), ("", 0, None)],
)
def test_caps_lock_is_seen_by_one_letter(letter: str, shift: bool, caps: bool | None) -> None:
    assert caps_lock(letter, shift) is caps


def test_letters_tell_the_layout() -> None:
    assert [script(letter) for letter in ("q", "\u0451", "5", "")] == [
        "Latin letters",
        "Cyrillic letters",
        "",
        "",
    ]


def test_without_a_counter_there_is_no_wait(tmp_path: Path) -> None:
    assert Threshold(place_of(tmp_path / "a.sledchy")).wait == 0


# --- the first start ---------------------------------------------------------------


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path, cheap: None) -> Iterator[Driven]:
    """Return the program at its very first start."""
    program = Application(lambda: NOW, import_module, UserPlaces(tmp_path, tmp_path / "cache"))
    qtbot.addWidget(program.shell)
    program.shell.show()
    program.context.change("ui_language", "en")
    program.door.open_archive()
    one = Driven(program, qtbot)
    one.wait(lambda: one.page is not None and one.page.route.page == "welcome")
    one.calm()
    yield one
    program.shell.close()


def test_the_welcome_makes_an_archive_with_a_passphrase_and_offers_the_sheet(
    first: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = first.page
    page.secret.first.line.setText("short")
    page.primary()
    assert "too short" in page.wrong.text()
    page.secret.first.line.setText(PASSPHRASE)
    assert page.secret.level.text() == "Strong · 3 / 4" or page.secret.level.text()
    page.secret.again.line.setText(PASSPHRASE + "!")
    page.primary()
    assert page.wrong.text() == "The two passphrases differ."
    page.secret.again.line.setText(PASSPHRASE)
    page.primary()
    first.calm()
    assert first.page.route == Route("recovery", section="first")
    assert first.context.lockable
    assert needs_passphrase(place_of(tmp_path / "archive.sledchy"))
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / "sheet"), "")
    )
    first.page.save.click()
    first.calm()
    code = first.page._code
    place = place_of(tmp_path / "archive.sledchy")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert unlocking.key_by_code(place, code)
    first.page.save.click()
    first.calm()
    assert first.page._code == code
    others = [file for file in tmp_path.rglob("*") if file.is_file() and file.suffix != ".pdf"]
    assert not any(code.encode() in file.read_bytes() for file in others)


def test_the_welcome_says_honestly_what_no_passphrase_means(first: Driven, tmp_path: Path) -> None:
    page = first.page
    assert not page.secret.isHidden()
    page.bare.click()
    assert page.secret.isHidden()
    assert "cannot lock itself" in page.honest.text()
    page.primary()
    first.calm()
    assert first.page.route == Route("today")
    assert not first.context.lockable
    assert not needs_passphrase(place_of(tmp_path / "archive.sledchy"))


def test_a_refused_place_leaves_what_was_typed(first: Driven, tmp_path: Path) -> None:
    (tmp_path / "archive.key").write_text("in the way")
    page = first.page
    page.bare.click()
    page.primary()
    first.calm()
    assert first.page is page
    assert first.notices() != []


# --- the settings ------------------------------------------------------------------


def set_new(one: Driven, new: str, old: str = "") -> None:
    """Fill the page of the passphrase and press its button."""
    page = one.page
    page.old.line.setText(old)
    page.new.first.line.setText(new)
    page.new.again.line.setText(new)
    page.primary()
    one.calm()


def test_a_passphrase_is_set_later_and_the_bare_key_goes(driven: Driven, cheap: None) -> None:
    place = place_of(driven.context.places.archive)
    assert not needs_passphrase(place)
    driven.go(Route("passphrase"))
    set_new(driven, OTHER)
    assert needs_passphrase(place)
    assert driven.context.lockable
    assert driven.page.route == Route("recovery", section="first")


def test_to_change_the_passphrase_one_must_know_it(secured: Driven) -> None:
    secured.go(Route("settings"))
    assert secured.page.security.lock.isEnabled()
    secured.page.security.change.click()
    assert secured.page.asks_old
    set_new(secured, OTHER, "not this one at all")
    assert "not the right one" in secured.page.wrong.text()
    set_new(secured, OTHER, PASSPHRASE)
    assert secured.page.route == Route("settings")
    assert unlocking.key_of(place_of(secured.context.places.archive), OTHER)


def test_a_new_sheet_needs_the_passphrase(
    secured: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(place), ""))
    page = secured.go(Route("recovery"))
    page.secret.line.setText(OTHER)
    page.save.click()
    secured.calm()
    assert "not the right one" in page.wrong.text()
    assert not place.exists()
    page.secret.line.setText(PASSPHRASE)
    page.save.click()
    secured.calm()
    assert place.exists()
