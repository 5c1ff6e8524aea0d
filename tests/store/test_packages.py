"""A package says who sent it, holds what was sent, and changes nothing until it is taken in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import msgspec
import pytest

from core.errors import UserError
from core.paths import RESOURCES
from core.services import trust
from core.services.cases import Cases
from core.services.casework import read_case
from core.services.library import Library, open_library
from core.services.packages import Basis, Packages
from core.store import parcel
from core.store.archive import Archive
from core.store.crate import close_crate
from core.store.keyfile import ArchiveKey
from core.store.parcel import Card, Identity
from core.store.rows import PaperRow

NOW = datetime(2026, 11, 22, 12, 0)
CASE = "theft-detention"
DEMO = RESOURCES / "demo" / f"{CASE}.json"
BASIS = Basis("Lapats I. V.", "letter 7 of 20.11.2026")
REASONS = {
    "package-damaged",
    "package-diverges",
    "package-forged",
    "package-newer",
    "package-not-for-us",
    "package-sender-unknown",
    "package-too-large",
}


@cache
def library() -> Library:
    return open_library(RESOURCES)


class Desk:
    """One workplace with its archive."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir()
        self.archive = Archive.create(folder / "archive.db", ArchiveKey.fresh(), at=NOW)
        self.packages = Packages(self.archive, library())
        self.cases = Cases(self.archive, library(), lambda: NOW)
        self.card = self.packages.card(NOW, name)

    @property
    def identity(self) -> Identity:
        row = self.archive.read.settings("identity")["identity"]
        return msgspec.json.decode(row.value, type=Identity)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    ours, theirs = Desk(tmp_path / "ours", "Minsk"), Desk(tmp_path / "theirs", "Brest")
    ours.packages.trust(theirs.card, NOW)
    theirs.packages.trust(ours.card, NOW)
    case = read_case(CASE, DEMO.read_bytes(), CASE, library(), NOW)
    last = case.events[-1].id
    paper = PaperRow(
        f"{CASE}/p1", "f", "be", 1, "2025", "T", NOW, b'[{"b":"text"}]', b'{"secret":"x"}'
    )
    ours.cases.open_case(CASE, case.journal, "k")
    with ours.archive.transaction() as change:
        event = msgspec.structs.replace(case.events[-1], id=f"{last}-more")
        row = ours.cases._rows(CASE, [event], {event.id: (paper,)}, "")
        change.append(CASE, row)
    with closing(ours.archive), closing(theirs.archive):
        yield ours, theirs


def sent(ours: Desk, theirs: Desk, extent: str = "whole") -> bytes:
    return ours.packages.export(CASE, theirs.card, BASIS, extent, at=NOW)  # type: ignore[arg-type]


def test_a_case_arrives_as_it_was_sent(desks: tuple[Desk, Desk]) -> None:
    ours, theirs = desks
    package = sent(ours, theirs)
    preview = theirs.packages.preview(package, at=NOW)
    assert (preview.sender, preview.known, preview.papers) == ("Minsk", False, 1)
    assert theirs.archive.read.head().seq == 0
    theirs.packages.take_in(package, at=NOW)
    mine, yours = ours.archive.read.journal(CASE), theirs.archive.read.journal(CASE)
    assert [row.payload for row in mine] == [row.payload for row in yours]
    assert ours.archive.read.paper(f"{CASE}/p1") is not None
    one, two = (desk.archive.read.paper(f"{CASE}/p1") for desk in desks)
    assert one is not None
    assert two is not None
    assert one.paper == two.paper
    head = theirs.archive.read.case(CASE)
    assert head is not None
    assert head.title == preview.title
    assert theirs.archive.verify().sound


def test_a_package_taken_twice_does_no_harm(desks: tuple[Desk, Desk]) -> None:
    ours, theirs = desks
    package = sent(ours, theirs)
    theirs.packages.take_in(package, at=NOW)
    seq = theirs.archive.read.head().seq
    theirs.packages.take_in(package, at=NOW + timedelta(hours=1))
    assert theirs.archive.read.head().seq == seq


def test_a_case_goes_on_where_it_stood_and_never_another_way(desks: tuple[Desk, Desk]) -> None:
    ours, theirs = desks
    theirs.packages.take_in(sent(ours, theirs), at=NOW)
    last = ours.cases.case(CASE).events[-1]
    more = msgspec.structs.replace(last, id="later-one")
    with ours.archive.transaction() as change:
        change.append(CASE, ours.cases._rows(CASE, [more], {}, ""))
    package = sent(ours, theirs)
    assert theirs.packages.preview(package, at=NOW).new_records == 1
    theirs.packages.take_in(package, at=NOW)
    other = msgspec.structs.replace(last, id="their-own")
    with theirs.archive.transaction() as change:
        change.append(CASE, theirs.cases._rows(CASE, [other], {}, ""))
    ours_too = msgspec.structs.replace(last, id="ours-too")
    with ours.archive.transaction() as change:
        change.append(CASE, ours.cases._rows(CASE, [ours_too], {}, ""))
    package = sent(ours, theirs)
    before = theirs.archive.digest()
    with pytest.raises(UserError, match="package-diverges"):
        theirs.packages.take_in(sent(ours, theirs), at=NOW)
    assert theirs.archive.digest() == before


