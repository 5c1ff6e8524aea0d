"""What a form is: its questions, its blocks, and the act that signing it records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from core.errors import DataError
from core.i18n import Bilingual
from core.law.condition import Condition
from core.law.loader import convert
from core.law.model import Entry, Fact

Kind = Literal[
    "protocol",
    "resolution",
    "notice",
    "petition",
    "record",
    "letter",
    "obligation",
    "summons",
    "request",
    "certificate",
]


class _Source(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="block", forbid_unknown_fields=True
):
    """A block of a form; printed only when `when` holds, once for each of `each`."""

    when: Condition | None = None
    each: str = ""
    """Fact of type persons or rows; inside, `{each.name}` is one of them."""


class Heading(_Source, frozen=True, kw_only=True, tag="heading"):
    """Name of the paper and what it is about."""

    title: Bilingual
    subject: Bilingual | None = None


class Sanction(_Source, frozen=True, kw_only=True, tag="sanction"):
    """Sanction, approval or consent of another official, top right."""

    word: Bilingual
    position: tuple[Bilingual, ...] = ()
    name: Bilingual | None = None
    moment: Bilingual | None = None
    seal: bool = True


class PlaceDate(_Source, frozen=True, kw_only=True, tag="place_date"):
    """Place and date; without texts, the place of the division and the day of the act."""

    place: Bilingual | None = None
    date: Bilingual | None = None
    times: tuple[Bilingual, ...] = ()


class Text(_Source, frozen=True, kw_only=True, tag="text"):
    """A paragraph."""

    be: str
    ru: str
    style: Literal["body", "plain", "bold", "centre", "small", "right"] = "body"
    keep: bool = False


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One item of a numbered list."""

    be: str
    ru: str
    when: Condition | None = None
    each: str = ""


class Numbered(_Source, frozen=True, kw_only=True, tag="numbered"):
    """A numbered list, or one with dashes."""

    items: tuple[Item, ...]
    numbering: bool = True


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of label and value."""

    label: Bilingual
    value: Bilingual | None = None
    """None leaves a line to be filled in by hand."""
    hint: Bilingual | None = None
    when: Condition | None = None
    optional: bool = False
    """Closed with a dash when nothing of the value is known, and not reported missing."""


class Fields(_Source, frozen=True, kw_only=True, tag="fields"):
    """Lines of label and value."""

    lines: tuple[Line, ...]
    numbering: bool = False


class Column(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One column of a table: its head and the text of a cell, with `{each.…}`."""

    head: Bilingual
    cell: Bilingual
    width: float = 1.0


class Table(_Source, frozen=True, kw_only=True, tag="table"):
    """A table with a row for each of a list (`each` is required)."""

    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        if not self.each:
            raise ValueError("a table needs `each`")


class Narrative(_Source, frozen=True, kw_only=True, tag="narrative"):
    """The words of a person, as told: a fact of type long."""

    fact: str
    lead: Bilingual | None = None
    """Words before the first paragraph."""


class Rights(_Source, frozen=True, kw_only=True, tag="rights"):
    """Rights and duties of a role, from the law of the day of the paper."""

    role: str
    rights: Bilingual
    """The sentence before the rights: «Падазраваны мае права:»."""
    duties: Bilingual | None = None


class Questions(_Source, frozen=True, kw_only=True, tag="questions"):
    """Questions and answers: a fact of type rows with the columns question and answer."""

    fact: str
    question: Bilingual
    answer: Bilingual


class Section(_Source, frozen=True, kw_only=True, tag="section"):
    """УСТАНОВИЛ: or ПОСТАНОВИЛ: in the gender of the investigator."""

    word: Bilingual


class Signer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the signatures, or one for each of a list of persons."""

    who: Bilingual
    name: Bilingual | None = None
    when: Condition | None = None
    each: str = ""


class Signatures(_Source, frozen=True, kw_only=True, tag="signatures"):
    """Those who sign, the investigator last."""

    lines: tuple[Signer, ...]


class Receipt(_Source, frozen=True, kw_only=True, tag="receipt"):
    """A line completed by hand after signing: announced, copy received, copy sent."""

    text: Bilingual
    name: Bilingual | None = None


class Blank(_Source, frozen=True, kw_only=True, tag="blank"):
    """Ruled lines for handwriting."""

    lines: int = 3
    label: Bilingual | None = None
    crossed: bool = False


class PageBreak(_Source, frozen=True, kw_only=True, tag="page_break"):
    """A new page."""


Block = (
    Heading
    | Sanction
    | PlaceDate
    | Text
    | Numbered
    | Fields
    | Table
    | Narrative
    | Rights
    | Questions
    | Section
    | Signatures
    | Receipt
    | Blank
    | PageBreak
)


class Form(Entry, frozen=True, kw_only=True):
    """One procedural paper: what it asks, what it prints, which act it records."""

    version: int
    kind: Kind
    title: Bilingual
    """Name in the catalogue and title of the PDF; carries no personal data."""
    step: str = ""
    """Step that issuing the paper records; empty for a paper that is no act."""
    subject: str = ""
    """What the form calls its person: `{suspect.name|gen}`; empty when it concerns no one."""
    roles: tuple[str, ...] = ()
    """Who may be its person; empty means everybody."""
    ends: bool = False
    """True when the act has an end of its own (a protocol with начато/окончено)."""
    asks: tuple[str | Fact, ...] = ()
    """Questions in order: ids of facts of the law book, or facts only this form knows."""
    needs: tuple[str, ...] = ()
    """Questions that must be answered in this paper, though the fact is optional elsewhere."""
    blocks: tuple[Block, ...]
    foot: Bilingual | None = None

    def questions(self, known: Mapping[str, Fact]) -> Iterator[Fact]:
        """Yield the questions in order; DataError for a fact the law book has not."""
        for one in self.asks:
            if isinstance(one, str) and one not in known:
                raise DataError(f"documents/{self.id}.yaml", "asks", f"unknown fact {one!r}")
            fact = known[one] if isinstance(one, str) else one
            yield msgspec.structs.replace(fact, optional=False) if fact.id in self.needs else fact


def load_form(path: Path) -> Form:
    """Return the form of a file; DataError names the file and what is allowed."""
    form = convert(path, Form)
    if form.id != path.stem:
        raise DataError(path, form.id, f"the id must be the name of the file, {path.stem!r}")
    return form


def load_forms(folder: Path) -> dict[str, Form]:
    """Return all forms of resources/documents by id."""
    return {path.stem: load_form(path) for path in sorted(folder.glob("*.yaml"))}
