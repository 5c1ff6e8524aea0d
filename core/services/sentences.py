"""The sentence behind an error code, in a language of the interface."""

from __future__ import annotations

from pathlib import Path

from core.errors import DataError, SledchyError, UserError
from core.i18n import UiLanguage
from core.law.yaml_source import read_yaml

SHIPPED_FILE_WRONG = "shipped-file-wrong"


def sentence(error: SledchyError, language: UiLanguage, resources: Path) -> str:
    """Return what happened, to what, and what to do; the bare code when it has no sentence."""
    sentences = read_yaml(resources / "messages" / "errors.yaml")
    code, values = _code_of(error)
    text = sentences.get(code, {}).get(language)
    return code if text is None else str(text).format_map(_Values(values))


def _code_of(error: SledchyError) -> tuple[str, dict[str, object]]:
    if isinstance(error, UserError):
        return error.code, error.values
    if isinstance(error, DataError):
        place = {"file": error.file, "entry": error.entry, "problem": error.problem}
        return SHIPPED_FILE_WRONG, place
    return type(error).__name__, {}


class _Values(dict[str, object]):
    """Values of a sentence; one that was not given shows as a question mark."""

    def __missing__(self, key: str) -> str:
        return "?"