def test_every_disclosure_is_in_the_register_of_both(desks: tuple[Desk, Desk]) -> None:
    ours, theirs = desks
    package = sent(ours, theirs, "journal")
    theirs.packages.take_in(package, at=NOW)
    ((_, kind, given),) = ours.packages.register()
    ((_, came, taken),) = theirs.packages.register()
    assert (kind, came) == ("disclosed", "received")
    assert (given.case, given.basis, given.extent, given.papers) == (CASE, BASIS, "journal", 0)
    assert given.package == taken.package == hashlib.sha256(package).hexdigest()
    assert given.fingerprint == parcel.fingerprint(theirs.card)
    assert taken.recorded[ours.cases.case(CASE).events[0].id]


@pytest.mark.parametrize("basis", [Basis("", "letter"), Basis("who", " ")])
def test_nothing_leaves_without_a_basis(desks: tuple[Desk, Desk], basis: Basis) -> None:
    ours, theirs = desks
    with pytest.raises(UserError, match="disclosure-needs-basis"):
        ours.packages.export(CASE, theirs.card, basis, "whole", at=NOW)
    assert ours.packages.register() == ()


def test_a_package_opens_for_nobody_else(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    ours, theirs = desks
    stranger = Desk(tmp_path / "stranger", "Gomel")
    stranger.packages.trust(ours.card, NOW)
    with closing(stranger.archive), pytest.raises(UserError, match="package-not-for-us"):
        stranger.packages.preview(sent(ours, theirs), at=NOW)


def test_an_unknown_sender_is_named_and_not_believed(desks: tuple[Desk, Desk]) -> None:
    _, theirs = desks
    other = parcel.fresh_identity("Minsk")
    package = parcel.pack(close_crate({}), other, theirs.card, "a", 1, "h")
    with pytest.raises(UserError) as caught:
        theirs.packages.preview(package, at=NOW)
    assert caught.value.code == "package-sender-unknown"


def test_cards_are_read_as_they_were_written(desks: tuple[Desk, Desk]) -> None:
    card = desks[0].card
    assert parcel.read_card(parcel.write_card(card)) == card
    assert len(parcel.fingerprint(card).split()) == 8
    spoilt = parcel.write_card(card).replace(b'"age1', b'"age2')
    with pytest.raises(UserError, match="card-broken"):
        parcel.read_card(spoilt)


def test_the_keys_of_a_workplace_are_not_shown(desks: tuple[Desk, Desk]) -> None:
    identity = desks[0].identity
    assert identity.sign not in repr(identity)
    assert identity.age not in repr(identity)


# --- trusting no more -------------------------------------------------------------


def code_of(caught: pytest.ExceptionInfo[UserError]) -> str:
    return caught.value.code


def test_a_forgotten_sender_is_refused_by_name_until_trusted_again(
    desks: tuple[Desk, Desk],
) -> None:
    ours, theirs = desks
    package = sent(ours, theirs)
    trust.forget(theirs.archive, ours.card, "moved to another division", NOW)
    with pytest.raises(UserError) as caught:
        theirs.packages.preview(package, at=NOW)
    assert (code_of(caught), caught.value.values) == (
        "package-sender-forgotten",
        {"sender": "Minsk"},
    )
    assert theirs.packages.known() == {}
    theirs.packages.trust(ours.card, NOW)
    assert theirs.packages.preview(package, at=NOW).sender == "Minsk"


def test_nothing_leaves_for_a_forgotten_workplace(desks: tuple[Desk, Desk]) -> None:
    ours, theirs = desks
    trust.forget(ours.archive, theirs.card, "lost its disk", NOW)
    with pytest.raises(UserError) as caught:
        sent(ours, theirs)
    assert code_of(caught) == "card-forgotten"
    assert ours.packages.register() == ()


def test_decisions_on_cards_stay_in_the_journal(desks: tuple[Desk, Desk]) -> None:
    ours, theirs = desks
    new = trust.rename(ours.archive, theirs.card, " Brest, office 3 ", NOW)
    assert list(ours.packages.known().values()) == [new]
    trust.forget(ours.archive, new, " lost its disk ", NOW)
    fingerprint = parcel.fingerprint(theirs.card)
    assert trust.decisions(ours.archive) == (
        (NOW, trust.RENAMED, trust.Decision(fingerprint, "Brest", "Brest, office 3")),
        (NOW, trust.FORGOTTEN, trust.Decision(fingerprint, new.name, reason="lost its disk")),
    )
    assert ours.archive.verify().sound


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        (lambda one, card: trust.forget(one, card, "  ", NOW), "forgetting-needs-reason"),
        (lambda one, card: trust.rename(one, card, "  ", NOW), "card-needs-name"),
        (lambda one, card: trust.by_fingerprint(one, "AB"), "card-unknown"),
    ],
)
def test_a_decision_that_says_nothing_is_refused(
    desks: tuple[Desk, Desk], deed: Callable[[Archive, Card], object], code: str
) -> None:
    ours, theirs = desks
    before = ours.archive.read.head()
    with pytest.raises(UserError) as caught:
        deed(ours.archive, theirs.card)
    assert code_of(caught) == code
    assert ours.archive.read.head() == before
