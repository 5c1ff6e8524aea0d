"""Cards of workplaces, cases that leave and cases that come, in words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.engine.events import read_journal, write_journal
from core.errors import UserError
from core.i18n import N_, Translator
from core.services import unlocking
from core.services.packages import Basis, Extent, Packages, Preview
from core.store import parcel
from core.store.attempts import Attempts
from core.store.parcel import LARGEST, Card
from core.store.rows import HeadQuery, HeadRow
from gui.presenters.archive import place_of
from gui.presenters.moments import moment_words
from gui.presenters.paper_press import write

if TYPE_CHECKING:
    from core.services.workplace import Workplace

AGE = b"age-encryption.org/v1"
"""How every package begins."""
OPEN = "open"
LIST = "list"
"""The choice of a file that is not encrypted."""
EXTENTS: tuple[tuple[Extent, str], ...] = (
    ("whole", N_("the whole case with its printed papers")),
    ("journal", N_("the journal alone, without papers")),
)
SPELT: Mapping[str, str] = {
    "A": N_("Alexander"),
    "B": N_("Boris"),
    "C": N_("Caesar"),
    "D": N_("Dmitry"),
    "E": N_("Eve"),
    "F": N_("Fyodor"),
}
"""How the letters of a fingerprint are read aloud: C and D, B and E sound alike on the phone."""


@dataclass(frozen=True)
class Known:
    """This workplace and those whose cards were trusted."""

    own: Card | None
    others: tuple[Card, ...]


@dataclass(frozen=True)
class Group:
    """Four digits of a fingerprint and how they are read aloud."""

    digits: str
    aloud: str


@dataclass(frozen=True)
class HandOver:
    """A case on its way out of the archive."""

    case: str
    to: Card | None
    """None: a file that is not encrypted, for whoever gets hold of it."""
    extent: Extent
    permission: str
    ground: str
    file: Path


@dataclass(frozen=True)
class Incoming:
    """A file that may be taken in: a package with its preview, or an open case file."""

    content: bytes
    preview: Preview | None
    case: str
    events: int


@dataclass(frozen=True)
class Fact:
    """One line of a preview."""

    name: str
    text: str
    tone: str = ""


def packages_of(work: Workplace) -> Packages:
    """Return the packages of the archive that is open."""
    return Packages(work.archive, work.library)


def known(work: Workplace, now: datetime) -> Known:
    """Return the cards; the own one is None while the workplace has no name."""
    packages = packages_of(work)
    others = tuple(sorted(packages.known().values(), key=lambda card: card.name.casefold()))
    try:
        return Known(packages.card(now), others)
    except UserError:
        return Known(None, others)


def write_own_card(work: Workplace, file: Path, name: str, now: datetime) -> Card:
    """Write the card of this workplace to a file; its keys are made at first use."""
    card = packages_of(work).card(now, name)
    write(file, parcel.write_card(card))
    return card


def read_other_card(file: Path) -> Card:
    """Return the card of a file; nothing is remembered of it yet."""
    return parcel.read_card(_read(file))


def spoken(card: Card, tr: Translator) -> tuple[Group, ...]:
    """Return the fingerprint of a card in groups, with how each is read aloud."""
    return tuple(
        Group(group, " ".join(tr.gettext(SPELT[one]) if one in SPELT else one for one in group))
        for group in parcel.fingerprint(card).split()
    )


def heads(work: Workplace, words: str) -> tuple[HeadRow, ...]:
    """Return cases to choose from: those that have the words, the latest first."""
    query = HeadQuery(search=words, descending=True, limit=50)
    return work.archive.read.heads(query).rows


def cases(work: Workplace, words: str, wanted: str) -> tuple[HeadRow, ...]:
    """Return the cases of a choice: the one that is wanted first while no word is typed."""
    found = heads(work, words)
    own = work.archive.read.case(wanted) if wanted and not words.strip() else None
    if own is None:
        return found
    return (own, *(head for head in found if head.case_id != own.case_id))


def case_name(head: HeadRow, tr: Translator) -> str:
    """Return how a case is called in a list to choose from."""
    number = tr.gettext("No. {number}").format(number=head.number) if head.number else ""
    return " · ".join(part for part in (number, head.title) if part) or head.case_id


def opaque_name(now: datetime, ending: str) -> str:
    """Return a file name that says nothing of the case.

    >>> opaque_name(datetime(2026, 3, 5, 14, 20), ".age")
    'package-2026-03-05-1420.age'
    """
    return f"package-{now:%Y-%m-%d-%H%M}{ending}"


def hand_over(
    work: Workplace, wanted: HandOver, passphrase: str, attempts: Attempts, now: datetime
) -> int:
    """Write a case to a file after the register says so; return how many bytes were written.

    The person shows again that the archive is theirs; a basis is asked for an open file too.
    """
    place = place_of(work)
    if unlocking.needs_passphrase(place):
        if not passphrase:
            raise UserError("passphrase-not-given")
        unlocking.key_of(place, passphrase, attempts)
    basis = Basis(wanted.permission.strip(), wanted.ground.strip())
    if not (basis.permission and basis.ground):
        raise UserError("disclosure-needs-basis")
    packages = packages_of(work)
    if wanted.to is not None:
        content = packages.export(wanted.case, wanted.to, basis, wanted.extent, at=now)
    else:
        case = work.cases.case(wanted.case)
        content = write_journal(case.journal)
        packages.note(wanted.case, content, basis, len(case.events), now)
    write(wanted.file, content)
    return len(content)


def incoming(work: Workplace, file: Path, now: datetime) -> Incoming:
    """Return what a file would bring; nothing is changed by looking."""
    content = _read(file)
    if content.startswith(AGE):
        preview = packages_of(work).preview(content, at=now)
        return Incoming(content, preview, preview.case_id, preview.records)
    journal = read_journal(content, file.name)
    return Incoming(content, None, file.stem, len(journal.events))


def take_in(work: Workplace, found: Incoming, name: str, now: datetime) -> str:
    """Take a file in, whole or not at all; return the id of the case."""
    if found.preview is not None:
        return packages_of(work).take_in(found.content, at=now).case_id
    journal = read_journal(found.content, name)
    proof = hashlib.sha256(write_journal(journal)).hexdigest()
    work.cases.open_case(found.case, journal, f"import-{found.case}-{proof}")
    return found.case


def facts_of(found: Incoming, tr: Translator) -> tuple[Fact, ...]:
    """Return the lines of a preview."""
    if found.preview is None:
        said = tr.gettext(
            "This file is not a package: it is neither signed nor encrypted, and nobody answers "
            "for what is in it."
        )
        return (
            Fact(tr.gettext("Case"), found.case),
            Fact(tr.gettext("Acts"), str(found.events)),
            Fact(tr.gettext("Sender"), said, "urgent"),
        )
    one = found.preview
    extents = dict(EXTENTS)
    extent = tr.gettext(extents[one.extent]) if one.extent in extents else one.extent
    history, tone = _history(one, tr)
    return (
        Fact(tr.gettext("Sender"), f"{one.sender}\n{one.fingerprint}"),
        Fact(tr.gettext("Made"), moment_words(one.made_at)),
        Fact(tr.gettext("Permitted by"), one.basis.permission),
        Fact(tr.gettext("Ground"), one.basis.ground),
        Fact(tr.gettext("Case"), one.title or one.case_id),
        Fact(tr.gettext("Extent"), extent),
        Fact(
            tr.gettext("Acts"),
            tr.gettext("{records}, papers: {papers}").format(
                records=one.records, papers=one.papers
            ),
        ),
        Fact(tr.gettext("Compared with this archive"), history, tone),
    )


def brings(found: Incoming) -> bool:
    """Return whether taking the file in would add anything."""
    return found.preview is None or found.preview.new_records > 0


def _history(one: Preview, tr: Translator) -> tuple[str, str]:
    """Return how the history of a package stands to what is here, and the tone of it."""
    if not one.known:
        return tr.gettext("The case is not here yet."), "calm"
    if one.here > one.records:
        return tr.gettext("The package is older: everything in it is here already."), "soon"
    if not one.new_records:
        return tr.gettext("The same: everything in it is here already."), "soon"
    said = tr.ngettext(
        "It goes on from here: {n} new act.", "It goes on from here: {n} new acts.", one.new_records
    )
    return said.format(n=one.new_records), "calm"


def _read(file: Path) -> bytes:
    """Return a file; one that is larger than any package is not read at all."""
    try:
        if file.stat().st_size > LARGEST:
            raise UserError("package-too-large", most=LARGEST // 1_000_000)
        return file.read_bytes()
    except OSError as error:
        raise UserError("file-unreadable", path=file, reason=error.strerror) from error
