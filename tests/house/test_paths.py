"""Where files are looked for on each platform."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.paths import LOCALES, RESOURCES, ROOT, UserPlaces, shipped_root, user_places

HOME = Path("/home/person")


@pytest.mark.parametrize(
    ("platform", "environ", "data", "cache"),
    [
        ("linux", {}, ".local/share/sledchy", ".cache/sledchy"),
        ("linux", {"XDG_DATA_HOME": "/home/person/d"}, "d/sledchy", ".cache/sledchy"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, ".local/share/sledchy", ".cache/sledchy"),
        (
            "darwin",
            {},
            "Library/Application Support/Sledchy",
            "Library/Caches/Sledchy",
        ),
        ("win32", {}, "AppData/Local/Sledchy", "AppData/Local/Sledchy/cache"),
        ("win32", {"LOCALAPPDATA": "/home/person/L"}, "L/Sledchy", "L/Sledchy/cache"),
    ],
)
def test_the_person_s_folders_follow_the_custom_of_the_platform(
    platform: str, environ: dict[str, str], data: str, cache: str
) -> None:
    assert user_places(environ, platform, HOME) == UserPlaces(HOME / data, HOME / cache)


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_one_variable_moves_everything(platform: str, tmp_path: Path) -> None:
    places = user_places(
        {"SLEDCHY_HOME": str(tmp_path), "XDG_DATA_HOME": "/elsewhere"}, platform, HOME
    )
    named = (places.data, places.cache, places.settings, places.archive, places.papers, places.logs)
    assert all(path.is_relative_to(tmp_path) for path in named)


def test_naming_folders_creates_none(tmp_path: Path) -> None:
    assert user_places({"SLEDCHY_HOME": str(tmp_path / "x")}, "linux", HOME).settings.name
    assert list(tmp_path.iterdir()) == []


def test_a_frozen_program_finds_its_files_where_it_unpacked_them() -> None:
    assert shipped_root("/opt/sledchy/_internal") == Path("/opt/sledchy/_internal")


def test_a_checkout_finds_its_files_beside_the_package() -> None:
    assert (ROOT / "pyproject.toml").is_file()
    assert (RESOURCES.parent, LOCALES.parent) == (ROOT, ROOT)
