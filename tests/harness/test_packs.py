"""S7: two hundred bad law packs, each refused for its own reason, and nothing is changed."""

from __future__ import annotations

import copy
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.errors import UserError
from core.law.packs import LARGEST, Content, fresh_key, seal
from core.paths import RESOURCES, places
from core.services import law_packs
from tests.cli.asking import NOW, Answer, ask, library
from tests.harness.traced import Tally

MAGIC, DOMAIN = b"sledchy-law-pack\n", b"sledchy/1/law-pack\0"
TODAY = NOW.date()
DAY = timedelta(days=1)
KEY, OTHER = (hashlib.sha256(name).digest() for name in (b"publisher", b"stranger"))
PUBLIC = Ed25519PrivateKey.from_private_bytes(KEY).public_key().public_bytes_raw().hex()
STRANGER = Ed25519PrivateKey.from_private_bytes(OTHER).public_key().public_bytes_raw().hex()
HERE = 7
"""Version of the pack that is installed."""
Bad = tuple[str, bytes]
"""The reason a file is refused for, and the file."""


@cache
def content() -> dict[str, Any]:
    """Return a sound edition that makes the longest detention shorter and adds a year."""
    book = library().book
    term = msgspec.to_builtins(book.newest.terms["detention_max"])
    name = {"be": "x", "ru": "x", "en": "x"}
    edition = {
        "id": "2027-01-01",
        "name": name,
        "text": "x",
        "read": "2026-11-20",
        "in_force": {"since": "2027-01-01"},
        "confidence": "high",
    }
    return {
        "editions": [{"edition": edition, "entries": {"terms": [term]}}],
        "years": [year("2031")],
    }


def year(number: str, **changes: Any) -> dict[str, Any]:
    entry = {"id": number, "article": "158", "source": "x", "confidence": "high"}
    return {**entry, "checked": "2026-11-20", "off": [f"{number}-05-09"], "worked": [], **changes}


def label(**changes: Any) -> dict[str, Any]:
    dates = {"valid_from": str(TODAY - DAY), "valid_until": str(TODAY + 30 * DAY)}
    start = {"format": 1, "purpose": "law", "publisher": PUBLIC, "version": HERE + 1}
    return {**start, **dates, **changes}


def raw(head: bytes, body: bytes, key: bytes = KEY, domain: bytes = DOMAIN) -> bytes:
    """Return a pack of any bytes, properly signed."""
    sign = Ed25519PrivateKey.from_private_bytes(key).sign(domain + head + body)
    return MAGIC + head + sign + body


def pack(inside: Any = None, key: bytes = KEY, **changes: Any) -> bytes:
    head = json.dumps(label(**changes)).encode() + b"\n"
    return raw(head, json.dumps(content() if inside is None else inside).encode(), key)


EDITION, ENTRIES = ("editions", 0, "edition"), ("editions", 0, "entries")
TERM = (*ENTRIES, "terms", 0)


def put(change: Mapping[str, Any], *path: str | int) -> bytes:
    """Return a pack in which some fields at a place of the content were exchanged and signed."""
    inside: Any = copy.deepcopy(content())
    place = inside
    for key in path:
        place = place[key]
    place.update(change)
    return pack(inside)


def again(*path: str | int) -> bytes:
    """Return a pack in which the first of a list stands twice."""
    inside: Any = copy.deepcopy(content())
    place = inside
    for key in path:
        place = place[key]
    place.append(place[0])
    return pack(inside)


BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n"
YAML = (
    *("!!python/object/apply:os.system ['id']", "!!python/name:os.system", BOMB, "<<: *x"),
    *("term: 10\nterm: 30", "no: yes", "012: 12:30:00", "- " * 5000, "%YAML 1.1\n---\na: 1"),
    *("!!binary aGk=", "!!set {a, b}", "? [a]\n: b", "&a a: *a", "editions: !include /etc/passwd"),
)


