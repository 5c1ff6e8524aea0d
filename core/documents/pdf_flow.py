"""From strips to pages: what keeps together, and where a page ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from core.documents.typography import Line


class Rule(NamedTuple):
    """A ruled line, in points from the upper left corner of its strip, downwards."""

    x0: float
    y0: float
    x1: float
    y1: float


class Placed(NamedTuple):
    """A set line on its strip: the left edge of its column, the base line from the top."""

    x: float
    y: float
    line: Line
    cell: int = 0
    """Cells of one row are read one after another, not line by line."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A slice of a page as wide as the text, never cut; heights in points."""

    height: float
    lines: tuple[Placed, ...] = ()
    rules: tuple[Rule, ...] = ()
    before: float = 0
    """Space above, dropped at the top of a page."""
    glue: bool = False
    """Stays on the page of the next strip."""
    row: int = 0
    """Strips of one row have one number; 0 belongs to no row."""
    head: tuple[Strip, ...] = field(default=(), repr=False)
    """Strips repeated above this one when it begins a page."""
    closing: tuple[Rule, ...] = ()
    """Ruled below this strip when the page ends after it."""
    new_page: bool = False


class Drawn(NamedTuple):
    """A strip on its page: the distance of its top from the top of the text."""

    top: float
    strip: Strip
    last: bool = False


def glued(strips: Iterable[Strip]) -> list[Strip]:
    """Return the strips tied to one another."""
    strips = list(strips)
    return [replace(strip, glue=True) for strip in strips[:-1]] + strips[-1:]


def controlled(strips: Sequence[Strip], whole: int = 3) -> list[Strip]:
    """Return the strips of a paragraph without widows and orphans.

    Two lines at least stand together at either end; so few as `whole` are not split.
    """
    last = len(strips) - 1
    if last < whole:
        return glued(strips)
    ends = (0, last - 1)
    return [replace(s, glue=True) if n in ends else s for n, s in enumerate(strips)]


def tied(flow: list[Strip], lines: int) -> list[Strip]:
    """Return the flow with its last lines tied to whatever follows."""
    start = max(0, len(flow) - lines)
    return flow[:start] + [replace(strip, glue=True) for strip in flow[start:]]


def paginated(flow: Sequence[Strip], height: float) -> list[list[Drawn]]:
    """Return the pages. A tied group higher than a page is cut where the page ends."""
    pages: list[list[Drawn]] = [[]]
    y = 0.0
    for group in _groups(flow):
        before = group[0].before if pages[-1] else 0.0
        whole = before + _height(group)
        broken = group[0].new_page and pages[-1]
        if broken or (pages[-1] and y + whole > height and _alone(group) <= height):
            y = _turn(pages, group[0])
        for strip in group:
            space = strip.before if pages[-1] else 0.0
            if pages[-1] and y + space + strip.height > height:
                y, space = _turn(pages, strip), 0.0
            if strip.height or strip.lines:
                pages[-1].append(Drawn(y + space, strip))
            y += space + strip.height
    return [_closed(page) for n, page in enumerate(pages) if page or n == 0]


def _groups(flow: Sequence[Strip]) -> Iterator[list[Strip]]:
    """Yield the groups of strips that want one page."""
    group: list[Strip] = []
    for strip in flow:
        if strip.new_page and group:
            yield group
            group = []
        group.append(strip)
        if not strip.glue:
            yield group
            group = []
    if group:
        yield group


def _height(group: Sequence[Strip]) -> float:
    """Return the height of a group without the space above it."""
    return sum(strip.height for strip in group) + sum(strip.before for strip in group[1:])


def _alone(group: Sequence[Strip]) -> float:
    """Return the height of a group at the top of a page, its repeated head included."""
    return _height(group) + sum(strip.height for strip in group[0].head)


def _turn(pages: list[list[Drawn]], strip: Strip) -> float:
    """Begin a page, repeat the head of the table that goes on there, return the height used."""
    page: list[Drawn] = []
    y = 0.0
    for head in strip.head:
        page.append(Drawn(y, head))
        y += head.height
    pages.append(page)
    return y


def _closed(page: list[Drawn]) -> list[Drawn]:
    """Return the page with its last strip marked, so that an open row is ruled off."""
    return page[:-1] + [page[-1]._replace(last=True)] if page else page
