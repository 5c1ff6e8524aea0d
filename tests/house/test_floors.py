"""The floors hold, and the check of the floors sees what it should."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

PACKAGES = ("law", "engine", "store", "documents", "language", "services", "cli")
MODULES = ("settings", "i18n", "log", "log_file", "paths", "errors")
WINDOW = ("presenters", "pages")
LINT = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of pyproject.toml on the packages of a folder."""
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--config", str(ROOT / "pyproject.toml")],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONPATH": str(folder), "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"},
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return an empty house of the same plan."""
    packages = ["core", *(f"core/{name}" for name in PACKAGES), "gui"]
    for package in [*packages, *(f"gui/{name}" for name in WINDOW)]:
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    for module in [*(f"core/{name}" for name in MODULES), "gui/app", "gui/bus"]:
        (tmp_path / f"{module}.py").touch()
    return tmp_path


def test_an_empty_house_stands(house: Path) -> None:
    done = lint(house)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("core/law/x.py", "import core.store", "Floors of core"),
        ("core/documents/x.py", "import core.language", "Floors of core"),
        ("core/newcomer.py", "", "Floors of core"),
        ("core/errors.py", "import core.law", "Floors of core"),
        ("core/services/x.py", "import gui.bus", "The nine floors"),
        ("core/cli/x.py", "import gui.presenters", "The nine floors"),
        ("gui/presenters/x.py", "import gui.bus", "Floors of gui"),
        ("gui/newcomer.py", "", "Floors of gui"),
        ("core/services/x.py", "from PySide6.QtCore import QObject", "Qt only in gui"),
        ("core/engine/x.py", "import sqlalchemy", "Law, engine and language"),
    ],
)
def test_a_step_upwards_is_seen(house: Path, file: str, line: str, contract: str) -> None:
    (house / file).write_text(f"{line}\n")
    done = lint(house)
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(rf"^{contract}.* BROKEN$", done.stdout, re.MULTILINE)


def test_a_circle_is_seen(house: Path) -> None:
    (house / "core/engine/a.py").write_text("import core.engine.b\n")
    (house / "core/engine/b.py").write_text("import core.engine.a\n")
    done = lint(house)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "No circles in core BROKEN" in done.stdout