def unsigned() -> Iterator[bytes]:
    yield from (text.encode() for text in YAML)
    yield from (MAGIC[:length] for length in range(0, len(MAGIC), 2))
    whole = pack()
    yield from (json.dumps(content()).encode(), whole[1:], b"\xef\xbb\xbf" + whole, b" " + whole)
    yield from (
        b"PK\x03\x04" + whole,
        b"sledchy-package\n" + whole,
        MAGIC.upper() + whole,
        b"\0" * 99,
    )


def damaged() -> Iterator[bytes]:
    body = json.dumps(content()).encode()
    for change in (
        *({"purpose": "case"}, {"purpose": ""}, {"version": 0}, {"version": -1}, {"version": "8"}),
        *({"version": 8.5}, {"version": None}, {"valid_until": "2020-13-01"}, {"valid_from": 5}),
        *({"extra": 1}, {"publisher": 7}, {"format": "1"}, {"format": None}, {"valid_until": "x"}),
        {"valid_from": "2030-01-01", "valid_until": "2029-01-01"},
    ):
        yield pack(**change)
    for key in label():
        yield raw(json.dumps({k: v for k, v in label().items() if k != key}).encode() + b"\n", body)
    heads = (b"", b"\n", b"{}\n", b"[]\n", b"{\n", b"null\n", b"\xff\n", b"{" * 900 + b"\n")
    yield from (raw(head, body) for head in heads)
    yield raw(json.dumps(label(extra="x" * 5000)).encode() + b"\n", body)
    head = json.dumps(label()).encode() + b"\n"
    deep = (b"[" * 5000 + b"]" * 5000, b'{"editions":' * 5000, b"[" * 100_000)
    yield from (raw(head, text.encode()) for text in YAML)
    yield from (raw(head, text) for text in (*deep, b"", b"\xff\xfe", body + b"x", body[:-1]))
    for word in (b"NaN", b"Infinity", b"-Infinity", b"'x'", b"undefined"):
        yield raw(head, b'{"editions":' + word + b"}")


def forged() -> Iterator[bytes]:
    whole = pack()
    start = whole.index(b"\n", len(MAGIC)) + 1
    for place in (*range(0, 64, 4), *range(64, 64 + 20 * 40, 40)):
        yield (
            whole[: start + place] + bytes([whole[start + place] ^ 1]) + whole[start + place + 1 :]
        )
    other = pack(version=HERE + 2)
    yield other[: other.index(b"\n", len(MAGIC)) + 1] + whole[start:]
    yield raw(whole[len(MAGIC) : start], whole[start + 64 :], OTHER)
    yield raw(whole[len(MAGIC) : start], whole[start + 64 :], domain=b"")
    yield raw(whole[len(MAGIC) : start], whole[start + 64 :], domain=b"sledchy/1/package\0")
    yield from (whole[:start], whole[: start + 63], whole[: start + 64], whole + b" ")


def wrong_shape() -> Iterator[bytes]:
    for field, value in (
        *(("id", 5), ("id", None), ("article", ["1"]), ("article", 1), ("source", {})),
        *(("name", "x"), ("confidence", "sure"), ("length", "72"), ("per", 1)),
        *(("length", {"value": "72", "unit": "hours"}), ("length", {"value": 72, "unit": "moons"})),
        *(("length", {"value": 7.5, "unit": "days"}), ("counting", 7), ("unknown", 1)),
        *(("__class__", "x"), ("checked", 5)),
    ):
        yield put({field: value}, *TERM)
    for field in ("id", "name", "in_force", "confidence", "read"):
        yield put({field: None}, *EDITION)
    spans: tuple[dict[str, Any], ...] = (
        *({}, {"not_before": "2027-01-01"}, {"since": "2027-13-01"}),
        {"since": "2027-01-01", "not_before": "2027-01-01"},
    )
    yield from (put({"in_force": span}, *EDITION) for span in spans)
    yield from (put(change, *EDITION) for change in ({"extra": 1}, {"id": 5}, {"read": 1}))
    for kind in ("laws", "edition", "", "__init__", "../terms", "terms/x", "TERMS"):
        yield put({kind: []}, *ENTRIES)
    contents: tuple[Any, ...] = ([], 1, "x", {}, {"editions": {}}, {"editions": [1]}, {"years": []})
    yield from (pack(inside) for inside in contents)
    yield raw(json.dumps(label()).encode() + b"\n", b"null")
    yield from (put({"extra": 1}), put({"extra": 1}, "editions", 0))
    yield from (put({"terms": entries}, *ENTRIES) for entries in ({"a": 1}, [1], None, "x"))


