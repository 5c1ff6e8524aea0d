"""Opening the archive off the thread of the window, and where the window goes then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.errors import DamagedError, SledchyError
from gui.pages.context import Context, Route
from gui.pages.entrance import Entered, Entrance
from gui.pages.navigation import Navigation
from gui.tasks import Failed


class Door:
    """Everything heavy is imported behind it, while the window is already there."""

    def __init__(
        self, context: Context, navigation: Navigation, entering: Callable[[], None]
    ) -> None:
        self._context = context
        self._navigation = navigation
        self._entering = entering
        self._entrance = Entrance(context)

    def open_archive(self, path: Path | None = None, create: bool = False) -> None:
        """Load the library and open the archive; welcome when there is none."""
        if create and path is not None:
            self.create_archive(path)
            return
        wanted = path or self._usual()
        usual = path is None and not self._context.settings.archive

        def came(entered: Entered) -> None:
            if entered.work is not None or entered.threshold is not None:
                self._remember(wanted)
            self._came(entered)

        self._run(lambda: self._entrance.open(wanted, usual), came, wanted)

    def create_archive(self, path: Path, passphrase: str = "") -> None:
        """Make an archive; with a passphrase the recovery sheet is offered at once."""

        def came(entered: Entered) -> None:
            self._remember(path)
            self._came(entered)
            if passphrase:
                self._navigation.go(Route("recovery", section="first"))

        self._context.tasks.run(lambda: self._entrance.create(path, passphrase), came)

    def open_demonstration(self, path: Path, cases: Path) -> None:
        """Open an archive of invented cases; the settings go on naming the person's own."""
        self._run(lambda: self._entrance.demonstrate(path, cases), self._came, path)

    def unlock(self, secret: str, by_code: bool, failed: Failed) -> None:
        """Try the passphrase, or the code, on the archive that waits.

        After the code a new passphrase is asked for: the old one is forgotten.
        """
        threshold = self._context.threshold

        def came(entered: Entered) -> None:
            self._came(entered)
            if by_code:
                self._navigation.go(Route("passphrase", section="forgotten"))

        self._context.tasks.run(
            lambda: self._entrance.unlock(threshold, secret, by_code), came, failed
        )

    def _run(
        self, work: Callable[[], Entered], came: Callable[[Entered], None], path: Path
    ) -> None:
        self._context.tasks.run(work, came, lambda error: self._not_opened(path, error))

    def _came(self, entered: Entered) -> None:
        self._entering()
        context, work = self._context, entered.work
        # What was corrected in the law is known to the archive, not to the shipped library.
        context.library = entered.library if work is None else work.library
        context.work, context.threshold = work, entered.threshold
        context.lockable = entered.lockable
        context.doubt(self._doubt(work))
        inside = "today" if work is not None else "unlock" if entered.threshold else "welcome"
        self._navigation.start_over(Route(inside))
        if context.library is not None and context.library.trouble is not None:
            context.say(context.sentence(context.library.trouble), "soon")
        if entered.left is not None:
            self._back(entered.left)

    def _back(self, left: Any) -> None:
        """Go back to where the person was when the program was locked."""
        route = Route(*left.route)
        if self._context.knows(route.page) and route.page != "today":
            self._context.typed = {route: left.typed}
            self._navigation.go(route)

    def _doubt(self, work: Any) -> str:
        """Return why an archive may only be read, in words, or nothing."""
        if work is None or work.archive.writable:
            return ""
        standing = work.archive.standing.value
        return self._context.sentence(DamagedError(standing, missing=work.archive.missing))

    def _not_opened(self, path: Path, error: Exception) -> None:
        """Say why on a page of its own, which stays until the person has chosen what to do.

        An archive that does not open must not look like one that was never made.
        """
        context = self._context
        context.work, context.lockable = None, False
        context.doubt("")
        if not isinstance(error, SledchyError):
            self._navigation.start_over(Route("welcome"))
            context.fail(error)
            return
        unlock = context.load("gui.presenters.unlock")
        context.threshold = unlock.Threshold(self._entrance.place(path), trouble=error)
        self._navigation.start_over(Route("unlock"))

    def _usual(self) -> Path:
        named = self._context.settings.archive
        return Path(named) if named else self._context.places.archive

    def _remember(self, path: Path) -> None:
        """Keep in the settings which archive is opened, once it has been."""
        named = "" if path == self._context.places.archive else str(path)
        if named != self._context.settings.archive:
            self._context.change("archive", named)
