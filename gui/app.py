"""The composition root of the window: builds everything, owns nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from core import settings as settings_file
from core.i18n import Translator
from core.paths import RESOURCES, UserPlaces, places
from gui import theme, translate
from gui.pages.context import Context, Route
from gui.pages.door import Door
from gui.pages.navigation import Navigation
from gui.pages.shell import Shell

PAGES = {
    "opening": ("gui.pages.opening", "OpeningPage"),
    "welcome": ("gui.pages.welcome", "WelcomePage"),
    "today": ("gui.pages.today", "TodayPage"),
    "cases": ("gui.pages.cases", "CasesPage"),
    "new_case": ("gui.pages.new_case", "NewCasePage"),
    "case": ("gui.pages.case", "CasePage"),
    "record": ("gui.pages.record", "RecordPage"),
    "person": ("gui.pages.person", "PersonPage"),
    "extend": ("gui.pages.extend", "ExtendPage"),
    "paper": ("gui.pages.paper", "PaperPage"),
    "law": ("gui.pages.law", "LawPage"),
    "norm": ("gui.pages.norm", "NormPage"),
    "settings": ("gui.pages.settings", "SettingsPage"),
    "keys": ("gui.pages.keys", "KeysPage"),
}
"""Page → where it is; a page is imported when it is first shown."""

MINUTE = 60_000
GEOMETRY = "window.geometry"
EARLIEST_SIZE = (1240, 800)


class Application:
    """The program with its window: settings, archive, shortcuts, clock."""

    def __init__(
        self, now: Callable[[], datetime], load: Callable[[str], Any], where: UserPlaces
    ) -> None:
        read = settings_file.load(where.settings)
        self.context = Context(now, load, where, read.settings)
        self._night = theme.desktop_is_dark()
        self._texts: translate.QtTexts | None = None
        self._dress()
        self.shell = Shell(self.context, self._close)
        self.navigation = Navigation(self.context, self.shell, PAGES)
        self.door = Door(self.context, self.navigation, self._fonts)
        self._connect()
        self._restore_geometry()
        self.navigation.go(Route("opening"))

    def adopt(self, library: Any, work: Any) -> None:
        """Work with an archive that is open."""
        self.context.library, self.context.work = library, work

    def _fonts(self) -> None:
        """Add the faces that the first page did without."""
        theme.add_fonts(RESOURCES / "fonts" / "ui", theme.LATER_FACES)

    def _change(self, key: str, value: object) -> None:
        """Change a setting, keep it, and let the window follow at once."""
        context = self.context
        context.settings = settings_file.changed(context.settings, key, value)
        try:
            settings_file.save(context.settings, context.places.settings)
        except OSError:
            context.say(context.text("The settings could not be saved."), "overdue")
        if key in ("ui_language", "theme", "text_scale"):
            self._look()

    def _desktop_changed(self, scheme: Any) -> None:
        self._night = scheme.name == "Dark"
        self._look()

    def _look(self) -> None:
        self._dress()
        self.shell.build_rail()
        self.navigation.again()

    def _dress(self) -> None:
        context = self.context
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        context.tr = Translator(context.settings.ui_language)
        context.colours = theme.chosen(context.settings.theme, self._night)
        theme.apply(application, context.colours, context.settings.text_scale)
        self._texts = translate.install(context.tr, self._texts)
        QGuiApplication.setApplicationDisplayName(context.text("Sledchy"))

    def _connect(self) -> None:
        context, navigation = self.context, self.navigation
        context.go, context.back = navigation.go, navigation.back
        context.say, context.change = self.shell.say, self._change
        context.open_archive = self.door.open_archive
        context.open_demonstration = self.door.open_demonstration
        context.replace = navigation.replace
        context.bus.look_changed.connect(self._look)
        context.bus.case_changed.connect(lambda case: self._wish("changed", case))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._desktop_changed)
        self._clock = QTimer(self.shell, interval=MINUTE)
        self._clock.timeout.connect(lambda: self._wish("minute", context.now()))
        self._clock.start()
        for keys, reaction in {
            "Ctrl+1": lambda: self._to("today"),
            "Ctrl+2": lambda: self._to("cases"),
            "Ctrl+3": lambda: navigation.go(Route("settings")),
            "Ctrl+4": lambda: self._to("law"),
            "Ctrl+N": lambda: self._to("new_case"),
            "Ctrl+F": lambda: self._wish("search"),
            "Ctrl+P": lambda: self._wish("paper"),
            "Ctrl+Return": lambda: self._wish("primary"),
            "Ctrl+Enter": lambda: self._wish("primary"),
            "F1": lambda: navigation.go(Route("keys")),
            "Esc": navigation.back,
            "Alt+Left": navigation.back,
        }.items():
            QShortcut(QKeySequence(keys), self.shell).activated.connect(reaction)

    def _to(self, page: str) -> None:
        if self.context.work is not None:
            self.navigation.go(Route(page))

    def _wish(self, wish: str, *values: object) -> None:
        if self.shell.page is not None:
            self.shell.page.react(wish, *values)

    def _restore_geometry(self) -> None:
        """Put the window where it was; the file holds its place and nothing of any case."""
        try:
            kept = (self.context.places.data / GEOMETRY).read_bytes()
        except OSError:
            kept = b""
        if not kept or not self.shell.restoreGeometry(QByteArray(kept)):
            self.shell.resize(*EARLIEST_SIZE)

    def _close(self) -> None:
        # A window that forgets its place is no reason to stay open.
        with suppress(OSError):
            place = self.context.places.data / GEOMETRY
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(self.shell.saveGeometry().data())
        self._clock.stop()
        work = self.context.work
        if work is not None:
            self.context.tasks.run(work.close, lambda answer: None)
        self.context.tasks.stop()


def start(now: Callable[[], datetime], load: Callable[[str], Any]) -> int:
    """Show the window first, then open the archive; return the exit code."""
    application = QApplication([*sys.argv[:1], *theme.STYLE])
    theme.add_fonts(RESOURCES / "fonts" / "ui")
    program = Application(now, load, places())
    program.shell.show()
    QTimer.singleShot(0, program.shell, program.door.open_archive)
    return application.exec()
