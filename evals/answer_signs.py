"""Signs that contexts answer a question, without a model: likeness, titles, phrases and names they share, what is asked."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from assistant.contract import Context
from evals.asked_signs import asked, names
from evals.cases import Case

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
Knows = Callable[[str], bool]
"""Whether a word (lower case) is a common one, spelt right."""
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_TITLE = re.compile(r"([^:\n]{1,120}): ")
_ASIDE = re.compile(r"\s*\(.*?\)")
_STOP_WORDS = (
    "the a an of in on at to for by with and or is are was were be been do does did has have had what which who whom whose when "
    "where why how many much that this these those it its as from about into there s name first you i my we us any some"
)
_STOP = frozenset(_STOP_WORDS.split())
STEM = 6  # letters of a word that count
COMPARED = 12  # sentences whose meaning is compared: those that share most words with the question
MOST = 5  # titles that are counted


@dataclass(frozen=True, slots=True)
class Held:
    """A context with its title ("" for none) and its words: as they stand, and those of content as stems."""

    title: str
    text: str
    spoken: tuple[str, ...]
    stems: frozenset[str]

    @property
    def bare(self) -> str:
        """The title in lower case without what stands in brackets."""
        return _ASIDE.sub("", self.title).strip().lower()


def signs(case: Case, encode: Encode, knows: Knows) -> tuple[float, ...]:
    """Thirty numbers, the same for the same case."""
    held = [_held(context) for context in case.contexts or ()]
    content = [word for word in _spoken(case.text) if word not in _STOP]
    return (
        *asked(case.text, len(_stems(case.text))),
        sum(not knows(word) for word in content) / max(1, len(content)),
        *_titles(case.text, held),
        *_phrases(case.text, held),
        *_names(case.text, held),
        *_likeness(case.text, held, encode),
    )


def _held(context: Context) -> Held:
    headed = _TITLE.match(context.text)
    title = context.title or (headed[1] if headed else "")
    return Held(title, context.text, _spoken(context.text), frozenset(_stems(context.text)))


def _spoken(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))


def _stems(text: str) -> list[str]:
    """The words of content, each once, in order."""
    return list(dict.fromkeys(word[:STEM] for word in _spoken(text) if word not in _STOP))


def _titles(question: str, held: Sequence[Held]) -> Iterator[float]:
    """How much of the question is a title, how many titles stand in it, and whether the contexts are of one title."""
    wanted, lower = set(_stems(question)), question.lower()
    within = [one.bare if one.bare and _stands(one.bare, lower) else "" for one in held]
    whole = [stems for one in held if (stems := set(_stems(one.bare))) and stems <= wanted]
    counts = Counter(one.title for one in held)
    yield max((len(stems) for stems in whole), default=0) / max(1, len(wanted))
    yield min(len(whole), MOST)
    yield max(map(len, within), default=0) / max(1, len(question))
    yield sum(bool(title) for title in within)
    yield bool(within and within[0])
    yield len(counts)
    yield max(counts.values(), default=0)
    yield counts[held[0].title] if held else 0


def _stands(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _phrases(question: str, held: Sequence[Held]) -> Iterator[float]:
    """Of the question's pairs of words of content the share that one context has; its longest run of words in a context."""
    wanted = _pairs(question)
    yield max((len(wanted & _pairs(one.text)) for one in held), default=0) / max(1, len(wanted))
    words = _spoken(question)
    longest = max((_run(words, f" {' '.join(one.spoken)} ") for one in held), default=0)
    yield longest
    yield longest / max(1, len(words))


def _pairs(text: str) -> set[tuple[str, str]]:
    words = [word[:STEM] for word in _spoken(text) if word not in _STOP]
    return set(zip(words, words[1:], strict=False))


def _run(words: Sequence[str], text: str) -> int:
    longest = 0
    for start in range(len(words)):
        while start + longest < len(words) and f" {' '.join(words[start : start + longest + 1])} " in text:
            longest += 1
    return longest


def _names(question: str, held: Sequence[Held]) -> Iterator[float]:
    """The share of the question's names that are spoken of at all, and in one context; of its other words, the share that one
    sentence has in a context with all the names."""
    named = [name.lower() for name in names(question)]
    texts = [one.text.lower() for one in held]
    yield sum(any(name in text for text in texts) for name in named) / len(named) if named else 1.0
    shares = [sum(name in text for name in named) / len(named) if named else 1.0 for text in texts]
    yield max(shares, default=0.0)
    others = set(_stems(question)) - {stem for name in named for stem in _stems(name)}
    meant = (s for one, share in zip(held, shares, strict=True) if share == 1 for s in _sentences(one.text))
    yield max((len(others & set(_stems(one))) for one in meant), default=0) / max(1, len(others))


def _likeness(question: str, held: Sequence[Held], encode: Encode) -> Iterator[float]:
    """The most alike of the sentences, how far it stands above the third, and above the mean."""
    wanted = _stems(question)
    having = Counter(stem for one in held for stem in one.stems)
    weight = {stem: log((len(held) + 1) / (having[stem] + 0.5)) + 0.1 for stem in wanted}
    every = [(one, sentence) for one in held for sentence in _sentences(one.text)]
    shared = [_weighed(weight, {*_stems(sentence), *_stems(one.title)}) for one, sentence in every]
    best = sorted(range(len(every)), key=lambda place: -shared[place])[:COMPARED]
    vectors = encode([question, *(every[place][1] for place in best)])
    found = np.sort(vectors[1:] @ vectors[0])[::-1]
    return iter((float(found[0]), float(found[0] - found[min(2, len(found) - 1)]), float(found[0] - found.mean())))


def _weighed(weight: dict[str, float], stems: Collection[str]) -> float:
    return sum(weight[stem] for stem in weight if stem in stems)


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text) if _WORD.search(sentence)]
