"""Every archive that a released program ever wrote is opened by the program of today."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.errors import UserError
from core.services import unlocking
from core.services.unlocking import Place
from core.store import schema
from core.store.layout import layout
from core.store.upgrade import upgrade
from tests.store.samples import AT, save

MUSEUM = Path(__file__).with_name("museum")
VERSIONS = sorted(int(folder.name) for folder in MUSEUM.iterdir())


def taken_out(version: int, tmp_path: Path) -> tuple[Place, dict[str, Any]]:
    """Return a copy of a frozen archive and what it held when it was frozen."""
    folder = tmp_path / "profile"
    shutil.copytree(MUSEUM / str(version), folder)
    about = json.loads((folder / "about.json").read_text())
    return unlocking.place_of(folder / "archive.db"), about


def test_every_schema_has_its_archive() -> None:
    """A program that changes the schema freezes an archive made by itself; none is ever changed."""
    assert list(range(1, schema.VERSION + 1)) == VERSIONS


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_archive_opens_with_all_it_held(version: int, tmp_path: Path) -> None:
    place, about = taken_out(version, tmp_path)

    def migrate(path: Path, key: Any) -> None:
        upgrade(path, key, AT)

    with closing(unlocking.unlock(place, about["passphrase"], migrate=migrate)) as archive:
        assert archive.writable
        report = archive.verify()
        assert report.sound
        kept = archive.read.journal()[: about["records"]]
        assert (kept[-1].seq, kept[-1].hash) == (about["records"], about["head"])
        if version == schema.VERSION:
            assert archive.digest() == about["digest"]
        assert archive.read.drafts("c1")[0].answers == b'{"q":"typed"}'
        save(archive, "of today")
    unlocking.unlock_by_code(place, about["recovery"], migrate=migrate).close()


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_archive_that_is_damaged_is_refused_and_kept(version: int, tmp_path: Path) -> None:
    place, about = taken_out(version, tmp_path)
    content = bytearray(place.archive.read_bytes())
    content[len(content) // 2] ^= 1
    place.archive.write_bytes(content)
    (place.archive.with_name("archive.db-journal")).write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
    with pytest.raises(UserError, match=r"archive-(damaged|chain-broken|trouble)"):
        unlocking.unlock(place, about["passphrase"])
    assert place.archive.read_bytes() == bytes(content)
    assert not layout(place.archive).backups.exists()
