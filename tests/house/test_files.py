"""Tracked files say nothing about the machines they were written on."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from importlib.metadata import packages_distributions

import pytest

from tests.house.sources import ROOT, imported, program, tracked

# Written in pieces so that this file passes its own test.
PLACES = re.compile(
    "|".join(
        [
            r"(?<![\w.<])/(?:work|root)" + r"/\w",
            r"/opt" + r"/(?:wheels|pypi)",
            r"pypi\." + r"org|python" + r"hosted",
            r"npmjs\." + r"(?:org|com)",
            r"deb\." + r"debian\.org",
            r"--(?:extra-)?index" + r"-url[ =]\S*://",
        ]
    )
)


def test_no_file_names_a_machine_s_folders_or_a_registry() -> None:
    found = []
    for name in tracked():
        data = (ROOT / name).read_bytes()
        if b"\0" in data[:4096]:
            continue
        for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
            if match := PLACES.search(line):
                found.append(f"{name}:{number}: {match[0]}")
    assert found == []


@pytest.mark.parametrize("lock", ["run", "dev", "build"])
def test_a_lock_pins_every_package_by_hash_and_names_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.lock").read_text("ascii")
    entries = text.replace("\\\n", " ").splitlines()
    assert entries
    pinned = re.compile(r"[A-Za-z0-9._-]+==[^ ]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+\s*")
    assert [entry for entry in entries if not pinned.fullmatch(entry)] == []


def test_the_lock_of_the_checks_holds_the_packages_of_the_program() -> None:
    run, dev = (
        set(re.findall(r"^\S+==\S+", (ROOT / "requirements" / name).read_text("ascii"), re.M))
        for name in ("run.lock", "dev.lock")
    )
    assert run <= dev


def declared() -> set[str]:
    """Return the names of the program's direct dependencies."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {plain(re.split(r"[^A-Za-z0-9_-]", line)[0]) for line in project["dependencies"]}


def plain(name: str) -> str:
    """Return the name of a distribution as locks write it."""
    return name.lower().replace("_", "-")


def test_the_program_imports_only_what_it_declares() -> None:
    own = {"core", "gui", "main"} | sys.stdlib_module_names
    tops = {module.partition(".")[0] for s in program() for _, module in imported(s)} - own
    owners = packages_distributions()
    assert {
        top: owners.get(top) for top in tops if not declared() & distributions(owners, top)
    } == {}


def distributions(owners: Mapping[str, list[str]], top: str) -> set[str]:
    """Return the distributions that bring a top-level module."""
    return {plain(name) for name in owners.get(top, [])}


def test_every_direct_dependency_is_locked() -> None:
    named = declared()
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements/run.lock").read_text(), re.M))
    assert len(named) >= 10
    assert named <= locked
