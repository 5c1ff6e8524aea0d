"""S8: no cell of a list is ever computed; numbers stay numbers and dates are dates."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.documents.tables import Table, as_csv, as_xlsx, defused, table_file
from core.documents.text import clean
from tests.cli.asking import DEMO, Answer, ask, case_file, opened, person
from tests.harness.hostile import TOKENS
from tests.harness.traced import Tally

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BEFORE = (
    "",
    " ",
    "  ",
    "\u00a0",
    "\u2003",
    "\n",
    "a\n",
    "a\r\n ",
    "\u200b",
    "\ufeff",
    "\0",
    "\u202e",
)
AFTER = ("1+1", 'cmd|" /C calc"!A0', 'HYPERLINK("http://example.org";"x")')
NASTY = tuple("".join(parts) for parts in product(BEFORE, SIGNS, AFTER))
COMPUTED = re.compile(r"^[^\S\n]*[=+\-@\uff0b\uff0d\uff1d\uff20]", re.MULTILINE)
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def table(*cells: object) -> Table:
    return Table("List", ("Head",), tuple((cell,) for cell in cells))  # type: ignore[misc]


def read_csv(data: bytes, separator: str = ";") -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


class Read:
    """A cell of an XLSX file as it is written: its type, its text, how it is shown."""

    def __init__(self, cell: ElementTree.Element, texts: list[str], looks: list[dict[str, str]]):
        self.type = cell.get("t", "n")
        value = cell.findtext(f"{SPACE}v") or ""
        self.value = texts[int(value)] if self.type == "s" else value
        self.computed = cell.find(f"{SPACE}f") is not None
        self.look = looks[int(cell.get("s", "0"))]


def read_xlsx(data: bytes) -> list[Read]:
    """Return the cells under the head, read without the library that wrote them."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {e.date_time[0] for e in parts.infolist()} == {1980}
        shared = ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))
        styles = ElementTree.fromstring(parts.read("xl/styles.xml"))
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    texts = ["".join(t.text or "" for t in one.iter(f"{SPACE}t")) for one in shared]
    formats = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{SPACE}numFmt")}
    looks = [
        {"quote": one.get("quotePrefix", "0"), "format": formats.get(one.get("numFmtId")) or ""}
        for one in styles.find(f"{SPACE}cellXfs") or ()
    ]
    rows = list(sheet.iter(f"{SPACE}row"))[1:]
    return [Read(cell, texts, looks) for row in rows for cell in row]


