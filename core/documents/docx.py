"""A resolved paper as an editable .docx file, the same words in the same order.

The file is for correcting by hand before printing; the PDF is the paper of record.
"""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from core.documents.docx_blocks import Writer, write
from core.documents.layout import Layout
from core.documents.plain import foot_of
from core.documents.resolved import Paper
from core.documents.text import clean

_MOMENT = datetime(2000, 1, 1)
_FOREIGN = ("/thumbnail", "/customXml")
"""What the empty document of the library brings along: a picture of it, a list of sources."""
_ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)


def render_docx(paper: Paper, layout: Layout) -> bytes:
    """Return the paper as a .docx file; the same paper gives the same bytes."""
    document = Document()
    _describe(document, paper)
    _page(document, layout)
    _base_style(document, paper, layout)
    _furniture(document.sections[0], paper, layout)
    writer = Writer(document, layout)
    for block in paper.blocks:
        write(block, writer)
    buffer = BytesIO()
    document.save(buffer)
    return _same_every_time(buffer.getvalue())


def _describe(document: Any, paper: Paper) -> None:
    """Set title and language, and take out who, when and what belongs to another document."""
    about = document.core_properties
    about.title = clean(paper.title)[:255]
    about.language = f"{paper.language}-BY"
    about.author = about.last_modified_by = about.comments = about.keywords = about.subject = ""
    about.created = about.modified = _MOMENT
    about.revision = 1
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(_FOREIGN)]:
            del relations[key]


def _page(document: Any, layout: Layout) -> None:
    """Set the sheet and its margins."""
    page, section = layout.page, document.sections[0]
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.header_distance, section.footer_distance = Mm(page.number_top - 4), Mm(page.foot_bottom)
    if page.mirrored:
        document.settings.element.append(OxmlElement("w:mirrorMargins"))


def _base_style(document: Any, paper: Paper, layout: Layout) -> None:
    """Set face, size and language of everything that says nothing else."""
    style = document.styles["Normal"]
    style.font.name = layout.office_font
    style.font.size = Pt(layout.style("body").size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), layout.office_font)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), f"{paper.language}-BY")
    properties.append(language)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = 1.0
    form.widow_control = True


def _furniture(section: Any, paper: Paper, layout: Layout) -> None:
    """Set the page number from the second page, the mark of a draft and the line for signatures."""
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(number, "PAGE", layout.style("number").size)
    headers = (section.header, section.first_page_header)
    for header in headers if paper.draft else ():
        mark = header.add_paragraph() if header.paragraphs[0].text else header.paragraphs[0]
        run = mark.add_run(clean(paper.draft))
        run.bold, run.font.size = True, Pt(layout.style("mark").size)
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        if paper.foot:
            line.paragraph_format.tab_stops.clear_all()
            line.paragraph_format.tab_stops.add_tab_stop(
                Mm(layout.page.text_width), WD_TAB_ALIGNMENT.RIGHT
            )
            run = line.add_run(f"{foot_of(paper)} {'_' * 70}")
            run.font.size = Pt(layout.style("foot").size)


def _field(paragraph: Any, instruction: str, size: float) -> None:
    """Add a field that the word processor computes."""
    for kind, text in (("begin", ""), ("", instruction), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(size)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text or None
        run._r.append(element)


def _same_every_time(data: bytes) -> bytes:
    """Return the archive with its files in one order, of one moment."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entry = zipfile.ZipInfo(name, _ZIP_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return buffer.getvalue()
