"""One case as its journal has it: its state, its guide and its ledger at any moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.documents.compose import Composition, Draft, compose
from core.documents.form import Form
from core.engine.conditions import chosen_edition
from core.engine.events import Event, Journal
from core.engine.state import CaseState, fold
from core.engine.steps import GuideStep, guide
from core.engine.terms import Entry, Urgency, ledger, running, urgency
from core.errors import UserError
from core.i18n import PaperLanguage
from core.law.model import Fact, Step
from core.services.library import Library
from core.services.soundness import journal_of, require_sound


@dataclass(frozen=True)
class Alert:
    """A running term and how near its end is."""

    entry: Entry
    urgency: Urgency


@dataclass(frozen=True)
class Casework:
    """The events of one case; every answer is computed from them and never kept apart."""

    case_id: str
    events: tuple[Event, ...]
    library: Library
    _states: dict[datetime | None, CaseState] = field(default_factory=dict, compare=False)
    _ledgers: dict[datetime, tuple[Entry, ...]] = field(default_factory=dict, compare=False)

    @property
    def journal(self) -> Journal:
        """Return the journal as a case file."""
        return Journal(events=self.events)

    def after(self, events: Iterable[Event]) -> Casework:
        """Return the same case with more events written down."""
        return Casework(self.case_id, (*self.events, *events), self.library)

    def state(self, at: datetime | None = None) -> CaseState:
        """Return the state up to and including a moment, or after everything."""
        if at not in self._states:
            self._states[at] = fold(self.events, self._step, at)
        return self._states[at]

    def ledger(self, at: datetime) -> tuple[Entry, ...]:
        """Return all terms as known at a moment, the first to end first."""
        if at not in self._ledgers:
            self._ledgers[at] = ledger(self.state(at), self.library.book, at)
        return self._ledgers[at]

    def alerts(self, at: datetime) -> tuple[Alert, ...]:
        """Return the running terms that are due, with their urgency, the nearest end first."""
        due = (entry for entry in running(self.ledger(at)) if entry.counted)
        return tuple(Alert(entry, urgency(entry, at)) for entry in due)

    def guide(self, at: datetime) -> tuple[GuideStep, ...]:
        """Return every step for everybody it concerns, with status and reasons."""
        return guide(self.state(at), self.library.book, at, self.ledger(at))

    def questions(self, form: Form, at: datetime) -> tuple[Fact, ...]:
        """Return the questions of a form in order, as the law of that day words them."""
        law = self.library.book.on(at.date(), chosen_edition(self.state(at)))
        return tuple(form.questions(law.facts))

    def unknown(self, form: Form, subject: str, at: datetime) -> tuple[Fact, ...]:
        """Return the questions of a form the case does not answer yet."""
        state = self.state(at)
        return tuple(
            fact
            for fact in self.questions(form, at)
            if (state.fact(fact.id, subject) if subject else None) is None
            and (fact.of == "act" or state.fact(fact.id) is None)
        )

    def compose(
        self, form: Form, draft: Draft, language: PaperLanguage, mark: str = ""
    ) -> Composition:
        """Return the paper of a form as the case stood at the moment of the paper."""
        state = self.state(draft.at)
        if draft.subject and draft.subject not in state.participants:
            raise UserError("person-unknown", person=draft.subject, form=form.id)
        book, grammar = self.library.book, self.library.grammar
        return compose(form, draft, state, book, grammar, language, mark)

    def _step(self, step: str, at: datetime) -> Step | None:
        return self.library.book.on(at.date()).steps.get(step)


def read_case(case_id: str, text: bytes, name: str, library: Library, now: datetime) -> Casework:
    """Return the case of a case file; UserError for the first thing in it that cannot be.

    `name` is what the file is called in that sentence, `now` what nothing may lie behind.
    """
    journal = journal_of(text, name)
    require_sound(journal.events, library, now)
    return Casework(case_id, journal.events, library)


def form_of(forms: Mapping[str, Form], key: str) -> Form:
    """Return a form by id; UserError with the ids that come near when there is none."""
    if key in forms:
        return forms[key]
    near = [one for one in forms if key.split("_")[-1] in one] or sorted(forms)
    raise UserError("form-unknown", form=key, known=", ".join(near[:8]))
