"""How long the law book takes to be ready: from YAML, from the compiled form, all kinds decoded."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

LAW = ROOT / "resources" / "law"
GOAL = 50.0
"""Milliseconds for the whole book from the compiled form, hashing included."""


def timed(action: Callable[[], object], times: int = 15) -> float:
    """Return the median time of an action in milliseconds."""
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        action()
        spent.append((time.perf_counter() - begun) * 1000)
    return median(spent)


def main() -> None:
    """Print the table."""
    from core.law.editions import KINDS
    from core.law.loader import load_book

    with tempfile.TemporaryDirectory() as folder:
        compiled = Path(folder) / "book.bin"
        from_yaml = timed(lambda: load_book(LAW), 3)
        load_book(LAW, compiled)

        def whole() -> None:
            book = load_book(LAW, compiled)
            for kind in KINDS:
                book.newest.entries(kind)

        ready, everything = timed(lambda: load_book(LAW, compiled)), timed(whole)
        size = compiled.stat().st_size
    sources = list(LAW.rglob("*.yaml"))
    volume = sum(path.stat().st_size for path in sources)
    print(f"files {len(sources)}, YAML {volume / 1024:.0f} KiB, compiled {size / 1024:.0f} KiB")
    print(f"read and checked from YAML          {from_yaml:8.1f} ms")
    print(f"compiled form, hash checked         {ready:8.1f} ms")
    print(f"the same, every kind decoded        {everything:8.1f} ms   goal {GOAL:.0f}")


if __name__ == "__main__":
    main()
