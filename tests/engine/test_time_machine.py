"""The scripts at every moment: nothing fails, and the order of writing changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.engine.events import Corrected, Event, TermExtended, read_journal, write_journal
from core.engine.order import in_order
from core.engine.state import CaseState, fold
from core.engine.steps import breaches, guide
from core.engine.terms import ledger
from core.law.model import Length, Step
from tests.law.shipped import ROOT, book

CASES = {path.stem: path for path in sorted((ROOT / "resources" / "demo").glob("*.json"))}
NAMES = st.sampled_from(sorted(CASES))


@cache
def events(name: str) -> tuple[Event, ...]:
    """Return the events of a script."""
    return read_journal(CASES[name].read_bytes(), name).events


def step_of_day(step: str, at: datetime) -> Step | None:
    """Return a step as it read on a day."""
    return book().on(at.date()).steps.get(step)


def folded(journal: tuple[Event, ...], until: datetime | None = None) -> CaseState:
    """Return the state of a journal at a moment."""
    return fold(journal, step_of_day, until)


@pytest.mark.parametrize("path", CASES.values(), ids=CASES)
def test_a_script_is_written_as_it_was_read(path: Path) -> None:
    journal = read_journal(path.read_bytes(), path.name)
    assert write_journal(journal) == path.read_bytes()


@pytest.mark.parametrize("name", CASES)
def test_guide_and_ledger_answer_at_every_event_and_between(name: str) -> None:
    moments = {event.at for event in events(name)}
    for at in sorted(moments | {at + timedelta(minutes=7) for at in moments}):
        state = folded(events(name), at)
        terms = ledger(state, book(), at)
        steps = guide(state, book(), at, terms)
        assert all(entry.started <= at for entry in terms)
        assert steps
        assert all(step.reasons for step in steps if step.status == "closed")


@pytest.mark.parametrize("name", CASES)
def test_a_script_breaks_no_guard(name: str) -> None:
    found = [(act.event, warned.guard.id) for act, warned in breaches(events(name), book())]
    assert found == []


@settings(max_examples=30)
@given(name=NAMES, minutes=st.integers(-60, 200_000))
def test_any_minute_has_an_answer(name: str, minutes: int) -> None:
    at = events(name)[0].at + timedelta(minutes=minutes)
    state = folded(events(name), at)
    terms = ledger(state, book(), at)
    early = [entry for entry in terms if entry.legal_end.at < entry.started]
    assert [entry.term.id for entry in early if entry.term.kind != "lookback"] == []
    assert len(guide(state, book(), at, terms)) >= len(book().newest.stages)


@settings(max_examples=40)
@given(name=NAMES, random=st.randoms(use_true_random=False))
def test_the_order_of_writing_does_not_change_the_state(name: str, random: object) -> None:
    spread = one_a_minute(events(name))
    shuffled = list(spread)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert folded(tuple(shuffled)) == folded(spread)


def one_a_minute(journal: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return events of which no two share a minute, for those of one minute keep their order."""
    moved, last = [], datetime.min
    for event in in_order(journal):
        at = max(event.at, last + timedelta(minutes=1)) if last > datetime.min else event.at
        moved.append(msgspec.structs.replace(event, at=at))
        last = at
    return tuple(moved)


@settings(max_examples=60)
@given(name=NAMES, place=st.integers(1, 200))
def test_a_corrected_event_leaves_the_state_and_stays_in_the_journal(name: str, place: int) -> None:
    journal = events(name)
    wrong = journal[1 + place % (len(journal) - 1)]
    later = max(event.at for event in journal)
    correction = Corrected(id="fix", at=later, event=wrong.id, reason="written by mistake")
    corrected = (*journal, correction)
    without = tuple(event for event in journal if event.id != wrong.id)
    assert folded(corrected) == folded(without)
    assert wrong in corrected


@settings(max_examples=40)
@given(name=NAMES, place=st.integers(1, 200))
def test_a_correction_that_is_corrected_restores_the_event(name: str, place: int) -> None:
    journal = events(name)
    wrong = journal[1 + place % (len(journal) - 1)]
    later = max(event.at for event in journal)
    first = Corrected(id="fix", at=later, event=wrong.id, reason="mistake")
    second = Corrected(id="unfix", at=later, event="fix", reason="it was right")
    assert folded((*journal, first, second)) == folded(journal)


@settings(max_examples=40)
@given(months=st.integers(1, 24), more=st.integers(1, 24))
def test_an_extension_never_shortens(months: int, more: int) -> None:
    journal = events("theft-detention")
    at = max(event.at for event in journal)

    def end(*lengths: int) -> datetime:
        extensions = [
            TermExtended(
                id=f"x{number}", at=at, term="investigation_term", up_to=Length(length, "months")
            )
            for number, length in enumerate(lengths)
        ]
        state = folded((*journal, *extensions))
        terms = ledger(state, book(), at)
        return next(one.legal_end.at for one in terms if one.term.id == "investigation_term")

    assert end() <= end(months) <= end(months, more)
    assert end(months, more) == end(more, months) == max(end(months), end(more))


def test_the_future_is_not_known_in_the_past() -> None:
    journal = events("theft-detention")
    before = folded(journal, datetime(2026, 3, 3, 15))
    assert before.participants["p1"].roles == ("person_concerned",)
    assert before.acts_of("detention") == ()
    assert before.fact("detained_at", "p1") == "2026-03-03T14:20"
