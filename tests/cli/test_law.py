"""The law on the command line: what lacks, what if, verdicts and search."""

from __future__ import annotations

import json
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from core.cli.commands import run
from core.cli.desk import Desk
from core.paths import UserPlaces, places
from tests.cli.asking import DEMO, NOW, Answer, ask

THEFT = DEMO / "theft-detention.json"
AT = "2026-03-04T15:00"
BY = ("--author", "A. Lawyer", "--reference", "NRPA, 2/3132")


def fresh(*argv: object, home: Path | None = None) -> Answer:
    """Run a command that loads the law by itself, so that corrections are applied."""
    out, err = StringIO(), StringIO()
    where = UserPlaces(home, places().cache) if home else places()
    code = run([str(one) for one in argv], Desk(out, err, NOW, where, import_module))
    return Answer(code, out.getvalue(), err.getvalue())


def test_gaps_of_a_case() -> None:
    found = ask("steps", THEFT, "--at", AT, "--gaps", "--json")
    assert found.code == 0
    told = {one["id"]: one for one in found.json["gaps"]}
    assert told["items_undecided"]["offers"] == "recognise_evidence"
    assert told["items_undecided"]["text"].keys() == {"be", "ru", "en"}
    assert (
        told["items_undecided"]["text"]["en"]
        in ask("--ui", "en", "steps", THEFT, "--at", AT, "--gaps").out
    )


def test_a_decision_that_lacks_something_is_answered_with_no() -> None:
    found = ask("steps", THEFT, "--at", AT, "--before", "transfer_case", "--json")
    assert found.code == 1
    assert "end_told" in {one["id"] for one in found.json["missing"]}
    assert ask("steps", THEFT, "--at", AT, "--before", "detention").code == 2


def test_nothing_missing_is_said() -> None:
    case = DEMO / "check-private-prosecution.json"
    found = ask("--ui", "en", "steps", case, "--at", "2026-04-17T15:30", "--gaps")
    assert (found.code, found.out) == (0, "Nothing is missing.\n")


def supposition(folder: Path, **told: Any) -> Path:
    """Write a supposition into a file."""
    path = folder / "suppose.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def test_a_date_supposed_moves_the_terms_and_not_the_case(tmp_path: Path) -> None:
    before = THEFT.read_bytes()
    what = supposition(tmp_path, moved={"e09": "2026-03-02T12:30"})
    found = ask("ledger", THEFT, "--at", AT, "--suppose", what, "--json").json
    moved = next(one for one in found["terms"] if one["id"] == "investigation_term")
    assert moved["before"]["started"] == "2026-03-03T10:30"
    assert moved["after"]["started"] == "2026-03-02T12:30"
    assert THEFT.read_bytes() == before
    plain = ask("--ui", "en", "ledger", THEFT, "--at", AT, "--suppose", what)
    assert "→" in plain.out


def test_what_cannot_be_is_not_supposed(tmp_path: Path) -> None:
    for told in ({"moved": {"nothing": AT}}, {"gone": 1}, {"moved": {"e09": "yesterday"}}):
        found = ask("ledger", THEFT, "--at", AT, "--suppose", supposition(tmp_path, **told))
        assert (found.code, found.out) == (2, "")
        assert found.err.strip()


def test_a_supposition_that_changes_nothing_says_so(tmp_path: Path) -> None:
    what = supposition(tmp_path)
    found = ask("--ui", "en", "ledger", THEFT, "--at", AT, "--suppose", what)
    assert found.out == "Nothing changes.\n"


def archive(home: Path) -> tuple[str, Path]:
    """Make an empty archive and return the option that names it."""
    path = home / "a.sledchy"
    assert fresh("archive", "--archive", path, "create", home=home).code == 0
    return "--archive", path


def test_a_correction_is_kept_exported_and_applied(tmp_path: Path) -> None:
    place = archive(tmp_path)
    given = fresh(
        "law", "correct", "terms", "detention_max", "--set", "length.value=48", *BY, *place,
        home=tmp_path,
    )  # fmt: skip
    assert given.json["changes"] == {"length.value": 48}
    file = tmp_path / "corrections.json"
    assert fresh("law", "export", "-o", file, *place, home=tmp_path).code == 0
    asked = ("term", "detention_max", "--from", "2026-06-01T09:00", "--json")
    assert fresh(*asked).json["legal_end"] == "2026-06-04T09:00"
    found = fresh("--corrections", file, *asked).json
    assert found["legal_end"] == "2026-06-03T09:00"
    assert "corrected by A. Lawyer" in found["source"]
    told = fresh("--corrections", file, "law", "report", "--json").json["verified"]
    assert [one["entry"] for one in told] == ["detention_max"]
    ledger = fresh("--corrections", file, "--ui", "en", "ledger", THEFT, "--at", AT)
    assert "corrected by A. Lawyer on 2026-11-22" in ledger.out


def test_an_import_takes_each_verdict_once_and_a_withdrawal_takes_it_back(tmp_path: Path) -> None:
    place = archive(tmp_path)
    assert fresh("law", "confirm", "terms", "detention_max", *BY, *place, home=tmp_path).code == 0
    file = tmp_path / "x.json"
    fresh("law", "export", "-o", file, *place, home=tmp_path)
    (tmp_path / "other").mkdir()
    other = archive(tmp_path / "other")
    counts = [
        fresh("law", "import", file, *other, home=tmp_path).json["corrections"] for _ in range(2)
    ]
    assert counts == [1, 0]
    fresh("law", "withdraw", "terms", "detention_max", *BY, *other, home=tmp_path)
    fresh("law", "export", "-o", file, *other, home=tmp_path)
    assert json.loads(file.read_text("utf-8"))["corrections"] == []


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("length.value", "length.value"),
        ("length.value=x", "detention_max"),
        ("nothing=1", "detention_max"),
    ],
)
def test_a_correction_that_does_not_fit_is_refused(tmp_path: Path, told: str, named: str) -> None:
    place = archive(tmp_path)
    found = fresh(
        "law", "correct", "terms", "detention_max", "--set", told, *BY, *place, home=tmp_path
    )
    assert (found.code, found.out) == (2, "")
    assert named in found.err


