"""L1, L6: a day of work in the window, killed and begun again, leaves no word of a case outside."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest

from core.documents.docx import render_docx
from core.documents.pdf import render_pdf
from core.documents.tables import Table, as_xlsx
from core.documents.text import clean
from core.paths import ROOT
from tests.documents import samples as fixtures
from tests.documents.form_samples import composed, samples
from tests.harness.printed import docx_words, folded, pdf_words
from tests.harness.test_leaks import CANARIES, Day, bird_case, readable, spellings
from tests.harness.traced import FULL, STRACE, Tally, needs_strace

PROGRAM = Path(__file__).with_name("window_day.py")
CALLS = "openat,open,creat,rename,renameat,renameat2,link,linkat,symlink,mkdir,mkdirat"
MADE = re.compile(
    r'^\d+ +(?:open(?:at)?\((?:\w+, )?"(?P<opened>[^"]+)", [^)]*O_CREAT[^)]*\)'
    r'|(?:rename|link|symlink|mkdir|creat)\w*\((?:.*, )?"(?P<named>[^"]+)"[^"]*\)) += \d'
)
"""A file that a call made or gave a name, by the lines of strace."""
DEVICES = ("/proc/", "/dev/null", "/dev/tty", "/dev/pts")


class Window:
    """Runs the real program without a display in the folders of a day."""

    def __init__(self, day: Day) -> None:
        self.day, self.log = day, day.folder / "strace"
        self.environment = {
            **day.environment,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
            "XDG_RUNTIME_DIR": str(day.folder / "tmp"),
        }

    def run(self, work: bool) -> None:
        """Let the program do its day under strace, then kill it."""
        assert STRACE is not None
        told = {"work": work, "case": "case", "name": CANARIES[2]}
        told["chosen"] = str(self.day.folder / "chosen")
        tracing = [STRACE, "-f", "-s", "400", "-e", f"trace={CALLS}", "-A", "-o", str(self.log)]
        with subprocess.Popen(
            [*tracing, sys.executable, str(PROGRAM)],
            env=self.environment,
            cwd=self.day.folder / "home",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as program:
            assert program.stdin is not None and program.stdout is not None
            program.stdin.write(json.dumps(told) + "\n")
            program.stdin.flush()
            said = program.stdout.readline().split()
            if said[:1] == ["done"]:
                os.kill(int(said[1]), signal.SIGKILL)
            _, complaint = program.communicate(timeout=60)
        assert said[:1] == ["done"], complaint

    def made(self) -> set[str]:
        """Return every file that was made or named, wherever it is."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        names = (found["opened"] or found["named"] for line in lines if (found := MADE.match(line)))
        home = self.day.folder / "home"
        return {str(home / plain(name)) for name in names if not name.startswith(DEVICES)}


def plain(name: str) -> str:
    """Return a name as strace writes it, bytes in octal, as it is."""
    return name.encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")


@needs_strace
def test_a_day_in_the_window_leaves_no_word_outside(tmp_path: Path) -> None:
    day, chosen = Day(tmp_path), tmp_path / "chosen"
    (chosen / "secret").unlink()
    case = bird_case(tmp_path)
    day.environment["SLEDCHY_HOME"] = str(tmp_path / "own")
    with Tally("L1 window") as tally:
        for words in (("create",), ("import", str(case))):
            assert "{" in day.plain("archive", *words)
        window = Window(day)
        window.run(work=True)
        written = {name.partition("/")[0] for name in readable(tmp_path)}
        assert {one.suffix for one in chosen.rglob("*")} >= {".pdf", ".docx", ".json"}
        window.run(work=False)
    outside = [one for one in window.made() if not one.startswith(str(tmp_path))]
    left = [one.name for one in (tmp_path / "tmp").rglob("*") if one.is_file()]
    parts = [one.name for one in (tmp_path / "own").rglob("*") if one.suffix in (".part", ".tmp")]
    tally.told(canaries=len(CANARIES), found=0, temporary=len(left), made=len(window.made()))
    assert written <= {"chosen"}
    assert [name for name in readable(tmp_path) if not name.startswith("chosen/")] == []
    assert (outside, left, parts) == ([], [], [])
    beside = [one for one in window.made() if not one.startswith(str(chosen))]
    assert len(beside) > 5
    assert not [one for one in beside if any(word in one for word in CANARIES)]


