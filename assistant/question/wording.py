"""The words to search by: abbreviations written out, slips of the keyboard mended, the rest as it was asked."""

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
LEAST = 5  # letters; shorter words have too many neighbours
NEAR = 0.8  # of 1, as difflib measures likeness


@dataclass(frozen=True)
class Wording:
    """`abbreviations` by what is typed; `vocabulary` holds every word (lower case) that needs no mending."""

    abbreviations: Mapping[str, str]
    vocabulary: Collection[str]

    def searchable(self, text: str) -> str:
        """`text` with abbreviations followed by their words, and unknown words replaced by the likest known one."""
        mended = _WORD.sub(lambda hit: self._mended(hit.group()), text)
        return (
            self._written.sub(lambda hit: f"{self.abbreviations[hit.group()]}", mended)
            if self.abbreviations
            else mended
        )

    @cached_property
    def _written(self) -> re.Pattern[str]:
        longest = sorted(self.abbreviations, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")

    def _mended(self, word: str) -> str:
        low = word.lower()
        if len(low) < LEAST or low in self.vocabulary or not self.vocabulary or word.isupper():
            return word
        likest = difflib.get_close_matches(low, self._by_first.get(low[0], ()), n=1, cutoff=NEAR)
        return likest[0] if likest else word

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        """Slips seldom change the first letter, and comparing with every word would take too long."""
        found: dict[str, list[str]] = {}
        for word in sorted(self.vocabulary):
            if len(word) >= LEAST - 1:
                found.setdefault(word[0], []).append(word)
        return found
