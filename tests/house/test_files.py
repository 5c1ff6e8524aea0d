"""Tracked files say nothing about the machines they were written on."""

from __future__ import annotations

import re

import pytest

from tests.house.sources import ROOT, tracked

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


def test_every_direct_dependency_is_locked() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    block = project.split("dependencies = [")[1].split("]")[0]
    named = {n.lower().replace("_", "-") for n in re.findall(r'"([A-Za-z0-9_-]+)', block)}
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements/run.lock").read_text(), re.M))
    assert len(named) >= 10
    assert named <= locked
