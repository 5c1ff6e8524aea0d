"""What a step leads to: the terms it starts and ends, the steps it opens and makes owed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from core.i18n import N_
from core.law.condition import Condition
from core.law.model import Anchor, Step
from gui.presenters.speech import Speech

MOST = 8
"""Names of one kind; what opens half of the Code says nothing."""

Leads = tuple[tuple[str, tuple[str, ...]], ...]
"""Kind of consequence in words, and what it brings."""

KINDS = {
    "starts": N_("Starts the term"),
    "ends": N_("Ends the term"),
    "owes": N_("Then owed"),
    "opens": N_("Then possible"),
}


def leads_to(speech: Speech) -> Mapping[str, Leads]:
    """Return for every step what it leads to, read from the entries that name it."""
    law, language = speech.law, speech.language
    found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for term in law.terms.values():
        for anchor in anchors(term.starts):
            if anchor.done:
                found[anchor.done]["starts"][term.name[language]] = None
        for end in term.ends:
            for one in named(end):
                if one.done:
                    found[one.done]["ends"][term.name[language]] = None
    brought = _brought(law.steps)
    for step_id, entry in law.steps.items():
        for kind, condition in (("owes", entry.owed), ("opens", entry.opens)):
            for source in _sources(condition, brought, facts=kind == "owes"):
                if source != step_id:
                    found[source][kind][entry.name[language]] = None
    return {step: _told(kinds, speech) for step, kinds in found.items()}


def named(condition: Condition | None) -> Iterator[Condition]:
    """Yield the questions that must be answered with yes; what must not be is left out."""
    if condition is None:
        return
    yield condition
    for one in (*condition.all, *condition.any):
        yield from named(one)


def anchors(anchor: Anchor | None) -> Iterator[Anchor]:
    """Yield an anchor with all those it is made of."""
    if anchor is None:
        return
    yield anchor
    for one in (*anchor.first_of, *anchor.either):
        yield from anchors(one)


def _told(kinds: Mapping[str, Mapping[str, None]], speech: Speech) -> Leads:
    return tuple(
        (speech.tr.gettext(text), tuple(kinds[kind])[:MOST])
        for kind, text in KINDS.items()
        if kind in kinds and (kind != "opens" or len(kinds[kind]) <= MOST)
    )


def _brought(steps: Mapping[str, Step]) -> dict[tuple[str, object], list[str]]:
    """Return which steps make a fact true, or bring a moment of their own about."""
    found: dict[tuple[str, object], list[str]] = defaultdict(list)
    for step in steps.values():
        for fact, value in step.sets.items():
            found[fact, value].append(step.id)
        for fact in step.marks:
            found[fact, None].append(step.id)
    return found


def _sources(
    condition: Condition | None, brought: Mapping[tuple[str, object], list[str]], facts: bool
) -> Iterator[str]:
    for one in named(condition):
        if one.done:
            yield one.done
        if one.fact and facts:
            yield from brought.get((one.fact, one.is_), ())
            yield from brought.get((one.fact, True), ()) if one.is_ is None else ()
