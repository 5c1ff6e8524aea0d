"""What every command is given: where to write, what time it is, how to reach the rest."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from core.errors import SledchyError, UserError
from core.i18n import SOURCE_LANGUAGE, UiLanguage
from core.paths import RESOURCES, UserPlaces
from core.settings import Settings

if TYPE_CHECKING:
    from core.law.book import LawBook
    from core.services.casework import Casework
    from core.services.library import Library

FINE, NO, WRONG_USE, DAMAGED = 0, 1, 2, 3
"""Exit codes: fine; the answer is «no»; wrong use or input; damaged, locked or a bug of ours."""

LARGEST_INPUT = 50_000_000
"""Bytes; a larger case file is refused before it is read."""

USUAL_SIZE = 100_000
"""Bytes; no sheet and hardly a case is larger."""

NO_NAME = os.strerror(errno.EINVAL)
"""What the system says of a name that can be none."""

FIRST_YEAR, LAST_YEAR = 1900, 9000
"""Moments outside are refused: the calendar cannot be counted on there."""

BOM = b"\xef\xbb\xbf"


@dataclass
class Desk:
    """One run of one command."""

    out: TextIO
    err: TextIO
    now: datetime
    places: UserPlaces
    load: Callable[[str], Any]
    """Import a module by name when it is needed; only the composition root may import late."""
    language: UiLanguage = "be"
    corrections: str = ""
    """File of corrections of the law that this run applies."""

    @cached_property
    def library(self) -> Library:
        """Return the shipped knowledge, loaded at first use."""
        pack, compiled = self.places.law_pack, self.places.book
        found: Library = (
            self.load("core.services.law_packs").library_with_pack(RESOURCES, compiled, pack)
            if pack.exists()
            else self.load("core.services.library").open_library(RESOURCES, compiled)
        )
        self._tell(found.trouble)
        told = self._told()
        return replace(found, book=found.book.corrected(told)) if told else found

    @cached_property
    def book(self) -> LawBook:
        """Return the law book alone, for commands that need neither forms nor grammar."""
        if self.places.law_pack.exists():
            return self.library.book
        found: LawBook = self.load("core.law.loader").load_book(RESOURCES / "law", self.places.book)
        told = self._told()
        return found.corrected(told) if told else found

    def _tell(self, trouble: SledchyError | None) -> None:
        """Say why something is left out with which the command goes on."""
        if trouble is not None:
            self.err.write(f"{self.say(trouble)}\n")

    def learn(self, archive: Any) -> None:
        """Apply what was corrected in the law in an archive; a file named before goes first."""
        told = self.load("core.services.verification").known(archive)
        if told:
            book = self.library.book.corrected((*told, *self._told()))
            self.__dict__["library"] = replace(self.library, book=book)
            self.__dict__["book"] = book

    def _told(self) -> tuple[Any, ...]:
        """Return the corrections of the file named with the command, if one was."""
        if not self.corrections:
            return ()
        read: Callable[[bytes, str], tuple[Any, ...]]
        read = self.load("core.services.verification").read_corrections
        return read(read_bytes(self.corrections), self.corrections)

    def case(self, path: str) -> Casework:
        """Return the case of a file after checking it; UserError says what is wrong and where."""
        text = read_bytes(path).removeprefix(BOM)
        found: Casework = self.load("core.services.casework").read_case(
            Path(path).stem, text, path, self.library, self.now
        )
        return found

    @cached_property
    def settings(self) -> Settings:
        """Return what the person chose in the window; the file is only read, even a broken one."""
        with suppress(OSError, ValueError, msgspec.MsgspecError):
            chosen: Settings = msgspec.json.decode(self.places.settings.read_bytes(), type=Settings)
            return chosen
        return Settings()

    def translated(self, text: str) -> str:
        """Return an English text of the help in the language of the interface."""
        if self.language == SOURCE_LANGUAGE:
            return text
        read = self.load("core.law.yaml_source").read_yaml
        known: dict[str, dict[str, str]] = read(RESOURCES / "messages" / "help.yaml")
        return known.get(text, {}).get(self.language, text)

    def word(self, key: str) -> str:
        """Return a word of plain answers in the language of the interface; see answers.yaml."""
        return str(self._words[key][self.language])

    def json(self, value: object) -> None:
        """Print a value as indented JSON."""
        self.out.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def line(self, text: str = "") -> None:
        """Print a line."""
        self.out.write(text + "\n")

    def say(self, error: SledchyError) -> str:
        """Return the sentence behind a refusal in the language of the interface."""
        speak: Callable[..., str] = self.load("core.services.sentences").sentence
        return speak(error, self.language, RESOURCES)

    @cached_property
    def _words(self) -> Any:
        read = self.load("core.law.yaml_source").read_yaml
        return read(RESOURCES / "messages" / "answers.yaml")


def read_bytes(path: str) -> bytes:
    """Return the bytes of an input file; UserError when it is missing, a folder or too large."""
    try:
        with Path(path).open("rb") as file:
            if os.fstat(file.fileno()).st_size <= LARGEST_INPUT:
                content = file.read(LARGEST_INPUT + 1)  # a device tells no size and never ends
                if len(content) <= LARGEST_INPUT:
                    return content
        raise UserError("file-too-large", path=path, most=LARGEST_INPUT // 1_000_000)
    except OSError as error:
        raise UserError("file-unreadable", path=path, reason=error.strerror) from error
    except ValueError as error:  # a NUL inside the name
        raise UserError("file-unreadable", path=_shown(path), reason=NO_NAME) from error


def moment_of(text: str) -> datetime:
    """Return a local moment `YYYY-MM-DDTHH:MM` (or a bare day); UserError for any other text.

    24:00, as the ends of days are printed, is the midnight with which the day is over.
    """
    over = ends_day(text)
    written = text.replace("24:00", "00:00") if over else text
    for pattern in ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"):
        try:
            moment = datetime.strptime(written, pattern)
        except ValueError:
            continue
        if FIRST_YEAR <= moment.year <= LAST_YEAR:
            return moment + timedelta(days=over)
        raise UserError("date-out-of-range", at=text)
    raise UserError("moment-wrong", text=text)


def ends_day(text: str) -> bool:
    """Return whether a moment is written as 24:00, the end of a day."""
    return text.endswith(("T24:00", " 24:00", "T24:00:00"))


def write_file(path: str, content: bytes) -> None:
    """Write an output file whole or not at all; UserError when the place cannot be written.

    What is no file of its own, such as `/dev/stdout`, is written to and never replaced.
    """
    with _told(path) as file:
        if _is_own(file):
            _replace(file, content)
        else:
            file.write_bytes(content)


def prove_place(path: str, size: int = USUAL_SIZE) -> None:
    """Raise what `write_file` would, and leave nothing there; `size` is in bytes.

    For deeds that must not be done when the file that should tell of them cannot be written.
    """
    with _told(path) as file:
        if file.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if _is_own(file):
            draft = _draft_of(file)
            try:
                draft.write_bytes(bytes(size))
            finally:
                draft.unlink(missing_ok=True)


@contextmanager
def _told(path: str) -> Iterator[Path]:
    """Give a path to write to, and say a failure as a UserError."""
    try:
        yield Path(path)
    except OSError as error:
        raise UserError("file-not-written", path=path, reason=error.strerror) from error
    except ValueError as error:  # no name, or a NUL inside it
        raise UserError("file-not-written", path=_shown(path), reason=NO_NAME) from error


def _is_own(file: Path) -> bool:
    """Return whether a path is a file or may become one."""
    return file.is_file() or not file.exists()


def _shown(path: str) -> str:
    return path.replace("\0", "_")


def _draft_of(file: Path) -> Path:
    return file.with_name(f".{file.name}.part")


def _replace(file: Path, content: bytes) -> None:
    """Put a file in place of an older one, if any; a failure leaves that one as it was."""
    draft = _draft_of(file)
    try:
        draft.write_bytes(content)
        draft.replace(file)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
