"""What every page is given: the time, the workplace, the language, the way to other pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtGui import QIcon, QPixmap

from core.i18n import Translator, UiLanguage
from core.paths import RESOURCES, UserPlaces
from core.settings import Settings
from gui import theme
from gui.bus import Bus
from gui.tasks import Failed, Tasks
from gui.theme import Colours

ICONS = RESOURCES / "icons"


@dataclass(frozen=True)
class Route:
    """Where the window is: a page and what it shows; the history is a list of these."""

    page: str
    case: str = ""
    section: str = ""
    item: str = ""
    """Id of a step, a form, a person, a term or a paper, as the page takes it."""
    subject: str = ""
    """Id of the person it is about."""


class Ways:
    """What a page can ask of the window; the composition root says how it is done."""

    def __init__(self) -> None:
        self.go: Callable[[Route], None] = lambda route: None
        self.back: Callable[[], None] = lambda: None
        self.say: Callable[..., None] = lambda text, tone, action=None: None
        """Show a sentence over the page; tone is soon, calm, urgent or overdue. An action is
        the word on a button beside it and what the button does."""
        self.change: Callable[[str, object], None] = lambda key, value: None
        """Change one setting; the look follows at once."""
        self.replace: Callable[[Route], None] = lambda route: None
        """Remember another section of the page that is shown."""
        self.open_archive: Callable[[Path | None, bool], None] = lambda path, create: None
        """Open an archive, or create it where the person said."""
        self.open_demonstration: Callable[[Path, Path], None] = lambda path, cases: None
        """Open an archive of invented cases, made from a folder of case files."""
        self.create_archive: Callable[[Path, str], None] = lambda path, passphrase: None
        """Make an archive where the person said, locked by a passphrase if one is given."""
        self.unlock: Callable[[str, bool, Failed], None] = lambda secret, code, failed: None
        """Try a passphrase, or the code of the recovery sheet, on the archive that waits."""
        self.lock: Callable[[], None] = lambda: None
        """Lock the program by hand."""
        self.copy: Callable[[str], None] = lambda text: None
        """Put a text on the clipboard for half a minute; the only way in for our own buttons."""
        self.doubt: Callable[[str], None] = lambda said: None
        """Show over every page why the archive may only be read; nothing takes it away."""
        self.knows: Callable[[str], bool] = lambda page: False
        """Whether there is a page of this name."""


class Context(Ways):
    """Given to every page by the composition root."""

    def __init__(
        self,
        now: Callable[[], datetime],
        load: Callable[[str], Any],
        places: UserPlaces,
        settings: Settings,
    ) -> None:
        super().__init__()
        self.now = now
        self.load = load
        self.places = places
        self.settings = settings
        self.bus = Bus()
        self.tasks = Tasks(self.fail)
        self.tr = Translator(settings.ui_language)
        self.colours: Colours = theme.DAY
        self.work: Any = None
        """The core.services.workplace.Workplace once it is open; used only inside tasks."""
        self.library: Any = None
        """The core.services.library.Library once it is loaded; safe to read anywhere."""
        self.threshold: Any = None
        """The gui.presenters.unlock.Threshold one stands before; None inside an archive."""
        self.lockable = False
        """Whether the open archive has a passphrase: without one there is nothing to lock."""
        self.typed: dict[Route, tuple[tuple[str, str], ...]] = {}
        """What was typed on a page when the program was locked; it takes it when it is built."""
        self.failure: Any = None
        """The core.log.Report of the last failure of ours."""

    @property
    def language(self) -> UiLanguage:
        """Return the language of the window."""
        return self.settings.ui_language

    @property
    def papers_folder(self) -> Path:
        """Return where printed papers go."""
        return Path(self.settings.papers) if self.settings.papers else self.places.papers

    def text(self, msgid: str) -> str:
        """Return a text in the language of the window."""
        return self.tr.gettext(msgid)

    def icon(self, name: str, tone: str = "") -> QIcon:
        """Return a drawing in a tone, or in the colour of text."""
        return theme.icon(ICONS, name, self.ink(tone))

    def picture(self, name: str, tone: str = "", size: int = 20) -> QPixmap:
        """Return a drawing as a picture in a tone."""
        return theme.picture(ICONS, name, self.ink(tone), size)

    def ink(self, tone: str = "") -> str:
        """Return the colour of texts of a tone."""
        return self.colours.tones[tone][0] if tone else self.colours.text

    def fail(self, error: Exception) -> None:
        """Tell the person what went wrong; a bug of ours is logged and told without case data."""
        said = self.sentence(error)
        if isinstance(error, self.load("core.errors").SledchyError):
            self.say(said, "overdue")
            return
        self.failure = self.load("core.log").report(error)
        self.say(said, "overdue", (self.text("Show the report"), lambda: self.go(Route("failure"))))

    def sentence(self, error: Exception) -> str:
        """Return what went wrong in the language of the window."""
        speak = self.load("core.services.sentences")
        known = self.load("core.errors").SledchyError
        if isinstance(error, known):
            return str(speak.sentence(error, self.language, RESOURCES))
        self.load("core.log").crash(error)
        return self.text("Something unexpected happened. Nothing was saved; the log says where.")
