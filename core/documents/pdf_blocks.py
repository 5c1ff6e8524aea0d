"""Blocks of a paper as strips of type and ruled lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from core.documents import resolved as r
from core.documents.layout import MM
from core.documents.pdf_compose import Composer, space
from core.documents.pdf_flow import Rule, Strip, controlled, glued, tied
from core.documents.pdf_table import table_strips
from core.documents.plain import hint_of, items_of, label_of, values_of
from core.documents.text import Printable, clean, paragraphs
from core.documents.typography import Line


def flow_of(c: Composer, blocks: Iterable[r.Block]) -> list[Strip]:
    """Return all strips of a paper in reading order.

    A block that signs, or that tells who got the paper, keeps some lines of what stands
    before it on its page: a sheet with signatures alone cannot be put under another text.
    """
    flow: list[Strip] = []
    for number, block in enumerate(blocks, start=1):
        if isinstance(block, r.Signatures | r.Receipt):
            flow = tied(flow, c.layout.signatures.body_lines)
        flow += _STRIPS[type(block)](c, block, number)
    return flow


def _heading(c: Composer, block: r.Heading, _: int) -> list[Strip]:
    style = c.layout.heading
    strips = glued(c.text(block.title, "title") + c.text(block.subject, "subject"))
    if not strips:
        return []
    strips[0] = replace(strips[0], before=style.before)
    return [*strips[:-1], replace(strips[-1], glue=True), space(style.after, glue=True)]


def _sanction(c: Composer, block: r.Sanction, row: int) -> list[Strip]:
    sizes = c.layout.sanction
    left = (sizes.left - c.layout.page.left) * MM
    width = c.width - left
    hand = Strip(c.layout.handwriting * MM, rules=(c.ruled(left, c.width),))
    strips = c.strips(c.lines(block.word, "line", width), left)
    for part in block.position:
        strips += c.strips(c.lines(part, "line", width), left)
    strips += [] if block.position else [hand] * sizes.rows
    sign = sizes.sign * MM
    strips += _sign(c, row, c.lines(block.name, "line", width - sign - 2 * MM), left, sign)
    moment = c.strips(c.lines(block.moment, "line", width), left)
    strips += [space(sizes.under_sign), *moment] if moment else [hand]
    if block.seal:
        strips += c.strips(c.lines(block.seal_word, "line", width), left)
    return [*glued(strips), space(sizes.after)]


def _sign(c: Composer, row: int, name: Sequence[Line], x: float, sign: float) -> list[Strip]:
    """Return the line for a signature and, after it, the name or a line for it."""
    height, right = c.layout.handwriting * MM, x + sign + 2 * MM
    lower = height - c.leading(c.layout.style("line").size)
    rules = [c.ruled(x, x + sign)] + ([] if name else [c.ruled(right, c.width)])
    strips = [Strip(height, rules=tuple(rules), row=row)]
    if name:
        strips[0] = replace(strips[0], lines=(c.placed(name[0], right, 1, lower),))
    return strips + [
        Strip(c.leading(line.size), (c.placed(line, right, 1),), row=row) for line in name[1:]
    ]


def _place_date(c: Composer, block: r.PlaceDate, row: int) -> list[Strip]:
    column, size = c.layout.place_date.date * MM, c.layout.style("line").size
    left = c.width - column
    moments = [c.lines(time, "end", column) for time in block.times]
    short = [lines for lines in moments if len(lines) == 1 and lines[0].width <= column * 0.75]
    dates = c.lines(block.date, "end", column)
    if len(short) == len(moments):
        dates += [lines[0] for lines in short]
        moments = []
    place = c.lines(block.place, "line", left - 4 * MM)
    strips = [
        Strip(c.leading(size), c.columns(pair, (0, left)), row=row)
        for pair in zip_longest(place, dates)
    ]
    for time in block.times if moments else ():
        strips += c.strips(c.lines(time, "line", c.width))
    return [*glued(strips), space(c.layout.place_date.after)]


def _text(c: Composer, block: r.Text, _: int) -> list[Strip]:
    strips = c.text(block.text, block.style)
    return tied(strips, 1) if block.keep else strips


def _numbered(c: Composer, block: r.Numbered, _: int) -> list[Strip]:
    return [strip for item in items_of(block) for strip in c.text(item, "body")]


def _narrative(c: Composer, block: r.Narrative, _: int) -> list[Strip]:
    return [strip for part in block.paragraphs for strip in c.text(part, "body")]


def _section(c: Composer, block: r.Section, _: int) -> list[Strip]:
    return [replace(strip, glue=True) for strip in c.text(block.word, "section")]


def _questions(c: Composer, block: r.Questions, _: int) -> list[Strip]:
    strips: list[Strip] = []
    for item in block.items:
        strips += tied(_spoken(c, block.question_word, item.question), 1)
        strips += _spoken(c, block.answer_word, item.answer)
    return strips


def _spoken(c: Composer, word: str, text: str) -> list[Strip]:
    """Return a question or an answer: its word in bold, then the words of the person."""
    style = c.layout.style("body")
    setter = c.setter(style, c.width)
    lead = clean(f"{word}:")
    first, *more = paragraphs(text) or (Printable(""),)
    strips = c.strips(setter.set([(lead, "bold"), (Printable(f" {first}"), style.face)]))
    return strips + [s for part in more for s in c.strips(setter.set([(part, style.face)]))]


def _fields(c: Composer, block: r.Fields, row: int) -> list[Strip]:
    strips: list[Strip] = []
    for index, field in enumerate(block.fields):
        strips += _field(c, label_of(block, index), field, row * 10_000 + index)
    return [space(c.layout.fields.before, glue=True), *strips, space(c.layout.fields.after)]


def _field(c: Composer, label: str, field: r.Field, row: int) -> list[Strip]:
    sizes = c.layout.fields
    left = (sizes.label + sizes.gap) * MM
    labels = c.lines(label, "line", sizes.label * MM)
    values = [line for part in values_of(field) for line in c.lines(part, "line", c.width - left)]
    ruled = max(1, len(values))
    hints: list[Line | None] = [None] * ruled
    hints += c.lines(hint_of(field), "hint", c.width - left)
    height = c.leading(c.layout.style("line").size) + sizes.row_gap
    rule = Rule(left, height, c.width, height)
    strips = []
    for at, (name, value, hint) in enumerate(zip_longest(labels, values, hints)):
        lines = c.columns((name, value, hint), (0, left, left))
        low = at >= ruled and name is None and hint is not None
        tall = c.leading(hint.size) if low and hint is not None else height
        strips.append(Strip(tall, lines, (rule,) if at < ruled else (), row=row))
    return controlled(strips, whole=6)


def _signatures(c: Composer, block: r.Signatures, row: int) -> list[Strip]:
    strips: list[Strip] = []
    for index, line in enumerate(block.lines):
        strips += _signature(c, line, block.signature_word, row * 10_000 + index)
    return [*glued(strips), space(c.layout.signatures.after)]


def _signature(c: Composer, line: r.Signature, hint: str, row: int) -> list[Strip]:
    style, sizes = c.layout.style("line"), c.layout.signatures
    who = c.lines(line.who, "line", sizes.who * MM)
    right = (sizes.who + sizes.sign + 2 * sizes.gap) * MM
    names = c.lines(line.name, "end", c.width - right)
    height = c.leading(style.size)
    strips = [Strip(height, (c.placed(part),), row=row) for part in who[:-1]]
    left = (sizes.who + sizes.gap) * MM
    rules = [Rule(left, height - 1, left + sizes.sign * MM, height - 1)]
    if not names:
        rules.append(Rule(right, height - 1, c.width, height - 1))
    # The first line of the name stands on the line of the last words of the post.
    last = c.columns((who[-1] if who else None, None, names[0] if names else None), (0, 0, right))
    strips.append(Strip(height, last, tuple(rules), row=row))
    hints = c.lines(hint, "hint", sizes.sign * MM)
    for pair in zip_longest(hints, names[1:]):
        tallest = max(c.leading(part.size) for part in pair if part is not None)
        strips.append(Strip(tallest, c.columns((None, *pair), (0, left, right)), row=row))
    strips[0] = replace(strips[0], before=sizes.before)
    return strips


def _receipt(c: Composer, block: r.Receipt, row: int) -> list[Strip]:
    sizes = c.layout.receipt
    strips = c.strips(c.lines(block.text, "plain", c.width))
    moment = c.lines(block.moment, "line", c.width)
    sign, gap = sizes.sign * MM, sizes.gap * MM
    if not (block.signature_word or block.name):
        strips += c.strips(moment)
    else:
        name = c.lines(block.name, "end", c.width - sign - gap)
        fits = len(moment) == 1 and len(name) <= 1
        taken = sum(line.width + gap for line in (*moment, *name))
        if moment and not (fits and taken + sign <= c.width):
            strips += c.strips(moment)
            moment = []
        strips += _signed(c, moment, name, block.signature_word, row)
    if strips:
        strips[0] = replace(strips[0], before=sizes.before)
    return glued(strips)


def _signed(
    c: Composer, moment: Sequence[Line], name: Sequence[Line], hint: str, row: int
) -> list[Strip]:
    """Return one line of moment, signature and name, with the hint under the middle."""
    sign, gap = c.layout.receipt.sign * MM, c.layout.receipt.gap * MM
    height = c.layout.handwriting * MM
    right = c.width - (max(line.width for line in name) + gap if name else 0)
    left = right - sign if moment or name else 0
    right = right if moment or name else sign
    lower = height - c.leading(c.layout.style("line").size)
    first = [c.placed(line, 0, 0, lower) for line in moment]
    room = c.width - sign - gap
    first += [c.placed(line, c.width - room, 2, lower) for line in name[:1]]
    strips = [Strip(height, tuple(first), (c.ruled(left, right),), row=row)]
    hints = c.lines(hint, "hint", right - left)
    for pair in zip_longest(hints, name[1:]):
        tallest = max(c.leading(part.size) for part in pair if part is not None)
        lines = c.columns((None, *pair), (0, left, c.width - room))
        strips.append(Strip(tallest, lines, row=row))
    return strips


def _blank(c: Composer, block: r.Blank, _: int) -> list[Strip]:
    label = c.lines(block.label, "plain", c.width)
    strips = tied(c.strips(label), len(label))
    if block.crossed:
        most = c.layout.blank.crossed_max
        return (
            strips
            + [_crossed(c, min(most, block.lines - at)) for at in range(0, block.lines, most)]
            + [space(c.layout.blank.after)]
        )
    pitch = c.layout.handwriting * MM
    ruled = [Strip(pitch, rules=(c.ruled(0, c.width),))] * block.lines
    if label and ruled and label[-1].width < c.width / 2:
        # A short label stands on the first line itself.
        lower = pitch - c.leading(label[-1].size)
        rule = c.ruled(label[-1].width + 2 * MM, c.width)
        ruled[0] = Strip(pitch, (c.placed(label[-1], lower=lower),), (rule,))
        strips = strips[:-1]
    return [*strips, *controlled(ruled), space(c.layout.blank.after)]


def _crossed(c: Composer, count: int) -> Strip:
    """Return the place of so many lines closed with a Z: nothing can be written in later."""
    pitch = c.layout.handwriting * MM
    top, bottom = pitch * 0.3, pitch * count - 1.5
    rules = (
        Rule(0, top, c.width, top),
        Rule(c.width, top, 0, bottom),
        Rule(0, bottom, c.width, bottom),
    )
    return Strip(pitch * count, rules=rules)


def _page_break(_: Composer, __: r.PageBreak, ___: int) -> list[Strip]:
    return [Strip(0, new_page=True)]


# Each function takes its own kind of block; the table's key is that kind.
_STRIPS: dict[type, Callable[[Composer, Any, int], list[Strip]]] = {
    r.Heading: _heading,
    r.Sanction: _sanction,
    r.PlaceDate: _place_date,
    r.Text: _text,
    r.Numbered: _numbered,
    r.Fields: _fields,
    r.Table: table_strips,
    r.Narrative: _narrative,
    r.Questions: _questions,
    r.Section: _section,
    r.Signatures: _signatures,
    r.Receipt: _receipt,
    r.Blank: _blank,
    r.PageBreak: _page_break,
}
