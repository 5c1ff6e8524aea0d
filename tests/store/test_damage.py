"""Damage is told as damage, an older copy as an older copy, trouble as neither."""

from __future__ import annotations

import random
import shutil
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from core.errors import DamagedError
from core.store.anchor import Standing, read_anchor
from core.store.archive import Archive
from core.store.failures import Trouble
from core.store.hkdf import hkdf
from core.store.layout import layout
from tests.store.samples import FULL, event, made, opened, outcome, save

posix = pytest.mark.skipif(sys.platform == "win32", reason="children are forked")


@pytest.mark.parametrize("seed", range(400 if FULL else 40))
def test_a_flipped_bit_is_damage_and_never_a_wrong_key(tmp_path: Path, seed: int) -> None:
    path, key = made(tmp_path, acts=4)
    content, chance = bytearray(path.read_bytes()), random.Random(seed)
    place = chance.choice([chance.randrange(16), chance.randrange(len(content))])
    content[place] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    code = opened(path, key)
    assert code in (["done", "unsound"], ["archive-damaged", {}]), (seed, place)


@pytest.mark.parametrize("spoil", ["zero first page", "cut", "zero middle", "swap", "other anchor"])
def test_greater_damage_is_damage(tmp_path: Path, spoil: str) -> None:
    path, key = made(tmp_path, acts=9)
    content = path.read_bytes()
    page, end = 4096, len(content)
    if spoil == "other anchor":
        content = bytes(page) + content[page:]
        layout(path).anchor.unlink()
        layout(path).anchor.write_bytes(b"{}")
        path.write_bytes(key.salt + content[16:])
        assert opened(path, key)[0] == "archive-damaged"
        return
    path.write_bytes(
        {
            "zero first page": bytes(page) + content[page:],
            "cut": content[: end - 3 * page],
            "zero middle": content[: 4 * page] + bytes(page) + content[5 * page :],
            "swap": content[: 2 * page]
            + content[3 * page : 4 * page]
            + content[2 * page : 3 * page]
            + content[4 * page :],
        }[spoil]
    )
    assert opened(path, key) in (["done", "unsound"], ["archive-damaged", {}])


def test_an_older_copy_is_noticed_read_and_accepted_only_on_purpose(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=2)
    older = path.read_bytes()
    with closing(Archive.open(path, key)) as archive:
        for number in range(5):
            save(archive, f"later{number}")
    path.write_bytes(older)
    with closing(Archive.open(path, key)) as archive:
        assert (archive.standing, archive.missing) == (Standing.BEHIND, 5)
        assert len(archive.read.journal("c1")) == 2
        with pytest.raises(DamagedError) as caught:
            save(archive, "x")
        assert (caught.value.code, caught.value.values) == ("archive-behind", {"missing": 5})
    assert opened(path, key) == ["done", "archive-behind"]
    with closing(Archive.open(path, key)) as archive:
        archive.accept_history(event("restored"))
        save(archive, "x")
    assert opened(path, key) == ["done", "archive-whole"]


def test_an_older_copy_that_went_its_own_way_is_noticed(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=2)
    older = path.read_bytes()
    with closing(Archive.open(path, key)) as archive:
        save(archive, "one way")
    remembered = layout(path).anchor.read_bytes()
    path.write_bytes(older)
    layout(path).anchor.unlink()
    with closing(Archive.open(path, key)) as archive:
        assert archive.standing is Standing.UNANCHORED
        archive.accept_history(event("accepted"))
    layout(path).anchor.write_bytes(remembered)
    assert opened(path, key) == ["done", "archive-forked"]


def test_a_killed_program_leaves_an_archive_ahead_of_its_anchor(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=2)
    remembered = layout(path).anchor.read_bytes()
    with closing(Archive.open(path, key)) as archive:
        save(archive, "last")
    layout(path).anchor.write_bytes(remembered)
    assert opened(path, key) == ["done", "archive-whole"]
    assert layout(path).anchor.read_bytes() != remembered


