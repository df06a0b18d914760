"""The sentences of our records that answer a question, or none."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.contract import Question
from assistant.desk import Desk
from assistant.question.dossier import Dossier, dossiers, has_name, is_about, is_exact, nearness
from assistant.question.found import Unit
from assistant.question.recital import Ages, Recital, age, ages
from assistant.question.record_ask import RecordAsk, framework_key
from assistant.question.relevance import Relevant
from knowledge.sources.types import Kind

RECORDS = frozenset({Kind.DECISION, Kind.RECORD})
SEARCHED = 60  # passages looked at
MOST = 7  # sentences
BRIEF = 5  # words; in a longer question a name need not be what it is about
EACH = 4  # of one record, where several answer
LABELLED = ("Claim", "Evidence request", "Task")
PER_FRAMEWORK = frozenset({"Owner", "Reviewer", "Approver", *LABELLED})
MAIN = ("Decision", "Result", "Claim", "Evidence request", "Exception", "Finding", "Request", "Due")
_NAMED = re.compile(r"\([^()]*\)(?= (?:is|for|affects|was|changes|belongs)\b)")
BESIDE = 3  # the nearness of what only stands beside a thing
LATEST = 1_000  # records of a kind that are looked at for a period, the last of them
_DECISION = re.compile(r"\bDEC-\d+\b")


def from_records(ask: RecordAsk, question: Question, desk: Desk) -> Recital:
    """The sentences that answer `ask`, from records that the asker may read; empty where none does."""
    today = desk.day(question)
    about = _in_period(about_it(ask, question, desk), ask)
    if ask.practised:
        about = [one for one in about if age(one, today) is None and not any(one.lines(("Withdrawal",)))]
    about = [one for one in about if _is_for_framework(one, ask)]
    exact = [one for one in about if is_exact(one, ask)]
    wanted = [one for one in exact or about if not ask.prefixes or one.record_id.startswith(_dashed(ask.prefixes))]
    wanted = _of_the_thing(_themselves(wanted, ask), ask, desk)
    told = [[u for u in one.lines(_headings(one, ask)) if _of_framework(u, ask)] for one in wanted]
    return _shared([units for units in told if units], ages(wanted, today))


def _owns_a_thing(ask: RecordAsk) -> bool:
    return ask.headings[:1] == ("Owner",) and not (ask.ids or ask.prefixes)


def _of_the_thing(wanted: Sequence[Dossier], ask: RecordAsk, desk: Desk) -> list[Dossier]:
    """Who owns a thing is told of the records that are about the very thing, not of those that it stands beside."""
    if not _owns_a_thing(ask):
        return list(wanted)
    near = {one.record_id: nearness(one, ask, desk.language.stems) for one in wanted}
    best = min(near.values(), default=BESIDE)
    return [one for one in wanted if near[one.record_id] == best < BESIDE]


def _headings(one: Dossier, ask: RecordAsk) -> tuple[str, ...]:
    """What is asked for; before it how a record comes to the thing, where its title does not name it."""
    named = all(has_name(one.title, name) for name in (*ask.names, *ask.words))
    return ask.headings if named or not _owns_a_thing(ask) else ("Affected", *ask.headings)


def about_it(ask: RecordAsk, question: Question, desk: Desk) -> list[Dossier]:
    """The records, of whatever kind, that are about what `ask` names, best first."""
    return [one for one in _candidates(ask, question, desk) if is_about(one, ask, desk.language.stems)]


def knows_names(ask: RecordAsk, chosen: Sequence[Relevant], asking: str) -> bool:
    """Whether documents that are to answer speak of every name and record that a brief question names where it asks."""
    if len(ask.words) > BRIEF:
        return True
    said = " ".join(f"{one.unit.found.source.title} {one.unit.heading} {one.unit.found.text}" for one in chosen)
    return all(has_name(said, name) for name in (*ask.ids, *ask.names) if has_name(asking, name) or name in ask.ids)


def _candidates(ask: RecordAsk, question: Question, desk: Desk) -> list[Dossier]:
    """Records that are named or, where none is, that the search brings, and those around them, best first."""
    near = () if ask.ids else desk.search(question.text, question, RECORDS, {}, SEARCHED)
    found = [one.source.source_id for one in near if one.source.is_record]
    dated = desk.kept(ask.prefixes, question)[-LATEST:] if not (ask.names or ask.words or ask.ids) else ()
    told = desk.recorded(dict.fromkeys([*ask.ids, *found, *desk.named(ask.names, question), *dated]), question, False)
    loose = replace(ask, words=(), practised=False)
    hubs = (
        [one.record_id for one in dossiers(told) if is_about(one, loose, desk.language.stems)]
        if ask.names or ask.ids
        else []
    )
    around = desk.recorded(hubs, question, True) if hubs else {}
    return dossiers({**told, **around})


def _in_period(about: Sequence[Dossier], ask: RecordAsk) -> list[Dossier]:
    """Those whose main date falls in the period; where no year was named, in the latest year that has any."""
    if ask.period is None:
        return list(about)
    years = {one.record_id: ask.period.holds(_dated(one)) for one in about}
    latest = max((year for year in years.values() if year), default=None)
    open_year = ask.period.year is None
    return [one for one in about if years[one.record_id] and (not open_year or years[one.record_id] == latest)]


def _dated(one: Dossier) -> str:
    first = next(one.lines(heading for heading in MAIN if heading in one.sections), None)
    return first.text if first else ""


def _themselves(wanted: Sequence[Dossier], ask: RecordAsk) -> list[Dossier]:
    """Of a record that is named and has what is asked for, that alone; else those around it."""
    own = [one for one in wanted if one.record_id in ask.ids and any(one.lines(ask.headings))]
    return own or list(wanted)


def _is_for_framework(one: Dossier, ask: RecordAsk) -> bool:
    """Whether evidence, requests and tasks are for the framework that is asked about."""
    firsts = (next(one.lines((heading,)), None) for heading in LABELLED)
    return all(unit is None or _of_framework(unit, ask) for unit in firsts)


def _of_framework(unit: Unit, ask: RecordAsk) -> bool:
    """Whether what is so for one framework is asked for that one, and not taken over from another."""
    if len(ask.frameworks) != 1 or unit.found.passage.section[-1] not in PER_FRAMEWORK:
        return True
    plain = _NAMED.sub(" ", unit.text)
    named = {framework_key(m) for m in re.findall(r"\b(?:ISO|SOC)\b", plain)}
    return not named or bool(named & ask.frameworks)


def _shared(told: Sequence[Sequence[Unit]], aged: Ages) -> Recital:
    whole = _latest_review([unit for units in told for unit in units])
    most = MOST if len(told) == 1 else EACH
    kept = _latest_review([unit for units in told for unit in units[:most]])[:MOST]
    said = {unit.text for unit in kept}
    unsaid = [unit for unit in whole if unit.text not in said]
    rest = tuple(dict.fromkeys(unit.found.source.source_id for unit in unsaid))
    return Recital(kept, aged, rest, len({unit.text for unit in unsaid}))


def _latest_review(units: Sequence[Unit]) -> list[Unit]:
    """Without the first review date of a decision that was reviewed since: its last review set the next."""
    return [unit for unit in units if not _is_overtaken(unit, units)]


def _is_overtaken(unit: Unit, units: Iterable[Unit]) -> bool:
    if unit.found.passage.section[-1] != "Next review":
        return False
    about, place = set(_DECISION.findall(unit.text)), _rank(unit)
    rivals = (u for u in units if u.found.passage.section[-1] == "Next review" and u is not unit)
    return any(about & set(_DECISION.findall(u.text)) and _rank(u) > place for u in rivals)


def _rank(unit: Unit) -> tuple[bool, int]:
    """Reviews come after what they review, and one after the other."""
    prefix, _, number = unit.found.source.source_id.partition("-")
    return prefix == "REV", int(number)


def _dashed(prefixes: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{prefix}-" for prefix in prefixes)
