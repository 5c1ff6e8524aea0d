"""Pages of a PDF as pictures, and their words as a reader copies them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from io import BytesIO
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image

POINTS_PER_INCH = 72


class PageImage(NamedTuple):
    """One page on white, in rows of four bytes a pixel: blue, green, red, alpha (255)."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """Return the number of pages."""
    with closing(pdfium.PdfDocument(pdf)) as document:
        return len(document)


def page_images(pdf: bytes, dpi: float, pages: Sequence[int] | None = None) -> Iterator[PageImage]:
    """Yield pictures of the pages on white, all of them or those numbered from 0."""
    with closing(pdfium.PdfDocument(pdf)) as document:
        for number in range(len(document)) if pages is None else pages:
            bitmap = document[number].render(
                scale=dpi / POINTS_PER_INCH,
                fill_color=(255, 255, 255, 255),
                force_bitmap_format=pdfium.raw.FPDFBitmap_BGRA,
            )
            pixels = bytes(bitmap.buffer)
            yield PageImage(bitmap.width, bitmap.height, bitmap.stride, pixels)
            bitmap.close()


def png(image: PageImage) -> bytes:
    """Return a picture as a PNG file."""
    return _file(_picture(image))


def contact_sheet(
    pngs: Sequence[bytes], columns: int = 4, width: int = 300, gap: int = 12
) -> bytes:
    """Return one PNG with small pictures of many, row by row; measures in pixels."""
    small = [_scaled(Image.open(BytesIO(data)).convert("L"), width) for data in pngs]
    columns = max(1, min(columns, len(small)))
    rows = [small[start : start + columns] for start in range(0, len(small), columns)]
    heights = [max(picture.height for picture in row) for row in rows]
    size = (gap + columns * (width + gap), gap + sum(height + gap for height in heights))
    sheet = Image.new("L", size, 200)
    y = gap
    for row, height in zip(rows, heights, strict=True):
        for column, picture in enumerate(row):
            sheet.paste(picture, (gap + column * (width + gap), y))
        y += height + gap
    return _file(sheet)


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    """Return a picture of that width and its own proportions."""
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _picture(image: PageImage) -> Image.Image:
    """Return the pixels as a picture of Pillow."""
    size = (image.width, image.height)
    return Image.frombuffer("RGB", size, image.pixels, "raw", "BGRX", image.stride, 1)


def _file(picture: Image.Image) -> bytes:
    """Return a picture as a PNG file."""
    buffer = BytesIO()
    picture.save(buffer, "PNG", optimize=False)
    return buffer.getvalue()


def page_texts(pdf: bytes, margins: tuple[float, float] = (0, 0)) -> list[str]:
    """Return the words of every page as a reader copies them.

    `margins` in points cuts off what stands in the upper and the lower margin: page
    number, mark, foot line.
    """
    with closing(pdfium.PdfDocument(pdf)) as document:
        return [_words(page, margins) for page in document]


def _words(page: pdfium.PdfPage, margins: tuple[float, float]) -> str:
    """Return the words of one page between its margins.

    PDFium reports a hyphen at the end of a line as a mark of its own; our pages have
    no other hyphens there than those of the text.
    """
    upper, lower = margins
    with closing(page.get_textpage()) as text:
        words: str = text.get_text_bounded(bottom=lower, top=page.get_height() - upper)
    return words.replace("\x02", "-").replace("\ufffe", "-")
