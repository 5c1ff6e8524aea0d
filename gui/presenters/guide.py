"""What the guide of a case says: owed acts first, then open ones, and why others are closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.engine.absences import Gap
from core.engine.steps import GuideStep, StepStatus, Warned
from gui.presenters.moments import moment_words
from gui.presenters.speech import Speech


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
    missing: tuple[str, ...] = ()
    """What the case lacks, in sentences with articles; owed acts stand among the lines."""

    def having(self, status: StepStatus) -> tuple[StepLine, ...]:
        """Return the lines of a status in the order of the procedure."""
        return tuple(line for line in self.lines if line.status is status)


def guide_view(steps: Iterable[GuideStep], speech: Speech, gaps: Iterable[Gap] = ()) -> GuideView:
    """Return the guide in words, with what the case lacks."""
    lines = tuple(_line(one, speech) for one in steps)
    missing = tuple(_missing(one, speech) for one in gaps if not one.absence.owed)
    return GuideView(_stages(lines, speech), lines, missing)


def _missing(gap: Gap, speech: Speech) -> str:
    """Return one thing the case lacks: since when, of whom, by which article."""
    said = with_article(gap.absence.says[speech.language], gap.absence.article, speech)
    since = moment_words(gap.since) if gap.since else ""
    return " · ".join(part for part in (speech.person(gap.subject), since, said) if part)


def step_line(one: GuideStep, speech: Speech) -> StepLine:
    """Return one step in words."""
    return _line(one, speech)


def cautions(warned: Iterable[Warned], speech: Speech) -> tuple[Caution, ...]:
    """Return guards in words."""
    return tuple(_caution(one, speech) for one in warned)


def with_article(text: str, article: str, speech: Speech) -> str:
    """Return a sentence with the article it stands on."""
    if not article:
        return text
    return speech.tr.gettext("{text} (art. {article})").format(text=text, article=article)


def _line(one: GuideStep, speech: Speech) -> StepLine:
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
        papers=tuple((key, speech.form(key)) for key in _forms(one, speech)),
        done=tuple(moment_words(act.at) for act in one.acts),
        actions=tuple(action[language] for action in one.step.actions),
    )


def _forms(one: GuideStep, speech: Speech) -> tuple[str, ...]:
    """Return the forms there are that record the step, those it names first."""
    forms = speech.case.library.forms
    own = [key for key, form in forms.items() if form.step == one.step.id]
    return tuple(dict.fromkeys([*(key for key in one.step.papers if key in forms), *own]))


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
