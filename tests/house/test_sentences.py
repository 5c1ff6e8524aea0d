"""Every refusal and every text of the window has its sentence in each language."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from string import Formatter

import pytest
import yaml
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from core.i18n import PAPER_LANGUAGES, UI_LANGUAGES, parse_catalogue
from tests.house.sources import ROOT, Source, classes, dotted, program

ERRORS = ROOT / "resources" / "messages" / "errors.yaml"
RENEW = (
    "missing texts; renew with: .venv/bin/pybabel extract -k N_ -k pgettext:1c,2 --no-location"
    " --sort-output -o build/app.pot core gui main.py &&"
    " .venv/bin/pybabel update --no-fuzzy-matching --ignore-obsolete --omit-header -D app"
    " -i build/app.pot -d locales"
)


def fields(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


# --- refusals ------------------------------------------------------------------


def error_types() -> set[str]:
    """Return the names of all classes of failures that carry a code."""
    known = {"UserError"}
    bases = {
        node.name: {dotted(base).rpartition(".")[2] for base in node.bases}
        for source in program()
        for node in classes(source.tree)
    }
    for _ in bases:
        known |= {name for name, above in bases.items() if above & known}
    return known


def refusals() -> Iterator[tuple[str, str, set[str] | None]]:
    """Yield place, code and names of the values (None when they are computed)."""
    known = error_types()
    for source in program():
        owners = {id(n): c.name for c in classes(source.tree) for n in ast.walk(c)}
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call):
                continue
            name = dotted(node.func).rpartition(".")[2]
            inherits = _is_super(node.func) and owners.get(id(node)) in known - {"UserError"}
            if name in known or inherits:
                yield from _codes(source, node)


def _is_super(function: ast.expr) -> bool:
    """Return whether a call is `super().__init__`."""
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "__init__"
        and isinstance(function.value, ast.Call)
        and dotted(function.value.func) == "super"
    )


def _codes(source: Source, node: ast.Call) -> Iterator[tuple[str, str, set[str] | None]]:
    """Yield the code that a call names, when it is written there."""
    first = node.args[0] if node.args else None
    named = {keyword.arg for keyword in node.keywords if keyword.arg}
    computed = any(keyword.arg is None for keyword in node.keywords)
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        yield source.at(node), first.value, None if computed else named


def sentences() -> dict[str, dict[str, str]]:
    """Return the sentences by code."""
    loaded = yaml.safe_load(ERRORS.read_text("utf-8")) if ERRORS.exists() else None
    return loaded or {}


def test_every_refusal_has_a_sentence() -> None:
    missing = sorted({code for _, code, _ in refusals()} - set(sentences()))
    assert missing == []


def test_every_sentence_stands_in_three_languages_with_the_same_fields() -> None:
    uneven = [
        code
        for code, texts in sentences().items()
        if set(texts) != set(UI_LANGUAGES)
        or len({frozenset(fields(text)) for text in texts.values()}) != 1
        or not all(text.strip() for text in texts.values())
    ]
    assert uneven == []


def test_a_sentence_asks_only_for_values_that_the_refusal_brings() -> None:
    known = sentences()
    wanting = [
        f"{place}: {code} brings {sorted(values)}, its sentence wants {sorted(wanted)}"
        for place, code, values in refusals()
        if code in known and values is not None
        if not (wanted := fields(known[code]["en"])) <= values
    ]
    assert wanting == []


def test_the_sentences_are_in_alphabetical_order() -> None:
    assert list(sentences()) == sorted(sentences())


def test_no_sentence_is_left_over() -> None:
    texts = {
        node.value
        for source in program()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(sentences()) - texts) == []


# --- the window ----------------------------------------------------------------

KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
WINDOW = {"text": None}
"""In the window `text` asks the catalogue; in the store it is a piece of SQL."""


def wanted_texts() -> dict[tuple[str, str], set[str]]:
    """Return context and msgid of every text in the program, with the places that use it."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for source in program():
        code = BytesIO(source.text.encode("utf-8"))
        keywords = KEYWORDS | (WINDOW if source.path.startswith("gui/") else {})
        for line, message, _, context in extract("python", code, keywords=keywords):
            msgid = message if isinstance(message, str) else message[0]
            if msgid:
                found[(context or "", msgid)].add(f"{source.path}:{line}")
    return found


def catalogue_text(language: str) -> str:
    """Return the catalogue of a language as it is on disk."""
    path = ROOT / "locales" / language / "LC_MESSAGES" / "app.po"
    return path.read_text("utf-8") if path.exists() else ""


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_every_text_of_the_window_is_translated(language: str) -> None:
    have = parse_catalogue(catalogue_text(language)).messages
    missing = sorted(f"{where}: {key}" for key, where in wanted_texts().items() if key not in have)
    assert missing == [], RENEW


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_a_translation_keeps_the_fields_of_its_text(language: str) -> None:
    uneven = [
        (msgid, form)
        for (_, msgid), forms in parse_catalogue(catalogue_text(language)).messages.items()
        for form in forms
        if fields(form) != fields(msgid)
    ]
    assert uneven == []


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_no_translation_is_left_over(language: str) -> None:
    have = parse_catalogue(catalogue_text(language)).messages
    assert sorted(set(have) - set(wanted_texts())) == []


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_our_reader_reads_what_babel_reads(language: str) -> None:
    text = catalogue_text(language)
    theirs = {
        (message.context or "", message.id if isinstance(message.id, str) else message.id[0]): (
            (message.string,) if isinstance(message.string, str) else tuple(message.string)
        )
        for message in read_po(BytesIO(text.encode("utf-8")), locale=language)
        if message.id and not message.fuzzy and message.string
    }
    assert parse_catalogue(text).messages == theirs
    assert re.search(r"X-Language-Name: \w+", text)
