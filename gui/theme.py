"""The look of the window: colours of day and night, the style sheet, fonts, tinted icons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from core.paths import RESOURCES
from core.settings import Theme

FAMILY = "Inter"
FACES = ("Inter-Regular.otf", "Inter-SemiBold.otf")
LATER_FACES = ("Inter-Medium.otf", "DejaVuSans.ttf")
"""Faces the very first page does not need; reading a face takes milliseconds."""
STYLE = ("-style", "fusion")
"""Arguments of the application: cheaper than setStyle, which wraps a style for Python."""
BASE_SIZE = 14
"""Pixels of running text at 100 per cent."""


@dataclass(frozen=True)
class Colours:
    """One set of colours; every text on its ground has a contrast of at least 4.5."""

    dark: bool
    window: str
    surface: str
    raised: str
    rail: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    hover: str
    field: str
    field_line: str
    tones: Mapping[str, tuple[str, str]]
    """Tone → colour of text and icon, colour of the ground."""


DAY = Colours(
    dark=False,
    window="#F5F6F8",
    surface="#FFFFFF",
    raised="#FAFBFC",
    rail="#EDF0F3",
    line="#DDE2E8",
    text="#1A222C",
    muted="#556170",
    accent="#1D4F8C",
    on_accent="#FFFFFF",
    accent_soft="#E3ECF7",
    hover="#E6EAEF",
    field="#FFFFFF",
    field_line="#7E8997",
    tones={
        "overdue": ("#A31D18", "#FBE9E7"),
        "at_risk": ("#96420A", "#FDEEDF"),
        "urgent": ("#735200", "#FFF3CC"),
        "soon": ("#1D4F8C", "#E3ECF7"),
        "calm": ("#2B6143", "#E5F2EA"),
        "muted": ("#556170", "#EDF0F3"),
    },
)
NIGHT = Colours(
    dark=True,
    window="#15191E",
    surface="#1C2127",
    raised="#20262D",
    rail="#11151A",
    line="#323A43",
    text="#E7EBF0",
    muted="#A3AEBB",
    accent="#8DB8F0",
    on_accent="#0E1A29",
    accent_soft="#233247",
    hover="#29313A",
    field="#171B20",
    field_line="#6B7887",
    tones={
        "overdue": ("#FF9D94", "#43211F"),
        "at_risk": ("#FFB680", "#402A19"),
        "urgent": ("#F3CF6B", "#3A3115"),
        "soon": ("#9CC3F5", "#233247"),
        "calm": ("#93D3AC", "#1F3529"),
        "muted": ("#A3AEBB", "#29313A"),
    },
)


def desktop_is_dark() -> bool:
    """Return whether the palette of the desktop is dark; asked before ours is put in its place.

    The colour scheme would say the same, but asking for it builds all of Qt's
    enumerations, a quarter of the time to the first window.
    """
    return QGuiApplication.palette().window().color().lightness() < 128


def chosen(theme: Theme, night: bool) -> Colours:
    """Return the colours a setting means; `system` follows the desktop."""
    return {"light": DAY, "dark": NIGHT, "system": NIGHT if night else DAY}[theme]


def apply(application: QApplication, colours: Colours, scale: int) -> None:
    """Dress the application: palette, font and style sheet."""
    font = QFont(FAMILY)
    font.setPixelSize(sized(BASE_SIZE, scale))
    application.setFont(font)
    application.setPalette(palette(colours))
    application.setStyleSheet(style_sheet(colours, scale))


def sized(pixels: int, scale: int) -> int:
    """Return a size in pixels at a scale of text in per cent."""
    return round(pixels * scale / 100)


def add_fonts(folder: Path, faces: Sequence[str] = FACES) -> None:
    """Make shipped faces known, the first ones before any widget is drawn."""
    for face in faces:
        QFontDatabase.addApplicationFont(str(folder / face))


def palette(colours: Colours) -> QPalette:
    """Return the palette that Fusion draws with."""
    made = QPalette()
    role = QPalette.ColorRole
    for part, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.raised,
        role.Text: colours.text,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.PlaceholderText: colours.muted,
        role.Accent: colours.accent,
    }.items():
        made.setColor(part, QColor(colour))
    for part in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, part, QColor(colours.muted))
    return made


def style_sheet(colours: Colours, scale: int) -> str:
    """Return the style sheet of the whole window."""
    sheet = _sheet()
    values = {name: value for name, value in vars(colours).items() if isinstance(value, str)}
    values["icons"] = (RESOURCES / "icons").as_posix()
    values["kind"] = "night" if colours.dark else "day"
    for tone, (ink, ground) in colours.tones.items():
        values |= {f"{tone}_ink": ink, f"{tone}_ground": ground}
    for name, pixels in {"tiny": 12, "small": 13, "body": 14, "lead": 16, "title": 22}.items():
        values[name] = f"{sized(pixels, scale)}px"
    for name in sorted(values, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", values[name])
    return sheet


def icon(folder: Path, name: str, colour: str, size: int = 20, gap: int = 0) -> QIcon:
    """Return a shipped drawing in a colour, sharp on a dense screen too.

    A gap is left free behind it, in pixels: Qt puts words directly beside it.
    """
    return QIcon(picture(folder, name, colour, size, gap))


@cache
def picture(folder: Path, name: str, colour: str, size: int, gap: int = 0) -> QPixmap:
    """Return a shipped drawing as a picture; drawn once for each colour and size."""
    drawn = (folder / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawn.encode()))
    density = 2
    made = QPixmap(QSize(size + gap, size) * density)
    made.fill(QColor(0, 0, 0, 0))
    with QPainter(made) as painter:
        renderer.render(painter, QRectF(0, 0, size * density, size * density))
    made.setDevicePixelRatio(density)
    return made


@cache
def _sheet() -> str:
    return (RESOURCES / "window.qss").read_text(encoding="utf-8")
