"""The guide: status, reasons, guards and what would supply what is missing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from core.engine.events import CaseClosed, Event, StepDone
from core.engine.state import CaseState, fold
from core.engine.steps import GuideStep, StepStatus, breaches, guide, look
from core.engine.terms import clocks_of, ledger
from core.law.model import Step
from tests.law.shipped import book, events

AT = datetime(2026, 6, 2, 12)
PEOPLE = {
    "s1": {"roles": ["suspect"], "born": "1990-05-05", "citizenship": "BY"},
    "v1": {"roles": ["victim"], "born": "1961-02-03", "citizenship": "BY"},
}


def journal(*told: dict[str, Any]) -> tuple[Event, ...]:
    """Return a case of theft with a suspect and a victim, its acts an hour apart."""
    case = {"crime": {"article": "205", "part": 2}}
    spread = [{"at": f"2026-06-01T{8 + hour:02}:00", **one} for hour, one in enumerate(told)]
    return events({"case": case, "people": PEOPLE, "events": spread})


def step_of_day(step: str, at: datetime) -> Step | None:
    """Return a step as it read on a day."""
    return book().on(at.date()).steps.get(step)


def state(*told: dict[str, Any]) -> CaseState:
    """Return the state after acts."""
    return fold(journal(*told), step_of_day)


def one(step: str, subject: str, *told: dict[str, Any]) -> GuideStep:
    """Return one step of the guide."""
    found = guide(state(*told), book(), AT)
    return next(s for s in found if (s.step.id, s.subject) == (step, subject))


OPEN = {"step": "open_case"}


def test_the_guide_follows_the_order_of_the_stages() -> None:
    orders = [book().newest.stages[s.step.stage].order for s in guide(state(), book(), AT)]
    assert orders == sorted(orders)


def test_a_step_of_a_person_is_offered_to_those_it_concerns() -> None:
    found = {s.subject for s in guide(state(), book(), AT) if s.step.id == "interrogate_suspect"}
    assert found == {"s1"}
    everybody = {s.subject for s in guide(state(), book(), AT) if s.step.id == "summon"}
    assert everybody == {"s1", "v1"}


def test_a_closed_step_says_why() -> None:
    found = one("interrogate_victim", "v1")
    assert found.status is StepStatus.CLOSED
    assert any("neither an investigation" in reason.text.en for reason in found.reasons)


def test_a_block_closes_a_step_and_offers_what_is_missing() -> None:
    found = one("interrogate_victim", "v1", OPEN)
    assert found.status is StepStatus.CLOSED
    assert found.blocked
    assert found.offers == ("explain_rights_victim",)


def test_once_supplied_the_step_is_owed_and_then_open() -> None:
    rights = {"step": "explain_rights_victim", "subject": "v1"}
    asked = {"step": "interrogate_victim", "subject": "v1"}
    assert one("interrogate_victim", "v1", OPEN, rights).status is StepStatus.OWED
    again = one("interrogate_victim", "v1", OPEN, rights, asked)
    assert again.status is StepStatus.OPEN
    assert len(again.acts) == 1


def test_what_is_done_once_is_done() -> None:
    assert one("copy_opening_to_prosecutor", "", OPEN).status is StepStatus.OWED
    copied = {"step": "copy_opening_to_prosecutor"}
    assert one("copy_opening_to_prosecutor", "", OPEN, copied).status is StepStatus.DONE


def test_a_warning_leaves_the_step_open() -> None:
    night = datetime(2026, 6, 2, 23)
    found = look("confrontation", "", state(OPEN, {"step": "interrogate_witness"}), book(), night)
    assert found.status is StepStatus.OPEN
    assert [w.tier for w in found.warnings if w.guard.id == "night_acts_ban"] == ["warning"]


def test_a_note_is_told_without_reasons() -> None:
    found = one("order_expertise", "", OPEN)
    notes = [w for w in found.warnings if w.tier == "note"]
    assert notes
    assert all(w.reasons == () for w in notes)


def test_a_suspended_case_closes_the_investigation_and_opens_the_resumption() -> None:
    suspended = {"step": "suspend", "notes": {"suspension_ground": "illness"}}
    assert one("summon", "v1", OPEN, suspended).status is StepStatus.CLOSED
    assert one("resume", "", OPEN, suspended).status is StepStatus.OPEN
    assert one("summon", "v1", OPEN, suspended, {"step": "resume"}).status is StepStatus.OPEN


def test_a_closed_journal_closes_every_step() -> None:
    closed = CaseClosed(id="c", at=datetime(2026, 6, 1, 20), outcome="handed_over")
    found = guide(fold((*journal(OPEN), closed), step_of_day), book(), AT)
    assert {s.status for s in found} <= {StepStatus.CLOSED, StepStatus.DONE}
    assert all(s.reasons for s in found if s.status is StepStatus.CLOSED)


def test_every_step_tells_its_edition() -> None:
    assert {s.edition for s in guide(state(), book(), AT)} <= {e.id for e in book().editions}


def test_an_act_against_a_guard_is_found_afterwards() -> None:
    asked = {"step": "interrogate_victim", "subject": "v1"}
    found = [(act.step, w.guard.id) for act, w in breaches(journal(OPEN, asked), book())]
    assert found == [("interrogate_victim", "rights_first_victim")]


def test_what_became_known_later_does_not_excuse_an_act() -> None:
    asked = {"step": "interrogate_victim", "subject": "v1"}
    rights = {"step": "explain_rights_victim", "subject": "v1"}
    assert list(breaches(journal(OPEN, rights, asked), book())) == []
    assert len(list(breaches(journal(OPEN, asked, rights), book()))) == 1


def test_a_warning_with_a_reason_is_no_breach() -> None:
    at = datetime(2026, 6, 1, 23)
    heard = StepDone(id="h", at=at, step="interrogate_witness", subject="v1")
    reasoned = {"night_acts_ban": "the witness leaves the country"}
    excused = StepDone(id="h", at=at, step="interrogate_witness", subject="v1", reasons=reasoned)
    assert [w.guard.id for _, w in breaches((*journal(OPEN), heard), book())] == ["night_acts_ban"]
    assert list(breaches((*journal(OPEN), excused), book())) == []


def test_two_answers_are_the_same_when_all_their_words_are() -> None:
    first, again = (guide(state(OPEN), book(), AT) for _ in range(2))
    assert first == again
    assert one("charge", "s1", OPEN) != one("charge", "s1")


def test_a_condition_on_a_term_looks_for_its_clocks_without_the_ledger() -> None:
    detained = {"step": "detention", "subject": "s1", "notes": {"detained_at": "2026-06-01T09:00"}}
    case = state(OPEN, detained)
    entries = ledger(case, book(), AT)
    for term in book().newest.terms:
        alone = {one.key for one in clocks_of(term, case, book(), AT)}
        assert alone == {one.key for one in entries if one.term.id == term}, term
