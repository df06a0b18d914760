"""Cutting a text into sentences, clauses and quotations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.question.addressed import ordered
from assistant.question.lexicon import Cue
from knowledge.rules.rule import Rule
from knowledge.rules.words import Word

_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|(?<!\w)\"[^\"\n]*\"(?!\w)|(?<!\w)['‘][^'’\n]{12,}?['’](?!\w)")
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|$)|^\[[^\]]*\]: *#.*?$"
    r"|\{\{.*?\}\}|\{%.*?%\}"
    r"|<(\w*(?:_|-|note|system|assistant|prompt|instruct|admin|tool|hidden)\w*)[^>]*>.*?(?:</\1>|$)",
    re.S | re.M | re.I,
)
_ITEM = re.compile(r"[a-z]|[ivx]{1,4}|\d{1,2}")
_STOPS = frozenset(".?!")
_CLOSING = frozenset("'’\"”»)")
_MARKS = frozenset('→,;:()[]—–-"“”«»…')
QUOTES = frozenset('"“”«»')
_MIN_QUOTE = 5
_BRACKET = 12
VERBS = frozenset(("wish", "obligation", "have", "not", "maybe", "absent", "exempt", "emphasis", "know"))


@dataclass(frozen=True, slots=True)
class Clause:
    """A range of words that holds together; `opener` is the word or mark that set it off from the one before."""

    start: int
    end: int
    sentence: int
    opener: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A range of words; `asks` where it ends with a question mark."""

    start: int
    end: int
    asks: bool


@dataclass(frozen=True, slots=True)
class Uncut:
    """What is cut into clauses; `phrases` and `subjects` are the word indices that cues and mentions cover."""

    rule: Rule
    words: tuple[Word, ...]
    cues: tuple[Cue, ...]
    phrases: frozenset[int]
    subjects: frozenset[int]


def covered(cues: Iterable[Cue]) -> frozenset[int]:
    """The word indices that cues cover."""
    return frozenset(i for c in cues for i in range(c.start, c.end))


def sentences(rule: Rule, text: str, words: tuple[Word, ...]) -> tuple[Sentence, ...]:
    """The sentences of a text; a new line ends one too."""
    cuts = [0, *(at for at in range(1, len(words)) if _ends(rule, text, words, at)), len(words)]
    parts = [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if b > a]
    return tuple(Sentence(a, b, any(w.surface == "?" for w in words[a:b])) for a, b in parts)


def _ends(rule: Rule, text: str, words: tuple[Word, ...], at: int) -> bool:
    last, following = words[at - 1], words[at]
    if "\n" in text[last.end : following.start]:
        return True
    if following.surface == "<" or (last.surface == ">" and "<" in text[: last.start]):
        return True
    if last.surface in _CLOSING and at > 1 and words[at - 2].surface in _STOPS and following.start > last.end:
        return True
    dot = last.surface == "."
    if last.surface not in _STOPS or following.surface in _STOPS or (dot and following.start == last.end):
        return False
    return not (dot and at > 1 and words[at - 2].surface in rule.speech.words["abbreviated"])


def clauses(text: Uncut, sentence: Sentence, number: int) -> list[Clause]:
    """The clauses of a sentence, cut at marks, at "but" and its like, and at an "and" before a new verb."""
    cuts = [(sentence.start, sentence.start, "")]
    names = _around_names(text.words, sentence)
    for at in range(sentence.start, sentence.end):
        marked = text.words[at].surface in _MARKS and at not in text.subjects and not numbers(text.words, at)
        marked = marked and at not in names
        if marked or (at not in text.phrases | text.subjects and _breaks(text, at)):
            cuts.append((at, at + 1, text.words[at].surface))
    ends = [end for end, _, _ in cuts[1:]] + [sentence.end]
    made = [Clause(start, end, number, opener) for (_, start, opener), end in zip(cuts, ends, strict=True)]
    return [clause for clause in made if clause.end > clause.start]


def _around_names(words: tuple[Word, ...], sentence: Sentence) -> frozenset[int]:
    """The quotation marks around a name in the middle of a sentence, which goes on over it: they struck out "X"."""
    inside = range(sentence.start + 1, sentence.end)
    marks = [i for i in inside if words[i].surface in QUOTES]
    pairs = zip(marks, marks[1:], strict=False)
    near = [(a, b) for a, b in pairs if 1 < b - a < _MIN_QUOTE and not any(w.is_mark for w in words[a + 1 : b])]
    led = [pair for pair in near if not words[pair[0] - 1].is_mark]
    return frozenset(i for pair in led for i in pair)


def numbers(words: tuple[Word, ...], at: int) -> bool:
    """Whether word or mark `at` belongs to the number of an item: "(a)", "(ii)"."""
    for i in (at - 1, at, at + 1):
        around = (words[i - 1].surface, words[i + 1].surface) if 0 < i < len(words) - 1 else ("", "")
        if around == ("(", ")") and _ITEM.fullmatch(words[i].surface):
            return True
        if around[1] == ")" and _counts(words, i):
            return True
    return False


def _counts(words: tuple[Word, ...], at: int) -> bool:
    """Whether a number or letter before ")" counts an item, "2)", and does not end something put in brackets."""
    opened = any(w.surface == "(" for w in words[max(at - _BRACKET, 0) : at])
    return not opened and bool(_ITEM.fullmatch(words[at].surface))


def _breaks(text: Uncut, at: int) -> bool:
    word = text.words[at].surface
    if word in text.rule.speech.words["breaks"]:
        return True
    if word not in text.rule.speech.words["conjunctions"]:
        return False
    subject = min((i for i in text.subjects if i > at), default=len(text.words))
    return any(c.kind in VERBS and at < c.start <= at + 4 and c.start < subject for c in text.cues)


def hidden(text: str, words: tuple[Word, ...]) -> frozenset[int]:
    """The word indices inside comments, inside tags that speak to a machine, and in orders to one."""
    spans = [*(hit.span() for hit in _HIDDEN.finditer(text)), *ordered(text)]
    return frozenset(i for i, w in enumerate(words) if any(a <= w.start < b for a, b in spans))


def quotations(text: str, words: tuple[Word, ...]) -> tuple[range, ...]:
    """The word indices inside quotation marks, where what they hold is more than a name."""
    found = []
    for hit in _QUOTED.finditer(text):
        inside = [i for i, w in enumerate(words) if hit.start() <= w.start and w.end <= hit.end()]
        if len([i for i in inside if not words[i].is_mark]) >= _MIN_QUOTE:
            found.append(range(inside[0], inside[-1] + 1))
    return tuple(found)
