"""Every command answers in three languages and in stable JSON, with the right exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from core.cli.commands import COMMANDS
from core.documents.form import load_forms
from core.i18n import PAPER_LANGUAGES, UI_LANGUAGES
from core.law.yaml_source import read_yaml
from core.paths import RESOURCES
from tests.cli.asking import DEMO, ask

THEFT = DEMO / "theft-detention.json"
CHECK = DEMO / "check-private-prosecution.json"

TOLD: dict[str, list[object]] = {
    "term": ["term", "detention_max", "--from", "2026-03-03T14:20"],
    "ledger": ["ledger", THEFT, "--at", "2026-03-05T11:00"],
    "steps": ["steps", THEFT, "--at", "2026-03-05T11:00"],
    "classify": ["classify", "--article", "205", "--part", "2"],
    "decline": ["decline", "--language", "be", "Кавальчук Пётр Іванавіч"],
    "forms": ["forms"],
    "law diff": ["law", "diff"],
    "law report": ["law", "report"],
    "law check": ["law", "check"],
}
"""A question to every command that has a plain answer and one in JSON."""


@pytest.mark.parametrize("language", UI_LANGUAGES)
@pytest.mark.parametrize("command", TOLD)
def test_a_plain_answer_in_each_language(command: str, language: str) -> None:
    answer = ask("--ui", language, *TOLD[command])
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.strip()
    assert not re.search(r"Trilingual|\bNone\b|\{|StrEnum", answer.out)


@pytest.mark.parametrize("command", TOLD)
def test_json_does_not_depend_on_the_language(command: str) -> None:
    answers = {ask("--ui", language, *TOLD[command], "--json").out for language in UI_LANGUAGES}
    assert len(answers) == 1
    json.loads(answers.pop())


@pytest.mark.parametrize("command", ["ledger", "steps", "law report", "law diff", "classify"])
def test_plain_answers_speak_the_language_of_the_interface(command: str) -> None:
    answers = {language: ask("--ui", language, *TOLD[command]).out for language in UI_LANGUAGES}
    assert len(set(answers.values())) == len(UI_LANGUAGES)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    answer = ask("--ui", "en", command, "--help")
    assert answer.code == 0
    assert "usage: main.py" in answer.out
    assert "==SUPPRESS==" not in answer.out


def test_the_program_lists_its_commands() -> None:
    answer = ask("--help")
    assert answer.code == 0
    assert [name for name in COMMANDS if f"    {name} " not in answer.out] == []


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["nothing"],
        ["term"],
        ["ledger", THEFT],
        ["classify"],
        ["archive"],
        ["law", "nothing"],
        ["schema", "nothing"],
        ["paper", THEFT, "protocol_detention", "--language", "en", "-o", "x.pdf"],
        ["--ui", "fr", "forms"],
        ["term", "detention_max", "--from", "2026-03-03T14:20", "--extend-to", "many"],
    ],
)
def test_wrong_use_is_exit_code_two_with_the_usage(argv: list[object]) -> None:
    answer = ask(*argv)
    assert answer.code == 2
    assert answer.out == ""
    assert "main.py" in answer.err and "[-h]" in answer.err
    assert "Traceback" not in answer.err


# --- term ------------------------------------------------------------------------

TERM_KEYS = {
    "id",
    "name",
    "from",
    "length",
    "legal_end",
    "safe_end",
    "other_reading",
    "other_legal_end",
    "derivation",
    "article",
    "edition",
    "confidence",
    "source",
}


def test_a_term_carries_everything_it_is_known_by() -> None:
    found = ask(*TOLD["term"], "--json").json
    assert set(found) == TERM_KEYS
    assert found["legal_end"] == "2026-03-06T14:20"
    assert set(found["derivation"][0]) == set(UI_LANGUAGES)


def test_a_term_prolonged_is_counted_from_its_start() -> None:
    argv = ["term", "investigation_term", "--from", "2026-03-03T10:30"]
    found = ask(*argv, "--extend-to", 3, "--json").json
    assert found["length"] == {"value": 3, "unit": "months"}
    assert found["legal_end"] == "2026-06-03T24:00"
    assert ask(*argv, "--extend-to", 1).code == 2


def test_a_stream_of_terms_answers_line_by_line() -> None:
    lines = "\ufeffdetention_max\t2026-03-03T14:20\n\nnothing\t2026-03-03\r\ndetention_max\t\n"
    answer = ask("term", "-", typed=lines)
    first, second, third = map(json.loads, answer.out.splitlines())
    assert answer.code == 2
    assert first["legal_end"] == "2026-03-06T14:20"
    assert (second["line"], second["error"]) == (3, "term-unknown")
    assert (third["line"], third["error"]) == (4, "moment-wrong")


def test_a_stream_of_names_answers_line_by_line() -> None:
    lines = "full\tm\tКавальчук Пётр Іванавіч\nwrong\n"
    answer = ask("decline", "--language", "be", "-", typed=lines)
    first, second = map(json.loads, answer.out.splitlines())
    assert answer.code == 2
    assert first["gen"] == "Кавальчука Пятра Іванавіча"
    assert second["line"] == 2


# --- case files ------------------------------------------------------------------


def test_every_line_of_a_ledger_names_article_edition_and_confidence() -> None:
    found = ask(*TOLD["ledger"], "--json").json
    assert found["case"] == "theft-detention"
    assert found["at"] == "2026-03-05T11:00"
    for entry in found["terms"]:
        assert entry["article"]
        assert entry["edition"] in {"2025-02-17", "2026-05-22"}
        assert entry["confidence"] in {"high", "medium", "low"}
        assert entry["derivation"]
        assert (entry["urgency"] is None) == (entry["status"] != "running")


def test_a_closed_step_says_why_and_what_supplies_it() -> None:
    steps = ask(*TOLD["steps"], "--json").json["steps"]
    (search,) = [one for one in steps if one["id"] == "search_dwelling"]
    assert search["status"] == "closed"
    assert "34(5)(14)" in search["reasons"][0]["article"]
    assert search["offers"] == ["sanction_search"]
    assert [one for one in steps if one["status"] == "closed" and not one["reasons"]] == []


def test_the_classification_names_its_articles() -> None:
    found = ask("classify", "--article", "153", "--relation", "stranger", "--json").json
    assert (found["prosecution"], found["prosecution_article"]) == ("private", "26(2)")
    assert found["category"]
    assert found["court_article"]
    assert found["bodies"]
    assert found["investigation"]


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["--article", "9999"], 2),
        (["--article", "205", "--part", "9"], 2),
        (["--article", "205", "--relation", "friend"], 2),
        (["--article", "<b>"], 2),
    ],
)
def test_a_crime_that_is_not_there(argv: list[str], code: int) -> None:
    answer = ask("classify", *argv)
    assert answer.code == code
    assert answer.err.count("\n") == 1


def test_the_catalogue_holds_every_form() -> None:
    rows = ask("forms", "--json").json
    assert {row["id"] for row in rows} == set(load_forms(RESOURCES / "documents"))
    assert all(row["article"] and row["title"]["be"] and row["title"]["ru"] for row in rows)


# --- schemas ---------------------------------------------------------------------


def fits(schema: Any, content: Any) -> bool:
    return bool(jsonschema.Draft202012Validator(schema).is_valid(content))


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.json")), ids=lambda path: path.stem)
def test_a_case_file_fits_its_schema(path: Path) -> None:
    schema = ask("schema", "case").json
    assert fits(schema, json.loads(path.read_text("utf-8")))


def test_a_form_fits_its_schema() -> None:
    schema = ask("schema", "form").json
    form = read_yaml(RESOURCES / "documents" / "protocol_detention.yaml")
    assert fits(schema, msgspec.json.decode(msgspec.json.encode(form)))


def test_an_answers_file_fits_its_schema() -> None:
    schema = ask("schema", "answers").json
    given: dict[str, Any] = {"at": "2026-03-03T16:10", "subject": "p1", "answers": {"x": 1}}
    assert fits(schema, given)
    assert not fits(schema, {**given, "unknown": 1})


# --- papers ----------------------------------------------------------------------


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
@pytest.mark.parametrize(("ending", "start"), [(".pdf", b"%PDF-1.7"), (".docx", b"PK")])
def test_a_paper_of_the_case_in_either_format(
    tmp_path: Path, language: str, ending: str, start: bytes
) -> None:
    files = [tmp_path / f"{name}{ending}" for name in "ab"]
    for file in files:
        answer = ask("paper", THEFT, "protocol_detention", "--language", language, "-o", file)
        assert (answer.code, answer.err) == (0, "")
        assert answer.out == f"{file}\n"
    first, second = (file.read_bytes() for file in files)
    assert first.startswith(start)
    assert first == second


def test_a_paper_with_answers_of_its_own_is_a_draft_while_something_is_missing(
    tmp_path: Path,
) -> None:
    answers = tmp_path / "a.json"
    given = {"at": "2026-03-03T16:10", "answers": {"health": {"be": "добры"}}, "subject": "p1"}
    answers.write_text("\ufeff" + json.dumps(given), "utf-8")
    argv = ["paper", THEFT, "protocol_detention", "--language", "ru", "--answers", answers]
    answer = ask("--ui", "en", *argv, "-o", tmp_path / "x.txt")
    assert answer.code == 0
    assert "Draft: not answered are" in answer.err
    assert "detained_where" in answer.err
    assert "No translation of the answer: health" in answer.err
    assert "добры" in (tmp_path / "x.txt").read_text("utf-8")


def test_a_paper_that_the_case_has_not_issued_is_drafted_for_the_only_person_it_can_concern(
    tmp_path: Path,
) -> None:
    target = tmp_path / "x.txt"
    argv = ["paper", CHECK, "rights_victim", "--language", "be", "-o", target]
    answer = ask(*argv)
    assert answer.code == 0
    assert "victim.name" in answer.err
    assert target.exists()


# --- the law ---------------------------------------------------------------------


def test_the_law_data_are_whole() -> None:
    assert ask("law", "check", "--json").json == {"problems": []}


def test_the_report_counts_every_entry_and_lists_the_doubtful() -> None:
    found = ask("law", "report", "--json").json
    doubtful = sum(row["count"] for row in found["entries"] if row["confidence"] != "high")
    assert len(found["unverified"]) == doubtful
    assert [edition["id"] for edition in found["editions"]] == ["2025-02-17", "2026-05-22"]


def test_the_difference_names_what_changed() -> None:
    changes = ask("law", "diff", "--json").json
    assert {change["edition"] for change in changes} == {"2026-05-22"}
    assert all(change.get("new") or change["changed"] for change in changes)
