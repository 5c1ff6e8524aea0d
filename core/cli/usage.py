"""The parser of the command line, whose help and complaints are in the language of answers."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, NoReturn

from core.cli.desk import WRONG_USE
from core.i18n import UI_LANGUAGES, UiLanguage

Translate = Callable[[str], str]

_ARGPARSE = vars(argparse)
"""argparse asks `_` and `ngettext` of its own module for every sentence, when it says it."""


class _Formatter(argparse.HelpFormatter):
    """Help whose texts are translated when they are shown, so that a command pays for none."""

    def start_section(self, heading: str | None) -> None:
        super().start_section(heading and _ARGPARSE["_"](heading))

    def add_text(self, text: str | None) -> None:
        super().add_text(text and _ARGPARSE["_"](text))

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return action.help and _ARGPARSE["_"](action.help)


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes leave with the exit code of wrong use."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_Formatter, **options)

    def error(self, message: str) -> NoReturn:
        """Say how the command is used and what was wrong, and leave."""
        self.exit(WRONG_USE, f"{self.format_usage()}{self.prog}: {message}\n")


class Inner(Parser):
    """The parser of a command: what is said of the whole run may stand behind it too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        hidden: dict[str, Any] = {"help": argparse.SUPPRESS, "default": argparse.SUPPRESS}
        self.add_argument("--ui", choices=UI_LANGUAGES, **hidden)
        self.add_argument("--corrections", metavar="FILE", **hidden)


def language_named(argv: Sequence[str], usual: UiLanguage) -> UiLanguage:
    """Return the language that arguments name, before anything else of them is understood.

    >>> language_named(["term", "--ui", "ru"], "be"), language_named(["--ui=x"], "be")
    ('ru', 'be')
    """
    named = [value for option, value in pairwise(argv) if option == "--ui"]
    named += [word[5:] for word in argv if word.startswith("--ui=")]
    return next((one for one in UI_LANGUAGES if one in named), usual)


@contextmanager
def speaking(translate: Translate) -> Iterator[None]:
    """Let argparse say its own sentences in another language for a while."""
    kept = {name: _ARGPARSE[name] for name in ("_", "ngettext")}
    _ARGPARSE.update({"_": translate, "ngettext": lambda one, many, count: translate(many)})
    try:
        yield
    finally:
        _ARGPARSE.update(kept)
