"""S5: hostile text in every field of every form is printed as it stands and sets nothing off."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain, product
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.documents import pdf_compose, text
from core.documents import resolved as r
from core.documents.docx import render_docx
from core.documents.form import Form, Item, Narrative, Questions, Text
from core.documents.layout import Layout
from core.documents.pdf import render_pdf
from core.documents.placeholders import Place, pieces
from core.documents.plain import plain_text
from core.documents.raster import page_texts
from core.documents.resolved import Paper
from core.documents.text import Printable, clean
from core.engine.state import CaseState
from core.i18n import PAPER_LANGUAGES, Bilingual, PaperLanguage
from core.law.model import Fact
from core.paths import ROOT
from tests.documents import form_samples
from tests.documents import samples as fixtures
from tests.harness import hostile
from tests.harness.hostile import Filled, filled, watched
from tests.harness.printed import docx_words, drawable, folded, pdf_words
from tests.harness.traced import FULL, Tally

FORMS = form_samples.forms()
BOTH = PAPER_LANGUAGES
ROUNDS = 4 if FULL else 1
"""How often each paper is filled anew; about 70 texts a paper."""
SAMPLES = tuple(form_samples.samples())


def one_page(layout: Layout) -> Layout:
    """Return the layout on a sheet without end: rows cut by pages are read page by page."""
    return msgspec.structs.replace(layout, page=msgspec.structs.replace(layout.page, height=9000))


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Let everything be imported and every face be read before somebody watches."""
    paper = fixtures.samples()["protocol_be"]
    assert docx_words(render_docx(paper, fixtures.layout()))
    assert pdf_words(render_pdf(paper, one_page(fixtures.layout())))


def assert_says_what_was_typed(made: Filled, editable: bool) -> None:
    paper = made.composition.paper
    said = folded(plain_text(paper))
    with watched() as heard:
        assert render_pdf(paper, fixtures.layout())
        pdf = render_pdf(paper, one_page(fixtures.layout()))
        docx = render_docx(paper, fixtures.layout()) if editable else b""
    assert heard == []
    assert folded(pdf_words(pdf)) == drawable(said)
    assert not editable or folded(docx_words(docx)) == said


def printed_whole(made: Filled) -> set[str]:
    """Return the questions of which every text stands in the paper, letter for letter."""
    said = folded(plain_text(made.composition.paper)).casefold()
    return {
        name
        for name, texts in made.said.items()
        if texts and all(folded(clean(text)).casefold() in said for text in texts)
    }


def form_parts(value: Any) -> Iterator[Any]:
    """Yield a structure and everything inside it."""
    yield value
    inside: Any = ()
    if isinstance(value, msgspec.Struct):
        inside = (getattr(value, name) for name in value.__struct_fields__)
    elif isinstance(value, list | tuple):
        inside = value
    yield from chain.from_iterable(map(form_parts, inside))


def as_typed(form: Form) -> set[str]:
    """Return the questions that a form prints as they were answered, columns after a dot.

    One that is printed in another case only has its words declined.
    """
    facts = {fact.id: fact for fact in form.questions(form_samples.book().newest.facts)}
    found = set()
    for part in form_parts(form.blocks):
        if isinstance(part, Narrative | Questions):
            columns = [f".{one.id}" for one in facts[part.fact].columns]
            found |= {part.fact + column for column in columns or [""]}
        listed = f"{part.each}." if getattr(part, "each", "") else ""
        found |= {path.replace("each.", listed) for path in plain_places(part)}
    return {name for name in found if is_typed(name, facts)}


def plain_places(part: Any) -> set[str]:
    """Return the paths of the places without a filter in a part and in what stands inside it."""
    texts = (one for one in form_parts(part) if isinstance(one, Bilingual | Text | Item))
    placed = (piece for one in texts for piece in pieces(one.be))
    return {one.path for one in placed if isinstance(one, Place) and not one.filter}


def is_typed(name: str, facts: Mapping[str, Fact]) -> bool:
    """Return whether a path is a question, or a column of one, answered in words."""
    head, _, tail = name.partition(".")
    fact = facts.get(head)
    columns = {one.id: one for one in fact.columns} if fact else {}
    found = columns.get(tail) if tail else fact
    return found is not None and found.type in hostile.FREE