@needs_strace
def test_a_file_made_elsewhere_would_be_seen(tmp_path: Path) -> None:
    """The negative control."""
    assert STRACE is not None
    (tmp_path / "elsewhere").mkdir()
    window = Window(Day(tmp_path / "elsewhere"))
    lines = "open('/tmp/x-ў', 'w').close(); import os; os.rename('/tmp/x-ў', '/tmp/x-z')"
    tracing = [STRACE, "-f", "-e", f"trace={CALLS}", "-o", str(window.log)]
    subprocess.run([*tracing, sys.executable, "-c", lines + "; os.remove('/tmp/x-z')"], check=True)
    assert {"/tmp/x-ў", "/tmp/x-z"} <= window.made()


# --- L6: what papers tell beside their words ----------------------------------------

ABOUT = ("root", "sledchy-host", "/home", "\\Users", "python-docx", "XlsxWriter")


def about_pdf(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        told = " ".join(map(str, pdf.docinfo.values()))
        return told + pdf.Root.Metadata.read_bytes().decode()


def about_zip(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "".join(parts.read(n).decode() for n in parts.namelist() if n.startswith("docProps"))


def hidden_in(docx: bytes) -> list[str]:
    """Return marks of text that an office program does not show, of comments and of changes."""
    with zipfile.ZipFile(io.BytesIO(docx)) as parts:
        body = parts.read("word/document.xml").decode()
        names = [n for n in parts.namelist() if re.search("comments|people|custom", n)]
    found = re.findall(r"<w:(?:vanish|del|ins|webHidden|comment\w*|color)\b[^>]*>", body)
    return [*found, *names]


def invisible_in(pdf_bytes: bytes) -> list[str]:
    """Return operators and objects that hide words: no ink, another colour, another layer."""
    hides = {"Tr", "g", "rg", "k", "sc", "scn", "gs", "BDC", "Do", "BI"}
    found: list[str] = []
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        for page in pdf.pages:
            found += [str(o.operator) for o in pikepdf.parse_content_stream(page)]
            assert "/Annots" not in page
            assert all("/FontFile2" in font.FontDescriptor for font in page.Resources.Font.values())
        assert "/AcroForm" not in pdf.Root and "/Names" not in pdf.Root
    return [one for one in found if one in hides]


NAMES = tuple(samples())


@pytest.mark.parametrize("name", NAMES if FULL else NAMES[::4])
def test_a_paper_tells_its_words_and_nothing_else(name: str) -> None:
    made = composed(name, "be")
    pdf, docx = (render(made.paper, fixtures.layout()) for render in (render_pdf, render_docx))
    surnames = [word for text in made.used.values() for word in text.split() if len(word) > 5]
    for told in (about_pdf(pdf), about_zip(docx)):
        plain = told.replace(str(clean(made.paper.title)), "")
        assert not [word for word in (*ABOUT, *surnames) if word in plain]
    assert (hidden_in(docx), invisible_in(pdf)) == ([], [])
    assert render_pdf(made.paper, fixtures.layout()) == pdf
    assert render_docx(made.paper, fixtures.layout()) == docx
    assert folded(pdf_words(pdf))[:40] == folded(docx_words(docx))[:40]


def test_a_list_tells_its_words_and_nothing_else() -> None:
    data = as_xlsx(Table("List", ("Name",), ((CANARIES[0],),)))
    assert not [word for word in (*ABOUT, *CANARIES) if word in about_zip(data)]


def test_words_that_are_hidden_would_be_found() -> None:
    """The negative control."""
    paper = fixtures.samples()["protocol_be"]
    docx = render_docx(paper, fixtures.layout())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            body = source.read(part).replace(b"<w:rPr>", b"<w:rPr><w:vanish/>", 1)
            target.writestr(part, body)
    assert hidden_in(out.getvalue()) == ["<w:vanish/>"]
    draft = composed("protocol_detention", "be").paper
    marked = render_pdf(
        type(draft)(**{n: getattr(draft, n) for n in draft.__struct_fields__} | {"draft": "X"}),
        fixtures.layout(),
    )
    assert "Tr" in invisible_in(marked)  # the outline of a draft is drawn without filling
    assert any(s in CANARIES[0].encode("utf-16-le") for s in spellings(CANARIES[0]))
