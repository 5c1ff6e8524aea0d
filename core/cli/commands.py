"""The table of commands, and running one: parse, answer, turn every refusal into an exit code."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from core import log
from core.cli.desk import DAMAGED, FINE, WRONG_USE, Desk
from core.errors import DamagedError, DataError, SledchyError, UserError
from core.i18n import UI_LANGUAGES

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
    parser.add_argument("--corrections", metavar="FILE", default="", help="of the law data")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    wanted = next((word for word in argv if word in COMMANDS), "")
    for name in [wanted] if wanted else COMMANDS:
        desk.load(f"core.cli.{name}").add_parser(commands)
    args = parser.parse_args(argv)
    desk.language, desk.corrections = args.ui, args.corrections
    args.desk = desk
    try:
        code: int = args.run(args, desk.out)
        desk.out.flush()
    except SledchyError as error:
        return _refused(desk, error)
    except BrokenPipeError:
        return FINE  # whoever reads has seen enough
    except OSError as error:
        return _refused(desk, UserError("output-failed", reason=error.strerror))
    except Exception as error:
        return _failed(desk, error)
    return code


def _refused(desk: Desk, error: SledchyError) -> int:
    """Say the sentence of a refusal and return its exit code."""
    desk.err.write(f"{desk.say(error)}\n")
    return DAMAGED if isinstance(error, DataError) else error.exit_code


def _failed(desk: Desk, error: Exception) -> int:
    """Say that the program itself failed; where, without any data, goes to the log."""
    handler = log.start(desk.places.logs)
    try:
        log.crash(error)
    finally:
        log.stop(handler)
    kind = type(error).__name__
    return _refused(desk, DamagedError("program-failed", kind=kind, log=desk.places.logs))
