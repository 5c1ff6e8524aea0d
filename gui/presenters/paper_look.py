"""How a paper stands so far: its text, what is missing, what the law says before it is signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.documents.compose import Composition, Draft
from core.documents.resolved import Paper
from core.engine.events import PaperIssued
from core.engine.steps import GuideStep, StepStatus, Warned
from core.engine.validate import validate
from core.errors import UserError
from core.i18n import N_, PaperLanguage
from core.paths import RESOURCES
from core.services.papers import Papers
from core.services.permission import guide_of
from core.services.sentences import sentence
from gui.presenters.paper import Answer, Sheet, answers
from gui.presenters.paper_typed import shown_moment
from gui.presenters.speech import Speech, with_article

DRAFT_MARK = "paper_draft"
UNFINISHED = "event-fact-missing"
"""What the list of missing answers says already."""
SUBJECT, AT, UNTIL = "@subject", "@at", "@until"
"""Fields of every form beside its questions."""

TAILS = {
    "name": N_("name"),
    "born": N_("date of birth"),
    "citizenship": N_("citizenship"),
    "address": N_("address"),
    "birthplace": N_("place of birth"),
    "work": N_("place of work"),
    "document": N_("identity document"),
    "post": N_("post"),
    "role": N_("role"),
}
"""What a person lacks → how the window names it."""
PLACES = {
    "case.number": N_("Number of the case"),
    "case.crime": N_("Article of the Criminal Code"),
    "division.name": N_("Division"),
    "division.place": N_("Place of the division"),
}
"""What the case lacks → how the window names it."""


@dataclass(frozen=True)
class Missing:
    """One thing the paper still needs: a field of the form, or something of a person."""

    label: str
    field: str = ""
    """Id of the question, `@until` or `@subject`; empty when the form does not ask it."""
    person: str = ""
    """Whose page supplies it."""


@dataclass(frozen=True)
class Offer:
    """A way to what is missing: a step, with the form that records it if there is one."""

    step: str
    name: str
    form: str
    subject: str


@dataclass(frozen=True)
class Obstacle:
    """What the law says of the act: a block, a warning that asks for a reason, or a note."""

    key: str
    """Under which the reason is kept; empty when none is asked for."""
    tier: str
    text: str
    doubt: str = ""
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class Look:
    """The paper so far and everything that is to be said about it."""

    paper: Paper | None
    answers: tuple[Answer, ...]
    missing: tuple[Missing, ...] = ()
    foreign: tuple[str, ...] = ()
    """Labels of questions answered only in the other language."""
    obstacles: tuple[Obstacle, ...] = ()
    problems: tuple[str, ...] = ()
    """Sentences about what would be refused as impossible."""

    def ready(self, reasons: Mapping[str, str]) -> bool:
        """Return whether nothing stands in the way of signing."""
        return not (
            self.missing
            or self.problems
            or any(one.tier == "block" for one in self.obstacles)
            or any(not reasons.get(one.key, "").strip() for one in self.obstacles if one.key)
        )


def look(
    papers: Papers, sheet: Sheet, draft: Draft, language: PaperLanguage, now: datetime
) -> Look:
    """Return how a paper stands; nothing of it touches the archive."""
    case, form = sheet.case, sheet.form
    asked = answers(papers.asked(case, form.id, draft.subject, draft.at), sheet.speech.language)
    mark = case.library.book.newest.words[DRAFT_MARK].text[language]
    try:
        made = papers.preview(case, form.id, draft, language, mark)
    except UserError as error:
        return Look(None, asked, problems=(_said(error, sheet, {}),))
    labels = {one.question.id: one.question.label for one in asked}
    act = _act(sheet, draft)
    return Look(
        paper=made.paper,
        answers=asked,
        missing=tuple(dict.fromkeys(_missing(made, sheet, draft, labels))),
        foreign=tuple(labels.get(key, key) for key in made.untranslated),
        obstacles=_obstacles(sheet, act),
        problems=tuple(_problems(sheet, act, now, labels)),
    )


def _act(sheet: Sheet, draft: Draft) -> PaperIssued:
    """Return the event that signing would record; a paper of nobody yet is no act."""
    form = sheet.form
    return PaperIssued(
        id=f"«{sheet.title}»",
        at=draft.at,
        until=draft.until,
        subject=draft.subject,
        notes=dict(draft.answers),
        form=form.id,
        version=form.version,
        language=sheet.languages[0],
        edition="",
        step=form.step if draft.subject or not form.subject else "",
    )


def _missing(
    made: Composition, sheet: Sheet, draft: Draft, labels: Mapping[str, str]
) -> Iterator[Missing]:
    """Yield what is missing: fields first, then what people and the case lack."""
    text, head = sheet.speech.tr.gettext, sheet.form.subject
    if head and not draft.subject:
        yield Missing(text("Whom the paper concerns"), SUBJECT)
    if sheet.form.ends and draft.until is None:
        yield Missing(text("When the act ended"), UNTIL)
    for path in made.missing:
        name, _, tail = path.partition(".")
        if path in labels:
            yield Missing(labels[path], path)
        elif name == head or name in sheet.case.state().participants:
            person = draft.subject if name == head else name
            if person:
                yield _of_person(person, tail, sheet.speech)
        elif name in labels and name not in made.missing:
            person = str(draft.answers.get(name) or sheet.case.state().fact(name, draft.subject))
            yield _of_person(person, tail, sheet.speech)
        elif name == "act":
            yield Missing(text("Not recorded yet: {step}").format(step=sheet.speech.step(tail)))
        elif name not in labels and path != "until":
            place = PLACES.get(path)
            yield Missing(text(place) if place else path)


def _of_person(person: str, tail: str, speech: Speech) -> Missing:
    name = speech.person(person) or person
    what = speech.tr.gettext(TAILS.get(tail, tail))
    return Missing(f"{name}: {what}", person=person)


def _obstacles(sheet: Sheet, act: PaperIssued) -> tuple[Obstacle, ...]:
    """Return what the guide says of the act, in the order blocks, warnings, notes."""
    if not act.step:
        return ()
    try:
        found = guide_of(sheet.case, act)
    except UserError:
        return ()
    speech = sheet.speech
    said = [*_closed(found, speech), *(_guard(one, sheet, act.subject) for one in found.warnings)]
    return tuple(sorted(said, key=lambda one: ("block", "warning", "note").index(one.tier)))


def _closed(found: GuideStep, speech: Speech) -> Iterator[Obstacle]:
    """Yield why a step is closed; one that was not compared with the official text warns."""
    if found.status is StepStatus.DONE:
        yield Obstacle("", "block", speech.tr.gettext("This act is recorded already."))
        return
    trusted = found.step.trusted
    said = {one.text for one in found.warnings}
    for why in found.reasons:
        if why.text not in said:
            yield Obstacle(
                key="" if trusted else found.step.id,
                tier="block" if trusted else "warning",
                text=with_article(
                    why.text[speech.language], why.article or found.step.article, speech
                ),
            )


def _guard(one: Warned, sheet: Sheet, subject: str) -> Obstacle:
    speech = sheet.speech
    step = one.guard.offers
    return Obstacle(
        key=one.guard.id if one.tier == "warning" else "",
        tier=one.tier,
        text=with_article(one.text[speech.language], one.guard.article, speech),
        doubt=one.doubt[speech.language] if one.doubt else "",
        offers=(_offer(step, sheet, subject),) if step else (),
    )


def _offer(step: str, sheet: Sheet, subject: str) -> Offer:
    found = sheet.speech.law.steps.get(step)
    forms = [form.id for form in sheet.case.library.forms.values() if form.step == step]
    whom = subject if found is not None and found.per == "person" else ""
    return Offer(step, sheet.speech.step(step), forms[0] if forms else "", whom)


def _problems(
    sheet: Sheet, act: PaperIssued, now: datetime, labels: Mapping[str, str]
) -> Iterator[str]:
    """Yield what is impossible about the act; questions are named by their labels."""
    library = sheet.case.library
    for problem in validate((*sheet.case.events, act), library.book, library.questions, now):
        if problem.event == act.id and problem.error.code != UNFINISHED:
            yield _said(problem.error, sheet, labels)


def _said(error: UserError, sheet: Sheet, labels: Mapping[str, str]) -> str:
    """Return the sentence of an error with labels and names in place of ids."""
    speech = sheet.speech
    values = {name: _plain(name, str(value), sheet, labels) for name, value in error.values.items()}
    return sentence(UserError(error.code, **values), speech.language, RESOURCES)


def _plain(name: str, value: str, sheet: Sheet, labels: Mapping[str, str]) -> str:
    if name == "where":
        place = value.rpartition(": ")[2]
        return labels.get(place.partition("[")[0], place)
    if name == "person":
        return sheet.speech.person(value) or value
    if name == "form":
        return f"«{sheet.title}»"
    return shown_moment(value) or value


def without_reasons(found: Look) -> Look:
    """Return the same look for comparing whether anything is to be said anew."""
    return replace(found, paper=None, answers=())
