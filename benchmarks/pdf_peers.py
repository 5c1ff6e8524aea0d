"""The same paper by other engines, as simply as each of them allows."""

from __future__ import annotations

import html
import importlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from core.documents import resolved as r
from core.documents.layout import Layout
from core.documents.plain import plain_text
from core.documents.resolved import Paper

Maker = Callable[[], bytes]
Part = tuple[str, Any]


class Absent(Exception):
    """The engine is not installed here."""


def need(module: str) -> Any:
    """Return a module, or tell that it is not there."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise Absent("not installed") from error


def parts(paper: Paper) -> Iterator[Part]:
    """Yield the paper as titles, paragraphs, pairs and tables."""
    for block in paper.blocks:
        lines = plain_text(Paper("", 1, paper.language, "", "", (block,))).splitlines()
        if isinstance(block, r.Heading | r.Section):
            yield from (("centre", line) for line in lines)
        elif isinstance(block, r.PlaceDate):
            yield "pair", (block.place, block.date)
        elif isinstance(block, r.Table):
            yield "table", [list(block.head), *map(list, block.rows)]
        elif isinstance(block, r.Signatures):
            yield from (("pair", (line.who, line.name)) for line in block.lines)
        else:
            yield from (("text", line.replace("\t", " ")) for line in lines)


def fpdf2(paper: Paper, layout: Layout, standard: str | None = None) -> Maker:
    fpdf = need("fpdf")
    content = list(parts(paper))

    def make() -> bytes:
        pdf = fpdf.FPDF(format="A4", **({"enforce_compliance": standard} if standard else {}))
        pdf.set_margins(30, 20, 10)
        pdf.set_auto_page_break(True, 20)
        pdf.set_lang(f"{paper.language}-BY")
        pdf.set_title(paper.title)
        pdf.add_font("T", "", layout.file(layout.fonts.regular))
        pdf.add_font("T", "B", layout.file(layout.fonts.bold))
        pdf.add_page()
        below = {"new_x": "LMARGIN", "new_y": "NEXT"}
        for kind, what in content:
            pdf.set_font("T", "B" if kind == "centre" else "", 12 if kind == "table" else 14)
            if kind == "pair":
                pdf.cell(pdf.epw / 2, 6, what[0].splitlines()[-1])
                pdf.cell(pdf.epw / 2, 6, what[1], align="R", **below)
            elif kind == "table":
                with pdf.table(col_widths=(8, 34, 42, 16, 35, 35), line_height=5) as table:
                    for cells in what:
                        row = table.row()
                        for cell in cells:
                            row.cell(cell)
            else:
                pdf.multi_cell(0, 5.7, what, align="C" if kind == "centre" else "J", **below)
        return bytes(pdf.output())

    return make


def as_html(paper: Paper, layout: Layout) -> str:
    """Return the paper as one HTML page with print rules."""
    e = html.escape
    out = [
        f"<html lang='{paper.language}'><head><title>{e(paper.title)}</title><style>"
        f"@font-face{{font-family:T;src:url({layout.file(layout.fonts.regular).as_uri()})}}"
        f"@font-face{{font-family:T;font-weight:bold;src:url({layout.file(layout.fonts.bold).as_uri()})}}"
        "@page{size:A4;margin:20mm 10mm 20mm 30mm;@top-center{content:counter(page);font:12pt T}}"
        "body{font:14pt/16.1pt T;margin:0}p{text-align:justify;text-indent:12.5mm;margin:0}"
        "h2{font-size:14pt;text-align:center;margin:4pt 0}"
        ".t{border-collapse:collapse;font-size:12pt}"
        ".t td{border:.5pt solid #000;padding:1.5pt}.r{width:100%}.r td+td{text-align:right}"
        "</style></head><body>"
    ]
    for kind, what in parts(paper):
        if kind == "table":
            rows = "".join(f"<tr>{''.join(f'<td>{e(c)}</td>' for c in row)}</tr>" for row in what)
            out.append(f"<table class=t>{rows}</table>")
        elif kind == "pair":
            out.append(
                f"<table class=r><tr><td>{e(what[0])}</td><td>{e(what[1])}</td></tr></table>"
            )
        else:
            tag = {"centre": "h2", "text": "p"}[kind]
            out.append(f"<{tag}>{e(what)}</{tag}>")
    return "".join(out) + "</body></html>"


def weasyprint(paper: Paper, layout: Layout, **options: str) -> Maker:
    engine = need("weasyprint")
    page = as_html(paper, layout)
    return lambda: bytes(engine.HTML(string=page).write_pdf(**options))


def typst_source(paper: Paper) -> str:
    """Return the paper in the language of typst."""

    def q(text: str) -> str:
        lines = text.split("\n")
        quoted = ('"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"' for line in lines)
        return "\\\n".join(f"#text({line})" for line in quoted)

    out = [
        '#set page(paper:"a4",margin:(left:30mm,right:10mm,y:20mm),numbering:"1")\n'
        f'#set document(title:"{paper.title}")\n'
        f'#set text(font:"Tinos",size:14pt,lang:"{paper.language}",hyphenate:false)\n'
        "#set par(justify:true,first-line-indent:(amount:12.5mm,all:true),"
        "leading:.5em,spacing:.5em)\n"
    ]
    for kind, what in parts(paper):
        if kind == "table":
            cells = ",".join(f"[{q(cell)}]" for row in what for cell in row)
            out.append(
                "#[#set text(12pt);#set par(justify:false,first-line-indent:0pt);"
                f"#table(columns:{len(what[0])},stroke:.5pt,{cells})]\n\n"
            )
        elif kind == "pair":
            out.append(
                f"#grid(columns:(1fr,1fr),align:(left,right),[{q(what[0])}],[{q(what[1])}])\n\n"
            )
        elif kind == "centre":
            out.append(f"#align(center)[*{q(what)}*]\n\n")
        else:
            out.append(q(what) + "\n\n")
    return "".join(out)


def typst(paper: Paper, layout: Layout, **options: Any) -> Maker:
    engine = need("typst")
    folder = tempfile.mkdtemp()
    source = Path(folder, "paper.typ")
    source.write_text(typst_source(paper), encoding="utf-8")
    fonts = [str(layout.file(layout.fonts.regular).parent)]

    def make() -> bytes:
        compiler = engine.Compiler(
            str(source), root=folder, font_paths=fonts, ignore_system_fonts=True
        )
        return bytes(compiler.compile(format="pdf", **options))

    return make


def docxtpl(paper: Paper, layout: Layout) -> Maker:
    docx, engine = need("docx"), need("docxtpl")
    document = docx.Document()
    for kind, what in parts(paper):
        if kind == "table":
            table = document.add_table(0, len(what[0]), style="Table Grid")
            for row in what:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif kind == "pair":
            cells = document.add_table(1, 2).rows[0].cells
            cells[0].text, cells[1].text = what
        else:
            document.add_paragraph(what.replace("25123456789", "{{ number }}"))
    template = BytesIO()
    document.save(template)

    def make() -> bytes:
        filled = engine.DocxTemplate(BytesIO(template.getvalue()))
        filled.render({"number": "25123456789"})
        buffer = BytesIO()
        filled.save(buffer)
        return buffer.getvalue()

    return make


def libreoffice(paper: Paper, layout: Layout) -> Maker:
    if not shutil.which("soffice"):
        raise Absent("not installed")
    filled, folder = docxtpl(paper, layout), tempfile.mkdtemp()
    source = Path(folder, "paper.docx")
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    command += ["--convert-to", "pdf", "--outdir", folder, os.fspath(source)]

    def make() -> bytes:
        source.write_bytes(filled())
        subprocess.run(command, check=True, capture_output=True)
        return source.with_suffix(".pdf").read_bytes()

    return make


PEERS: dict[str, Callable[[Paper, Layout], Maker]] = {
    "typst": typst,
    "typst, PDF/A-2b": lambda paper, layout: typst(paper, layout, pdf_standards=["a-2b"]),
    "fpdf2": fpdf2,
    "fpdf2, PDF/A-2B": lambda paper, layout: fpdf2(paper, layout, "PDF/A-2B"),
    "WeasyPrint": weasyprint,
    "WeasyPrint, PDF/A-2b": lambda paper, layout: weasyprint(paper, layout, pdf_variant="pdf/a-2b"),
    "docxtpl (.docx only)": docxtpl,
    "docxtpl + LibreOffice": libreoffice,
}
