"""Settings survive everything that can happen to a small file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings import Settings, changed, load, save, table


def test_what_is_saved_is_what_is_read(tmp_path: Path) -> None:
    settings = Settings(ui_language="ru", text_scale=125, archive="/media/stick/а.sledchy")
    save(settings, tmp_path / "new" / "settings.json")
    assert load(tmp_path / "new" / "settings.json").settings == settings


def test_no_file_is_the_defaults_and_makes_none(tmp_path: Path) -> None:
    loaded = load(tmp_path / "settings.json")
    assert (loaded.settings, loaded.moved_to) == (Settings(), None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe\x00",
        b'{"colour": "red"}',
        b'{"theme": "purple"}',
        b'{"text_scale": 9000}',
        b'{"both_languages": "yes"}',
    ],
)
def test_a_broken_file_is_moved_aside_and_kept(tmp_path: Path, broken: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(broken)
    loaded = load(file)
    assert loaded.settings == Settings()
    assert loaded.moved_to == tmp_path / "settings.broken-1.json"
    assert loaded.moved_to.read_bytes() == broken
    assert not file.exists()


def test_a_second_broken_file_does_not_replace_the_first(tmp_path: Path) -> None:
    for text in (b"one", b"two"):
        (tmp_path / "settings.json").write_bytes(text)
        load(tmp_path / "settings.json")
    assert (tmp_path / "settings.broken-1.json").read_bytes() == b"one"
    assert (tmp_path / "settings.broken-2.json").read_bytes() == b"two"


@given(st.binary(max_size=200))
def test_no_bytes_stop_the_start(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("any") / "settings.json"
    file.write_bytes(data)
    loaded = load(file)
    assert (loaded.moved_to is None) == file.exists()


def test_a_folder_in_the_place_of_the_file_does_not_stop_the_start(tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()
    assert load(tmp_path / "settings.json").settings == Settings()


def test_a_failed_save_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.json"
    save(Settings(theme="dark"), file)

    def full(_: int) -> None:
        raise OSError(28, "disk full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="disk full"):
        save(Settings(theme="light"), file)
    assert load(file).settings.theme == "dark"
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_every_setting_has_a_label_and_a_default_within_its_bounds() -> None:
    rows = table()
    assert [row.key for row in rows] == list(Settings.__struct_fields__)
    for row in rows:
        assert row.label
        assert changed(Settings(), row.key, row.default) == Settings()
        assert not row.choices or row.default in row.choices


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("theme", "purple"),
        ("text_scale", 10),
        ("text_scale", 500),
        ("nothing", 1),
        ("archive", None),
    ],
)
def test_a_value_outside_the_table_is_refused(key: str, value: object) -> None:
    with pytest.raises(ValueError, match=key):
        changed(Settings(), key, value)
