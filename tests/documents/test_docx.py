"""The editable copy says the same words and holds nothing about who made it."""

from __future__ import annotations

import hashlib
import re
import zipfile
from io import BytesIO

import msgspec
import pytest
from docx import Document
from docx.table import Table

from core.documents import resolved as r
from core.documents.docx import render_docx
from core.documents.plain import plain_text
from core.documents.resolved import Paper
from tests.documents import samples as fixtures

NAMES = tuple(fixtures.samples())


def folded(text: str) -> str:
    """Return the words of a text without spaces, line ends and the lines of hands."""
    return re.sub(r"[\s_~]+", "", text)


def written(data: bytes) -> str:
    """Return the words of a .docx file in the order of its body."""
    words: list[str] = []
    for part in Document(BytesIO(data)).iter_inner_content():
        if isinstance(part, Table):
            words += [cell.text for row in part.rows for cell in row.cells]
        else:
            words.append(part.text)
    return "\n".join(words)


@pytest.mark.parametrize("name", NAMES)
def test_docx_text_equals_the_plain_text(name: str) -> None:
    paper = fixtures.samples()[name]
    assert folded(written(render_docx(paper, fixtures.layout()))) == folded(plain_text(paper))


@pytest.mark.parametrize("hostile", ["<b>&</font>", "a\x00\x1b\ud800b\u202e", "</w:t>]]>"])
def test_markup_and_control_signs_of_people_do_no_harm(hostile: str) -> None:
    blocks = (r.Text(hostile), r.Table((hostile,), ((hostile,),)), r.Blank(1, hostile))
    paper = Paper("sample", 1, "ru", hostile, "2025-02-17", blocks, foot=hostile, draft=hostile)
    assert folded(written(render_docx(paper, fixtures.layout()))) == folded(plain_text(paper))


def test_same_paper_gives_the_same_bytes_and_another_language_does_not() -> None:
    paper = fixtures.samples()["protocol_be"]
    digests = {hashlib.sha256(render_docx(paper, fixtures.layout())).digest() for _ in range(3)}
    assert len(digests) == 1
    other = render_docx(msgspec.structs.replace(paper, language="ru"), fixtures.layout())
    assert hashlib.sha256(other).digest() not in digests


def test_the_file_tells_no_author_and_no_moment() -> None:
    data = render_docx(fixtures.samples()["resolution_be"], fixtures.layout())
    about = Document(BytesIO(data)).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.title and about.language == "be-BY"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert b"python-docx" not in b"".join(archive.read(name) for name in archive.namelist())


def test_page_numbers_begin_on_the_second_page_and_the_foot_is_on_every_page() -> None:
    data = render_docx(fixtures.samples()["protocol_be"], fixtures.layout())
    section = Document(BytesIO(data)).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert "PAGE" not in section.first_page_header.paragraphs[0]._p.xml
    foot = fixtures.samples()["protocol_be"].foot
    assert all(
        part.paragraphs[0].text.startswith(foot)
        for part in (section.footer, section.first_page_footer)
    )


def test_the_head_of_a_table_is_repeated() -> None:
    data = render_docx(fixtures.samples()["inventory_ru"], fixtures.layout())
    heads = [table.rows[0]._tr.xml for table in Document(BytesIO(data)).tables]
    assert sum("w:tblHeader" in xml for xml in heads) == 1
