"""The project's own sources, as text and as syntax trees, for the tests of the house."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: str
    """Relative to the root, with forward slashes."""
    text: str
    tree: ast.Module

    def at(self, node: ast.AST) -> str:
        """Return the place of a node as a person would open it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


@cache
def tracked() -> tuple[str, ...]:
    """Return the files of the project: what git tracks or would track."""
    # The checkout may belong to another user than the one who runs the tests.
    git = ["git", "-c", "safe.directory=*"]
    command = [*git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    names = sorted(set(listed.decode("utf-8").split("\0")) - {""})
    return tuple(name for name in names if (ROOT / name).is_file())


@cache
def sources(*tops: str) -> tuple[Source, ...]:
    """Return the Python files under some top folders, or of these names."""
    names = (n for n in tracked() if n.endswith(".py") and n.partition("/")[0] in tops)
    return tuple(_source(name) for name in names)


def program() -> tuple[Source, ...]:
    """Return the sources that run at the user's."""
    return sources("core", "gui", "main.py")


def everything() -> tuple[Source, ...]:
    """Return all sources."""
    return sources("core", "gui", "main.py", "tests", "benchmarks")


def _source(name: str) -> Source:
    """Return one file read and parsed."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return Source(name, text, ast.parse(text, filename=name))


def imported(source: Source) -> Iterator[tuple[ast.stmt, str]]:
    """Yield every module that is imported by name, wherever the import stands."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node, node.module or ""


def functions(tree: ast.AST) -> Iterator[Function]:
    """Yield all functions and methods, nested ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def classes(tree: ast.AST) -> Iterator[ast.ClassDef]:
    """Yield all classes."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def docstrings(tree: ast.AST) -> set[int]:
    """Return the identities of the constants that are docstrings or bare remarks."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def dotted(node: ast.AST) -> str:
    """Return `a.b.c` for a chain of names, empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = dotted(node.value)
        return f"{base}.{node.attr}" if base else ""
    return ""
