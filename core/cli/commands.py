"""The table of commands, and running one: parse, answer, turn every refusal into an exit code."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from core.cli.desk import DAMAGED, FINE, WRONG_USE, Desk
from core.errors import DataError, SledchyError
from core.i18n import UI_LANGUAGES
from core.paths import RESOURCES
from core.services.sentences import sentence

COMMANDS = {
    "demo": "play the demonstration cases and write their papers",
    "term": "count one term",
    "ledger": "all terms of a case file",
    "steps": "what is open, owed, done and closed in a case file",
    "classify": "kind of prosecution, category, court and bodies for an article",
    "decline": "six cases of a name or a title",
    "forms": "the catalogue of papers",
    "paper": "one paper of a case file",
    "schema": "JSON Schema of case files, answers and forms",
    "law": "check, compare and report the law data",
    "archive": "the encrypted archive",
}
"""Command → what it does; each is a module of core.cli, imported only when it is called."""


class _Parser(argparse.ArgumentParser):
    """A parser whose mistakes leave with the exit code of wrong use."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and what was wrong."""
        self.print_usage()
        self.exit(WRONG_USE, f"{self.prog}: {message}\n")


def run(argv: Sequence[str], desk: Desk) -> int:
    """Run one command and return its exit code: 0 fine, 1 no, 2 wrong use, 3 damaged."""
    parser = _Parser(prog="main.py", description="Sledchy, an assistant of the investigator.")
    parser.add_argument("--ui", choices=UI_LANGUAGES, default="be", help="language of answers")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    wanted = next((word for word in argv if word in COMMANDS), "")
    for name in [wanted] if wanted else COMMANDS:
        desk.load(f"core.cli.{name}").add_parser(commands)
    args = parser.parse_args(argv)
    desk.language = args.ui
    args.desk = desk
    try:
        code: int = args.run(args, desk.out)
    except SledchyError as error:
        desk.err.write(f"{sentence(error, desk.language, RESOURCES)}\n")
        return DAMAGED if isinstance(error, DataError) else error.exit_code
    except BrokenPipeError:
        return FINE
    return code
