"""Other wordings of one sentence that say the same: an adjunct moved, active for passive, "X of Y" for "Y X" ...

Each rewrite yields token sequences; `wordings` closes over them to a fixed depth and number, so that time stays bounded.
"""

from collections.abc import Callable, Iterator, Sequence

from assistant.gate.lexicon.spelling import american, lemma
from assistant.gate.tokens import CONTENT, Sort, Token, Tokens, keys

Rewrite = Callable[[Tokens], Iterator[Tokens]]

_DEPTH = 2
_MOST = 120
_LONGEST = 90
_PREPOSED = frozenset("within by for during after before in on at under until from without if through over between per".split())
_BE = "be"
_DATIVE = frozenset(
    lemma(american(verb))
    for verb in "notify inform give provide supply send offer grant report tell show submit issue award teach sell lend".split()
)
_PARTICIPLES = frozenset(
    "written sent given held kept made taken chosen found met led paid sold built won drawn run told said taught bought "
    "brought seen shown known grown spoken broken stolen set put read cut understood overseen undertaken sought lost "
    "left spent driven hidden bound withdrawn begun borne done born".split()
)
_SPAN = 3


def is_be(token: Token) -> bool:
    """Whether the token is a form of "be"."""
    return token.sort is Sort.FREE and token.low == _BE


def is_participle(token: Token) -> bool:
    """Whether the word may be a past participle."""
    low = token.surface.lower()
    return token.sort in (Sort.WORD, Sort.MODAL, Sort.NAME) and (low.endswith("ed") or low in _PARTICIPLES)


def starts_adjunct(token: Token) -> bool:
    """Whether an adverbial may begin here: a condition, a reason, or one of the prepositions of time, place and means."""
    if token.sort in (Sort.CONDITION, Sort.REASON):
        return True
    return token.low.split(" ")[0] in _PREPOSED and token.sort in (Sort.PREPOSITION, Sort.FREE)


def ends_phrase(token: Token) -> bool:
    """Whether a phrase that runs up to here stops before this token."""
    return token.sort in (Sort.MARK, Sort.AND, Sort.OR, Sort.MODAL, Sort.NEGATION) or starts_adjunct(token) or is_be(token)


def _adjuncts(tokens: Tokens) -> Iterator[tuple[int, int]]:
    starts = [i for i, token in enumerate(tokens) if starts_adjunct(token)]
    for start in starts:
        marks = [j for j in range(start + 1, len(tokens)) if tokens[j].sort is Sort.MARK]
        ends = {*(marks[:2]), *(j for j in starts if j > start), len(tokens)}
        yield from ((start, end) for end in sorted(ends))
    yield from ((i, i + 1) for i, token in enumerate(tokens) if _is_adverb(token))


def _is_adverb(token: Token) -> bool:
    low = token.surface.lower()
    adverbial = token.sort in (Sort.WORD, Sort.NAME) and low.endswith("ly") and len(low) > 5
    return adverbial or (token.sort is Sort.DATE and token.key in _CADENCES)


_CADENCES = frozenset({"annual", "monthly", "quarterly", "weekly", "daily", "semiannual"})


def _moved(tokens: Tokens) -> Iterator[Tokens]:
    """An adverbial put to another place between phrases, commas round it dropped."""
    for start, end in _adjuncts(tokens):
        rest = tokens[:start] + tokens[end:]
        for at in range(len(rest) + 1):
            if at != start and _is_border(rest, at, end - start == 1):
                yield rest[:at] + tokens[start:end] + rest[at:]


def _is_border(rest: Tokens, at: int, adverb: bool) -> bool:
    if at in (0, len(rest)) or adverb:
        return True
    return ends_phrase(rest[at]) or rest[at - 1].sort in (Sort.MODAL, Sort.MARK)


def _phrase_end(tokens: Tokens, start: int) -> int:
    """Where the noun phrase that begins at `start` ends, "A and B" included."""
    for j in range(start, len(tokens)):
        joined = tokens[j].sort is Sort.AND and j + 1 < len(tokens) and not starts_adjunct(tokens[j + 1])
        if ends_phrase(tokens[j]) and not joined:
            return j
    return len(tokens)


def _helpers(tokens: Tokens, be: int) -> int:
    """Where the run of modals, negations and auxiliaries that holds the "be" at `be` begins."""
    start = be
    while start and (tokens[start - 1].sort in (Sort.MODAL, Sort.NEGATION) or tokens[start - 1].low in ("have", "do", _BE)):
        start -= 1
    return start


