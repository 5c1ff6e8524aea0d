"""The table of commands, and running one: parse, answer, turn every refusal into an exit code."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from core import log, log_file
from core.cli.desk import DAMAGED, FINE, Desk
from core.cli.usage import Inner, Parser, language_named, speaking
from core.errors import DamagedError, DataError, SledchyError, UserError
from core.i18n import UI_LANGUAGES

COMMANDS = (
    "demo",
    "term",
    "ledger",
    "steps",
    "classify",
    "decline",
    "forms",
    "paper",
    "schema",
    "law",
    "archive",
)
"""Every command; each is a module of core.cli, imported only when it is called."""


def run(argv: Sequence[str], desk: Desk) -> int:
    """Run one command and return its exit code: 0 fine, 1 no, 2 wrong use, 3 damaged."""
    desk.language = language_named(argv, desk.settings.ui_language)
    parser = _parser(argv, desk)
    with speaking(desk.translated):
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
        return _refused(desk, _unwritten(error))
    except Exception as error:
        return _failed(desk, error)
    return code


def _parser(argv: Sequence[str], desk: Desk) -> argparse.ArgumentParser:
    """Return the parser of the command that is called, or of all when none is recognised."""
    parser = Parser(prog="main.py", description="Sledchy, an assistant of the investigator.")
    parser.add_argument("--ui", choices=UI_LANGUAGES, help="language of answers")
    parser.add_argument("--corrections", metavar="FILE", help="of the law data")
    parser.set_defaults(ui=desk.language, corrections="")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=Inner)
    wanted = next((word for word in argv if word in COMMANDS), "")
    for name in [wanted] if wanted else COMMANDS:
        desk.load(f"core.cli.{name}").add_parser(commands)
    return parser


def _unwritten(error: OSError) -> UserError:
    """Return the refusal of a file that could not be written, or of the answer itself."""
    if error.filename is None:
        return UserError("output-failed", reason=error.strerror)
    return UserError("file-not-written", path=error.filename, reason=error.strerror)


def _refused(desk: Desk, error: SledchyError) -> int:
    """Say the sentence of a refusal and return its exit code."""
    desk.err.write(f"{desk.say(error)}\n")
    return DAMAGED if isinstance(error, DataError) else error.exit_code


def _failed(desk: Desk, error: Exception) -> int:
    """Say that the program itself failed; where, without any data, goes to the log."""
    handler = log_file.start(desk.places.logs)
    try:
        log.crash(error)
    finally:
        log_file.stop(handler)
    kind = type(error).__name__
    return _refused(desk, DamagedError("program-failed", kind=kind, log=desk.places.logs))