def test_every_field_of_every_form_is_printed_as_it_was_typed() -> None:
    wanted = {(n, one, at) for n, form in FORMS.items() for one in as_typed(form) for at in BOTH}
    seen: set[tuple[str, str, PaperLanguage]] = set()
    count: Counter[str] = Counter()
    skipped: dict[str, frozenset[str]] = dict.fromkeys(FORMS, frozenset())
    with Tally("S5") as tally:
        for turn in range(2):
            for number, (name, language, n) in enumerate(product(SAMPLES, BOTH, range(ROUNDS))):
                form = name.partition(".")[0]
                if turn and not {one for one in wanted - seen if one[::2] == (form, language)}:
                    continue
                texts = hostile.Texts(f"{name} {language} {n}")
                made = filled(name, language, texts=texts, skip=skipped[form])
                assert_says_what_was_typed(made, editable=number % 6 == 0)
                seen |= {(form, question, language) for question in printed_whole(made)}
                count += Counter(texts=made.drawn, papers=1)
            for form in FORMS:
                left = {one for n, one, _ in wanted - seen if n == form}
                skipped[form] = frozenset(optional(FORMS[form]) - left) if left else frozenset()
    tally.told(**count, fields=len(wanted), exceptions=0, files=0, sockets=0, differences=0)
    assert count["texts"] >= (20_000 if FULL else 2_000)
    assert wanted - seen == set()


def optional(form: Form) -> set[str]:
    """Return the questions of a form that need not be answered."""
    law = form_samples.book().newest
    return {one.id for one in form.questions(law.facts) if one.optional or one.type == "yes"}


ANY = st.text(st.characters(exclude_categories=()), max_size=20)
HOSTILE = st.lists(st.one_of(st.sampled_from(hostile.TOKENS), ANY), max_size=6).map("".join)


class Drawn:
    """Texts that hypothesis chose, in turn, so that it can find the smallest that does harm."""

    def __init__(self, texts: list[str]) -> None:
        self.texts, self.drawn = texts, 0

    def __call__(self) -> str:
        self.drawn += 1
        return f"q{self.texts[self.drawn % len(self.texts)]}"

    def long(self, number: int) -> str:
        return "\n".join(self() for _ in range(number))


@settings(max_examples=150 if FULL else 15, deadline=None)
@given(st.sampled_from(SAMPLES), st.sampled_from(BOTH), st.lists(HOSTILE, min_size=1))
def test_no_text_that_can_be_found_is_printed_otherwise(
    name: str, language: PaperLanguage, texts: list[str]
) -> None:
    assert_says_what_was_typed(filled(name, language, 2, Drawn(texts)), editable=False)


READ_ALIKE = st.lists(st.sampled_from(hostile.MARKUP + hostile.PLACES), max_size=8).map(" ".join)


@settings(max_examples=20, deadline=None)
@given(st.lists(READ_ALIKE, min_size=1, max_size=20))
def test_a_viewer_reads_the_same(texts: list[str]) -> None:
    blocks = tuple(r.Text(f"q {text}") for text in texts)
    paper = Paper("sample", 1, "be", "Sample", "2025-02-17", blocks)
    words = "".join(page_texts(render_pdf(paper, one_page(fixtures.layout()))))
    assert folded(words) == folded(plain_text(paper))


def test_a_sign_beyond_the_first_plane_is_found_by_a_viewer() -> None:
    paper = Paper("sample", 1, "be", "Sample", "2025-02-17", (r.Text("a \U0001f600 b"),))
    pdf = render_pdf(paper, fixtures.layout())
    assert "\U0001f600" in pdf_words(pdf) and "\U0001f600" in "".join(page_texts(pdf))


# --- negative controls ----------------------------------------------------------


def test_a_field_that_parses_markup_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed(words: str) -> tuple[Printable, ...]:
        return text.paragraphs(re.sub(r"</?b>", "", words))

    monkeypatch.setattr(pdf_compose, "paragraphs", parsed)
    with pytest.raises(AssertionError):
        for name in SAMPLES[:4]:
            assert_says_what_was_typed(filled(name, "be"), editable=False)


def test_a_text_that_opens_or_evaluates_is_caught(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    with watched() as heard:
        (tmp_path / "x").read_text()
        eval("1 + 1")
        subprocess.run([sys.executable, "-c", ""], check=True)
    assert {one.split()[0] for one in heard} >= {"open", "compile", "exec", "subprocess.Popen"}


def test_a_field_that_no_paper_prints_would_be_missed() -> None:
    made = filled(SAMPLES[0], "be")
    swallowed = Filled(made.composition, {**made.said, "unprinted": ("never said",)}, made.drawn)
    assert "unprinted" not in printed_whole(swallowed)
    assert printed_whole(swallowed) == printed_whole(made) != set()


def test_every_place_for_words_of_a_case_holds_a_hostile_text() -> None:
    texts = hostile.Texts("places")
    state: CaseState = hostile.hostile_state(form_samples.sample_state(SAMPLES[0]), texts)
    assert state.opened is not None
    words = [state.opened.number, state.opened.division.name.be, state.opened.investigator.name.ru]
    words += [one.person.name.be for one in state.participants.values()]
    assert all(word.startswith("q") for word in words)


def test_reportlab_brings_no_parser_of_markup() -> None:
    script = (
        "import sys;from tests.documents.test_pdf_archive import rendered;rendered('protocol_be');"
        "print(sorted(m for m in sys.modules if m.startswith('reportlab.platypus')"
        " or m in ('reportlab.lib.rparsexml', 'html.parser')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
