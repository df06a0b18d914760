"""Other wordings of one sentence that say the same: an adjunct moved, active for passive, "X of Y" for "Y X" ...

Each rewrite yields token sequences; `wordings` closes over them to a fixed depth and number, so time stays bounded.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import product

from assistant.gate.grammar import is_adverb, is_be, is_nominal, starts_adjunct
from assistant.gate.roles import TIMES, activated, agentless, equated, given, resolved
from assistant.gate.tokens import CONTENT, Sort, Token, Tokens, keys

Rewrite = Callable[[Tokens], Iterator[Tokens]]

_DEPTH = 2
_MOST = 160
_MOST_SOURCE = 24
_LONGEST = 90
_SPAN = 3
_WORDS = 2
_SUBJECT = 8
_WALL = Token("|", "|", "|", Sort.MARK)


def _adjuncts(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Where adverbials may begin and end."""
    starts = [i for i in range(len(tokens)) if _may_move(tokens, i)]
    for start in starts:
        opened = start - 1 if start and tokens[start - 1].key == "only" else start
        yield from ((opened, end) for end in _ends(tokens, start, starts))
    yield from ((i, i + 1) for i, token in enumerate(tokens) if is_adverb(token))


def _may_move(tokens: Tokens, i: int) -> bool:
    """Whether an adverbial begins at `i` that is neither what "not" denies nor the doer of a passive."""
    denied = i > 0 and tokens[i - 1].sort is Sort.NEGATION
    doer = tokens[i].key == "by" and (i + 1 == len(tokens) or tokens[i + 1].sort not in (Sort.DATE, Sort.NUMBER))
    return starts_adjunct(tokens[i]) and not denied and not doer


def _ends(tokens: Tokens, start: int, starts: list[int]) -> list[int]:
    """Where the adverbial that begins at `start` may end: at a mark, a phrase also where the next one begins."""
    wall = next((j for j in range(start + 1, len(tokens)) if tokens[j] is _WALL), len(tokens))
    marks = [j for j in range(start + 1, wall) if tokens[j].sort is Sort.MARK][:2]
    nexts = [j for j in range(start + 1, wall) if j in starts or _is_auxiliary(tokens[j])]
    phrases = [end for end in (*nexts, wall) if _is_phrase(tokens[start + 1 : end], end == wall)]
    whole = tokens[start].sort in (Sort.CONDITION, Sort.REASON)
    return sorted(end for end in {*marks, *phrases} if whole or not any(map(_joins, tokens[start + 1 : end])))


def _joins(token: Token) -> bool:
    return token.sort in (Sort.AND, Sort.OR, Sort.MARK)


def _is_auxiliary(token: Token) -> bool:
    """Whether a clause with its verb first begins here: "Only then does X ..."."""
    return token.sort is Sort.FREE and token.surface.lower() in ("do", "does", "did")


def _is_phrase(inner: Tokens, closed: bool) -> bool:
    """Whether what follows the opening word holds no verb that something outside may belong to."""
    return closed or not any(token.sort in (Sort.MODAL, Sort.NEGATION) for token in inner)


def _moved(tokens: Tokens) -> Iterator[Tokens]:
    """An adverbial put to the other end of its clause, an adverb to another place in it."""
    for start, end in _adjuncts(tokens):
        rest = tokens[:start] + tokens[end:]
        for at in range(len(rest) + 1):
            crossed = rest[min(at, start) : max(at, start)]
            if crossed and _is_border(rest, at, end - start == 1) and not _parts(crossed, start == 0):
                yield rest[:at] + (_WALL,) + tokens[start:end] + (_WALL,) + rest[at:]


def _is_border(rest: Tokens, at: int, adverb: bool) -> bool:
    if at in (0, len(rest)) or adverb:
        return True
    return rest[at].sort is Sort.MARK or rest[at - 1].sort in (Sort.MODAL, Sort.MARK)


def _parts(crossed: Tokens, opens: bool) -> bool:
    """Whether something joined or denied lies on the way: what an adverbial bears on would change."""
    inner = crossed[1:] if opens and crossed[0].low == "," else crossed
    return any(token.sort is Sort.NEGATION or (_joins(token) and token is not _WALL) for token in inner)


