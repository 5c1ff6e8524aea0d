"""What a PDF and a .docx file say, read from their own tables and not by a viewer."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
from docx import Document
from docx.table import Table

from core.documents.layout import MM
from core.documents.typography import NO_GLYPH, typefaces
from tests.documents import samples as fixtures

_MEANS = re.compile(rb"^<([0-9A-F]{2})> <([0-9A-F]{4,})>$", re.MULTILINE)


def folded(text: str) -> str:
    """Return the words of a text without spaces, line ends and the lines of hands."""
    return re.sub(r"[\s_~]+", "", text)


def drawable(text: str) -> str:
    """Return a text as our faces can draw it: a sign that none has is shown as missing."""
    for sign in typefaces(fixtures.layout()).unprintable(text):
        text = text.replace(sign, NO_GLYPH)
    return text


def pdf_words(data: bytes) -> str:
    """Return the words between the margins in the order they are drawn, by what each glyph means.

    A viewer would join, mirror and reorder some alphabets; the file itself does not.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        return "".join(_page_words(page) for page in pdf.pages)


def _page_words(page: pikepdf.Page) -> str:
    sheet = fixtures.layout().page
    upper, lower = float(page.mediabox[3]) - sheet.top * MM + 4, sheet.bottom * MM - 4
    means = {name: _meaning(font) for name, font in page.Resources.Font.items()}
    words: list[str] = []
    face, y = "", 0.0
    for step in pikepdf.parse_content_stream(page, "Tf Tm Tj"):
        if str(step.operator) == "Tf":
            face = str(step.operands[0])
        elif str(step.operator) == "Tm":
            y = float(step.operands[5])
        elif lower < y < upper:
            words += [means[face][code] for code in bytes(step.operands[0])]
    return "".join(words)


def _meaning(font: pikepdf.Object) -> dict[int, str]:
    table = font.ToUnicode.read_bytes()
    return {
        int(code, 16): bytes.fromhex(sign.decode()).decode("utf-16-be")
        for code, sign in _MEANS.findall(table)
    }


def docx_words(data: bytes) -> str:
    """Return the words of a .docx file in the order of its body."""
    words: list[str] = []
    for part in Document(BytesIO(data)).iter_inner_content():
        if isinstance(part, Table):
            words += [text.text or "" for text in part._tbl.iter(_TEXT)]
        else:
            words.append(part.text)
    return "\n".join(words)


_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
