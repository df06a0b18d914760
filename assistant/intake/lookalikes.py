"""Intakes that look the same as one about to be opened, by the share of words they have in common."""

from collections.abc import Iterable

from knowledge.rules.words import words_of

ALIKE = 0.5
_SHORT = 3


def content(text: str) -> frozenset[str]:
    """The stems of the words of `text` that say something; numbers count, short words do not."""
    return frozenset(w.form for w in words_of(text) if len(w.form) >= _SHORT or w.surface.isdigit())


def alike(text: str, others: Iterable[tuple[str, str]]) -> list[str]:
    """The ids of `others` (id, text) that share at least ALIKE of all words with `text`, most alike first."""
    mine = content(text)
    scored = [
        (len(mine & theirs) / len(mine | theirs), one) for one, theirs in ((i, content(t)) for i, t in others) if mine
    ]
    return [one for score, one in sorted(scored, key=lambda pair: (-pair[0], pair[1])) if score >= ALIKE]