def _turned(tokens: Tokens, at: int) -> Iterator[Tokens]:
    """The whole noun phrases left and right of the token at `at` in the other order, without it."""
    start, end = at, at + 1
    while start and is_nominal(tokens[start - 1]):
        start -= 1
    while end < len(tokens) and is_nominal(tokens[end]):
        end += 1
    right = tokens[at + 1 : end]
    timed = tokens[at - 1].key in TIMES
    for left in range(max(start, at - _SPAN), at) if _is_short(right) and not timed else ():
        whole = left == start or any(token.sort is Sort.FREE for token in tokens[left - 1 : left + 1])
        if whole or not any(token.sort is Sort.FREE for token in tokens[left:at] + right):
            yield tokens[:left] + right + tokens[left:at] + tokens[end:]


def _is_short(phrase: Tokens) -> bool:
    """Whether a noun phrase is too short to run on into a verb."""
    return 0 < sum(token.sort is not Sort.FREE for token in phrase) <= _WORDS


def _inverted(tokens: Tokens) -> Iterator[Tokens]:
    """ "X of Y" as "Y X"."""
    for at in (i for i, token in enumerate(tokens) if token.low == "of" and token.sort is Sort.FREE):
        yield from _turned(tokens, at)


def _negated(tokens: Tokens) -> Iterator[Tokens]:
    """ "issues no certificate" as "does not issue a certificate"; "no X is" as "X is not"."""
    for i in (i for i, token in enumerate(tokens) if token.low == "no"):
        if any(token.sort is Sort.NEGATION for token in tokens[:i] + tokens[i + 1 :]):
            continue
        back = next((j for j in range(i - 1, -1, -1) if tokens[j].sort in CONTENT), None)
        if back is not None and back == i - 1:
            yield tokens[:back] + (tokens[i],) + tokens[back:i] + tokens[i + 1 :]
        on = next((j for j in range(i + 1, len(tokens)) if tokens[j].sort is Sort.FREE and tokens[j].low == "be"), None)
        if on is not None and back is None:
            yield tokens[:i] + tokens[i + 1 : on + 1] + (tokens[i],) + tokens[on + 1 :]


def _reduced(tokens: Tokens) -> Iterator[Tokens]:
    """ "cookies that are strictly necessary" as "strictly necessary cookies"."""
    for at in (i for i, t in enumerate(tokens[:-2]) if t.low in ("that", "which", "who") and is_be(tokens[i + 1])):
        for left, right in product(range(1, _SPAN), range(1, _SPAN + 1)):
            noun, quality = tokens[max(0, at - left) : at], tokens[at + 2 : at + 2 + right]
            if len(quality) == right and noun and all(token.sort in CONTENT for token in noun + quality):
                yield tokens[: max(0, at - left)] + quality + noun + tokens[at + 2 + right :]


def _impersonal(tokens: Tokens) -> Iterator[Tokens]:
    """ "It is recommended that X does" as "X should do"."""
    if tokens and tokens[0].sort is Sort.MODAL and tokens[0].low.startswith("it "):
        for at in range(2, min(_SUBJECT, len(tokens)) + 1):
            yield tokens[1:at] + tokens[:1] + tokens[at:]


_CLAIM: tuple[Rewrite, ...] = (
    activated, agentless, equated, given, resolved, _negated, _impersonal, _reduced, _inverted, _moved,
)  # fmt: skip
_SOURCE: tuple[Rewrite, ...] = (activated, given, _negated, _impersonal, _reduced, _inverted)


def wordings(
    tokens: Tokens, rewrites: Sequence[Rewrite] = _CLAIM, depth: int = _DEPTH, most: int = _MOST
) -> list[Tokens]:
    """`tokens` and what the rewrites make of them, the nearest first, no two with the same keys."""
    found = {keys(tokens): tokens}
    edge = [tokens]
    for _ in range(depth if len(tokens) <= _LONGEST else 0):
        made = (other for one in edge for rewrite in rewrites for other in rewrite(one))
        edge = []
        for other in made:
            if len(found) >= most:
                return list(found.values())
            if keys(other) not in found:
                found[keys(other)] = other
                edge.append(other)
    return list(found.values())


def source_wordings(tokens: Tokens) -> list[Tokens]:
    """The quote and its few rewrites; its adverbials stay in place, the claim's move to meet them."""
    return wordings(tokens, _SOURCE, 1, _MOST_SOURCE)
