"""The composition root of the window: builds everything, owns nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from core import log
from core import settings as settings_file
from core.i18n import Translator
from core.paths import RESOURCES, UserPlaces, places
from gui import theme, translate
from gui.clipboard import Clipboard
from gui.lock import IdleWatch
from gui.pages import place
from gui.pages.context import Context, Route
from gui.pages.door import Door
from gui.pages.guarding import Guard
from gui.pages.keeping import Keeping
from gui.pages.locking import Locker
from gui.pages.navigation import Navigation
from gui.pages.shell import Shell

PAGES = {
    "opening": ("gui.pages.opening", "OpeningPage"),
    "welcome": ("gui.pages.welcome", "WelcomePage"),
    "unlock": ("gui.pages.unlock", "UnlockPage"),
    "passphrase": ("gui.pages.unlock_passphrase", "PassphrasePage"),
    "recovery": ("gui.pages.unlock_sheet", "SheetPage"),
    "failure": ("gui.pages.failure", "FailurePage"),
    "today": ("gui.pages.today", "TodayPage"),
    "cases": ("gui.pages.cases", "CasesPage"),
    "new_case": ("gui.pages.new_case", "NewCasePage"),
    "case": ("gui.pages.case", "CasePage"),
    "record": ("gui.pages.record", "RecordPage"),
    "person": ("gui.pages.person", "PersonPage"),
    "extend": ("gui.pages.extend", "ExtendPage"),
    "note": ("gui.pages.note", "NotePage"),
    "what_if": ("gui.pages.what_if", "WhatIfPage"),
    "paper": ("gui.pages.paper", "PaperPage"),
    "law": ("gui.pages.law", "LawPage"),
    "norm": ("gui.pages.norm", "NormPage"),
    "settings": ("gui.pages.settings", "SettingsPage"),
    "archive": ("gui.pages.archive", "ArchivePage"),
    "restore": ("gui.pages.archive_restore", "RestorePage"),
    "doubt": ("gui.pages.archive_doubt", "DoubtPage"),
    "salvage": ("gui.pages.archive_salvage", "SalvagePage"),
    "hand_over": ("gui.pages.archive_hand_over", "HandOverPage"),
    "take_in": ("gui.pages.archive_take_in", "TakeInPage"),
    "keys": ("gui.pages.keys", "KeysPage"),
}
"""Page → where it is; a page is imported when it is first shown."""

MINUTE = 60_000


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
        self.clipboard = Clipboard()
        self.clipboard.setParent(self.shell)
        self.keeping = Keeping(self.context, self.shell)
        self.locker = Locker(
            self.context, self.shell, self.navigation, self.clipboard, self._replace
        )
        self.guarded = False
        """Whether the program locks and backs up by itself."""
        self.hurried = False
        """The person did not wait for the last backup: the process must end without it."""
        self._connect()
        place.restore(self.shell, where)
        self.navigation.go(Route("opening"))

    def adopt(self, library: Any, work: Any) -> None:
        """Work with an archive that is open."""
        self.context.library, self.context.work = library, work

    def guard(self, watch: Callable[..., IdleWatch] = IdleWatch) -> None:
        """Lock, back up and tell of bugs from now on; not for tests of single pages."""
        self._guard = Guard(self.context, self.shell, self.locker, watch)
        self.guarded = True

    def _replace(self) -> None:
        place.keep(self.shell, self.context.places)
        self.context.load("gui.lock_restart").replace_process()

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
        context.create_archive, context.unlock = self.door.create_archive, self.door.unlock
        context.replace = navigation.replace
        context.lock, context.copy = self.locker.by_hand, self.clipboard.copy
        context.doubt, context.knows = self.shell.doubt, PAGES.__contains__
        context.bus.look_changed.connect(self._look)
        context.bus.case_changed.connect(lambda case: self._wish("changed", case))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._desktop_changed)
        self._clock = QTimer(self.shell, interval=MINUTE)
        self._clock.timeout.connect(self._minute)
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
            "Ctrl+L": self.locker.by_hand,
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

    def _minute(self) -> None:
        self._wish("minute", self.context.now())
        if self.guarded:
            self.keeping.minute()

    def _close(self) -> bool:
        """Let go of everything; false while the last backup is still being made."""
        if self.guarded and self.context.work is not None:
            if not self.keeping.leaving:
                place.keep(self.shell, self.context.places)
                self.keeping.leave(self._left)
            return False
        place.keep(self.shell, self.context.places)
        self._clock.stop()
        if self.guarded:
            self._guard.stop()
        self.clipboard.clear()
        if self.hurried:
            return True
        work = self.context.work
        if work is not None:
            self.context.tasks.run(work.close, lambda answer: None)
        self.context.tasks.stop()
        return True

    def _left(self, waited: bool) -> None:
        self.context.work, self.hurried = None, not waited
        self.shell.close()


def start(now: Callable[[], datetime], load: Callable[[str], Any]) -> int:
    """Show the window first, then open the archive; return the exit code."""
    where = places()
    _leave_no_traces()
    application = QApplication([*sys.argv[:1], *theme.STYLE])
    theme.add_fonts(RESOURCES / "fonts" / "ui")
    program = Application(now, load, where)
    program.shell.show()
    program.guard()
    QTimer.singleShot(0, program.shell, partial(_begin, program, where))
    code = application.exec()
    if program.hurried:  # a copy is half made in another thread; killing it harms nothing
        os._exit(code)
    return code


def _begin(program: Application, where: UserPlaces) -> None:
    program.context.load("core.log_file").start(where.logs)
    log.event("start", python=log.python_version(), platform=sys.platform)
    program.door.open_archive()


def _leave_no_traces() -> None:
    """Let Qt's file dialogs remember nothing: the names of folders may be names of people.

    The dialogs of the desktop keep histories of their own, so Qt draws its own ones; and
    what those want to remember is written nowhere.
    """
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, os.devnull)
