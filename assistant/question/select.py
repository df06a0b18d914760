"""Which sentences to say: those of the sections that answer, each section in its own order, none twice, short enough for Slack."""

import re
from collections import Counter
from collections.abc import Sequence

from assistant.question.conflict import disagree
from assistant.question.kinds import Form
from assistant.question.relevance import Relevant
from knowledge.sources.types import Role, Tier

MOST = 6  # statements
WHOLE = 10  # statements of a list that is surely asked for
PARALLEL = 3  # items that make a list, and the first words that sentences of one share
SURE = 0.6  # claim to the question from which a section is surely meant
SHARES = (3, 2, 1)  # statements of the best section and of those beside it
NEAR, NEARER = 0.6, 0.8  # of the best section's worth, to be heard beside it; nearer where that one is surely meant
WEAK = 0.55  # of the best sentence's score, to be said at all
SAME = 0.75  # share of common words from which two sentences say the same
CLAIM = 0.6  # what a section's claim to the question adds to its worth
AS_SURE = 0.9  # of the best section's claim, from which another is meant as surely
OPENS = 0.1  # what a sentence gains that opens its section: most say there what the section is about
TRUST = {Tier.PRIMARY: 0.04, Tier.LIBRARY: 0.04, Tier.ORGANIZATION: 0.02, Tier.THIRD_PARTY: 0.0}

_DECISIVE = re.compile(r"\d|^(?:not|no|never|must|shall|should|may|can|cannot)$|n't$")

_LEANS = re.compile(
    r"\W*(?:it|its|they|their|this|these|that|those|such|both|however|therefore|also|then|he|she)\b", re.I
)

Place = tuple[str, tuple[str, ...]]


def select(ranked: Sequence[Relevant], form: Form | None, most: int = MOST) -> list[Relevant]:
    """At most `most` of `ranked`: the best section's sentences first, then those of sections nearly as good."""
    fitting = [one for one in ranked if form is None or form.gives(one.unit.text, one.unit.columns)]
    if not fitting:
        return []
    sections = _sections(fitting)
    if most == MOST and _is_list(sections[0]):
        sections, most = sections[:1], WHOLE
    elif _is_meant_alone(sections):
        sections = sections[:1]
    shares = SHARES if len(sections) > 1 else (most,)
    best = max(trusted(one) for one in fitting)
    chosen: list[Relevant] = []
    for section, share in zip(sections, shares, strict=False):
        chosen += _of_section(section, best, chosen, min(share, most - len(chosen)))
    return chosen


def _is_meant_alone(sections: Sequence[Sequence[Relevant]]) -> bool:
    first, *others = (_claim(units) for units in sections)
    return first >= SURE and len(sections[0]) > SHARES[0] and max(others, default=0.0) < AS_SURE * first


def _is_list(units: Sequence[Relevant]) -> bool:
    """Whether a section that is surely meant is a list short enough to be shown whole."""
    if _claim(units) < SURE or not SHARES[0] < len(units) <= WHOLE:
        return False
    items = Counter(_item(one) for one in units)
    return max(items.values()) >= max(PARALLEL, len(units) - PARALLEL)


def _item(one: Relevant) -> tuple[str, ...]:
    """What the items of one list have in common: the list or the table, or the words with which each begins."""
    role = one.unit.found.passage.role
    return (role,) if role in (Role.LIST, Role.ROW) else tuple(one.unit.text.lower().split()[:PARALLEL])


def _claim(units: Sequence[Relevant]) -> float:
    return max(one.unit.found.asked for one in units)


def trusted(one: Relevant) -> float:
    """The score with what its source's tier adds."""
    return one.score + TRUST[one.unit.found.source.tier]


def _sections(fitting: Sequence[Relevant]) -> list[list[Relevant]]:
    grouped: dict[Place, list[Relevant]] = {}
    for one in fitting:
        grouped.setdefault(_place(one), []).append(one)
    ordered = sorted(grouped.values(), key=lambda units: -_worth(units))
    near = (NEARER if ordered[0][0].unit.found.asked >= SURE else NEAR) * _worth(ordered[0])
    return [units for units in ordered if _worth(units) >= near][: len(SHARES)]


def _place(one: Relevant) -> Place:
    passage = one.unit.found.passage
    return passage.source_id, passage.section[:-1] if passage.role is Role.ROW else passage.section


def _worth(units: Sequence[Relevant]) -> float:
    return max(trusted(one) + CLAIM * one.unit.found.asked for one in units)


def _of_section(units: Sequence[Relevant], best: float, said: Sequence[Relevant], most: int) -> list[Relevant]:
    """The section's best sentences: the best of all where it stands by itself, the others in the order of the section."""
    opening = _opening(units)
    worth = {id(one): trusted(one) + (OPENS if one is opening else 0.0) for one in units}
    kept: list[Relevant] = []
    for one in sorted(units, key=lambda one: -worth[id(one)]):
        if len(kept) < most and trusted(one) >= WEAK * best and not any(_same(one, other) for other in (*said, *kept)):
            kept.append(one)
    kept.sort(key=lambda one: one.unit.start)
    best_one = max(kept, key=lambda one: worth[id(one)], default=None)
    if best_one is None or _LEANS.match(best_one.unit.text):
        return kept
    return [best_one, *(one for one in kept if one is not best_one)]


def _opening(units: Sequence[Relevant]) -> Relevant | None:
    """The sentence with which the section begins, if it is among them."""
    first = min(units, key=lambda one: one.unit.start)
    passage = first.unit.found.passage
    return first if passage.role is Role.PROSE and first.unit.start == passage.start else None


def _same(one: Relevant, other: Relevant) -> bool:
    ours, theirs = set(one.unit.text.lower().split()), set(other.unit.text.lower().split())
    decisive = {word for word in ours ^ theirs if _DECISIVE.search(word)}
    alike = not decisive and len(ours & theirs) >= SAME * len(ours | theirs)
    return alike and not disagree(one.unit.text, other.unit.text)
