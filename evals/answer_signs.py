"""Signs that contexts answer a question, without a model: likeness, shared words, names and the form of an answer."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from evals.cases import Case

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"(?<!^)(?<![.?!] )\b[A-Z][\w'’-]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "by",
        "with",
        "and",
        "or",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "what",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "why",
        "how",
        "many",
        "much",
        "that",
        "this",
        "these",
        "those",
        "it",
        "its",
        "as",
        "from",
        "about",
        "into",
        "there",
        "s",
        "name",
        "first",
    ]
)
_FORMS = (
    (
        re.compile(r"^(?:when|in what year|what year|which year|what date)\b", re.I),
        re.compile(r"\b1\d{3}\b|\b20\d\d\b"),
    ),
    (
        re.compile(r"^how (?:many|much|long|old|big|large|tall|far|high)\b", re.I),
        re.compile(r"\d|\b(?:two|three|four|ten)\b"),
    ),
    (re.compile(r"^(?:who|whose)\b", re.I), re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+")),
)
BEST = 3


def signs(case: Case, encode: Encode) -> tuple[float, ...]:
    """Thirteen numbers, the same for the same case."""
    texts = [context.text for context in case.contexts or ()]
    sentences = [(i, s) for i, text in enumerate(texts) for s in _SENTENCE.split(text) if _WORD.search(s)]
    vectors = encode([case.text, *texts, *(s for _, s in sentences)])
    whole, parts = vectors[1 : len(texts) + 1] @ vectors[0], vectors[len(texts) + 1 :] @ vectors[0]
    best = np.argsort(-parts)[:BEST]
    near = [sentences[i][1] for i in best]
    around = [texts[sentences[i][0]] for i in best]
    shares = _shares(case.text, texts)
    return (
        *_tops(whole),
        *_tops(parts),
        *_tops(np.array(shares)),
        max(_shares(case.text, [s for _, s in sentences])),
        _named(case.text, around),
        _formed(case.text, near),
        float(np.dot(np.sort(whole)[::-1][:BEST], np.sort(shares)[::-1][:BEST])),
    )


def _tops(values: NDArray[np.floating]) -> tuple[float, float, float]:
    """The best, how far it stands above the third, and above the mean."""
    ordered = np.sort(values)[::-1]
    third = ordered[min(2, len(ordered) - 1)]
    return float(ordered[0]), float(ordered[0] - third), float(ordered[0] - ordered.mean())


def _shares(question: str, texts: Sequence[str]) -> list[float]:
    """For each text the share of the question's words that it has, rare words counting more."""
    wanted = _words(question)
    have = [_words(text) for text in texts]
    seen = Counter(word for words in have for word in words)
    weight = {word: log((len(texts) + 1) / (seen[word] + 0.5)) + 0.1 for word in wanted}
    total = sum(weight.values())
    return [sum(weight[w] for w in wanted & words) / total if total else 0.0 for words in have]


def _words(text: str) -> set[str]:
    return {word[:6] for word in _WORD.findall(text.lower()) if word not in _STOP}


def _named(question: str, texts: Sequence[str]) -> float:
    """The share of the question's names that the best contexts speak of; 1 for a question without names."""
    names = _NAME.findall(question)
    joined = " ".join(texts).lower()
    return sum(name.lower() in joined for name in names) / len(names) if names else 1.0


def _formed(question: str, sentences: Sequence[str]) -> float:
    """Whether the best sentences have the form of answer that is asked for; 0.5 where no form is."""
    for asked, given in _FORMS:
        if asked.search(question):
            return float(any(given.search(one) for one in sentences))
    return 0.5
