"""`main.py schema …`: JSON Schema of the files the command line reads."""

from __future__ import annotations

import argparse
from typing import Any, TextIO

import msgspec

from core.cli.desk import FINE, Desk
from core.cli.paper import Answers
from core.documents.form import Form
from core.engine.events import Journal
from core.engine.what_if import Supposition

DRAFT = "https://json-schema.org/draft/2020-12/schema"

SCHEMAS: dict[str, type[Any]] = {
    "case": Journal,
    "answers": Answers,
    "form": Form,
    "supposition": Supposition,
}


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("schema", help="JSON Schema of case files, answers and forms")
    parser.add_argument("which", choices=sorted(SCHEMAS))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print the schema."""
    desk: Desk = args.desk
    desk.json(
        {
            "$schema": DRAFT,
            **msgspec.json.schema(SCHEMAS[args.which]),
        }
    )
    return FINE
