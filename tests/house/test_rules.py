"""Rules of the house that the syntax tree can show."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch

import pytest

from tests.house.sources import (
    Function,
    Source,
    classes,
    docstrings,
    dotted,
    everything,
    functions,
    imported,
    program,
)

CLOCK_MAY = ("main.py", "gui/app.py")
CLOCKS = re.compile(
    r"(^|\.)(datetime|date)\.(now|utcnow|today)$"
    r"|(^|\.)time\.(time|time_ns|localtime|gmtime|ctime|asctime)$"
    r"|(^|\.)Q(DateTime|Date|Time)\.current\w+$"
)
SQL_CLOCK = re.compile(r"CURRENT_(TIMESTAMP|DATE|TIME)\b|\(\s*'now'", re.IGNORECASE)
CLOCK_NAMES = {"time": {"time", "time_ns", "localtime", "gmtime", "ctime", "asctime"}}

CYRILLIC = re.compile("[\u0400-\u04ff]")

WORDS_NOT_NAMES = re.compile(r"(?:^|_)(utils?|misc|helpers?|managers?)(?:_|$)")

HOMES = {
    "PySide6": ("gui/*",),
    "shiboken6": ("gui/*",),
    "sqlalchemy": ("core/store/*",),
    "alembic": ("core/store/*",),
    "sqlcipher3": ("core/store/*",),
    "sqlite3": ("core/store/*",),
    "reportlab": ("core/documents/pdf*", "core/documents/typography*"),
    "docx": ("core/documents/docx*",),
    "xlsxwriter": ("core/documents/tables*",),
    "pypdfium2": ("core/documents/raster*",),
    "PIL": ("core/documents/raster*",),
    "yaml": ("core/law/*", "core/documents/*", "core/language/*", "core/cli/*"),
    "socket": (),
    "urllib": (),
    "http": (),
    "requests": (),
    "pickle": (),
    "main": (),
}
"""Packages that have a home, and the files that may import them; () is nowhere in the program."""


def clocks(source: Source) -> Iterator[str]:
    """Yield the places that read a clock or hand one on."""
    remarks = docstrings(source.tree)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and CLOCKS.search(dotted(node)):
            yield f"{source.at(node)}: {dotted(node)}"
        elif isinstance(node, ast.ImportFrom) and (taken := CLOCK_NAMES.get(node.module or "")):
            yield from (f"{source.at(node)}: {a.name}" for a in node.names if a.name in taken)
        elif isinstance(node, ast.Constant) and id(node) not in remarks:
            yield from (f"{source.at(node)}: {m}" for m in SQL_CLOCK.findall(str(node.value)))


def test_only_the_composition_root_reads_a_clock() -> None:
    found = [place for s in program() if s.path not in CLOCK_MAY for place in clocks(s)]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "datetime.now()",
        "datetime.datetime.today()",
        "clock = date.today",
        "time.time()",
        "from time import time",
        "QtCore.QDateTime.currentDateTime()",
        "sql = 'DEFAULT CURRENT_TIMESTAMP'",
    ],
)
def test_the_clock_rule_sees(line: str) -> None:
    assert list(clocks(Source("x.py", line, ast.parse(line)))) != []


@pytest.mark.parametrize("line", ["time.monotonic()", "pages.today()", "self.now", "'today'"])
def test_the_clock_rule_leaves_alone(line: str) -> None:
    assert list(clocks(Source("x.py", line, ast.parse(line)))) == []


def test_text_in_cyrillic_lives_in_resources_or_in_the_language_floor() -> None:
    found = [
        f"{source.at(node)}: {node.value!r}"
        for source in program()
        if not source.path.startswith("core/language/")
        for remarks in [docstrings(source.tree)]
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in remarks and CYRILLIC.search(node.value)
    ]
    assert found == []


def test_a_file_is_named_after_what_it_does() -> None:
    found = [
        source.path
        for source in everything()
        if any(WORDS_NOT_NAMES.search(part) for part in re.split(r"[/.]", source.path))
    ]
    assert found == []


def test_a_class_is_named_after_what_it_is() -> None:
    found = [
        f"{source.at(node)}: {node.name}"
        for source in everything()
        for node in classes(source.tree)
        if re.search(r"(Manager|Helper|Utils?|Misc)s?$", node.name)
    ]
    assert found == []


def test_a_package_is_imported_only_where_it_lives() -> None:
    found = [
        f"{source.at(node)}: {module}"
        for source in program()
        for node, module in imported(source)
        if (homes := HOMES.get(module.partition(".")[0])) is not None
        if source.path != "main.py" and not any(fnmatch(source.path, home) for home in homes)
    ]
    assert found == []


def test_presenters_speak_plain_python() -> None:
    found = [
        f"{source.at(node)}: {module}"
        for source in program()
        if source.path.startswith("gui/presenters/")
        for node, module in imported(source)
        if module.partition(".")[0] in ("PySide6", "shiboken6")
    ]
    assert found == []


def test_only_paths_looks_at_the_environment_and_at_file() -> None:
    found = [
        f"{source.at(node)}: {name}"
        for source in program()
        if source.path not in ("core/paths.py", "main.py", "gui/app.py")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Name | ast.Attribute)
        if (name := dotted(node)) in ("os.environ", "os.getenv", "__file__", "Path.home")
    ]
    assert found == []


def test_only_the_composition_root_imports_by_name() -> None:
    found = [
        f"{source.at(node)}: {name}"
        for source in program()
        if source.path != "main.py"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Name | ast.Attribute)
        if (name := dotted(node)).rpartition(".")[2] in ("import_module", "__import__")
    ]
    assert found == []


def is_stub(function: Function) -> bool:
    """Return whether a function does nothing but promise."""
    body = [s for s in function.body if not (isinstance(s, ast.Expr) and docstring(s.value))]
    decorators = {dotted(d).rpartition(".")[2] for d in function.decorator_list}
    if decorators & {"overload", "abstractmethod"}:
        return False
    return all(is_promise(statement) for statement in body)


def docstring(node: ast.expr) -> bool:
    """Return whether an expression is a bare string."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_promise(statement: ast.stmt) -> bool:
    """Return whether a statement is `pass`, `...` or `raise NotImplementedError`."""
    if isinstance(statement, ast.Raise) and statement.exc is not None:
        raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        return dotted(raised) == "NotImplementedError"
    bare = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return bare or isinstance(statement, ast.Pass)


def test_no_function_is_a_promise() -> None:
    found = []
    for source in program():
        protocols = [
            c for c in classes(source.tree) if any("Protocol" in ast.dump(b) for b in c.bases)
        ]
        promised = {id(item) for c in protocols for item in c.body}
        found += [
            f"{source.at(node)}: {node.name}"
            for node in functions(source.tree)
            if id(node) not in promised and is_stub(node)
        ]
    assert found == []


CLAIM = re.compile(r"^(assert|check|expect|verify)|raises$|waitSignal|waitUntil")


def claims(function: Function) -> bool:
    """Return whether a test says what must hold: itself or by a call that is named so."""
    return any(
        isinstance(node, ast.Assert)
        or (isinstance(node, ast.Call) and CLAIM.search(dotted(node.func).rpartition(".")[2]))
        for node in ast.walk(function)
    )


def test_every_test_claims_something() -> None:
    found = [
        f"{source.at(node)}: {node.name}"
        for source in everything()
        if source.path.startswith("tests/")
        for node in functions(source.tree)
        if node.name.startswith("test_") and not claims(node)
    ]
    assert found == []
