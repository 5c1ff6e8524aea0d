"""The page of the law: found by article and words, corrected once and counted so everywhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from core.i18n import UI_LANGUAGES, Translator, UiLanguage
from core.services.verification import VERIFIED_KINDS
from gui.pages.context import Route
from gui.presenters.law import (
    FILTERS,
    KIND_NAMES,
    counted,
    edition_views,
    entry_view,
    extensions,
    norm_lines,
    term_choices,
)
from tests.gui.conftest import Driven
from tests.law.shipped import book

EN = Translator("en")
START = datetime(2026, 6, 1, 9)


def test_every_kind_that_states_law_has_its_name() -> None:
    assert set(KIND_NAMES) == set(VERIFIED_KINDS)


def test_norms_are_found_by_article_kind_and_confidence() -> None:
    lines = norm_lines(book(), "210(1)", "steps", "", EN, "en")
    assert {"sanction_search", "resolve_search"} <= {one.id for one in lines}
    assert {one.kind_name for one in lines} == {"Steps"}
    assert norm_lines(book(), "", "", "verdict", EN, "en") == ()
    by_confidence = [len(norm_lines(book(), "", "", key, EN, "en")) for key, _ in FILTERS]
    assert by_confidence[0] == sum(by_confidence[1:])


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_every_norm_can_be_opened(language: UiLanguage) -> None:
    tr = Translator(language)
    for one in norm_lines(book(), "", "", "", tr, language):
        view = entry_view(book(), one.kind, one.id, tr, language)
        assert view.name
        assert not view.given
        assert any(field.path == "article" for field in view.fields)


def test_what_is_typed_keeps_its_type() -> None:
    fields = {one.path: one for one in entry_view(book(), "terms", "custody_term", EN, "en").fields}
    assert fields["length.value"].typed(" 3 ") == 3
    assert fields["length.value"].typed("three") == "three"
    assert fields["article"].typed("127") == "127"
    assert "ladder.0.up_to.value" in fields


def test_a_term_is_counted_with_and_without_an_extension() -> None:
    plain = counted(book(), "investigation_term", START, None, EN, "en")
    longer = counted(book(), "investigation_term", START, 3, EN, "en")
    assert plain.legal_end != longer.legal_end
    assert plain.derivation
    assert (3, "3 months") in extensions(book(), "investigation_term", "en")
    assert "investigation_term" in {key for key, _ in term_choices(book(), "en")}


def test_editions_say_what_is_not_known_of_them() -> None:
    views = edition_views(book(), EN, "en")
    assert len(views) == len(book().editions)
    assert "not known" in views[0].force
    assert "in force since" in views[-1].force


def law(driven: Driven, section: str = "") -> Any:
    """Return the page of the law with its list filled."""
    driven.go(Route("law", section=section), lambda: driven.page.sections[0].model.lines)
    return driven.page


def test_the_list_follows_what_is_typed(driven: Driven) -> None:
    norms = law(driven).sections[0]
    total = norms.model.rowCount()
    norms.search()
    norms.field.setText("210(1)")
    driven.wait(lambda: 0 < norms.model.rowCount() < total)
    assert all("210" in one.article for one in norms.model.lines)
    norms.primary()
    driven.wait(lambda: driven.page.route.page == "norm")


def test_the_calculator_counts(driven: Driven) -> None:
    section = law(driven, "calculator").sections[1]
    section.term.setCurrentIndex(section.term.findData("investigation_term"))
    driven.page.primary()
    driven.wait(section.answer.count)
    assert section.wrong.isHidden()


def test_a_correction_counts_at_once_and_needs_its_source(driven: Driven) -> None:
    law(driven)
    page = driven.go(Route("norm", section="terms", item="detention_max"))
    driven.wait(lambda: page.author.text())
    page.fields["length.value"].setText("48")
    page.primary()
    assert not page.wrong.isHidden()
    page.correct.click()
    driven.wait(lambda: "official" in page.wrong.text())
    page.reference.setText("NRPA, 2/3132")
    page.correct.click()
    driven.wait(lambda: driven.context.library.book.verdicts)
    driven.calm()
    term = driven.context.library.book.newest.terms["detention_max"]
    assert term.length is not None
    assert term.length.value == 48
    again = driven.go(Route("norm", section="terms", item="detention_max"))
    assert again.view.given
    driven.wait(lambda: again.author.text())
    again.reference.setText("a slip of the pen")
    again.withdraw.click()
    driven.wait(lambda: not driven.context.library.book.verdicts)
    driven.calm()