def test_search_by_article_and_by_words() -> None:
    found = ask("law", "search", "210(1)", "--json").json["found"]
    assert {"sanction_search", "resolve_search"} <= {one["id"] for one in found}
    assert all("210" in one["article"] for one in found)
    within = ask("law", "search", "257", "--json").json["found"]
    assert "familiarise_accused" in {one["id"] for one in within}
    words = ask("--ui", "en", "law", "search", "detention suspect")
    assert words.code == 0
    assert "detention_rights_notice" in words.out
    nothing = ask("--ui", "en", "law", "search", "zzz")
    assert (nothing.code, nothing.out) == (1, "Nothing was found.\n")


def test_a_year_is_added_shown_and_travels(tmp_path: Path) -> None:
    place = archive(tmp_path)
    days = ("--off", "2027-01-04", "--worked", "16.01.2027")
    told = fresh("law", "calendar", "add", "2027", *days, *BY, *place, home=tmp_path)
    assert (told.code, told.json["verdict"]) == (0, "added")
    file = tmp_path / "years.json"
    fresh("law", "export", "-o", file, *place, home=tmp_path)
    shown = fresh("--corrections", file, "law", "calendar", "show", "2027", "--json").json
    assert shown["known"]
    assert shown["worked"] == ["2027-01-16"]
    assert "2027-01-04" in {one["day"] for one in shown["off"]}
    every = fresh("--corrections", file, "law", "calendar", "list", "--json").json
    assert every["known_until"] == 2027


def test_a_year_can_be_written_without_an_archive(tmp_path: Path) -> None:
    file = tmp_path / "years.json"
    days = ("--off", "2027-01-04")
    assert fresh("law", "calendar", "add", "2027", *days, *BY, "-o", file).code == 0
    unknown = fresh("--ui", "en", "law", "calendar", "show", "2027")
    assert unknown.code == 1
    assert "2026" in unknown.out
    assert fresh("--corrections", file, "law", "calendar", "show", "2027").code == 0


@pytest.mark.parametrize(
    ("year", "off", "worked"),
    [
        ("2027", "2027-02-30", ""),
        ("2026", "2026-01-06", ""),
        ("2027", "", "2027-01-05"),
        ("x", "", ""),
    ],
)
def test_a_year_that_cannot_be_is_refused(tmp_path: Path, year: str, off: str, worked: str) -> None:
    file = tmp_path / "years.json"
    days = ("--off", off, "--worked", worked)
    found = fresh("law", "calendar", "add", year, *days, *BY, "-o", file)
    assert (found.code, found.out) == (2, "")
    assert not file.exists()


def test_a_verdict_of_an_older_edition_and_a_preview(tmp_path: Path) -> None:
    place = archive(tmp_path)
    of = ("--edition", "2025-02-17")
    given = fresh("law", "confirm", "crimes", "205", *BY, *of, *place, home=tmp_path)
    assert given.json["edition"] == "2025-02-17"
    file = tmp_path / "x.json"
    fresh("law", "export", "-o", file, *place, home=tmp_path)
    (tmp_path / "other").mkdir()
    other = archive(tmp_path / "other")
    coming = fresh("law", "import", file, "--preview", *other, home=tmp_path).json["coming"]
    assert [(one["entry"], one["standing"]) for one in coming] == [("205", "new")]
    assert {one["field"] for one in coming[0]["would_change"]} >= {"source"}


def test_the_report_lists_a_kind_and_says_the_share_that_was_compared() -> None:
    assert ask("law", "report", "--json").json["total"]["share_verified"] == 0
    rows = ask("law", "report", "--kind", "calendar", "--json").json["entries"]
    assert [one["id"] for one in rows][-1] == "2026"
    assert "0 (0.0%)" in ask("--ui", "en", "law", "report").out


def test_a_classification_tells_everything() -> None:
    found = ask("classify", "--article", "153", "--circumstance", "dependent", "--json").json
    assert [one["id"] for one in found["who_may_open"] if one["applies"]] == [
        "by_victim",
        "prosecutor_without_statement",
    ]
    assert found["possible"] == found["possible_bodies"]
    assert {"investigation", "grounds", "exceptions", "confidence_by_part"} <= set(found)
    joint = ask("classify", "--article", "153", "--also", "317(2):stranger", "--json").json
    assert (joint["prosecution"], joint["joint"]["prosecution"]) == ("private", "public")
    plain = ask("--ui", "en", "classify", "--article", "205(1)")
    assert "or else private prosecution" in plain.out
    listed = ask("classify", "--circumstances", "--json").json
    assert {"dependent", "court_retired"} <= {one["id"] for one in listed["circumstances"]}


@pytest.mark.parametrize("asked", [("--kind", "moons"), ("--edition", "1999-07-16")])
def test_a_list_of_what_is_not_there_is_refused(asked: tuple[str, str]) -> None:
    found = ask("law", "report", *asked)
    assert (found.code, found.out) == (2, "")
    assert asked[1] in found.err
