"""Backups by themselves while one works and when the window closes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from core.errors import UserError
from core.paths import RESOURCES
from core.services import upkeep
from core.services.backups import DRILL_EVERY, Drill, backups_of, health
from tests.gui.conftest import NOW, Driven


def folder(one: Driven) -> list[Path]:
    """Return the backups beside the archive."""
    return sorted(one.context.places.archive.with_name("backups").glob("*.sledchy"))


class Nobody:
    """A guard that watches nothing."""

    def stop(self) -> None:
        """Have nothing to stop."""
        self.stopped = True


@pytest.fixture
def one(driven: Driven) -> Iterator[Driven]:
    """Return the program as it is when it looks after itself, without its clocks."""
    driven.program.guarded = True
    driven.program._guard = Nobody()  # type: ignore[assignment]
    work = driven.context.work
    driven.do(lambda: work.take_in(RESOURCES / "demo"))
    yield driven
    driven.program.guarded = False


def test_a_minute_makes_a_backup_when_one_is_due(one: Driven) -> None:
    one.program._minute()
    one.calm()
    assert len(folder(one)) == 1
    one.program._minute()
    one.calm()
    assert len(folder(one)) == 1
    place = one.context.work.place
    assert [made.sound for made in backups_of(place)] == [True]


def test_a_page_alone_makes_none(driven: Driven) -> None:
    work = driven.context.work
    driven.do(lambda: work.take_in(RESOURCES / "demo"))
    driven.program._minute()
    driven.calm()
    assert folder(driven) == []


def test_backups_that_fail_are_told_of_once(one: Driven, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object) -> None:
        raise UserError("disk-full")

    monkeypatch.setattr("core.services.backups.backup_now", full)
    for _ in range(3):
        one.program._minute()
        one.calm()
    assert len(one.notices()) == 1
    assert "No backup" in one.notices()[0]


def test_closing_makes_the_last_backup_and_lets_go(one: Driven) -> None:
    shell: Any = one.program.shell
    assert not shell.close()
    one.wait(lambda: not shell.isVisible())
    assert len(folder(one)) == 1
    assert not one.program.hurried
    assert one.context.work is None


def test_a_closing_that_lasts_is_explained_and_can_be_cut_short(
    one: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()
    monkeypatch.setattr("core.services.backups.backup_now", lambda *given: gate.wait(10))
    shell: Any = one.program.shell
    shell.close()
    one.wait(lambda: shell.cover is not None)
    assert "backup" in shell.cover.accessibleName()
    assert shell.isVisible()
    (button,) = shell.cover.findChildren(QPushButton)
    button.click()
    assert not shell.isVisible()
    assert one.program.hurried
    gate.set()
    one.context.tasks.stop()


def test_a_backup_that_fails_does_not_keep_the_window_open(
    one: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("core.services.backups.backup_now", broken)
    shell: Any = one.program.shell
    shell.close()
    one.wait(lambda: not shell.isVisible())
    assert folder(one) == []


def test_what_is_half_done_is_swept_at_the_end(one: Driven) -> None:
    staging = one.context.places.archive.with_name("staging")
    (staging / "x").mkdir(parents=True)
    work, now = one.context.work, one.context.now()
    assert one.do(lambda: upkeep.lock(work, now)) is None
    assert not staging.exists()


def drilled(one: Driven) -> Any:
    """Return when a backup last came back whole."""
    work = one.context.work
    return one.do(lambda: health(work.place, work.archive, NOW)).last_drill


def test_a_quiet_minute_tries_a_backup_out_once_a_month(one: Driven) -> None:
    one.program._minute()
    one.calm()
    assert drilled(one) is None
    one.program._minute()
    one.calm()
    one.wait(lambda: not one.program.keeping._trying)
    assert drilled(one) == NOW
    work = one.context.work
    assert one.do(lambda: upkeep.due_trial(work, NOW)) is None
    assert one.do(lambda: upkeep.due_trial(work, NOW + DRILL_EVERY)) is not None
    assert one.notices() == []


def test_a_trial_that_fails_is_told_of(one: Driven, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Drill(None, 0, (Path("one.sledchy"),))
    monkeypatch.setattr("core.services.backups.drill", lambda *given: broken)
    one.program._minute()
    one.calm()
    one.program._minute()
    one.wait(one.notices)
    assert "No backup could be brought back" in one.notices()[0]


def test_closing_does_not_wait_for_a_trial(one: Driven, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ended = Event(), Event()

    def endless(place: Any, key: Any, progress: Any) -> None:
        begun.set()
        try:
            while not ended.wait(0.01):
                progress(1, 2)
        finally:
            ended.set()

    monkeypatch.setattr("core.services.backups.drill", endless)
    one.program._minute()
    one.calm()
    one.program._minute()
    one.wait(begun.is_set)
    assert one.context.tasks.idle
    shell: Any = one.program.shell
    shell.close()
    one.wait(lambda: not shell.isVisible())
    assert ended.is_set()
    assert not one.program.hurried
