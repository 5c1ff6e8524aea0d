"""What may be on a disk after a power cut, built from the recorded system calls of a program."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
RECORDED = "openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink,rename"
ACKNOWLEDGED = "ack "
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FD = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})*)>")


@dataclass(frozen=True)
class Call:
    """One system call that touched the folder, or an acknowledgement."""

    name: str
    path: str = ""
    other: str = ""
    descriptor: int = -1
    offset: int = -1
    content: bytes = b""
    flags: str = ""


def unhex(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def calls(trace: str, folder: Path) -> Iterator[Call]:
    """Yield what a program did in a folder, in order; failed calls did nothing."""
    inside = str(folder)
    for line in trace.splitlines():
        found = _CALL.match(line)
        if found is None or int(found[3]) < 0:
            continue
        call = _parsed(found[1], found[2], int(found[3]))
        if call.name == "ack" or call.path.startswith(inside):
            yield call


def _parsed(name: str, words: str, result: int) -> Call:
    texts = [unhex(text) for text in _TEXT.findall(words)]
    if name == "openat":
        return Call(name, texts[0].decode(), descriptor=result, flags=words.rpartition('"')[2])
    if name in ("unlink", "rename"):
        return Call(name, texts[0].decode(), texts[1].decode() if len(texts) > 1 else "")
    handle = _FD.match(words)
    path = unhex(handle[2]).decode() if handle else ""
    number = int(handle[1]) if handle else -1
    content = texts[0] if texts else b""
    if name == "write" and content.startswith(ACKNOWLEDGED.encode()):
        return Call("ack", content=content[len(ACKNOWLEDGED) :])
    last = words.rpartition(",")[2].strip()
    offset = int(last) if name in ("pwrite64", "ftruncate") else -1
    return Call(name, path, descriptor=number, offset=offset, content=content)


@dataclass
class Inode:
    """A file: what is surely on the disk and what was written since."""

    synced: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Offset and bytes; None truncates at the offset."""
    size: int = 0
    """As the program sees it, for writing in sequence."""


def applied(content: bytes, changes: list[tuple[int, bytes | None]]) -> bytes:
    data = bytearray(content)
    for offset, piece in changes:
        if piece is None:
            del data[offset:]
            data.extend(bytes(offset - len(data)))
            continue
        data.extend(bytes(max(0, offset - len(data))))
        data[offset : offset + len(piece)] = piece
    return bytes(data)


class Disk:
    """A folder as the program sees it and as a power cut may leave it."""

    def __init__(self, before: dict[str, bytes]) -> None:
        self.seen = {path: Inode(content, size=len(content)) for path, content in before.items()}
        self.names = dict(self.seen)
        """Names that are surely on the disk."""
        self.pending: list[tuple[str, str, Inode | None]] = []
        self.open: dict[int, Inode | None] = {}
        self.acknowledged: set[str] = set()

    def take(self, call: Call) -> None:
        """Do what the program did."""
        match call.name:
            case "ack":
                self.acknowledged.update(call.content.decode().split())
            case "openat":
                self._open(call)
            case "write" | "pwrite64" | "ftruncate":
                self._write(call)
            case "fsync" | "fdatasync":
                self._sync(call)
            case "unlink":
                self.seen.pop(call.path)
                self.pending.append(("unlink", call.path, None))
            case "rename":
                inode = self.seen.pop(call.path)
                self.seen[call.other] = inode
                self.pending += [("link", call.other, inode), ("unlink", call.path, None)]

    def _open(self, call: Call) -> None:
        if "O_CREAT" in call.flags and call.path not in self.seen:
            self.seen[call.path] = Inode()
            self.pending.append(("link", call.path, self.seen[call.path]))
        inode = self.seen.get(call.path)
        self.open[call.descriptor] = inode
        if inode is not None and "O_TRUNC" in call.flags:
            inode.pending.append((0, None))
            inode.size = 0

    def _write(self, call: Call) -> None:
        inode = self.seen.get(call.path) or self.open.get(call.descriptor)
        assert inode is not None, call
        if call.name == "ftruncate":
            inode.pending.append((call.offset, None))
            inode.size = call.offset
            return
        offset = inode.size if call.offset < 0 else call.offset
        inode.pending.append((offset, call.content))
        inode.size = max(inode.size, offset + len(call.content))

    def _sync(self, call: Call) -> None:
        inode = self.seen.get(call.path)
        if inode is None:  # a folder
            self._apply_names(len(self.pending))
            return
        inode.synced, inode.pending = applied(inode.synced, inode.pending), []

    def _apply_names(self, count: int) -> None:
        self.names = self._named(count)
        del self.pending[:count]

    def _named(self, count: int) -> dict[str, Inode]:
        names = dict(self.names)
        for deed, path, inode in self.pending[:count]:
            if deed == "link":
                assert inode is not None
                names[path] = inode
            else:
                names.pop(path, None)
        return names

    def image(self, chance: random.Random) -> dict[str, bytes]:
        """Return one folder that a power cut may leave: names of a prefix, any unsynced writes."""
        count = chance.choice([0, len(self.pending), chance.randint(0, len(self.pending))])
        mood = chance.choice(["none", "all", "some", "some"])
        return {
            path: applied(inode.synced, _kept(inode.pending, mood, chance))
            for path, inode in self._named(count).items()
        }


def _kept(
    pending: list[tuple[int, bytes | None]], mood: str, chance: random.Random
) -> list[tuple[int, bytes | None]]:
    """Return which unsynced changes reached the disk, torn at sectors."""
    if mood != "some":
        return pending if mood == "all" else []
    kept: list[tuple[int, bytes | None]] = []
    for offset, piece in pending:
        if piece is None:
            kept += [(offset, piece)] if chance.random() < 0.5 else []
            continue
        first = offset - offset % SECTOR
        for start in range(first, offset + len(piece), SECTOR):
            low, high = max(start, offset), min(start + SECTOR, offset + len(piece))
            if chance.random() < 0.5:
                kept.append((low, piece[low - offset : high - offset]))
    return kept
