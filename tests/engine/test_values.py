"""Which values a fact can hold."""

from __future__ import annotations

from datetime import datetime
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine.values import checked, people_in
from core.errors import UserError
from core.law.model import Fact, FactType

AT = datetime(2026, 3, 3, 14, 20)
WORDS = {"be": "так", "ru": "так", "en": "so"}
CHOICES = [{"id": "self", "label": WORDS}, {"id": "aloud", "label": WORDS}]
COLUMNS = [
    {"id": "name", "type": "words", "label": WORDS},
    {"id": "amount", "type": "number", "optional": True, "label": WORDS},
]


def fact(type_: str, **more: Any) -> Fact:
    """Return a fact of a type."""
    needed: dict[str, dict[str, Any]] = {
        "choice": {"choices": CHOICES},
        "rows": {"columns": COLUMNS},
    }
    told = {"id": "f", "type": type_, "label": WORDS, **needed.get(type_, {}), **more}
    return msgspec.convert(told, Fact)


RIGHT: dict[str, list[Any]] = {
    "moment": ["2026-03-03T14:20", "2026-03-03T14:20:00"],
    "date": ["2026-03-03"],
    "text": ["", "12", "<b>&</b>"],
    "words": ["так", {"be": "так"}, {"be": "так", "ru": "так"}],
    "long": ["x" * 10_000, {"ru": "так"}],
    "number": [0, 5, -1],
    "yes": [True, False],
    "choice": ["self", "aloud"],
    "person": ["p1"],
    "persons": [[], ["p1", "p2"]],
    "rows": [[], [{"name": "a"}], [{"name": {"be": "a"}, "amount": 2}]],
    "crime": [{"article": "205"}, {"article": "205", "part": 2}, {"article": "205", "part": None}],
}

WRONG: dict[str, list[Any]] = {
    "moment": ["", "2026-03-03", "14:20", "2026-02-30T10:00", "2026-03-03T14:20+03:00", 5, None],
    "date": ["", "03.03.2026", "2026-02-30", "2026-03-03T14:20", 20260303, None],
    "text": [5, None, ["a"], {"be": "a"}, "x" * 200_001],
    "words": [5, None, {}, {"en": "a"}, {"be": 5}, ["a"]],
    "long": [5, None, {}],
    "number": ["5", 5.5, True, None, 10**16],
    "yes": ["true", 1, 0, None],
    "choice": ["", "loud", 5, None, ["self"]],
    "person": ["", 5, None, ["p1"]],
    "persons": ["p1", [5], None, [""]],
    "rows": [{}, "a", [5], [{}], [{"amount": 2}], [{"name": "a", "x": 1}], [{"name": 5}], None],
    "crime": [
        "205",
        {},
        {"article": 205},
        {"article": "205", "part": "2"},
        {"article": "1", "x": 1},
    ],
}


@pytest.mark.parametrize("type_", get_args(FactType))
def test_a_value_of_its_type_is_taken(type_: str) -> None:
    for value in RIGHT[type_]:
        assert checked(fact(type_), value, AT) is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize("type_", get_args(FactType))
def test_a_value_of_another_type_is_refused_with_its_place(type_: str) -> None:
    for value in WRONG[type_]:
        with pytest.raises(UserError) as refused:
            checked(fact(type_), value, AT, "e4: f")
        assert str(refused.value.values["where"]).startswith("e4: f")


@pytest.mark.parametrize("value", ["2026-03-03T14:21", "2026-03-04T00:00"])
def test_what_cannot_lie_in_the_future_does_not(value: str) -> None:
    with pytest.raises(UserError, match="value-in-future"):
        checked(fact("moment", not_future=True), value, AT)


def test_the_same_minute_is_not_the_future() -> None:
    now = fact("moment", not_future=True)
    assert checked(now, "2026-03-03T14:20", AT) is None  # type: ignore[func-returns-value]
    day = fact("date", not_future=True)
    assert checked(day, "2026-03-03", AT) is None  # type: ignore[func-returns-value]
    with pytest.raises(UserError, match="value-in-future"):
        checked(day, "2026-03-04", AT)


def test_people_are_found_in_values_that_name_them() -> None:
    assert people_in(fact("person"), "p1") == ("p1",)
    assert people_in(fact("persons"), ["p1", "p2"]) == ("p1", "p2")
    assert people_in(fact("text"), "p1") == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(type_=st.sampled_from(get_args(FactType)), value=JSON, future=st.booleans())
def test_no_value_brings_anything_but_a_refusal(type_: str, value: Any, future: bool) -> None:
    one = fact(type_, not_future=future and type_ in ("moment", "date"))
    try:
        checked(one, value, AT)
    except UserError as error:
        assert error.values["where"]
    else:
        assert value is not None
