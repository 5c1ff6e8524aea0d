"""Belarusian names: accuracy by kind, share of doubts, whole names a second, start-up.

    .venv/bin/python benchmarks/names_be.py

A row is right when all its five oblique forms are right. There is no other library
to compare with. «nothing kept» empties the memory of words before every name.
"""

from __future__ import annotations

import csv
import itertools
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from core.language import belarusian  # noqa: E402
from core.language.belarusian import decline  # noqa: E402
from core.language.forms import CASES  # noqa: E402
from core.language.transliteration import to_belarusian, to_russian  # noqa: E402

DATA = ROOT / "tests" / "language" / "data"
MEN = (
    "Кавальчук Шаўчэнка Заяц Дубіна Міцкевіч Лапаць Цяцера Гусейнаў Іваноў Пракапеня".split(),
    "Пётр Мікалай Леў Ігар Вадзім Кузьма Рашыд Антон Іван Сяргей".split(),
    "Іванавіч Ільіч Фаміч Васільевіч Алегавіч Лукіч Паўлавіч Пятровіч".split(),
)


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def accuracy(name: str) -> None:
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    doubted: Counter[str] = Counter()
    for row in rows(name):
        if "policy=decline" in row.get("note", ""):
            continue
        found = decline(row["nom"], row["kind"], row["gender"])  # type: ignore[arg-type]
        key = f"{row['kind']} {row['gender']}"
        total[key] += 1
        right[key] += all(found[case] == row[case] for case in CASES)
        doubted[key] += not found.sure
    print(f"\n{name:<24}{'rows':>6}{'right':>9}{'doubted':>9}")
    for key in sorted(total):
        print(f"{key:<24}{total[key]:>6}{right[key] / total[key]:>9.1%}{doubted[key]:>9}")
    share = sum(right.values()) / sum(total.values())
    print(f"{'all':<24}{sum(total.values()):>6}{share:>9.1%}{sum(doubted.values()):>9}")


def rate(names: Iterable[str], *, keep: bool) -> float:
    """Return whole names a second."""
    names = list(names)
    best = 0.0
    for _ in range(3):
        forget = belarusian._word.cache_clear
        start = time.perf_counter()
        for name in names:
            if not keep:
                forget()
            decline(name, "full")
        best = max(best, len(names) / (time.perf_counter() - start))
    return best


def start_up() -> float:
    """Return milliseconds that the module adds after the modules it needs anyway."""
    script = (
        "import core.language.forms, core.errors, core.paths, re, time, unicodedata;"
        " start = time.perf_counter(); import core.language.belarusian;"
        " print((time.perf_counter() - start) * 1000)"
    )
    command = [sys.executable, "-c", script]
    runs = [
        subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for _ in range(7)
    ]
    return min(map(float, runs))


def main() -> None:
    """Print the tables."""
    for name in ("names_be.tsv", "classes_be.tsv"):
        accuracy(name)
    pairs = rows("pairs_be_ru.tsv")
    to_be = sum(to_belarusian(p["ru"], p["kind"], p["gender"]) == p["be"] for p in pairs)  # type: ignore[arg-type]
    to_ru = sum(to_russian(p["be"], p["kind"], p["gender"]) == p["ru"] for p in pairs)  # type: ignore[arg-type]
    print(f"\n{'pairs_be_ru.tsv':<24}{len(pairs):>6}")
    print(f"{'Russian to Belarusian':<30}{to_be / len(pairs):>9.1%}")
    print(f"{'Belarusian to Russian':<30}{to_ru / len(pairs):>9.1%}")
    full = [" ".join(name) for name in itertools.product(*MEN)]
    print(f"\nfull names a second, nothing kept: {rate(full, keep=False):>10,.0f}")
    print(f"full names a second, as used:      {rate(full, keep=True):>10,.0f}")
    print(f"start-up beyond imports, ms:       {start_up():>10.1f}")


if __name__ == "__main__":
    main()
