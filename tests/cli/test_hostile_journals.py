"""Whatever is changed in a case file, it is answered or refused; the program never fails."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.asking import DEMO, ask

Path_ = tuple[str | int, ...]

HOSTILE: list[Any] = [
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    "",
    "x",
    "\x00",
    "<b>&</font>",
    " " * 50,
    "2026-03-03T10:00",
    "2026-02-31",
    "9999-12-31T23:59",
    "0001-01-01T00:00",
    "p1",
    "p9",
    "accused",
    [],
    {},
    [None],
    [[[]]],
    ["p1"],
    [{"name": "x"}],
    {"be": "x"},
    {"be": 1, "ru": 2},
    {"article": "205", "part": "x"},
    {"article": 1},
    {"value": 3, "unit": "months"},
]


@cache
def document() -> Any:
    return json.loads((DEMO / "theft-detention.json").read_bytes())


@cache
def places() -> list[Path_]:
    return list(_paths(document(), ()))[1:]


def _paths(value: Any, here: Path_) -> Iterator[Path_]:
    yield here
    if isinstance(value, dict | list):
        keys = value if isinstance(value, dict) else range(len(value))
        for key in keys:
            yield from _paths(value[key], (*here, key))


def changed(changes: list[tuple[Path_, Any]]) -> Any:
    """Return the case file with values put in places of it, where these are still there."""
    found = copy.deepcopy(document())
    for (*way, last), value in changes:
        inside = found
        try:
            for key in way:
                inside = inside[key]
            inside[last] = value
        except (KeyError, IndexError, TypeError):
            continue
    return found


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_changed_journal_is_answered_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    change = st.tuples(st.sampled_from(places()), st.sampled_from(HOSTILE))
    file = tmp_path_factory.mktemp("journal") / "case.json"
    file.write_text(json.dumps(changed(data.draw(st.lists(change, min_size=1, max_size=3)))))
    answer = ask("steps", file, "--at", "2026-03-12T14:30")
    assert answer.code in (0, 2), answer.err
    assert answer.err.count("\n") == (answer.code == 2)
    if answer.code == 0:
        printed = file.with_suffix(".txt")
        argv = ["paper", file, "protocol_detention", "--language", "ru", "-o", printed]
        assert ask(*argv).code == 0
