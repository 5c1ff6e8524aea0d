"""`main.py paper CASE.json ID --language be -o FILE.pdf`: one paper of a case file."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import msgspec

from core.cli.desk import FINE, Desk, moment_of, read_bytes, write_file
from core.documents.compose import Draft
from core.documents.form import Form
from core.engine.values import checked
from core.errors import UserError
from core.i18n import PAPER_LANGUAGES
from core.paths import RESOURCES
from core.services.casework import Casework, form_of

RENDERERS = {
    ".pdf": ("core.documents.pdf", "render_pdf"),
    ".docx": ("core.documents.docx", "render_docx"),
    ".txt": ("core.documents.plain", "plain_text"),
}
"""Ending of the output file → module and function that make it."""

DRAFT_MARK = "paper_draft"


class Answers(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """An answers file (A.json): of whom, when, and the answers by question."""

    at: str = ""
    until: str = ""
    subject: str = ""
    answers: dict[str, Any] = {}


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("paper", help="one paper of a case file")
    parser.add_argument("case", metavar="CASE.json")
    parser.add_argument("form", metavar="ID", help="an id of `forms`")
    parser.add_argument("--language", required=True, choices=PAPER_LANGUAGES)
    parser.add_argument("--answers", metavar="A.json", help="see `schema answers`")
    parser.add_argument("-o", "--output", required=True, metavar="FILE.pdf|.docx|.txt")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Write the paper, as issued if the case has issued it and no answers are given.

    What is missing is named on standard error and the paper is marked as a draft.
    """
    desk: Desk = args.desk
    ending = Path(args.output).suffix.lower()
    if ending not in RENDERERS:
        raise UserError("output-kind-unknown", file=args.output, known=", ".join(RENDERERS))
    case = desk.case(args.case)
    form = form_of(desk.library.forms, args.form)
    draft = _draft(case, form, args.answers, desk.now)
    composition = case.compose(form, draft, args.language)
    if composition.missing:
        mark = desk.library.book.newest.words[DRAFT_MARK].text[args.language]
        composition = case.compose(form, draft, args.language, mark)
        desk.err.write(f"{DRAFT_MARK}: {', '.join(composition.missing)}\n")
    for question in composition.untranslated:
        desk.err.write(f"untranslated: {question}\n")
    write_file(args.output, _rendered(desk, ending, composition.paper))
    desk.line(args.output)
    return FINE


def _draft(case: Casework, form: Form, answers: str | None, now: datetime) -> Draft:
    """Return the draft of the answers file, else of the paper as the case issued it last."""
    if answers is None:
        issued = [paper for paper in case.state().papers if paper.form == form.id]
        if issued:
            last = issued[-1]
            return Draft(last.notes, last.at, last.until, last.subject)
        acts = [act for act in case.state().acts if form.step and act.step == form.step]
        if acts:
            return Draft(acts[-1].notes, acts[-1].at, acts[-1].until, acts[-1].subject)
        return Draft({}, now, None, "")
    try:
        given = msgspec.json.decode(read_bytes(answers), type=Answers)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UserError("answers-file-broken", file=answers, problem=str(error)) from error
    at = moment_of(given.at) if given.at else now
    until = moment_of(given.until) if given.until else None
    known = {fact.id: fact for fact in case.questions(form, at)}
    for key, value in given.answers.items():
        if key not in known:
            raise UserError("question-unknown", question=key, known=", ".join(known))
        checked(known[key], value, at)
    return Draft(given.answers, at, until, given.subject)


def _rendered(desk: Desk, ending: str, paper: Any) -> bytes:
    module, name = RENDERERS[ending]
    render = getattr(desk.load(module), name)
    if ending == ".txt":
        return str(render(paper)).encode()
    layout = desk.load("core.documents.layout").load_layout(RESOURCES / "layout.yaml")
    content: bytes = render(paper, layout)
    return content
