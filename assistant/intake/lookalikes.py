"""Intakes that look the same as one about to be opened, by the share of words they have in common."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

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
    """Rows as they come, each compared with those before by the words that they share.

    `apart` are values that tell rows from each other for sure, such as days: where two have one of the same name, it is
    the same, or they are not alike.
    """

    def __init__(self, nearness: float) -> None:
        self._nearness, self._words = nearness, dict[str, frozenset[str]]()
        self._apart: dict[str, Mapping[str, str]] = {}
        self._holding: dict[str, list[str]] = defaultdict(list)

    def like(self, text: str, apart: Mapping[str, str]) -> str:
        """The name of the one that is most like `text`, or ""."""
        mine = _all_words(text)
        shared = Counter(name for word in mine for name in self._holding[word])
        near = ((n / len(mine | self._words[name]), name) for name, n in shared.items())
        scored = [(score, name) for score, name in near if score >= self._nearness and self._agree(name, apart)]
        return max(scored, default=(0.0, ""), key=lambda pair: pair[0])[1]

    def keep(self, name: str, text: str, apart: Mapping[str, str]) -> None:
        """Compare later ones with `text` too."""
        self._words[name], self._apart[name] = _all_words(text), apart
        for word in self._words[name]:
            self._holding[word].append(name)

    def _agree(self, name: str, apart: Mapping[str, str]) -> bool:
        other = self._apart[name]
        return all(apart[one] == other[one] for one in apart.keys() & other.keys())


def _all_words(text: str) -> frozenset[str]:
    return frozenset(word.form for word in words_of(text) if not word.is_mark)
