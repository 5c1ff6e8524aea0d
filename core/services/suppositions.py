"""What if, for a case: a supposition is read, held against the rules, and answered."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import msgspec

from core.engine.what_if import Supposition, WhatIf, supposed, what_if
from core.errors import UserError
from core.services.casework import Casework
from core.services.soundness import problems, require_sound

NOT_ASKED = "event-fact-missing"
"""What an act would note besides its moment is not asked of a supposition made in the window."""

_MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def read_supposition(text: bytes, name: str) -> Supposition:
    """Return the supposition of a file; UserError names the place of the first mistake."""
    try:
        return msgspec.convert(_whole(msgspec.json.decode(text)), Supposition)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UserError("supposition-broken", file=name, problem=str(error)) from error


def suppose(case: Casework, text: bytes, name: str, at: datetime, now: datetime) -> WhatIf:
    """Return what would be otherwise in a case at a moment.

    A supposition may lie in the future, up to the moment asked about; anything else that
    cannot be in a journal cannot be supposed either.
    """
    what = read_supposition(text, name)
    require_sound(supposed(case.events, what), case.library, max(at, now))
    return what_if(case.events, what, case.library.book, at)


def tell(case: Casework, what: Supposition, at: datetime) -> WhatIf:
    """Return what would be otherwise at a moment; what the case has wrong already is no obstacle.

    UserError for anything else that cannot be in a journal up to that moment.
    """
    known = {(one.event, one.error.code) for one in problems(case.events, case.library, at)}
    for one in problems(supposed(case.events, what), case.library, at):
        if one.error.code != NOT_ASKED and (one.event, one.error.code) not in known:
            raise one.error
    return what_if(case.events, what, case.library.book, at)


def _whole(raw: Any) -> Any:
    """Complete moments written to the minute to what the decoder takes."""
    if isinstance(raw, dict):
        return {key: _whole(value) if key != "notes" else value for key, value in raw.items()}
    if isinstance(raw, list):
        return [_whole(one) for one in raw]
    if isinstance(raw, str) and _MINUTE.fullmatch(raw):
        return f"{raw}:00"
    return raw
