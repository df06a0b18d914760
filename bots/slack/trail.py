"""What a language model had to do with a reply that is kept, without a word of anybody's."""

from typing import Any

from assistant.contract import Reply
from assistant.trace import ModelTrace


def model_of(body: str) -> dict[str, Any]:
    """Of the JSON of a kept Reply: its status, the model ("none" where none took part), its parameters, its calls, how many
    sentences it drafted and how many passed, and why the others were dropped."""
    reply = Reply.model_validate_json(body)
    trace = reply.trace
    if not isinstance(trace, ModelTrace):
        return {"status": reply.status.value, "model": "none"}
    told = trace.wording
    return {
        "status": reply.status.value,
        "run": trace.run,
        "model": trace.model,
        "parameters": trace.parameters,
        "calls": [one.model_dump() for one in trace.calls],
        "drafted": told.drafted,
        "passed": told.passed,
        "dropped": [one.reason for one in told.dropped],
    }
