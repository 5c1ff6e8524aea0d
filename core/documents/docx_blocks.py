"""Blocks of a paper as paragraphs and tables of a word processor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from core.documents import resolved as r
from core.documents.layout import Layout, Style
from core.documents.plain import hint_of, items_of, label_of, values_of
from core.documents.text import clean, paragraphs
from core.documents.typography import typefaces

_ALIGNMENT = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_HAND = "_" * 14
"""A line for a hand: underscores, which any editor keeps."""
_HOUR = 22
"""Signs of an hour, which stands under the date; longer lines of time stand on the left."""


@dataclass(frozen=True)
class Writer:
    """A document being written in the styles of a layout."""

    document: Any
    layout: Layout

    def text(self, text: str, name: str, *, keep: bool = False, left: float = 0) -> None:
        """Add the paragraphs of a text, `left` millimetres from the margin."""
        for part in paragraphs(text):
            self.fill(self.document.add_paragraph(), part, self.layout.style(name), left, keep)

    def fill(
        self, paragraph: Any, text: str, style: Style, left: float = 0, keep: bool = False
    ) -> Any:
        """Put a text into a paragraph in a style."""
        run = paragraph.add_run(typefaces(self.layout).bound(text))
        run.bold = "bold" in style.face or None
        run.italic = "italic" in style.face or None
        run.font.size = Pt(style.size)
        form = paragraph.paragraph_format
        paragraph.alignment = _ALIGNMENT[style.align]
        form.first_line_indent = Mm(style.indent)
        form.left_indent = Mm(style.left + left)
        form.space_before, form.space_after = Pt(style.before), Pt(style.after)
        form.keep_with_next = keep or None
        return paragraph

    def columns(self, widths: Sequence[float], *, ruled: bool = False) -> Any:
        """Add a table with columns of such widths in millimetres."""
        table = self.document.add_table(0, len(widths))
        table.autofit = False
        if ruled:
            table.style = "Table Grid"
        else:
            _without_margins(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        return table

    def row(
        self, table: Any, cells: Sequence[Iterable[tuple[str, str]]], *, keep: bool = False
    ) -> Any:
        """Add a row: for every cell its paragraphs and their styles.

        A row that keeps to the next one is one of signatures and stands on its foot.
        """
        row = table.add_row()
        bottom = WD_ALIGN_VERTICAL.BOTTOM if keep else WD_ALIGN_VERTICAL.TOP
        for column, cell, content in zip(table.columns, row.cells, cells, strict=True):
            cell.width, cell.vertical_alignment = column.width, bottom
            for at, (text, name) in enumerate(content):
                place = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
                self.fill(place, text, self.layout.style(name), keep=keep)
        return row

    def space(self, points: float, *, keep: bool = False) -> None:
        """Add an empty line of that height."""
        form = self.document.add_paragraph().paragraph_format
        form.line_spacing = Pt(max(1, points))
        form.keep_with_next = keep or None


def _without_margins(table: Any) -> None:
    """Let the text of cells stand flush with the text around the table."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _pairs(texts: Iterable[str], name: str) -> list[tuple[str, str]]:
    """Return paragraphs in one style."""
    return [(text, name) for text in texts]


@singledispatch
def write(block: object, writer: Writer) -> None:
    """Write one block."""
    raise TypeError(f"no page is known for {type(block).__name__}")


@write.register
def _(block: r.Heading, writer: Writer) -> None:
    writer.text(block.title, "title", keep=True)
    writer.text(block.subject, "subject", keep=True)
    writer.space(writer.layout.heading.after)


@write.register
def _(block: r.Sanction, writer: Writer) -> None:
    left = writer.layout.sanction.left - writer.layout.page.left
    lines = [block.word, *(block.position or (_HAND * 2,))]
    lines += [f"{_HAND} {block.name}".rstrip(), block.moment or _HAND * 2]
    lines += [block.seal_word] if block.seal else []
    for line in lines:
        writer.text(line, "line", keep=True, left=left)
    writer.space(writer.layout.sanction.after)


