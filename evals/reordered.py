"""Sentences made of a source's own words that it does not say: values, agents or denials changed about, list members left
out, two sentences joined, words scrambled. Each change is one known operation; no gate is asked."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_FIGURES = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
        map(str, range(1, 11)),
        strict=True,
    )
)
_SPELT = rf"(?:{'|'.join(_FIGURES)}|twelve)"
_DATE = re.compile(rf"\b(?:\d{{1,2}} {_MONTH}(?: \d{{4}})?|\d{{4}}-\d\d-\d\d|{_MONTH})\b")
_NUMBER = re.compile(rf"(?<![\w.:/])\d[\d,]*(?:\.\d+)?%?(?![\w:/])|\b{_SPELT}\b", re.I)
_NAME = re.compile(
    r"\b(?:ISO/IEC \d{5}|SOC [123]|Type [12]|Stage [12]|severity \d|(?<=[a-z,] )[A-Z][A-Za-z]+(?: [A-Z][a-z]+)*)"
)
_GOVERNING = re.compile(
    r"\b(?:before|after|must|may|should|can|required|recommended|optional|all|some|most|few|every|at least|at most|first|"
    r"last|internal|external|always|never|highest|lowest|minimum|maximum)\b"
)
_LIST = re.compile(r"((?:[\w'/-]+(?: [\w'/-]+){0,4}, ){2,})(and|or) ((?:[\w'/-]+ ?){1,4})")
_BE = r"is|are|was|were"
_VERB = r"must|should|may|can|has|have|covers?|requires?|needs?|lists?|shows?|names?|states?|records?|gives?"
_REST = r"[.,;]| (?:that|which|when|if|because|by|in|for|with|of|on|to|from) .*"
_DOES = re.compile(rf"^(.+?) ({_VERB}) (.+?)({_REST})$")  # what "is" something is as well told the other way round
_CLAUSE = re.compile(rf"^(.+?) ({_VERB}|{_BE}) (.+?)({_REST})$")
_DENIED = re.compile(r"\b(?:is|are|was|were|must|should|may|can|does|do|has|have)( not)\b")
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|must|should|may|can|does|do|has|have)\b(?! not)")
_PREPOSITION = re.compile(r" (of|to|from|for|by|in|with|as|before|after|within|against) ")
_PHRASE = re.compile(r"(?:(?:the|a|an|its|their) )?[\w'/-]+(?: [\w'/-]+)?")


def _exchanged(text: str, one: re.Match[str], other: re.Match[str]) -> str:
    (a, b), (c, d) = one.span(), other.span()
    return _opened(text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:])


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]


def swaps(text: str) -> Iterator[str]:
    """Every two numbers, dates, names or governing words of the sentence in each other's place."""
    for pattern in (_DATE, _NUMBER, _NAME, _GOVERNING):
        found = list(pattern.finditer(text))
        for one, other in combinations(found, 2):
            if _value(one[0]) != _value(other[0]):
                yield _exchanged(text, one, other)


def _value(written: str) -> str:
    low = written.lower()
    return "may" if low == "can" else _FIGURES.get(low, low)


def omissions(text: str) -> Iterator[str]:
    """Each member of each list left out; of the list what is left stays a list."""
    for found in _LIST.finditer(text):
        members = found[1].removesuffix(", ").split(", ")
        for i in range(len(members)):
            rest = members[:i] + members[i + 1 :]
            comma = ", " if len(rest) > 1 else " "
            yield _opened(f"{text[: found.start()]}{', '.join(rest)}{comma}{found[2]} {found[3]}{text[found.end() :]}")
            yield _opened(f"{text[: found.start()]}{', '.join(rest)}, {found[2]} {found[3]}{text[found.end() :]}")
        head = ", ".join(members[:-1])
        yield _opened(
            f"{text[: found.start()]}{head} {found[2]} {members[-1]}{text[found.start(3) + len(found[3].rstrip()) :]}"
        )


def reversals(text: str) -> Iterator[str]:
    """Who does it and to whom it is done, or what stands left and right of a preposition, in each other's place."""
    if found := _DOES.match(text):
        yield _opened(f"{found[3]} {found[2]} {found[1][:1].lower()}{found[1][1:]}{found[4]}")
    for mark in _PREPOSITION.finditer(text):
        right = _PHRASE.match(text, mark.end())
        left = re.search(r"(?:(?:the|a|an|its|their) )?[\w'/-]+(?: [\w'/-]+)?$", text[: mark.start()])
        if right and left and left[0].lower() != right[0].lower():
            swapped = f"{right[0]} {mark[1]} {left[0]}"
            yield _opened(text[: left.start()] + swapped + text[right.end() :])


def denials(text: str) -> Iterator[str]:
    """A "not" taken from its verb and put to another verb, or to the other side of a "but"."""
    for found in _DENIED.finditer(text):
        bare = text[: found.start(1)] + text[found.end(1) :]
        for other in _AUXILIARY.finditer(bare):
            if other.end() != found.start(1):
                yield f"{bare[: other.end()]} not{bare[other.end() :]}"
    if turned := re.search(r"\bnot (.+?) but (.+?)(?=[.,;])", text):
        yield f"{text[: turned.start()]}not {turned[2]} but {turned[1]}{text[turned.end() :]}"


def scrambles(text: str) -> Iterator[str]:
    """Two neighbouring words with two others, further on, in each other's place."""
    words = text.rstrip(".").split()
    for i in range(0, len(words) - 5, 2):
        for j in range(i + 3, len(words) - 1, 3):
            mixed = words[:i] + words[j : j + 2] + words[i + 2 : j] + words[i : i + 2] + words[j + 2 :]
            yield f"{_opened(' '.join(mixed))}."


def joins(one: str, other: str) -> Iterator[str]:
    """The beginning of one sentence with the end of another, at a verb, an "and" or a preposition."""
    head, tail = one.rstrip("."), other.rstrip(".")
    ours, theirs = _CLAUSE.match(one), _CLAUSE.match(other)
    if ours and theirs and not _alike(ours[1], theirs[1]):
        yield f"{ours[1]} {theirs[2]} {theirs[3]}{theirs[4]}"
        yield f"{head} and {theirs[3]}{theirs[4]}"
    for found in re.finditer(r" and ", tail):
        yield f"{head} and {tail[found.end() :]}."
        yield f"{head}, and {tail[found.end() :]}."


def _alike(one: str, other: str) -> bool:
    """Whether two subjects may be the same, so that what is said of one is said of the other."""
    mine, theirs = (set(_words(text).split()) - {"a", "an", "the", "each", "every"} for text in (one, other))
    return mine <= theirs or theirs <= mine or _initials(one) in theirs or _initials(other) in mine


def _initials(text: str) -> str:
    return "".join(word[0] for word in _words(text).removeprefix("an ").removeprefix("the ").removeprefix("a ").split())


CHANGES: Mapping[str, Callable[[str], Iterator[str]]] = {
    "swap": swaps,
    "omission": omissions,
    "reversal": reversals,
    "denial": denials,
    "scramble": scrambles,
}


def changed(text: str) -> Iterator[tuple[str, str]]:
    """The kind and the sentence for every change that makes another sentence of the same words."""
    for kind, change in CHANGES.items():
        seen = {_words(text)}
        for made in change(text):
            if _words(made) not in seen:
                seen.add(_words(made))
                yield kind, made


def _words(text: str) -> str:
    return " ".join(re.findall(r"[\w%]+", text.lower()))
