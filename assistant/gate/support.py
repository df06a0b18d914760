"""Which sentence of which quote supports a sentence of a claim."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.gate.alignment import fault
from assistant.gate.checks import objection
from assistant.gate.checks.actors import swapped
from assistant.gate.folding import introduced, sentences
from assistant.gate.halves import halves, predicates
from assistant.gate.lexicon.spelling import american
from assistant.gate.lexicon.synonyms import meaning
from assistant.gate.reading import read
from assistant.gate.tokens import Sort, Tokens, kept, keys
from assistant.gate.told import unretracted
from assistant.gate.verdict import Evidence

_CANDIDATES = 16
_LENT_SHARE = 3
_LONGEST = 5_000
_CONTEXT = 2_000


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a quote, the stems of its words, and the topic words that its context lends."""

    text: str
    stems: frozenset[str]
    lent: frozenset[str]


def stems(text: str) -> frozenset[str]:
    """The stems of the words of `text`, cheaply: for choosing, not for judging."""
    words = ("".join(c if c.isalnum() else " " for c in text.lower())).split()
    return frozenset(meaning(american(word)) for word in words)


def _lent(context: str) -> frozenset[str]:
    read_lines = (read(line) for line in sentences(context[:_CONTEXT]))
    return frozenset(token.key for line in read_lines for token in line if token.sort is Sort.WORD)


def units(evidence: Sequence[Evidence]) -> list[Unit]:
    """Every sentence of the quotes, and every list item with its introduction; none of monstrous length."""
    out: list[Unit] = []
    for one in evidence:
        lent = _lent(one.context)
        texts = (text for text in (*unretracted(sentences(one.quote)), *introduced(one.quote)) if len(text) <= _LONGEST)
        out.extend(Unit(text, stems(text), lent) for text in texts)
    return out


def _nearest(sentence: str, among: Sequence[Unit]) -> list[Unit]:
    mine = stems(sentence)
    return sorted(among, key=lambda unit: (-len(mine & unit.stems), len(unit.stems)))[:_CANDIDATES]


def _lead(claim: Tokens, quote: Tokens, lent: frozenset[str]) -> int:
    """How many compared tokens at the start of the claim the context lends: plain words, at most a third."""
    known = {token.key for token in quote}
    count = 0
    for place in kept(claim):
        if claim[place].key in known or claim[place].key not in lent or claim[place].sort is not Sort.WORD:
            break
        count += 1
    return count if count * _LENT_SHARE <= len(kept(claim)) else 0


def same(claim: Tokens, quote: Tokens) -> bool:
    """Whether the two say the same word for word, marks and spelling aside."""
    return [t.low for t in claim if t.sort is not Sort.MARK] == [t.low for t in quote if t.sort is not Sort.MARK]


def _against(claim: Tokens, unit: Unit) -> str | None:
    """None where the unit supports the claim's sentence, else why not."""
    quote = read(unit.text)
    if same(claim, quote):
        return None
    objected = objection(claim, quote, unit.lent)
    if objected is not None:
        return objected
    differs = fault(claim, quote, _lead(claim, quote, unit.lent))
    return (swapped(claim, quote) or differs) if differs is not None else None


def _whole(claim: Tokens, among: Sequence[Unit]) -> str | None:
    faults = [_against(claim, unit) for unit in among]
    return None if None in faults else next((fault for fault in faults if fault), "there is no quote to rest on")


def unsupported(sentence: str, among: Sequence[Unit]) -> str | None:
    """None where one sentence of a quote, or one for each clause, supports `sentence` (folded); else the reason."""
    claim = read(sentence)
    near = _nearest(sentence, among)
    first = _whole(claim, near)
    if first is None:
        return None
    if any(_told(left, near) and _told(right, near) for left, right in halves(claim)):
        return None
    return None if any(_apart(left, rights, near) for left, rights in predicates(claim)) else first


def _told(half: Tokens, near: Sequence[Unit]) -> list[str]:
    """The sentences that a half tells, all of them: a sentence that is joined to another is not cut besides."""
    mine = Counter(keys(half))
    return [unit.text for unit in near if not Counter(keys(read(unit.text))) - mine and _against(half, unit) is None]


def _apart(left: Tokens, rights: Sequence[Tokens], near: Sequence[Unit]) -> bool:
    """Whether two sentences support a half each; one sentence for both is for the whole claim to be laid beside."""
    first = _told(left, near)
    others = [unit for unit in near if first and first != [unit.text]]
    return any(_told(right, others) for right in rights)
