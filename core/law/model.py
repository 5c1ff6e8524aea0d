"""The entries of the law book: what a term, a step, a guard, a role and a fact are.

Every entry that states law carries its article, where it was read, how sure that
reading is and when it was last compared. Unknown keys are refused while loading.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from core.i18n import Trilingual
from core.law.condition import Condition
from core.law.rules import UNITS

Confidence = Literal["high", "medium", "low"]
Unit = Literal["hours", "days", "months", "working_days"]
Severity = Literal["note", "warning", "block"]
Per = Literal["case", "person"]


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Anything with an id that an edition may replace whole."""

    id: str


class Entry(Record, frozen=True, kw_only=True):
    """A statement of law, with the honesty of its source."""

    article: str
    source: str
    confidence: Confidence
    checked: str
    """Day on which a person last compared it with a text, ISO date."""
    note: str = ""

    @property
    def trusted(self) -> bool:
        """Return whether it was read in a text recent enough to act on."""
        return self.confidence == "high"


class Length(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A length of time as the Code says it."""

    value: int
    unit: Unit

    def __post_init__(self) -> None:
        longest = 1200 if self.unit == "months" else 40_000
        if not 0 < self.value <= longest:
            raise ValueError(f"a length must lie between 1 and {longest}, not {self.value}")


class Anchor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a clock starts: an act, a fact that is a moment, or the end of another term."""

    done: str = ""
    """Step whose act starts the clock."""
    noted: tuple[str, ...] = ()
    """With `done`: only acts that noted all these facts as true."""
    edge: Literal["start", "end"] = "start"
    """Whether the act's beginning or its end counts."""
    fact: str = ""
    """Fact of type moment."""
    end_of: tuple[str, ...] = ()
    """Terms from whose day-number end the clock runs backwards (R13)."""
    from_months: int = 0
    """With `end_of`: only while that term is at least so many months long."""
    below_months: int = 0
    """With `end_of`: only while that term is shorter than so many months."""
    first_of: tuple[Anchor, ...] = ()
    """The earliest of several anchors."""
    either: tuple[Anchor, ...] = ()
    """The first of several anchors that has come about, in the order they stand here. For a
    term with `each`, one that stands later starts a clock until the better one follows it."""
    after: tuple[str, ...] = ()
    """Acts of these steps part one spell from the next; the first start of a spell counts."""
    holding: tuple[Anchor, ...] = ()
    """With `after`: only spells count in which one of these came about."""
    before: tuple[str, ...] = ()
    """Only starts that no act of these steps precedes count."""

    def __post_init__(self) -> None:
        if sum(map(bool, (self.done, self.fact, self.end_of, self.first_of, self.either))) != 1:
            raise ValueError("an anchor names exactly one of done, fact, end_of, first_of, either")
        if (self.from_months or self.below_months) and not self.end_of:
            raise ValueError("from_months and below_months belong to end_of")
        if self.noted and not self.done:
            raise ValueError("noted belongs to done")
        if self.holding and not self.after:
            raise ValueError("holding belongs to after")


class Rung(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rung of an extension ladder, counted from the original start (R12)."""

    up_to: Length
    beyond: bool = False
    """True: any length over `up_to`, for the code names no ceiling."""
    by: Trilingual
    article: str


class Pause(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stops a term and what sets it going again; the time between is not counted (R15)."""

    stops: Anchor
    goes: Anchor


class Credit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Earlier time that is counted into a term (art. 127(2), 127(12), R16)."""

    from_steps: tuple[str, ...]
    to_steps: tuple[str, ...]
    moment: str = ""
    """Fact noted with the first act that tells when it really began."""
    days: str = ""
    """Fact of type number: days counted in that are not in this journal."""


class Term(Entry, frozen=True, kw_only=True):
    """A procedural term: when it starts, how long, how it is counted, what ends it."""

    name: Trilingual
    kind: Literal[
        "deadline",
        "max_duration",
        "min_duration",
        "lookback",
        "immediate",
        "set_by_official",
        "no_fixed_length",
        "precondition",
        "window",
        "rule",
    ]
    per: Per = "case"
    starts: Anchor | None = None
    """None: no clock of its own runs in a case; it is only told when it is asked for."""
    each: bool = False
    """True: every starting act and every moment noted of a starting fact has its own clock,
    with `starts.after` every spell between acts of that kind. False: there is one clock, from
    the first act and the latest word of a fact."""
    renews: bool = False
    """With `each`: a later start takes the place of a clock that still runs (detained anew)."""
    in_turn: bool = False
    """With `each`: one end answers one clock, the earliest that runs (each petition its own
    answer); otherwise an end answers every clock that runs."""
    within: bool = False
    """True: the act that starts the clock also ends it, when its own end is written down."""
    when: Condition | None = None
    """The term runs only while this holds."""
    length: Length | None = None
    """None when the code names no number (immediate duties)."""
    counting: str
    """Name of a rule stated in core.law.rules."""
    ends: tuple[Condition, ...] = ()
    """Any of these, once true, ends the clock."""
    ladder: tuple[Rung, ...] = ()
    pauses: tuple[Pause, ...] = ()
    credit: Credit | None = None
    prolonged_as: str = ""
    """Term from whose start an extension is counted, when it is not this one (190(5))."""
    set_by: str = ""
    """Fact of type number: the length an official set, in the unit of `length`."""
    owes: tuple[str, ...] = ()
    """Steps by which the term is kept, offered beside it."""
    consequence: Trilingual | None = None

    def __post_init__(self) -> None:
        if (self.renews or self.in_turn) and not self.each:
            raise ValueError("renews and in_turn belong to each")
        if self.in_turn and any(end.question not in ("done", "fact") for end in self.ends):
            raise ValueError("with in_turn every end names an act or a fact")
        if self.counting not in UNITS:
            raise ValueError(
                f"unknown rule of counting {self.counting!r}; known: {', '.join(UNITS)}"
            )


class Stage(Record, frozen=True, kw_only=True):
    """A part of the procedure, in order, for the rail of a case."""

    name: Trilingual
    order: int


class Step(Entry, frozen=True, kw_only=True):
    """A procedural act that can be recorded: when it is open, owed, and what it brings about."""

    stage: str
    name: Trilingual
    per: Per = "case"
    roles: tuple[str, ...] = ()
    """For whom it is offered when it is done per person; empty means everybody."""
    opens: Condition | None = None
    owed: Condition | None = None
    repeat: bool = False
    """Whether it stays open after it was done."""
    any_time: bool = False
    """Whether it has no place of its own in the order and may come up at any time."""
    necessity: Literal["mandatory", "conditional", "optional"] = "conditional"
    """Whether the procedure cannot do without it, needs it in its case, or leaves it free."""
    gives: tuple[str, ...] = ()
    """Roles the person receives."""
    takes: tuple[str, ...] = ()
    """Roles the person loses."""
    asks: tuple[str, ...] = ()
    """Facts that must be known to record it."""
    may: tuple[str, ...] = ()
    """Facts that may be recorded with it."""
    sets: dict[str, bool | str] = {}
    """Facts of the subject that the act makes true."""
    marks: tuple[str, ...] = ()
    """Facts of type moment that become known with the act: when it was."""
    papers: tuple[str, ...] = ()
    by_hand: dict[str, Trilingual] = {}
    """Papers of the act no form is shipped for, by the id of the document."""
    actions: tuple[Trilingual, ...] = ()
    """What to do, in the order of doing."""


class Guard(Entry, frozen=True, kw_only=True):
    """What must hold for a step: a sanction, an hour, a right explained first."""

    on: tuple[str, ...]
    """Steps it watches."""
    severity: Severity
    when: Condition | None = None
    require: Condition
    says: Trilingual
    offers: str = ""
    """Step that supplies what is missing."""

    @property
    def tier(self) -> Severity:
        """Return the severity in force: nothing below high confidence may block."""
        return "warning" if self.severity == "block" and not self.trusted else self.severity


class Role(Entry, frozen=True, kw_only=True):
    """A role in the procedure with its rights and duties for a printed notice."""

    name: Trilingual
    feminine: Trilingual | None = None
    definition: Trilingual | None = None
    rights: tuple[Trilingual, ...] = ()
    duties: tuple[Trilingual, ...] = ()
    court_only: tuple[int, ...] = ()
    """Numbers, from 1, of the rights that concern the trial only."""


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer of a closed list."""

    id: str
    label: Trilingual


FactType = Literal[
    "moment",
    "date",
    "text",
    "words",
    "long",
    "number",
    "yes",
    "choice",
    "person",
    "persons",
    "rows",
    "crime",
]


class Fact(Record, frozen=True, kw_only=True):
    """Something that can be known of a case or a person, and asked for.

    `words` is a short text that may be given in both languages, `long` a narrative
    kept exactly as told; `rows` is a small table with the columns named here; `crime`
    is an article of the Special Part with its part, `{"article": "205", "part": 2}`.
    """

    of: Literal["case", "person", "act"] = "act"
    type: FactType
    label: Trilingual
    hint: Trilingual | None = None
    choices: tuple[Choice, ...] = ()
    columns: tuple[Fact, ...] = ()
    roles: tuple[str, ...] = ()
    """Which participants may be chosen, for person and persons."""
    optional: bool = False
    default: str | bool | None = None
    not_future: bool = False
    """A moment or date that cannot lie after the act is recorded."""

    def __post_init__(self) -> None:
        if (self.type == "choice") != bool(self.choices):
            raise ValueError("choices belong to type choice, and only there")
        if (self.type == "rows") != bool(self.columns):
            raise ValueError("columns belong to type rows, and only there")
