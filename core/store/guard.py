"""Keeping other programs of the same person out of the memory that holds the key."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

_SET_DUMPABLE = 4
"""PR_SET_DUMPABLE of prctl(2)."""

if sys.platform != "win32":
    import resource


def forbid_reading() -> bool:
    """Make this process unreadable for its neighbours; return whether the system does that.

    No memory dump is written when it crashes, and on Linux no other process of the
    same person may attach to it or read its memory. An administrator still can; this
    is said in docs/security.md. Windows and macOS keep their own rules.
    """
    if sys.platform == "win32":
        return False
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not sys.platform.startswith("linux"):
        return False
    done: int = ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
    return done == 0
