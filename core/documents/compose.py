"""From a form, a case and answers to a paper in one language: every choice made, nothing drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.documents import resolved
from core.documents.blocks import GAP, blocks_of, say
from core.documents.context import Context
from core.documents.form import Form
from core.documents.grammar import Grammar
from core.engine.conditions import chosen_edition
from core.engine.events import Value
from core.engine.state import CaseState, Known
from core.i18n import PaperLanguage
from core.law.book import LawBook
from core.law.model import Fact

__all__ = ["GAP", "Composition", "Draft", "compose"]


@dataclass(frozen=True)
class Composition:
    """A composed paper, and what it still needs."""

    paper: resolved.Paper
    missing: tuple[str, ...]
    """Questions (or facts of the case) that are not answered."""
    untranslated: tuple[str, ...]
    """Questions answered only in the other language."""
    used: Mapping[str, str]
    """What it printed of the case, to tell later whether the data changed since."""


@dataclass(frozen=True)
class Draft:
    """What is filled in so far: of whom, when, and the answers by question."""

    answers: Mapping[str, Value]
    at: datetime
    until: datetime | None = None
    subject: str = ""


def compose(
    form: Form,
    draft: Draft,
    state: CaseState,
    book: LawBook,
    grammar: Grammar,
    language: PaperLanguage,
    mark: str = "",
) -> Composition:
    """Return the paper of a form in a language, with gaps where something is not known yet.

    `mark` is the word printed across a draft; empty for a paper to be signed.
    """
    law = book.on(draft.at.date(), chosen_edition(state))
    questions = {fact.id: fact for fact in form.questions(law.facts)}
    context = Context(
        form=form,
        state=_answered(state, draft, {**law.facts, **questions}),
        law=law,
        grammar=grammar,
        language=language,
        answers=draft.answers,
        at=draft.at,
        until=draft.until,
        subject=draft.subject,
        questions={**law.facts, **questions},
    )
    blocks = tuple(block for one in form.blocks for block in blocks_of(one, context, book))
    paper = resolved.Paper(
        form=form.id,
        version=form.version,
        language=language,
        title=form.title[language],
        edition=law.edition.id,
        blocks=blocks,
        foot=say(form.foot, context) if form.foot else "",
        draft=mark,
    )
    unanswered = _unanswered(questions.values(), context)
    missing = dict.fromkeys((*unanswered, *sorted(context.missing)))
    return Composition(
        paper, tuple(missing), tuple(sorted(context.foreign - {""})), dict(context.used)
    )


def _answered(state: CaseState, draft: Draft, known: Mapping[str, Fact]) -> CaseState:
    """Return the state as conditions of a form see it: answers count as known facts.

    What was noted at other acts is left out, as is what is known of other persons;
    an answer given by default counts as given.
    """
    facts = {
        (key, subject): noted
        for (key, subject), noted in state.facts.items()
        if key not in known or (known[key].of, subject) in (("case", ""), ("person", draft.subject))
    }
    told = {key: fact.default for key, fact in known.items() if fact.default is not None}
    for key, value in told.items():
        facts.setdefault((key, ""), Known(value, draft.at, ""))
    for key, value in draft.answers.items():
        for subject in {draft.subject, ""}:
            facts[key, subject] = Known(value, draft.at, "")
    return replace(state, facts=facts)


def _unanswered(questions: Iterable[Fact], context: Context) -> list[str]:
    return [
        fact.id
        for fact in questions
        if not fact.optional and fact.type != "yes" and context.value(fact.id) in (None, "", [], ())
    ]
