"""What papers can print: `{suspect.name|gen}`, `{division.place}`, `{at|date}` and every fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.documents.context import Context
from core.documents.form import Form
from core.documents.grammar import Gender
from core.documents.shown import Spoken, case_of, full_name, shown, shown_date, shown_moment
from core.engine.events import Official
from core.engine.state import Participant
from core.i18n import Bilingual
from core.law.model import Fact


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
        return shown(context.each.get(tail), context.column(tail), filter_, context)
    return shown(context.value(path), context.questions.get(path), filter_, context)


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
            return head == "each" or bool(tail)
        return head in people and (tail in _PERSON or not tail)

    return known


def _act(step: str, filter_: str, context: Context) -> Spoken:
    """Return when a step was last done: of the paper's person if he has one of it, else at all."""
    state = context.state
    acts = (context.subject and state.acts_of(step, context.subject)) or state.acts_of(step)
    return shown_moment(acts[-1].at, filter_, context) if acts else None


def _case_number(context: Context, filter_: str) -> Spoken:
    noted = context.state.fact("case_number")
    opened = context.state.opened
    return str(noted) if noted else (opened.number or None if opened else None)


def _crime(context: Context, filter_: str) -> Spoken:
    noted = shown(context.value("crime"), context.questions.get("crime"), filter_, context)
    opened = context.state.opened
    if noted is not None or opened is None or opened.crime is None:
        return noted
    return context.grammar.crime(opened.crime.article, opened.crime.part, context.language)


def _division(context: Context, filter_: str) -> Spoken:
    opened = context.state.opened
    if opened is None:
        return None
    name = opened.division.name[context.language]
    return context.grammar.phrase(name, case_of(filter_), context.language)


def _place(context: Context, filter_: str) -> Spoken:
    opened = context.state.opened
    return None if opened is None else opened.division.place[context.language]


_CASE: Mapping[str, Callable[[Context, str], Spoken]] = {
    "at": lambda context, filter_: shown_moment(context.at, filter_, context),
    "until": lambda context, filter_: (
        shown_moment(context.until, filter_, context) if context.until else None
    ),
    "case.number": _case_number,
    "case.crime": _crime,
    "division.name": _division,
    "division.place": _place,
}


def _post(official: Official, filter_: str, context: Context) -> Spoken:
    """Return post, division and rank: «старшаму следчаму … аддзела капітану юстыцыі»."""
    case = case_of(filter_)
    grammar, language = context.grammar, context.language
    parts = [grammar.title(official.position, case, language, official.gender)]
    division = _division(context, "gen")
    if division:
        parts.append(division)
    if official.rank:
        parts.append(grammar.title(official.rank, case, language, official.gender))
    return " ".join(parts)


_OFFICIAL: Mapping[str, Callable[[Official, str, Context], Spoken]] = {
    "name": lambda o, f, c: c.grammar.name(o.name[c.language], case_of(f), c.language, o.gender),
    "initials": lambda o, f, c: c.grammar.short_name(
        o.name[c.language], case_of(f), c.language, o.gender
    ),
    "position": lambda o, f, c: c.grammar.title(o.position, case_of(f), c.language, o.gender),
    "rank": lambda o, f, c: (
        c.grammar.title(o.rank, case_of(f), c.language, o.gender) if o.rank else ""
    ),
    "post": _post,
}


def _introduced(one: Participant, filter_: str, context: Context) -> Spoken:
    """Return the name with what is known of post and address, as protocols name people."""
    person, language = one.person, context.language
    known = [text[language] for text in (person.post, person.address) if text is not None]
    return ", ".join([full_name(one, filter_, context), *known])


def _short(one: Participant, filter_: str, context: Context) -> Spoken:
    full = full_name(one, filter_, context)
    return context.grammar.short_name(full, "nom", context.language, one.person.gender)


def _surname_first(one: Participant, filter_: str, context: Context) -> Spoken:
    full = full_name(one, filter_, context)
    return context.grammar.surname_first(full, "nom", context.language, one.person.gender)


def _bilingual(name: str) -> Callable[[Participant, str, Context], Spoken]:
    def read(one: Participant, filter_: str, context: Context) -> Spoken:
        text: Bilingual | None = getattr(one.person, name)
        if text is None:
            return None
        if filter_:
            return context.grammar.phrase(
                text[context.language], case_of(filter_), context.language
            )
        return text[context.language]

    return read


def _role(one: Participant, filter_: str, context: Context) -> Spoken:
    role = context.law.roles.get(one.roles[-1]) if one.roles else None
    if role is None:
        return None
    name = role.feminine if role.feminine and one.person.gender == "f" else role.name
    return context.grammar.phrase(name[context.language], case_of(filter_), context.language)


def _born(one: Participant, filter_: str, context: Context) -> Spoken:
    born = one.person.born
    return None if born is None else shown_date(born, filter_, context)


def _citizenship(one: Participant, filter_: str, context: Context) -> Spoken:
    country = context.law.words.get(f"country_{one.person.citizenship.lower()}")
    return country.text[context.language] if country else one.person.citizenship or None


_PERSON: Mapping[str, Callable[[Participant, str, Context], Spoken]] = {
    "name": full_name,
    "introduced": _introduced,
    "initials": _short,
    "surname_initials": _surname_first,
    "born": _born,
    "citizenship": _citizenship,
    "role": _role,
    **{name: _bilingual(name) for name in ("address", "birthplace", "work", "document", "post")},
}
