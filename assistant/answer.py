"""The straight line from a Question to a Reply: read, decide, gather, draft, verify, say."""

from collections.abc import Sequence

from assistant.contract import Question, Reply, Status
from assistant.desk import Desk
from assistant.gate.answer import Dropped, pass_gate
from assistant.gate.verify import verify
from assistant.question.abstain import Refusal, no_support, out_of_scope
from assistant.question.decided import Decided, decided
from assistant.question.draft import draft
from assistant.question.evidence import Evidence, gather
from assistant.question.intent import Intent, intent_of
from assistant.say import say_answer, say_missing, say_refusal, with_trace


def answer(question: Question, desk: Desk, trace: bool = False) -> Reply:
    """The reply to `question`; with `trace`, what was retrieved and what the gate dropped."""
    started = desk.clock()
    reply, evidence, dropped = _answer(question, desk)
    if trace:
        reply = with_trace(reply, evidence, dropped, desk)
    return reply.model_copy(update={"elapsed_ms": round((desk.clock() - started) * 1000, 2)})
