"""A rule's phrases made ready to be found in a text, and the spelling that forgives a slip of the keyboard."""

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.rules.rule import Reads, Rule
from knowledge.rules.words import Pattern, Slot, Word, match, stem

_SHORTEST, _LONG = 6, 9


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase found in a text, as a range of word indices. `value` is set where it shows the value of a fact."""

    kind: str
    start: int
    end: int
    fact: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Phrases by the word they begin with, each with the words of which it needs one besides. Compared by identity."""

    by_word: dict[str, tuple[tuple[Cue, Pattern, frozenset[str]], ...]]
    vocabulary: tuple[str, ...]
    distinct: frozenset[str]

    def cues(self, words: tuple[Word, ...]) -> list[Cue]:
        """Every phrase found in `words`, in order of its start."""
        there = {key for word in words for key in (word.form, f"={word.surface}")}
        found = (
            replace(cue, start=at, end=end)
            for at, word in enumerate(words)
            for key in {word.form, f"={word.surface}"}
            for cue, pattern, needed in self.by_word.get(key, ())
            if not (needed and needed.isdisjoint(there)) and (end := match(pattern, words, at)) is not None
        )
        return sorted(set(found), key=lambda cue: (cue.start, -cue.end, cue.kind, cue.fact, cue.value))

    def spelt(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """`words` with misspelt forms put right, their places kept."""
        return tuple(self._spelt(word) for word in words)

    def _spelt(self, word: Word) -> Word:
        if len(word.surface) < _SHORTEST or not word.surface.isalpha() or word.form in self.distinct:
            return word
        form = _mended(self, word.form)
        return replace(word, form=form, surface=form) if form else word


@lru_cache(maxsize=16)
def lexicon_of(rule: Rule) -> Lexicon:
    """The lexicon of a rule; kept, since it takes longer to make than to use."""
    by_word: dict[str, list[tuple[Cue, Pattern, frozenset[str]]]] = defaultdict(list)
    vocabulary: set[str] = set()
    for cue, pattern in _entries(rule):
        for key in _first_words(pattern):
            by_word[key].append((cue, pattern, _needed(pattern)))
        vocabulary |= {form for slot in pattern for form in slot.forms}
    distinct = frozenset(map(stem, rule.speech.words.get("distinct", ()))) | vocabulary
    long = tuple(sorted(form for form in vocabulary if len(form) >= _SHORTEST - 1 and form.isalpha()))
    return Lexicon({k: tuple(v) for k, v in by_word.items()}, long, distinct)


def _entries(rule: Rule) -> Iterator[tuple[Cue, Pattern]]:
    for kind, patterns in rule.speech.phrases.items():
        yield from ((Cue(kind, 0, 0), pattern) for pattern in patterns)
    for spec in rule.facts:
        if not spec.of:
            named = "mention" if spec.reads == Reads.MENTION else "name"
            for value in spec.values:
                listed = ((named, value.names), ("thing", value.things), ("bare", value.bare), ("short", value.short))
                for kind, patterns in listed:
                    yield from ((Cue(kind, 0, 0, spec.name, value.id), pattern) for pattern in patterns)


def _first_words(pattern: Pattern) -> set[str]:
    keys: set[str] = set()
    for slot in pattern:
        keys |= _keys(slot)
        if slot.kind == "word" and not slot.optional:
            break
    return keys


def _needed(pattern: Pattern) -> frozenset[str]:
    """The fewest words of which one must stand for a pattern to be found, besides those that it begins with."""
    fixed = [slot for slot in pattern if slot.kind == "word" and not slot.optional]
    return min(map(_keys, fixed[1:]), key=len, default=frozenset())


def _keys(slot: Slot) -> frozenset[str]:
    return slot.forms | {f"={word}" for word in slot.exact}


@lru_cache(maxsize=20_000)
def _mended(lexicon: Lexicon, form: str) -> str:
    """`nearest`, kept by the lexicon itself: to tell whole vocabularies apart takes longer than most of the search."""
    return nearest(form, lexicon.vocabulary)


def nearest(form: str, vocabulary: tuple[str, ...]) -> str:
    """The word of `vocabulary` that `form` misspells: one slip, two in a long word, same first letter. Or ""."""
    allowed = 2 if len(form) >= _LONG else 1
    like = (w for w in vocabulary if w[0] == form[0] and abs(len(w) - len(form)) <= allowed)
    near = [w for w in like if _strangers(form, w) <= allowed]  # cheaper, and true of whatever is so few slips away
    ranked = min(((slips(form, word, allowed), word) for word in near), default=(allowed + 1, ""))
    return ranked[1] if ranked[0] <= allowed else ""


def _strangers(a: str, b: str) -> int:
    """The letters of one word that the other does not have, of the one that has more of them."""
    return max(len(set(a).difference(b)), len(set(b).difference(a)))


def slips(a: str, b: str, most: int = sys.maxsize) -> int:
    """Edits between two words: a letter more, less or other, or two neighbours swapped. Above `most`, some number above it."""
    before, last, row = [0], [0], list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = last, row, [i]
        for j, y in enumerate(b, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            swapped = i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y
            row.append(min(best, before[j - 2] + 1) if swapped else best)
        if min(row) > most and min(last) > most:
            break
    return row[-1]