@write.register
def _(block: r.PlaceDate, writer: Writer) -> None:
    date = writer.layout.place_date.date
    table = writer.columns((writer.layout.page.text_width - date, date))
    hours = all(len(time) <= _HOUR for time in block.times)
    moments = (block.date, *(block.times if hours else ()))
    writer.row(table, (_pairs(paragraphs(block.place), "line"), _pairs(map(clean, moments), "end")))
    for time in () if hours else block.times:
        writer.text(time, "line")
    writer.space(writer.layout.place_date.after)


@write.register
def _(block: r.Text, writer: Writer) -> None:
    writer.text(block.text, block.style, keep=block.keep)


@write.register
def _(block: r.Numbered, writer: Writer) -> None:
    for item in items_of(block):
        writer.text(item, "body")


@write.register
def _(block: r.Fields, writer: Writer) -> None:
    label = writer.layout.fields.label
    table = writer.columns((label, writer.layout.page.text_width - label))
    for index, field in enumerate(block.fields):
        hint = hint_of(field)
        value = _pairs(values_of(field) or (_HAND * 2,), "line") + _pairs(
            [hint] * bool(hint), "hint"
        )
        writer.row(table, ([(label_of(block, index), "line")], value))
    writer.space(writer.layout.fields.after)


@write.register
def _(block: r.Table, writer: Writer) -> None:
    shares = block.widths or (1.0,) * len(block.head)
    width = writer.layout.page.text_width
    table = writer.columns([width * share / sum(shares) for share in shares], ruled=True)
    head = writer.row(table, [_pairs(paragraphs(cell), "cell_head") for cell in block.head])
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    head._tr.get_or_add_trPr().append(repeated)
    for cells in block.rows:
        writer.row(table, [_pairs(paragraphs(cell), "cell") for cell in cells])
    writer.space(writer.layout.table.after)


@write.register
def _(block: r.Narrative, writer: Writer) -> None:
    for text in block.paragraphs:
        writer.text(text, "body")


@write.register
def _(block: r.Questions, writer: Writer) -> None:
    style = writer.layout.style("body")
    for item in block.items:
        spoken = (
            (block.question_word, item.question, True),
            (block.answer_word, item.answer, False),
        )
        for word, said, keep in spoken:
            first, *more = paragraphs(said) or (clean(""),)
            lead = writer.fill(writer.document.add_paragraph(), clean(f"{word}:"), style, keep=keep)
            lead.runs[0].bold = True
            lead.add_run(f" {first}").font.size = Pt(style.size)
            for text in more:
                writer.text(text, "body")


@write.register
def _(block: r.Section, writer: Writer) -> None:
    writer.text(block.word, "section", keep=True)


@write.register
def _(block: r.Signatures, writer: Writer) -> None:
    sizes = writer.layout.signatures
    for paragraph in writer.document.paragraphs[-sizes.body_lines :]:
        paragraph.paragraph_format.keep_with_next = True
    writer.space(sizes.before, keep=True)
    rest = writer.layout.page.text_width - sizes.who - sizes.sign
    table = writer.columns((sizes.who, sizes.sign, rest))
    for line in block.lines:
        hint = clean(block.signature_word)
        under = _pairs(["\u00a0"] * bool(hint), "hint")
        who = _pairs(paragraphs(line.who), "line") + under
        sign = [(_HAND, "middle"), *_pairs([hint] * bool(hint), "hint")]
        name = [(clean(line.name) or _HAND, "end"), *under]
        writer.row(table, (who, sign, name), keep=True)


@write.register
def _(block: r.Receipt, writer: Writer) -> None:
    writer.space(writer.layout.receipt.before)
    writer.text(block.text, "plain", keep=True)
    writer.text(block.moment, "line", keep=True)
    if block.signature_word or block.name:
        hint, name = clean(block.signature_word), clean(block.name)
        writer.text(f"{_HAND} {hint} {name}".rstrip(), "line")


@write.register
def _(block: r.Blank, writer: Writer) -> None:
    writer.text(block.label, "plain", keep=True)
    for _line in range(block.lines):
        writer.text("~" * 40 if block.crossed else "_" * 66, "line")


@write.register
def _(block: r.PageBreak, writer: Writer) -> None:
    writer.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
