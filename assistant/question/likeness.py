"""How like a question is to those that the library lists as answered and as not answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CLAIMED, CLEARLY = 0.4, 0.35  # a section's claim, and by how much it beats "not answered", that leave no doubt


@dataclass(frozen=True, slots=True)
class Likeness:
    """About 0 to 1 each: how much the likest section (`best`) and the unanswered questions (`unanswered`) claim this one.
    `passages` holds the claim of each listed passage's section.
    """

    best: float = 0.0
    unanswered: float = 0.0
    passages: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_clear(self) -> bool:
        """Whether a section claims it, and "not answered" by far less."""
        return self.best >= CLAIMED and self.best - self.unanswered >= CLEARLY
