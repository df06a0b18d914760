"""Intakes that look the same as one about to be opened, by the share of words they have in common."""

from collections import Counter, defaultdict
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


class Likes:
    """Rows as they come, each compared with those before by the words that they share."""

    def __init__(self, nearness: float) -> None:
        self._nearness, self._words = nearness, dict[str, frozenset[str]]()
        self._holding: dict[str, list[str]] = defaultdict(list)

    def like(self, text: str) -> str:
        """The name of the one that is most like `text`, or ""."""
        mine = _all_words(text)
        shared = Counter(name for word in mine for name in self._holding[word])
        scored = [(n / len(mine | self._words[name]), name) for name, n in shared.items()]
        score, name = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
        return name if score >= self._nearness else ""

    def keep(self, name: str, text: str) -> None:
        """Compare later ones with `text` too."""
        self._words[name] = _all_words(text)
        for word in self._words[name]:
            self._holding[word].append(name)


def _all_words(text: str) -> frozenset[str]:
    return frozenset(word.form for word in words_of(text) if not word.is_mark)
