"""Search for the assistant: what the index finds, and the sections whose listed questions are like the one asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.contract import Question
from assistant.question.found import Found
from knowledge.index.retrieve import Index
from knowledge.index.scope import Scope
from knowledge.sources.types import Kind
from knowledge.store.reading import passages, readable

LIKE = 0.08  # a section that claims the question less brings no passage of its own
SECTIONS = 10  # passages that claims may add


@dataclass(frozen=True)
class Retrieval:
    """`audiences(question)` is what the asker may read where it is asked; `today()` the day an answer is for.

    `on(day)` is the index of the versions that stood on a day.
    """

    on: Callable[[date], Index]
    audiences: Callable[[Question], frozenset[str]]
    today: Callable[[], date]

    def search(
        self, text: str, question: Question, kinds: frozenset[Kind], likeness: Mapping[str, float], k: int
    ) -> Sequence[Found]:
        """Passages in the asker's scope, best first: at most `k` from the index and some from listed questions."""
        scope = Scope(self.audiences(question), question.as_of or self.today(), kinds)
        index = self.on(scope.as_of or self.today())
        scores = {hit.passage_id: hit.score for hit in index.search(text, k, scope)}
        added = self._added(index, likeness, scores, scope)
        lowest = min(scores.values(), default=0.0)
        ordered = {**scores, **dict.fromkeys(added, lowest)}
        found = [
            Found(
                one.passage,
                one.source,
                one.text,
                ordered[one.passage.passage_id],
                self._like(likeness, one.passage.passage_id),
            )
            for one in passages(index.engine, ordered)
        ]
        return sorted(found, key=lambda one: -(one.score + one.asked))

    @staticmethod
    def _added(index: Index, likeness: Mapping[str, float], have: Iterable[str], scope: Scope) -> list[str]:
        likest = sorted(likeness, key=lambda one: (-likeness[one], one))[:SECTIONS]
        wanted = [one for one in likest if likeness[one] >= LIKE and one not in set(have)]
        if not wanted:
            return []
        shown = readable(index.engine, wanted, scope.audiences, scope.as_of, scope.kinds, index.older)
        return [one for one in wanted if one in shown]

    @staticmethod
    def _like(likeness: Mapping[str, float], passage_id: str) -> float:
        return max(0.0, likeness.get(passage_id, 0.0))
