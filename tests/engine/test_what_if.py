"""What if: only what is supposed moves, and the case itself stays as it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
import pytest

from core.engine.events import Event, StepDone
from core.engine.steps import StepStatus
from core.engine.what_if import Supposition, WhatIf, supposed, what_if
from core.errors import UserError
from tests.law.shipped import book, events

AT = datetime(2026, 6, 3, 12)
STORY: dict[str, Any] = {
    "people": {"s1": {"roles": ["suspect"], "born": "1990-05-05", "citizenship": "BY"}},
    "events": [
        {"step": "open_case", "at": "2026-06-01T09:00"},
        {
            "step": "detention",
            "subject": "s1",
            "at": "2026-06-01T10:00",
            "until": "2026-06-01T11:00",
            "notes": {"detained_at": "2026-06-01T09:40"},
        },
        {"step": "release", "subject": "s1", "at": "2026-06-02T10:00"},
    ],
}
JOURNAL: tuple[Event, ...] = events(STORY)


def asked(**told: Any) -> WhatIf:
    """Return what differs under a supposition."""
    return what_if(JOURNAL, Supposition(**told), book(), AT)


def ends(found: WhatIf, term: str) -> tuple[str | None, str | None]:
    """Return the legal end of a term before and after."""
    pair = next(one for one in found.terms if one.shown.term.id == term)
    before = None if pair.before is None else str(pair.before.legal_end)
    return before, None if pair.after is None else str(pair.after.legal_end)


def test_nothing_supposed_changes_nothing() -> None:
    assert asked() == WhatIf((), ())


def test_an_act_told_otherwise_moves_its_term() -> None:
    detention = next(one for one in JOURNAL if one.id == "e1")
    later = msgspec.structs.replace(detention, notes={"detained_at": "2026-06-01T09:55"})
    found = asked(events=(later,))
    assert ends(found, "detention_max") == ("2026-06-04T09:40", "2026-06-04T09:55")


def test_a_moved_act_takes_its_end_along() -> None:
    moved = supposed(JOURNAL, Supposition(moved={"e1": datetime(2026, 6, 1, 14)}))
    act = next(one for one in moved if one.id == "e1")
    assert isinstance(act, StepDone)
    assert (act.at, act.until) == (datetime(2026, 6, 1, 14), datetime(2026, 6, 1, 15))


def test_a_moved_opening_moves_the_investigation() -> None:
    found = asked(moved={"e0": datetime(2026, 6, 1, 9, 30)})
    starts = [one for one in found.terms if one.shown.term.id == "investigation_term"]
    assert [one.after.started for one in starts if one.after] == [datetime(2026, 6, 1, 9, 30)]


def test_without_an_act_its_terms_are_gone_and_others_run_again() -> None:
    found = asked(without=("e2",))
    pair = next(one for one in found.terms if one.shown.term.id == "detention_max")
    assert pair.before is not None
    assert pair.after is not None
    assert (str(pair.before.status), str(pair.after.status)) == ("kept", "running")
    gone = asked(without=("e1", "e2"))
    assert ends(gone, "detention_max")[1] is None


def test_an_added_act_opens_steps() -> None:
    told = StepDone(id="new", at=datetime(2026, 6, 2, 11), step="resolve_search")
    found = asked(events=(told,))
    steps = {one.shown.step.id: one for one in found.steps}
    sanction = steps["sanction_search"]
    assert sanction.before is not None
    assert sanction.after is not None
    assert (sanction.before.status, sanction.after.status) == (StepStatus.CLOSED, StepStatus.OWED)


@pytest.mark.parametrize("told", [{"without": ("x",)}, {"moved": {"x": AT}}])
def test_an_event_that_is_not_there_cannot_be_supposed_away(told: dict[str, Any]) -> None:
    with pytest.raises(UserError) as refusal:
        asked(**told)
    assert refusal.value.code == "event-unknown"


def test_the_case_itself_stays_as_it_is() -> None:
    copy = tuple(JOURNAL)
    asked(without=("e1",), moved={"e0": AT})
    assert copy == JOURNAL == events(STORY)
