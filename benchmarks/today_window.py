"""*Today* over many cases: first paint, scrolling, a jump, a new question.

Run from the root: `python benchmarks/today_window.py [CASES]`. The list is the window's own, the
archive is encrypted; the heads and terms are made up, as only the lists are measured.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["SLEDCHY_HOME"] = tempfile.mkdtemp(prefix="sledchy-today-")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtWidgets import QApplication

from core.paths import RESOURCES, places
from core.services import workplace
from core.services.library import open_library
from core.store.archive import Archive
from core.store.rows import HeadRow, TermRow
from gui import theme
from gui.app import Application
from gui.pages.context import Route

NOW = datetime(2026, 3, 12, 18, 0)
TERMS = ("detention_max", "investigation_term", "custody_term")
STEPS = 30


def main(cases: int) -> None:
    """Print the table."""
    library = open_library(RESOURCES, places().book)
    begun = perf_counter()
    archive = workplace.create_archive(Path(tempfile.mkdtemp()) / "archive.sledchy", NOW)
    _fill(archive, cases)
    print(f"{cases} cases, {cases * len(TERMS)} terms written in {perf_counter() - begun:.1f} s")
    application = QApplication(["sledchy", *theme.STYLE])
    theme.add_fonts(RESOURCES / "fonts" / "ui")
    program = Application(lambda: NOW, import_module, places())
    program.adopt(
        library,
        workplace.Workplace(library, archive, lambda: NOW, lambda: "x", lambda case: None),
    )
    program.shell.show()
    begun = perf_counter()
    program.navigation.go(Route("today"))
    page = program.shell.page
    _wait(application, lambda: page.model.rowCount() > 0)
    program.shell.grab()
    _say("first paint", [perf_counter() - begun])
    print(f"{page.model.rowCount()} rows with headings")
    bar = page.table.verticalScrollBar()
    wheel = [_moved(program, lambda n=n: bar.setValue(160 * n)) for n in range(STEPS)]
    _say("a step of the wheel", wheel)
    jumps = [_jumped(application, program, bar.maximum() * n // STEPS) for n in range(STEPS)]
    _say("a jump anywhere", jumps)
    _say("a new question", [_asked(application, program) for _ in range(5)])
    _say("the tick of a minute", [_ticked(program) for _ in range(STEPS)])
    program.shell.close()


def _fill(archive: Archive, cases: int) -> None:
    with archive.transaction() as change:
        for number in range(cases):
            due = NOW + timedelta(minutes=number * 7 - cases)
            head = HeadRow(
                case_id=f"case-{number}",
                kind="case",
                number=f"26126{number:06}",
                title=f"Case {number}",
                language="be",
                stage="investigation",
                investigator="-",
                opened_at=NOW,
                next_due=due,
            )
            terms = [
                TermRow(
                    instance=f"{term}-{number}",
                    term_id=term,
                    subject="-",
                    due=due + timedelta(days=30 * turn),
                    legal_end=due + timedelta(days=30 * turn + 1),
                    status="running",
                    open=True,
                )
                for turn, term in enumerate(TERMS)
            ]
            change.replace_derived(head, terms, [])


def _moved(program: Application, move: Callable[[], None]) -> float:
    """Return how long a move and the picture after it take."""
    begun = perf_counter()
    move()
    program.shell.grab()
    return perf_counter() - begun


def _jumped(application: QApplication, program: Application, place: int) -> float:
    """Return how long it takes until the rows of another place have come and are drawn."""
    page = program.shell.page
    begun = perf_counter()
    page.table.verticalScrollBar().setValue(place)  # type: ignore[union-attr]
    top = page.table.rowAt(60)  # type: ignore[union-attr]
    page.model.line(top)  # type: ignore[union-attr]
    _wait(application, lambda: program.context.tasks.idle)
    program.shell.grab()
    return perf_counter() - begun


def _asked(application: QApplication, program: Application) -> float:
    begun = perf_counter()
    program.shell.page.react("changed", "")  # type: ignore[union-attr]
    _wait(application, lambda: program.context.tasks.idle)
    return perf_counter() - begun


def _ticked(program: Application) -> float:
    begun = perf_counter()
    program.shell.page.react("minute", NOW)  # type: ignore[union-attr]
    program.shell.grab()
    return perf_counter() - begun


def _wait(application: QApplication, done: Callable[[], bool]) -> None:
    until = perf_counter() + 60
    application.processEvents()
    while not done() and perf_counter() < until:
        application.processEvents()
        sleep(0.0005)
    application.processEvents()


def _say(what: str, taken: list[float]) -> None:
    print(f"{what:<24}{median(taken) * 1000:>8.1f} ms   (most {max(taken) * 1000:.1f})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
