"""Cross references of the law book: everything an entry names must exist.

Reading a file checks one entry at a time; this looks at the whole book, in every
edition, so that a step cannot wait for a fact nobody can note.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import cast

from core.law.absences import Absence, Requirement
from core.law.assistance import State
from core.law.book import LawBook, Reading
from core.law.check_crimes import check_crimes
from core.law.condition import QUESTIONS, Condition
from core.law.editions import KINDS
from core.law.model import Anchor, Entry, Fact, Guard, Record, Step, Term

Problem = str
"""A sentence in English that names the kind and the id: `steps search: …`."""

SPOKEN = ("not_not_", "any_of", "fact_is", "not_fact_is", "case_closed")
"""Sentences of the engine besides one and its opposite for every question."""


def check_book(
    book: LawBook, forms: Collection[str], rules: Mapping[str, Collection[str]]
) -> list[Problem]:
    """Return what is wrong in any edition of the book; an empty list when nothing is.

    `forms` are the ids of the papers there are, `rules` the units each rule of counting
    can count: both live on higher floors and are therefore handed in.
    """
    found: list[Problem] = []
    for edition in book.editions:
        law = book.on(edition.in_force.certain, edition.id)
        found.extend(_reading(law, forms, rules))
    return list(dict.fromkeys(found))


def _reading(
    law: Reading, forms: Collection[str], rules: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    for step in law.steps.values():
        yield from _told("steps", step, _step(law, step, forms))
    for guard in law.guards.values():
        yield from _told("guards", guard, _guard(law, guard))
    for term in law.terms.values():
        yield from _told("terms", term, _term(law, term, rules))
    for fact in law.facts.values():
        yield from _told("facts", fact, _fact(law, fact))
    for state in cast(Mapping[str, State], law.entries("states")).values():
        yield from _told("states", state, _unknown("basis", [state.basis], law.entries("bases")))
    for absence in law.absences.values():
        yield from _told("absences", absence, _absence(law, absence))
    for requirement in law.completeness.values():
        yield from _told("completeness", requirement, _requirement(law, requirement))
    yield from check_crimes(law)
    for kind in KINDS:
        for entry in law.entries(kind).values():
            yield from _told(kind, entry, _honest(entry))
    yield from _words(law)


def _told(kind: str, entry: Record, problems: Iterable[Problem]) -> Iterator[Problem]:
    return (f"{kind} {entry.id}: {problem}" for problem in problems)


def _step(law: Reading, step: Step, forms: Collection[str]) -> Iterator[Problem]:
    yield from _unknown("stage", [step.stage], law.stages)
    yield from _unknown("role", (*step.roles, *step.gives, *step.takes), law.roles)
    yield from _unknown("fact", (*step.asks, *step.may, *step.sets, *step.marks), law.facts)
    for name in step.marks:
        fact = law.facts.get(name)
        if fact is not None and fact.type != "moment":
            yield f"marks {name}, which is no moment"
    yield from _unknown("form", step.papers, forms)
    for name, value in step.sets.items():
        fact = law.facts.get(name)
        if fact is not None and not _takes(fact, value):
            yield f"sets {name} to {value!r}, which the fact does not take"
    if step.roles and step.per == "case":
        yield "roles belong to a step done per person"
    for condition in (step.opens, step.owed):
        yield from _condition(law, condition)


def _guard(law: Reading, guard: Guard) -> Iterator[Problem]:
    if not guard.on:
        yield "it watches no step"
    yield from _unknown("step", guard.on, law.steps)
    yield from _unknown("step", [guard.offers] if guard.offers else [], law.steps)
    for condition in (guard.when, guard.require):
        yield from _condition(law, condition)


def _absence(law: Reading, absence: Absence) -> Iterator[Problem]:
    offers = [absence.offers] if absence.offers else []
    named = (*absence.owed, *absence.asked, *absence.answers, *offers)
    yield from _unknown("step", named, law.steps)
    yield from _unknown("fact", [absence.noting] if absence.noting else [], law.facts)
    yield from _unknown("role", absence.roles, law.roles)
    for condition in (absence.when, absence.require):
        yield from _condition(law, condition)


def _requirement(law: Reading, requirement: Requirement) -> Iterator[Problem]:
    offers = [requirement.offers] if requirement.offers else []
    yield from _unknown("step", (*requirement.before, *offers), law.steps)
    named = [requirement.absence] if requirement.absence else []
    yield from _unknown("absence", named, law.absences)
    yield from _unknown("role", requirement.roles, law.roles)
    for condition in (requirement.when, requirement.require):
        yield from _condition(law, condition)


def _term(law: Reading, term: Term, rules: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    anchors = [end for pause in term.pauses for end in (pause.stops, pause.goes)]
    for anchor in (term.starts, *anchors):
        yield from _anchor(law, anchor)
    yield from _unknown("step", term.owes, law.steps)
    yield from _unknown("term", [term.prolonged_as] if term.prolonged_as else [], law.terms)
    yield from _unknown("fact", [term.set_by] if term.set_by else [], law.facts)
    if term.credit is not None:
        credited = (*term.credit.from_steps, *term.credit.to_steps)
        yield from _unknown("step", credited, law.steps)
        facts = [name for name in (term.credit.moment, term.credit.days) if name]
        yield from _unknown("fact", facts, law.facts)
    for condition in (term.when, *term.ends):
        yield from _condition(law, condition)
    countable = set(rules[term.counting])
    for rung in term.ladder:
        # A ladder may lead from days to months: the engine counts each in its own unit.
        if not any(rung.up_to.unit in units for units in rules.values()):
            yield f"no rule counts {rung.up_to.unit}"
    if term.length is not None and term.length.unit not in countable:
        yield f"the rule {term.counting} does not count {term.length.unit}"


def _anchor(law: Reading, anchor: Anchor | None) -> Iterator[Problem]:
    if anchor is None:
        return
    done = [anchor.done] if anchor.done else []
    yield from _unknown("step", (*done, *anchor.after, *anchor.before), law.steps)
    yield from _unknown("term", anchor.end_of, law.terms)
    named = [anchor.fact] if anchor.fact else []
    yield from _unknown("fact", (*named, *anchor.noted), law.facts)
    fact = law.facts.get(anchor.fact)
    if fact is not None and fact.type not in ("moment", "date"):
        yield f"starts at {anchor.fact}, which is no moment"
    for one in (*anchor.first_of, *anchor.either, *anchor.holding):
        yield from _anchor(law, one)


def _fact(law: Reading, fact: Fact) -> Iterator[Problem]:
    yield from _unknown("role", fact.roles, law.roles)
    if len({choice.id for choice in fact.choices}) < len(fact.choices):
        yield "a choice stands twice"
    if fact.default is not None and not _takes(fact, fact.default):
        yield f"its default {fact.default!r} is none of its answers"
    for column in fact.columns:
        yield from _fact(law, column)


def _takes(fact: Fact, value: object) -> bool:
    """Return whether a fact can hold a value that the law sets by itself."""
    if fact.type == "yes":
        return isinstance(value, bool)
    if fact.type == "choice":
        return value in {choice.id for choice in fact.choices}
    return fact.type in ("text", "words") and isinstance(value, str)


def _condition(law: Reading, condition: Condition | None) -> Iterator[Problem]:
    """Yield unknown names in a condition and in all conditions inside it."""
    if condition is None:
        return
    for one in (*condition.all, *condition.any, condition.not_, condition.who):
        yield from _condition(law, one)
    steps = [name for name in (condition.done, condition.after) if name]
    yield from _unknown("step", (*steps, *condition.of), law.steps)
    yield from _unknown("role", [r for r in (condition.role, condition.some) if r], law.roles)
    terms = [name for name in (condition.running, condition.overdue) if name]
    yield from _unknown("term", terms, law.terms)
    yield from _unknown("category", condition.category, law.categories)
    articles = [named.partition("(")[0] for named in condition.crime]
    yield from _unknown("article of the Criminal Code", articles, law.crimes)
    kinds = {rule.kind for rule in law.prosecution.values()}
    asked = [condition.prosecution] if condition.prosecution else []
    yield from _unknown("kind of prosecution", asked, kinds)
    yield from _asked_fact(law, condition)


def _asked_fact(law: Reading, condition: Condition) -> Iterator[Problem]:
    for name in (condition.fact, condition.noted, condition.among):
        yield from _unknown("fact", [name] if name else [], law.facts)
    fact = law.facts.get(condition.fact or condition.noted)
    if fact is None:
        return
    if isinstance(condition.is_, str) and fact.type == "choice":
        yield from _unknown(
            f"answer to {fact.id}", [condition.is_], {choice.id for choice in fact.choices}
        )
    if condition.at_least and fact.type not in ("persons", "rows"):
        yield f"asks for a number of {fact.id}, which is no list"


def _honest(entry: Record) -> Iterator[Problem]:
    """Yield what an entry that states law leaves unsaid about itself."""
    if not isinstance(entry, Entry):
        return
    for name in ("article", "source", "checked"):
        if not getattr(entry, name).strip():
            yield f"its {name} is empty"


def _words(law: Reading) -> Iterator[Problem]:
    asked = [name for name in QUESTIONS if name not in ("all", "any", "not_")]
    needed = [*asked, *(f"not_{name}" for name in (*asked, "all", "any")), *SPOKEN]
    for name in needed:
        if f"reason_{name}" not in law.words:
            yield f"words reason_{name}: the sentence is missing"


def _unknown(what: str, named: Iterable[str], known: Collection[str]) -> Iterator[Problem]:
    for name in named:
        if name not in known:
            yield f"unknown {what} {name!r}"
