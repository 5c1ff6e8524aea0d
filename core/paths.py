"""Where files are: the shipped ones, and the person's own.

The only module that knows. Everything above is given a `Path`; nothing else
looks at the environment, at `__file__` or at the frozen program's folder.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "SLEDCHY_HOME"
"""Names one folder for everything of the person: a memory stick, a test, a second profile."""


def shipped_root(frozen_root: str | None) -> Path:
    """Return the folder that holds `resources` and `locales`.

    A frozen program unpacks them beside its libraries and says where; in a
    checkout they lie beside the package.
    """
    return Path(frozen_root) if frozen_root else Path(__file__).resolve().parent.parent


ROOT = shipped_root(getattr(sys, "_MEIPASS", None))
RESOURCES = ROOT / "resources"
LOCALES = ROOT / "locales"
LAW = RESOURCES / "law"
SHIPPED_BOOK = ROOT / "law.book"
"""The compiled law book of a frozen program; a checkout makes its own in the cache."""


@dataclass(frozen=True)
class UserPlaces:
    """Folders and files of the person; nothing is created by naming them."""

    data: Path
    cache: Path

    @property
    def settings(self) -> Path:
        """Return the file of settings; it holds no case data."""
        return self.data / "settings.json"

    @property
    def archive(self) -> Path:
        """Return where the archive is unless the settings name another file."""
        return self.data / "archive.sledchy"

    @property
    def papers(self) -> Path:
        """Return the folder that printed papers go to unless another is chosen."""
        return self.data / "papers"

    @property
    def book(self) -> Path:
        """Return the file of the compiled law book; it is made anew when the law's YAML differs."""
        return SHIPPED_BOOK if SHIPPED_BOOK.exists() else self.cache / "law.book"

    @property
    def law_pack(self) -> Path:
        """Return the file of the law pack that was installed, if one was."""
        return self.data / "law.pack"

    @property
    def logs(self) -> Path:
        """Return the folder of the local log; it holds no case data."""
        return self.data / "logs"


def user_places(environ: Mapping[str, str], platform: str, home: Path) -> UserPlaces:
    """Return the person's folders by the custom of the platform.

    `platform` is the value of `sys.platform`. On Windows nothing roams: an archive
    must not be copied to a server by the profile. A relative path in an XDG
    variable is ignored, as its specification says.
    """
    own = environ.get(HOME_VARIABLE)
    if own:
        return UserPlaces(Path(own).absolute(), Path(own).absolute() / "cache")
    if platform == "win32":
        local = Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
        return UserPlaces(local / "Sledchy", local / "Sledchy" / "cache")
    if platform == "darwin":
        library = home / "Library"
        return UserPlaces(
            library / "Application Support" / "Sledchy", library / "Caches" / "Sledchy"
        )
    return UserPlaces(
        _xdg(environ, "XDG_DATA_HOME", home / ".local" / "share") / "sledchy",
        _xdg(environ, "XDG_CACHE_HOME", home / ".cache") / "sledchy",
    )


def _xdg(environ: Mapping[str, str], name: str, default: Path) -> Path:
    """Return a base folder of the XDG specification."""
    named = Path(environ.get(name, ""))
    return named if named.is_absolute() else default


def places() -> UserPlaces:
    """Return the folders of the person who runs the program."""
    return user_places(os.environ, sys.platform, Path.home())
