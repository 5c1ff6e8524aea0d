"""Start to the first painted window, against an empty window of the same toolkit.

Run from the root: `python benchmarks/start.py [ROUNDS]`. Each round starts every program
once, in turn, so that a busy machine slows all of them; medians are compared.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9

EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1240, 800)
window.show()
application.processEvents()
window.grab()
print("painted", flush=True)
"""

OURS = """
from datetime import datetime
from importlib import import_module
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from core.paths import RESOURCES, places
from gui import theme
from gui.app import Application
application = QApplication(["sledchy", *theme.STYLE])
theme.add_fonts(RESOURCES / "fonts" / "ui")
program = Application(lambda: datetime(2026, 3, 12, 18, 0), import_module, places())
program.shell.show()
application.processEvents()
program.shell.grab()
print("painted", flush=True)
program.door.open_archive()
def look():
    page = program.shell.page
    if page.route.page == "today" and page.model.rowCount():
        application.processEvents()
        program.shell.grab()
        print("today", flush=True)
        program.shell.close()
        application.quit()
watch = QTimer(interval=2)
watch.timeout.connect(look)
watch.start()
application.exec()
"""

IMPORTS = "import PySide6.QtWidgets\nprint('painted', flush=True)\n"


def main(rounds: int) -> None:
    """Print the table."""
    home = Path(tempfile.mkdtemp(prefix="sledchy-start-"))
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "SLEDCHY_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(home / "bytecode"),  # as an installed program has it
        "PYTHONDONTWRITEBYTECODE": "",
    }
    _prepare(home, environment)
    found: dict[str, list[float]] = {"import": [], "empty": [], "ours": [], "today": []}
    for _ in range(rounds):
        found["import"].append(_timed(IMPORTS, environment)["painted"])
        found["empty"].append(_timed(EMPTY, environment)["painted"])
        marks = _timed(OURS, environment)
        found["ours"].append(marks["painted"])
        found["today"].append(marks["today"])
    floor = median(found["empty"])
    print(f"{rounds} rounds, interleaved; medians in ms (least)")
    for name, text in (
        ("import", "import of the toolkit alone"),
        ("empty", "empty window painted"),
        ("ours", "our window painted"),
        ("today", "archive open, Today painted"),
    ):
        middle, least = median(found[name]), min(found[name])
        print(f"{text:<32}{middle:>8.0f} ({least:.0f})   {middle / floor:>5.2f} x empty")


def _prepare(home: Path, environment: dict[str, str]) -> None:
    """Make an archive with the demonstration and the compiled law book."""
    code = f"""
from datetime import datetime
from pathlib import Path
from core.paths import RESOURCES, places
from core.services.library import open_library
from core.services import workplace
library = open_library(RESOURCES, places().book)
at = datetime(2026, 3, 12, 18, 0)
archive = workplace.create_archive(Path({str(home / "archive.sledchy")!r}), at)
made = workplace.Workplace(library, archive, lambda: at, lambda: "x", lambda case: None)
made.take_in(RESOURCES / "demo")
made.close()
"""
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    for program in (EMPTY, OURS):  # once before the rounds: their bytecode is written
        _timed(program, environment)


def _timed(code: str, environment: dict[str, str]) -> dict[str, float]:
    """Return milliseconds from the start of the process to each word it prints."""
    marks: dict[str, float] = {}
    begun = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            marks[line.strip()] = (perf_counter() - begun) * 1000
    return marks


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
