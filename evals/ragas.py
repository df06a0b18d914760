"""Export to the ragas format: one sample a line, files of one type each, as its EvaluationDataset reads them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.contract import Reply
from evals.runs import Result, Texts
from evals.said import newest


@dataclass(frozen=True, slots=True)
class Samples:
    """Lines of JSON, apart by type: ragas reads no file that mixes them. `errors` counts the cases without a reply."""

    single: tuple[str, ...]
    multi: tuple[str, ...]
    errors: int


def samples(results: Sequence[Result], texts: Texts) -> Samples:
    """A SingleTurnSample for each reply, a MultiTurnSample where a thread stands before the question."""
    replied = [one for one in results if one.reply is not None]
    single = tuple(_line(_single(one, texts)) for one in replied if not one.case.conversation)
    multi = tuple(_line(_multi(one)) for one in replied if one.case.conversation)
    return Samples(single, multi, len(results) - len(replied))


def _line(sample: dict[str, object]) -> str:
    return json.dumps(sample, ensure_ascii=False)


def spoken(reply: Reply) -> str:
    """What the reply says, as one text."""
    return "\n".join([reply.headline, *(statement.text for statement in reply.statements)])


def _single(one: Result, texts: Texts) -> dict[str, object]:
    assert one.reply is not None
    return {
        "user_input": one.case.text,
        "retrieved_contexts": _retrieved(one, one.reply, texts),
        "response": spoken(one.reply),
        "reference": _reference(one),
        "reference_contexts": [" or ".join(group) for group in one.case.must_cite],
    }


def _multi(one: Result) -> dict[str, object]:
    assert one.reply is not None
    turns = [("ai" if turn.is_ours else "human", turn.text) for turn in one.case.conversation]
    said = [*turns, ("human", one.case.text), ("ai", spoken(one.reply))]
    return {"user_input": [{"content": text, "type": kind} for kind, text in said], "reference": _reference(one)}


def _reference(one: Result) -> str:
    return "; ".join(group[0] for group in one.case.key_points) or str(one.case.expected.status)


def _retrieved(one: Result, reply: Reply, texts: Texts) -> list[str]:
    held = newest(one.case, texts)
    found = reply.trace.retrieved if reply.trace else ()
    cut = [held.get(part.source_id, "")[part.start : part.end] for part in found]
    return [text for text in cut if text] or [citation.quote for citation in reply.citations]
