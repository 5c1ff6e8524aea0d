"""S4: packages that somebody made worse are refused, each with one of seven reasons."""

from __future__ import annotations

import io
import json
import random
import resource
import signal
import sys
import time
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from pyrage import x25519

from core.errors import UserError
from core.store import parcel
from core.store.crate import MOST_ENTRIES, close_crate, open_crate
from core.store.parcel import Card
from tests.store.samples import FULL, in_child
from tests.store.test_packages import CASE, NOW, REASONS, Desk, desks, sent

__all__ = ["desks"]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of Linux alone")


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
