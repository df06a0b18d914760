"""Search for the assistant: what the index finds, and the sections whose listed questions are like the one asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.contract import Question
from assistant.question.found import Found
from knowledge.index.retrieve import Index
from knowledge.index.scope import Scope
from knowledge.records.standing import Standing
from knowledge.records.vocabulary import RecordKind
from knowledge.sources.types import Kind, Source
from knowledge.store import record_finding
from knowledge.store.database import Engine
from knowledge.store.reading import passages
from knowledge.store.record_sources import linked, living, sections_on
from knowledge.store.record_standing import Days, standing_now, standing_on

LIKE = 0.08  # a section that claims the question less brings no passage of its own
SECTIONS = 10  # passages that claims may add


@dataclass(frozen=True)
class Retrieval:
    """`audiences(question)` is what the asker may read where it is asked; `day(question)` the day an answer is for.

    `on(day)` is the index of the versions that stood on a day.
    """

    engine: Engine
    on: Callable[[date], Index]
    audiences: Callable[[Question], frozenset[str]]
    day: Callable[[Question], date]

    def search(
        self, text: str, question: Question, kinds: frozenset[Kind], likeness: Mapping[str, float], k: int
    ) -> Sequence[Found]:
        """Passages in the asker's scope, best first: at most `k` from the index and some from listed questions."""
        day = self.day(question)
        scope, index = Scope(self.audiences(question), day, kinds), self.on(day)
        scores = {hit.passage_id: hit.score for hit in index.search(text, k, scope)}
        added = self._added(index, likeness, scores, scope)
        lowest = min(scores.values(), default=0.0)
        ordered = {**scores, **dict.fromkeys(added, lowest)}
        if not ordered:
            return ()
        found = [
            Found(
                one.passage,
                one.source,
                one.text,
                ordered[one.passage.passage_id],
                self._like(likeness, one.passage.passage_id),
            )
            for one in passages(self.engine, ordered)
        ]
        shown = self._shown([one.source for one in found], scope.audiences)
        found = [one for one in found if one.source.source_id in shown]
        return sorted(found, key=lambda one: -(one.score + one.asked))

    def recorded(self, ids: Iterable[str], question: Question, around: bool) -> Mapping[str, Sequence[Found]]:
        """By id the sections, in order, of these records (and `around` them those linked to them) that may be read, as
        they were on the day asked for."""
        audiences = self.audiences(question)
        first = living(self.engine, ids, audiences)
        wanted = living(self.engine, (*first, *linked(self.engine, first)), audiences) if around else first
        told = sections_on(self.engine, wanted, question.as_of)
        return {one: [Found(f.passage, f.source, f.text, 0.0) for f in told[one]] for one in wanted if one in told}

    def named(self, names: Iterable[str], question: Question) -> Sequence[str]:
        """The ids of records that hold each of `names`, as they are now."""
        return record_finding.named(self.engine, names, self.audiences(question))

    def kept(self, prefixes: Iterable[str], question: Question) -> Sequence[str]:
        """The ids of all records of these kinds, as they are now."""
        return record_finding.of_kinds(self.engine, prefixes, self.audiences(question))

    def stood(
        self, kinds: Iterable[RecordKind], question: Question, whole: bool, days: Days | None
    ) -> Sequence[Standing]:
        """How all records of these kinds stand on the day asked for; `whole`: by their bodies, on any day. With `days` at
        least those that want attention on one of them."""
        audiences = self.audiences(question)
        if question.as_of is None and not whole:
            return standing_now(self.engine, kinds, audiences, days)
        return standing_on(self.engine, kinds, audiences, question.as_of)

    def known(self, question: Question) -> Mapping[str, str]:
        """The words that records go by, by their lower-case form."""
        return record_finding.words(self.engine, self.audiences(question))

    def _shown(self, sources: Iterable[Source], audiences: frozenset[str]) -> frozenset[str]:
        """The ids of these sources without those of records that are gone or, as they are now, for others."""
        ids = {source.source_id: source.is_record for source in sources}
        live = living(self.engine, [one for one, is_record in ids.items() if is_record], audiences)
        return frozenset(one for one, is_record in ids.items() if not is_record or one in live)

    @staticmethod
    def _added(index: Index, likeness: Mapping[str, float], have: Iterable[str], scope: Scope) -> list[str]:
        likest = sorted(likeness, key=lambda one: (-likeness[one], one))[:SECTIONS]
        wanted = [one for one in likest if likeness[one] >= LIKE and one not in set(have)]
        if not wanted:
            return []
        shown = index.readable(wanted, scope)
        return [one for one in wanted if one in shown]

    @staticmethod
    def _like(likeness: Mapping[str, float], passage_id: str) -> float:
        return max(0.0, likeness.get(passage_id, 0.0))
