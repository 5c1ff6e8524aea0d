"""On which basis a request goes to a state."""

from __future__ import annotations

from datetime import date

import pytest

from core.engine.assistance import basis_for
from tests.law.shipped import book

LAW = book().on(date(2026, 5, 20))


@pytest.mark.parametrize(
    ("state", "basis"),
    [
        ("KZ", "chisinau_2002"),
        ("kz", "chisinau_2002"),
        ("RU", "minsk_1993"),
        ("TM", "minsk_1993"),
        ("VN", "bilateral"),
        ("LT", "bilateral"),
        ("UA", "reciprocity"),
        ("BR", "reciprocity"),
        ("", "reciprocity"),
    ],
)
def test_the_basis_of_a_request(state: str, basis: str) -> None:
    assert basis_for(LAW, state).basis.id == basis


@pytest.mark.parametrize("state", ["LT", "PL", "UA", "RU", "MD", "BR"])
def test_what_is_doubtful_is_said(state: str) -> None:
    doubts = basis_for(LAW, state).doubts
    assert doubts
    assert all(doubt.be and doubt.ru and doubt.en for doubt in doubts)


def test_what_was_read_in_a_source_brings_no_doubt() -> None:
    assert basis_for(LAW, "KZ").doubts == ()


def test_every_state_has_a_basis() -> None:
    for code in LAW.entries("states"):
        assert basis_for(LAW, code).state is not None
