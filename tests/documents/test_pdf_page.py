"""The page looks as a court expects it: geometry, what keeps together, what is drawn where."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
import pytest
from PIL import Image

from core.documents import resolved as r
from core.documents.layout import MM, Layout, load_layout
from core.documents.pdf import render_pdf
from core.documents.pdf_flow import Strip, controlled, glued, paginated, tied
from core.documents.raster import contact_sheet, page_count, page_images, page_texts, png
from core.documents.resolved import Paper
from core.errors import DataError
from tests.documents import samples as fixtures

WORDS = "word " * 60


@dataclass(frozen=True)
class Found:
    """Where a word stands: page from 1, millimetres from the left and the upper edge."""

    page: int
    left: float
    right: float
    top: float


def find(pdf: bytes, word: str) -> list[Found]:
    """Return all places of a word."""
    found = []
    document = pdfium.PdfDocument(pdf)
    for number, page in enumerate(document, start=1):
        text = page.get_textpage()
        search = text.search(word, match_case=True)
        while (hit := search.get_next()) is not None:
            first, last = text.get_charbox(hit[0]), text.get_charbox(hit[0] + hit[1] - 1)
            top = page.get_height() - first[3]
            found.append(Found(number, first[0] / MM, last[2] / MM, top / MM))
        search.close()
        text.close()
    document.close()
    return found


def paper_of(*blocks: r.Block, foot: str = "", draft: str = "") -> Paper:
    return Paper("sample", 1, "be", "Sample", "2025-02-17", blocks, foot, draft)


def render(
    *blocks: r.Block, layout: Layout | None = None, foot: str = "", draft: str = ""
) -> bytes:
    return render_pdf(paper_of(*blocks, foot=foot, draft=draft), layout or fixtures.layout())


def paragraphs(count: int) -> tuple[r.Text, ...]:
    return tuple(r.Text(f"N{number} {WORDS}") for number in range(count))


def test_sanction_stands_at_105_mm_and_the_body_at_30_with_its_indent() -> None:
    pdf = render(r.Sanction("SANCTION", ("POST",), "NAME"), r.Text("BODY " + WORDS))
    assert find(pdf, "SANCTION")[0].left == pytest.approx(105, abs=0.4)
    assert find(pdf, "POST")[0].left == pytest.approx(105, abs=0.4)
    assert find(pdf, "NAME")[0].left == pytest.approx(105 + 38 + 2, abs=0.4)
    assert find(pdf, "BODY")[0].left == pytest.approx(30 + 12.5, abs=0.4)
    second_line = min(word.left for word in find(pdf, "word"))
    assert second_line == pytest.approx(30, abs=0.4)


def test_the_date_of_a_sanction_does_not_crowd_the_line_for_the_signature() -> None:
    layout = fixtures.layout()
    pdf = render(r.Sanction("SANCTION", ("POST",), "NAME", "MOMENT"))
    lead = layout.style("line").size * layout.line_spacing / MM
    apart = find(pdf, "MOMENT")[0].top - find(pdf, "NAME")[0].top
    assert apart >= lead + 2


@pytest.mark.parametrize("before", range(16, 40))
def test_who_got_a_paper_never_stands_on_a_sheet_without_its_text(before: int) -> None:
    lines = (r.Signature("POST", "NAME"),)
    body = tuple(r.Text(f"L{number}", "plain") for number in range(before))
    receipts = tuple(r.Receipt(f"TOLD{number}", "MOMENT", "NAME", "hint") for number in range(3))
    pdf = render(*body, r.Signatures(lines, "hint"), *receipts)
    last = find(pdf, "TOLD2")[0].page
    assert find(pdf, f"L{before - 1}")[0].page == last
    assert find(pdf, "POST")[0].page == last


def test_justified_lines_end_at_the_right_margin() -> None:
    ends = sorted(word.right for word in find(render(r.Text(WORDS * 2)), "word"))
    assert ends[-1] == pytest.approx(200, abs=0.4)
    assert sum(end > 199.5 for end in ends) >= 6


def test_a_line_may_end_inside_a_compound_and_never_inside_a_double_name() -> None:
    filled = " ".join(["m" * 6] * 6)
    for word, left in (("penal-procedural", 30), ("Petrov-Vodkinson", None)):
        pdf = render(r.Text(f"{filled} {word}", "plain"))
        second = find(pdf, word.split("-")[1])[0]
        assert (second.left == pytest.approx(30, abs=0.4)) is (left == 30)


def test_title_and_section_are_centred_and_the_date_is_on_the_right() -> None:
    blocks = (r.Heading("TITLE", "subject"), r.PlaceDate("PLACE", "DATE", ("HOUR",)))
    pdf = render(*blocks, r.Section("DECIDED"), r.Text("body"))
    for word in ("TITLE", "subject", "DECIDED"):
        at = find(pdf, word)[0]
        assert (at.left + at.right) / 2 == pytest.approx(115, abs=0.5)
    assert find(pdf, "PLACE")[0].left == pytest.approx(30, abs=0.4)
    assert find(pdf, "DATE")[0].right == pytest.approx(200, abs=0.4)
    assert find(pdf, "HOUR")[0].right == pytest.approx(200, abs=0.4)


def test_long_lines_of_time_stand_on_the_left_under_the_place() -> None:
    times = ("BEGAN at ten hours and forty minutes", "ENDED at noon")
    pdf = render(r.PlaceDate("PLACE", "DATE", times), r.Text("body"))
    assert find(pdf, "BEGAN")[0].left == pytest.approx(30, abs=0.4)
    assert find(pdf, "ENDED")[0].left == pytest.approx(30, abs=0.4)


def test_page_number_begins_on_the_second_page_in_the_middle_of_the_upper_margin() -> None:
    pdf = render(*paragraphs(20))
    texts = page_texts(pdf)
    assert not texts[0].rstrip().endswith("1")
    for number, text in enumerate(texts[1:], start=2):
        assert text.rstrip().splitlines()[-1] == str(number)
    at = next(place for place in find(pdf, "2") if place.page == 2 and place.top < 15)
    assert (at.left + at.right) / 2 == pytest.approx(115, abs=0.5)


def test_foot_line_of_a_protocol_is_on_every_page() -> None:
    pdf = render(*paragraphs(20), foot="Signed: ________")
    assert "_" not in "".join(page_texts(pdf)), "the line is drawn"
    feet = find(pdf, "Signed:")
    assert [foot.page for foot in feet] == list(range(1, page_count(pdf) + 1))
    assert all(foot.top > 280 for foot in feet)


def test_mirrored_sheets_have_the_wide_margin_on_the_right_of_even_pages() -> None:
    shipped = fixtures.layout()
    page = msgspec.structs.replace(shipped.page, mirrored=True)
    pdf = render(*paragraphs(20), layout=msgspec.structs.replace(shipped, page=page))
    edges = {n: min(w.left for w in find(pdf, "word") if w.page == n) for n in (1, 2, 3)}
    assert [round(edges[n]) for n in (1, 2, 3)] == [30, 10, 30]


@pytest.mark.parametrize("before", range(8, 14))
def test_signatures_stay_with_two_lines_of_the_body(before: int) -> None:
    lines = tuple(r.Text(f"L{number}") for number in range(before * 3))
    signed = r.Signatures(tuple(r.Signature(f"WHO{n}", f"NAME{n}") for n in range(4)), "(hint)")
    pdf = render(*lines, signed)
    pages = {place.page for n in range(4) for place in find(pdf, f"WHO{n}")}
    assert len(pages) == 1
    for number in (before * 3 - 1, before * 3 - 2):
        assert find(pdf, f"L{number}")[-1].page == pages.copy().pop()


@pytest.mark.parametrize("before", range(33, 42))
def test_section_word_is_never_the_last_of_a_page(before: int) -> None:
    pdf = render(*(r.Text(f"L{n}") for n in range(before)), r.Section("DECIDED"), r.Text(WORDS))
    assert find(pdf, "DECIDED")[0].page == find(pdf, "word")[0].page


@pytest.mark.parametrize("before", range(38, 46))
def test_words_that_announce_stay_with_what_they_announce(before: int) -> None:
    rights = r.Numbered(("RIGHTS:", "FIRST", "second"), numbering=False)
    pdf = render(*(r.Text(f"L{n}") for n in range(before)), rights)
    assert find(pdf, "RIGHTS")[0].page == find(pdf, "FIRST")[0].page


def test_name_of_a_signature_stands_on_the_line_of_the_last_words_of_the_post() -> None:
    signed = r.Signatures((r.Signature("Senior\nCAPTAIN", "NAME"),), "(HINT)")
    pdf = render(r.Text("body"), signed)
    post, name, hint = (find(pdf, word)[0] for word in ("CAPTAIN", "NAME", "HINT"))
    assert post.top == pytest.approx(name.top, abs=0.2)
    assert name.right == pytest.approx(200, abs=0.4)
    assert post.left < hint.left < name.left
    assert hint.top > name.top + 3


def test_draft_is_marked_and_the_mark_disappears_on_the_final_print() -> None:
    draft, final = render(*paragraphs(8), draft="DRAFT"), render(*paragraphs(8))
    assert page_count(draft) == page_count(final)
    for text in page_texts(draft):
        assert text.count("DRAFT") == 2  # in the margin, and outlined across the page
    assert "DRAFT" not in "".join(page_texts(final))
    marks = [mark for mark in find(draft, "DRAFT") if mark.top < 15]
    assert {round(mark.left) for mark in marks} == {30}


def test_draft_word_of_any_length_fits_the_sheet() -> None:
    assert page_count(render(r.Text("a"), draft="DRAFT " * 30)) == 1


def test_copy_is_marked_on_the_right() -> None:
    pdf = render_pdf(paper_of(r.Text("a")), fixtures.layout(), copy_mark="COPY")
    mark = find(pdf, "COPY")[0]
    assert mark.right == pytest.approx(200, abs=0.4)
    assert mark.top < 15


def test_only_black_is_drawn() -> None:
    paper = fixtures.samples()["resolution_be"]
    for image in page_images(render_pdf(paper, fixtures.layout()), 60):
        pixels = image.pixels
        assert pixels[0::4] == pixels[1::4] == pixels[2::4]


def dark_rows(pdf: bytes, share: float) -> list[int]:
    """Return the pixel rows of the first page that are dark at a share of its width."""
    image = next(iter(page_images(pdf, 72)))
    x = int(image.width * share) * 4
    return [y for y in range(image.height) if image.pixels[y * image.stride + x] < 200]


def test_crossed_lines_carry_a_slanting_line_and_open_lines_are_level() -> None:
    crossed, level = render(r.Blank(4, "", True)), render(r.Blank(4, "", False))
    assert dark_rows(level, 0.3) == dark_rows(level, 0.8)
    assert dark_rows(crossed, 0.3) != dark_rows(crossed, 0.8)
    words = page_texts(render(r.Blank(60, "LABEL", crossed=True)))
    assert len(words) >= 2
    assert words[0].startswith("LABEL")


def test_page_break_begins_a_page_and_two_of_them_are_one() -> None:
    pdf = render(
        r.PageBreak(), r.Text("A"), r.PageBreak(), r.PageBreak(), r.Text("B"), r.PageBreak()
    )
    assert [find(pdf, word)[0].page for word in "AB"] == [1, 2]
    assert page_count(pdf) == 2


def test_rows_of_a_table_must_be_as_wide_as_its_head() -> None:
    with pytest.raises(DataError, match="2 cells"):
        render(r.Table(("a", "b"), (("1",),)))


def test_a_narrow_column_grows_rather_than_cuts_a_word() -> None:
    pdf = render(r.Table(("Quantity", "Name"), (("1", "thing"),), (1, 12)))
    assert "Quantity" in page_texts(pdf)[0]


def test_a_huge_table_head_does_not_hang_the_printer() -> None:
    pdf = render(r.Table((WORDS * 40, "b"), tuple((f"R{n}", "x") for n in range(30))))
    assert find(pdf, "R29")


def strips(count: int, height: float = 10) -> list[Strip]:
    return [Strip(height) for _ in range(count)]


def test_flow_fills_pages_in_order() -> None:
    assert [len(page) for page in paginated(strips(25), 100)] == [10, 10, 5]


def test_flow_leaves_no_widow_and_no_orphan() -> None:
    flow = strips(9) + controlled(strips(6))
    assert [len(page) for page in paginated(flow, 100)] == [9, 6]
    flow = strips(5) + controlled(strips(6))
    assert [len(page) for page in paginated(flow, 100)] == [9, 2]


def test_flow_cuts_a_group_higher_than_a_page_where_the_page_ends() -> None:
    flow = strips(3) + glued(strips(23))
    assert [len(page) for page in paginated(flow, 100)] == [10, 10, 6]


def test_flow_drops_space_at_the_top_of_a_page() -> None:
    flow = [*strips(10), Strip(0, before=30), Strip(10, before=20)]
    pages = paginated(flow, 100)
    assert [drawn.top for drawn in pages[1]] == [0]


def test_flow_ties_the_last_lines_to_what_follows() -> None:
    flow = tied(strips(10), 2) + glued(strips(1, 20))
    assert [len(page) for page in paginated(flow, 100)] == [8, 3]


def test_pictures_of_pages_have_the_size_of_the_sheet_and_fit_a_contact_sheet() -> None:
    pdf = render_pdf(fixtures.samples()["inventory_ru"], fixtures.layout())
    pictures = [png(image) for image in page_images(pdf, 110)]
    assert [Image.open(BytesIO(picture)).size for picture in pictures] == [(910, 1287)] * 2
    one = list(page_images(pdf, 50, pages=[1]))
    assert len(one) == 1 and one[0].stride * one[0].height == len(one[0].pixels)
    assert set(one[0].pixels[3::4]) == {255}
    sheet = Image.open(BytesIO(contact_sheet(pictures, columns=4, width=200, gap=10)))
    assert sheet.size == (10 + 2 * 210, 10 + 283 + 10)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("version: 1", "version: 2"), "version"),
        (("line_spacing: 1.15", "line_spacing: 9"), "line_spacing"),
        (("page:\n", "page:\n  colour: red\n"), "colour"),
        (("line_width:", "line_width: 1\nline_width:"), "stands twice"),
        (("  title: {face: bold", "  tytle: {face: bold"), "title"),
        (("  left: 30", "  left: 190"), "margins"),
        (("face: bold", "face: fat"), "fat"),
        (("version: 1", "version: !!python/object:os.system {}"), "python"),
        (("version: 1", "root: /\nversion: 1"), "root"),
    ],
)
def test_a_wrong_layout_is_named_and_refused(
    tmp_path: Path, change: tuple[str, str], problem: str
) -> None:
    text = (fixtures.RESOURCES / "layout.yaml").read_text(encoding="utf-8")
    assert change[0] in text
    path = tmp_path / "layout.yaml"
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(DataError, match=problem):
        load_layout(path)


def test_an_unknown_style_is_a_fault_of_the_form() -> None:
    with pytest.raises(DataError, match=r"styles\.fancy"):
        render(r.Text("a", style="fancy"))
