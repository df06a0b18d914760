"""Records counted and listed: how many there are stands in the headline, and the first of them tell it themselves."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.contract import Question
from assistant.desk import Desk
from assistant.question.dossier import Dossier, dossiers
from assistant.question.found import Unit
from assistant.question.recital import Recital, ages
from assistant.question.record_answer import about_it
from assistant.question.record_ask import RecordAsk, framework_key
from assistant.question.tally import AHEAD, Tally
from knowledge.records.phrasing import listed, titled
from knowledge.records.standing import Standing
from knowledge.records.vocabulary import Framework, RecordKind

K = RecordKind
SHOWN, EACH = 6, 2  # records that are told of, and sentences of each
NOUNS = {
    K.INTAKE: ("intake", "intakes"),
    K.DECISION: ("decision", "decisions"),
    K.EVIDENCE: ("piece of evidence", "pieces of evidence"),
    K.REQUEST: ("evidence request", "evidence requests"),
    K.TASK: ("task", "tasks"),
    K.EXCEPTION: ("exception", "exceptions"),
    K.FINDING: ("finding", "findings"),
}
MAIN = {
    K.INTAKE: ("Status",),
    K.DECISION: ("Decision",),
    K.EVIDENCE: ("Claim",),
    K.REQUEST: ("Evidence request",),
    K.TASK: ("Task",),
    K.EXCEPTION: ("Exception",),
    K.FINDING: ("Finding",),
    K.REVIEW: ("Result",),
}
_NAMES = {framework_key(one): titled(one) for one in Framework}
DAYS = ("Due", "Next review", "Expiry")


def tallied(wanted: Tally, question: Question, desk: Desk) -> Recital:
    """Those that are wanted, as they stand on the day asked for; empty where the asker may read none."""
    of_owners = K.INTAKE in wanted.kinds and (wanted.most or bool(wanted.owners))
    whole = of_owners or bool(wanted.frameworks or (wanted.state and wanted.state.accepted))
    kinds, window = wanted.kinds or tuple(NOUNS), wanted.window
    days = (window.first, window.last) if wanted.whats and window else None
    found = [one for one in desk.stood(kinds, question, whole, days) if _is_wanted(one, wanted)]
    if wanted.about and found:
        near = {one.record_id for one in about_it(_about(wanted, kinds), question, desk)}
        found = [one for one in found if one.record_id in near]
    leaders, told = _leaders(found) if wanted.most else ((), found)
    told = sorted(told, key=lambda one: (_day(one, wanted) or date.max, list(K).index(one.kind), one.number))
    return _recital(wanted, told, _headline(wanted, found, told, leaders, question), question, desk)


def _is_wanted(one: Standing, wanted: Tally) -> bool:
    state = wanted.state
    if state and (one.status not in state.statuses[one.kind] or (state.accepted and not one.accepted)):
        return False
    if state and state.unowned and one.owners:
        return False
    if wanted.owners and not set(wanted.owners) & set(one.owners):
        return False
    if wanted.frameworks and not wanted.frameworks & {framework_key(name) for name in one.frameworks}:
        return False
    return not wanted.whats or _day(one, wanted) is not None


def _day(one: Standing, wanted: Tally) -> date | None:
    """The first day on which a record wants the attention that is asked about."""
    days = (day for what, day in one.days.items() if what in wanted.whats or "" in wanted.whats)
    return min((day for day in days if wanted.window and wanted.window.holds(day)), default=None)


def _about(wanted: Tally, kinds: Sequence[RecordKind]) -> RecordAsk:
    return RecordAsk((), tuple(kind.prefix for kind in kinds), (), wanted.about, (), frozenset(), None, True)


def _leaders(found: Sequence[Standing]) -> tuple[tuple[str, ...], list[Standing]]:
    """Whoever has the most of them, and those that they have."""
    counts = Counter(owner for one in found for owner in one.owners)
    most = max(counts.values(), default=0)
    leaders = tuple(sorted(owner for owner, count in counts.items() if count == most))
    return leaders, [one for one in found if set(one.owners) & set(leaders)]


def _recital(wanted: Tally, told: Sequence[Standing], headline: str, question: Question, desk: Desk) -> Recital:
    held = {one.record_id: one for one in told[:SHOWN]}
    read = {one.record_id: one for one in dossiers(desk.recorded(held, question, False))}
    lines = {one: list(_lines(read[one], held[one].kind, wanted)) for one in held if one in read}
    shown = [one for one in held if lines.get(one)]
    rest = [one.record_id for one in told if one.record_id not in shown] if shown else []
    units = [unit for one in shown for unit in lines[one]]
    aged = ages((read[one] for one in shown), desk.day(question))
    return Recital(units, aged, rest, len(rest), headline if shown or not told else "")


def _lines(one: Dossier, kind: RecordKind, wanted: Tally) -> Iterator[Unit]:
    """What a record says first of itself, and what it says of what is asked about."""
    extra = (*(DAYS if wanted.whats else ()), *(("Owner",) if wanted.owners or wanted.most else ()))
    main, also = list(one.lines(MAIN[kind])), list(one.lines(extra))
    yield from main[: 1 if also else EACH]
    yield from also[: EACH - 1]


def _headline(
    wanted: Tally, found: Sequence[Standing], told: Sequence[Standing], leaders: Sequence[str], question: Question
) -> str:
    """ "3 intakes are open, of the records that may be read here"."""
    several = len(found) != 1
    noun = NOUNS[wanted.kinds[0]] if len(wanted.kinds) == 1 else ("record", "records")
    of = f" of {listed(wanted.owners)}" if wanted.owners else ""
    of += f" for {listed(sorted(_NAMES[one] for one in wanted.frameworks))}" if wanted.frameworks else ""
    about = f" about {listed(wanted.about)}" if wanted.about else ""
    then = f" on {question.as_of.isoformat()}" if question.as_of else ""
    counted = f"{len(found)} {noun[several]}{of}{about} {_said(wanted, several)}{then}"
    return f"{_first(told, leaders)}{counted}, of the records that may be read here"


def _said(wanted: Tally, several: bool) -> str:
    state = wanted.state.said[several] if wanted.state else ""
    days = wanted.verb[several]
    if wanted.window and wanted.verb in AHEAD:
        days = f"{days} {wanted.window.said}".strip()
    return " and ".join(part for part in (state, days) if part) or ("are on record" if several else "is on record")


def _first(told: Sequence[Standing], leaders: Sequence[str]) -> str:
    if not leaders:
        return ""
    count = sum(leaders[0] in one.owners for one in told)
    return f"{listed(leaders)} {'have' if len(leaders) > 1 else 'has'} the most, {count}; "
