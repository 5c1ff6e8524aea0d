"""What papers can print: `{suspect.name|gen}`, `{division.place}`, `{at|date}` and every fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from core.documents.form import Form
from core.documents.grammar import Gender, Grammar
from core.engine.events import Official, Value
from core.engine.state import CaseState, Participant, moment
from core.i18n import Bilingual, PaperLanguage
from core.law.book import Reading
from core.law.model import Fact

Answers = Mapping[str, Value]


@dataclass(frozen=True)
class Context:
    """Everything one paper may speak of, and the language it speaks."""

    form: Form
    state: CaseState
    law: Reading
    grammar: Grammar
    language: PaperLanguage
    answers: Answers
    at: datetime
    until: datetime | None = None
    subject: str = ""
    each: Value | Participant = None
    listed: str = ""
    """Fact whose rows or persons `each` runs over."""
    questions: Mapping[str, Fact] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    """Paths that were asked for and are not known; filled while composing."""
    used: dict[str, str] = field(default_factory=dict)
    """What was printed, by path and filter: the inputs of the paper."""
    foreign: set[str] = field(default_factory=set)
    """Questions answered in the other language only."""

    def bound(self, each: Value | Participant, listed: str) -> Context:
        """Return the same paper inside one turn of `each` over a list."""
        return replace(self, each=each, listed=listed)

    @property
    def about(self) -> str:
        """Return whom a condition speaks of: the person of this turn, else the paper's person."""
        return self.each.person.id if isinstance(self.each, Participant) else self.subject

    def value(self, key: str) -> Value:
        """Return an answer, else what the case knows of the subject or of itself, else None.

        What was said at another act or of another person is never taken over: the
        words of one witness must not appear in the protocol of the next.
        """
        question = self.questions.get(key)
        answer = self.answers.get(key)
        if answer is not None or question is None:
            return answer
        for subject in {"act": (), "person": (self.subject,), "case": ("",)}[question.of]:
            known = self.state.fact(key, subject)
            if known is not None:
                return known
        return question.default

    def asked(self, path: str) -> str:
        """Return under which name a path is reported missing: an `each` by its person."""
        head, _, tail = path.partition(".")
        return f"{self.about}.{tail}" if head == "each" and self.about else path

    def optional(self, path: str) -> bool:
        """Return whether a place may stay empty: a question that need not be answered."""
        head, _, tail = path.partition(".")
        fact = _column(self, tail) if head == "each" else self.questions.get(path)
        return fact is not None and fact.optional

    def person(self, name: str) -> Participant | None:
        """Return the participant a form calls by a name: its subject, `each`, or a person fact."""
        if name == "each":
            return self.each if isinstance(self.each, Participant) else None
        key = self.subject if name == self.form.subject else self.value(name)
        return self.state.participants.get(key) if isinstance(key, str) else None

    def people(self, name: str) -> tuple[Participant, ...]:
        """Return the participants named by a fact of type persons (or person)."""
        keys = self.value(name)
        keys = [keys] if isinstance(keys, str) else keys or ()
        found = (self.state.participants.get(key) for key in keys)
        return tuple(one for one in found if one is not None)


Spoken = str | None
_NO_CASE = "nom"


def speak(path: str, filter_: str, context: Context) -> Spoken:
    """Return the text of a place, or None when what it needs is not known."""
    head, _, tail = path.partition(".")
    if path in _CASE:
        return _CASE[path](context, filter_)
    if head == "investigator":
        official = context.state.opened.investigator if context.state.opened else None
        return None if official is None else _OFFICIAL[tail](official, filter_, context)
    participant = context.person(head)
    if participant is not None:
        return _PERSON[tail or "name"](participant, filter_, context)
    if head == "act":
        return _act(tail, filter_, context)
    if head == "each" and isinstance(context.each, Mapping):
        return _shown(context.each.get(tail), _column(context, tail), filter_, context)
    return _shown(context.value(path), context.questions.get(path), filter_, context)


def gender_of(path: str, context: Context) -> Gender | None:
    """Return the gender of the person or official a form speaks of."""
    if path == "investigator":
        return context.state.opened.investigator.gender if context.state.opened else None
    participant = context.person(path)
    return None if participant is None else participant.person.gender


