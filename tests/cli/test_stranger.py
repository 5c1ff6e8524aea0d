"""Whoever meets the command line for the first time is told everything in one language."""

from __future__ import annotations

import argparse
import ast
import errno
import os
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from core.cli.commands import COMMANDS
from core.errors import UserError
from core.i18n import PAPER_LANGUAGES, UI_LANGUAGES
from core.paths import RESOURCES
from core.services.sentences import sentence
from tests.cli.asking import DEMO, ask
from tests.house.sources import program

THEFT = DEMO / "theft-detention.json"
MESSAGES = RESOURCES / "messages"
HELP = yaml.safe_load((MESSAGES / "help.yaml").read_text("utf-8"))
REASONS = yaml.safe_load((MESSAGES / "reasons.yaml").read_text("utf-8"))
CYRILLIC = re.compile("[\u0400-\u04ff]")
PLACES = re.compile(r"%(?:\(\w+\))?[rs]")
LATIN = {"205, 203-1, 316(2) …", "terms, steps, guards, …"}
"""Examples that read the same in every language."""


# --- help ------------------------------------------------------------------------


def explained(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield every text that a parser shows, with those of the parsers below it."""
    for action in parser._actions:
        if action.help and action.help != argparse.SUPPRESS:
            yield action.help
        if isinstance(action, argparse._SubParsersAction):
            yield from (one.help for one in action._choices_actions if one.help)
            for below in action.choices.values():
                yield from explained(below)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_text_of_the_help_is_translated(command: str) -> None:
    parser = argparse.ArgumentParser()
    import_module(f"core.cli.{command}").add_parser(parser.add_subparsers())
    assert sorted(set(explained(parser)) - set(HELP)) == []


def test_no_translation_of_the_help_is_left_over() -> None:
    texts = {
        node.value
        for source in program()
        if source.path.startswith("core/cli/")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    theirs = Path(argparse.__file__).read_text("utf-8")
    assert [text for text in HELP if text not in texts and text not in theirs] == []


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_a_translation_of_the_help_keeps_its_places(language: str) -> None:
    for text, known in HELP.items():
        assert set(known) == set(PAPER_LANGUAGES)
        assert sorted(PLACES.findall(known[language])) == sorted(PLACES.findall(text))
        assert text in LATIN or CYRILLIC.search(known[language])


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_speaks_the_language_of_answers(command: str) -> None:
    told = {language: ask("--ui", language, command, "--help").out for language in UI_LANGUAGES}
    assert len(set(told.values())) == len(UI_LANGUAGES)
    assert not CYRILLIC.search(told["en"])


def test_a_wrong_use_is_told_in_the_language_of_answers() -> None:
    for language, said in (("en", "required"), ("be", "не хапае"), ("ru", "не хватает")):
        answer = ask("--ui", language, "term")
        assert (answer.code, answer.out) == (2, "")
        assert said in answer.err


# --- the language ----------------------------------------------------------------


def test_the_language_may_stand_behind_the_command() -> None:
    first = ask("--ui", "ru", "ledger", THEFT, "--at", "2026-03-05T11:00")
    last = ask("ledger", THEFT, "--at", "2026-03-05T11:00", "--ui=ru")
    assert (first.code, first.out) == (last.code, last.out)


def test_the_language_is_that_of_the_window_unless_said(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"ui_language": "ru"}', "utf-8")
    assert "не хватает" in ask("term", home=tmp_path).err
    assert "required" in ask("--ui", "en", "term", home=tmp_path).err


@pytest.mark.parametrize("broken", [b"", b"{", b"\xff", b'{"ui_language": "fr"}', b"[" * 100_000])
def test_settings_that_cannot_be_read_stay_as_they_are(tmp_path: Path, broken: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(broken)
    assert ask("decline", "--language", "ru", "x", home=tmp_path).code == 0
    assert [one.name for one in tmp_path.iterdir()] == ["settings.json"]
    assert file.read_bytes() == broken


def test_the_archive_is_that_of_the_window_unless_said(tmp_path: Path) -> None:
    home, named = tmp_path / "home", tmp_path / "elsewhere.sledchy"
    home.mkdir()
    (home / "settings.json").write_text(f'{{"archive": "{named.as_posix()}"}}', "utf-8")
    assert ask("archive", "create", home=home).code == 0
    assert named.exists()
    assert ask("archive", "verify", home=home).code == 0


# --- what the system says --------------------------------------------------------


@pytest.mark.parametrize("name", REASONS)
def test_a_reason_of_the_system_is_said_in_our_words(name: str) -> None:
    said = os.strerror(getattr(errno, name))
    error = UserError("file-unreadable", path="x.json", reason=said)
    told = {language: sentence(error, language, RESOURCES) for language in UI_LANGUAGES}
    assert all(REASONS[name][language] in text for language, text in told.items())
    assert said not in told["be"] + told["ru"]


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    missing = ask("--ui", "en", "steps", tmp_path / "no.json", "--at", "2026-03-03")
    folder = ask("--ui", "en", "steps", tmp_path, "--at", "2026-03-03")
    assert REASONS["ENOENT"]["en"] in missing.err
    assert REASONS["EISDIR"]["en"] in folder.err


# --- wrong words -----------------------------------------------------------------

WRONG = {
    "a consequence": (["classify", "--article", "205", "--consequence", "fire"], "fire"),
    "a consequence of another crime": (["classify", "--article", "205", "--also", "153::x"], "x"),
    "no article": (["classify", "--article", ""], "203-1"),
    "words for an article": (["classify", "--article", "theft"], "theft"),
    "a kind of entries": (["law", "report", "--kind", "wish"], "wish"),
    "an edition": (["law", "report", "--edition", "1999"], "1999"),
    "the year 0": (["law", "calendar", "show", "0"], "0"),
    "the year 99999": (["law", "calendar", "show", "99999", "--json"], "99999"),
    "an origin that means nothing": (
        ["term", "detention_max", "--from", "2026-03-02", "--counted-from", "2026-03-01"],
        "--counted-from",
    ),
    "days that stood before nothing": (
        ["term", "detention_max", "--from", "2026-03-02", "--stood", "5"],
        "--counted-from",
    ),
    "days below nothing": (["term", "x", "--from", "2026-03-02", "--stood", "-5"], "-5"),
    "days beyond measure": (["term", "x", "--from", "2026-03-02", "--stood", "9" * 30], "9" * 30),
    "a change without a value": (
        "law correct terms detention_max --set wish --author A --reference B".split(),
        "wish",
    ),
    "nothing to decline": (["decline", "--language", "be", "  "], ""),
}


@pytest.mark.parametrize("language", UI_LANGUAGES)
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_word_is_named_in_one_sentence(name: str, language: str) -> None:
    argv, named = WRONG[name]
    answer = ask("--ui", language, *argv)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert named in answer.err
    assert "  " not in answer.err


def test_a_wrong_line_of_a_stream_is_told_in_its_place() -> None:
    answer = ask("--ui", "en", "decline", "--language", "ru", "-", typed="full\tm\t \n")
    assert answer.code == 2
    assert '"line": 1' in answer.out
    assert "three columns" in answer.out


def test_two_questions_at_once_are_refused() -> None:
    gaps = ["--gaps", "--before", "terminate"]
    table = ["--suppose", THEFT, "--table", "x.csv"]
    for command, both in (("steps", gaps), ("ledger", table)):
        answer = ask("--ui", "en", command, THEFT, "--at", "2026-03-05", *both)
        assert (answer.code, answer.out) == (2, "")
        assert "not allowed with" in answer.err


# --- what a program reads ---------------------------------------------------------


def test_a_step_tells_a_program_everything_the_window_shows() -> None:
    steps = ask("steps", THEFT, "--at", "2026-03-05T11:00", "--json").json["steps"]
    keys = {"status", "article", "reasons", "guards", "papers", "by_hand", "actions"}
    keys |= {"asks", "may", "any_time", "necessity", "source", "edition", "confidence"}
    assert all(keys <= set(one) for one in steps)
    assert any(one["by_hand"] for one in steps)
    assert any(one["any_time"] for one in steps)
    assert all(set(name) == set(UI_LANGUAGES) for one in steps for name in one["by_hand"].values())


def test_a_duty_without_a_length_says_so_and_says_why() -> None:
    terms = ask("ledger", THEFT, "--at", "2026-05-03T12:00", "--json").json["terms"]
    at_once = [one for one in terms if not one["numbered"]]
    assert at_once
    for one in at_once:
        assert one["length"] is None
        assert one["legal_end"]
        assert one["article"] and one["edition"] and one["confidence"] and one["status"]
        assert all(text["be"] and text["ru"] for text in one["derivation"])
    assert all(one["length"] for one in terms if one["numbered"] and one["legal_end"])
