"""A claim parted where it joins two statements, so that each may rest on a sentence of its own."""

from collections.abc import Iterator

from assistant.gate.grammar import is_be, is_participle
from assistant.gate.tokens import CONTENT, SILENT, Sort, Tokens

_SUBJECT = 8  # tokens that two predicates may share: the subject and what helps the verb
_WORDS = 3
_BINDING = frozenset({Sort.NEGATION, Sort.CONDITION, Sort.HEDGE, Sort.OR, Sort.REASON})
_BOUND = frozenset({"only", "both", "between", "together", "respectively"})


def halves(claim: Tokens) -> Iterator[tuple[Tokens, Tokens]]:
    """The claim parted at a border between clauses."""
    for i, token in enumerate(claim):
        left, right = claim[:i], claim[i + 1 :]
        marked = token.low == ";" or (token.sort is Sort.AND and i > 0 and left[-1].low == ",")
        if marked and is_clause(left) and is_clause(right):
            yield left, right


def predicates(claim: Tokens) -> Iterator[tuple[Tokens, tuple[Tokens, ...]]]:
    """What stands before an "and", and what stands after it with each beginning that the two may share."""
    for i, token in enumerate(claim):
        left, right = claim[:i], claim[i + 1 :]
        if token.sort is Sort.AND and right and is_clause(left) and _shares(left, right):
            yield left, tuple(left[:j] + right for j in range(1, _predicate(left) + 1))


def _predicate(left: Tokens) -> int:
    """The last place at which a predicate of two words with content may begin."""
    content = [i for i, token in enumerate(left) if token.sort in CONTENT]
    return min(_SUBJECT, content[-2])


def is_clause(tokens: Tokens) -> bool:
    """Whether the tokens may say something on their own: two words with content, and a verb or a third one."""
    content = [token for token in tokens if token.sort in CONTENT]
    governed = any(token.sort is Sort.CONDITION for token in tokens)
    said = len([t for t in tokens if t.sort not in SILENT]) >= _WORDS or any(map(is_be, tokens))
    return len(content) >= 2 and not governed and said


def _shares(left: Tokens, right: Tokens) -> bool:
    """Whether a second predicate follows. What comes at the end of "is kept and tested every year" bears on both verbs,
    and under a negation or a condition the second part is not said on its own."""
    whole = any(t.sort in _BINDING or t.key in _BOUND or t.low in _BOUND for t in (*left, *right))
    return not whole and not is_participle(left[-1]) and any(t.sort in CONTENT for t in right)
