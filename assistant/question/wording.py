"""The words to search by: abbreviations written out, slips of the keyboard mended, the rest as it was asked."""

import difflib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from knowledge.sources.identifiers import spans

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FIRST = re.compile(r"^[^\W\d_]{2,5}\b")
SHORT, LEAST = 3, 5  # letters; shorter words have many neighbours: only common ones that lost or swapped a letter count
LONG = 8  # letters from which a word that lost one is no other word
OPENING = ("what", "which", "when", "where", "who", "why", "how", "does", "can", "should")
NEAR = 0.8  # of 1, as difflib measures likeness


@dataclass(frozen=True)
class Wording:
    """`abbreviations` by what is typed; `vocabulary`, the words (lower case) to mend to; `known` says what needs no mending;
    `common`, how often each common word of the vocabulary stands in it.
    """

    abbreviations: Mapping[str, str]
    vocabulary: Collection[str]
    known: Callable[[str], bool]
    common: Mapping[str, int] = field(default_factory=dict)

    def searchable(self, text: str) -> str:
        """`text` with abbreviations replaced by their words, and unknown words by the likest one of the vocabulary.

        What is part of an identifier ("IA-4") stays as it is."""
        mended = _WORD.sub(lambda hit: self._mended(hit.group()), _FIRST.sub(self._opened, text))
        if not self.abbreviations:
            return mended
        codes = spans(mended)
        return self._written.sub(lambda hit: hit.group() if _inside(hit, codes) else self._spelt_out(hit), mended)

    def _opened(self, hit: re.Match[str]) -> str:
        """The first word of a question, a question word if it is one that lost a letter, be it a word or not ("wen", "wat")."""
        low = hit.group().lower()
        likest = [w for w in OPENING if w[0] == low[0] and _lost_a_letter(low, w)]
        return likest[0] if likest and low not in self.vocabulary and not hit.group().isupper() else hit.group()

    @cached_property
    def _written(self) -> re.Pattern[str]:
        longest = sorted(self.abbreviations, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.I)

    def _spelt_out(self, hit: re.Match[str]) -> str:
        """Case counts where letters alone might be a word ("mr", "ia")."""
        typed = hit.group()
        if typed in self.abbreviations:
            return self.abbreviations[typed]
        return (
            self.abbreviations[typed.upper()] if typed.upper() in self.abbreviations and typed[-1].isdigit() else typed
        )

    def _mended(self, word: str) -> str:
        low = word.lower()
        if len(low) < SHORT or not low.isalpha() or word.isupper() or low in self.vocabulary:
            return word
        if self.known(low):
            return self._whole(word)
        if len(low) < LEAST:
            likest = [w for w in self.common if w[0] == low[0] and (_lost_a_letter(low, w) or _swapped(low, w))]
            return max(likest, key=self.common.__getitem__, default=word)
        likest = difflib.get_close_matches(low, self._by_first.get(low[0], ()), n=1, cutoff=NEAR)
        return likest[0] if likest else word

    def _whole(self, word: str) -> str:
        """A long word that is known by its stem alone, with the letter that it lost: "surveilance"."""
        low = word.lower()
        near = self._by_first.get(low[0], ()) if len(low) >= LONG else ()
        return next((w for w in near if _lost_a_letter(low, w) and not w.startswith(low)), word)

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        """Slips seldom change the first letter, and comparing with every word would take too long."""
        found: dict[str, list[str]] = {}
        for word in sorted(self.vocabulary):
            if len(word) >= LEAST - 1:
                found.setdefault(word[0], []).append(word)
        return found


def _inside(hit: re.Match[str], codes: Sequence[tuple[int, int]]) -> bool:
    """Whether a hit is only a part of one of the spans."""
    return any(start <= hit.start() and hit.end() <= end and hit.span() != (start, end) for start, end in codes)


def _lost_a_letter(typed: str, word: str) -> bool:
    return any(word[:i] + word[i + 1 :] == typed for i in range(len(word)))


def _swapped(typed: str, word: str) -> bool:
    pairs = range(len(word) - 1)
    return any(word[:i] + word[i + 1] + word[i] + word[i + 2 :] == typed for i in pairs)
