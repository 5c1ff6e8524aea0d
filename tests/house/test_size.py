"""Nothing grows past what a person can hold in mind (docs/decisions/0001)."""

from __future__ import annotations

import ast

from tests.house.sources import Function, classes, everything, functions

MODULE_LINES = 400
CLASS_METHODS = 15
FUNCTION_LINES = 40


def length(function: Function) -> int:
    """Return the lines of a function from its name to its end, its docstring aside."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def test_a_module_has_at_most_400_lines() -> None:
    long = [
        f"{source.path}: {count} lines"
        for source in everything()
        if (count := source.text.count("\n")) > MODULE_LINES
    ]
    assert long == []


def test_a_class_has_at_most_15_methods() -> None:
    long = [
        f"{source.at(node)}: {node.name} has {count} methods"
        for source in everything()
        for node in classes(source.tree)
        if (count := sum(isinstance(item, Function) for item in node.body)) > CLASS_METHODS
    ]
    assert long == []


def test_a_function_has_at_most_40_lines() -> None:
    long = [
        f"{source.at(node)}: {node.name} has {count} lines"
        for source in everything()
        for node in functions(source.tree)
        if (count := length(node)) > FUNCTION_LINES
    ]
    assert long == []


def test_the_measure_counts_lines_without_the_docstring() -> None:
    tree = ast.parse('def f():\n    """One.\n\n    Two.\n    """\n    a = 1\n    return a\n')
    (function,) = functions(tree)
    assert length(function) == 3
