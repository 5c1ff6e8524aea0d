"""Every PDF is PDF/A-2b, the same bytes every time, and tells nothing but the paper."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import msgspec
import pikepdf
import pytest
from pikepdf import pdfa

from core.documents import resolved as r
from core.documents.layout import load_layout
from core.documents.pdf import render_pdf
from core.documents.resolved import Paper
from tests.documents import samples as fixtures

NAMES = tuple(fixtures.samples())
ROOT = fixtures.RESOURCES.parent
JARS = [
    Path("/usr/share/java", f"{name}.jar")
    for name in "preflight pdfbox2 xmpbox fontbox2 commons-logging commons-io".split()
    + ["javax.activation", "jaxb-api"]
]


def rendered(name: str) -> bytes:
    return render_pdf(fixtures.samples()[name], fixtures.layout(), copy_mark="COPY")


@pytest.mark.parametrize("name", NAMES)
def test_every_paper_is_pdf_a_2b(name: str) -> None:
    report = pdfa.validate_written(BytesIO(rendered(name)), "2b")
    assert report.passed, report.findings


@pytest.mark.parametrize("name", NAMES)
def test_raw_syntax_that_readers_of_pdf_a_demand(name: str) -> None:
    data = rendered(name)
    assert data.startswith(b"%PDF-1.7\n%")
    assert all(byte > 127 for byte in data[10:14])
    assert data.endswith(b"%%EOF\n")
    streams = list(re.finditer(rb"/Length (\d+)[^>]*>>\s*stream(\r\n|\n)", data))
    assert streams
    for stream in streams:
        after = data[stream.end() + int(stream[1]) :]
        assert after.startswith(b"\nendstream"), "an end of line stands before endstream"
    assert re.search(rb"/ID\s*\[<?", data)
    assert not re.search(rb"/(Encrypt|Trans|AA|JavaScript|LZWDecode|OpenAction)\b", data)
    cross = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    assert data[cross:].startswith(b"xref\n")


@pytest.mark.parametrize("name", NAMES)
def test_every_face_is_embedded_and_no_empty_glyph_is_shown(name: str) -> None:
    with pikepdf.open(BytesIO(rendered(name))) as pdf:
        for page in pdf.pages:
            fonts = page.Resources.Font
            for font in fonts.values():
                assert "/FontFile2" in font.FontDescriptor
                assert "/ToUnicode" in font
                assert re.match(r"/[A-Z]{6}\+(Tinos|DejaVu)", str(font.BaseFont))
            shown = [
                bytes(operand)
                for step in pikepdf.parse_content_stream(page, "Tj")
                for operand in step.operands
            ]
            assert shown
            assert not any(b"\0" in words for words in shown)


def test_language_title_and_window_are_set_and_nothing_else_is_told() -> None:
    for name in NAMES:
        paper = fixtures.samples()[name]
        with pikepdf.open(BytesIO(rendered(name))) as pdf:
            assert str(pdf.Root.Lang) == f"{paper.language}-BY"
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            told = {str(key): str(value) for key, value in pdf.docinfo.items()}
            assert set(told) == {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"}
            assert told["/Title"] == paper.title
            assert told["/CreationDate"] == told["/ModDate"] == "D:20000101000000+00'00'"
            with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
                assert xmp["dc:title"] == paper.title
                assert xmp.pdfa_status == "2B"
                assert "dc:creator" not in xmp


def test_same_paper_gives_the_same_bytes_in_other_processes_and_after_other_papers() -> None:
    script = (
        "import hashlib,sys;from tests.documents.test_pdf_archive import rendered;"
        "print(*[hashlib.sha256(rendered(n)).hexdigest() for n in sys.argv[1:]])"
    )
    order = [*NAMES, *reversed(NAMES)]
    here = [hashlib.sha256(rendered(name)).hexdigest() for name in order]
    for seed in ("1", "2"):
        environ = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", script, *order], cwd=ROOT, env=environ, capture_output=True
        )
        assert done.stdout.decode().split() == here, done.stderr.decode()


def test_settings_from_outside_do_not_reach_a_paper(tmp_path: Path) -> None:
    (tmp_path / "reportlab_settings.py").write_text("raise SystemExit('executed')\n")
    (tmp_path / ".reportlab_settings").write_text("raise SystemExit('executed')\n")
    script = (
        "import hashlib;from tests.documents.test_pdf_archive import rendered;"
        "print(hashlib.sha256(rendered('protocol_be')).hexdigest());"
        "from core.documents.pdf_engine import rl_config as c;"
        "print(c.trustedHosts, c.trustedSchemes, c.TTFSearchPath)"
    )
    environ = {
        **os.environ,
        "HOME": str(tmp_path),
        "PYTHONPATH": str(tmp_path),
        "RL_pageCompression": "0",
        "RL_invariant": "0",
        "RL_useA85": "1",
        "RL_ttfAsciiReadable": "1",
        "RL_pdfMultiLine": "1",
        "RL_trustedHosts": "example.org",
        "RL_documentLang": "xx",
    }
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environ, capture_output=True, text=True
    )
    digest = hashlib.sha256(rendered("protocol_be")).hexdigest()
    assert done.stdout.split("\n")[:2] == [digest, "[] [] []"], done.stderr


def test_hostile_title_stays_one_title() -> None:
    title = "</rdf:li></rdf:Alt>(a) \\ <script> & \u202e\x00"
    paper = Paper("sample", 1, "ru", title, "2025-02-17", (r.Text("a"),))
    data = render_pdf(paper, fixtures.layout())
    assert pdfa.validate_written(BytesIO(data), "2b").passed
    with pikepdf.open(BytesIO(data)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "</rdf:li></rdf:Alt>(a) \\ <script> & "


def test_a_paper_with_many_alphabets_is_still_pdf_a() -> None:
    signs = "".join(map(chr, [*range(0x21, 0x17F), *range(0x390, 0x3CE), *range(0x400, 0x4F0)]))
    blocks = tuple(
        r.Text(" ".join(signs) + " \u2611\u2192\u6c34", style) for style in ("body", "bold")
    )
    paper = Paper("sample", 1, "be", "Signs", "2025-02-17", blocks)
    data = render_pdf(paper, fixtures.layout())
    report = pdfa.validate_written(BytesIO(data), "2b")
    assert report.passed, report.findings


def test_an_empty_paper_is_one_empty_page() -> None:
    empty = Paper("sample", 1, "be", "", "2025-02-17", ())
    with pikepdf.open(BytesIO(render_pdf(empty, fixtures.layout()))) as pdf:
        assert len(pdf.pages) == 1


def test_a_paper_survives_its_snapshot() -> None:
    layout = load_layout(fixtures.RESOURCES / "layout.yaml")
    for paper in fixtures.samples().values():
        kept = msgspec.json.decode(msgspec.json.encode(paper), type=Paper)
        assert render_pdf(kept, layout) == render_pdf(paper, fixtures.layout())


@pytest.mark.skipif(
    not (shutil.which("java") and all(jar.exists() for jar in JARS)),
    reason="PDFBox Preflight is not installed (apt-get install libpdfbox2-java "
    "libcommons-logging-java libcommons-io-java libactivation-java libjaxb-api-java)",
)
def test_the_1b_twin_satisfies_preflight(tmp_path: Path) -> None:
    """The second opinion knows only PDF/A-1b: the same file under that name and version."""
    files = []
    for name in NAMES:
        data = rendered(name).replace(b"%PDF-1.7", b"%PDF-1.4", 1)
        twin = data.replace(b"<pdfaid:part>2<", b"<pdfaid:part>1<")
        (tmp_path / f"{name}.pdf").write_bytes(twin)
        files.append(str(tmp_path / f"{name}.pdf"))
    source = str(Path(__file__).parent / "Preflight.java")
    command = ["java", "-cp", os.pathsep.join(map(str, JARS)), source, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["VALID"] * len(NAMES), done.stdout
