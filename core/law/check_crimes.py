"""Cross references of crimes, kinds of prosecution, grounds and competent bodies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import cast

from core.law.book import Reading
from core.law.crimes import Circumstance, Crime, Ground, Named, Prosecution
from core.law.editions import Body


def check_crimes(law: Reading) -> Iterator[str]:
    """Yield what is wrong in one reading: `grounds amnesty: unknown term 'x'`."""
    told = cast(Mapping[str, Circumstance], law.entries("circumstances"))
    for crime in law.crimes.values():
        yield from _told("crimes", crime.id, _crime(law, crime))
    for rule in law.prosecution.values():
        yield from _told("prosecution", rule.id, _rule(law, rule, told))
    for ground in cast(Mapping[str, Ground], law.entries("grounds")).values():
        yield from _told("grounds", ground.id, _ground(law, ground, told))
    for one in told.values():
        yield from _told("circumstances", one.id, _unknown("circumstance", one.against, told))
    for body in law.bodies.values():
        yield from _told("bodies", body.id, _body(law, body))


def _told(kind: str, entry: str, problems: Iterable[str]) -> Iterator[str]:
    return (f"{kind} {entry}: {problem}" for problem in problems)


def _crime(law: Reading, crime: Crime) -> Iterator[str]:
    for part in crime.parts:
        named = [*([part.category] if part.category else []), *part.by_guilt.values()]
        yield from _unknown("category", named, law.categories)


def _rule(law: Reading, rule: Prosecution, told: Collection[str]) -> Iterator[str]:
    yield from _named(law, rule.crimes)
    held = [name for one in rule.exceptions for name in (*one.when, *one.any, *one.unless)]
    yield from _unknown("circumstance", (*rule.unless, *held), told)


def _ground(law: Reading, ground: Ground, told: Collection[str]) -> Iterator[str]:
    held = [name for one in ground.consents for name in (*one.when, *one.any, *one.unless)]
    yield from _unknown("circumstance", (*ground.when, *ground.unless, *held), told)
    yield from _unknown("rule of prosecution", ground.rules, law.prosecution)
    yield from _unknown("category", ground.categories, law.categories)
    yield from _unknown("term", ground.terms, law.terms)


def _body(law: Reading, body: Body) -> Iterator[str]:
    yield from _named(law, (*body.crimes, *body.may_take))


def _named(law: Reading, listed: Iterable[Named]) -> Iterator[str]:
    for one in listed:
        yield from _unknown("article of the Criminal Code", [one.article], law.crimes)
        crime = law.crimes.get(one.article)
        parts = {part.part for part in crime.parts} if crime else set()
        if crime and one.part is not None and one.part not in parts:
            yield f"article {one.article} has no part {one.part}"


def _unknown(what: str, named: Iterable[str], known: Collection[str]) -> Iterator[str]:
    return (f"unknown {what} {name!r}" for name in named if name not in known)