def paths_of(form: Form, facts: Mapping[str, Fact]) -> Callable[[str], bool]:
    """Return a test whether a path can be printed by a form, for checking forms while loading."""
    people = {name for name, fact in facts.items() if fact.type in ("person", "persons")}
    people |= {form.subject} - {""}

    def known(path: str) -> bool:
        head, _, tail = path.partition(".")
        if path in _CASE or path in facts:
            return True
        if head == "investigator":
            return tail in _OFFICIAL or not tail
        if head in ("each", "act"):
            return bool(tail)
        return head in people and (tail in _PERSON or not tail)

    return known


def _act(step: str, filter_: str, context: Context) -> Spoken:
    """Return when a step was last done: of the paper's person if he has one of it, else at all."""
    state = context.state
    acts = (context.subject and state.acts_of(step, context.subject)) or state.acts_of(step)
    return _moment(acts[-1].at, filter_, context) if acts else None


def _case_number(context: Context, filter_: str) -> Spoken:
    noted = context.state.fact("case_number")
    opened = context.state.opened
    return str(noted) if noted else (opened.number or None if opened else None)


def _crime(context: Context, filter_: str) -> Spoken:
    noted = context.value("crime")
    opened = context.state.opened
    if isinstance(noted, Mapping):
        return context.grammar.crime(noted["article"], noted.get("part"), context.language)
    if opened is None or opened.crime is None:
        return None
    return context.grammar.crime(opened.crime.article, opened.crime.part, context.language)


def _division(context: Context, filter_: str) -> Spoken:
    opened = context.state.opened
    if opened is None:
        return None
    name = opened.division.name[context.language]
    return context.grammar.phrase(name, filter_ or _NO_CASE, context.language)


def _place(context: Context, filter_: str) -> Spoken:
    opened = context.state.opened
    return None if opened is None else opened.division.place[context.language]


_CASE: Mapping[str, Callable[[Context, str], Spoken]] = {
    "at": lambda context, filter_: _moment(context.at, filter_, context),
    "until": lambda context, filter_: (
        _moment(context.until, filter_, context) if context.until else None
    ),
    "case.number": _case_number,
    "case.crime": _crime,
    "division.name": _division,
    "division.place": _place,
}


def _post(official: Official, filter_: str, context: Context) -> Spoken:
    """Return post, division and rank: «старшаму следчаму … аддзела капітану юстыцыі»."""
    case = filter_ or _NO_CASE
    grammar, language = context.grammar, context.language
    parts = [grammar.title(official.position, case, language, official.gender)]
    division = _division(context, "gen")
    if division:
        parts.append(division)
    if official.rank:
        parts.append(grammar.title(official.rank, case, language, official.gender))
    return " ".join(parts)


_OFFICIAL: Mapping[str, Callable[[Official, str, Context], Spoken]] = {
    "name": lambda o, f, c: c.grammar.name(o.name[c.language], f or _NO_CASE, c.language, o.gender),
    "initials": lambda o, f, c: c.grammar.short_name(
        o.name[c.language], f or _NO_CASE, c.language, o.gender
    ),
    "position": lambda o, f, c: c.grammar.title(o.position, f or _NO_CASE, c.language, o.gender),
    "rank": lambda o, f, c: (
        c.grammar.title(o.rank, f or _NO_CASE, c.language, o.gender) if o.rank else ""
    ),
    "post": _post,
}


def _full_name(one: Participant, filter_: str, context: Context) -> Spoken:
    person, case = one.person, filter_ or _NO_CASE
    corrected = person.forms.get(f"{context.language}.{case}")
    if corrected:
        return corrected
    name = person.name[context.language]
    return context.grammar.name(name, case, context.language, person.gender)


def _introduced(one: Participant, filter_: str, context: Context) -> Spoken:
    """Return the name with what is known of post and address, as protocols name people."""
    person, language = one.person, context.language
    known = [text[language] for text in (person.post, person.address) if text is not None]
    return ", ".join([_full_name(one, filter_, context) or "", *known])


def _short(one: Participant, filter_: str, context: Context) -> Spoken:
    full = _full_name(one, filter_, context) or ""
    return context.grammar.short_name(full, _NO_CASE, context.language, one.person.gender)


def _surname_first(one: Participant, filter_: str, context: Context) -> Spoken:
    full = _full_name(one, filter_, context) or ""
    return context.grammar.surname_first(full, _NO_CASE, context.language, one.person.gender)


