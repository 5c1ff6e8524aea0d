"""Issued papers: a snapshot is kept, printed again to the same bytes, and told when data change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from core.documents.compose import Draft
from core.documents.plain import plain_text
from core.engine.events import FactNoted, PaperIssued, PersonAdded
from core.errors import DamagedError, Refused, UserError
from core.services.papers import Issue, blocks_hash
from core.store.archive import Archive
from tests.services.room import NOW, THEFT, Room, event, pdf, room, script, until

AT = datetime(2026, 3, 3, 16, 10)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path) as made:
        yield made


def detention(place: Room) -> Issue:
    """Open the case just before the protocol of detention and return that paper."""
    place.cases.open_case(THEFT, until("e17"), "open")
    act = event("e17")
    assert isinstance(act, PaperIssued)
    draft = Draft(act.notes, act.at, act.until, act.subject)
    return Issue("protocol_detention", draft, ("be", "ru"), {})


def test_an_issued_paper_is_an_act_with_a_snapshot_in_each_language(place: Room) -> None:
    case = place.papers.issue(THEFT, detention(place), "k1")
    (issued,) = case.state().papers[-1:]
    assert case.state().participants["p1"].has("suspect")
    papers = [place.papers.snapshot(f"{issued.id}-{language}") for language in ("be", "ru")]
    assert issued.blocks == blocks_hash(papers)
    assert [paper.language for paper in papers] == ["be", "ru"]
    heads = place.archive.read.papers(THEFT)
    assert {head.language for head in heads} == {"be", "ru"}


def test_a_snapshot_prints_the_same_bytes_again_whatever_happens_to_the_case(place: Room) -> None:
    issue = detention(place)
    case = place.papers.issue(THEFT, issue, "k1")
    form = place.papers.preview(case, issue.form, issue.draft, "ru", "").paper
    first = pdf(place.papers.snapshot("paper-k1-ru"))
    assert first == pdf(form)
    name = case.state().participants["p1"].person
    other = msgspec.structs.replace(name, name=msgspec.structs.replace(name.name, ru="A B C"))
    place.cases.record(THEFT, [PersonAdded(id="x", at=AT, person=other)], "x")
    assert pdf(place.papers.snapshot("paper-k1-ru")) == first


def test_a_paper_is_issued_once_however_often_it_is_asked(place: Room) -> None:
    issue = detention(place)
    first = place.papers.issue(THEFT, issue, "k1")
    second = place.papers.issue(THEFT, issue, "k1")
    assert first.events == second.events
    assert len(place.archive.read.papers(THEFT)) == 2


def test_data_changed_since_is_told_and_the_paper_stays(place: Room) -> None:
    case = place.papers.issue(THEFT, detention(place), "k1")
    (issued,) = case.state().papers[-1:]
    assert not place.papers.changed_since(case, issued)
    known = case.state().participants["p1"].person
    person = msgspec.structs.replace(known, born=datetime(1995, 1, 1).date())
    added = PersonAdded(id="x", at=AT, person=person)
    changed = place.cases.record(THEFT, [added], "x")
    assert place.papers.changed_since(changed, issued)
    assert changed.state().papers[-1] == issued


def test_what_a_paper_did_not_print_does_not_change_it(place: Room) -> None:
    case = place.papers.issue(THEFT, detention(place), "k1")
    (issued,) = case.state().papers[-1:]
    added = FactNoted(id="x", at=AT, fact="search_place", value="elsewhere")
    assert not place.papers.changed_since(place.cases.record(THEFT, [added], "x"), issued)


def test_an_incomplete_paper_is_not_issued(place: Room) -> None:
    issue = detention(place)
    answers = {key: value for key, value in issue.draft.answers.items() if key != "detained_where"}
    before = place.archive.digest()
    with pytest.raises(UserError) as caught:
        draft = replace(issue.draft, answers=answers)
        place.papers.issue(THEFT, replace(issue, draft=draft), "k1")
    assert caught.value.code == "paper-incomplete"
    assert "detained_where" in str(caught.value.values["missing"])
    assert place.archive.digest() == before


def test_a_paper_of_a_blocked_act_is_refused(place: Room) -> None:
    place.cases.open_case(THEFT, until("e33"), "open")
    act = event("e34")
    assert isinstance(act, PaperIssued)
    answers = {key: value for key, value in act.notes.items() if key != "holder"}
    draft = Draft(answers, act.at, act.until, "")
    before = place.archive.digest()
    with pytest.raises(Refused) as caught:
        place.papers.issue(THEFT, Issue("protocol_search", draft, ("be",), {}), "k1")
    assert caught.value.code == "step-blocked-first"
    assert place.archive.digest() == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"form": "nothing"}, "form-unknown"),
        ({"languages": ()}, "paper-without-language"),
        ({"draft": Draft({}, AT, None, "nobody")}, "person-unknown"),
    ],
)
def test_a_paper_that_cannot_be_is_not_issued(
    place: Room, change: dict[str, object], code: str
) -> None:
    issue = detention(place)
    with pytest.raises(UserError) as caught:
        place.papers.issue(THEFT, replace(issue, **change), "k1")  # type: ignore[arg-type]
    assert caught.value.code == code


def test_what_is_asked_comes_with_what_is_known(place: Room) -> None:
    issue = detention(place)
    case = place.cases.case(THEFT)
    asked = {one.fact.id: one for one in place.papers.asked(case, issue.form, "p1", AT)}
    assert asked["detained_at"].value == "2026-03-03T14:20"
    assert asked["detained_at"].known
    assert not asked["health"].known


def test_an_unknown_or_unreadable_snapshot_is_told(place: Room) -> None:
    with pytest.raises(UserError) as caught:
        place.papers.snapshot("nothing")
    assert caught.value.code == "paper-unknown"
    place.papers.issue(THEFT, detention(place), "k1")
    _spoil(place.archive)
    with pytest.raises(DamagedError) as damaged:
        place.papers.snapshot("paper-k1-be")
    assert damaged.value.code == "paper-unreadable"


def _spoil(archive: Archive) -> None:
    """Write over the snapshots as only somebody with the key can do."""
    with archive._line.changing() as change:
        change._connection.exec_driver_sql("DROP TRIGGER IF EXISTS paper_never_changes")
        for (name,) in change._connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'paper'"
        ).all():
            change._connection.exec_driver_sql(f"DROP TRIGGER {name}")
        change._connection.exec_driver_sql("UPDATE paper SET blocks = '{}'")


def test_the_papers_of_a_whole_script_are_issued_through_the_archive(place: Room) -> None:
    events = script().events
    place.cases.open_case(THEFT, until("e02"), "open")
    for one in events[1:]:
        if isinstance(one, PaperIssued):
            draft = Draft(one.notes, one.at, one.until, one.subject)
            place.papers.issue(THEFT, Issue(one.form, draft, ("be", "ru"), {}), one.id)
        else:
            place.cases.record(THEFT, [one], one.id)
    case = place.cases.case(THEFT)
    assert not [one.id for one in case.state().papers if place.papers.changed_since(case, one)]
    assert len(place.archive.read.papers(THEFT)) == 2 * len(case.state().papers)
    assert "Кавальчука Пятра Іванавіча" in plain_text(place.papers.snapshot("paper-e17-be"))
    assert place.archive.verify().sound
    assert place.now == NOW
