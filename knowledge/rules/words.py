"""Text as words with places, and phrase patterns over them.

A word's `form` is its lower-case stem, so that "wants", "wanted" and "want" are one; `start` and `end` are code points.
A pattern is written as words apart by spaces: `a|b` is a choice, `(a)` may be left out, `...` is up to four words,
`=word` is that very word and no other inflection, `^` and `$` are the two ends of a clause.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"(?<!\w)w/o(?!\w)|(?<!\w)[Nn]o\.(?=\s?\d)|\d+(?:\.\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)?|[^\w\s]|_")
_CLITICS = (("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'d", "would"), ("'m", "am"), ("'s", ""))
_SHORT = {"w/o": "without", "no.": "number"}
_HYPHENS = frozenset("-‐‑")
_GAP = 4
_ENDINGS = (("ies", "y"), ("ied", "y"), ("ying", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))


@dataclass(frozen=True, slots=True)
class Word:
    """One word or punctuation mark of a text."""

    form: str
    surface: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        """Whether this is punctuation."""
        return not self.surface[:1].isalnum()


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a pattern: the words that fit, or a gap, or an end of a clause."""

    forms: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    optional: bool = False
    kind: str = "word"

    def fits(self, word: Word) -> bool:
        """Whether `word` may stand here."""
        return word.form in self.forms or word.surface in self.exact


Pattern = tuple[Slot, ...]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A lower-case word without its inflection; short words and numbers stay as they are."""
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    for ending, put in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: len(word) - len(ending)] + put
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 and word != "note" else word


def words_of(text: str) -> tuple[Word, ...]:
    """The words and marks of a text in order; hyphens between letters are no marks."""
    found: list[Word] = []
    for hit in _TOKEN.finditer(text):
        if hit.group() in _HYPHENS and _inside(text, hit.start()):
            continue
        found.extend(_split(hit.group().lower().replace("’", "'").replace("ʼ", "'"), hit.start(), hit.end()))
    return tuple(found)


def _inside(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def _split(low: str, start: int, end: int) -> list[Word]:
    for clitic, put in _CLITICS:
        if low.endswith(clitic) and len(low) > len(clitic):
            cut = end - len(clitic)
            head = Word(stem(low[: -len(clitic)]), low[: -len(clitic)], start, cut)
            return [head, Word(put, put, cut, end)] if put else [Word(head.form, head.surface, start, end)]
    low = _SHORT.get(low, low)
    return [Word(stem(low), low, start, end)]


def pattern_of(written: str) -> Pattern:
    """The pattern that is written so; raises ValueError if it has no word that must be there."""
    slots = tuple(slot for part in written.split() for slot in _slots(part))
    if not any(slot.kind == "word" and not slot.optional for slot in slots):
        raise ValueError(f"the phrase {written!r} has no word that must be there")
    return slots


def _slots(part: str) -> tuple[Slot, ...]:
    if part.count("(") != part.count(")") and part not in "()":
        raise ValueError(f"the brackets of {part!r} do not close; a choice in brackets holds single words only")
    if part in ("...", "^", "$"):
        return (Slot(kind={"...": "gap", "^": "open", "$": "close"}[part]),)
    optional = part.startswith("(") and part.endswith(")")
    choices = part.strip("()").split("|") if part not in "()" else [part]
    if len(choices) == 1 and not choices[0].startswith("="):
        return tuple(Slot(frozenset({w.form}), optional=optional) for w in words_of(choices[0]))
    exact = frozenset(c[1:] for c in choices if c.startswith("="))
    return (Slot(frozenset(stem(c) for c in choices if not c.startswith("=")), exact, optional),)


def match(pattern: Pattern, words: tuple[Word, ...], at: int, first: int = 0) -> int | None:
    """The index after the longest match of `pattern`, from its slot `first` on, that begins at word `at`, or None."""
    for place in range(first, len(pattern)):
        slot = pattern[place]
        if slot.kind == "gap":
            return _over_gap(pattern, words, at, place + 1)
        if slot.kind != "word":
            if not _at_edge(slot.kind, words, at):
                return None
        elif at < len(words) and slot.fits(words[at]):
            if slot.optional and (end := match(pattern, words, at + 1, place + 1)) is not None:
                return end
            at += 0 if slot.optional else 1
        elif not slot.optional:
            return None
    return at


def _over_gap(pattern: Pattern, words: tuple[Word, ...], at: int, first: int) -> int | None:
    for skip in range(_GAP + 1):
        if skip and (at + skip > len(words) or words[at + skip - 1].is_mark):
            return None
        end = match(pattern, words, at + skip, first)
        if end is not None:
            return end
    return None


def _at_edge(kind: str, words: tuple[Word, ...], at: int) -> bool:
    if kind == "open":
        return at == 0 or words[at - 1].is_mark
    return at >= len(words) or words[at].is_mark
