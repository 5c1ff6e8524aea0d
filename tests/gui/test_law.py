"""The page of the law: found by article and words, corrected once and counted so everywhere."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from core.i18n import UI_LANGUAGES, Translator, UiLanguage
from core.services.verification import VERIFIED_KINDS
from gui.pages.context import Route
from gui.presenters.law import (
    FILTERS,
    KIND_NAMES,
    counted,
    edition_choices,
    edition_views,
    extensions,
    norm_lines,
    term_choices,
)
from gui.presenters.law_year import HOLIDAY, MOVED, WORKED, Draft, marks, next_year, written
from gui.presenters.norm import entry_view
from gui.presenters.verdicts import coming_lines, standing
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
    assert by_confidence[0] == sum(by_confidence[1:4]) == by_confidence[5]


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_every_norm_can_be_opened(language: UiLanguage) -> None:
    tr = Translator(language)
    for one in norm_lines(book(), "", "", "", tr, language):
        view = entry_view(book(), one.kind, one.id, tr, language)
        assert view.name
        assert not view.given
        assert any(field.path == "article" for field in view.fields)
        assert not view.removable


def test_what_is_typed_keeps_its_type() -> None:
    fields = {one.path: one for one in entry_view(book(), "terms", "custody_term", EN, "en").fields}
    assert fields["length.value"].typed(" 3 ") == 3
    assert fields["length.value"].typed("three") == "three"
    assert fields["article"].typed("127") == "127"
    assert "ladder.0.up_to.value" in fields
    year = {one.path: one for one in entry_view(book(), "calendar", "2026", EN, "en").fields}
    assert year["off"].value == "2026-04-20"
    assert year["off"].typed("2026-04-20; 2026-05-08") == ["2026-04-20", "2026-05-08"]


def test_any_field_of_an_entry_can_be_changed() -> None:
    view = entry_view(book(), "crimes", "205", EN, "en")
    paths = {one.path for one in (*view.fields, *view.more)}
    assert {"parts.0.years", "parts.3.category", "chapter", "excluded"} <= paths
    assert not {"id", "source", "parts.0.confidence"} & paths
    term = entry_view(book(), "terms", "detention_max", EN, "en")
    assert {"per", "kind", "owes"} <= {one.path for one in term.more}


def test_an_edition_shows_what_it_brings_and_what_another_reads() -> None:
    (_, newest), (newer, _), (base, _) = edition_choices(book(), EN)
    assert newest == "The newest text"
    lines = norm_lines(book(), "", "terms", "", EN, "en", newer)
    assert {one.edition for one in lines} == {newer}
    both = next(one.id for one in lines if one.id in book().layer(base, "terms"))
    view = entry_view(book(), "terms", both, EN, "en", base)
    assert view.edition == base
    assert any(newer in said for said in view.others)


def test_a_year_is_put_together_day_by_day() -> None:
    year = next_year(book())
    draft = Draft(year)
    for day in (date(year, 1, 4), date(year, 1, 16), date(year, 1, 7), date(year + 1, 1, 4)):
        draft = draft.toggled(book(), day)
    assert (written(draft.off), written(draft.worked)) == ("04.01.2027", "16.01.2027")
    told = {day: what for day, what, _ in marks(book(), draft, "en")}
    assert (told[date(year, 1, 4)], told[date(year, 1, 16)]) == (MOVED, WORKED)
    assert (told[date(year, 1, 7)], told[date(year, 5, 11)]) == (HOLIDAY, HOLIDAY)
    assert not draft.toggled(book(), date(year, 1, 4)).off


def test_the_standing_counts_every_kind() -> None:
    said, lines = standing(book(), EN)
    assert said.startswith("0 of ")
    assert len(lines) == len(KIND_NAMES)
    assert sum(int(count) for one in lines for count in one.counts[:3]) == len(
        norm_lines(book(), "", "", "", EN, "en")
    )
    assert coming_lines((), EN) == ()


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


def test_the_list_says_when_nothing_was_found(driven: Driven) -> None:
    norms = law(driven).sections[0]
    norms.field.setText("zzz")
    driven.wait(lambda: not norms.nothing.isHidden())
    assert norms.table.isHidden()
    norms.field.setText("")
    driven.wait(lambda: norms.nothing.isHidden())


def test_a_year_is_added_in_the_window_and_withdrawn(driven: Driven) -> None:
    section = law(driven, "calendar").sections[2]
    driven.wait(section.author.text)
    section.off.setText("31.02.2027")
    driven.page.primary()
    assert not section.wrong.isHidden()
    section.off.setText("04.01.2027")
    section.reference.setText("Resolution No. 1")
    driven.page.primary()
    driven.wait(lambda: driven.context.library.book.calendar.known(2027))
    driven.calm()
    assert not driven.context.library.book.calendar.is_working(date(2027, 1, 4))
    page = driven.go(Route("norm", section="calendar", item="2027"))
    driven.wait(lambda: page.author.text() and page.past.count())
    assert page.view.removable
    page.reference.setText("a slip of the pen")
    page.withdraw.click()
    driven.wait(lambda: not driven.context.library.book.calendar.known(2027))
    driven.calm()


def test_corrections_are_looked_at_before_they_are_taken_in(driven: Driven, tmp_path: Path) -> None:
    work, file = driven.context.work, tmp_path / "corrections.json"
    driven.do(lambda: work.verification.confirm("crimes", "205", "A", "NRPA"))
    section = law(driven, "exchange").sections[3]
    section.write(file)
    driven.wait(lambda: file.exists() and driven.context.tasks.idle)
    driven.do(lambda: work.verification.withdraw("crimes", "205", "A", "a slip"))
    section.preview(file)
    driven.wait(lambda: not section.look.isHidden())
    assert section.take.isEnabled()
    section.take.click()
    driven.wait(lambda: driven.context.library.book.verdicts)
    driven.calm()
    file.write_text("{}", encoding="utf-8")
    section.preview(file)
    driven.wait(lambda: "cannot be read" in section.labour.said.text())
