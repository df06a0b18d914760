"""Rewrites that keep who does what to whom while the order turns: passive, dative, "X is the Y"."""

from collections.abc import Iterator
from itertools import product

from assistant.gate.grammar import clause_starts, helpers_start, is_be, is_nominal, is_participle, phrase_ends
from assistant.gate.junctions import OPEN, RELATIVE
from assistant.gate.lexicon.listed import listed
from assistant.gate.lexicon.spelling import american, lemma
from assistant.gate.tokens import GOVERNORS, Sort, Token, Tokens

_COMMA = Token(",", ",", ",", Sort.MARK)
TIMES = listed("minute hour day week month year workday percent point time")
HOLE = Token("", "", "(someone)", Sort.WORD)
_DATIVE = frozenset(
    lemma(american(verb))
    for verb in listed("notify inform give provide supply send offer grant report tell show submit issue award lend")
)


def _passives(tokens: Tokens, before: int) -> Iterator[int]:
    """The places of "be" that a participle follows before `before`."""
    for be in range(before - 1, 0, -1):
        if is_be(tokens[be]) and any(map(is_participle, tokens[be + 1 : min(before, be + 4)])):
            yield be


def activated(tokens: Tokens) -> Iterator[Tokens]:
    """ "X is done by Y" as "Y does X"; "only by Y" as "only Y does"."""
    for by in (i for i, token in enumerate(tokens) if token.key == "by" and i > 1):
        be = next(_passives(tokens, by), 0)
        if not be or not _is_doer(tokens[by + 1 : by + 3]) or _is_shared(tokens[be:by], tokens[by + 1 :]):
            continue
        start = helpers_start(tokens, be)
        narrow = tokens[by - 1 : by] if tokens[by - 1].key == "only" else ()
        verb = tokens[start : by - len(narrow)]
        for subject, end in product(clause_starts(tokens, start), phrase_ends(tokens, by + 1)):
            doer = tokens[:subject] + narrow + tokens[by + 1 : end]
            done = next((j for j in range(be - start, len(verb)) if is_participle(verb[j])), len(verb)) + 1
            for cut in {len(verb), min(done, len(verb))}:
                yield doer + _active(verb[:cut]) + tokens[subject:start] + verb[cut:] + tokens[end:]


def _active(verb: Tokens) -> Tokens:
    return tuple(token for token in verb if not is_be(token))


def _is_shared(verb: Tokens, after: Tokens) -> bool:
    """Whether the verb has another doer or another verb beside it, so that it can't be told whose doer this is."""
    other = next((i for i, token in enumerate(after) if token.key == "by"), 0)
    joined = any(token.sort in (Sort.AND, Sort.OR, Sort.NEGATION) for token in after[:other])
    return joined or any(token.sort is Sort.AND or token.key == "by" for token in verb)


def _is_doer(after: Tokens) -> bool:
    """Whether a doer and not a date, a distance or a share follows "by"."""
    if not after or after[0].sort is Sort.DATE:
        return False
    things = len(after) > 1 and after[1].sort in (Sort.WORD, Sort.NAME) and after[1].key not in TIMES
    return after[0].sort is not Sort.NUMBER or (after[0].key.isdigit() and things)


def agentless(tokens: Tokens) -> Iterator[Tokens]:
    """ "X is done" as "someone does X": the hole meets whoever the quote says does it."""
    for be in _passives(tokens, len(tokens)):
        start = helpers_start(tokens, be)
        verb = next(j for j in range(be + 1, len(tokens)) if is_participle(tokens[j])) + 1
        active = verb < len(tokens) and is_nominal(tokens[verb])  # what is done follows: the subject does it
        named = active or any(token.key == "by" for token in tokens[verb:])
        for subject in clause_starts(tokens, start) if not named else ():
            if not any(token.sort in GOVERNORS - {Sort.QUANTIFIER} for token in tokens[subject:start]):
                yield tokens[:subject] + (HOLE,) + _active(tokens[start:verb]) + tokens[subject:start] + tokens[verb:]


def given(tokens: Tokens) -> Iterator[Tokens]:
    """ "gives X to Y" as "gives Y X"."""
    for verb in (i for i, token in enumerate(tokens) if lemma(token.low) in _DATIVE):
        for to in (i for i in range(verb + 2, len(tokens)) if tokens[i].low == "to" and tokens[i].sort is Sort.FREE):
            for end in phrase_ends(tokens, to + 1) if all(map(_is_object, tokens[verb + 1 : to])) else ():
                yield tokens[: verb + 1] + tokens[to + 1 : end] + (OPEN,) + tokens[verb + 1 : to] + tokens[end:]


def _is_object(token: Token) -> bool:
    return is_nominal(token) or token.low in ("of", "any")


def resolved(tokens: Tokens) -> Iterator[Tokens]:
    """ "X must do A if it is B" as "if X is B, it must do A"."""
    verb = next((i for i, t in enumerate(tokens) if i and (t.sort is Sort.MODAL or is_be(t) or t.low == "have")), None)
    for at in range(len(tokens) - 1):
        meant = tokens[at].sort is Sort.CONDITION and tokens[at + 1].low in ("it", "they", "he", "she")
        if verb is not None and verb < at and meant:
            yield tokens[at : at + 1] + tokens[:verb] + tokens[at + 2 :] + (_COMMA,) + tokens[verb:at]


def equated(tokens: Tokens) -> Iterator[Tokens]:
    """ "X is the Y" as "the Y is X", where nothing governs it and "be" is the only verb."""
    end = next((i for i, token in enumerate(tokens) if token.sort is Sort.MARK), len(tokens))
    places = [i for i, token in enumerate(tokens[:end]) if is_be(token)]
    if len(places) != 1 or any(
        token.sort in GOVERNORS or token.low in RELATIVE | {"whether"} for token in tokens[:end]
    ):
        return
    left, right = tokens[: places[0]], tokens[places[0] + 1 : end]
    if (_is_definite(left) or _is_definite(right)) and right and not is_participle(right[0]):
        yield right + tokens[places[0] : places[0] + 1] + left + tokens[end:]


def _is_definite(tokens: Tokens) -> bool:
    return bool(tokens) and tokens[0].low == "the"
