"""The register of disclosures (art. 198): its lines, found by words, and as a paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.documents.resolved import Paper
from core.i18n import N_, PaperLanguage, Translator
from core.services.packages import GIVEN, TAKEN, Disclosure
from core.services.register_sheet import register_sheet
from gui.presenters.archive_packages import EXTENTS, LIST, OPEN, case_name, packages_of
from gui.presenters.moments import moment_words

if TYPE_CHECKING:
    from core.services.workplace import Workplace

COLUMNS = (N_("When"), N_("What"), N_("To whom or from whom"), N_("Permission and ground"))
DIRECTIONS = {GIVEN: N_("handed over"), TAKEN: N_("taken in")}
_HASH = 12


@dataclass(frozen=True)
class Entry:
    """One record of the register."""

    at: datetime
    kind: str
    line: Disclosure
    case: str
    """How people call the case."""


@dataclass(frozen=True)
class RegisterLine:
    """One line of the list: two texts for each column."""

    cells: tuple[tuple[str, str], ...]
    search: str


def entries(work: Workplace, tr: Translator) -> tuple[Entry, ...]:
    """Return every disclosure, the latest first."""
    found = packages_of(work).register()
    names = {line.case: "" for _, _, line in found}
    for case in names:
        head = work.archive.read.case(case)
        names[case] = case_name(head, tr) if head is not None else case
    return tuple(Entry(at, kind, line, names[line.case]) for at, kind, line in reversed(found))


def register_lines(found: Sequence[Entry], tr: Translator) -> tuple[RegisterLine, ...]:
    """Return the lines of the list."""
    return tuple(_line(one, tr) for one in found)


def matching(lines: Sequence[RegisterLine], words: str) -> tuple[RegisterLine, ...]:
    """Return the lines in which every word stands somewhere."""
    wanted = words.casefold().split()
    return tuple(line for line in lines if all(word in line.search for word in wanted))


def paper(found: Sequence[Entry], at: datetime, language: PaperLanguage) -> Paper:
    """Return the register as a paper, oldest first."""
    lines = [(one.at, one.kind, one.line) for one in reversed(found)]
    return register_sheet(lines, at, language, {one.line.case: one.case for one in found})


def _line(one: Entry, tr: Translator) -> RegisterLine:
    extents: dict[str, str] = {
        **dict(EXTENTS),
        OPEN: N_("an open file, not encrypted"),
        LIST: N_("a list as an open file"),
    }
    line = one.line
    direction, extent = tr.gettext(DIRECTIONS[one.kind]), tr.gettext(extents[line.extent])
    cells = (
        (moment_words(one.at), direction),
        (one.case or tr.gettext("all cases"), extent),
        (line.other or tr.gettext("not named"), line.package[:_HASH].upper()),
        (line.basis.permission or "—", line.basis.ground),
    )
    words = " ".join((*(part for cell in cells for part in cell), line.fingerprint, line.package))
    return RegisterLine(cells, words.casefold())
