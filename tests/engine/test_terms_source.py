"""Every term against what was read of it: length, ladder, edition, and how its rules count."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.engine.single import single_term
from core.law.model import Length, Term
from core.law.rules import STATED
from tests.engine.naive import WALKS
from tests.law.shipped import book, entries

SOURCE = entries(Path(__file__).parents[1] / "law" / "terms_source.yaml")
NAMED = [one["id"] for one in SOURCE]
EXCEPTED = {
    "detention_protocol": "the worked example 6 gives the legal end by R2",
    "legal_assistance_execution": "the day is named in the decision that entrusts the execution",
}
"""Terms counted otherwise than the numbers of their rules say, and why."""
MATERIALS = datetime(2026, 5, 22)
"""From this day on every edition is certain."""


def length(text: str) -> Length:
    """Return a length as written in the list."""
    value, unit = text.split()[:2]
    return Length(int(value), unit)  # type: ignore[arg-type]


def term(one: dict[str, Any]) -> Term:
    """Return the term of the book by the newest text."""
    return book().newest.terms[one["id"]]


def walk_of(one: dict[str, Any]) -> tuple[str, str]:
    """Return the naive walk that the numbers of the rules ask for."""
    rules, unit = set(one["rules"]), length(one["length"]).unit
    if "R13" in rules:
        return "backwards", unit
    if "R4" in rules:
        return "working_days", unit
    if "R3" in rules:
        return ("custody" if unit == "months" or "R5" in rules else "clock"), unit
    if "R8" in rules:
        return "hours", unit
    return (unit if "R7" in rules else f"{unit}_unmoved"), unit


def test_the_list_is_whole() -> None:
    assert len(NAMED) == len(set(NAMED)) == 171
    assert set(NAMED) <= set(book().newest.terms)


@pytest.mark.parametrize("one", SOURCE, ids=NAMED)
def test_a_term_is_what_was_read(one: dict[str, Any]) -> None:
    found = term(one)
    assert (found.article, found.kind, found.confidence) == (
        one["article"],
        one["kind"],
        one["confidence"],
    )
    assert found.length == (length(one["length"]) if "length" in one else None)


@pytest.mark.parametrize("one", SOURCE, ids=NAMED)
def test_a_term_stands_from_the_edition_it_was_read_in(one: dict[str, Any]) -> None:
    first = book().on(date(2025, 2, 17)).terms
    assert (one["id"] in first) == (one["since"] == "2025-02-17")


@pytest.mark.parametrize(
    "one", [one for one in SOURCE if "ladder" in one], ids=lambda one: str(one["id"])
)
def test_every_rung_that_was_read_is_there_in_order(one: dict[str, Any]) -> None:
    rungs = [(rung.up_to, rung.beyond) for rung in term(one).ladder]
    wanted = [(length(text), text.endswith("+")) for text in one["ladder"]]
    assert [rung for rung in rungs if rung in wanted] == wanted
    assert all(rung.by.be and rung.by.ru and rung.article for rung in term(one).ladder)


RULED = [one for one in SOURCE if one.get("rules") and one["id"] not in EXCEPTED]


@pytest.mark.parametrize("one", RULED, ids=lambda one: str(one["id"]))
def test_the_rule_of_a_term_states_what_its_numbers_say(one: dict[str, Any]) -> None:
    rules, found = set(one["rules"]), term(one)
    said = STATED.get(found.counting)
    if said is None:
        assert "length" not in one
        return
    assert (said.off_day == "moves_on") == ("R7" in rules)
    assert (said.off_day == "passed_over") == ("R4" in rules)
    assert (found.counting == "backwards") == ("R13" in rules)
    if "R6" in rules:
        assert said.month_end != "no_months"
    if "R15" in rules:
        assert found.pauses
    if "R16" in rules:
        assert found.credit is not None


LONG = [one for one in RULED if "length" in one]


@pytest.mark.parametrize("one", LONG, ids=lambda one: str(one["id"]))
@settings(max_examples=25)
@given(start=st.integers(0, 4 * 366 * 24 * 60))
def test_a_term_ends_where_its_numbers_lead(one: dict[str, Any], start: int) -> None:
    """The walk is chosen by the numbers of the rules, not by the rule the book names."""
    moment = MATERIALS + timedelta(minutes=start)
    plain = WALKS[walk_of(one)](moment, length(one["length"]).value, 0)
    found = single_term(book(), one["id"], moment)
    assert str(found.legal_end) == plain.legal
    assert found.safe_end is not None and found.legal_end is not None
    assert found.safe_end <= found.legal_end
    if "R3" not in one["rules"] or "length" not in one or "months" in one["length"]:
        assert str(found.safe_end) == plain.safe