def wrong_twice() -> Iterator[bytes]:
    head, body = json.dumps(label()).encode() + b"\n", json.dumps(content())
    for key in ("editions", "id", "value", "article", "since"):
        yield raw(head, body.replace(f'"{key}":', f'"{key}": 1, "{key}":', 1).encode())
    yield from (again("editions"), again(*ENTRIES, "terms"), again("years"))
    yield raw(json.dumps(label()).replace("{", '{"format": 1, ', 1).encode() + b"\n", b"{}")


def wrong_law() -> Iterator[bytes]:
    yield from (put({"id": shipped.id}, *EDITION) for shipped in library().book.editions)
    yield put({"counting": "by_moons"}, *TERM)
    yield put({"starts": {"fact": "nowhere"}}, *TERM)
    yield from (put({"years": [year("2031", off=[day])]}) for day in ("2030-05-09", "x", 9))
    yield put({"years": [year("31")]})
    words = library().book.newest.words
    word = msgspec.to_builtins(next(one for one in words.values() if "{" in one.text.be))
    for text in ("{nobody}", "{day.year}", "{0}", "{", "}", "{day!r}", "{__class__}"):
        bad = {**word, "text": {"be": text, "ru": text, "en": text}}
        yield put({"words": [bad]}, *ENTRIES)