def escapes(text: str) -> str:
    """Return a text as the file writes signs that XML cannot hold."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)


def assert_inert(cells: list[str]) -> None:
    for one in read_csv(as_csv(table(*cells)))[1:]:
        assert not COMPUTED.search(one[0]), one
    written = read_xlsx(as_xlsx(table(*cells)))
    assert [one.type for one in written] == ["s"] * len(cells)
    assert not any(one.computed for one in written)
    kept = [one.look["quote"] for one in written]
    assert kept == ["1" if COMPUTED.search(clean(one)) else "0" for one in cells]


def test_no_nasty_cell_is_computed() -> None:
    with Tally("S8") as tally:
        assert_inert(list(NASTY))
    tally.told(cells=len(NASTY), computed=0)
    assert len(set(NASTY)) >= 200


@settings(max_examples=40)
@given(st.lists(st.one_of(st.sampled_from(TOKENS + SIGNS), st.text(max_size=20)), min_size=1))
def test_no_cell_that_can_be_found_is_computed(cells: list[str]) -> None:
    assert_inert(cells)


def test_a_cell_says_what_it_said() -> None:
    for cell in NASTY:
        (_, (csv_cell,)) = read_csv(as_csv(table(cell)))
        (xlsx_cell,) = read_xlsx(as_xlsx(table(cell)))
        assert csv_cell.replace("'", "") == clean(cell).replace("'", "")
        assert escapes(xlsx_cell.value) == clean(cell)


def test_a_row_stays_a_row_whatever_separates_it_there() -> None:
    texts = ('a";=1+1', "b,=1+1", 'c"\r\n=1+1', "d;=1", "'e")
    assert len(read_csv(as_csv(table(*texts)))) == len(texts) + 1
    for separator in (",", "\t"):
        for row in read_csv(as_csv(table(*texts)), separator):
            assert not any(COMPUTED.search(cell) for cell in row), row


def test_numbers_are_numbers_and_dates_are_dates() -> None:
    cells = (-5, 0, 10**15, date(2026, 3, 2), datetime(2026, 3, 2, 14, 20), None, "", "12", "-5")
    assert [row[0] for row in read_csv(as_csv(table(*cells)))[1:]] == [
        *("-5", "0", "1000000000000000", "2026-03-02", "2026-03-02 14:20", "", "", "12", "'-5")
    ]
    assert b"\r\n-5\r\n" in as_csv(table(*cells))
    written = read_xlsx(as_xlsx(table(*cells)))
    assert [one.type for one in written] == ["n", "n", "n", "n", "n", "s", "s", "s"]
    assert [one.value for one in written][:4] == ["-5", "0", "1000000000000000", "46083"]
    assert [one.look["format"] for one in written][3:5] == ["dd.mm.yyyy", "dd.mm.yyyy hh:mm"]
    assert written[-1].value == "-5"


def test_the_same_table_gives_the_same_bytes_and_says_nothing_of_its_maker() -> None:
    one = table("a", 1, datetime(2026, 3, 2))
    assert as_xlsx(one) == as_xlsx(one) == table_file(one, ".xlsx")
    assert as_csv(one) == table_file(one, ".csv")
    with zipfile.ZipFile(io.BytesIO(as_xlsx(one))) as parts:
        about = parts.read("docProps/core.xml").decode()
        names = parts.namelist()
    assert re.findall(r"<dc:creator>(.*?)</dc:creator>", about) in ([], [""])
    assert re.findall(r"<cp:lastModifiedBy>(.*?)</cp:lastModifiedBy>", about) in ([], [""])
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", about)) == {"2000-01-01T"}
    assert not [n for n in names if "vba" in n.lower() or "external" in n.lower()]


@pytest.mark.parametrize("title", ["", "[a]:*?/\\'", "x" * 99, "=1", "\0", "'"])
def test_any_title_names_a_sheet(title: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_xlsx(as_xlsx(Table(title, ("H",), (("a",),))))[0].value == "a"


def test_a_cell_longer_than_cells_may_be_is_cut_and_says_so() -> None:
    (cell,) = read_xlsx(as_xlsx(table("x" * 40_000)))
    assert len(cell.value) <= 32_767 and cell.value.endswith("…")
    assert defused("=" + "x" * 40_000).startswith("'=")


def unsafe(cells: list[str]) -> Iterator[str]:
    """Yield the cells of a table written without care that a program would compute."""
    out = io.StringIO()
    csv.writer(out).writerows([cell] for cell in cells)
    yield from (row[0] for row in csv.reader(io.StringIO(out.getvalue(), newline="")) if row)


def test_a_cell_that_is_not_defused_is_caught() -> None:
    """The negative control."""
    assert [cell for cell in unsafe(list(NASTY)) if COMPUTED.search(cell)]


# --- lists that are written -------------------------------------------------------


def test_lists_of_an_archive_are_tables_and_stand_in_the_register(tmp_path: Path) -> None:
    def run(*words: object) -> Answer:
        return ask("--ui", "ru", "archive", *words, home=tmp_path)

    assert run("create").code == 0
    case = opened(number="=1+1", title='@SUM("A")')
    assert run("import", case_file(tmp_path, case, person())).code == 0
    for what in ("cases", "today", "register"):
        said = run("list", what, "--table", tmp_path / f"{what}.csv", "--permission", "+1")
        assert said.json["list"] == what, said
    ledger = ("list", "ledger", "--case", "case", "--table")
    assert run(*ledger, tmp_path / "ledger.xlsx").code == 0
    cases = read_csv((tmp_path / "cases.csv").read_bytes())
    assert cases[1][:2] == ["'=1+1", '\'@SUM("A")']
    assert cases[1][4] == "2026-03-02"
    register = read_csv((tmp_path / "register.csv").read_bytes())
    assert [row[5] for row in register[1:]] == ["'+1", "'+1"]
    kinds = [(line["case"], line["extent"]) for line in run("register").json]
    assert kinds == [("", "list")] * 3 + [("case", "list")]
    assert run("list", "ledger", "--table", tmp_path / "x.csv").code == 2
    assert run("list", "cases", "--table", tmp_path / "x.ods").code == 2


def test_a_ledger_and_the_law_data_are_tables_too(tmp_path: Path) -> None:
    target = tmp_path / "ledger.csv"
    at = ("--at", "2026-03-05T09:00", "--table", target)
    assert ask("ledger", DEMO / "theft-detention.json", *at).code == 0
    rows = read_csv(target.read_bytes())
    assert len(rows) > 5 and {len(row) for row in rows} == {11}
    assert {row[6] for row in rows[1:]} >= {"24:00"}
    law = tmp_path / "law.xlsx"
    assert ask("law", "report", "--kind", "terms", "--table", law).code == 0
    assert len(read_xlsx(law.read_bytes())) > 500
