"""The golden text of a paper: what it says, without a page.

Every renderer prints exactly these words in this order; ruled lines for handwriting
are shown as underscores, lines closed with a Z as tildes, columns by a tab.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import singledispatch

from core.documents import resolved as r
from core.documents.text import Printable, clean, paragraphs

DASH = "—"
"""Closes a field with no value, so that nothing can be written in later."""
LINE = "____"
CROSSED = "~~~~"

_NUMBER = re.compile(r"\d+(\.\d+)*[.)]\s")


def plain_text(paper: r.Paper) -> str:
    """Return the words of a paper in reading order, one line of text for one paragraph.

    The page number, the foot line and the word of a draft belong to the sheet and
    not to the paper's text, and are not here.
    """
    return "".join(f"{line}\n" for block in paper.blocks for line in _lines(block))


def foot_of(paper: r.Paper) -> Printable:
    """Return the words of the foot line; its line for the hand is drawn, not written."""
    return Printable(clean(paper.foot).rstrip(" _"))


def label_of(fields: r.Fields, index: int) -> Printable:
    """Return the label of a field with its number, when the block is numbered."""
    label = fields.fields[index].label
    return clean(f"{index + 1}. {label}" if fields.numbering else label)


def values_of(field: r.Field) -> tuple[Printable, ...]:
    """Return the paragraphs of a value: a dash when there is none, nothing for a hand's line."""
    return paragraphs(field.value) or (() if field.blank else (clean(DASH),))


def hint_of(field: r.Field) -> Printable:
    """Return the hint under a line, which a value makes needless (layout of papers)."""
    return clean("" if paragraphs(field.value) else field.hint)


def items_of(block: r.Numbered) -> Iterator[Printable]:
    """Yield the items as printed: with numbers, or with dashes.

    Items that bring their own numbers keep them. In a list with dashes an item that
    ends with a colon leads the others and has no dash.
    """
    items = [paragraphs(item) for item in block.items]
    numbered = block.numbering and not any(_NUMBER.match(part) for item in items for part in item)
    for place, (first, *more) in enumerate(filter(None, items), start=1):
        dashed = not block.numbering and not first.endswith(":")
        lead = f"{place}. " if numbered else "–\u00a0" if dashed else ""
        yield clean(lead + first)
        yield from more


@singledispatch
def _lines(block: object) -> Iterator[str]:
    """Yield the lines of one block."""
    raise TypeError(f"no words are known for {type(block).__name__}")


@_lines.register
def _(block: r.Heading) -> Iterator[str]:
    yield from paragraphs(block.title)
    yield from paragraphs(block.subject)


@_lines.register
def _(block: r.Sanction) -> Iterator[str]:
    yield clean(block.word)
    if block.position:
        yield from (line for part in block.position for line in paragraphs(part))
    else:
        yield LINE
    yield f"{LINE}\t{clean(block.name)}".rstrip()
    yield clean(block.moment) or LINE
    if block.seal and block.seal_word:
        yield clean(block.seal_word)


@_lines.register
def _(block: r.PlaceDate) -> Iterator[str]:
    yield f"{clean(block.place)}\t{clean(block.date)}"
    yield from map(clean, block.times)


@_lines.register
def _(block: r.Text) -> Iterator[str]:
    yield from paragraphs(block.text)


@_lines.register
def _(block: r.Numbered) -> Iterator[str]:
    yield from items_of(block)


@_lines.register
def _(block: r.Fields) -> Iterator[str]:
    for index, field in enumerate(block.fields):
        yield f"{label_of(block, index)}\t{' '.join(values_of(field)) or LINE}"
        if hint := hint_of(field):
            yield hint


@_lines.register
def _(block: r.Table) -> Iterator[str]:
    for row in (block.head, *block.rows):
        yield "\t".join(" ".join(paragraphs(cell)) for cell in row)


@_lines.register
def _(block: r.Narrative) -> Iterator[str]:
    for text in block.paragraphs:
        yield from paragraphs(text)


@_lines.register
def _(block: r.Questions) -> Iterator[str]:
    for item in block.items:
        yield from paragraphs(f"{block.question_word}: {item.question}")
        yield from paragraphs(f"{block.answer_word}: {item.answer}")


@_lines.register
def _(block: r.Section) -> Iterator[str]:
    yield clean(block.word)


@_lines.register
def _(block: r.Signatures) -> Iterator[str]:
    for line in block.lines:
        yield from paragraphs(line.who)
        yield "\t".join((LINE, clean(block.signature_word), clean(line.name) or LINE))


@_lines.register
def _(block: r.Receipt) -> Iterator[str]:
    yield from paragraphs(block.text)
    if block.moment:
        yield clean(block.moment)
    if block.signature_word or block.name:
        yield "\t".join((LINE, clean(block.signature_word), clean(block.name))).rstrip()


@_lines.register
def _(block: r.Blank) -> Iterator[str]:
    if block.label:
        yield clean(block.label)
    yield from [CROSSED if block.crossed else LINE] * block.lines


@_lines.register
def _(block: r.PageBreak) -> Iterator[str]:
    yield from ()