def _activated(tokens: Tokens) -> Iterator[Tokens]:
    """ "X is done by Y" as "Y does X"."""
    for by in (i for i, token in enumerate(tokens) if token.key == "by" and i > 1):
        be = next((i for i in range(by - 1, 0, -1) if is_be(tokens[i])), 0)
        end = _phrase_end(tokens, by + 1)
        agent = tokens[by + 1 : end]
        if not be or not agent or agent[0].sort in (Sort.DATE, Sort.NUMBER) or not any(map(is_participle, tokens[be:by])):
            continue
        start = _helpers(tokens, be)
        subject = _subject(tokens, start)
        head, object_ = tokens[:subject], tokens[subject:start]
        yield head + agent + tokens[start:by] + object_ + tokens[end:]


def _subject(tokens: Tokens, end: int) -> int:
    """Where the clause whose subject ends at `end` begins."""
    borders = [i for i in range(end) if tokens[i].sort in (Sort.MARK, Sort.CONDITION, Sort.REASON)]
    return borders[-1] + 1 if borders else 0


def _inverted(tokens: Tokens) -> Iterator[Tokens]:
    """ "X of Y" as "Y X"."""
    for at in (i for i, token in enumerate(tokens) if token.low == "of" and token.sort is Sort.FREE):
        for left in range(1, _SPAN + 1):
            for right in range(1, _SPAN + 2):
                before, after = tokens[at - left : at] if at >= left else (), tokens[at + 1 : at + 1 + right]
                if len(after) == right and before and all(map(_is_nominal, before + after)):
                    yield tokens[: at - left] + after + before + tokens[at + 1 + right :]


def _is_nominal(token: Token) -> bool:
    return token.sort in CONTENT or (token.sort is Sort.FREE and token.low in ("the", "a", "an", "its", "their"))


def _negated(tokens: Tokens) -> Iterator[Tokens]:
    """ "issues no certificate" as "does not issue a certificate"."""
    for i in (i for i, token in enumerate(tokens) if token.low == "no" and i):
        back = next((j for j in range(i - 1, -1, -1) if tokens[j].sort in CONTENT), None)
        if back is not None:
            yield tokens[:back] + (tokens[i],) + tokens[back:i] + tokens[i + 1 :]


def _given(tokens: Tokens) -> Iterator[Tokens]:
    """ "gives X to Y" as "gives Y X"."""
    for verb in (i for i, token in enumerate(tokens) if lemma(token.low) in _DATIVE):
        for to in (i for i in range(verb + 2, len(tokens)) if tokens[i].low == "to"):
            end = _phrase_end(tokens, to + 1)
            yield tokens[: verb + 1] + tokens[to + 1 : end] + tokens[verb + 1 : to] + tokens[end:]


def _coupled(tokens: Tokens) -> Iterator[Tokens]:
    """ "A and B" as "B and A", also in a list."""
    if any(token.low == "respectively" for token in tokens):
        return
    for at in (i for i, token in enumerate(tokens) if token.sort in (Sort.AND, Sort.OR) or token.low == ","):
        for left in range(1, _SPAN + 1):
            for right in range(1, _SPAN + 1):
                before, after = tokens[at - left : at] if at >= left else (), tokens[at + 1 : at + 1 + right]
                if len(after) == right and before and all(map(_is_nominal, before + after)):
                    yield tokens[: at - left] + after + (tokens[at],) + before + tokens[at + 1 + right :]


_REWRITES: tuple[Rewrite, ...] = (_activated, _given, _negated, _inverted, _coupled, _moved)


def wordings(tokens: Tokens, rewrites: Sequence[Rewrite] = _REWRITES, depth: int = _DEPTH) -> list[Tokens]:
    """`tokens` and what the rewrites make of them, the nearest first, no two with the same keys."""
    found = {keys(tokens): tokens}
    edge = [tokens]
    for _ in range(depth if len(tokens) <= _LONGEST else 0):
        made = (other for one in edge for rewrite in rewrites for other in rewrite(one))
        edge = []
        for other in made:
            if len(found) >= _MOST:
                return list(found.values())
            if keys(other) not in found:
                found[keys(other)] = other
                edge.append(other)
    return list(found.values())


def source_wordings(tokens: Tokens) -> list[Tokens]:
    """The quote and its few rewrites; its adverbials stay in place, the claim's move to meet them."""
    return wordings(tokens, (_activated, _given, _negated, _inverted), 1)[:16]