@pytest.mark.parametrize("half", [0, 1])
def test_an_anchor_torn_while_it_is_written_leaves_its_other_half(
    tmp_path: Path, half: int
) -> None:
    path, key = made(tmp_path, acts=5)
    anchor = layout(path).anchor
    content = bytearray(anchor.read_bytes())
    content[512 * half : 512 * half + 200] = bytes(200)
    anchor.write_bytes(content)
    assert opened(path, key) == ["done", "archive-whole"]
    kept = read_anchor(anchor, key)
    assert kept is not None
    assert kept.seq == 5
    content = bytearray(anchor.read_bytes())
    content[:200] = content[512:712] = bytes(200)
    anchor.write_bytes(content)
    assert opened(path, key) == ["done", "archive-unanchored"]


def test_the_first_anchors_are_read(tmp_path: Path) -> None:
    """They were one half alone, without the padding."""
    path, key = made(tmp_path, acts=2)
    anchor = layout(path).anchor
    anchor.write_bytes(anchor.read_bytes()[:512].rstrip() + b"\n")
    with closing(Archive.open(path, key)) as archive:
        assert archive.writable
        save(archive, "later")
    assert anchor.stat().st_size == 1024


def test_a_forged_anchor_counts_as_none(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=2)
    text = layout(path).anchor.read_bytes()
    forged = text.replace(b'"seq":1', b'"seq":0').replace(b'"seq":2', b'"seq":1')
    layout(path).anchor.write_bytes(forged)
    assert opened(path, key) == ["done", "archive-unanchored"]


def test_a_second_anchor_elsewhere_notices_when_both_files_are_put_back(tmp_path: Path) -> None:
    witness = (tmp_path / "elsewhere.anchor",)
    path, key = made(tmp_path, acts=1)
    with closing(Archive.open(path, key, witnesses=witness)) as archive:
        older = path.read_bytes(), layout(path).anchor.read_bytes()
        save(archive, "later")
    path.write_bytes(older[0])
    layout(path).anchor.write_bytes(older[1])
    with closing(Archive.open(path, key, witnesses=witness)) as archive:
        assert (archive.standing, archive.missing) == (Standing.BEHIND, 1)


def test_keys_are_made_from_keys_as_the_standard_says() -> None:
    """RFC 5869, test case 1."""
    made_key = hkdf(
        bytes([0x0B] * 22),
        bytes.fromhex("f0f1f2f3f4f5f6f7f8f9"),
        salt=bytes(range(13)),
        length=42,
    )
    assert made_key.hex() == (
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    )


@posix
@pytest.mark.parametrize("replaced", [False, True])
def test_nothing_is_saved_into_a_file_that_was_taken_away(tmp_path: Path, replaced: bool) -> None:
    path, key = made(tmp_path, acts=2)
    with closing(Archive.open(path, key)) as archive:
        kept = path.rename(tmp_path / "kept")
        if replaced:
            shutil.copy(kept, path)
        assert outcome(lambda: save(archive, "x"))[0] == "archive-moved"
        path.unlink(missing_ok=True)
        kept.rename(path)
        save(archive, "x")
    assert opened(path, key) == ["done", "archive-whole"]


def test_a_broken_connection_is_no_damage(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=2)
    with closing(Archive.open(path, key)) as archive:
        with pytest.raises(Trouble) as caught, archive._line.reading():
            raise dbapi2.DatabaseError("database disk image is malformed")
        assert caught.value.code == "archive-trouble"
        save(archive, "x")
        assert archive.verify().sound


def test_damage_that_happens_while_the_archive_is_open_is_damage(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=9)
    with closing(Archive.open(path, key)) as archive:
        archive._line.hang_up()
        content = bytearray(path.read_bytes())
        for place in range(4096 + 100, len(content), 4096):
            content[place] ^= 1
        path.write_bytes(content)
        assert outcome(lambda: archive.read.paper("paper-e1")) == ["archive-damaged", {}]
