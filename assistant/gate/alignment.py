"""Whether a claim says no more than a sentence of a quote: laid side by side, every difference needs a licence."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from assistant.gate.gaps import Gap
from assistant.gate.junctions import before, parted, parted_after
from assistant.gate.licences import first_word, licensed
from assistant.gate.rewrites import source_wordings, wordings
from assistant.gate.roles import HOLE
from assistant.gate.tokens import SILENT, Sort, Token, Tokens, kept, keys, words

_LONGEST = 400
_PASSIVE = 2
_OPENERS = (Sort.CONDITION, Sort.REASON)


def _silent_between(claim: Tokens, places: list[int], i: int) -> Tokens:
    start = places[i - 1] + 1 if i else 0
    end = places[i] if i < len(places) else len(claim)
    return claim[start:end]


def _gap(quote: Tokens, places: list[int], j1: int, j2: int, joint: bool) -> Gap:
    start = places[j1 - 1] + 1 if j1 else 0
    end = places[j2] if j2 < len(places) else len(quote)
    return Gap(quote, start, end, places[j1], places[j2 - 1], joint)


def _gaps(claim: Tokens, quote: Tokens, lent: int) -> Iterator[Gap | str]:
    """What of the quote the claim leaves out; a string for what the claim adds beyond its first `lent` words."""
    mine, theirs = kept(claim), kept(quote)
    matcher = SequenceMatcher(None, keys(claim), keys(quote), autojunk=False)
    end = 0
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from _parted(claim, quote, mine[i1:i2], theirs[j1:j2], theirs[end] if end < j1 else theirs[j1])
            end = j2
        if tag == "replace" and claim[mine[i1]] is HOLE and i2 == i1 + 1:
            yield from _filled(_gap(quote, theirs, j1, j2, False))
            continue
        if tag in ("insert", "replace"):
            silent = _silent_between(claim, mine, i1)
            yield _gap(quote, theirs, j1, j2, any(t.sort is Sort.AND or t.low == "," for t in silent))
        if tag in ("delete", "replace") and not (i1 == 0 and i2 <= lent):
            yield words(claim[mine[i1] : mine[i2 - 1] + 1])


def _parted(claim: Tokens, quote: Tokens, mine: list[int], theirs: list[int], gap: int) -> Iterator[str]:
    """The first word that both have which the silent words before it tell otherwise; `gap`: where the quote goes on."""
    for i, j in zip(mine, theirs, strict=True):
        said, quoted = before(claim, i), before(quote, j)
        resumes = j == theirs[0] and gap < j
        otherwise = parted_after(said, quoted, before(quote, gap)) if resumes else parted(said, quoted)
        if otherwise or _is_another(claim[i], quote[j], quote):
            yield words((*said, claim[i]))


def _is_another(mine: Token, theirs: Token, quote: Tokens) -> bool:
    """Whether the claim has another of two words of the quote that are compared alike: "SoA" for what it stands for."""
    return mine.low != theirs.low and any(t.key == mine.key and t.low == mine.low for t in quote)


def _filled(gap: Gap) -> Iterator[str]:
    """Nothing where what the gap holds may be the doer that a passive leaves unsaid."""
    doer = all(t.sort in (Sort.WORD, Sort.NAME, Sort.FREE, Sort.AND) or t.key == "all" for t in gap.body)
    opens = gap.start == 0 or any(t.sort is Sort.MARK for t in gap.lead) or gap.tokens[gap.start - 1].sort in _OPENERS
    if not doer or not opens:
        yield words(gap.body)


def _fault(claim: Tokens, quote: Tokens, lent: int) -> str | None:
    for gap in _gaps(claim, quote, lent):
        if isinstance(gap, str):
            return f"'{gap}' does not stand so in the quote"
        if not licensed(gap):
            return f"the claim leaves out '{words(gap.body)}', which the quote says" if _short(gap) else _narrowed(gap)
    return None


def _short(gap: Gap) -> bool:
    return len(gap.body) <= 8


def _narrowed(gap: Gap) -> str:
    return f"the claim leaves out a part of the quote that bears on it ('{first_word(gap).surface}' ...)"


def fault(claim: Tokens, quote: Tokens, lent: int = 0) -> str | None:
    """None where some wording of the claim follows from some wording of the quote; else what differs, in plain words.

    `lent`: how many compared tokens at the start of the claim are topic words that the quote's context lends.
    """
    if len(claim) > _LONGEST or len(quote) > _LONGEST:
        return None if keys(claim) == keys(quote) else "the sentence is too long to compare"
    if not [token for token in claim if token.sort not in SILENT]:
        return "the claim has no words to compare"
    first = _fault(claim, quote, lent)
    if first is None:
        return None
    others = source_wordings(quote)
    for mine in wordings(claim) if len(keys(claim)) <= len(keys(quote)) + lent + _PASSIVE else []:
        if any(_fault(mine, theirs, lent) is None for theirs in others):
            return None
    return first