def corpus() -> Iterator[Bad]:
    """Yield every bad file with the reason it is refused for."""
    too_large = (b"\0" * (LARGEST + 1), pack() + b" " * LARGEST)
    later, past = str(TODAY + DAY), str(TODAY - 2 * DAY)
    groups: dict[str, Any] = {
        "too-large": too_large,
        "unsigned": unsigned(),
        "damaged": damaged(),
        "newer": (pack(format=2), pack(format=99, publisher=STRANGER)),
        "publisher-unknown": (
            pack(key=OTHER, publisher=STRANGER),
            *(pack(publisher=name) for name in (PUBLIC.upper(), PUBLIC[:-1], "", "zz")),
        ),
        "forged": forged(),
        "older": tuple(pack(version=version) for version in range(1, HERE + 1)),
        "expired": tuple(
            pack(valid_from="2020-01-01", valid_until=day) for day in (past, "2021-01-01")
        ),
        "early": (pack(valid_from=later), pack(valid_from="2026-12-01", valid_until="2027-01-01")),
        "wrong": (*wrong_shape(), *wrong_twice(), *wrong_law()),
    }
    for reason, files in groups.items():
        yield from ((f"law-pack-{reason}", file) for file in files)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of a person in which a pack is installed."""
    monkeypatch.setattr(law_packs, "publishers", lambda resources: {PUBLIC: "Maker"})
    law_packs.install(pack(version=HERE), tmp_path / "law.pack")
    return tmp_path


def state(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def refused(sealed: bytes, place: Path) -> str:
    try:
        law_packs.examined(sealed, RESOURCES, places().book, place, library().forms, TODAY)
    except UserError as error:
        return error.code
    return "accepted"


def test_every_bad_pack_is_refused_for_its_reason(home: Path) -> None:
    before, count, told = state(home), Counter[str](), []
    with Tally("S7") as tally:
        for number, (reason, file) in enumerate(corpus()):
            found = refused(file, home / "law.pack")
            count[found] += 1
            if found != reason:
                told.append(f"{reason}-{number:03d}: {found}")
    tally.told(files=count.total(), reasons=len(count), accepted=count["accepted"])
    assert told == []
    assert count.total() >= 200
    assert state(home) == before


def test_a_sound_pack_is_installed_and_read(home: Path) -> None:
    """The control: what is right is not refused."""
    file = home / "new.pack"
    file.write_bytes(pack())
    assert command(home, "check", file).json["installed"] is False
    assert (home / "law.pack").read_bytes() == pack(version=HERE)
    assert command(home, "install", file).json["version"] == HERE + 1
    found = law_packs.installed(RESOURCES, places().book, home / "law.pack")
    assert found.trouble is None
    assert found.book.editions[-1].id == "2027-01-01"
    assert date(2031, 5, 9) in found.book.calendar.years[2031].off
    assert found.book.digest != library().book.digest
    assert command(home, "install", file).code == 2
    assert command(home, "remove").json == {"removed": True}
    assert command(home, "status").json == {"installed": False}


def test_refusals_are_sentences_and_change_nothing(home: Path) -> None:
    before = state(home)
    seen: set[str] = set()
    for reason, file in corpus():
        if reason not in seen:
            seen.add(reason)
            (home / "bad.pack").write_bytes(file)
            answer = command(home, "install", home / "bad.pack", ui="ru")
            assert answer.code == 2 and answer.err.strip().endswith(".") and "{" not in answer.err
    (home / "bad.pack").unlink()
    assert len(seen) == 10
    assert state(home) == before


@pytest.mark.parametrize("reason", ["damaged", "unsigned", "forged", "publisher-unknown", "wrong"])
def test_the_program_starts_with_the_shipped_law_and_says_so(home: Path, reason: str) -> None:
    bad = next(file for why, file in corpus() if why == f"law-pack-{reason}")
    (home / "law.pack").write_bytes(bad)
    found = law_packs.installed(RESOURCES, places().book, home / "law.pack")
    assert found.trouble is not None and found.trouble.code == f"law-pack-{reason}"
    assert found.book.digest == library().book.digest
    assert command(home, "status").code == 2
    whole = law_packs.library_with_pack(RESOURCES, places().book, home / "law.pack")
    assert whole.trouble is not None and whole.trouble.code == "law-pack-left-out"
    assert whole.book.digest == found.book.digest


def test_a_maker_makes_a_pack_of_a_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = home / "source" / "editions" / "2027-01-01"
    folder.mkdir(parents=True)
    one = content()["editions"][0]
    (folder / "edition.yaml").write_text(json.dumps(one["edition"]), encoding="utf-8")
    (folder / "terms.yaml").write_text(json.dumps(one["entries"]["terms"]), encoding="utf-8")
    calendar = home / "source" / "calendar"
    calendar.mkdir()
    (calendar / "2031.yaml").write_text(json.dumps(year("2031")), encoding="utf-8")
    key = command(home, "key", "-o", home / "key").json["key"]
    assert command(home, "key", "-o", home / "key").code == 2
    monkeypatch.setattr(law_packs, "publishers", lambda resources: {key: "Maker"})
    days = ("--valid-from", TODAY, "--valid-until", TODAY + DAY)
    made = (
        "make",
        home / "source",
        "-o",
        home / "made",
        "--key-file",
        home / "key",
        "--version",
        9,
    )
    said = command(home, *made, *days).json
    assert (said["editions"], said["years"]) == (["2027-01-01"], ["2031"])
    assert command(home, "install", home / "made").json["key"] == key


def test_nobody_is_a_publisher_yet_and_no_private_key_is_shipped() -> None:
    known = law_packs.publishers(RESOURCES)
    assert all(len(bytes.fromhex(key)) == 32 for key in known)
    private, public = fresh_key()
    sealed = seal(Content([]), bytes.fromhex(private), 1, TODAY, TODAY)
    assert public.encode() in sealed and private.encode() not in sealed


def command(home: Path, *words: object, ui: str = "en") -> Answer:
    return ask("--ui", ui, "law", "pack", *words, home=home)
