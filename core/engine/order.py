"""In which order the events of a case happened, and which of them count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from core.engine.events import CaseClosed, CaseOpened, Corrected, Event, PersonAdded

# Events of the same minute: the case exists before its people, people before their acts.
_RANK: Mapping[type[Event], int] = {CaseOpened: 0, PersonAdded: 1, CaseClosed: 9}


def in_order(events: Iterable[Event], until: datetime | None = None) -> list[Event]:
    """Return the events that count, in the order they happened.

    Corrected events and the corrections themselves are left out: a correction says
    that something never was so, therefore it also clears the past.
    """
    everything = list(events)
    struck = _struck(event for event in everything if isinstance(event, Corrected))
    counted = [
        event
        for event in everything
        if event.id not in struck
        and type(event) is not Corrected
        and (until is None or event.at <= until)
    ]
    return sorted(counted, key=_place)


def _place(event: Event) -> tuple[datetime, int]:
    return event.at, _RANK.get(type(event), 5)


def _struck(corrections: Iterable[Corrected]) -> set[str]:
    """Return the events that are struck out.

    A correction may itself be corrected; then what it struck out stands again.
    """
    against: dict[str, list[str]] = {}
    for event in corrections:
        against.setdefault(event.event, []).append(event.id)
    return {
        target
        for target, by in against.items()
        if any(_stands(one, against, frozenset()) for one in by)
    }


def _stands(correction: str, against: Mapping[str, list[str]], path: frozenset[str]) -> bool:
    """Return whether a correction is not itself struck out by one that stands."""
    further = path | {correction}
    return not any(
        _stands(other, against, further)
        for other in against.get(correction, ())
        if other not in further
    )
