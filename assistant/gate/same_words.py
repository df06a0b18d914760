"""Whether a sentence says what a quote says in the quote's own words, but for a few that are the same everywhere.

Every looser likeness of words (stems, synonyms, words moved or left out) has been shown to let some wrong sentence through: one
that a language model words is held to this.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.gate.lexicon.alike import NUMBERING, SPELT
from assistant.gate.written import Piece, Pieces, pieces

_CANNOT = re.compile(r"^([Cc])an't$")
# "can not do X" may be leave not to do it, where "cannot" and "couldn't" are none: with these the two stay as written.
_APART = re.compile(r"(is|are|was|were|do|does|did|has|have|had|must|should|would|need|wo|sha)n't$", re.I)
_STEMS = {"wo": "will", "Wo": "Will", "sha": "shall", "Sha": "Shall"}
_SMALL = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: str(n) for n, word in enumerate(_SMALL.split(), 2)}
_NUMBERS |= {ten: str(n) for n, ten in zip(range(20, 100, 10), _TENS.split(), strict=True)}
_NUMBERS |= {
    f"{ten}-{one}": str(int(_NUMBERS[ten]) + n)
    for ten in _TENS.split()
    for n, one in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], 1)
}
_COUNTING = _NUMBERS.keys() | {"one", "hundred", "thousand", "million", "billion"}
_ENDS = ".;"
# What a quote may say formally, and how a sentence may say it plainly: the same in whatever sentence it stands. A 5 is any number.
_PLAIN = """
prior to = before
subsequent to = after
approximately 5 = about 5
approximately 5 = around 5
utilize = use
utilizes = uses
commence = begin
commences = begins
e.g. = for example
for example = e.g.
i.e. = that is
5 per cent = 5 %
5 percent = 5 %
5 per cent = 5 percent
5 percent = 5 per cent
5 % = 5 percent
5 % = 5 per cent
5 % = 5 %
"""


@dataclass(frozen=True, slots=True)
class _Rule:
    """Formal words and plain ones; `counts` where they stand before a number (1) or after one (-1)."""

    formal: Pieces
    plain: Pieces
    counts: int


def _rule(line: str) -> _Rule:
    counts = 1 if line.endswith("5") else -1 if line.startswith("5") else 0
    formal, plain = (pieces(side.strip(" 5")) for side in line.split(" = "))
    return _Rule(formal, plain, counts)


def _capital(one: _Rule) -> _Rule:
    formal, plain = ((replace(side[0], text=side[0].text.capitalize()), *side[1:]) for side in (one.formal, one.plain))
    return _Rule(formal, plain, one.counts)


_RULES = tuple(map(_rule, _PLAIN.strip().splitlines()))
# A single word with a capital may be a name wherever it stands.
_OPENING = tuple(_capital(one) for one in _RULES if one.counts >= 0 and (len(one.formal) > 1 or one.counts))


def same_words(claim: str, quote: str) -> bool:
    """Whether `claim` is `quote` word for word, mark for mark and blank for blank, but for spelling, contractions, small numbers
    in words, and plain words for formal ones; its first letter may be a capital, and a full stop may end it."""
    told, theirs = pieces(claim), pieces(quote)
    ours, end = _cut(told, "."), theirs[-1:]
    if ours == told and end and end[0].text in _ENDS and told[-1:] and told[-1].text == end[0].text:
        ours = told[:-1]
    theirs = _cut(theirs, _ENDS)
    return _match(theirs, _begun(ours, theirs))


def _cut(told: Pieces, ends: str) -> Pieces:
    """Without one mark at the end."""
    return told[:-1] if told and told[-1].text in ends else told


def _begun(claim: Pieces, quote: Pieces) -> Pieces:
    """The claim without the capital that it begins with, where the quote begins with a word in small letters."""
    first = claim[0].text if claim else ""
    if not quote or not quote[0].text.islower() or not first[:1].isupper():
        return claim
    return (replace(claim[0], text=first[:1].lower() + first[1:]), *claim[1:])


def _match(quote: Pieces, claim: Pieces) -> bool:
    """Whether some way of steps leads through both to their ends."""
    seen, ways = {(0, 0)}, [(0, 0)]
    while ways:
        at, our = ways.pop()
        if (at, our) == (len(quote), len(claim)):
            return True
        new = set(_steps(quote, at, claim, our)) - seen if at < len(quote) and our < len(claim) else set()
        seen |= new
        ways += new
    return False


def _steps(quote: Pieces, at: int, claim: Pieces, our: int) -> Iterator[tuple[int, int]]:
    """Where quote and claim go on after what is the same here."""
    if quote[at].spaced is claim[our].spaced:
        if _is_same(quote, at, claim[our]):
            yield at + 1, our + 1
        if quote[at].free and _is_apart(quote[at], claim[our : our + 2]):
            yield at + 1, our + 2
        if quote[at].free and _is_apart(claim[our], quote[at : at + 2]):
            yield at + 2, our + 1
    for rule in (*_RULES, *(_OPENING if quote[at].begins else ())):
        if _is_plain(rule, quote, at, claim, our):
            yield at + len(rule.formal), our + len(rule.plain)


def _is_same(quote: Pieces, at: int, ours: Piece) -> bool:
    theirs = quote[at]
    if theirs.text == ours.text:
        return True
    return theirs.free and theirs.own and (_spelt(theirs.text) == _spelt(ours.text) or _is_counted(quote, at, ours))


def _spelt(word: str) -> str:
    """A word in one spelling; one with a capital may be a name, and is spelt as it is."""
    word = _CANNOT.sub(r"\1annot", word)
    for pattern, put in SPELT if word.islower() else ():
        word = pattern.sub(put, word)
    return word


def _is_apart(short: Piece, two: Pieces) -> bool:
    """Whether two words are what one with an apostrophe is short for."""
    found = _APART.match(short.text)
    if not found or len(two) < 2 or not two[1].spaced or two[1].text != "not":
        return False
    return two[0].text == _STEMS.get(found[1], found[1])


def _is_counted(quote: Pieces, at: int, ours: Piece) -> bool:
    """Whether the claim writes a number of the quote in figures or in words: one that is part of no name and no other number."""
    theirs = quote[at]
    near = [quote[i] for i in (at - 1, at + 1) if 0 <= i < len(quote)]
    near += quote[at - 2 : at - 1] if at > 1 and quote[at - 1].text == "and" else ()
    if any(_is_name(one) or _is_number(one) for one in near) or (at and quote[at - 1].text.lower() in NUMBERING):
        return False
    small = ours.begins and ours.text.islower()
    return theirs.text.isdigit() != ours.text.isdigit() and not small and _figures(theirs) == _figures(ours)


def _figures(one: Piece) -> str:
    word = one.text[:1].lower() + one.text[1:] if one.begins else one.text
    return _NUMBERS.get(word, word)


def _is_name(one: Piece) -> bool:
    return one.text[0].isupper() and not (one.begins and one.text[1:].islower())


def _is_number(one: Piece) -> bool:
    return one.text[-1].isdigit() or one.text.lower() in _COUNTING


def _is_plain(rule: _Rule, quote: Pieces, at: int, claim: Pieces, our: int) -> bool:
    """Whether the quote goes on with the formal words of a rule, and the claim with the plain ones."""
    theirs, ours = quote[at : at + len(rule.formal)], claim[our : our + len(rule.plain)]
    is_told = all(one.free for one in theirs) and (len(theirs) > 1 or theirs[0].own)
    if not is_told or not _reads(theirs, rule.formal) or not _reads(ours, rule.plain):
        return False
    if rule.counts < 0:  # a sign may stand at its number or apart from it
        parted = all(one.spaced or one.text == "%" for one in (theirs[0], ours[0]))
        return parted and at > 0 and _is_number(quote[at - 1])
    number = quote[at + 1 : at + 2]
    return theirs[0].spaced is ours[0].spaced and (not rule.counts or any(map(_is_number, number)))


def _reads(told: Sequence[Piece], words: Pieces) -> bool:
    """Whether these are the words, with the same blanks between them."""
    blanks = [one.spaced for one in told[1:]] == [one.spaced for one in words[1:]]
    return blanks and [one.text for one in told] == [one.text for one in words]


def unlike(claim: str, quotes: Sequence[str]) -> str | None:
    """Why `claim` is not told in the words of any of the `quotes`, or None."""
    return None if any(same_words(claim, quote) for quote in quotes) else "it says it in other words than the source"
