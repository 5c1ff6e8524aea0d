"""Ruled tables that flow: rows of any height, the head repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise, zip_longest

from core.documents import resolved as r
from core.documents.layout import MM
from core.documents.pdf_compose import Composer, space
from core.documents.pdf_flow import Rule, Strip, controlled, glued
from core.errors import DataError


def table_strips(c: Composer, block: r.Table, number: int) -> list[Strip]:
    """Return the strips of a table.

    A row is cut between two lines when it does not fit; short rows are kept whole.
    A head higher than half a page is printed once.
    """
    edges = _edges(c, block)
    if len(edges) < 2:
        return []
    sizes, row = c.layout.table, number * 10_000
    head = glued(_row(c, block.head, edges, "cell_head", row))
    head[0] = replace(head[0], rules=(*head[0].rules, Rule(edges[0], 0, edges[-1], 0)))
    tall = sum(strip.height for strip in head) > c.layout.page.text_height * MM / 2
    repeated = () if tall else tuple(head)
    body: list[Strip] = []
    for at, cells in enumerate(block.rows, start=1):
        strips = controlled(_row(c, cells, edges, "cell", row + at), sizes.whole_row)
        body += [replace(strip, head=repeated) for strip in strips]
    head[0] = replace(head[0], before=sizes.before)
    if body:
        head[-1] = replace(head[-1], glue=True)
    return [*head, *body, space(sizes.after)]


def _edges(c: Composer, block: r.Table) -> list[float]:
    """Return the vertical edges of the columns: shares of the width, no word cut needlessly."""
    count = len(block.head)
    if any(len(row) != count for row in block.rows) or len(block.widths) not in (0, count):
        raise DataError("paper", "table", f"every row and the widths must have {count} cells")
    shares = block.widths or (1.0,) * count
    if any(share <= 0 for share in shares):
        raise DataError("paper", "table.widths", "a column has no width")
    wanted = [c.width * share / sum(shares) for share in shares]
    return list(accumulate(_widened(wanted, _needs(c, block)), initial=0.0))


def _needs(c: Composer, block: r.Table) -> list[float]:
    """Return what each column needs for its longest word, one and a half fair shares at most."""
    pad, cap = 2 * c.layout.table.pad_x * MM, 1.5 * c.width / max(1, len(block.head))
    needs = []
    for column in zip(block.head, *block.rows, strict=True):
        lines = (line for cell in column for line in c.words(cell, "cell"))
        longest = max(lines, default=0.0)
        needs.append(longest + pad + 0.5 if longest + pad < cap else 0.0)
    return needs


def _widened(wanted: Sequence[float], needs: Sequence[float]) -> list[float]:
    """Return the widths with what narrow columns lack taken from the room of the others."""
    lack = sum(max(0.0, need - width) for width, need in zip(wanted, needs, strict=True))
    spare = sum(max(0.0, width - need) for width, need in zip(wanted, needs, strict=True))
    if not lack or lack > spare:
        return list(wanted)
    return [
        need if need > width else width - (width - need) * lack / spare
        for width, need in zip(wanted, needs, strict=True)
    ]


def _row(
    c: Composer, cells: Sequence[str], edges: Sequence[float], style: str, number: int
) -> list[Strip]:
    """Return the strips of one row, one for each line of its longest cell."""
    sizes, size = c.layout.table, c.layout.style(style).size
    pad = sizes.pad_x * MM
    widths = [max(right - left - 2 * pad, size) for left, right in pairwise(edges)]
    set_cells = [c.lines(cell, style, width) for cell, width in zip(cells, widths, strict=True)]
    lines = list(zip_longest(*set_cells)) or [(None,) * len(cells)]
    lefts = [edge + pad for edge in edges[:-1]]
    strips = []
    for at, line in enumerate(lines):
        top = sizes.pad_top if at == 0 else 0.0
        last = at == len(lines) - 1
        height = top + c.leading(size) + (sizes.pad_bottom if last else 0.0)
        foot = Rule(edges[0], height, edges[-1], height)
        rules = tuple(Rule(x, 0, x, height) for x in edges)
        strips.append(
            Strip(
                height,
                c.columns(line, lefts, top),
                (*rules, foot) if last else rules,
                row=number,
                closing=() if last else (foot,),
            )
        )
    return strips
