"""One two-page paper, warm: ours against a bare ReportLab canvas and against other engines.

    python -m benchmarks.pdf            the table of ours and the floor
    python -m benchmarks.pdf --peers    with the peers that are installed

Every engine runs in its own process, all of them in turn, several rounds; the median of
processor time (the machine may be shared) and of wall time is given. The floor draws the
same lines at the same places: nothing is left to compute but font subsets and bytes.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import msgspec

from benchmarks.pdf_peers import PEERS, Absent
from core.documents.compose import Draft
from core.documents.form import Form
from core.documents.layout import MM, Layout
from core.documents.pdf import render_pdf
from core.documents.pdf_blocks import flow_of
from core.documents.pdf_compose import Composer
from core.documents.pdf_engine import Canvas
from core.documents.pdf_flow import paginated
from core.documents.resolved import Paper
from core.documents.typography import Piece, typefaces
from core.engine.events import Journal
from core.law.loader import convert
from core.services.casework import Casework
from core.services.library import open_library
from tests.documents.samples import layout, samples

ROOT = Path(__file__).parent.parent
Maker = Callable[[], bytes]


def two_pages() -> Paper:
    """Return a resolution with a table: two full pages of both alphabets."""
    ru, be, inventory = (samples()[n] for n in ("resolution_ru", "protocol_be", "inventory_ru"))
    table = next(b for b in inventory.blocks if type(b).__name__ == "Table")
    story = [b for b in be.blocks if type(b).__name__ in ("Narrative", "Questions", "Text")]
    blocks = (*ru.blocks[:6], table, *story, *ru.blocks[6:])
    return msgspec.structs.replace(ru, blocks=blocks)


def ours(paper: Paper, geometry: Layout) -> Maker:
    """Return what renders a resolved paper."""
    return lambda: render_pdf(paper, geometry)


def from_snapshot(paper: Paper, geometry: Layout) -> Maker:
    """Return what reads a paper from its snapshot and renders it."""
    kept = msgspec.json.encode(paper)
    decoder = msgspec.json.Decoder(Paper)
    return lambda: render_pdf(decoder.decode(kept), geometry)


def floor(paper: Paper, geometry: Layout) -> Maker:
    """Return what draws the same lines, already set and placed, on a bare canvas."""
    composer = Composer(geometry, typefaces(geometry))
    pages = []
    left, top = geometry.page.left * MM, (geometry.page.height - geometry.page.top) * MM
    for page in paginated(flow_of(composer, paper.blocks), geometry.page.text_height * MM):
        runs, rules = [], []
        for drawn in page:
            y = top - drawn.top
            for x, dy, line, _ in drawn.strip.lines:
                at = left + x + line.x
                for text, face in line.pieces:
                    runs.append((face, line.size, at, y - dy, text, line.stretch))
                    at += composer.faces.width(Piece(text, face), line.size)
            rules += [(left + a, y - b, left + c, y - d) for a, b, c, d in drawn.strip.rules]
        pages.append((runs, rules))

    def make() -> bytes:
        buffer = BytesIO()
        canvas = Canvas(buffer, pagesize=(595.276, 841.89), initialFontName="regular", invariant=1)
        for runs, rules in pages:
            current = None
            for face, size, x, y, text, stretch in runs:
                if current != (face, size):
                    canvas.setFont(face, size)
                    current = (face, size)
                canvas.drawString(x, y, text, wordSpace=stretch)
            canvas.setLineWidth(0.5)
            canvas.lines(rules)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    return make


def composed(paper: Paper, geometry: Layout) -> Maker:
    """Return what composes the protocol of detention from its form and a case, and renders it."""
    case, form, draft = detention()
    return lambda: render_pdf(case.compose(form, draft, "be").paper, geometry)


def composed_floor(paper: Paper, geometry: Layout) -> Maker:
    """Return the floor of the same protocol."""
    case, form, draft = detention()
    return floor(case.compose(form, draft, "be").paper, geometry)


def detention() -> tuple[Casework, Form, Draft]:
    """Return a small case and what is filled in of its two-page protocol of detention."""
    case = convert(Path(__file__).with_name("pdf_case.yaml"), Journal)
    library = open_library(ROOT / "resources")
    told = "word " * 120
    draft = Draft({"grounds": told}, datetime(2026, 3, 5, 10), datetime(2026, 3, 5, 12), "p1")
    return Casework("case", case.events, library), library.forms["protocol_detention"], draft


OURS: dict[str, Callable[[Paper, Layout], Maker]] = {
    "bare ReportLab canvas, same lines (floor)": floor,
    "ours, PDF/A-2b": ours,
    "ours, from the kept snapshot": from_snapshot,
}
COMPOSED: dict[str, Callable[[Paper, Layout], Maker]] = {
    "bare canvas, the lines of a protocol of detention (floor)": composed_floor,
    "that protocol composed from its form, and rendered": composed,
}


def one(name: str, count: int) -> dict[str, float]:
    """Return the figures of one engine in this process."""
    paper, geometry = two_pages(), layout()
    make = (OURS | COMPOSED | PEERS)[name](paper, geometry)
    began = time.perf_counter()
    data = make()
    first = time.perf_counter() - began
    for _ in range(min(2, count)):
        make()
    wall, cpu = [], []
    for _ in range(count):
        start, used = time.perf_counter(), _used()
        make()
        wall.append(time.perf_counter() - start)
        cpu.append(_used() - used)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "wall": statistics.median(wall) * 1e3,
        "cpu": statistics.median(cpu) * 1e3,
        "first": first * 1e3,
        "kb": len(data) / 1024,
        "mb": peak,
    }


def _used() -> float:
    """Return the processor time of this process and its finished children."""
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(use.ru_utime + use.ru_stime for use in map(resource.getrusage, both))


def table(names: list[str], rounds: int, count: int) -> str:
    """Return the table of all engines, each in processes of its own."""
    figures: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    absent: dict[str, str] = {}
    for _ in range(rounds):
        for name in (name for name in names if name not in absent):
            slow = "LibreOffice" in name or "WeasyPrint" in name
            command = [sys.executable, "-m", "benchmarks.pdf", "--one", name]
            command += ["--count", str(max(2, count // 8) if slow else count)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
            if done.returncode == 3:
                absent[name] = done.stdout.strip()
            elif done.returncode:
                raise SystemExit(f"{name}: {done.stderr[-2000:]}")
            else:
                figures[name].append(json.loads(done.stdout.splitlines()[-1]))
    base = statistics.median(f["cpu"] for f in figures[names[0]])
    rows = [
        "| engine | processor ms | ratio to floor | wall ms | first ms | KB | MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in names:
        if name in absent:
            rows.append(f"| {name} | not installed | – | – | – | – | – |")
            continue
        cpu, wall, first, kb, mb = (
            statistics.median(f[key] for f in figures[name])
            for key in ("cpu", "wall", "first", "kb", "mb")
        )
        shown = (f"{cpu:.1f}", f"{cpu / base:.2f}", f"{wall:.1f}", f"{first:.0f}")
        rows.append(f"| {' | '.join((name, *shown, f'{kb:.1f}', f'{mb:.0f}'))} |")
    return "\n".join(rows)


def main() -> None:
    """Print the table, or the figures of one engine."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--one", help="used by the table itself")
    args = parser.parse_args()
    if args.one:
        try:
            print(json.dumps(one(args.one, args.count)))
        except Absent as absent:
            print(absent)
            raise SystemExit(3) from absent
        return
    print(table([*OURS, *(PEERS if args.peers else ())], args.rounds, args.count))
    print()
    print(table(list(COMPOSED), args.rounds, args.count))


if __name__ == "__main__":
    main()
