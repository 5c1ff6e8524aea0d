"""What can enter the journal of a case; everything else is computed from these.

All moments are local time of Belarus (UTC+3 all year), without a zone, to the minute.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from core.errors import UserError
from core.i18n import Bilingual, PaperLanguage
from core.law.model import Length

Gender = Literal["m", "f"]
Value = Any
"""A plain JSON value: str, bool, int, {"be": …, "ru": …}, or a list of ids or of rows.

Which of these a fact takes is said by its type in resources/law; core.engine.values checks it.
"""


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A piece of an event."""


class Division(_Part, frozen=True, kw_only=True):
    """The investigative division and where it sits, in both languages."""

    name: Bilingual
    place: Bilingual


class Official(_Part, frozen=True, kw_only=True):
    """An official: post and rank are ids of resources/language/titles, names in both languages."""

    name: Bilingual
    gender: Gender
    position: str
    rank: str = ""


class Crime(_Part, frozen=True, kw_only=True):
    """An article of the Special Part of the Criminal Code."""

    article: str
    part: int | None = None


class Person(_Part, frozen=True, kw_only=True):
    """A participant as he is known; names are «Surname Given Patronymic» in the nominative.

    `forms` are declined names corrected by a person, keyed `be.gen`, `ru.ins` …; they win
    over the rules in every paper.
    """

    id: str
    name: Bilingual
    gender: Gender
    born: date | None = None
    citizenship: str = ""
    """Two letters of ISO 3166."""
    address: Bilingual | None = None
    birthplace: Bilingual | None = None
    work: Bilingual | None = None
    document: Bilingual | None = None
    language: str = ""
    """Two letters of ISO 639 when he speaks neither Belarusian nor Russian."""
    post: Bilingual | None = None
    """Post or bar office of a defender, expert, specialist …"""
    note: str = ""
    forms: dict[str, str] = {}

    def __post_init__(self) -> None:
        if not self.id or not self.name.be.strip() or not self.name.ru.strip():
            raise ValueError("a person needs an id and a name in both languages")


class _Event(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", forbid_unknown_fields=True
):
    """Something that happened; `at` is when, `recorded` when it was written down."""

    id: str
    at: datetime
    recorded: datetime | None = None
    by: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("an event needs an id")
        for moment in (self.at, self.recorded):
            if moment is not None and moment.tzinfo is not None:
                raise ValueError("moments are local time of Belarus, without a zone")


class CaseOpened(_Event, frozen=True, kw_only=True, tag="case_opened"):
    """A material of a check (or a received case) was registered and given to an investigator."""

    number: str
    title: str = ""
    language: PaperLanguage
    division: Division
    investigator: Official
    crime: Crime | None = None


class PersonAdded(_Event, frozen=True, kw_only=True, tag="person_added"):
    """A participant became known; a known id is replaced by what is known now."""

    person: Person
    roles: tuple[str, ...] = ()


class FactNoted(_Event, frozen=True, kw_only=True, tag="fact_noted"):
    """A fact of the case, or of one person."""

    fact: str
    value: Value
    subject: str = ""


class _Act(_Event, frozen=True, kw_only=True):
    """A procedural act: what was done, of whom, until when, and what was learned."""

    subject: str = ""
    until: datetime | None = None
    notes: dict[str, Value] = {}
    reasons: dict[str, str] = {}
    """Guard id → why the investigator went on in spite of the warning."""


class StepDone(_Act, frozen=True, kw_only=True, tag="step_done"):
    """An act recorded without a paper of ours."""

    step: str


class PaperIssued(_Act, frozen=True, kw_only=True, tag="paper_issued"):
    """A paper was signed; when its form says so, it is at the same time an act.

    `notes` are the answers of the form. The snapshot of the paper is kept by the store
    under this event's id; `blocks` and `inputs` are hashes of it and of what it used.
    """

    form: str
    version: int
    language: PaperLanguage
    edition: str
    step: str = ""
    blocks: str = ""
    inputs: str = ""


class TermExtended(_Event, frozen=True, kw_only=True, tag="term_extended"):
    """An official prolonged a term up to a length counted from its start (R12)."""

    term: str
    subject: str = ""
    up_to: Length
    official: str = ""


class Corrected(_Event, frozen=True, kw_only=True, tag="corrected"):
    """An earlier event was written by mistake; it stays in the journal and leaves the state."""

    event: str
    reason: str


class CaseClosed(_Event, frozen=True, kw_only=True, tag="case_closed"):
    """The journal of the case ends: handed over, terminated or transferred."""

    outcome: str


Event = (
    CaseOpened
    | PersonAdded
    | FactNoted
    | StepDone
    | PaperIssued
    | TermExtended
    | Corrected
    | CaseClosed
)


class Journal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A case file (CASE.json): the events of one case in the order they were written down."""

    format: Literal["sledchy-case-1"] = "sledchy-case-1"
    events: tuple[Event, ...]

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for event in self.events:
            if event.id in seen:
                raise ValueError(f"two events have the id {event.id!r}")
            seen.add(event.id)


_MINUTE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)")
_MOMENTS = ("at", "until", "recorded")
_EVENT = msgspec.json.Decoder(Event)
_ENCODER = msgspec.json.Encoder(order="deterministic")


def read_journal(text: bytes, name: str) -> Journal:
    """Return the journal of a case file; UserError names the place of the first mistake."""
    try:
        return msgspec.convert(_with_seconds(msgspec.json.decode(text)), Journal)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UserError("case-file-broken", file=name, problem=str(error)) from error


def _with_seconds(raw: object) -> object:
    """Complete moments written to the minute, as people write them, to what the decoder takes."""
    events = raw.get("events") if isinstance(raw, dict) else None
    for event in events if isinstance(events, list) else ():
        for key in _MOMENTS:
            value = event.get(key) if isinstance(event, dict) else None
            if isinstance(value, str) and _MINUTE.fullmatch(value):
                event[key] = value + ":00"
    return raw


def write_journal(journal: Journal) -> bytes:
    """Return the bytes of a case file: indented JSON that is the same for the same events."""
    return msgspec.json.format(_ENCODER.encode(journal), indent=1) + b"\n"


def decode_event(payload: bytes) -> Event:
    """Return the event of a journal row; UserError when the row is not one of ours."""
    try:
        event: Event = _EVENT.decode(payload)
        return event
    except msgspec.MsgspecError as error:
        raise UserError("journal-row-broken", problem=str(error)) from error


def encode_event(event: Event) -> bytes:
    """Return canonical JSON: the same bytes for the same event."""
    return _ENCODER.encode(event)
