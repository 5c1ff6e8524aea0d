"""An issued paper as it was printed: its snapshot, or composed anew for a file taken in."""

from __future__ import annotations

import re

import msgspec

from core.documents.compose import Draft
from core.documents.resolved import Paper
from core.engine.events import PaperIssued
from core.errors import UserError
from core.i18n import PaperLanguage
from core.services.cases import row_id
from core.services.workplace import Workplace

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def printed(work: Workplace, case_id: str, event_id: str, language: PaperLanguage) -> Paper:
    """Return an issued paper in a language.

    The snapshot is printed as it is. A paper of a case file that was taken in has none;
    it is composed as the case stood when it was issued.
    """
    for head in work.issued(case_id):
        if head.event_id == row_id(case_id, event_id) and head.language == language:
            found = work.snapshot(head.paper_id)
            if found is not None:
                return msgspec.json.decode(found.paper.blocks, type=Paper)
    case = work.cases.case(case_id)
    event = next(one for one in case.events if isinstance(one, PaperIssued) and one.id == event_id)
    form = work.library.forms[event.form]
    draft = Draft(event.notes, event.at, event.until, event.subject)
    composition = case.compose(form, draft, language)
    if composition.missing:
        missing = ", ".join(composition.missing)
        raise UserError("paper-incomplete", form=form.id, missing=missing)
    return composition.paper


def file_name(number: str, title: str, at: str, language: str, suffix: str) -> str:
    """Return a name that every file system takes.

    >>> file_name("12/3", "Protocol", "03.03.2026, 14:20", "be", "pdf")
    '12-3 Protocol 03.03.2026, 14-20 be.pdf'
    """
    return _UNSAFE.sub("-", f"{number} {title} {at} {language}.{suffix}").strip()
