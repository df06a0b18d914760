"""Whether a sentence says what a quote says in the quote's own words, but for a few that are the same everywhere.

Every looser likeness of words (stems, synonyms, words moved or left out) has been shown to let some wrong sentence through: one
that a language model words is held to this.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_TOKEN = re.compile(r"(?:(?<![^\s(])[-−])?\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’/-][^\W\d_]+)*|[^\w\s]|_")
_CAN = r"\b(can)(?:['’]t|not)\b(?!\s+(?:only|just|merely|simply)\b)"  # "can not only" is no "cannot"
_CONTRACTED = ((re.compile(_CAN, re.I), r"\1 not"), (re.compile(r"\b(\w+)n['’]t\b"), r"\1 not"))
_SPELT = (
    (re.compile(r"(?<=\w{4})is(ation|ations|e|es|ed|ing)$"), r"iz\1"),
    (re.compile(r"(?<=\w{3})our(s|ed|ing|al)?$"), r"or\1"),
)
_SMALL = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: str(n) for n, word in enumerate(_SMALL.split(), 2)}
_NUMBERS |= {ten: str(n) for n, ten in zip(range(20, 100, 10), _TENS.split(), strict=True)}
_NUMBERS |= {
    f"{ten}-{one}": str(int(_NUMBERS[ten]) + n)
    for ten in _TENS.split()
    for n, one in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], 1)
}
_ENDS = ".;"
# What a quote may say formally, and how a sentence may say it plainly: the same in whatever sentence it stands.
_PLAIN = """
prior to = before
subsequent to = after
approximately 5 = about 5
approximately 5 = around 5
utilize = use
utilizes = uses
commence = begin
commences = begins
e . g . = for example
for example = e . g .
i . e . = that is
per cent = %
percent = %
% = percent
% = per cent
"""
Tokens = tuple[str, ...]
_ANY = "5"  # stands for any number


def _rules() -> tuple[tuple[Tokens, Tokens], ...]:
    pairs = (line.split(" = ") for line in _PLAIN.strip().splitlines())
    return tuple((tuple(formal.split()), tuple(plain.split())) for formal, plain in pairs)


_RULES = _rules()


def same_words(claim: str, quote: str) -> bool:
    """Whether `claim` is `quote` word for word and mark for mark, but for spelling, contractions, small numbers in words, and
    plain words for formal ones; a capital is one only where a sentence opens, and a full stop may end it."""
    told, theirs = _tokens(claim), _tokens(quote)
    ours, end = _cut(told, "."), theirs[-1:]
    if ours == told and end and end[0] in _ENDS and told[-1:] == end:
        ours = told[:-1]
    theirs = _cut(theirs, _ENDS)
    return _open_alike(ours, theirs) and _match(_plain(theirs), _plain(ours))


def _tokens(text: str) -> Tokens:
    shown = unicodedata.normalize("NFC", text).strip()
    for pattern, put in _CONTRACTED:
        shown = pattern.sub(put, shown)
    return tuple(_TOKEN.findall(shown))


def _cut(tokens: Tokens, ends: str) -> Tokens:
    """Without one mark at the end."""
    return tokens[:-1] if tokens and tokens[-1] in ends else tokens


def _opens(tokens: Tokens, at: int) -> bool:
    return at == 0 or tokens[at - 1] in ".:!?"


def _is_begun(tokens: Tokens, at: int) -> bool:
    """Whether a sentence surely opens: not after a letter with a full stop, as in "e.g."."""
    return _opens(tokens, at) and not (at > 1 and tokens[at - 1] == "." and len(tokens[at - 2]) == 1)


def _open_alike(claim: Tokens, quote: Tokens) -> bool:
    """Whether every sentence that the quote opens with a capital opens with none smaller in the claim."""
    ours, theirs = ([one for at, one in enumerate(told) if _is_begun(told, at)] for told in (claim, quote))
    pairs = zip(ours, theirs, strict=False)
    return len(ours) == len(theirs) and not any(a[:1].islower() and not b[:1].islower() for a, b in pairs)


def _plain(tokens: Tokens) -> Tokens:
    return tuple(_written(_opening(one) if _opens(tokens, at) else one) for at, one in enumerate(tokens))


def _opening(word: str) -> str:
    """A word that opens a sentence, as it is written inside one; a name of capitals stays."""
    return word[:1].lower() + word[1:] if word[1:] == word[1:].lower() else word


def _written(word: str) -> str:
    word = _NUMBERS.get(word, word).replace("’", "'").replace("−", "-")
    for pattern, put in _SPELT:
        word = pattern.sub(put, word)
    return word


@lru_cache(maxsize=10_000)
def _match(quote: Tokens, claim: Tokens) -> bool:
    if not quote or not claim:
        return quote == claim
    if quote[0] == claim[0] and _match(quote[1:], claim[1:]):
        return True
    taken = ((formal, plain) for formal, plain in _RULES if _begins(quote, claim, formal, plain))
    return any(_match(quote[len(formal) :], claim[len(plain) :]) for formal, plain in taken)


def _begins(quote: Tokens, claim: Tokens, formal: Tokens, plain: Tokens) -> bool:
    """Whether the quote goes on with the formal words and the claim with the plain ones, with the same number if any."""
    theirs, ours = quote[: len(formal)], claim[: len(plain)]
    if formal[-1] == _ANY:
        number = theirs[-1:] == ours[-1:] and bool(theirs) and theirs[-1][:1].isdigit()
        return number and theirs[:-1] == formal[:-1] and ours[:-1] == plain[:-1]
    return theirs == formal and ours == plain


def unlike(claim: str, quotes: Sequence[str]) -> str | None:
    """Why `claim` is not told in the words of any of the `quotes`, or None."""
    return None if any(same_words(claim, quote) for quote in quotes) else "it says it in other words than the source"
