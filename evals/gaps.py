"""Knowledge gaps: questions that were not answered, by the page that came nearest, with the sources that would be needed."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.contract import Reply, Status
from evals.runs import Result

NOTHING = "nothing near"


@dataclass(frozen=True, slots=True)
class Gap:
    """A topic (the id of the nearest source), the questions that it left open, and what would be needed, most wanted first."""

    topic: str
    questions: tuple[str, ...]
    needed: tuple[str, ...]


def gaps(results: Iterable[Result]) -> list[Gap]:
    """What was abstained from, most questions first; replies that are errors are no gaps."""
    found: dict[str, list[tuple[str, Reply]]] = defaultdict(list)
    for one in results:
        if one.reply is not None and one.reply.status is Status.ABSTAINED:
            found[_topic(one.reply)].append((one.case.text, one.reply))
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        Gap(topic, tuple(text for text, _ in asked), _needed(reply for _, reply in asked)) for topic, asked in ranked
    ]


def _topic(reply: Reply) -> str:
    near = reply.trace.retrieved if reply.trace else ()
    return max(near, key=lambda one: one.score).source_id if near else NOTHING


def _needed(replies: Iterable[Reply]) -> tuple[str, ...]:
    return tuple(text for text, _ in Counter(r.abstention.detail for r in replies if r.abstention).most_common())
