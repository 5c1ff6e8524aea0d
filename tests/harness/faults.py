"""Failing system calls inside SQLite itself, by the door that its own tests use.

`xSetSystemCall` of the file system layer replaces open, read, write, truncate and unlink of
this process; what the program does by itself for its small files is replaced beside it.
Syncing is not among them: strace fails it in the other half of R3.
"""

from __future__ import annotations

import ctypes
import errno
import os
import random
from collections.abc import Callable, Sequence
from typing import Any

from sqlcipher3 import _sqlite3

from core.store import durable

_POINTERS = "next name data open delete access full dlopen dlerror dlsym dlclose random sleep"
_MORE = "time error time64 set_call get_call next_call"
_long, _text, _int, _any = ctypes.c_ssize_t, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p


class _Vfs(ctypes.Structure):
    _fields_ = [
        *((name, _int) for name in ("version", "size", "longest")),
        *((name, _any) for name in f"{_POINTERS} {_MORE}".split()),
    ]


CALLS: dict[str, Any] = {
    "open": ctypes.CFUNCTYPE(_int, _text, _int, _int, use_errno=True),
    "read": ctypes.CFUNCTYPE(_long, _int, _any, ctypes.c_size_t, use_errno=True),
    "pread": ctypes.CFUNCTYPE(_long, _int, _any, ctypes.c_size_t, _long, use_errno=True),
    "pread64": ctypes.CFUNCTYPE(_long, _int, _any, ctypes.c_size_t, _long, use_errno=True),
    "write": ctypes.CFUNCTYPE(_long, _int, _any, ctypes.c_size_t, use_errno=True),
    "pwrite": ctypes.CFUNCTYPE(_long, _int, _any, ctypes.c_size_t, _long, use_errno=True),
    "pwrite64": ctypes.CFUNCTYPE(_long, _int, _any, ctypes.c_size_t, _long, use_errno=True),
    "ftruncate": ctypes.CFUNCTYPE(_int, _int, _long, use_errno=True),
    "unlink": ctypes.CFUNCTYPE(_int, _text, use_errno=True),
}
OWN = ("open", "fsync", "replace", "unlink")
"""Calls of the program's own for key files, anchors and verdicts."""
EVERY = (*CALLS, *(f"own {name}" for name in OWN))
_ERRORS = (errno.EIO, errno.ENOSPC)


class Faults:
    """Fails a chosen call when it is armed; otherwise everything goes on as usual."""

    def __init__(self, chance: random.Random) -> None:
        self._chance, self._kept = chance, list[object]()
        self.met: dict[str, int] = {}
        self._wanted, self._left, self._again = "", 0, False
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        self._vfs = library.sqlite3_vfs_find(None)
        for name, kind in CALLS.items():
            self._replace(name, kind)
        setattr(durable, "os", _Own(self))  # noqa: B010

    def arm(self, calls: Sequence[str] = EVERY) -> None:
        """Choose one call that will fail: which, how soon, once or from then on."""
        self._wanted = self._chance.choice(calls)
        self._left = self._chance.choice([1, 1, 2, 3, 5, 8])
        self._again = self._chance.random() < 0.3

    def disarm(self) -> None:
        """Let everything succeed again."""
        self._wanted = ""

    def fails(self, name: str) -> int:
        """Return the error of a call that shall fail now, or 0."""
        if name != self._wanted:
            return 0
        self._left -= 1
        if self._left > 0:
            return 0
        self.met[name] = self.met.get(name, 0) + 1
        if not self._again:
            self._wanted = ""
        return self._chance.choice(_ERRORS)

    def _replace(self, name: str, kind: Any) -> None:
        get = ctypes.CFUNCTYPE(_any, _any, _text)(self._vfs.contents.get_call)
        put = ctypes.CFUNCTYPE(_int, _any, _text, _any)(self._vfs.contents.set_call)
        place = get(ctypes.cast(self._vfs, _any), name.encode())
        if not place:  # not used on this system
            return
        real = kind(place)

        def ours(*words: Any) -> int:
            if code := self.fails(name):
                ctypes.set_errno(code)
                return -1
            result: int = real(*words)
            return result

        made = kind(ours)
        self._kept += [real, made]
        put(ctypes.cast(self._vfs, _any), name.encode(), ctypes.cast(made, _any))


class _Own:
    """Stands for the module os in the writer of small files."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._failing(name, real) if name in OWN else real

    def _failing(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def ours(*words: Any) -> Any:
            if code := self._faults.fails(f"own {name}"):
                raise OSError(code, os.strerror(code))
            return real(*words)

        return ours
