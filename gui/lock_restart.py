"""Replacing the process: nothing it knew is left in the memory of the new one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import NoReturn


def command(executable: str, original: Sequence[str], frozen: bool) -> list[str]:
    """Return how this very program is started again.

    A frozen program is its own executable; in a checkout the interpreter is, with the
    arguments it was given (the first of them is its name as it was typed).

    >>> command("/usr/bin/python3", ("python3", "main.py"), False)
    ['/usr/bin/python3', 'main.py']
    """
    return [executable, *(() if frozen else original[1:])]


def replace_process() -> NoReturn:
    """Start the program anew in place of this process; nothing here runs any more.

    On Windows a process cannot be replaced, so another one is started and this one
    ends at once. Threads, event loops and dialogs that are open end with it.
    """
    again = command(sys.executable, sys.orig_argv, bool(getattr(sys, "frozen", False)))
    if sys.platform == "win32":
        subprocess.Popen(again, close_fds=True)
        os._exit(0)
    os.execv(again[0], again)
