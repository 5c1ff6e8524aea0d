"""The PDF says what the paper says, in the order a person reads it."""

from __future__ import annotations

import re
from io import BytesIO

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import pdfa

from core.documents import resolved as r
from core.documents.docx import render_docx
from core.documents.layout import MM
from core.documents.pdf import render_pdf
from core.documents.plain import plain_text
from core.documents.raster import page_count, page_texts
from core.documents.resolved import Paper
from core.documents.typography import typefaces
from tests.documents import samples as fixtures

NAMES = tuple(fixtures.samples())


def folded(text: str) -> str:
    """Return the words of a text without spaces, line ends and the lines of hands."""
    return re.sub(r"[\s_~]+", "", text)


def printed(paper: Paper) -> str:
    """Return the words of a paper's PDF between the margins."""
    page = fixtures.layout().page
    margins = (page.top * MM - 4, page.bottom * MM - 4)
    return "".join(page_texts(render_pdf(paper, fixtures.layout()), margins))


def paper_of(*blocks: r.Block) -> Paper:
    return Paper("sample", 1, "be", "Sample", "2025-02-17", blocks)


def assert_says(paper: Paper) -> None:
    issued = msgspec.structs.replace(paper, draft="")
    assert folded(printed(issued)) == folded(plain_text(issued))


@pytest.mark.parametrize("name", NAMES)
def test_pdf_text_equals_the_plain_text(name: str) -> None:
    assert_says(fixtures.samples()[name])


def test_samples_show_every_kind_of_block() -> None:
    shown = {type(block) for paper in fixtures.samples().values() for block in paper.blocks}
    assert shown == set(r.Block.__args__)


@pytest.mark.parametrize(
    "hostile",
    [
        "<b>&</font>",
        '<img src="file:///etc/passwd"/>',
        "<para><font color=red>x</font></para>",
        '<a href="http://example.org">y</a>',
        "&amp;&#x41;&lt;",
        "(brackets) \\backslash\\ %percent ${x} {y} {{ z }}",
        "</x:xmpmeta>]]>",
    ],
)
def test_markup_of_people_is_printed_as_they_wrote_it(hostile: str) -> None:
    field = r.Field(label=hostile, value=hostile, hint=hostile)
    paper = paper_of(
        r.Heading(hostile, hostile),
        r.Sanction(hostile, (hostile,), hostile, hostile, seal_word=hostile),
        r.PlaceDate(hostile, hostile, (hostile,)),
        r.Text(hostile),
        r.Numbered((hostile,)),
        r.Fields((field,)),
        r.Table((hostile,), ((hostile,),)),
        r.Narrative((hostile,)),
        r.Questions(hostile, hostile, (r.Question(hostile, hostile),)),
        r.Section(hostile),
        r.Signatures((r.Signature(hostile, hostile),), hostile),
        r.Receipt(hostile, hostile, hostile, hostile),
        r.Blank(2, hostile),
    )
    assert_says(msgspec.structs.replace(paper, title=hostile, foot=hostile))


def test_ten_thousand_letters_without_a_space_flow_over_pages_and_lose_none() -> None:
    letters = "abcdefghij" * 1000
    for block in (r.Narrative((letters,)), r.Fields((r.Field("L", letters),))):
        pdf = render_pdf(paper_of(block), fixtures.layout())
        assert page_count(pdf) > 2
        assert printed(paper_of(block)).count("j") == 1000


def test_a_cell_of_ten_thousand_letters_flows_over_pages_under_a_repeated_head() -> None:
    words = " ".join(f"word{n}" for n in range(1500))
    paper = paper_of(r.Table(("HEAD", "OTHER"), (("a", words), ("b", "short"))))
    pages = page_texts(render_pdf(paper, fixtures.layout()))
    assert len(pages) > 2
    assert all(text.startswith("HEAD") for text in pages)
    text = " ".join(pages)
    assert [f"word{n}" for n in range(1500)] == re.findall(r"word\d+", text)


def test_words_of_people_survive_composition_but_invisible_signs_do_not() -> None:
    paper = paper_of(r.Text("a\u202eb\u200bc\x00d\ud800e\u2066f\ufeff"))
    assert folded(printed(paper)) == "abcdef" == folded(plain_text(paper))


def test_a_sign_no_face_has_is_shown_and_can_be_named() -> None:
    faces = typefaces(fixtures.layout())
    assert faces.unprintable("a\u2611\u6c34") == {"\u6c34"}
    assert folded(printed(paper_of(r.Text("a\u6c34b")))) == "a\ufffdb"


