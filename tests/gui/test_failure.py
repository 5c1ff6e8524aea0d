"""The report of a failure: only what is on the list, whatever broke, wherever (L3)."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from core import log
from core.errors import UserError
from core.i18n import UI_LANGUAGES, Translator
from core.paths import ROOT
from gui.pages.context import Route
from gui.presenters.failure import report_text
from tests.gui.conftest import Driven

CANARY = "Canaryov-7391"
FRAME = re.compile(r"(core|gui)(\.[a-z_]+)+:(-|[A-Za-z_0-9]+):\d+")
LAYERS = (
    "core.documents.compose core.documents.text core.engine.conditions core.engine.events "
    "core.engine.steps core.engine.terms core.language.grammar core.law.calendar core.law.loader "
    "core.services.backups core.services.casework core.services.office core.services.packages "
    "core.services.passphrases core.services.unlocking core.store.canonical core.store.crate "
    "core.store.keyfile core.store.parcel core.store.recovery_code gui.presenters.people "
    "gui.presenters.record gui.presenters.settings gui.presenters.today"
).split()


def provoked() -> Iterator[tuple[str, Callable[..., object]]]:
    """Yield the functions of many layers by their names."""
    for layer in LAYERS:
        for name, function in sorted(vars(import_module(layer)).items()):
            if callable(function) and getattr(function, "__module__", "") == layer:
                yield f"{layer}.{name}", function


class Poison:
    """A value whose every use fails with the canary in the words of the failure."""

    def __getattr__(self, name: str) -> Any:
        raise LookupError(f"{CANARY} has no {name}")

    def __iter__(self) -> Iterator[Any]:
        raise ValueError(CANARY)

    def __len__(self) -> int:
        raise ValueError(CANARY)

    def __str__(self) -> str:
        raise RuntimeError(CANARY)

    __repr__ = __format__ = __str__  # type: ignore[assignment]


def crashes() -> list[tuple[str, BaseException]]:
    """Return what the functions of the program raise when they are fed with poison."""
    found: list[tuple[str, BaseException]] = []
    for name, function in provoked():
        for count in (1, 2, 3, 4):
            try:
                function(*[Poison()] * count)
            except UserError:
                break
            except TypeError:
                continue
            except Exception as error:
                found.append((name, error))
                break
    return found


def test_fifty_crashes_tell_nothing_of_the_case() -> None:
    found = crashes()
    assert len(found) >= 50
    assert sum(CANARY in str(error) for _, error in found) >= 50  # the control
    own = 0
    for name, error in found:
        shown = report_text(log.report(error), "6", Translator("en"))
        assert CANARY not in shown, name
        assert str(ROOT) not in shown, name
        assert type(error).__name__ in shown
        own += any(frame.startswith(name.rpartition(".")[0]) for frame in log.report(error).frames)
        assert all(FRAME.fullmatch(frame) for frame in log.report(error).frames)
    assert own >= 50


def test_a_report_holds_the_codes_of_the_last_events() -> None:
    for number in range(30):
        log.event(f"step-{number}")
    found = log.report(ValueError(CANARY))
    assert found.events == tuple(f"step-{number}" for number in range(10, 30))
    assert found.failures == ("ValueError",)


def test_a_strange_name_of_a_type_or_a_foreign_file_is_left_out() -> None:
    strange = type(f"{CANARY} x", (Exception,), {})
    made: dict[str, Any] = {}
    exec(compile("def f(e):\n    raise e\n", f"/home/{CANARY}/core/x.py", "exec"), made)
    with pytest.raises(strange) as raised:
        made["f"](strange(CANARY))
    found = log.report(raised.value)
    assert found.failures == ("-",)
    assert found.frames == ()


def test_the_report_is_seen_before_it_is_copied(driven: Driven) -> None:
    driven.context.fail(ValueError(CANARY))
    (notice,) = driven.notices()
    assert CANARY not in notice
    frame: Any = driven.program.shell.notices.itemAt(0)
    buttons = {one.text(): one for one in frame.widget().findChildren(QPushButton)}
    buttons["Show the report"].click()
    page = driven.page
    assert page.route == Route("failure")
    assert "ValueError" in page.report.toPlainText()
    assert CANARY not in page.report.toPlainText()
    assert QGuiApplication.clipboard().text() == ""
    page.copy.click()
    assert "ValueError" in QGuiApplication.clipboard().text()
    driven.program.clipboard.clear()


def test_a_bug_in_a_slot_is_told_and_not_printed(
    driven: Driven, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    driven.program.guard()
    error = ValueError(CANARY)
    sys.excepthook(ValueError, error, None)
    assert len(driven.notices()) == 1
    assert CANARY not in "".join(capsys.readouterr())
    driven.program._guard.stop()
    driven.program.guarded = False


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_the_report_has_its_headings_in_every_language(language: Any) -> None:
    text = report_text(log.report(ValueError()), "6", Translator(language))
    assert text.count(":\n") == 3
