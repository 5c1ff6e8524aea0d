"""`main.py paper CASE.json ID --language be -o FILE.pdf`: one paper of a case file."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import msgspec

from core.cli.desk import BOM, FINE, Desk, moment_of, read_bytes, write_file
from core.documents.compose import Composition, Draft
from core.documents.form import Form
from core.engine.events import PaperIssued
from core.errors import UserError
from core.i18n import PAPER_LANGUAGES, PaperLanguage
from core.paths import RESOURCES
from core.services.casework import Casework, form_of
from core.services.soundness import problems

RENDERERS = {
    ".pdf": ("core.documents.pdf", "render_pdf"),
    ".docx": ("core.documents.docx", "render_docx"),
    ".txt": ("core.documents.plain", "plain_text"),
}
"""Ending of the output file → module and function that make it."""

DRAFT_MARK = "paper_draft"
UNFINISHED = "event-fact-missing"
"""What a draft may lack; the paper then says what is missing."""


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
    draft = _given(case, form, args.answers, desk) if args.answers else _known(case, form, desk.now)
    composition = _composed(case, form, draft, args.language, desk)
    write_file(args.output, rendered(desk, ending, composition.paper))
    desk.line(args.output)
    return FINE


def rendered(desk: Desk, ending: str, paper: Any) -> bytes:
    """Return a paper as the bytes of a file with that ending."""
    module, name = RENDERERS[ending]
    render = getattr(desk.load(module), name)
    if ending == ".txt":
        return str(render(paper)).encode()
    layout = desk.load("core.documents.layout").load_layout(RESOURCES / "layout.yaml")
    content: bytes = render(paper, layout)
    return content


def _composed(
    case: Casework, form: Form, draft: Draft, language: PaperLanguage, desk: Desk
) -> Composition:
    """Return the paper, marked as a draft when something is missing, and say what is."""
    composition = case.compose(form, draft, language)
    if composition.missing:
        mark = desk.book.newest.words[DRAFT_MARK].text[language]
        composition = case.compose(form, draft, language, mark)
    for word, questions in (
        ("missing", composition.missing),
        ("untranslated", composition.untranslated),
    ):
        if questions:
            desk.err.write(desk.word(word).format(questions=", ".join(questions)) + "\n")
    return composition


def _known(case: Casework, form: Form, now: datetime) -> Draft:
    """Return the draft of the paper as the case issued it last, else of the act it records."""
    state = case.state()
    issued = [paper for paper in state.papers if paper.form == form.id]
    if issued:
        last = issued[-1]
        return Draft(last.notes, last.at, last.until, last.subject)
    acts = state.acts_of(form.step) if form.step else ()
    if acts:
        return Draft(acts[-1].notes, acts[-1].at, acts[-1].until, acts[-1].subject)
    return Draft({}, now, None, _only(case, form))


def _only(case: Casework, form: Form) -> str:
    """Return the one person of the case whom the form can concern, or nobody."""
    people = case.state().participants.items()
    fitting = [name for name, one in people if any(map(one.has, form.roles))]
    return fitting[0] if len(fitting) == 1 else ""


def _given(case: Casework, form: Form, path: str, desk: Desk) -> Draft:
    """Return the draft of an answers file after checking it as the act it would record."""
    try:
        given = msgspec.json.decode(read_bytes(path).removeprefix(BOM), type=Answers)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UserError("answers-file-broken", file=path, problem=str(error)) from error
    at = moment_of(given.at) if given.at else desk.now
    draft = Draft(
        answers=given.answers,
        at=at,
        until=moment_of(given.until) if given.until else None,
        subject=given.subject or _only(case, form),
    )
    known = {fact.id for fact in case.questions(form, at)}
    for key in given.answers:
        if key not in known:
            raise UserError("question-unknown", question=key, known=", ".join(sorted(known)))
    _check(case, form, draft, path, desk)
    return draft


def _check(case: Casework, form: Form, draft: Draft, path: str, desk: Desk) -> None:
    """Raise the first thing that would be wrong with the act the paper records."""
    act = PaperIssued(
        id=f"{path}:{form.id}",
        at=draft.at,
        until=draft.until,
        subject=draft.subject,
        notes=dict(draft.answers),
        form=form.id,
        version=form.version,
        language="be",
        edition="",
        step=form.step if draft.subject or not form.subject else "",
    )
    for problem in problems((*case.events, act), desk.library, desk.now):
        if problem.event == act.id and problem.error.code != UNFINISHED:
            raise problem.error
