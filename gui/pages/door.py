"""Opening the archive off the thread of the window, and where the window goes then."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.paths import RESOURCES
from gui.pages.context import Context, Route
from gui.pages.navigation import Navigation


class Door:
    """Everything heavy is imported behind it, while the window is already there."""

    def __init__(
        self, context: Context, navigation: Navigation, entering: Callable[[], None]
    ) -> None:
        self._context = context
        self._navigation = navigation
        self._entering = entering

    def open_archive(self, path: Path | None = None, create: bool = False) -> None:
        """Load the library and open the archive; welcome when there is none."""
        wanted = path or self._usual()

        def opened(answer: tuple[Any, Any]) -> None:
            if answer[1] is not None:
                self._remember(wanted)
            self._opened(answer)

        self._context.tasks.run(lambda: self._open(wanted, create), opened, self._not_opened)

    def open_demonstration(self, path: Path, cases: Path) -> None:
        """Open an archive of invented cases; the settings go on naming the person's own."""

        def work() -> tuple[Any, Any]:
            library, made = self._open(path, not path.exists())
            made.take_in(cases)
            return library, made

        self._context.tasks.run(work, self._opened, self._not_opened)

    def _open(self, wanted: Path, create: bool) -> tuple[Any, Any]:
        """Return the library and the workplace, which is None where no archive has ever been.

        Runs in the thread of the archive, which alone uses its connection.
        """
        context, load = self._context, self._context.load
        library = context.library or load("core.services.library").open_library(
            RESOURCES, context.places.book
        )
        workplace = load("core.services.workplace")
        if not create and not wanted.exists() and not context.settings.archive:
            return library, None
        if context.work is not None:
            context.work.close()
        archive = (
            workplace.create_archive(wanted, context.now())
            if create
            else workplace.open_archive(wanted)
        )
        load("gui.pages.today")
        announce = context.bus.case_changed.emit
        return library, workplace.Workplace(library, archive, context.now, _fresh, announce)

    def _opened(self, answer: tuple[Any, Any]) -> None:
        self._entering()
        library, work = answer
        # What was corrected in the law is known to the archive, not to the shipped library.
        self._context.library = library if work is None else work.library
        self._context.work = work
        self._navigation.start_over(Route("today" if answer[1] is not None else "welcome"))

    def _not_opened(self, error: Exception) -> None:
        self._context.work = None
        self._navigation.start_over(Route("welcome"))
        self._context.fail(error)

    def _usual(self) -> Path:
        named = self._context.settings.archive
        return Path(named) if named else self._context.places.archive

    def _remember(self, path: Path) -> None:
        """Keep in the settings which archive is opened, once it has been."""
        named = "" if path == self._context.places.archive else str(path)
        if named != self._context.settings.archive:
            self._context.change("archive", named)


def _fresh() -> str:
    """Return an id nobody else has."""
    return os.urandom(8).hex()