def test_a_number_keeps_its_sign_at_the_end_of_a_line() -> None:
    faces = typefaces(fixtures.layout())
    assert faces.bound("№ 5 and 4 860 %") == "№\u00a05 and 4\u00a0860\u00a0%"
    assert faces.bound("(at most 12 %).") == "(at most 12\u00a0%)."
    assert faces.bound("at 5 %\u00a0of 9") == "at 5\u00a0%\u00a0of 9"
    assert faces.bound("to Smith A.B., who — said") == "to Smith\u00a0A.B., who\u00a0— said"


def test_a_list_numbers_its_items_unless_they_bring_numbers() -> None:
    own = r.Numbered(("1. one", "2. two"))
    assert plain_text(paper_of(r.Numbered(("one", "two")))) == plain_text(paper_of(own))
    dashes = plain_text(paper_of(r.Numbered(("Rights:", "one"), numbering=False)))
    assert dashes == "Rights:\n–\u00a0one\n"


# Signs of one direction that stand alone: a reader joins no marks to them.
WORDS = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x45F, categories=("L", "N", "P", "Zs"))
    .filter(lambda c: c not in "_~\u00ad" and c == c.strip())
    .filter(lambda c: not typefaces(fixtures.layout()).unprintable(c)),
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_any_words_are_printed_in_their_order(words: list[str]) -> None:
    assert_says(paper_of(r.Text(" ".join(words)), r.Text("end")))


TEXTS = st.one_of(
    WORDS, st.text(max_size=30), st.sampled_from(["", "w" * 90, "<b>&", "a\nb", "№ 5"])
)
LINES = st.lists(TEXTS, max_size=3).map(tuple)
FIELD = st.builds(r.Field, TEXTS, TEXTS, TEXTS, st.booleans())
ROWS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=5).map(tuple)
ASKED = st.lists(st.builds(r.Question, TEXTS, TEXTS), max_size=3).map(tuple)
SIGNED = st.lists(st.builds(r.Signature, TEXTS, TEXTS), max_size=4).map(tuple)
STYLES = st.sampled_from(["body", "plain", "bold", "centre", "small", "right"])
BLOCKS = st.one_of(
    st.builds(r.Heading, TEXTS, TEXTS),
    st.builds(r.Sanction, TEXTS, LINES, TEXTS, TEXTS, st.booleans(), TEXTS),
    st.builds(r.PlaceDate, TEXTS, TEXTS, LINES),
    st.builds(r.Text, TEXTS, STYLES, st.booleans()),
    st.builds(r.Numbered, LINES, st.booleans()),
    st.builds(r.Fields, st.lists(FIELD, max_size=4).map(tuple), st.booleans()),
    st.builds(r.Table, st.tuples(TEXTS, TEXTS, TEXTS), ROWS),
    st.builds(r.Narrative, LINES),
    st.builds(
        r.Questions,
        TEXTS,
        TEXTS,
        st.lists(st.builds(r.Question, TEXTS, TEXTS), max_size=3).map(tuple),
    ),
    st.builds(r.Section, TEXTS),
    st.builds(r.Signatures, SIGNED, TEXTS),
    st.builds(r.Receipt, TEXTS, TEXTS, TEXTS, TEXTS),
    st.builds(r.Blank, st.integers(0, 40), TEXTS, st.booleans()),
    st.just(r.PageBreak()),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(BLOCKS, max_size=6), TEXTS, TEXTS)
def test_any_paper_is_printed_and_is_pdf_a(blocks: list[r.Block], foot: str, draft: str) -> None:
    paper = Paper("sample", 1, "ru", foot, "2025-02-17", tuple(blocks), foot, draft)
    pdf = render_pdf(paper, fixtures.layout(), copy_mark=draft)
    assert pdfa.validate_written(BytesIO(pdf), "2b").passed
    assert render_docx(paper, fixtures.layout())


LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_letter_is_lost_or_made_in_any_paper(data: st.DataObject) -> None:
    """Letters only: rows cut by the end of a page are read page by page, so order is not asked."""
    blocks = data.draw(st.lists(BLOCKS, min_size=1, max_size=6))
    plain = msgspec.convert(_in_letters(msgspec.to_builtins(blocks), data), list[r.Block])
    paper = paper_of(*plain)
    assert sorted(folded(printed(paper))) == sorted(folded(plain_text(paper)))


def _in_letters(value: object, data: st.DataObject, key: str = "") -> object:
    """Return the blocks with every text replaced by plain letters."""
    if isinstance(value, dict):
        return {name: _in_letters(part, data, name) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_in_letters(part, data, key) for part in value]
    if isinstance(value, str) and key not in ("block", "style"):
        return " ".join(data.draw(st.lists(LETTERS, max_size=8)))
    return value
