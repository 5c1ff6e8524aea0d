"""What the guide of a case says: owed acts first, then open ones, and why others are closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.engine.absences import Gap
from core.engine.completeness import Lack
from core.engine.steps import GuideStep, StepStatus, Warned
from core.i18n import N_
from gui.presenters.missing import Missing, forms_for, gap_lines, lack_lines
from gui.presenters.moments import moment_words
from gui.presenters.outcomes import Leads, leads_to
from gui.presenters.speech import Speech, with_article

STATUS_NAMES = {
    StepStatus.OWED: N_("owed now"),
    StepStatus.OPEN: N_("possible"),
    StepStatus.DONE: N_("done"),
    StepStatus.CLOSED: N_("closed"),
}


@dataclass(frozen=True)
class Caution:
    """A guard that is not satisfied: what it says, and the step that supplies what is missing."""

    guard: str
    tier: str
    text: str
    article: str
    doubt: str
    offer: str
    offer_name: str


@dataclass(frozen=True)
class StepLine:
    """One step for one subject."""

    step: str
    subject: str
    name: str
    person: str
    stage: str
    article: str
    unverified: bool
    status: StepStatus
    reasons: tuple[str, ...]
    """Why it is closed, in words, each with its article."""
    cautions: tuple[Caution, ...]
    blocked: bool
    papers: tuple[tuple[str, str], ...]
    """Forms that record it: id and title."""
    done: tuple[str, ...]
    actions: tuple[str, ...]
    leads: Leads
    """What it leads to: terms it starts and ends, steps it opens and makes owed."""
    anytime: bool
    """It has no place of its own in the order."""
    by_hand: tuple[str, ...]
    """Papers of the act for which there is no form."""
    lacks: tuple[Missing, ...] | None = None
    """What is missing before it; None for a step that is no such decision."""

    @property
    def marks(self) -> frozenset[str]:
        """Return by which words of the filter the line is found."""
        kinds = {"anytime": self.anytime, "decision": self.lacks is not None}
        return frozenset({str(self.status)} | {name for name, holds in kinds.items() if holds})

    def says(self, words: Iterable[str]) -> bool:
        """Return whether all words stand somewhere in the line."""
        titles = " ".join(title for _, title in self.papers)
        said = (self.name, self.person, self.article, titles, *self.by_hand, *self.actions)
        whole = " ".join(said).casefold()
        return all(word in whole for word in words)


@dataclass(frozen=True)
class StageMark:
    """One stage on the rail of a case."""

    stage: str
    name: str
    current: bool
    done: int
    owed: int


@dataclass(frozen=True)
class GuideView:
    """The whole guide, and the rail over it."""

    stages: tuple[StageMark, ...]
    lines: tuple[StepLine, ...]
    missing: tuple[Missing, ...] = ()
    """What the case lacks; owed acts stand among the lines."""

    @property
    def stray(self) -> tuple[Missing, ...]:
        """Return what is missing and is not among the owed acts already."""
        owed = {(one.step, one.subject) for one in self.having(StepStatus.OWED)}
        owed |= {(step, "") for step, _ in owed}
        return tuple(one for one in self.missing if (one.offer, one.subject) not in owed)

    def having(self, status: StepStatus) -> tuple[StepLine, ...]:
        """Return the lines of a status in the order of the procedure."""
        return tuple(line for line in self.lines if line.status is status)


def guide_view(
    steps: Iterable[GuideStep],
    speech: Speech,
    gaps: Iterable[Gap] = (),
    lacks: Mapping[str, Iterable[Lack]] | None = None,
) -> GuideView:
    """Return the guide in words, with what the case lacks now and before each decision."""
    leads = leads_to(speech)
    told = {step: lack_lines(found, speech) for step, found in (lacks or {}).items()}
    lines = tuple(_line(one, speech, leads.get(one.step.id, ()), told) for one in steps)
    return GuideView(_stages(lines, speech), lines, gap_lines(gaps, speech))


def by_step(lines: Iterable[StepLine]) -> tuple[tuple[StepLine, ...], ...]:
    """Return lines with those of one step together, in the order in which the steps come."""
    found: dict[str, list[StepLine]] = {}
    for one in lines:
        found.setdefault(one.step, []).append(one)
    return tuple(tuple(group) for group in found.values())


def apart(lines: Iterable[StepLine]) -> tuple[tuple[StepLine, ...], tuple[StepLine, ...]]:
    """Return what was not done yet, and what was and may be done again."""
    kept = tuple(lines)
    return tuple(one for one in kept if not one.done), tuple(one for one in kept if one.done)


def step_line(one: GuideStep, speech: Speech) -> StepLine:
    """Return one step in words."""
    return _line(one, speech, leads_to(speech).get(one.step.id, ()), {})


def cautions(warned: Iterable[Warned], speech: Speech) -> tuple[Caution, ...]:
    """Return guards in words."""
    return tuple(_caution(one, speech) for one in warned)


def _line(
    one: GuideStep, speech: Speech, leads: Leads, lacks: Mapping[str, tuple[Missing, ...]]
) -> StepLine:
    language = speech.language
    reasons = [with_article(why.text[language], why.article, speech) for why in one.reasons]
    if one.status is not StepStatus.CLOSED:
        reasons = []
    return StepLine(
        step=one.step.id,
        subject=one.subject,
        name=one.step.name[language],
        person=speech.person(one.subject),
        stage=one.step.stage,
        article=one.step.article,
        unverified=not one.step.trusted,
        status=one.status,
        reasons=tuple(reasons),
        cautions=cautions(one.warnings, speech),
        blocked=one.blocked,
        papers=tuple((key, speech.form(key)) for key in forms_for(one.step.id, speech)),
        done=tuple(moment_words(act.at) for act in one.acts),
        actions=tuple(action[language] for action in one.step.actions),
        leads=leads,
        anytime=one.step.any_time,
        by_hand=tuple(name[language] for name in one.step.by_hand.values()),
        lacks=lacks.get(one.step.id),
    )


def _caution(one: Warned, speech: Speech) -> Caution:
    language = speech.language
    offer = one.guard.offers
    return Caution(
        guard=one.guard.id,
        tier=one.tier,
        text=one.text[language],
        article=one.guard.article,
        doubt=one.doubt[language] if one.doubt else "",
        offer=offer,
        offer_name=speech.step(offer) if offer else "",
    )


def _stages(lines: tuple[StepLine, ...], speech: Speech) -> tuple[StageMark, ...]:
    acts = [act for act in speech.state.acts if act.step in speech.law.steps]
    current = speech.law.steps[acts[-1].step].stage if acts else ""
    stages = sorted(speech.law.stages.values(), key=lambda stage: stage.order)
    current = current or (stages[0].id if stages else "")
    return tuple(
        StageMark(
            stage=stage.id,
            name=stage.name[speech.language],
            current=stage.id == current,
            done=sum(1 for line in lines if line.stage == stage.id and line.done),
            owed=sum(
                1 for line in lines if line.stage == stage.id and line.status is StepStatus.OWED
            ),
        )
        for stage in stages
    )
