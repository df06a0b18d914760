"""Cases that answer differently when they are asked again."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.contract import Reply
from evals.runs import Result
from evals.scorers.right import right

UNSTEADY = {"elapsed_ms"}  # of a reply, what may differ each time


@dataclass(frozen=True, slots=True)
class Flaky:
    """A case, how many different replies it had, and how often it was right."""

    id: str
    replies: int
    right: int
    repeats: int


def flaky(repeats: Sequence[Sequence[Result]]) -> list[Flaky]:
    """The cases whose replies, or whose errors, are not the same in every repeat (each of the same cases, in order)."""
    found = []
    for results in zip(*repeats, strict=True):
        different = len({_steady(one.reply) if one.reply else f"error: {one.error}" for one in results})
        if different > 1:
            found.append(Flaky(results[0].case.id, different, sum(map(right, results)), len(results)))
    return found


def _steady(reply: Reply) -> str:
    return reply.model_dump_json(exclude=UNSTEADY)
