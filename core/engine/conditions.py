"""Does a condition hold in a case at a moment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol

from core.engine.case_crime import crime_of, one_of, part_of
from core.engine.classify import kinds_of_case
from core.engine.duration import (
    is_night,
    minutes,
    minutes_of_day,
    reaches_night,
    unbroken_minutes,
)
from core.engine.state import Act, CaseState, Known
from core.law.book import LawBook, Reading
from core.law.condition import Condition

CASE_OPEN = "case_open"
"""Fact that opening or accepting a criminal case sets; without it there is only a material."""


class Clocks(Protocol):
    """What a situation needs of the ledger; asked only by conditions that name a term."""

    def running(self, term: str) -> Collection[str]:
        """Return for whom a term runs now; an empty text for the case."""

    def overdue(self, term: str) -> Collection[str]:
        """Return for whom of them its legal end is past."""


@dataclass(frozen=True)
class KnownClocks:
    """Terms that run and are late, each with its subject, said outright; none unless named."""

    runs: frozenset[tuple[str, str]] = frozenset()
    late: frozenset[tuple[str, str]] = frozenset()

    def running(self, term: str) -> Collection[str]:
        """Return for whom a term is said to run."""
        return [subject for name, subject in self.runs if name == term]

    def overdue(self, term: str) -> Collection[str]:
        """Return for whom a term is said to be late."""
        return [subject for name, subject in self.late if name == term]


@dataclass(frozen=True)
class Situation:
    """A case at a moment, seen for one person (or for the case as a whole)."""

    state: CaseState
    book: LawBook
    at: datetime
    subject: str = ""
    act: Act | None = None
    """The act under question, for guards that look at its length."""
    clocks: Clocks = KnownClocks()
    _laws: dict[date, Reading] = field(default_factory=dict, repr=False, compare=False)
    _others: dict[str, Situation] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def law(self) -> Reading:
        """Return the law of the day of the moment (art. 5), as chosen for the case."""
        return self.law_on(self.at)

    @cached_property
    def _chosen(self) -> str:
        return chosen_edition(self.state)

    def law_on(self, moment: datetime) -> Reading:
        """Return the law of another day, as chosen for the case."""
        day = moment.date()
        found = self._laws.get(day)
        if found is None:
            found = self._laws[day] = self.book.on(day, self._chosen)
        return found

    def other_law_on(self, moment: datetime) -> Reading | None:
        """Return the other possible law of a day, where the day leaves it open."""
        return self.book.other(moment.date(), self._chosen)

    def of(self, subject: str) -> Situation:
        """Return the same moment seen for another person."""
        if subject == self.subject:
            return self
        found = self._others.get(subject)
        if found is None:
            found = self._others[subject] = replace(self, subject=subject)
        return found


def chosen_edition(state: CaseState) -> str:
    """Return the edition a person chose for the case where the day leaves it open."""
    value = state.fact("law_edition")
    return value if isinstance(value, str) else ""


def holds(condition: Condition | None, situation: Situation) -> bool:
    """Return whether the condition holds; no condition always holds."""
    return condition is None or _HOLDS[condition.question](condition, situation)


def age_on(born: date, day: date) -> int:
    """Return the age in whole years; a year is full on the day after the birthday."""
    return day.year - born.year - ((day.month, day.day) <= (born.month, born.day))


def _done(condition: Condition, situation: Situation) -> bool:
    acts = meant_acts(condition, situation)
    act = situation.act
    after = condition.after or (act.step if act is not None and condition.since_own else "")
    if not acts or not after:
        return bool(acts)
    before = _acts(after, situation, condition.whoever)
    return not before or acts[-1].at >= before[-1].at


def meant_acts(condition: Condition, situation: Situation) -> tuple[Act, ...]:
    """Return the acts a condition on a step speaks of, in the order they happened."""
    acts = _acts(condition.done, situation, condition.whoever)
    if not condition.noted:
        return acts
    return tuple(act for act in acts if _answers(act.notes.get(condition.noted), condition))


def _acts(step_id: str, situation: Situation, whoever: bool = False) -> tuple[Act, ...]:
    """Return the acts of a step: of this person when the step is done per person."""
    step = situation.law.steps.get(step_id)
    personal = step is not None and step.per == "person" and not whoever
    subject = situation.subject if personal and situation.subject else None
    return situation.state.acts_of(step_id, subject)


def _fact(condition: Condition, situation: Situation) -> bool:
    if condition.whoever:
        everybody = map(situation.of, situation.state.participants)
        return any(_fact_of(condition, one) for one in everybody)
    return _fact_of(condition, situation)


def _fact_of(condition: Condition, situation: Situation) -> bool:
    known = known_of(condition.fact, situation)
    if known is None:
        return False
    if condition.after:
        before = _acts(condition.after, situation)
        if before and known.at < before[-1].at:
            return False
    return _answers(known.value, condition)


def _answers(value: Any, condition: Condition) -> bool:
    if condition.is_ is not None:
        return bool(value == condition.is_)
    if condition.at_least:
        return isinstance(value, list | tuple) and len(value) >= condition.at_least
    return value not in (None, False, "", [], ())


def known_of(fact: str, situation: Situation) -> Known | None:
    """Return what is known: by the act itself, else of the person, else of the case.

    A fact of persons is never borrowed from another person.
    """
    act, state = situation.act, situation.state
    if act is not None and fact in act.notes:
        return Known(act.notes[fact], act.at, act.event)
    entry = situation.law.facts.get(fact)
    if entry is not None and entry.of == "act" and act is not None:
        return None
    own = state.facts.get((fact, situation.subject))
    if own is not None or (entry is not None and entry.of == "person" and situation.subject):
        return own
    return state.facts.get((fact, ""))


def _role(condition: Condition, situation: Situation) -> bool:
    one = situation.state.participants.get(situation.subject)
    return one is not None and one.has(condition.role)


def _some(condition: Condition, situation: Situation) -> bool:
    found = situation.state.having(condition.some)
    return any(holds(condition.who, situation.of(one.person.id)) for one in found)


def _among(condition: Condition, situation: Situation) -> bool:
    known = known_of(condition.among, situation)
    if known is None:
        return False
    named = known.value if isinstance(known.value, list | tuple) else (known.value,)
    people = situation.state.participants
    return any(holds(condition.who, situation.of(one)) for one in named if one in people)


def _other_sex(condition: Condition, situation: Situation) -> bool:
    people, act = situation.state.participants, situation.act
    one, other = people.get(situation.subject), people.get(act.subject) if act else None
    return bool(one and other) and one.person.gender != other.person.gender  # type: ignore[union-attr]


def _younger(condition: Condition, situation: Situation) -> bool:
    people = situation.state.participants
    asked = people if condition.whoever else {situation.subject} & people.keys()
    births = [people[one].person.born for one in asked]
    return any(age_on(b, situation.at.date()) < condition.age_below for b in births if b)


def _foreign(condition: Condition, situation: Situation) -> bool:
    one = situation.state.participants.get(situation.subject)
    return one is not None and one.person.citizenship not in ("", "BY")


def _foreign_speech(condition: Condition, situation: Situation) -> bool:
    one = situation.state.participants.get(situation.subject)
    return one is not None and bool(one.person.language)


def _night(condition: Condition, situation: Situation) -> bool:
    return is_night(situation.at) if situation.act is None else reaches_night(situation.act)


def _lasted(condition: Condition, situation: Situation) -> bool:
    act = situation.act
    if act is None:
        return False
    others = [
        other
        for step in condition.of
        for other in situation.state.acts_of(step, situation.subject or None)
        if other.event != act.event
    ]
    if condition.a_day:
        return minutes_of_day(act, others) > condition.lasted
    if condition.rest:
        return unbroken_minutes(act, others, condition.rest) > condition.lasted
    return minutes(act) > condition.lasted


def _concerns(subjects: Collection[str], situation: Situation) -> bool:
    return "" in subjects or situation.subject in subjects


def _category(condition: Condition, situation: Situation) -> bool:
    part = part_of(situation.state, situation.law, situation.subject)
    return part is not None and part.category in condition.category


def _prison(condition: Condition, situation: Situation) -> bool:
    part = part_of(situation.state, situation.law, situation.subject)
    return part is not None and not part.death and (part.years or 0) <= condition.prison_up_to


_HOLDS: Mapping[str, Callable[[Condition, Situation], bool]] = {
    "all": lambda c, s: all(holds(one, s) for one in c.all),
    "any": lambda c, s: any(holds(one, s) for one in c.any),
    "not_": lambda c, s: not holds(c.not_, s),
    "done": _done,
    "fact": _fact,
    "role": _role,
    "some": _some,
    "among": _among,
    "other_sex": _other_sex,
    "overridden": lambda c, s: any(act.reasons for act in s.state.acts),
    "age_below": _younger,
    "foreigner": _foreign,
    "foreign_speech": _foreign_speech,
    "night": _night,
    "running": lambda c, s: _concerns(s.clocks.running(c.running), s),
    "overdue": lambda c, s: _concerns(s.clocks.overdue(c.overdue), s),
    "prosecution": lambda c, s: c.prosecution in kinds_of_case(s.state, s.law),
    "category": _category,
    "crime": lambda c, s: one_of(c.crime, crime_of(s.state, s.subject)),
    "prison_up_to": _prison,
    "material": lambda c, s: not s.state.fact(CASE_OPEN),
    "recording": lambda c, s: s.act is not None,
    "lasted": _lasted,
}
