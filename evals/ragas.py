"""Export to the ragas format: one sample a line, as its EvaluationDataset reads them."""

import json
from collections.abc import Iterator

from assistant.contract import Reply
from evals.runs import Result, Texts
from evals.said import newest


def samples(results: tuple[Result, ...], texts: Texts) -> Iterator[str]:
    """A SingleTurnSample for each reply, a MultiTurnSample where a thread stands before the question."""
    for one in results:
        if one.reply is not None:
            yield json.dumps(_multi(one) if one.case.conversation else _single(one, texts), ensure_ascii=False)


def spoken(reply: Reply) -> str:
    """What the reply says, as one text."""
    return "\n".join([reply.headline, *(statement.text for statement in reply.statements)])


def _single(one: Result, texts: Texts) -> dict[str, object]:
    assert one.reply is not None
    return {
        "user_input": one.case.text,
        "retrieved_contexts": _retrieved(one, one.reply, texts),
        "response": spoken(one.reply),
        "reference": "; ".join(group[0] for group in one.case.key_points) or str(one.case.expected.status),
        "reference_contexts": [" or ".join(group) for group in one.case.must_cite],
    }


def _multi(one: Result) -> dict[str, object]:
    assert one.reply is not None
    turns = [("ai" if turn.is_ours else "human", turn.text) for turn in one.case.conversation]
    said = [*turns, ("human", one.case.text), ("ai", spoken(one.reply))]
    return {"user_input": [{"content": text, "type": kind} for kind, text in said]}


def _retrieved(one: Result, reply: Reply, texts: Texts) -> list[str]:
    held = newest(one.case, texts)
    found = reply.trace.retrieved if reply.trace else ()
    cut = [held.get(part.source_id, "")[part.start : part.end] for part in found]
    return [text for text in cut if text] or [citation.quote for citation in reply.citations]
