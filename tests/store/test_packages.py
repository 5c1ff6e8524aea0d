"""A package says who sent it, holds what was sent, and changes nothing until it is taken in."""

from __future__ import annotations

import hashlib
import io
import json
import random
import resource
import signal
import sys
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pyrage
import pytest
from pyrage import x25519

from core.errors import UserError
from core.paths import RESOURCES
from core.services.cases import Cases
from core.services.casework import read_case
from core.services.library import Library, open_library
from core.services.packages import Basis, Packages
from core.store import parcel
from core.store.archive import Archive
from core.store.crate import MOST_ENTRIES, close_crate, open_crate
from core.store.keyfile import ArchiveKey
from core.store.parcel import Card, Identity
from core.store.rows import PaperRow
from tests.store.samples import FULL, in_child

NOW = datetime(2026, 11, 22, 12, 0)
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of Linux alone")
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


# --- S4: packages that somebody made worse ------------------------------------------


def resealed(plain: bytes, theirs: Desk) -> bytes:
    """Return anything at all encrypted for the workplace, as anybody with its card can do."""
    sealed: bytes = pyrage.encrypt(plain, [x25519.Recipient.from_str(theirs.card.age)])
    return sealed


def signed(content: bytes, ours: Desk, card: Card) -> bytes:
    """Return a package of a known sender with any content."""
    return parcel.pack(content, ours.identity, card, "a" * 32, 1, "0" * 64)


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


MUTATORS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    flipped,
    lambda data, chance: data[: chance.randrange(len(data))],
    lambda data, chance: data + chance.randbytes(1 + chance.randrange(40)),
    lambda data, chance: data[: (cut := chance.randrange(len(data)))] + data[cut + 1 :],
    lambda data, chance: (
        data[: (cut := chance.randrange(len(data)))] + chance.randbytes(8) + data[cut:]
    ),
)


def refused(theirs: Desk, package: bytes) -> str:
    with pytest.raises(UserError) as caught:
        theirs.packages.take_in(package, at=NOW)
    return caught.value.code


MEMORY, SECONDS = 200_000_000, 2


def limited(work: Callable[[], object]) -> Any:
    """Do something in a child that may take 200 MB more than it has; return its answer.

    Each try sets the alarm anew; one that takes longer than two seconds ends the child.
    """

    def work_within() -> object:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        return work()

    return in_child(work_within)[1]()


def tried(theirs: Desk, package: bytes) -> str:
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    code = refused(theirs, package)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return code


@linux
def test_the_limits_are_kept(desks: tuple[Desk, Desk]) -> None:
    """The negative control: what takes more memory or longer is stopped."""
    assert "MemoryError" in limited(lambda: len(bytes(2 * MEMORY)))

    def slow() -> str:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        time.sleep(20)
        return "never"

    assert limited(slow) is None


@linux
@pytest.mark.parametrize("layer", ["encrypted", "label and signature", "signed content"])
def test_no_altered_package_is_accepted(
    desks: tuple[Desk, Desk], tmp_path: Path, layer: str
) -> None:
    ours, theirs = desks
    package = sent(ours, theirs)
    plain = pyrage.decrypt(package, [x25519.Identity.from_str(theirs.identity.age)])
    before = theirs.archive.digest(), sorted(tmp_path.rglob("*"))
    start = 0 if layer == "label and signature" else len(plain) // 2

    def work() -> list[str]:
        chance, codes = random.Random(20261122), set()
        for number in range(6700 if FULL else 670):
            change = MUTATORS[number % len(MUTATORS)]
            if layer == "encrypted":
                worse = change(package, chance)
            else:
                worse = resealed(plain[:start] + change(plain[start:], chance), theirs)
            codes.add(tried(theirs, worse))
        return sorted(codes)

    codes = limited(work)
    assert isinstance(codes, list), codes
    assert set(codes) <= REASONS
    assert (theirs.archive.digest(), sorted(tmp_path.rglob("*"))) == before


