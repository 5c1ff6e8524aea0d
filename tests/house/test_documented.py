"""Nothing a person can type or print is without its page."""

from __future__ import annotations

import ast
import re

import pytest

from core.i18n import PAPER_LANGUAGES
from tests.house.sources import ROOT, dotted, sources, tracked

MANUAL = ROOT / "docs" / "cli.md"
FORMS = "resources/documents/"


def named_in_calls(method: str) -> set[str]:
    """Return the first arguments of every call of a parser's method, below main.py."""
    return {
        argument.value
        for source in sources("core", "main.py")
        if source.path == "main.py" or source.path.startswith("core/cli/")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == method
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


def manual_code() -> str:
    """Return everything in the manual that is typed: the text in backquotes and in fences."""
    return "\n".join(re.findall(r"`+[^`]+`+", MANUAL.read_text("utf-8")))


def test_every_command_and_option_is_in_the_manual() -> None:
    commands = named_in_calls("add_parser")
    if not commands:
        pytest.skip("the command line has no parser yet")
    code = manual_code()
    options = {name for name in named_in_calls("add_argument") if name.startswith("--")}
    missing = [n for n in commands | options if not re.search(rf"(?<![\w-]){n}(?![\w-])", code)]
    assert sorted(missing) == []


def test_the_manual_names_no_command_that_is_not_there() -> None:
    commands = named_in_calls("add_parser")
    if not commands:
        pytest.skip("the command line has no parser yet")
    written = set(re.findall(r"(?:main\.py|\./run) ([a-z]+)\b", manual_code()))
    assert written - commands == set()


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_every_form_has_its_golden_text(language: str) -> None:
    forms = {name.removeprefix(FORMS)[:-5] for name in tracked() if name.startswith(FORMS)}
    # A form filled in more than one way has a golden text for each: <form>.<way>.<language>.txt.
    golden = {
        name.rpartition("/")[2].partition(".")[0]
        for name in tracked()
        if "/golden/" in name and name.endswith(f".{language}.txt")
    }
    assert forms - golden == set()
