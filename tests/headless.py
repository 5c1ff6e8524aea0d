"""Run the tests of law, engine and language where Qt, database and page makers do not exist.

A machine without a window system, or another program that only wants the law, must be
able to use these floors; so their packages are made unimportable, not merely unused.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

ABSENT = frozenset(
    (
        "PySide6",
        "shiboken6",
        "sqlalchemy",
        "alembic",
        "sqlcipher3",
        "reportlab",
        "docx",
        "pypdfium2",
    )
)
FLOORS = ("core/law", "core/engine", "core/language", "tests/law", "tests/engine", "tests/language")
ROOT = Path(__file__).resolve().parent.parent


class Absent(MetaPathFinder):
    """Answers for the packages that are to be missing."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Refuse the absent packages, leave the others to the next finder."""
        if fullname.partition(".")[0] in ABSENT:
            raise ModuleNotFoundError(f"{fullname} is absent in this run", name=fullname)
        return None


class QtOptions:
    """Knows the configuration keys of the Qt plugin, which cannot be loaded here."""

    def pytest_addoption(self, parser: pytest.Parser) -> None:
        """Accept the keys of pyproject.toml."""
        for key in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(key, "unused without Qt")


def main() -> int:
    """Run the tests of the lower floors and return pytest's exit code."""
    sys.meta_path.insert(0, Absent())
    sys.path.insert(0, str(ROOT))
    there = [str(ROOT / floor) for floor in FLOORS if (ROOT / floor).exists()]
    options = ["-q", "-p", "no:pytest-qt", "-p", "no:cacheprovider", "--rootdir", str(ROOT)]
    return pytest.main([*options, *there], plugins=[QtOptions()])


if __name__ == "__main__":
    sys.exit(main())