def test_an_unsigned_package_would_be_accepted_without_the_signature(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: without the check of the signature changed bytes get in."""
    ours, theirs = desks
    package = sent(ours, theirs)
    plain = pyrage.decrypt(package, [x25519.Identity.from_str(theirs.identity.age)])
    forged = plain.replace(b'"seq":', b'"seq":7', 1)
    assert refused(theirs, resealed(forged, theirs)) == "package-forged"

    class Trusting:
        @staticmethod
        def from_public_bytes(_: bytes) -> Trusting:
            return Trusting()

        def verify(self, signature: bytes, content: bytes) -> None:
            assert signature != content

    monkeypatch.setattr(parcel, "Ed25519PublicKey", Trusting)
    assert theirs.packages.preview(resealed(forged, theirs), at=NOW).case_id == CASE


BAD_NAMES = [
    *("../case.json", "/case.json", "..\\case.json", "C:\\case.json", "c:case.json"),
    *("CASE.JSON", "case.json.", "case.json/", "paper/../x.json", "a\0b.json"),
    *("paper/00001.json", "./case.json", "//host/x.json", "case.json ", "é.json"),
]


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as crate:
        warnings.simplefilter("ignore")  # of double names, which are the point
        for name, content in entries:
            info = zipfile.ZipInfo("x")
            info.filename, info.compress_type = name, method
            crate.writestr(info, content)
    return out.getvalue()


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_is_not_ours_is_refused(name: str) -> None:
    with pytest.raises(UserError, match="package-damaged"):
        open_crate(zipped(("manifest.json", b"{}"), (name, b"{}")))


@pytest.mark.parametrize(
    ("crate", "where"),
    [
        (zipped(("case.json", b"1"), ("case.json", b"2")), "names"),
        (zipped(*((f"paper/{n:04d}.json", b"{}") for n in range(MOST_ENTRIES + 1))), "entries"),
        (zipped(("case.json", bytes(10_000_000))), "ratio"),
        (zipped(("case.json", bytes(21_000_000))), "kind"),
        (zipped(("case.json", b"{}"), method=zipfile.ZIP_BZIP2), "kind"),
        (b"PK\5\6" + b"\xff" * 18, "zip"),
        (b"", "zip"),
    ],
)
def test_a_bomb_is_refused_before_it_is_unpacked(crate: bytes, where: str) -> None:
    with pytest.raises(UserError) as caught:
        open_crate(crate)
    assert caught.value.values == {"where": where}


def test_a_hundred_thousand_entries_are_refused(desks: tuple[Desk, Desk]) -> None:
    ours, theirs = desks
    many = zipped(*((f"x{n}", b"") for n in range(100_000)), method=zipfile.ZIP_STORED)
    assert refused(theirs, signed(many, ours, theirs.card)) == "package-damaged"


def test_sizes_that_lie_are_refused() -> None:
    crate = bytearray(zipped(("case.json", b"a" * 1000)))
    directory = crate.index(b"PK\1\2")
    for size in (10, 999, 1001, 2**31):
        crate[directory + 24 : directory + 28] = size.to_bytes(4, "little")
        with pytest.raises(UserError, match="package-damaged"):
            open_crate(bytes(crate))


def remade(files: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """Return the files of a package with one JSON value somewhere replaced."""
    name = chance.choice(sorted(files))
    value = json.loads(files[name])
    holder, key = value, None
    for _ in range(1 + chance.randrange(5)):
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            break
        key = chance.choice(keys)
        if not isinstance(holder[key], dict | list) or chance.random() < 0.2:
            break
        holder = holder[key]
    odd: list[object] = [
        None,
        -1,
        2**70,
        "",
        "\ud800x",
        "\0",
        [],
        {},
        "a" * 9000,
        "2026-02-31T10:00",
        1e400,
    ]
    if key is not None and isinstance(holder, dict | list):
        try:
            holder[key] = chance.choice(odd)
        except (TypeError, KeyError, IndexError):
            return files | {"extra.json": b"{}"}
    return files | {name: json.dumps(value).encode()}


def test_content_of_a_known_sender_is_checked_all_the_same(desks: tuple[Desk, Desk]) -> None:
    ours, theirs = desks
    plain = pyrage.decrypt(sent(ours, theirs), [x25519.Identity.from_str(theirs.identity.age)])
    _, _, rest = parcel._read_label(plain)
    files = open_crate(rest[64:])
    before = theirs.archive.digest()
    chance = random.Random(7)
    wrong = 0
    for _ in range(2000 if FULL else 200):
        package = signed(close_crate(remade(files, chance)), ours, theirs.card)
        try:
            theirs.packages.preview(package, at=NOW)
        except UserError as error:
            wrong += 1
            assert error.code in REASONS
    assert wrong > 50
    assert theirs.archive.digest() == before
    theirs.packages.take_in(signed(close_crate(files), ours, theirs.card), at=NOW)
    assert theirs.archive.verify().sound


def test_deep_json_is_refused(desks: tuple[Desk, Desk]) -> None:
    ours, theirs = desks
    deep = b'{"format":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    for name in ("manifest.json", "case.json"):
        crate = close_crate({"manifest.json": b"{}", "case.json": b"{}", name: deep})
        assert refused(theirs, signed(crate, ours, theirs.card)) == "package-damaged"