def _bilingual(name: str) -> Callable[[Participant, str, Context], Spoken]:
    def read(one: Participant, filter_: str, context: Context) -> Spoken:
        text: Bilingual | None = getattr(one.person, name)
        if text is None:
            return None
        if filter_:
            return context.grammar.phrase(text[context.language], filter_, context.language)
        return text[context.language]

    return read


def _role(one: Participant, filter_: str, context: Context) -> Spoken:
    role = context.law.roles.get(one.roles[-1]) if one.roles else None
    if role is None:
        return None
    name = role.feminine if role.feminine and one.person.gender == "f" else role.name
    return context.grammar.phrase(name[context.language], filter_ or _NO_CASE, context.language)


def _born(one: Participant, filter_: str, context: Context) -> Spoken:
    born = one.person.born
    return None if born is None else _date(born, filter_, context)


def _citizenship(one: Participant, filter_: str, context: Context) -> Spoken:
    country = context.law.words.get(f"country_{one.person.citizenship.lower()}")
    return country.text[context.language] if country else one.person.citizenship or None


_PERSON: Mapping[str, Callable[[Participant, str, Context], Spoken]] = {
    "name": _full_name,
    "introduced": _introduced,
    "initials": _short,
    "surname_initials": _surname_first,
    "born": _born,
    "citizenship": _citizenship,
    "role": _role,
    **{name: _bilingual(name) for name in ("address", "birthplace", "work", "document", "post")},
}


def _column(context: Context, name: str) -> Fact | None:
    """Return the column of the list whose row is being printed."""
    question = context.questions.get(context.listed)
    columns = {one.id: one for one in question.columns} if question else {}
    return columns.get(name)


def _shown(value: Value, fact: Fact | None, filter_: str, context: Context) -> Spoken:
    """Return an answer as the paper prints it, by the type of its question."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    show = _SHOW.get(fact.type if fact else "text", _text)
    return show(value, fact, filter_, context)


def _text(value: Value, fact: Fact | None, filter_: str, context: Context) -> Spoken:
    if isinstance(value, Mapping):
        text = value.get(context.language)
        if not text:
            context.foreign.add(context.listed or (fact.id if fact else ""))
            text = next(iter(value.values()), None)
        value = text
    if value is None:
        return None
    return context.grammar.phrase(str(value), filter_, context.language) if filter_ else str(value)


def _chosen(value: Value, fact: Fact | None, filter_: str, context: Context) -> Spoken:
    labels = {choice.id: choice.label for choice in fact.choices} if fact else {}
    label = labels.get(str(value))
    if label is None:
        return str(value)
    text = label[context.language]
    return context.grammar.phrase(text, filter_, context.language) if filter_ else text


def _persons(value: Value, fact: Fact | None, filter_: str, context: Context) -> Spoken:
    keys: Sequence[str] = [value] if isinstance(value, str) else value
    people = [context.state.participants[key] for key in keys if key in context.state.participants]
    names = [_full_name(one, filter_, context) or "" for one in people]
    return context.grammar.join(names, context.language) if names else None


def _stamp(value: Value, fact: Fact | None, filter_: str, context: Context) -> Spoken:
    at = moment(value)
    return None if at is None else _moment(at, filter_, context)


def _day(value: Value, fact: Fact | None, filter_: str, context: Context) -> Spoken:
    at = moment(value)
    return None if at is None else _date(at.date(), filter_, context)


_SHOW: Mapping[str, Callable[[Value, Fact | None, str, Context], Spoken]] = {
    "moment": _stamp,
    "date": _day,
    "choice": _chosen,
    "person": _persons,
    "persons": _persons,
}

_DATE_STYLES = {"date": "date", "day": "day", "numeric": "numeric", "": "date"}
_TIME_STYLES = {"time": "time", "hm": "hm", "short": "short"}


def _moment(at: datetime, filter_: str, context: Context) -> str:
    """Return a moment: its date, its time, or both when the filter is `moment` or none."""
    grammar, language = context.grammar, context.language
    if filter_ in _TIME_STYLES:
        return grammar.time(at, language, _TIME_STYLES[filter_])  # type: ignore[arg-type]
    if filter_ in ("", "moment"):
        return f"{grammar.date(at, language, 'date')} {grammar.time(at, language, 'short')}"
    return _date(at.date(), filter_, context)


def _date(day: date, filter_: str, context: Context) -> str:
    style = _DATE_STYLES.get(filter_, "date")
    return context.grammar.date(day, context.language, style)  # type: ignore[arg-type]
