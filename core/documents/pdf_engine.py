"""ReportLab, fenced: no settings from outside, no network, streams as PDF/A wants them.

The only gate to ReportLab; the fence must stand before its first import. It would otherwise
execute `reportlab_settings.py` from the path and `.reportlab_settings` from the home
folder, and obey `RL_…` variables: a paper must not depend on what lies there.
"""

from __future__ import annotations

import re
import sys
from types import ModuleType
from typing import Any

for _name in ("reportlab_settings", "reportlab.local_rl_settings"):
    sys.modules[_name] = ModuleType(_name)

from reportlab import rl_config, rl_settings  # noqa: E402

# What a variable may have changed goes back to what the package ships ...
rl_config.applySettings(
    {
        name: value
        for name, value in vars(rl_settings).items()
        if isinstance(value, int | float | str) and name in rl_settings.__all__
    }
    | {"defaultPageSize": rl_config.defaultPageSize}
)
# ... and these are ours: the same bytes for the same paper, no font or address from outside.
rl_config.invariant = 1
rl_config.useA85 = 0
rl_config.ttfAsciiReadable = 0
rl_config.canvas_basefontname = "regular"
rl_config.T1SearchPath = rl_config.TTFSearchPath = rl_config.CMapSearchPath = []
rl_config.trustedHosts = []
rl_config.trustedSchemes = []

from reportlab.pdfbase import pdfdoc, pdfmetrics, ttfonts  # noqa: E402
from reportlab.pdfbase.ttfonts import TTFont  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

__all__ = ["Canvas", "TTFont", "pdfdoc", "pdfmetrics", "rl_config"]

_END = b"endstream\n"
_format_stream = pdfdoc.PDFStream.format
_set_transition = pdfdoc.PDFPage.setPageTransition
_unicode_of = ttfonts.makeToUnicodeCMap
_BEYOND = re.compile(r"<([0-9A-F]{5,6})>$", re.MULTILINE)


def _stream_with_line_end(stream: Any, document: Any) -> bytes:
    """Return a stream with the line end that ISO 19005-2, 6.1.7.1 wants before `endstream`."""
    written: bytes = _format_stream(stream, document)
    return written[: -len(_END)] + b"\n" + _END


def _transition_if_any(page: Any, effect: dict[str, object] | None) -> None:
    """Set a page transition only when there is one: ReportLab's empty entry is not valid."""
    if effect:
        _set_transition(page, effect)


def _unicode_in_pairs(name: str, subset: list[int]) -> str:
    """Return what the glyphs of a font mean, signs beyond 65535 in UTF-16 as ISO 32000 wants it.

    ReportLab writes their number, of which a reader takes the first four digits: the sign
    that is seen would be copied and found as another one.
    """
    return _BEYOND.sub(
        lambda sign: f"<{chr(int(sign[1], 16)).encode('utf-16-be').hex().upper()}>",
        _unicode_of(name, subset),
    )


pdfdoc.PDFStream.format = _stream_with_line_end
pdfdoc.PDFPage.setPageTransition = _transition_if_any
ttfonts.makeToUnicodeCMap = _unicode_in_pairs
pdfdoc.PDFCatalog.__NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]
