"""What a paper says once every question is answered: plain blocks, ready for any page.

A resolved paper is the snapshot kept in the journal. It has no placeholders, no
conditions and no language left to choose; the renderers add only the looks.
"""

from __future__ import annotations

import msgspec

from core.i18n import PaperLanguage


class _Block(msgspec.Struct, frozen=True, tag_field="block", forbid_unknown_fields=True):
    """A piece of a page."""


class Heading(_Block, frozen=True, tag="heading"):
    """The name of the paper in capitals and its subject under it, both centred."""

    title: str
    subject: str = ""


class Sanction(_Block, frozen=True, tag="sanction"):
    """The sanction or approval of another official, top right, signed by hand before the act."""

    word: str
    """САНКЦИОНИРУЮ, УТВЕРЖДАЮ …"""
    position: tuple[str, ...] = ()
    """Lines of post and class rank; an empty tuple leaves lines for handwriting."""
    name: str = ""
    moment: str = ""
    """Date and time in words; empty leaves a place for handwriting."""
    seal: bool = True
    seal_word: str = ""


class PlaceDate(_Block, frozen=True, tag="place_date"):
    """Place on the left, date and time on the right."""

    place: str
    date: str
    times: tuple[str, ...] = ()
    """Lines under the date: the hour of a resolution; or «Допрос начат … окончен …»."""


class Text(_Block, frozen=True, tag="text"):
    """One justified paragraph with a first-line indent."""

    text: str
    style: str = "body"
    """body | plain (no indent) | bold | centre | small | right."""
    keep: bool = False
    """Keep on the page of the next block."""


class Numbered(_Block, frozen=True, tag="numbered"):
    """Numbered paragraphs of a list; the numbers are printed as given by the composer."""

    items: tuple[str, ...]
    numbering: bool = True
    """False prints dashes."""


class Field(msgspec.Struct, frozen=True):
    """One line of a form: a label and its value; an empty value is closed with a dash."""

    label: str
    value: str = ""
    hint: str = ""
    blank: bool = False
    """True leaves a line to be filled in by hand."""


class Fields(_Block, frozen=True, tag="fields"):
    """Lines of label and value."""

    fields: tuple[Field, ...]
    numbering: bool = False


class Table(_Block, frozen=True, tag="table"):
    """A ruled table with a head row that is repeated on every page."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    """Shares of the text width; equal when empty."""


class Narrative(_Block, frozen=True, tag="narrative"):
    """Long words of a person, split at his own line breaks; never re-worded."""

    paragraphs: tuple[str, ...]


class Question(msgspec.Struct, frozen=True):
    """One question and its answer, the words of both kept."""

    question: str
    answer: str


class Questions(_Block, frozen=True, tag="questions"):
    """Questions and answers of an interrogation."""

    question_word: str
    answer_word: str
    items: tuple[Question, ...]


class Section(_Block, frozen=True, tag="section"):
    """УСТАНОВИЛ: or ПОСТАНОВИЛ: alone in the middle of a line, kept with what follows."""

    word: str


class Signature(msgspec.Struct, frozen=True):
    """One person who signs."""

    who: str
    """Post and rank, or the role («Подозреваемый»)."""
    name: str = ""
    """Initials and surname; empty leaves a line."""


class Signatures(_Block, frozen=True, tag="signatures"):
    """Lines for signatures, kept together and with two lines of the text before."""

    lines: tuple[Signature, ...]
    signature_word: str = ""
    """The hint under the line: (подпись)."""


class Receipt(_Block, frozen=True, tag="receipt"):
    """A line completed by hand: announced, copy received, copy sent; date, hour, signature."""

    text: str
    moment: str
    """The blank for date and hour in the language of the paper."""
    signature_word: str = ""
    name: str = ""


class Blank(_Block, frozen=True, tag="blank"):
    """Empty ruled lines for handwriting (8 mm each), or a Z over them when nothing is added."""

    lines: int = 3
    label: str = ""
    crossed: bool = False


class PageBreak(_Block, frozen=True, tag="page_break"):
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
    | Questions
    | Section
    | Signatures
    | Receipt
    | Blank
    | PageBreak
)


class Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A composed paper: everything that is printed, and nothing of how.

    `foot` is the line for signatures printed on every page of a protocol, empty on
    resolutions. `title` and `language` become the document title and language of
    the PDF; `title` carries no personal data.
    """

    form: str
    version: int
    language: PaperLanguage
    title: str
    edition: str
    blocks: tuple[Block, ...]
    foot: str = ""
    draft: str = ""
    """The word ПРОЕКТ / ПРАЕКТ across a draft; empty on an issued paper."""
