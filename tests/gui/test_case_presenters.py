"""What the pages of a case say, asked without a window."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from core.documents.plain import plain_text
from core.engine.events import Corrected, FactNoted, StepDone, read_journal
from core.engine.steps import StepStatus
from core.engine.terms import Status
from core.errors import UserError
from core.i18n import PAPER_LANGUAGES, UI_LANGUAGES, Translator, UiLanguage
from core.law.model import Length
from core.paths import RESOURCES
from core.services.casework import Casework
from core.services.library import Library, open_library
from core.services.notes import Extended
from gui.presenters.case import case_view
from gui.presenters.crime import Told, crime_ask, crime_view, facts_of
from gui.presenters.extend import extend_view, prospect
from gui.presenters.journal import JournalLine, journal_lines, last_entry
from gui.presenters.missing import checklist, gap_lines, missing_in
from gui.presenters.outcomes import leads_to
from gui.presenters.sheets import derivation_sheet, what_if_sheet
from gui.presenters.speech import Speech, speech
from gui.presenters.supposing import suppose_view, supposition
from gui.presenters.what_if import what_if_view

ENGLISH = Translator("en")
EVENING = datetime(2026, 3, 3, 17, 0)
LATE = datetime(2026, 4, 29, 18, 0)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return open_library(RESOURCES, tmp_path_factory.mktemp("book") / "law.book")


def _theft(library: Library, at: datetime) -> Casework:
    file = RESOURCES / "demo" / "theft-detention.json"
    events = read_journal(file.read_bytes(), file.name).events
    return Casework("theft", tuple(one for one in events if one.at <= at), library)


@pytest.fixture(scope="module")
def theft(library: Library) -> Casework:
    return _theft(library, EVENING)


@pytest.fixture(scope="module")
def charged(library: Library) -> Casework:
    return _theft(library, LATE)


def _says(case: Casework, at: datetime, language: UiLanguage = "en") -> Speech:
    return speech(case, case.state(at), at.date(), Translator(language), language)


def _work(case: Casework, now: datetime) -> Any:
    """Return what the presenters ask of a workplace, over one case in memory."""
    rows = tuple(
        SimpleNamespace(at=one.at, recorded_at=one.at, case_seq=number)
        for number, one in enumerate(case.events)
    )
    return SimpleNamespace(
        cases=SimpleNamespace(case=lambda case_id: case),
        papers=SimpleNamespace(changed_since=lambda case, event: False),
        archive=SimpleNamespace(read=SimpleNamespace(journal=lambda case_id: rows)),
        issued=lambda case_id: (),
        drafts=lambda case_id: (),
        clock=lambda: now,
    )


def _lines(case: Casework, at: datetime) -> tuple[JournalLine, ...]:
    rows = _work(case, at).archive.read.journal("")
    return journal_lines(rows, _says(case, at))


# --- what if -------------------------------------------------------------------


def test_a_detention_an_hour_earlier_moves_its_terms_and_not_the_case(theft: Casework) -> None:
    view = suppose_view(_work(theft, EVENING), "theft", EVENING, ENGLISH, "en")
    (choice,) = [one for one in view.recorded if one.fact == "detained_at"]
    assert choice.at == datetime(2026, 3, 3, 14, 20)
    before = theft.events
    at = datetime(2026, 3, 3, 13, 20)
    found = what_if_view(theft, choice, at, EVENING, ENGLISH, "en")
    moved = {one.name: one for one in found.terms}
    assert moved["Detention on suspicion"].before[0] == "06.03.2026, 14:20"
    assert moved["Detention on suspicion"].after[0] == "06.03.2026, 13:20"
    assert moved["Detention on suspicion"].verdict == "earlier by 1 h"
    assert theft.events == before


def test_a_moment_noted_twice_is_told_otherwise_twice(theft: Casework) -> None:
    view = suppose_view(_work(theft, EVENING), "theft", EVENING, ENGLISH, "en")
    (choice,) = [one for one in view.recorded if one.fact == "detained_at"]
    what = supposition(theft, choice, datetime(2026, 3, 3, 13, 20))
    kinds = {type(one) for one in what.events}
    assert kinds >= {FactNoted}
    assert len(what.events) == 2


def test_a_suspension_not_recorded_yet_ends_the_investigation_term(theft: Casework) -> None:
    view = suppose_view(_work(theft, EVENING), "theft", EVENING, ENGLISH, "en")
    (choice,) = [one for one in view.possible if one.step == "suspend"]
    at = datetime(2026, 4, 20, 10, 0)
    found = what_if_view(theft, choice, at, EVENING, ENGLISH, "en")
    tones = {one.name: one.verdict for one in found.terms}
    assert found.at == at
    assert tones["Preliminary investigation: basic term"] == "kept"
    assert tones["Petition to prolong the investigation"] == "gone"
    assert "begins" in tones.values()
    assert found.steps


def test_what_never_was_leaves_no_term(theft: Casework) -> None:
    view = suppose_view(_work(theft, EVENING), "theft", EVENING, ENGLISH, "en")
    opened = next(one for one in view.recorded if one.text.startswith("Open the criminal case"))
    found = what_if_view(theft, opened, None, EVENING, ENGLISH, "en")
    assert "Preliminary investigation: basic term" in {
        one.name for one in found.terms if one.verdict == "gone"
    }


def test_a_term_leads_to_the_moment_that_started_it(theft: Casework) -> None:
    view = suppose_view(_work(theft, EVENING), "theft", EVENING, ENGLISH, "en")
    entry = next(one for one in theft.ledger(EVENING) if one.term.id == "detention_max")
    key = view.first(entry.event, entry.started.isoformat(timespec="minutes"))
    assert key.endswith("detained_at")
    assert view.first("nothing", "") == ""


def test_a_supposition_that_cannot_be_is_refused_in_names_not_ids(theft: Casework) -> None:
    view = suppose_view(_work(theft, EVENING), "theft", EVENING, ENGLISH, "en")
    first = next(one for one in view.recorded if one.text.startswith("Open the criminal case"))
    with pytest.raises(UserError) as caught:
        what_if_view(theft, first, datetime(2026, 1, 1, 9, 0), EVENING, ENGLISH, "en")
    values = " ".join(str(one) for one in caught.value.values.values())
    assert "01.01.2026, 09:00" in values
    assert "Open the criminal case" in values


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_a_supposition_can_be_printed_in_both_languages(theft: Casework, language: Any) -> None:
    view = suppose_view(_work(theft, EVENING), "theft", EVENING, Translator(language), language)
    (choice,) = [one for one in view.recorded if one.fact == "detained_at"]
    at = datetime(2026, 3, 3, 13, 20)
    words = plain_text(what_if_sheet(theft, choice, at, EVENING, language))
    assert "06.03.2026, 14:20" in words
    assert "06.03.2026, 13:20" in words


# --- terms and extensions --------------------------------------------------------


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_a_derivation_can_be_printed_and_names_each_day_stepped_over(
    charged: Casework, language: Any
) -> None:
    entry = next(one for one in charged.ledger(LATE) if one.term.id == "investigation_term")
    sheet = derivation_sheet(_work(charged, LATE), "theft", entry.key, LATE, language)
    words = plain_text(sheet)
    for day in ("03.05.2026", "30.04.2026", "04.05.2026"):
        assert day in words
    assert sheet.language == language


def test_a_term_that_is_gone_is_refused(charged: Casework) -> None:
    key = ("investigation_term", "", LATE)
    with pytest.raises(UserError, match="term-gone"):
        derivation_sheet(_work(charged, LATE), "theft", key, LATE, "be")


def _extended(case: Casework, months: int, now: datetime = LATE) -> Any:
    view = extend_view(_work(case, now), "theft", "investigation_term", "", ENGLISH, "en")
    length = Length(months, "months")
    return prospect(view, Extended("investigation_term", "", length, now), now, ENGLISH, "en")


def test_the_ladder_says_who_and_what_is_climbed_already(charged: Casework) -> None:
    view = extend_view(_work(charged, LATE), "theft", "investigation_term", "", ENGLISH, "en")
    assert [(one.value, one.climbed) for one in view.rungs][:2] == [(3, False), (6, False)]
    assert view.first == view.rungs[0]
    assert view.units == (("months", "months"),)
    assert view.petitions


def test_an_extension_shows_its_end_before_it_is_recorded(charged: Casework) -> None:
    found = _extended(charged, 3)
    assert found.refusal == ""
    assert found.end.startswith("03.06.2026")
    assert "190" in found.by
    assert [one.due for one in found.petitions]


def test_a_length_that_prolongs_nothing_is_refused_with_the_article(charged: Casework) -> None:
    found = _extended(charged, 1)
    assert "art. 190" in found.refusal
    assert found.end == ""


def test_the_longest_lengths_are_for_the_highest_officials(charged: Casework) -> None:
    assert _extended(charged, 9).by != _extended(charged, 3).by


# --- the guide -------------------------------------------------------------------


def test_a_decision_carries_what_is_missing_before_it(charged: Casework) -> None:
    view = case_view(_work(charged, LATE), "theft", LATE, ENGLISH, "en")
    decisions = {one.step: one for one in view.guide.lines if one.lacks is not None}
    assert {"transfer_case", "terminate", "suspend"} <= set(decisions)
    lacks = decisions["transfer_case"].lacks
    assert lacks
    assert all(one.text and one.article for one in lacks)
    assert any(one.offer_name for one in lacks)
    assert "decision" in decisions["suspend"].marks


def test_the_list_before_a_decision_is_empty_for_other_steps(charged: Casework) -> None:
    assert checklist(charged, "search_urgent", LATE, ENGLISH, "en") is None
    assert checklist(charged, "transfer_case", LATE, ENGLISH, "en")


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_what_is_missing_says_of_whom_and_leads_to_the_step(
    theft: Casework, language: UiLanguage
) -> None:
    found = missing_in(_work(theft, EVENING), "theft", EVENING, Translator(language), language)
    assert found
    assert all(one.group for one in found)
    owed = [one for one in found if one.offer == "notify_family"]
    assert owed[0].person
    assert owed[0].form == "notice_relatives_detention"


def test_owed_acts_stand_in_the_guide_and_not_among_the_gaps(theft: Casework) -> None:
    view = case_view(_work(theft, EVENING), "theft", EVENING, ENGLISH, "en")
    assert view.guide.having(StepStatus.OWED)
    assert "notify_family" not in {one.offer for one in view.guide.missing}
    assert gap_lines((), _says(theft, EVENING)) == ()


def test_a_step_says_what_it_leads_to(theft: Casework) -> None:
    leads = dict(leads_to(_says(theft, EVENING))["open_case"])
    assert "Preliminary investigation: basic term" in leads["Starts the term"]
    assert "Send a copy of the opening to the prosecutor" in leads["Then owed"]


def test_a_step_is_found_by_its_paper_and_by_its_person(theft: Casework) -> None:
    view = case_view(_work(theft, EVENING), "theft", EVENING, ENGLISH, "en")
    family = next(one for one in view.guide.lines if one.step == "notify_family")
    title = family.papers[0][1].casefold().split()
    assert family.says(title)
    assert family.says([family.person.casefold().split()[0][:5]])
    assert not family.says(["nothing-of-the-kind"])


def test_the_view_tells_how_far_it_is_paper_by_paper(charged: Casework) -> None:
    told: list[tuple[int, int]] = []
    case_view(_work(charged, LATE), "theft", LATE, ENGLISH, "en", lambda *step: told.append(step))
    papers = len(charged.state(LATE).papers)
    assert told == [(number, papers) for number in range(papers)]


# --- the crime -------------------------------------------------------------------


def test_the_article_is_proposed_until_somebody_confirms_it(theft: Casework) -> None:
    ask = crime_ask(_says(theft, EVENING))
    assert ask.told.article == "205(2)"
    assert not ask.confirmed
    assert facts_of(ask.told, ask)["crime"] == {"article": "205", "part": 2}
    noted = FactNoted(id="x", at=EVENING, fact="crime", value={"article": "205", "part": 2})
    after = crime_ask(_says(theft.after([noted]), EVENING))
    assert after.confirmed
    assert facts_of(after.told, after) == {}


def test_the_answer_hangs_on_the_relation_while_it_is_not_known(theft: Casework) -> None:
    law = crime_ask(_says(theft, EVENING)).law
    unknown = crime_view(law, Told("205(1)"), ENGLISH, "en")
    stranger = crime_view(law, Told("205(1)", "stranger"), ENGLISH, "en")
    assert unknown.alternatives
    assert "relation" in unknown.alternatives[0].under[0]
    assert not stranger.alternatives


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_grounds_name_who_decides_and_whose_consent(theft: Casework, language: UiLanguage) -> None:
    law = crime_ask(_says(theft, EVENING)).law
    found = crime_view(law, Told("153", "stranger"), Translator(language), language)
    every = (*found.grounds, *found.open_grounds, *found.shut_grounds)
    assert len(every) > 10
    assert all(one.under and one.article for one in every)
    assert found.opens
    assert found.kind.article


def test_an_article_that_is_not_there_is_refused(theft: Casework) -> None:
    law = crime_ask(_says(theft, EVENING)).law
    with pytest.raises(UserError):
        crime_view(law, Told("999"), ENGLISH, "en")
    with pytest.raises(UserError):
        crime_view(law, Told("of theft"), ENGLISH, "en")


# --- the journal -----------------------------------------------------------------


def test_an_entry_unfolds_into_what_it_noted_row_by_row(charged: Casework) -> None:
    lines = _lines(charged, LATE)
    with_rows = [one for one in lines if any(said.startswith("    ") for said in one.details)]
    assert with_rows
    (head, *rows) = [
        said for said in with_rows[0].details if said.startswith("    ") or "row" in said
    ]
    assert "row" in head
    assert rows


def test_choices_are_told_in_words(charged: Casework) -> None:
    choices = {
        choice.id
        for fact in charged.library.book.newest.facts.values()
        for choice in fact.choices
        if "_" in choice.id
    }
    said = " ".join(one for line in _lines(charged, LATE) for one in (line.detail, *line.details))
    assert [one for one in choices if f": {one} " in said] == []


def _struck(case: Casework, *more: Any) -> dict[str, JournalLine]:
    return {one.event: one for one in _lines(case.after(more), EVENING)}


def test_a_correction_says_what_it_struck_out_and_can_be_taken_back(theft: Casework) -> None:
    act = next(one for one in theft.events if isinstance(one, StepDone))
    first = Corrected(id="c1", at=EVENING, event=act.id, reason="by mistake")
    lines = _struck(theft, first)
    assert lines[act.id].struck
    assert "by mistake" in lines[act.id].why
    assert not lines[act.id].correctable
    assert lines["c1"].restorable
    assert lines["c1"].text.startswith("Struck out: ")
    again = _struck(theft, first, Corrected(id="c2", at=EVENING, event="c1", reason="was right"))
    assert not again[act.id].struck
    assert not again["c1"].restorable
    assert again["c2"].text.startswith("Taken back: ")


def test_corrections_are_found_by_their_mark(theft: Casework) -> None:
    act = next(one for one in theft.events if isinstance(one, StepDone))
    lines = _struck(theft, Corrected(id="c1", at=EVENING, event=act.id, reason="by mistake"))
    assert {key for key, one in lines.items() if "correction" in one.marks} == {"c1", act.id}
    assert lines["c1"].says(["mistake"])


def test_the_last_entry_is_the_one_written_down_last(theft: Casework) -> None:
    late = FactNoted(id="x", at=EVENING - timedelta(days=1), fact="relation", value="stranger")
    last = last_entry(_lines(theft.after([late]), EVENING))
    assert last is not None
    assert last.event == "x"
    assert last_entry(()) is None


def test_duties_without_a_number_look_like_duties(charged: Casework) -> None:
    view = case_view(_work(charged, LATE), "theft", LATE, ENGLISH, "en")
    entries = {one.key: one for one in charged.ledger(LATE)}
    duties = [one for one in view.terms if not entries[one.key].result.numbered]
    assert duties
    for one in duties:
        names = [name for name, _ in one.moments]
        assert names[:2] == ["Arose", "To be done"]
        assert "Legal end" not in names
    assert all(one.steady == one.steady.steady for one in view.terms)
    assert {one.status for one in view.terms} <= set(Status)
