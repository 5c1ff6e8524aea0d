"""Open every page with the demonstration at fixed moments and save what is seen.

Run from the root: `python docs/screenshots/make.py [NAME …]`; names limit it to some pages.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from io import BytesIO
from pathlib import Path
from time import monotonic, sleep

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["SLEDCHY_HOME"] = tempfile.mkdtemp(prefix="sledchy-pictures-")
HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

from PIL import Image  # noqa: E402
from PySide6.QtCore import QBuffer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from core.engine.events import Journal, read_journal, write_journal  # noqa: E402
from core.paths import RESOURCES, UserPlaces, places  # noqa: E402
from core.services.unlocking import place_of  # noqa: E402
from gui import theme  # noqa: E402
from gui.app import Application  # noqa: E402
from gui.pages.context import Route  # noqa: E402
from gui.presenters.unlock import Threshold  # noqa: E402

CASE = "theft-detention"
SIZE = (1240, 800)
ANYBODY = UserPlaces(Path("/home/investigator/sledchy"), Path("/home/investigator/cache"))
DENSE = "SLEDCHY_PICTURES_DENSE"
MIDDLE = datetime(2026, 3, 3, 17, 0)
QUIET = 1.0
"""Seconds without work after which a page counts as drawn."""
LATE = datetime(2026, 4, 29, 18, 0)


@dataclass(frozen=True)
class Scene:
    """One picture: where, and at which moment the clock stands."""

    name: str
    at: datetime
    route: Route
    dense: bool = False
    """Also at 150 per cent."""
    plain: bool = False
    """Shows where the archive lies: told as on anybody's machine."""


SCENES = (
    Scene("welcome", MIDDLE, Route("welcome"), plain=True),
    Scene("unlock", MIDDLE, Route("unlock"), plain=True),
    Scene("today", LATE, Route("today"), dense=True),
    Scene("cases", LATE, Route("cases")),
    Scene("new-case", MIDDLE, Route("new_case")),
    Scene("guide", MIDDLE, Route("case", CASE, "guide"), dense=True),
    Scene("people", MIDDLE, Route("case", CASE, "people")),
    Scene("terms", MIDDLE, Route("case", CASE, "terms"), dense=True),
    Scene("what-if", MIDDLE, Route("what_if", CASE, item="step suspend"), dense=True),
    Scene("crime", MIDDLE, Route("case", CASE, "crime"), dense=True),
    Scene("papers", MIDDLE, Route("case", CASE, "papers")),
    Scene("journal", MIDDLE, Route("case", CASE, "journal")),
    Scene("person", MIDDLE, Route("person", CASE, item="p1")),
    Scene("decision", LATE, Route("record", CASE, item="transfer_case")),
    Scene("record", MIDDLE, Route("record", CASE, item="interrogate_suspect", subject="p1")),
    Scene("extend", MIDDLE, Route("extend", CASE, item="investigation_term")),
    Scene("paper", MIDDLE, Route("paper", CASE, item="protocol_detention", subject="p1"), True),
    Scene("law", MIDDLE, Route("law")),
    Scene("settings", MIDDLE, Route("settings"), plain=True),
    Scene("archive", LATE, Route("archive", section="health")),
    Scene("packages", LATE, Route("archive", section="packages")),
    Scene("hand-over", LATE, Route("hand_over", CASE)),
    Scene("keys", MIDDLE, Route("keys")),
)


def main(names: list[str]) -> None:
    """Make the pictures, and once more for a dense screen."""
    dense = bool(os.environ.get(DENSE))
    application = QApplication(["sledchy", *theme.STYLE])
    theme.add_fonts(RESOURCES / "fonts" / "ui")
    for at in (MIDDLE, LATE):
        scenes = [one for one in SCENES if one.at == at and (one.dense or not dense)]
        scenes = [one for one in scenes if not names or one.name in names]
        if scenes:
            _play(application, at, scenes, dense)
    if not dense:
        again = {**os.environ, DENSE: "1", "QT_SCALE_FACTOR": "1.5"}
        subprocess.run([sys.executable, __file__, *names], env=again, check=True)


def _play(application: QApplication, at: datetime, scenes: list[Scene], dense: bool) -> None:
    program = Application(lambda: at, import_module, places())
    program.shell.resize(*SIZE)
    program.shell.show()
    archive = Path(tempfile.mkdtemp()) / "archive.sledchy"
    program.door.open_demonstration(archive, _cases(at))
    _wait(application, lambda: program.context.work is not None)
    for language, colours in _looks(dense):
        program.context.change("ui_language", language)
        program.context.change("theme", colours)
        for scene in scenes:
            kept, program.context.places = program.context.places, _shown(program, scene)
            program.navigation.go(scene.route)
            program.context.places = kept
            _settle(application, program)
            _save(program, HERE / f"{scene.name}-{language}-{colours}{'-150' * dense}.png")
    program.shell.close()


def _shown(program: Application, scene: Scene) -> UserPlaces:
    """Return the places that a page shows, and let an archive wait for its passphrase there."""
    shown = ANYBODY if scene.plain else program.context.places
    program.context.threshold = Threshold(place_of(shown.archive))
    return shown


def _looks(dense: bool) -> Iterator[tuple[str, str]]:
    if dense:
        yield "be", "light"
        return
    for language in ("be", "ru"):
        for colours in ("light", "dark"):
            yield language, colours


def _cases(at: datetime) -> Path:
    """Return a folder with the shipped cases as they stood at a moment."""
    folder = Path(tempfile.mkdtemp())
    for file in (RESOURCES / "demo").glob("*.json"):
        events = read_journal(file.read_bytes(), file.name).events
        if events[0].at < at:
            known = Journal(events=tuple(one for one in events if one.at <= at))
            (folder / file.name).write_bytes(write_journal(known))
    return folder


def _wait(application: QApplication, done: Callable[[], bool], seconds: float = 30) -> None:
    until = monotonic() + seconds
    while monotonic() < until and not done():
        application.processEvents()
        sleep(0.005)


def _settle(application: QApplication, program: Application) -> None:
    """Wait until the page is drawn and nothing has been under way for a while."""
    quiet = monotonic()
    until = quiet + 20
    while monotonic() - quiet < QUIET and monotonic() < until:
        application.processEvents()
        sleep(0.005)
        if not program.context.tasks.idle:
            quiet = monotonic()


def _save(program: Application, file: Path) -> None:
    """Save what is seen with a palette: small, and enough for an interface."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.ReadWrite)
    program.shell.grab().save(buffer, "PNG")
    picture = Image.open(BytesIO(bytes(buffer.data().data()))).convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
