"""How like a question is to those that the library lists as answered and as not answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NEAREST = 10


@dataclass(frozen=True, slots=True)
class Likeness:
    """Cosines, 0 to 1: `best` and `near` of the likest one and the mean of the ten likest listed questions, `unanswered`
    the mean of the three likest ones that the library is known not to answer; `passages` the likest for each passage.
    """

    best: float = 0.0
    near: float = 0.0
    unanswered: float = 0.0
    passages: Mapping[str, float] = field(default_factory=dict)
