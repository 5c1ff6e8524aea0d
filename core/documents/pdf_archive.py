"""Sheets drawn by ReportLab and written as PDF/A-2b."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from core.documents.layout import MM, Layout
from core.documents.pdf_engine import Canvas, pdfdoc
from core.documents.pdf_flow import Rule
from core.documents.typography import Line
from core.i18n import PaperLanguage

PROGRAM = "Sledchy"
_PROFILE_NAME = "sRGB IEC61966-2.1"
_MOMENT = "2000-01-01T00:00:00+00:00"
"""The file does not tell when it was made: the paper itself does."""

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{program}</pdf:Producer>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@lru_cache(maxsize=2)
def _profile(path: Path) -> bytes:
    """Return the colour profile of the output intent, compressed once for all papers."""
    return zlib.compress(path.read_bytes(), 9)


class _Information(pdfdoc.PDFInfo):  # type: ignore[misc]
    """The information dictionary without author, subject or keywords: only what XMP says too."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Return the dictionary as it is written."""
        date = pdfdoc.PDFDate(ts=document._timeStamp)
        entries = {"Title": pdfdoc.PDFString(self.title), "CreationDate": date, "ModDate": date}
        entries |= {key: pdfdoc.PDFString(PROGRAM) for key in ("Producer", "Creator")}
        written: bytes = pdfdoc.PDFDictionary(entries).format(document)
        return written


class _Metadata(pdfdoc.XMP):  # type: ignore[misc]
    """An XMP packet that is never compressed, so that any archive can read it."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Return the stream as it is written."""
        filters, document.defaultStreamFilters = document.defaultStreamFilters, None
        try:
            written: bytes = super().format(document)
        finally:
            document.defaultStreamFilters = filters
        return written


class Sheet:
    """One file being drawn, page after page; lengths in points from the lower left corner."""

    def __init__(self, layout: Layout, *, title: str, language: PaperLanguage) -> None:
        self._layout = layout
        self._size = (layout.page.width * MM, layout.page.height * MM)
        self._buffer = BytesIO()
        self._canvas = Canvas(
            self._buffer,
            pagesize=self._size,
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 7),
            initialFontName="regular",
            lang=f"{language}-BY",
        )
        self._describe(title, f"{language}-BY")
        self._begin()

    def _describe(self, title: str, language: str) -> None:
        """Set title, language, colours and the mark of PDF/A."""
        document = self._canvas._doc
        document.info = _Information()
        document.info.title = title
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        packet = _XMP.format(
            title=escape(title), language=language, program=PROGRAM, moment=_MOMENT
        ).encode()
        document.Catalog.Metadata = _Metadata(creator=lambda _: packet)
        profile = pdfdoc.PDFStream(
            pdfdoc.PDFDictionary({"N": 3, "Filter": pdfdoc.PDFName("FlateDecode")}),
            _profile(self._layout.file(self._layout.colour_profile)),
        )
        intent = {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdfdoc.PDFString(_PROFILE_NAME),
            "Info": pdfdoc.PDFString(_PROFILE_NAME),
            "DestOutputProfile": document.Reference(profile),
        }
        document.Catalog.OutputIntents = pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])

    def _begin(self) -> None:
        """Begin a page."""
        self._words = self._canvas.beginText()
        self._type: tuple[str, float] = ("", 0)
        self._stretch = 0.0
        self._rules: list[Rule] = []

    def text(self, x: float, y: float, line: Line) -> None:
        """Draw a set line with its column at `x` and its base line at `y`."""
        words = self._words
        words.setTextOrigin(x + line.x, y)
        if line.stretch != self._stretch:
            words.setWordSpace(line.stretch)
            self._stretch = line.stretch
        for piece in line.pieces:
            wanted = (piece.face, line.size)
            if wanted != self._type:
                words.setFont(*wanted)
                self._type = wanted
            words.textOut(piece.text)

    def rule(self, rule: Rule) -> None:
        """Draw a ruled line; one that goes on where the last of its column ended is one line."""
        for at in range(len(self._rules) - 1, max(-1, len(self._rules) - 12), -1):
            above = self._rules[at]
            if above.x0 == above.x1 == rule.x0 == rule.x1 and abs(above.y1 - rule.y0) < 0.01:
                self._rules[at] = above._replace(y1=rule.y1)
                return
        self._rules.append(rule)

    def diagonal(self, lines: Sequence[Line]) -> None:
        """Draw the word of a draft across the page in a thin broken outline, under the text."""
        draft, canvas = self._layout.draft, self._canvas
        for line in lines[:1]:
            scale = draft.size / line.size
            width, height = self._size
            room = 0.85 * math.hypot(width, height) / (line.width * scale)
            size = draft.size * min(1.0, room)
            canvas.saveState()
            canvas.translate(width / 2, height / 2)
            canvas.rotate(draft.angle)
            canvas.setLineWidth(draft.line_width)
            canvas.setDash(*draft.dash)
            word = canvas.beginText(-line.width * size / line.size / 2, -size / 3)
            word.setTextRenderMode(1)
            for piece in line.pieces:
                word.setFont(piece.face, size)
                word.textOut(piece.text)
            canvas.drawText(word)
            canvas.restoreState()

    def end_page(self) -> None:
        """Write the page and begin the next one."""
        self._canvas.drawText(self._words)
        self._canvas.setLineWidth(self._layout.line_width)
        self._canvas.lines(self._rules)
        self._canvas.showPage()
        self._begin()

    def finish(self) -> bytes:
        """Return the whole file."""
        self._canvas.save()
        return self._buffer.getvalue()
