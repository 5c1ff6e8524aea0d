"""What one paper may speak of: the case, its person, the answers, and the language it speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.documents.form import Form
from core.documents.grammar import Grammar
from core.engine.events import Value
from core.engine.state import CaseState, Participant
from core.i18n import PaperLanguage
from core.law.book import Reading
from core.law.model import Fact

Answers = Mapping[str, Value]


def ids(value: Value) -> list[str]:
    """Return the ids of people in an answer of type person or persons; nothing else passes."""
    keys = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else ()
    return [key for key in keys if isinstance(key, str)]


@dataclass(frozen=True)
class Context:
    """Everything one paper may speak of, and the language it speaks."""

    form: Form
    state: CaseState
    law: Reading
    grammar: Grammar
    language: PaperLanguage
    answers: Answers
    at: datetime
    until: datetime | None = None
    subject: str = ""
    each: Value | Participant = None
    listed: str = ""
    """Fact whose rows or persons `each` runs over."""
    questions: Mapping[str, Fact] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    """Paths that were asked for and are not known; filled while composing."""
    used: dict[str, str] = field(default_factory=dict)
    """What was printed, by path and filter: the inputs of the paper."""
    foreign: set[str] = field(default_factory=set)
    """Questions answered in the other language only."""

    def bound(self, each: Value | Participant, listed: str) -> Context:
        """Return the same paper inside one turn of `each` over a list."""
        return replace(self, each=each, listed=listed)

    @property
    def about(self) -> str:
        """Return whom a condition speaks of: the person of this turn, else the paper's person."""
        return self.each.person.id if isinstance(self.each, Participant) else self.subject

    def value(self, key: str) -> Value:
        """Return an answer, else what the case knows of the subject or of itself, else None.

        What was said at another act or of another person is never taken over: the
        words of one witness must not appear in the protocol of the next.
        """
        question = self.questions.get(key)
        answer = self.answers.get(key)
        if answer is not None or question is None:
            return answer
        for subject in {"act": (), "person": (self.subject,), "case": ("",)}[question.of]:
            known = self.state.fact(key, subject)
            if known is not None:
                return known
        return question.default

    def asked(self, path: str) -> str:
        """Return under which name a path is reported missing: an `each` by its person."""
        head, _, tail = path.partition(".")
        return f"{self.about}.{tail}" if head == "each" and self.about else path

    def optional(self, path: str) -> bool:
        """Return whether a place may stay empty: a question that need not be answered."""
        head, _, tail = path.partition(".")
        fact = self.column(tail) if head == "each" else self.questions.get(path)
        return fact is not None and fact.optional

    def person(self, name: str) -> Participant | None:
        """Return the participant a form calls by a name: its subject, `each`, or a person fact."""
        if name == "each":
            return self.each if isinstance(self.each, Participant) else None
        key = self.subject if name == self.form.subject else self.value(name)
        return self.state.participants.get(key) if isinstance(key, str) else None

    def people(self, name: str) -> tuple[Participant, ...]:
        """Return the participants named by a fact of type persons (or person)."""
        found = (self.state.participants.get(key) for key in ids(self.value(name)))
        return tuple(one for one in found if one is not None)

    def column(self, name: str) -> Fact | None:
        """Return the column of the list whose row is being printed."""
        question = self.questions.get(self.listed)
        columns = {one.id: one for one in question.columns} if question else {}
        return columns.get(name)
