"""Russian names: accuracy and speed of ours, pytrovich and pymorphy3 on the same rows.

    .venv/bin/python benchmarks/names_ru.py

A row is right when all five oblique forms are right; «ё=е» forgives е for ё. Peers
that are not installed are shown so. `full/s` is whole names (three parts, five
oblique forms each) in one second of one process, nothing remembered between calls.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from core.language.forms import CASES  # noqa: E402
from core.language.russian import decline  # noqa: E402

GOLD = ROOT / "tests" / "language" / "data" / "names_ru.tsv"
COLUMNS = ("gen", "dat", "acc", "ins", "prp")
FULL = (
    ("Ковальчук", "Пётр", "Иванович", "m"),
    ("Шевченко", "Любовь", "Никитична", "f"),
    ("Заяц", "Лев", "Фомич", "m"),
    ("Прокопеня", "Вера", "Павловна", "f"),
    ("Петров-Водкин", "Вадим", "Олегович", "m"),
)
Forms = Callable[[str, str, str], list[str]]
"""text, kind, gender → five oblique forms."""


def ours() -> Forms:
    def forms(text: str, kind: str, gender: str) -> list[str]:
        found = decline(text, kind, gender)  # type: ignore[arg-type]
        return [found[case] for case in CASES[1:]]

    return forms


def pytrovich() -> Forms:
    maker = import_module("pytrovich.maker").PetrovichDeclinationMaker()
    enums = import_module("pytrovich.enums")
    parts = {
        "surname": enums.NamePart.LASTNAME,
        "given": enums.NamePart.FIRSTNAME,
        "patronymic": enums.NamePart.MIDDLENAME,
    }
    sexes = {"m": enums.Gender.MALE, "f": enums.Gender.FEMALE}
    names = ("GENITIVE", "DATIVE", "ACCUSATIVE", "INSTRUMENTAL", "PREPOSITIONAL")
    cases = [enums.Case[name] for name in names]

    def forms(text: str, kind: str, gender: str) -> list[str]:
        return [maker.make(parts[kind], sexes[gender], case, text) for case in cases]

    return forms


def pymorphy3() -> Forms:
    analyzer = import_module("pymorphy3").MorphAnalyzer()
    tags = {"surname": "Surn", "given": "Name", "patronymic": "Patr"}
    sexes = {"m": "masc", "f": "femn"}
    cases = ("gent", "datv", "accs", "ablt", "loct")

    def one(word: str, kind: str, gender: str, case: str) -> str:
        parses = analyzer.parse(word)
        wanted = [
            p for p in parses if {tags[kind], sexes[gender], "nomn", "sing"} <= p.tag.grammemes
        ]
        noun = [p for p in parses if {"NOUN", "nomn", "sing"} <= p.tag.grammemes]
        found = (wanted or noun or parses)[0].inflect({case, "sing"})
        text: str = found.word if found else word
        return text[:1].upper() + text[1:]

    def forms(text: str, kind: str, gender: str) -> list[str]:
        halves = text.split("-")
        return ["-".join(one(half, kind, gender, case) for half in halves) for case in cases]

    return forms


def accuracy(forms: Forms, rows: list[dict[str, str]]) -> tuple[int, int]:
    """Return how many rows are wholly right, exactly and with ё=е."""
    exact = loose = 0
    for row in rows:
        found, right = forms(row["nom"], row["kind"], row["gender"]), [row[c] for c in COLUMNS]
        exact += found == right
        loose += [f.replace("ё", "е") for f in found] == [r.replace("ё", "е") for r in right]
    return exact, loose


def speed(forms: Forms, seconds: float = 1.0) -> float:
    """Return whole names a second."""
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for surname, given, patronymic, gender in FULL:
            forms(surname, "surname", gender)
            forms(given, "given", gender)
            forms(patronymic, "patronymic", gender)
        done += len(FULL)
    return done / (time.perf_counter() - start)


def start_up(module: str, base: str) -> float:
    """Return milliseconds that a module adds to the start after the modules it needs anyway."""
    script = (
        f"import {base}, csv, re, unicodedata, time; start = time.perf_counter();"
        f" import {module}; print((time.perf_counter() - start) * 1000)"
    )
    runs = [
        float(
            subprocess.run(
                [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
            ).stdout
        )
        for _ in range(5)
    ]
    return min(runs)


def main() -> None:
    """Print the table."""
    with GOLD.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    print(f"{len(rows)} names of {GOLD.relative_to(ROOT).as_posix()}; five oblique forms each\n")
    print(f"{'':<12}{'exact':>14}{'ё=е':>14}{'full/s':>10}{'load, ms':>10}")
    for make in (ours, pytrovich, pymorphy3):
        if make is not ours and find_spec(make.__name__) is None:
            print(f"{make.__name__:<12}{'not installed':>14}")
            continue
        start = time.perf_counter()
        forms = make()
        load = (time.perf_counter() - start) * 1000
        if make is ours:
            load = start_up("core.language.russian", "core.language.forms")
        exact, loose = accuracy(forms, rows)
        shares = f"{exact / len(rows):>13.1%} {loose / len(rows):>13.1%} "
        print(f"{make.__name__:<12}{shares}{speed(forms):>9,.0f}{load:>10.1f}")
    count = 20_000
    start = time.perf_counter()
    for index in range(count):
        surname, given, patronymic, gender = FULL[index % len(FULL)]
        decline(f"{surname} {given} {patronymic}", "full", gender)  # type: ignore[arg-type]
    rate = count / (time.perf_counter() - start)
    print(f"\nours, as one text «Surname Given Patronymic»: {rate:,.0f} full names a second")


if __name__ == "__main__":
    main()
