"""Graded support, for sets that are labelled by degree rather than strictly: a mix of features with fixed weights.

Words are stems without function words. The features, each 0..1:
overlap   share of the claim's words in the quotes together
bigrams   share of its word pairs (next to each other) in the quotes
best      share of its words in the two adjacent sentences that have most of them
hard      share of its numbers and names in the quotes (1 where it has none)
similar   highest cosine of the claim with a sentence, where a similarity is given
Overlap alone is the known floor; the others say what it misses: words pooled from all over a text, in another order,
and right words round a wrong number or name. The weights are round numbers, not fitted.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.gate.folding import sentences
from assistant.gate.lexicon.phrases import phrases
from assistant.gate.lexicon.spelling import american
from assistant.gate.lexicon.synonyms import meaning
from assistant.gate.tokens import Sort
from assistant.gate.verdict import Evidence

WEIGHTS = {"overlap": 0.3, "bigrams": 0.2, "best": 0.3, "hard": 0.2}
SIMILAR = 0.3
_WORD = re.compile(r"[^\W_]+(?:[.,:'][^\W_]+)*")
_MOST_TEXT = 200_000
_MOST_CLAIM = 5_000
_MOST_SENTENCES = 64


@lru_cache(maxsize=50_000)
def _is_free(low: str) -> bool:
    return any(phrase == (low,) and sort is Sort.FREE for phrase, (_, sort) in phrases().get(low, ()))


def _stem(word: str) -> str:
    return meaning(american(word.lower().removesuffix("'s")))


def _stems(text: str) -> list[str]:
    forms = {"is", "are", "was", "were", "been", "being", "has", "had", "does", "did"}
    found = (word for word in _WORD.findall(text.replace("’", "'")))
    return [_stem(word) for word in found if not _is_free(word.lower()) and word.lower() not in forms]


def _share(part: Sequence[object], whole: set[object]) -> float:
    return sum(one in whole for one in part) / len(part) if part else 1.0


def _pairs(stems: list[str]) -> list[object]:
    return list(zip(stems, stems[1:], strict=False))


def _hard(claim: str) -> list[object]:
    """The numbers and capitalised words of a claim, the first word apart."""
    words = _WORD.findall(claim)
    return [_stem(w) for i, w in enumerate(words) if any(c.isdigit() for c in w) or (i and w[:1].isupper())]


def features(claim: str, quotes: Sequence[str]) -> dict[str, float]:
    """The features by name, without similarity."""
    mine = _stems(claim)
    parts = [_stems(sentence) for quote in quotes for sentence in sentences(quote[:_MOST_TEXT])]
    every: set[object] = {stem for part in parts for stem in part}
    pairs = {pair for part in parts for pair in _pairs(part)}
    doubled = zip(parts, [*parts[1:], []], strict=False)
    best = max((_share(mine, {*one, *other}) for one, other in doubled), default=0.0)
    named = _share(_hard(claim), every)
    return {"overlap": _share(mine, every), "bigrams": _share(_pairs(mine), pairs), "best": best, "hard": named}


def graded(
    claim: str,
    evidence: Sequence[Evidence],
    similarity: Callable[[Sequence[str], Sequence[str]], NDArray[np.float32]] | None = None,
) -> float:
    """How far the quotes support the claim, 0..1; context counts as quote here."""
    quotes = [f"{one.context}\n\n{one.quote}" if one.context else one.quote for one in evidence]
    if not _stems(claim[:_MOST_CLAIM]) or not any(quotes):
        return 0.0
    found = features(claim[:_MOST_CLAIM], quotes)
    mixed = sum(weight * found[name] for name, weight in WEIGHTS.items())
    if similarity is None:
        return round(mixed, 4)
    near = [s for quote in quotes for s in sentences(quote[:_MOST_TEXT])][:_MOST_SENTENCES] or [""]
    cosine = float(np.clip(np.max(similarity([claim[:2_000]], near)), 0.0, 1.0))
    return round((1 - SIMILAR) * mixed + SIMILAR * cosine, 4)
