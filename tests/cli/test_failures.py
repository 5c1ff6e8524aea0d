"""What is nobody's wish: a wrong shipped file, a mistake of the program, an answer that is no."""

from __future__ import annotations

import io
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from core.cli import law
from core.cli.commands import run
from core.cli.desk import Desk
from core.errors import DataError
from core.i18n import UI_LANGUAGES
from core.paths import UserPlaces
from tests.cli.asking import ask

SECRET = "Kavalchuk was here"


def told(folder: Path, failure: Exception, language: str) -> tuple[int, str]:
    """Run a command that fails so; return the exit code and what was said."""

    def load(module: str) -> Any:
        if module == "core.law.loader":
            raise failure
        return import_module(module)

    out, err = io.StringIO(), io.StringIO()
    desk = Desk(out, err, datetime(2026, 11, 22), UserPlaces(folder, folder / "cache"), load)
    code = run(["--ui", language, "law", "diff"], desk)
    assert out.getvalue() == ""
    return code, err.getvalue()


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_a_wrong_shipped_file_names_file_entry_and_problem(tmp_path: Path, language: str) -> None:
    error = DataError("terms.yaml", "detention_max", "unknown key 'wish'; allowed: id, name")
    code, said = told(tmp_path, error, language)
    assert code == 3
    for part in ("terms.yaml", "detention_max", "unknown key 'wish'"):
        assert part in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_a_mistake_of_the_program_is_one_sentence_and_a_log_without_data(
    tmp_path: Path, language: str
) -> None:
    code, said = told(tmp_path, ZeroDivisionError(SECRET), language)
    assert code == 3
    assert said.count("\n") == 1
    assert "ZeroDivisionError" in said
    log = (tmp_path / "logs" / "sledchy.log").read_text("ascii")
    assert "crash ZeroDivisionError" in log
    assert SECRET not in said + log


def test_a_mistake_is_told_even_where_no_log_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where a folder should be")
    code, said = told(tmp_path, ZeroDivisionError(), "en")
    assert (code, said.count("\n")) == (3, 1)


def test_a_problem_of_the_law_data_is_the_answer_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(law, "check_book", lambda *given: ["terms x: unknown step 'y'"])
    answer = ask("law", "check")
    assert (answer.code, answer.out) == (1, "terms x: unknown step 'y'\n")
    assert ask("law", "check", "--json").code == 1
