"""Sheets for the desk, no papers of the case: how a term was counted, what a supposition moves."""

from __future__ import annotations

from datetime import datetime

from core.documents.resolved import Block, Field, Fields, Heading, Numbered, Paper, Table, Text
from core.engine.derivation import derivation
from core.engine.terms import Entry
from core.errors import UserError
from core.i18n import PaperLanguage, Translator
from core.services.casework import Casework
from core.services.workplace import Workplace
from gui.presenters.moments import moment_words
from gui.presenters.speech import Speech, speech
from gui.presenters.supposing import Choice
from gui.presenters.terms import moments_of
from gui.presenters.what_if import what_if_view

WIDTHS = (3.2, 2, 2, 1.8)


def derivation_sheet(
    work: Workplace,
    case_id: str,
    key: tuple[str, str, datetime],
    now: datetime,
    language: PaperLanguage,
) -> Paper:
    """Return how a term of a case was counted, every day stepped over by its name.

    UserError when the term is not in the ledger any more.
    """
    case = work.cases.case(case_id)
    found = next((one for one in case.ledger(now) if one.key == key), None)
    if found is None:
        raise UserError("term-gone", term=key[0])
    says = _says(case, now, language)
    title = says.tr.gettext("HOW THE TERM WAS COUNTED")
    blocks: tuple[Block, ...] = (
        Heading(title, found.term.name[language]),
        Fields((*_case_fields(says), *_term_fields(found, says))),
        Numbered(tuple(text[language] for text in derivation(found.result, case.library.book))),
        Text(_note(says), style="small"),
    )
    return Paper("derivation", 1, language, title, "", blocks)


def what_if_sheet(
    case: Casework, choice: Choice, at: datetime | None, now: datetime, language: PaperLanguage
) -> Paper:
    """Return a supposition with its terms side by side."""
    says = _says(case, now, language)
    text, tr = says.tr.gettext, says.tr
    found = what_if_view(case, choice, at, now, tr, language)
    supposed = moment_words(at) if at else text("it never was")
    title = text("SUPPOSITION")
    rows = tuple(
        (
            f"{one.name}. {one.under}",
            _joined(*one.before),
            _joined(*one.after),
            one.verdict,
        )
        for one in found.terms
    )
    head = (text("Term"), text("As it is"), text("As supposed"), text("What changes"))
    blocks: list[Block] = [
        Heading(title, text("the case stays as it is")),
        Fields((*_case_fields(says), Field(choice.text, supposed))),
    ]
    if rows:
        blocks.append(Table(head, rows, WIDTHS))
    if found.steps:
        blocks.append(Numbered(found.steps, numbering=False))
    if not rows and not found.steps:
        blocks.append(Text(text("No term moves."), style="plain"))
    blocks.append(Text(_note(says), style="small"))
    return Paper("what_if", 1, language, title, "", tuple(blocks))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _says(case: Casework, now: datetime, language: PaperLanguage) -> Speech:
    return speech(case, case.state(now), now.date(), Translator(language), language)


def _case_fields(says: Speech) -> tuple[Field, ...]:
    opened = says.state.opened
    assert opened is not None
    number = str(says.state.fact("case_number") or opened.number)
    return (Field(says.tr.gettext("Case"), number),)


def _term_fields(one: Entry, says: Speech) -> tuple[Field, ...]:
    text, person = says.tr.gettext, says.person(one.subject)
    edition = text("edition {edition}").format(edition=one.edition)
    whom = (Field(text("Whom it concerns"), person),) if person else ()
    source = text("not compared with the official text")
    return (
        *whom,
        Field(text("Article"), f"{one.term.article} · {edition}"),
        *(Field(name, value) for name, value in moments_of(one, says)),
        *(() if one.term.trusted else (Field(text("Source"), source),)),
    )


def _note(says: Speech) -> str:
    return says.tr.gettext("A sheet for the desk; it is no paper of the case.")
