"""The press: from a composed paper to a PDF, a Word file, pictures of pages, a file on disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from core.documents.resolved import Paper
from core.errors import UserError
from core.services.papers import Issue

if TYPE_CHECKING:
    from core.services.workplace import Workplace

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
LONGEST_NAME = 120


class Press:
    """Makes files and pictures; everything heavy is imported when it is first needed."""

    def __init__(self, load: Callable[[str], Any], layout: Path, mirrored: bool = False) -> None:
        self._load = load
        self._file = layout
        self._mirrored = mirrored
        self._read: Any = None

    @property
    def layout(self) -> Any:
        """Return the layout, with the margins the settings ask for."""
        if self._read is None:
            read = self._load("core.documents.layout").load_layout(self._file)
            page = msgspec.structs.replace(read.page, mirrored=self._mirrored)
            self._read = msgspec.structs.replace(read, page=page)
        return self._read

    def pdf(self, paper: Paper) -> bytes:
        """Return the PDF."""
        made: bytes = self._load("core.documents.pdf").render_pdf(paper, self.layout)
        return made

    def docx(self, paper: Paper) -> bytes:
        """Return the Word file."""
        made: bytes = self._load("core.documents.docx").render_docx(paper, self.layout)
        return made

    def count(self, pdf: bytes) -> int:
        """Return the number of pages."""
        return int(self._load("core.documents.raster").page_count(pdf))

    def images(self, pdf: bytes, dpi: float, pages: Sequence[int]) -> Iterator[Any]:
        """Yield pictures of pages numbered from 0."""
        found: Iterator[Any] = self._load("core.documents.raster").page_images(pdf, dpi, pages)
        return found


@dataclass(frozen=True)
class Issued:
    """What came of signing: the snapshots, the files, and why a file could not be written."""

    papers: tuple[str, ...]
    files: tuple[Path, ...]
    trouble: UserError | None = None


def issue_paper(
    work: Workplace, case_id: str, issue: Issue, key: str, draft: str, press: Press, folder: Path
) -> Issued:
    """Record a paper, forget its draft, and put its PDFs into the folder of the case.

    A full disk does not undo what was signed: the paper stands and can be saved again.
    """
    case = work.papers.issue(case_id, issue, key)
    work.drop_draft(draft)
    ids = tuple(f"paper-{key}-{language}" for language in issue.languages)
    state = case.state()
    number = str(state.fact("case_number") or (state.opened.number if state.opened else ""))
    files: list[Path] = []
    try:
        for paper_id in ids:
            paper = work.papers.snapshot(paper_id)
            place = free_place(folder / safe_name(number), file_name(paper, issue.draft.at), ".pdf")
            write(place, press.pdf(paper))
            files.append(place)
    except UserError as error:
        return Issued(ids, tuple(files), error)
    return Issued(ids, tuple(files))


def file_name(paper: Paper, at: datetime) -> str:
    """Return the name of a file: when, what, in which language, and nothing of persons."""
    return f"{at:%Y-%m-%d %H-%M} {paper.title} ({paper.language})"


def safe_name(text: str) -> str:
    """Return a text that every file system takes for a name.

    >>> safe_name(' 12/34: "a" ')
    '12-34- -a-'
    """
    return _NOT_IN_NAMES.sub("-", text).strip(" .")[:LONGEST_NAME] or "-"


def free_place(folder: Path, name: str, ending: str) -> Path:
    """Return a name in a folder that is not taken."""
    plain = safe_name(name)
    number, place = 1, folder / f"{plain}{ending}"
    while place.exists():
        number += 1
        place = folder / f"{plain} {number}{ending}"
    return place


def write(place: Path, content: bytes) -> None:
    """Write a file whole or not at all; UserError when the place cannot be written."""
    part = place.with_name(f"{place.name}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(content)
            part.replace(place)
        except OSError:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UserError("file-not-written", path=place, reason=error.strerror) from error
