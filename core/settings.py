"""The person's settings: one table, one file.

The table is the structure below: name, type, bounds, default and the English label
that the window translates. The file is small, local JSON without case data. It is
written whole and moved into place, so a power cut leaves the old or the new one.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args, get_origin, get_type_hints

import msgspec

from core.i18n import N_, PaperLanguage, UiLanguage

Theme = Literal["system", "light", "dark"]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every setting, with its default; a new one is one line here.

    `Meta(title=…)` is the label. An empty path means the usual place of `core.paths`.
    """

    ui_language: Annotated[UiLanguage, msgspec.Meta(title=N_("Language of the window"))] = "be"
    paper_language: Annotated[PaperLanguage, msgspec.Meta(title=N_("Language of new cases"))] = "be"
    theme: Annotated[Theme, msgspec.Meta(title=N_("Colours"))] = "system"
    text_scale: Annotated[int, msgspec.Meta(ge=80, le=200, title=N_("Size of text, per cent"))] = (
        100
    )
    archive: Annotated[str, msgspec.Meta(title=N_("Archive file"))] = ""
    papers: Annotated[str, msgspec.Meta(title=N_("Folder for printed papers"))] = ""
    both_languages: Annotated[
        bool, msgspec.Meta(title=N_("Print every paper in both languages"))
    ] = False
    mirrored_margins: Annotated[
        bool, msgspec.Meta(title=N_("Mirror the margins of even pages"))
    ] = False
    lock_after: Annotated[
        int, msgspec.Meta(ge=0, le=60, title=N_("Lock after so many minutes without a touch"))
    ] = 5
    """0 is never."""
    lock_with_screen: Annotated[
        bool,
        msgspec.Meta(title=N_("Lock when the screen is locked, the user changes, the PC sleeps")),
    ] = True


@dataclass(frozen=True)
class Row:
    """One line of the table, as a settings page draws it."""

    key: str
    label: str
    """An English msgid."""
    kind: type
    """bool, int or str."""
    default: bool | int | str
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class Loaded:
    """What was read; `moved_to` says where a file that could not be read was put."""

    settings: Settings
    moved_to: Path | None = None


def table() -> tuple[Row, ...]:
    """Return the settings in the order in which a page shows them."""
    hints = get_type_hints(Settings, include_extras=True)
    defaults = msgspec.structs.asdict(Settings())
    return tuple(_row(key, hints[key], defaults[key]) for key in Settings.__struct_fields__)


def _row(key: str, hint: object, default: bool | int | str) -> Row:
    """Return one line from a type with its bounds."""
    bare, *metas = get_args(hint)
    meta = next(m for m in metas if m.title)
    choices = get_args(bare) if get_origin(bare) is Literal else ()
    return Row(key, meta.title, type(default), default, choices, meta.ge, meta.le)


def changed(settings: Settings, key: str, value: object) -> Settings:
    """Return the settings with one changed.

    Raises ValueError when the key is unknown or the value is outside its bounds.
    """
    if key not in Settings.__struct_fields__:
        raise ValueError(f"unknown setting {key!r}")
    try:
        return msgspec.convert({**msgspec.structs.asdict(settings), key: value}, Settings)
    except msgspec.ValidationError as error:
        raise ValueError(f"setting {key!r}: {error}") from error


def load(file: Path) -> Loaded:
    """Read the settings; a missing file is the defaults, a broken one is moved aside.

    Settings are worth less than a start on time: whatever is wrong with the file, the
    program opens. Nothing is deleted, the person may look at the file that was moved.
    """
    try:
        return Loaded(msgspec.json.decode(file.read_bytes(), type=Settings))
    except FileNotFoundError:
        return Loaded(Settings())
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Loaded(Settings(), _moved_aside(file))
    except OSError:
        return Loaded(Settings(), file)


def save(settings: Settings, file: Path) -> None:
    """Write the settings whole, then put them in place; raises OSError, the old file stays."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n"
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("wb") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _moved_aside(file: Path) -> Path:
    """Move a broken file to the first free name beside it, and return where it is now."""
    taken = (file.with_name(f"{file.stem}.broken-{n}{file.suffix}") for n in range(1, 100))
    target = next((path for path in taken if not path.exists()), file)
    try:
        file.replace(target)
    except OSError:
        return file
    return target
