"""Lists for other programs as CSV or XLSX: numbers stay numbers, and no cell is ever a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

from core.documents.text import Printable, clean

Cell = str | int | date | datetime | None
"""What a cell holds; a text is never taken for a number or for a date."""

ENDINGS = (".csv", ".xlsx")
_ACTS = re.compile(r"^[^\S\n]*[=+\-@\uff0b\uff0d\uff1d\uff20]", re.MULTILINE)
"""How a line begins that some program of tables would compute, also in full width letters."""
_APOSTROPHE = "'"
_LONGEST = 32_767
"""Signs of a cell; XLSX knows no longer ones."""
_WIDEST = 60
_TITLE = re.compile(r"[\[\]:*?/\\']")
_MOMENT = datetime(2000, 1, 1)
_DAY, _MINUTE = "dd.mm.yyyy", "dd.mm.yyyy hh:mm"


@dataclass(frozen=True)
class Table:
    """A list with its heads; every row has as many cells."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table_file(table: Table, ending: str) -> bytes:
    """Return a table as a file of a kind of `ENDINGS`; the same table gives the same bytes."""
    return {".csv": as_csv, ".xlsx": as_xlsx}[ending](table)


def as_csv(table: Table) -> bytes:
    """Return a table as CSV: UTF-8 with its mark, semicolons, every text in quotes.

    A line of a text that could be computed begins with an apostrophe: it is the only
    way in which a file of this kind can say that it is text.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in (table.head, *table.rows):
        writer.writerow([_plain(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str | int:
    """Return a cell of a CSV file."""
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(cell)
    if isinstance(cell, int):
        return cell
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    return defused(cell)


def defused(text: str) -> str:
    """Return a text of which no program of tables computes anything.

    >>> defused(" =1+1")
    "' =1+1"
    >>> defused("1 - 1")
    '1 - 1'
    """
    return _ACTS.sub(lambda found: _APOSTROPHE + found[0], _cell_text(text))


def _cell_text(text: str) -> Printable:
    """Return a text without control signs, as long as a cell may be."""
    whole = clean(text)
    return whole if len(whole) < _LONGEST else clean(whole[: _LONGEST - 2] + "…")


def as_xlsx(table: Table) -> bytes:
    """Return a table as XLSX without a word about who made it and when.

    Texts are cells of the type text; those that could be computed after they were
    copied carry the mark by which the program keeps them text.
    """
    out = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, {**safe, "in_memory": True})
    book.set_properties({"created": _MOMENT, "author": "", "title": str(clean(table.title))})
    sheet = book.add_worksheet(_TITLE.sub(" ", clean(table.title))[:31].strip() or "1")
    _write(book, sheet, table)
    sheet.freeze_panes(1, 0)
    for number, width in enumerate(_widths(table)):
        sheet.set_column(number, number, width)
    book.close()
    return out.getvalue()


def _write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, table: Table) -> None:
    """Write every cell by its own kind."""
    top = {"valign": "top"}
    looks = {
        "head": book.add_format({**top, "bold": True, "text_wrap": True}),
        "text": book.add_format({**top, "text_wrap": True, "num_format": "@"}),
        "kept": book.add_format(
            {**top, "text_wrap": True, "num_format": "@", "quote_prefix": True}
        ),
        "number": book.add_format({**top, "num_format": "0"}),
        "day": book.add_format({**top, "num_format": _DAY}),
        "minute": book.add_format({**top, "num_format": _MINUTE}),
    }
    for column, word in enumerate(table.head):
        sheet.write_string(0, column, _cell_text(word), looks["head"])
    for line, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, datetime):
                sheet.write_datetime(line, column, cell, looks["minute"])
            elif isinstance(cell, date):
                sheet.write_datetime(line, column, cell, looks["day"])
            elif isinstance(cell, int) and not isinstance(cell, bool):
                sheet.write_number(line, column, cell, looks["number"])
            elif cell is not None:
                text = _cell_text(str(cell))
                look = looks["kept" if _ACTS.search(text) else "text"]
                sheet.write_string(line, column, text, look)


def _widths(table: Table) -> Iterable[int]:
    """Return the width of every column in signs."""
    for column in zip(table.head, *table.rows, strict=True):
        yield min(_WIDEST, 2 + max(map(_signs, column)))


def _signs(cell: Cell) -> int:
    """Return how many signs the longest line of a cell has."""
    return max((len(line) for line in _lines(cell)), default=0)


def _lines(cell: Cell) -> Sequence[str]:
    return [] if cell is None else f"{cell}"[:1000].splitlines()
