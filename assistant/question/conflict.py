"""Sources that disagree: sentences about the same thing that differ in a number, a date, a negation, a modal verb or a name."""

from collections.abc import Sequence
from itertools import combinations

from assistant.draft import Sentence
from assistant.gate.checks import dates, modality, negation, numbers
from assistant.gate.folding import folded
from assistant.gate.reading import read
from assistant.gate.support import stems
from assistant.gate.tokens import Sort, Tokens

ALIKE = 0.6  # shared stems of all stems, but for those in which contradicting sentences differ
_DIFFERING = frozenset({"must", "shall", "should", "may", "can", "not", "no", "never", "only"})
DIFFERENCES = (numbers.check, dates.check, negation.check, modality.check)


def disagreements(sentences: Sequence[Sentence]) -> tuple[tuple[int, int], ...]:
    """The pairs of places whose sentences come from different sources and contradict each other."""
    numbered = enumerate(sentences)
    return tuple((i, j) for (i, a), (j, b) in combinations(numbered, 2) if _apart(a, b) and disagree(a.text, b.text))


def disagree(first: str, second: str) -> bool:
    """Whether two sentences speak of the same thing and one says what the other denies."""
    ours, theirs = _topic(first), _topic(second)
    if _other_name(read(folded(first)), read(folded(second))):
        return True
    if len(ours & theirs) < ALIKE * len(ours | theirs):
        return False
    one, other = read(folded(first)), read(folded(second))
    none: frozenset[str] = frozenset()
    return any(check(one, other, none) and check(other, one, none) for check in DIFFERENCES) or (
        (negation.check(one, other, none) is None) != (negation.check(other, one, none) is None)
    )


def _other_name(one: Tokens, other: Tokens) -> bool:
    """Whether two sentences are the same word for word, but for one name ("The CISO signs it", "The CFO signs it")."""
    names = {t.key for t in one if t.sort is Sort.NAME} ^ {t.key for t in other if t.sort is Sort.NAME}
    words, others = ([t.key for t in tokens if t.key not in names] for tokens in (one, other))
    return len(names) == 2 and words == others


def _topic(text: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(text) if not stem.isdigit() and stem not in _DIFFERING)


def _apart(a: Sentence, b: Sentence) -> bool:
    return a.quotes[0].source.source_id != b.quotes[0].source.source_id
