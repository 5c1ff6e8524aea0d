"""A program with an archive in a folder of its own, driven without a display."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.engine.events import Division, Official
from core.i18n import Bilingual
from core.paths import RESOURCES, UserPlaces
from core.services.library import Library, open_library
from core.services.office import Office
from core.store import keyslots
from core.store.keyfile import Cost
from gui.app import Application
from gui.pages.context import Route

NOW = datetime(2026, 3, 3, 16, 30)
PASSPHRASE = "four quiet owls by the river"
OFFICE = Office(
    Division(
        name=Bilingual(be="Заводскі раённы аддзел", ru="Заводской районный отдел"),
        place=Bilingual(be="г. Мінск", ru="г. Минск"),
    ),
    Official(
        name=Bilingual(be="Лапаць Ігар Васільевіч", ru="Лапоть Игорь Васильевич"),
        gender="m",
        position="senior_investigator",
        rank="rank_captain",
    ),
)


class Driven:
    """The program under the hands of a test."""

    def __init__(self, program: Application, bot: QtBot) -> None:
        self.program = program
        self.context = program.context
        self.bot = bot

    @property
    def page(self) -> Any:
        """Return the page that is shown."""
        return self.program.shell.page

    def go(self, route: Route, ready: Callable[[], object] = lambda: True) -> Any:
        """Go to a page, wait until it is ready and return it."""
        self.program.navigation.go(route)
        self.wait(ready)
        self.calm()
        return self.page

    def wait(self, ready: Callable[[], object]) -> None:
        """Wait until something holds."""
        self.bot.waitUntil(lambda: bool(ready()), timeout=20_000)

    def calm(self) -> None:
        """Wait until nothing is under way."""
        self.wait(lambda: self.context.tasks.idle)

    def do(self, work: Callable[[], Any]) -> Any:
        """Do something with the archive and return what it gave."""
        got: list[Any] = []
        failed: list[Exception] = []
        self.context.tasks.run(work, got.append, failed.append)
        self.wait(lambda: got or failed)
        if failed:
            raise failed[0]
        return got[0]

    def notices(self) -> list[str]:
        """Return the sentences over the page."""
        items = self.program.shell.notices
        found = (items.itemAt(number) for number in range(items.count()))
        shown = (item.widget() for item in found if item is not None)
        return [one.accessibleName() for one in shown if one is not None]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return the shipped law and forms, read once for all tests: they never change."""
    return open_library(RESOURCES, tmp_path_factory.mktemp("book") / "law.book")


@pytest.fixture
def driven(qtbot: QtBot, tmp_path: Path, library: Library) -> Iterator[Driven]:
    """Return the program with an empty archive and the office known, in English."""
    places = UserPlaces(tmp_path, tmp_path / "cache")
    program = Application(lambda: NOW, import_module, places)
    program.context.library = library
    qtbot.addWidget(program.shell)
    program.shell.show()
    one = Driven(program, qtbot)
    program.context.change("ui_language", "en")
    program.door.open_archive(tmp_path / "archive.sledchy", create=True)
    one.wait(lambda: program.context.work is not None)
    one.do(lambda: program.context.work.keep_office(OFFICE))
    one.calm()
    yield one
    program.shell.close()


@pytest.fixture
def demonstrated(driven: Driven) -> Driven:
    """Return the program with the shipped cases."""
    work = driven.context.work
    assert driven.do(lambda: work.take_in(RESOURCES / "demo")) == 3
    driven.calm()
    return driven


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a guess of a passphrase cost nothing."""
    monkeypatch.setattr(keyslots, "calibrated", lambda: Cost(64, 1, 1))


@pytest.fixture
def secured(qtbot: QtBot, tmp_path: Path, library: Library, cheap: None) -> Iterator[Driven]:
    """Return the program with an empty archive that is locked by a passphrase, in English."""
    program = Application(lambda: NOW, import_module, UserPlaces(tmp_path, tmp_path / "cache"))
    program.context.library = library
    qtbot.addWidget(program.shell)
    program.shell.show()
    one = Driven(program, qtbot)
    program.context.change("ui_language", "en")
    program.door.create_archive(tmp_path / "archive.sledchy", PASSPHRASE)
    one.wait(lambda: program.context.work is not None)
    one.calm()
    yield one
    program.shell.close()
