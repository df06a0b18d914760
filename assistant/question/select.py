"""Which sentences to say: those that answer, the best first, none twice, short enough to read in Slack."""

from collections.abc import Sequence

from assistant.question.kinds import Form
from assistant.question.relevance import Relevant
from knowledge.sources.types import Tier

MOST = 4
NEAR = 0.82
SAME = 0.86
TRUST = {Tier.PRIMARY: 0.04, Tier.LIBRARY: 0.04, Tier.ORGANIZATION: 0.02, Tier.THIRD_PARTY: 0.0}


def select(ranked: Sequence[Relevant], form: Form | None, most: int = MOST) -> list[Relevant]:
    """At most `most` of `ranked`, best first: near the best one's score, of the form asked for, no two alike."""
    fitting = [one for one in ranked if form is None or form.given.search(one.unit.text)]
    ordered = sorted(fitting, key=lambda one: -trusted(one))
    chosen: list[Relevant] = []
    for one in ordered:
        if len(chosen) < most and _near(one, ordered[0]) and not any(_same(one, other) for other in chosen):
            chosen.append(one)
    return chosen


def trusted(one: Relevant) -> float:
    """The score with what its source's tier adds."""
    return one.score + TRUST[one.unit.found.source.tier]


def _near(one: Relevant, best: Relevant) -> bool:
    return trusted(one) >= NEAR * trusted(best)


def _same(one: Relevant, other: Relevant) -> bool:
    return float(one.vector @ other.vector) > SAME
