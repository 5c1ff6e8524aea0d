"""A resolved paper as a PDF/A-2b file with the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from threading import Lock

from core.documents.layout import MM, Layout
from core.documents.pdf_archive import Sheet
from core.documents.pdf_blocks import flow_of
from core.documents.pdf_compose import Composer
from core.documents.pdf_flow import Drawn, Placed, Rule, paginated
from core.documents.plain import foot_of
from core.documents.resolved import Paper
from core.documents.text import clean
from core.documents.typography import typefaces

_ONE_AT_A_TIME = Lock()
"""ReportLab's font objects keep a reading position: two threads would mix their bytes."""


def render_pdf(paper: Paper, layout: Layout, *, copy_mark: str = "") -> bytes:
    """Return the paper as PDF/A-2b.

    The same paper, layout and mark give the same bytes in every process, so that a
    paper can be redrawn from its snapshot and compared by its hash. `copy_mark` is a
    word in the upper corner of a copy. The file holds the title and the language of
    the paper and nothing else about its people or about when it was made.
    """
    with _ONE_AT_A_TIME:
        composer = Composer(layout, typefaces(layout))
        composer.faces.advances("regular")  # the face of an empty page must be known too
        pages = paginated(flow_of(composer, paper.blocks), layout.page.text_height * MM)
        sheet = Sheet(layout, title=str(clean(paper.title)), language=paper.language)
        for number, page in enumerate(pages, start=1):
            left = layout.page.left_of(number) * MM
            if paper.draft:
                sheet.diagonal(composer.lines(paper.draft, "mark", composer.width))
            _draw(sheet, layout, page, left)
            _furniture(sheet, composer, paper, copy_mark, number)
            sheet.end_page()
        return sheet.finish()


def _draw(sheet: Sheet, layout: Layout, page: Sequence[Drawn], left: float) -> None:
    """Draw the strips of a page, its words in reading order first."""
    top = (layout.page.height - layout.page.top) * MM
    for base, placed in _in_reading_order(page):
        sheet.text(left + placed.x, top - base, placed.line)
    for drawn in page:
        rules = drawn.strip.rules + (drawn.strip.closing if drawn.last else ())
        y = top - drawn.top
        for rule in rules:
            sheet.rule(Rule(left + rule.x0, y - rule.y0, left + rule.x1, y - rule.y1))


def _in_reading_order(page: Sequence[Drawn]) -> Iterator[tuple[float, Placed]]:
    """Yield the lines of a page with their distance from its top, the cells of a row in turn."""
    for row, strips in groupby(page, key=lambda drawn: drawn.strip.row):
        lines = [(drawn.top + line.y, line) for drawn in strips for line in drawn.strip.lines]
        yield from sorted(lines, key=lambda item: item[1].cell) if row else lines


def _furniture(sheet: Sheet, composer: Composer, paper: Paper, copy_mark: str, number: int) -> None:
    """Draw what belongs to the sheet and not to the text, last, so that copied text begins well."""
    page, width = composer.layout.page, composer.width
    left, height = page.left_of(number) * MM, page.height * MM
    if number > 1:
        for line in composer.lines(str(number), "number", width):
            sheet.text(left, height - page.number_top * MM, line)
    for line in composer.lines(paper.draft, "mark", width)[:1]:
        sheet.text(left, height - page.mark_top * MM, line)
    for line in composer.lines(copy_mark, "mark", width)[:1]:
        sheet.text(left + width - line.width, height - page.mark_top * MM, line)
    for line in composer.lines(foot_of(paper), "foot", width)[:1]:
        y = page.foot_bottom * MM
        sheet.text(left, y, line)
        sheet.rule(Rule(left + line.width + 2 * MM, y - 1, left + width, y - 1))
