"""The straight line from a Question to a Reply: read, decide, gather, draft, verify, say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.answering import Answering, answering
from assistant.contract import Question, Reply
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.gate.answer import Dropped, pass_gate
from assistant.gate.verify import verify
from assistant.model.facts import reread
from assistant.model.session import Session
from assistant.model.word import worded
from assistant.question.abstain import (
    OUT_OF_SCOPE,
    Refusal,
    did_you_mean,
    no_practice,
    no_support,
    uncounted,
    unnamed,
    unread,
)
from assistant.question.asking import asking_part
from assistant.question.beside import beside
from assistant.question.chosen import chosen
from assistant.question.contexts import over_contexts
from assistant.question.decide import Decision
from assistant.question.decided import UNSAID, answers_back, decided, tells_wish
from assistant.question.draft import draft, recited
from assistant.question.follow_up import search_text
from assistant.question.foreign import foreign
from assistant.question.found import Found
from assistant.question.gather import EVERY, PRACTICE, Gathered, gather
from assistant.question.intent import Intent, intent_of, judged_thing, pronoun_alone
from assistant.question.likeness import Likeness
from assistant.question.matter import speaks_of_it
from assistant.question.meant import is_strange, meant
from assistant.question.recital import Recital
from assistant.question.record_answer import from_records, knows_names
from assistant.question.record_ask import RecordAsk, record_ask
from assistant.question.relevance import Relevant
from assistant.question.select import SURE, select
from assistant.question.tallied import tallied
from assistant.question.tally import Tally, tally
from assistant.reply import Numbering
from assistant.say import say_answer, say_refusal, with_trace
from knowledge.rules.rule import Outcome, Rule

ASIDE = 3  # sentences beside a decision


@dataclass(frozen=True, slots=True)
class Said:
    """A reply and, for the trace, what led to it, and the chance that what was found answers, where anything was looked for."""

    reply: Reply
    found: Sequence[Found] = ()
    dropped: Sequence[Dropped] = ()
    chance: float | None = None


def answer(question: Question, desk: Desk, trace: bool = False, waited: float = 0.0) -> Reply:
    """The reply to `question`; with `trace`, what was retrieved and what the gate dropped. The seconds that it had `waited` for
    its turn are no longer a model's."""
    started = desk.clock()
    if desk.model is not None:
        desk = replace(desk, session=Session(desk.model, question, waited))
    if question.contexts is not None:
        desk = over_contexts(desk, question.contexts)
    desk = replace(desk, likeness=cache(desk.likeness))  # to route a question and to answer it take the same
    said = _answer(question, desk)
    elapsed = round((desk.clock() - started) * 1000, 2)
    elapsed = desk.session.end(elapsed, desk.day(question)) if desk.session else elapsed
    led = (said.found, said.dropped, desk.index, desk.session, said.chance)
    reply = with_trace(said.reply, *led) if trace else said.reply
    return reply.model_copy(update={"elapsed_ms": elapsed})


def _answer(question: Question, desk: Desk) -> Said:
    ask = record_ask(question.text, desk.names) if question.contexts is None else None
    wanted = _wanted(question, desk)
    counted = tallied(wanted, question, desk) if wanted else Recital()
    recorded = counted if counted.units or not ask else from_records(ask, question, desk)
    if recorded.units:
        return _recorded(question, recorded, desk)
    decision = decided(question, desk.rules, desk.asked, desk.called, desk.hears)
    if decision is not None and not _is_listed(question, decision, desk):
        return _decision(question, decision, desk)
    said = _told(question, ask, desk, wanted is not None and not wanted.frameworks)
    near = meant(ask, question, desk) if ask and (said.reply.abstention or is_strange(ask, desk)) else None
    if near:
        return replace(said, reply=say_refusal(question, did_you_mean(*near)))
    none = counted.counted and said.reply.abstention
    return replace(said, reply=say_refusal(question, uncounted(counted.counted))) if none else said


def _wanted(question: Question, desk: Desk) -> Tally | None:
    """What is to be counted or listed; a question with contexts of its own is about nothing else."""
    if question.contexts is not None:
        return None
    return tally(question.text, desk.names, desk.day(question), question.user)


