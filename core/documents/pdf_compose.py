"""Setting of a block's words in the styles of the layout, as strips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.documents.layout import MM, Layout, Style
from core.documents.pdf_flow import Placed, Rule, Strip, controlled, tied
from core.documents.text import paragraphs
from core.documents.typography import Line, Setter, Typefaces

_BASE_LINE = 0.9
"""Of the size of the type: the base line below the top of a line."""


def space(points: float, *, glue: bool = False) -> Strip:
    """Return room between two strips, which the top of a page swallows."""
    return Strip(0, before=points, glue=glue)


@dataclass(frozen=True, slots=True)
class Composer:
    """Sets the blocks of one paper; lengths in points from the left edge of the text."""

    layout: Layout
    faces: Typefaces

    @property
    def width(self) -> float:
        """Return the width of the text."""
        return self.layout.page.text_width * MM

    def leading(self, size: float) -> float:
        """Return the height of a line of type."""
        return size * self.layout.line_spacing

    def setter(self, style: Style, width: float) -> Setter:
        """Return what sets paragraphs of a style in a column."""
        return Setter(self.faces, style.size, style.align, width, style.indent * MM)

    def lines(self, text: str, name: str, width: float) -> list[Line]:
        """Return the set lines of all paragraphs of a text."""
        style = self.layout.style(name)
        setter = self.setter(style, width)
        return [line for part in paragraphs(text) for line in setter.set([(part, style.face)])]

    def words(self, text: str, name: str) -> Iterator[float]:
        """Yield the width of every word of a text."""
        style = self.layout.style(name)
        setter = self.setter(style, self.width)
        for part in paragraphs(text):
            yield from setter.word_widths(part, style.face)

    def placed(self, line: Line, x: float = 0, cell: int = 0, lower: float = 0) -> Placed:
        """Return a line on its strip, lowered to share a base line with larger type."""
        height = self.leading(line.size)
        return Placed(x, (height - line.size) / 2 + line.size * _BASE_LINE + lower, line, cell)

    def text(self, text: str, name: str, width: float | None = None) -> list[Strip]:
        """Return the strips of a text in a style of the layout, paragraphs kept from widows."""
        style = self.layout.style(name)
        left = style.left * MM
        room = (self.width if width is None else width) - left
        setter = self.setter(style, room)
        return self.spaced(
            [
                strip
                for part in paragraphs(text)
                for strip in self.paragraph(setter.set([(part, style.face)]), left, part)
            ],
            style,
        )

    def paragraph(self, lines: Sequence[Line], x: float, text: str) -> list[Strip]:
        """Return one paragraph; words that end with a colon stay with what they announce."""
        strips = self.strips(lines, x)
        return tied(strips, 1) if text.endswith(":") else strips

    def strips(self, lines: Sequence[Line], x: float = 0) -> list[Strip]:
        """Return one paragraph of strips."""
        return controlled(
            [Strip(self.leading(line.size), (self.placed(line, x),)) for line in lines]
        )

    def columns(
        self, lines: Sequence[Line | None], lefts: Sequence[float], lower: float = 0
    ) -> tuple[Placed, ...]:
        """Return lines side by side, one cell of a row each."""
        return tuple(
            self.placed(line, x, cell, lower)
            for cell, (line, x) in enumerate(zip(lines, lefts, strict=True))
            if line is not None
        )

    def ruled(self, x0: float, x1: float, height: float | None = None) -> Rule:
        """Return a line for handwriting near the foot of a strip."""
        y = (self.layout.handwriting * MM if height is None else height) - 1.5
        return Rule(x0, y, x1, y)

    def spaced(self, strips: list[Strip], style: Style) -> list[Strip]:
        """Return the strips with the space of their style."""
        if strips and style.before:
            strips[0] = replace(strips[0], before=style.before)
        return [*strips, space(style.after)] if strips and style.after else strips
