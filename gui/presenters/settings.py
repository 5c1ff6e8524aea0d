"""The page of settings: what stands on it in which order, and what the law data are worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.i18n import N_, Translator, UiLanguage
from core.law.book import LawBook
from core.services import law_report
from core.settings import Row, Settings, table

if TYPE_CHECKING:
    pass

VERSION = "0.1.0"
"""The version of the program, as pyproject.toml has it."""

SECURITY = N_("Security")
"""The section under which the passphrase stands too."""
SECTIONS = (
    (N_("Window"), ("ui_language", "theme", "text_scale")),
    (
        N_("Papers"),
        ("paper_language", "both_languages", "mirrored_margins", "papers"),
    ),
    (SECURITY, ("lock_after", "lock_with_screen")),
)
"""Heading → settings under it; the archive file has a section of its own with its buttons."""

CHOICES: Mapping[str, str] = {
    "system": N_("as the system"),
    "light": N_("light"),
    "dark": N_("dark"),
}
NOTHING: Mapping[str, str] = {"lock_after": N_("never")}
"""Setting → what its 0 means."""
FOLDERS = ("papers",)
"""Settings that name a folder."""


@dataclass(frozen=True)
class Line:
    """One setting as the page draws it."""

    row: Row
    label: str
    value: Any
    choices: tuple[tuple[str, str], ...]
    """Value and word; languages are named in their own language."""
    nothing: str = ""
    """What 0 means, in a word."""


@dataclass(frozen=True)
class Section:
    """A heading with its settings."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class About:
    """What the program is, and what its law data are worth."""

    version: str
    editions: tuple[str, ...]
    """Texts of the law it was written after, the newest first."""
    unverified: int
    """Entries of the law that were not compared with an official text."""
    entries: int
    calendar_until: int
    licences: str


def sections(settings: Settings, tr: Translator) -> tuple[Section, ...]:
    """Return the settings in the order of the page."""
    rows = {row.key: row for row in table()}
    return tuple(
        Section(tr.gettext(title), tuple(_line(rows[key], settings, tr) for key in keys))
        for title, keys in SECTIONS
    )


def about(book: LawBook, language: UiLanguage, licence: Path) -> About:
    """Return what stands under «About»."""
    found = law_report.report(book)
    licences = licence.read_text(encoding="utf-8") if licence.exists() else ""
    return About(
        version=VERSION,
        editions=tuple(one.name[language] for one in reversed(book.editions)),
        unverified=len(found["unverified"]),
        entries=sum(one["count"] for one in found["entries"]),
        calendar_until=book.calendar.known_until,
        licences=licences,
    )


def _line(row: Row, settings: Settings, tr: Translator) -> Line:
    choices = tuple((one, _word(one, tr)) for one in row.choices)
    nothing = tr.gettext(NOTHING[row.key]) if row.key in NOTHING else ""
    return Line(row, tr.gettext(row.label), getattr(settings, row.key), choices, nothing)


def _word(choice: str, tr: Translator) -> str:
    """Return a choice in words; a language speaks its own name."""
    known = CHOICES.get(choice)
    return tr.gettext(known) if known else Translator(choice).name
