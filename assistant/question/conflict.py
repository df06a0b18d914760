"""Sources that disagree: sentences about the same thing that differ in a number, a date, a negation, a modal verb or a name."""

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

from assistant.draft import Sentence
from assistant.gate.checks import dates, modality, negation, numbers
from assistant.gate.folding import folded
from assistant.gate.reading import read
from assistant.gate.support import stems
from assistant.gate.tokens import Sort, Tokens
from assistant.question.contradiction import bears_on, contradict, speaks_of, telling
from assistant.question.relevance import Relevant
from assistant.question.slot import Sought

ALIKE = 0.6  # shared stems of all stems, but for those in which contradicting sentences differ
_DIFFERING = frozenset({"must", "shall", "should", "may", "can", "not", "no", "never", "only"})
DIFFERENCES = (numbers.check, dates.check, negation.check, modality.check)


def disagreements(
    asked: str, sentences: Sequence[Sentence], units: Mapping[str, Relevant]
) -> tuple[tuple[int, int], ...]:
    """The pairs of places whose sentences come from different sources and contradict each other in what is `asked`.

    `units` are what was found, by the words of the sentences.
    """
    sought = Sought(asked)
    placed = [(i, units[one.text]) for i, one in enumerate(sentences) if one.text in units]
    return tuple((i, j) for (i, a), (j, b) in combinations(placed, 2) if _apart(a, b) and _torn(sought, a, b))


def _torn(sought: Sought, a: Relevant, b: Relevant) -> bool:
    one, other = telling(sought, a), telling(sought, b)
    if one and other:
        return contradict(sought, one, other)
    if (one and not speaks_of(b.unit, one)) or (other and not speaks_of(a.unit, other)):
        return False
    return bears_on(sought, a.unit) and bears_on(sought, b.unit) and disagree(a.unit.text, b.unit.text)


def disagree(first: str, second: str) -> bool:
    """Whether two sentences speak of the same thing and one says what the other denies."""
    ours, theirs = _topic(first), _topic(second)
    if _other_name(read(folded(first)), read(folded(second))):
        return True
    one, other = read(folded(first)), read(folded(second))
    if len(ours & theirs) < ALIKE * len(ours | theirs) or _ordered(one) != _ordered(other):
        return False
    none: frozenset[str] = frozenset()
    return any(check(one, other, none) and check(other, one, none) for check in DIFFERENCES) or (
        (negation.check(one, other, none) is None) != (negation.check(other, one, none) is None)
    )


def _other_name(one: Tokens, other: Tokens) -> bool:
    """Whether two sentences are the same word for word, but for one name ("The CISO signs it", "The CFO signs it")."""
    names = {t.key for t in one if t.sort is Sort.NAME} ^ {t.key for t in other if t.sort is Sort.NAME}
    words, others = ([t.key for t in tokens if t.key not in names] for tokens in (one, other))
    return len(names) == 2 and words == others


def _ordered(tokens: Tokens) -> list[str]:
    """Ordinals: they say which one is meant."""
    return [token.key for token in tokens if re.fullmatch(r"\d+(?:st|nd|rd|th)", token.key)]


def _topic(text: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(text) if not stem.isdigit() and stem not in _DIFFERING)


def _apart(a: Relevant, b: Relevant) -> bool:
    return a.unit.found.source.source_id != b.unit.found.source.source_id
