"""May an act be recorded: the guide's word on it, as the case stood just before."""

from __future__ import annotations

from collections.abc import Sequence

from core.engine.events import PaperIssued, StepDone
from core.engine.state import Act
from core.engine.steps import GuideStep, StepStatus, Warned, look
from core.errors import Refused, UserError
from core.i18n import Trilingual
from core.law.book import LawBook
from core.services.casework import Casework


def guide_of(case: Casework, event: StepDone | PaperIssued) -> GuideStep:
    """Return the guide's word on an act at its own moment, as the case stood just before it.

    UserError when the law of that day knows no such step.
    """
    others = tuple(one for one in case.events if one.id != event.id)
    before = Casework(case.case_id, others, case.library)
    act = Act(
        event.step, event.subject, event.at, event.until, event.id, event.notes, event.reasons
    )
    steps = case.library.book.on(event.at.date()).steps
    if event.step not in steps:
        raise UserError("step-unknown", step=event.step)
    return look(event.step, event.subject, before.state(event.at), case.library.book, event.at, act)


def allow(found: GuideStep, event: StepDone | PaperIssued, book: LawBook) -> None:
    """Raise Refused for what the law forbids, UserError for a warning without a reason.

    A block cannot be passed. A step whose conditions fail is refused as well, unless its
    entry was not compared with the official text: then it warns, and the reason is kept
    under the id of the step.
    """
    blocks = [one for one in found.warnings if one.tier == "block"]
    if blocks:
        raise _blocked(found, blocks, book)
    if found.status is StepStatus.DONE:
        raise Refused("step-done-already", step=found.step.name, article=found.step.article)
    warned = [one for one in found.warnings if one.tier == "warning"]
    owing = [(one.guard.id, one.text) for one in warned]
    if found.reasons and found.step.trusted:
        articles = dict.fromkeys(one.article or found.step.article for one in found.reasons)
        raise Refused(
            "step-closed",
            step=found.step.name,
            says=tuple(one.text for one in found.reasons),
            article=", ".join(articles),
        )
    if found.reasons:
        owing += [(found.step.id, one.text) for one in found.reasons]
    _reasoned(found, event, owing)


def _blocked(found: GuideStep, blocks: Sequence[Warned], book: LawBook) -> Refused:
    """Return the refusal of a block: what it says, its article, and what would supply it."""
    steps = book.newest.steps
    offers = tuple(steps[one].name for one in found.offers if one in steps)
    return Refused(
        "step-blocked-first" if offers else "step-blocked",
        step=found.step.name,
        guard=blocks[0].guard.id,
        says=tuple(one.text for one in blocks),
        article=", ".join(dict.fromkeys(one.guard.article for one in blocks)),
        offers=offers,
    )


def _reasoned(
    found: GuideStep, event: StepDone | PaperIssued, owing: Sequence[tuple[str, Trilingual]]
) -> None:
    """Raise UserError for warnings that carry no reason for going on."""
    without = [(key, text) for key, text in owing if not event.reasons.get(key, "").strip()]
    if without:
        raise UserError(
            "warning-needs-reason",
            step=found.step.name,
            says=tuple(text for _, text in without),
            guards=", ".join(dict.fromkeys(key for key, _ in without)),
        )
