"""The sentence behind an error code, in a language of the interface."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from core.errors import DataError, SledchyError, UserError
from core.i18n import Trilingual, UiLanguage
from core.law.yaml_source import read_yaml

SHIPPED_FILE_WRONG = "shipped-file-wrong"


def sentence(error: SledchyError, language: UiLanguage, resources: Path) -> str:
    """Return what happened, to what, and what to do; the bare code when it has no sentence.

    Values that are texts of the law book, and what the system says of a file, are said
    in the same language.
    """
    sentences = read_yaml(resources / "messages" / "errors.yaml")
    code, values = _code_of(error)
    text = sentences.get(code, {}).get(language)
    if text is None:
        return code
    told = {name: _of_system(value, language, resources) for name, value in values.items()}
    return str(text).format_map(_Values(told, language))


def _of_system(value: object, language: UiLanguage, resources: Path) -> object:
    """Return why the system refused in words of ours, where the value is what it says in its own.

    A system has one phrase for each failure; comparing with it spares every caller a code.
    """
    names = [n for n, name in errno.errorcode.items() if os.strerror(n) == value]
    if not names:
        return value
    words = read_yaml(resources / "messages" / "reasons.yaml").get(errno.errorcode[names[0]], {})
    return words.get(language, value)


def _code_of(error: SledchyError) -> tuple[str, dict[str, object]]:
    if isinstance(error, UserError):
        return error.code, error.values
    if isinstance(error, DataError):
        place: dict[str, object] = {
            "file": error.file,
            "entry": error.entry,
            "problem": error.problem,
        }
        return SHIPPED_FILE_WRONG, place
    return type(error).__name__, {}


class _Values(dict[str, str]):
    """Values of a sentence; one that was not given shows as a question mark."""

    def __init__(self, values: Mapping[str, object], language: UiLanguage) -> None:
        super().__init__({name: _said(value, language) for name, value in values.items()})

    def __missing__(self, key: str) -> str:
        return "?"


def _said(value: object, language: UiLanguage) -> str:
    """Return a value as the sentence says it; several are listed."""
    if isinstance(value, Trilingual):
        return value[language]
    if isinstance(value, tuple):
        return "; ".join(_said(one, language) for one in value)
    return str(value)