def _recorded(question: Question, recital: Recital, desk: Desk) -> Said:
    drafted = recited(recital.units, recital.ages, desk.day(question))
    found = list({unit.found.passage.passage_id: unit.found for unit in recital.units}.values())
    return _passed(question, None, drafted, found, desk, recital)


def _told(question: Question, ask: RecordAsk | None, desk: Desk, counted: bool = False) -> Said:
    """What documents say: of what is so here (what is to be `counted` is), only those that show it. Where a search that a model
    worded found what is not told after all, the refusal is as it is without a model."""
    intent = intent_of(question.text)
    if intent is Intent.SMALL_TALK:
        return Said(say_refusal(question, OUT_OF_SCOPE))
    if not question.conversation and question.contexts is None and (pronoun := pronoun_alone(question.text)):
        return Said(say_refusal(question, unnamed(pronoun)))
    ours = counted or intent is Intent.PRACTICE or (ask is not None and ask.sure)
    kinds = PRACTICE if ours else EVERY
    found = answering(question, kinds, desk)
    told = _of(found, ours, question, ask, desk)
    if found.anew and told.reply.abstention:
        alone = replace(desk, session=None)
        found = answering(question, kinds, alone)
        told = _of(found, ours, question, ask, alone)
    return replace(told, chance=found.sure)


def _of(found: Answering, ours: bool, question: Question, ask: RecordAsk | None, desk: Desk) -> Said:
    """What is told of what was found; of a name, only by those that know it."""
    gathered = found.gathered
    said = chosen(gathered, found.said)
    if isinstance(said, Refusal):
        language = foreign(question.text)
        refused = unread(language) if language else no_practice(judged_thing(question.text)) if ours else said
        return Said(say_refusal(question, refused), gathered.found)
    asked = question.text if gathered.asking == gathered.text else asking_part(question.text)
    other = ours and not gathered.own and not speaks_of_it(gathered.text, said, desk.language)
    if other or (ask is not None and not knows_names(ask, said, asked)):
        return Said(say_refusal(question, no_practice(judged_thing(question.text))), gathered.found)
    return _verified(question, None, said, gathered, desk)


def _is_listed(question: Question, decision: Decision, desk: Desk) -> bool:
    """Whether what a conversation asks, in which nobody told a wish, is claimed by a section by far more than by "not
    answered", and by no request."""
    if not question.conversation or decision.outcome != Outcome.UNDETERMINED or tells_wish(decision, desk.rules):
        return False
    if answers_back(question, desk.rules):
        return False
    return desk.asked(question.text) < UNSAID and _likeness(question, desk).is_clear


def _likeness(question: Question, desk: Desk) -> Likeness:
    return desk.likeness(desk.searchable(search_text(question, desk.rules)))


def _decision(question: Question, decision: Decision, desk: Desk) -> Said:
    rule = next(rule for rule in desk.rules if rule.id == decision.rule)
    if desk.session:
        decision = reread(rule, question, decision, desk.session, desk.hears)
    gathered = gather(search_text(question, desk.rules), question, EVERY, desk)
    return _verified(question, decision, _bearing(gathered, decision, rule), gathered, desk)


def _bearing(gathered: Gathered, decision: Decision, rule: Rule) -> list[Relevant]:
    """Sentences of the section, if any, that surely answers something which the request asks beside the decision."""
    sure = [one for one in gathered.pools[0].ranked if one.unit.found.asked >= SURE]
    ranked = beside(decision, rule, sure)
    return select(ranked, gathered.form, most=ASIDE)


def _verified(
    question: Question, decision: Decision | None, said: Sequence[Relevant], gathered: Gathered, desk: Desk
) -> Said:
    drafted = draft(decision, said, desk, gathered.asking)
    if desk.session:
        drafted = worded(drafted, desk.session, desk.stored, verify)
    return _passed(question, decision, drafted, gathered.found, desk)


def _passed(
    question: Question,
    decision: Decision | None,
    drafted: Draft,
    found: Sequence[Found],
    desk: Desk,
    recital: Recital | None = None,
) -> Said:
    passed, dropped = pass_gate(drafted, cache(desk.stored), verify)
    if passed is None:
        return Said(say_refusal(question, no_support()), found, dropped)
    more = (recital.counted, recital.left_out) if recital else ()
    return Said(say_answer(question, passed, decision, Numbering(desk.registry, desk.links), *more), found, dropped)
