"""What each kind of event makes of a case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
import pytest

from core.engine.events import (
    CaseClosed,
    Event,
    decode_event,
    encode_event,
    read_journal,
)
from core.engine.order import in_order
from core.engine.state import CaseState, before_each, fold, moment
from core.errors import UserError
from core.law.model import Step
from tests.law.shipped import book, events

NAME = {"be": "Заяц Леў Фаміч", "ru": "Заяц Лев Фомич"}
PEOPLE = {"p1": {"roles": ["person_concerned"]}, "p2": {"roles": ["suspect", "witness"]}}


def journal(*told: dict[str, Any]) -> tuple[Event, ...]:
    """Return a case with two people and what is told, an hour apart."""
    spread = [{"at": f"2026-06-01T{8 + hour:02}:00", **one} for hour, one in enumerate(told)]
    return events({"people": PEOPLE, "events": spread})


def folded(*told: dict[str, Any], until: datetime | None = None) -> CaseState:
    """Return the state after what is told."""

    def step_of_day(step: str, at: datetime) -> Step | None:
        return book().on(at.date()).steps.get(step)

    return fold(journal(*told), step_of_day, until)


def test_a_case_begins_with_nothing_but_its_people() -> None:
    state = folded()
    assert state.opened is not None
    assert set(state.participants) == {"p1", "p2"}
    assert (state.acts, state.facts, state.extensions, state.closed) == ((), {}, (), None)


def test_an_act_gives_and_takes_roles() -> None:
    state = folded({"step": "charge", "subject": "p2"})
    assert state.participants["p2"].roles == ("accused",)
    assert [one.person.id for one in state.having("accused")] == ["p2"]


def test_a_role_is_not_given_twice() -> None:
    noted = {"detained_at": "2026-06-01T08:00"}
    detention = {"step": "detention", "subject": "p1", "notes": noted}
    assert folded(detention, detention).participants["p1"].roles == ("person_concerned", "suspect")


def test_what_an_act_notes_is_known_of_the_person_and_of_the_case() -> None:
    state = folded({"step": "admit_defender", "subject": "p2", "notes": {"defender": "p1"}})
    assert state.fact("defender", "p2") == "p1"
    assert state.fact("defender") == "p1"
    assert state.fact("defender", "p1") is None


def test_what_the_law_makes_true_cannot_be_noted_away() -> None:
    told = {"detained_at": "2026-06-01T08:00", "held": "free"}
    state = folded({"step": "detention", "subject": "p1", "notes": told})
    assert state.fact("held", "p1") == "detained"


def test_an_act_marks_its_moment_unless_another_was_noted() -> None:
    told = {"step": "register_statement"}
    assert folded(told).fact("statement_registered_at") == "2026-06-01T08:00"
    earlier = {"statement_registered_at": "2026-06-01T07:30"}
    assert folded({**told, "notes": earlier}).fact("statement_registered_at") == "2026-06-01T07:30"


def test_a_later_fact_replaces_an_earlier_one_whatever_was_written_first() -> None:
    late = {"fact": "relation", "value": "stranger", "at": "2026-06-02T10:00"}
    early = {"fact": "relation", "value": "unknown", "at": "2026-06-01T10:00"}
    assert folded(late, early).fact("relation") == "stranger"
    assert folded(early, late, until=datetime(2026, 6, 1, 12)).fact("relation") == "unknown"


def test_a_step_the_law_does_not_know_is_still_an_act() -> None:
    state = folded({"step": "no_such_step", "notes": {"x": 1}})
    assert [act.step for act in state.acts] == ["no_such_step"]
    assert state.fact("x") == 1


def test_acts_of_one_step_and_of_one_person() -> None:
    told = [{"step": "summon", "subject": one} for one in ("p1", "p2", "p1")]
    state = folded(*told)
    assert len(state.acts_of("summon")) == 3
    assert len(state.acts_of("summon", "p1")) == 2
    assert state.acts_of("search") == ()


def test_people_come_before_their_acts_of_the_same_minute() -> None:
    act = msgspec.convert(
        {"kind": "step_done", "id": "a", "at": "2020-01-01T00:00:00", "step": "x", "subject": "p1"},
        Event,
    )
    assert [event.id for event in in_order((act, *journal()))] == [
        "opened",
        "person-p1",
        "person-p2",
        "a",
    ]


def test_the_end_of_the_journal_is_known() -> None:
    closed = CaseClosed(id="c", at=datetime(2026, 6, 2), outcome="handed_over")
    assert fold((*journal(), closed), lambda step, at: None).closed == closed


@pytest.mark.parametrize("value", [None, "", "soon", 5, ["2026-06-01T10:00"], True])
def test_what_is_no_moment_starts_no_clock(value: Any) -> None:
    assert moment(value) is None


def test_events_are_read_as_they_were_written() -> None:
    for event in journal(
        {"step": "search", "until": "2026-06-01T09:00"}, {"fact": "x", "value": 1}
    ):
        assert decode_event(encode_event(event)) == event


BROKEN: list[bytes] = [
    b"",
    b"[]",
    b"{}",
    b"\xff\xfe",
    b'{"events": 5}',
    b'{"events": [5]}',
    b'{"events": [{}]}',
    b'{"events": [{"kind": "step_done", "id": "a", "at": "yesterday", "step": "x"}]}',
    b'{"events": [{"kind": "step_done", "id": "a", "at": "2026-01-01T10:00+03:00", "step": "x"}]}',
    b'{"events": [{"kind": "step_done", "id": "", "at": "2026-01-01T10:00", "step": "x"}]}',
    b'{"events": [{"kind": "step_done", "id": "a", "at": "2026-01-01T10:00", "x": 1}]}',
    b'{"events": [{"kind": "nothing", "id": "a", "at": "2026-01-01T10:00"}]}',
    b'{"format": "other", "events": []}',
    b'{"events": ' + b"[" * 100_000,
]


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_case_file_is_refused_by_name(text: bytes) -> None:
    with pytest.raises(UserError, match="case-file-broken") as refused:
        read_journal(text, "case.json")
    assert refused.value.values["file"] == "case.json"


def test_two_events_of_one_name_are_no_journal() -> None:
    row = b'{"kind": "step_done", "id": "a", "at": "2026-01-01T10:00", "step": "x"}'
    with pytest.raises(UserError, match="case-file-broken"):
        read_journal(b'{"events": [' + row + b"," + row + b"]}", "case.json")


def test_a_broken_row_is_refused() -> None:
    with pytest.raises(UserError, match="journal-row-broken"):
        decode_event(b"{}")


def test_what_was_noted_before_is_kept_behind_the_latest_word() -> None:
    came = [{"fact": "petition_received_at", "at": f"2026-06-0{day}T10:00"} for day in (2, 3, 5)]
    state = folded(*came)
    assert state.fact("petition_received_at") == "2026-06-05T10:00"
    days = [at.day for at, _ in state.moments("petition_received_at")]
    assert days == [one.at.day for one in state.noted("petition_received_at")] == [2, 3, 5]
    assert state.noted("petition_received_at", "p1") == ()


def test_every_act_is_met_with_the_case_as_it_stood_without_it() -> None:
    def step_of_day(step: str, at: datetime) -> Step | None:
        return book().on(at.date()).steps.get(step)

    same = {"at": "2026-06-01T12:00"}
    told = journal(
        {"step": "open_case"},
        {"step": "charge", "subject": "p2", **same},
        {"step": "receive_petition", **same},
        {"step": "charge", "subject": "p1", "at": "2026-06-01T13:00"},
    )
    found = list(before_each(told, step_of_day))
    assert [event.id for event, _ in found] == ["e0", "e1", "e2", "e3"]
    for event, before in found:
        others = (one for one in told if one.id != event.id)
        assert before == fold(others, step_of_day, event.at)
