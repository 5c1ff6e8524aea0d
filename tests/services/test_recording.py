"""Writing down what happened: what the law closes is refused in words, nothing is saved twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from core.engine.events import (
    Corrected,
    Event,
    FactNoted,
    PaperIssued,
    PersonAdded,
    StepDone,
    TermExtended,
    write_journal,
)
from core.errors import Refused, UserError
from core.i18n import UI_LANGUAGES
from core.law.model import Length
from core.paths import RESOURCES
from core.services.sentences import sentence
from tests.services.room import DEMO, NOW, THEFT, Room, event, room, script, until

CASES = sorted(path.stem for path in DEMO.glob("*.json"))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path) as made:
        yield made


def refused(place: Room, *events: Event, code: str, case: str = THEFT) -> UserError:
    """Record events that must be refused, and make sure that nothing was saved."""
    before = place.archive.digest(), place.archive.digest(derived=True)
    with pytest.raises(UserError) as caught:
        place.cases.record(case, events, f"key-{events[0].id}")
    assert caught.value.code == code, caught.value.values
    assert (place.archive.digest(), place.archive.digest(derived=True)) == before
    return caught.value


@pytest.mark.parametrize("name", CASES)
def test_a_script_is_recorded_act_by_act_and_nothing_is_refused(place: Room, name: str) -> None:
    events = script(name).events
    place.cases.open_case(name, msgspec.structs.replace(script(name), events=events[:1]), "open")
    for one in events[1:]:
        place.cases.record(name, [one], one.id)
    assert place.cases.case(name).events == events
    assert place.archive.verify().sound


def test_a_search_without_sanction_is_refused_with_the_sanction_named(place: Room) -> None:
    place.cases.open_case(THEFT, until("e33"), "open")
    error = refused(place, event("e33a"), event("e34"), code="step-blocked-first")
    assert isinstance(error, Refused)
    for language in UI_LANGUAGES:
        said = sentence(error, language, RESOURCES)
        assert "34(5)(14)" in said
        assert "Trilingual" not in said
        assert "?" not in said


def test_a_step_whose_conditions_fail_is_closed_in_words(place: Room) -> None:
    place.cases.open_case(THEFT, until("e09"), "open")
    charge = StepDone(id="x", at=datetime(2026, 3, 3, 9, 0), step="resolve_search")
    error = refused(place, charge, code="step-closed")
    assert isinstance(error, Refused)
    assert "210" in sentence(error, "be", RESOURCES)


def test_an_act_that_is_done_once_is_not_done_again(place: Room) -> None:
    place.cases.open_case(THEFT, until("e33"), "open")
    again = StepDone(id="x", at=datetime(2026, 3, 5, 11, 0), step="copy_opening_to_prosecutor")
    assert refused(place, again, code="step-done-already").exit_code == 1


def test_a_warning_asks_for_a_reason_and_the_reason_stays_in_the_journal(place: Room) -> None:
    place.cases.open_case(THEFT, until("e32"), "open")
    night = StepDone(
        id="x",
        at=datetime(2026, 3, 4, 22, 30),
        until=datetime(2026, 3, 4, 23, 10),
        step="interrogate_witness",
        subject="p3",
    )
    error = refused(place, night, code="warning-needs-reason")
    guard = str(error.values["guards"])
    assert guard in sentence(error, "en", RESOURCES)
    blank = msgspec.structs.replace(night, reasons={guard: "  "})
    assert refused(place, blank, code="warning-needs-reason")
    given = msgspec.structs.replace(night, reasons={guard: "leaves the country at dawn"})
    case = place.cases.record(THEFT, [given], "night")
    assert case.state().acts[-1].reasons == {guard: "leaves the country at dawn"}


def test_the_same_key_saves_once(place: Room) -> None:
    place.cases.open_case(THEFT, until("e05"), "open")
    first = place.cases.record(THEFT, [event("e05")], "once")
    second = place.cases.record(THEFT, [event("e05")], "once")
    assert first.events == second.events
    assert place.told == [THEFT, THEFT, THEFT]


def test_a_correction_takes_an_event_out_of_the_state_and_leaves_it_in_the_journal(
    place: Room,
) -> None:
    place.cases.open_case(THEFT, script(), "open")
    last = StepDone(id="x", at=datetime(2026, 3, 13, 9, 0), step="receive_petition")
    place.cases.record(THEFT, [last], "x")
    mistake = Corrected(id="y", at=datetime(2026, 3, 13, 9, 5), event="x", reason="typed twice")
    case = place.cases.correct(THEFT, mistake, "y")
    assert not case.state().acts_of("receive_petition")
    assert [one.id for one in case.events[-2:]] == ["x", "y"]


@pytest.mark.parametrize(
    ("target", "reason", "code"),
    [
        ("nothing", "typed twice", "event-unknown"),
        ("e49", "  ", "correction-needs-reason"),
        ("e01", "typed twice", "journal-not-opened"),
    ],
)
def test_a_correction_that_cannot_be_changes_nothing(
    place: Room, target: str, reason: str, code: str
) -> None:
    place.cases.open_case(THEFT, script(), "open")
    before = place.archive.digest()
    with pytest.raises(UserError) as caught:
        event = Corrected(id="y", at=datetime(2026, 3, 13), event=target, reason=reason)
        place.cases.correct(THEFT, event, "y")
    assert caught.value.code == code
    assert place.archive.digest() == before


def extension(months: int, term: str = "investigation_term") -> TermExtended:
    return TermExtended(
        id=f"ext{months}",
        at=datetime(2026, 4, 28, 10, 0),
        term=term,
        up_to=Length(months, "months"),
        official="the chief",
    )


def test_an_extension_on_the_ladder_moves_the_end_counted_from_the_start(place: Room) -> None:
    place.cases.open_case(THEFT, script(), "open")
    case = place.cases.record(THEFT, [extension(3)], "ext")
    at = datetime(2026, 4, 28, 11, 0)
    (entry,) = [one for one in case.ledger(at) if one.term.id == "investigation_term"]
    assert str(entry.legal_end) == "2026-06-03T24:00"


def test_an_extension_that_is_not_on_the_ladder_is_refused(place: Room) -> None:
    place.cases.open_case(THEFT, script(), "open")
    assert refused(place, extension(1), code="event-extension-wrong")
    assert refused(place, extension(3, "nothing"), code="event-term-unknown")


FUTURE = datetime(2026, 11, 22, 9, 1)
WRONG: list[tuple[Event, str]] = [
    (StepDone(id="w", at=FUTURE, step="receive_petition"), "event-in-future"),
    (StepDone(id="w", at=datetime(1999, 1, 1), step="receive_petition"), "event-before-opening"),
    (
        StepDone(
            id="w",
            at=datetime(2026, 3, 5, 12),
            until=datetime(2026, 3, 5, 11),
            step="receive_petition",
        ),
        "event-ends-before-start",
    ),
    (StepDone(id="w", at=datetime(2026, 3, 5), step="nothing"), "step-unknown"),
    (FactNoted(id="w", at=datetime(2026, 3, 5), fact="nothing", value=1), "event-fact-unknown"),
    (FactNoted(id="w", at=datetime(2026, 3, 5), fact="crime_story", value=1), "value-not-long"),
    (
        FactNoted(id="w", at=datetime(2026, 3, 5), fact="crime", value={"article": "9999"}),
        "article-unknown",
    ),
    (FactNoted(id="e05", at=datetime(2026, 3, 5), fact="case_number", value="1"), "event-id-twice"),
]


@pytest.mark.parametrize(("wrong", "code"), WRONG, ids=[code for _, code in WRONG])
def test_what_cannot_be_is_not_recorded(place: Room, wrong: Event, code: str) -> None:
    place.cases.open_case(THEFT, script(), "open")
    assert refused(place, wrong, code=code)


def test_an_unborn_person_is_not_recorded(place: Room) -> None:
    place.cases.open_case(THEFT, script(), "open")
    known = next(one.person for one in script().events if isinstance(one, PersonAdded))
    born = datetime(2026, 6, 1).date()
    person = msgspec.structs.replace(known, id="p99", born=born)
    added = PersonAdded(id="w", at=datetime(2026, 3, 5), person=person)
    assert refused(place, added, code="person-born-later")


def test_an_old_mistake_does_not_stop_the_work(place: Room) -> None:
    place.cases.open_case(THEFT, script(), "open")
    # The clock was wrong by a year when the case was typed in; now it is put right.
    place.now = datetime(2026, 3, 11, 9, 0)
    note = StepDone(id="x", at=datetime(2026, 3, 11, 8, 0), step="receive_petition")
    case = place.cases.record(THEFT, [note], "x")
    assert case.events[-1] == note


def test_what_was_recorded_in_one_batch_is_saved_whole_or_not_at_all(place: Room) -> None:
    place.cases.open_case(THEFT, script(), "open")
    good = StepDone(id="x", at=datetime(2026, 3, 13, 9, 0), step="receive_petition")
    bad = StepDone(id="y", at=FUTURE + timedelta(days=1), step="resolve_petition")
    assert refused(place, good, bad, code="event-in-future")


def test_a_bare_paper_needs_no_permission(place: Room) -> None:
    place.cases.open_case(THEFT, script(), "open")
    bare = PaperIssued(
        id="x",
        at=datetime(2026, 3, 13, 9, 0),
        form="statement_conciliation",
        version=1,
        language="be",
        edition="2026-05-22",
    )
    assert place.cases.check_act(place.cases.case(THEFT), bare) is None
    assert place.cases.record(THEFT, [bare], "x").events[-1] == bare


def test_lists_computed_anew_are_the_lists_that_were_kept(place: Room) -> None:
    for name in CASES:
        place.cases.open_case(name, script(name), name)
    place.cases.record(THEFT, [extension(3)], "ext")
    lasting, derived = place.archive.digest(), place.archive.digest(derived=True)
    assert place.cases.rebuild() == len(CASES)
    assert (place.archive.digest(), place.archive.digest(derived=True)) == (lasting, derived)


class Cancelled(Exception):
    """What a person who stops the work makes of its progress."""


def test_a_rebuild_tells_how_far_it_is_and_can_be_stopped(place: Room) -> None:
    for name in CASES:
        place.cases.open_case(name, script(name), name)
    told: list[tuple[int, int]] = []
    place.cases.rebuild(lambda done, total: told.append((done, total)))
    assert told == [(done, len(CASES)) for done in range(1, len(CASES) + 1)]
    before = place.archive.digest(derived=True)

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        place.cases.rebuild(stop)
    assert place.archive.digest(derived=True) == before


def test_a_case_comes_out_as_it_went_in(place: Room) -> None:
    for name in CASES:
        place.cases.open_case(name, script(name), name)
    for name in CASES:
        content = (DEMO / f"{name}.json").read_bytes()
        assert write_journal(place.cases.case(name).journal) == content


def test_two_cases_may_use_the_same_ids(place: Room) -> None:
    for name in CASES:
        place.cases.open_case(name, until("e03", name), name)
    assert place.archive.verify().sound
    assert {one.id for name in CASES for one in place.cases.case(name).events} == {"e01", "e02"}


def test_a_shipped_example_brings_its_own_present(place: Room) -> None:
    place.now = datetime(2026, 1, 1)
    with pytest.raises(UserError) as caught:
        place.cases.open_case(THEFT, script(), "open")
    assert caught.value.code == "event-in-future"
    assert place.cases.open_case(THEFT, script(), "open", now=NOW).events == script().events
