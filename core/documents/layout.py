"""The geometry of papers, read strictly from resources/layout.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from core.errors import DataError
from core.law.loader import convert

MM = 72 / 25.4
"""Points in a millimetre."""

Length = Annotated[float, msgspec.Meta(ge=0, le=1000)]
Face = Literal["regular", "bold", "italic", "bold_italic"]
Align = Literal["left", "right", "centre", "justify"]


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A group of settings; millimetres unless a field says points."""


class Fonts(_Part, frozen=True):
    """Font files, as paths from the layout file."""

    regular: str
    bold: str
    italic: str
    bold_italic: str
    fallback: str


class Page(_Part, frozen=True):
    """The sheet, its margins and what stands in them."""

    width: Length
    height: Length
    left: Length
    right: Length
    top: Length
    bottom: Length
    mirrored: bool
    number_top: Length
    mark_top: Length
    foot_bottom: Length

    @property
    def text_width(self) -> float:
        """Return the width between the margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Return the height between the margins."""
        return self.height - self.top - self.bottom

    def left_of(self, number: int) -> float:
        """Return the left margin of a page, counted from 1: the back of a sheet may be mirrored."""
        return self.right if self.mirrored and number % 2 == 0 else self.left


class Style(_Part, frozen=True):
    """How a text stands: `size`, `before` and `after` in points."""

    size: Length
    align: Align
    face: Face = "regular"
    indent: Length = 0
    left: Length = 0
    """From the left edge of the text."""
    before: Length = 0
    after: Length = 0


class Heading(_Part, frozen=True):
    """Space around the name of a paper, in points."""

    before: Length
    after: Length


class Sanction(_Part, frozen=True):
    """The block of another official, top right; `under_sign` and `after` in points."""

    left: Length
    rows: int
    sign: Length
    under_sign: Length
    after: Length


class PlaceDate(_Part, frozen=True):
    """Place and date; `after` in points."""

    date: Length
    after: Length


class Fields(_Part, frozen=True):
    """Label and value; `before`, `row_gap` and `after` in points."""

    before: Length
    label: Length
    gap: Length
    row_gap: Length
    after: Length


class Table(_Part, frozen=True):
    """A ruled table; all but `pad_x` in points."""

    pad_x: Length
    pad_top: Length
    pad_bottom: Length
    before: Length
    after: Length
    whole_row: int
    """Rows of up to so many lines are never split."""


class Signatures(_Part, frozen=True):
    """Three columns of a signature; `before` and `after` in points."""

    who: Length
    sign: Length
    gap: Length
    before: Length
    after: Length
    body_lines: int


class Receipt(_Part, frozen=True):
    """A line to be completed by hand; `before` in points."""

    before: Length
    sign: Length
    gap: Length


class Blank(_Part, frozen=True):
    """Lines for handwriting; `after` in points."""

    crossed_max: Annotated[int, msgspec.Meta(ge=1, le=30)]
    """Lines under one Z; a longer block has several."""
    after: Length


class Draft(_Part, frozen=True):
    """The outlined word across a draft; points and degrees."""

    size: Length
    angle: float
    line_width: Length
    dash: tuple[float, float]


class Layout(_Part, frozen=True):
    """Everything a renderer must know about looks."""

    version: Literal[1]
    fonts: Fonts
    colour_profile: str
    office_font: str
    page: Page
    no_break_after: tuple[str, ...]
    """Words that never end a line: a number sign, "art."."""
    no_break_before: tuple[str, ...]
    """Words that never leave the number before them."""
    line_spacing: Annotated[float, msgspec.Meta(ge=1, le=3)]
    line_width: Length
    handwriting: Annotated[float, msgspec.Meta(ge=4, le=20)]
    styles: dict[str, Style]
    heading: Heading
    sanction: Sanction
    place_date: PlaceDate
    fields: Fields
    table: Table
    signatures: Signatures
    receipt: Receipt
    blank: Blank
    draft: Draft
    root: str = ""
    """The folder of the layout file; set by `load_layout`, never written in it."""

    def style(self, name: str) -> Style:
        """Return a style by its name; a name that is not there is a fault of a shipped file."""
        found = self.styles.get(name)
        if found is None:
            raise DataError("layout.yaml", f"styles.{name}", f"known: {', '.join(self.styles)}")
        return found

    def file(self, path: str) -> Path:
        """Return a file named in the layout."""
        return Path(self.root, path)


_OWN_STYLES = frozenset(
    {"body", "plain", "bold", "centre", "small", "right", "title", "subject", "section", "line"}
    | {"end", "middle", "cell", "cell_head", "hint", "number", "foot", "mark"}
)


def load_layout(path: Path) -> Layout:
    """Return the layout of a file; anything unknown, missing or repeated is a `DataError`."""
    layout = convert(path, Layout)
    missing = sorted(_OWN_STYLES - set(layout.styles))
    if missing:
        raise DataError(path, "styles", f"missing: {', '.join(missing)}")
    if layout.root:
        raise DataError(path, "root", "the folder is where the file is and cannot be written in it")
    if layout.page.text_width < 100 or layout.page.text_height < 60:
        raise DataError(path, "page", "the margins leave less than 100 x 60 mm for the text")
    return msgspec.structs.replace(layout, root=str(path.resolve().parent))
