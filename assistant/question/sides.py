"""Where sources give a question different answers: the best sentence for each answer, that of the most trusted source first."""

from collections.abc import Sequence

from assistant.question.contradiction import Telling, agree, contradict, telling
from assistant.question.relevance import Relevant
from assistant.question.select import MOST, WEAK, trusted
from assistant.question.slot import Sought

SIDES = 3  # answers shown


def both_sides(text: str, said: Sequence[Relevant], ranked: Sequence[Relevant]) -> list[Relevant]:
    """`said`, or where `ranked` tells of another answer to the question `text`: one sentence for each, then what tells none.

    However many copies give an answer, it is said once; how many there are moves none before a more trusted source.
    """
    sought = Sought(text)
    least = WEAK * max((trusted(one) for one in ranked), default=0.0)
    told = [(one, found) for one in ranked if trusted(one) >= least and (found := telling(sought, one))]
    told.sort(key=lambda pair: (pair[0].unit.found.source.tier, -pair[0].score))
    sides = _sides(sought, told)
    if len(sides) < 2:
        return list(said)
    values = [found.value for _, found in sides]
    others = [one for one in said if not _repeats(sought, one, values)]
    return [*(one for one, _ in sides), *others][:MOST]


def _sides(sought: Sought, told: Sequence[tuple[Relevant, Telling]]) -> list[tuple[Relevant, Telling]]:
    """The best of `told`, and the best for each answer that contradicts all before it."""
    kept: list[tuple[Relevant, Telling]] = []
    for one, found in told:
        if len(kept) < SIDES and all(contradict(sought, found, other) for _, other in kept):
            kept.append((one, found))
    return kept


def _repeats(sought: Sought, one: Relevant, values: Sequence[frozenset[str]]) -> bool:
    found = telling(sought, one)
    return found is not None and any(agree(sought, found.value, value) for value in values)
