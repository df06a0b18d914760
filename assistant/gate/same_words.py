"""Whether a sentence says what a quote says in the quote's own words, but for a few that are the same everywhere.

Every looser likeness of words (stems, synonyms, words moved or left out) has been shown to let some wrong sentence through: one
that a language model words is held to this.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_TOKEN = re.compile(r"(?:(?<![^\s(])[-−])?\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’/-][^\W\d_]+)*|[^\w\s]|_")
_CONTRACTED = ((re.compile(r"\b(can)(?:['’]t|not)\b", re.I), r"\1 not"), (re.compile(r"\b(\w+)n['’]t\b"), r"\1 not"))
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
_ENDS = ".;!"
# What a quote may say formally, and how a sentence may say it plainly: the same in whatever sentence it stands.
_PLAIN = """
in order to = to
prior to = before
subsequent to = after
in the event that = if
approximately 5 = about 5
approximately 5 = around 5
utilize = use
utilizes = uses
utilized = used
commence = begin
commences = begins
commenced = began
e . g . = for example
for example = e . g .
i . e . = that is
per cent = %
percent = %
% = percent
% = per cent
ISO/IEC = ISO
"""
Tokens = tuple[str, ...]
_ANY = "5"  # stands for any number


def _rules() -> tuple[tuple[Tokens, Tokens], ...]:
    pairs = (line.split(" = ") for line in _PLAIN.strip().splitlines())
    return tuple((tuple(formal.split()), tuple(plain.split())) for formal, plain in pairs)


_RULES = _rules()


def same_words(claim: str, quote: str) -> bool:
    """Whether `claim` is `quote` word for word and mark for mark, but for spelling, contractions, small numbers in words, and
    plain words for formal ones; a capital is one only where a sentence opens."""
    return _match(_words(quote), _words(claim))


def _words(text: str) -> Tokens:
    shown = unicodedata.normalize("NFKC", text).strip()
    for pattern, put in _CONTRACTED:
        shown = pattern.sub(put, shown)
    tokens = _TOKEN.findall(shown)
    while tokens and tokens[-1] in _ENDS:
        tokens.pop()
    opened = [_opening(one) if at == 0 or tokens[at - 1] in ".:!?" else one for at, one in enumerate(tokens)]
    return tuple(_written(one) for one in opened)


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
