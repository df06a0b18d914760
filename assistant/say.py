"""Replies: from what the gate let through, from a missing fact, from a refusal."""

from collections.abc import Iterable

from assistant.contract import AbstentionOut, DecisionOut, FactOut, FlipOut, MissingOut, Question, Reply, Status
from assistant.gate.answer import Answer, Dropped
from assistant.model.session import Session
from assistant.model.trail import trail
from assistant.question.abstain import Refusal
from assistant.question.addressed import speaks_to_machine
from assistant.question.decide import Decision
from assistant.question.found import Found
from assistant.reply import Numbering, clauses, conflicts, disagreement, shown_title, statements
from assistant.trace import DroppedOut, RetrievedOut, Trace


def say_answer(
    question: Question,
    answer: Answer,
    decision: Decision | None,
    numbering: Numbering,
    counted: str = "",
    left_out: str = "",
) -> Reply:
    """What the gate let through, under the decision's headline or what was `counted` or, without either, the title of the
    first source. `left_out` says what more there is.
    """
    said = _decision(decision, answer, numbering) if decision else None
    told = statements(answer, numbering)
    return Reply(
        id=question.id,
        status=Status.NEEDS_FACTS if decision and decision.missing else Status.ANSWERED,
        headline=decision.headline if decision else _headline(answer, counted, left_out),
        decision=said,
        statements=told,
        conflicts=conflicts(answer),
        citations=numbering.citations(),
        as_of=question.as_of,
    )


def say_refusal(question: Question, refusal: Refusal) -> Reply:
    """An abstention: what is missing and what to do next."""
    return Reply(
        id=question.id,
        status=Status.ABSTAINED,
        headline=refusal.headline,
        abstention=AbstentionOut(kind=refusal.kind, detail=refusal.detail, next_step=refusal.next_step),
        as_of=question.as_of,
    )


def with_trace(
    reply: Reply,
    found: Iterable[Found],
    dropped: Iterable[Dropped],
    index: str,
    session: Session | None,
    chance: float | None,
) -> Reply:
    """`reply` with what was retrieved, what the gate dropped, the `chance` that it answers and, where a model takes part, what it
    was asked and said."""
    retrieved = tuple(
        RetrievedOut(
            source_id=one.source.source_id,
            passage_id=one.passage.passage_id,
            start=one.passage.start,
            end=one.passage.end,
            score=round(one.score, 6),
        )
        for one in found
    )
    gone = tuple(DroppedOut(text=one.text, reason=one.reason) for one in dropped)
    trace = Trace(
        retrieved=retrieved,
        dropped=gone,
        index=index,
        model="none",
        prompts=(),
        chance=None if chance is None else round(chance, 6),
    )
    return reply.model_copy(update={"trace": trail(trace, reply, session) if session else trace})


def _decision(decision: Decision, answer: Answer, numbering: Numbering) -> DecisionOut:
    return DecisionOut(
        outcome=decision.outcome,
        rule=decision.rule,
        rule_version=decision.rule_version,
        clauses=clauses(answer, numbering),
        facts=tuple(
            FactOut(name=f.name, value=f.value, quote=f.quote, turn=f.turn, start=f.start, end=f.end)
            for f in decision.facts
        ),
        missing=tuple(MissingOut(fact=m.fact, question=m.question) for m in decision.missing),
        flips=tuple(FlipOut(fact=f.fact, value=f.value, outcome=f.outcome, text=f.text) for f in decision.flips),
    )


def _headline(answer: Answer, counted: str, left_out: str) -> str:
    quote = answer.sentences[0].quotes[0]
    heading = [part for part in quote.section[-1:] if not speaks_to_machine(part)]
    # The title of a context that came with the question is anybody's text, which no gate has checked.
    title = shown_title(quote.source) if quote.source.origin else quote.source.source_id
    place = " > ".join((title, *heading))
    return "; ".join(part for part in (counted or f"From “{place}”", left_out, disagreement(answer)) if part)
