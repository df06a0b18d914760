"""Licences to leave out one of several things that a quote joins: a word, a predicate, a clause."""

from assistant.gate.gaps import Gap, has_and, has_comma, has_key
from assistant.gate.grammar import is_be, is_nominal, is_participle
from assistant.gate.lexicon.listed import listed
from assistant.gate.tokens import GOVERNORS, SILENT, Sort, Token, Tokens

_COLLECTIVE = listed(
    "between together jointly combined both respectively total combination either only onlyif same whichever"
)
_NARROWING = frozenset({"only", "onlyif", "except", "unless", "false", "subjectto", "depending", "instead"})
_ITEMS = 8
_CLOSED = 3


def _is_governed(gap: Gap) -> bool:
    """Whether a negation, a condition or a collective word reaches into the gap."""
    start = max((i + 1 for i in range(gap.first) if gap.tokens[i].sort is Sort.MARK), default=0)
    negated = any(token.sort is Sort.NEGATION for token in gap.tokens[start : gap.first])
    conditional = any(_reaches(gap.before, i) for i, t in enumerate(gap.before) if t.sort is Sort.CONDITION)
    own = gap.body[0].sort is Sort.MODAL or _has_auxiliary(gap.lead)
    return (negated and not own) or conditional or has_key(gap.segment, _COLLECTIVE)


def _reaches(before: Tokens, at: int) -> bool:
    """Whether a condition that opens at `at` is still open: no mark has closed it, or too few words have come since."""
    mark = next((i for i in range(at, len(before)) if before[i].sort is Sort.MARK), len(before))
    return len(_words(before[mark:])) < _CLOSED


def _has_auxiliary(lead: Tokens) -> bool:
    """Whether a form of "do", "be" or "have" opens the gap's own predicate."""
    return any(token.sort is Sort.FREE and token.low in ("do", "be", "have") for token in lead)


def _counts_after(gap: Gap) -> bool:
    """Whether a number follows a gap in the subject: "A and B have 12 members" says nothing of A alone."""
    verb = any(token.sort is Sort.MODAL or token.low in ("be", "have") for token in gap.before)
    return any(token.sort is Sort.NUMBER for token in gap.tokens[gap.end :]) and not verb


def _words(tokens: Tokens) -> list[Token]:
    return [token for token in tokens if token.sort not in SILENT]


def _opens_alike(gap: Gap) -> bool:
    """Whether the gap's own predicate or noun begins it, not a word that governs what stands before."""
    negated = gap.body[0].sort is Sort.NEGATION and _has_auxiliary(gap.lead)
    return negated or gap.body[0].sort not in GOVERNORS - {Sort.MODAL, Sort.QUANTIFIER}


def conjunct(gap: Gap) -> bool:
    """ "and X" or "X and": one of several things said together, not under a negation, a condition or "both"."""
    inner = gap.has({Sort.CONDITION, Sort.HEDGE, Sort.OR}) or (gap.has({Sort.NEGATION}) and not _own_negation(gap))
    if inner or _is_governed(gap) or _counts_after(gap) or gap.joint:
        return False
    if is_listed(gap) or _enumerated(gap):
        return False
    if has_and(gap.body):
        return has_and(gap.lead) and gap.is_last and len(gap.compared) > 1
    return (has_and(gap.lead) and (gap.is_last or not has_comma(gap.tail))) or has_and(gap.tail)


def _enumerated(gap: Gap) -> bool:
    """Whether the gap is one of what "the X are" says that they are, which is all of them."""
    verbs = [i for i, token in enumerate(gap.before) if is_be(token)]
    said = gap.tokens[verbs[-1] + 1 : gap.start] if verbs else ()
    plain = bool(said) and all(map(is_nominal, said)) and not is_participle(said[0])
    return plain and gap.tokens[0].low == "the" and has_and(gap.lead) and all(map(is_nominal, gap.body))


def _own_negation(gap: Gap) -> bool:
    """Whether a negation in a last conjunct belongs to it: it comes after the conjunct's own verb or subject."""
    return gap.is_last and has_and(gap.lead) and _opens_alike(gap) and len(gap.compared) > 1


def contrasted(gap: Gap) -> bool:
    """ "but not Y" after "X": what is said of X stays; "but not for Y" is an exception and is no such case."""
    denied = gap.body[0].low == "not" and len(gap.body) > 1 and is_nominal(gap.body[1])
    others = sum(token.sort in (Sort.NEGATION, Sort.CONDITION) for token in gap.segment) == 1
    return denied and others and has_and(gap.lead) and gap.is_last and not gap.has(GOVERNORS - {Sort.NEGATION})


def is_listed(gap: Gap) -> bool:
    """Whether the gap is a member of a list "A, B and C", which is told whole or not at all."""
    before = gap.tokens[: gap.start] if has_and(gap.lead) else gap.before
    comma = max((i for i, token in enumerate(before) if token.sort is Sort.MARK), default=-1)
    return comma > 0 and before[comma].low == "," and 0 < len(_words(before[comma + 1 :])) <= _ITEMS


def _border(tokens: Tokens) -> str:
    """ ";" where the silent tokens part two sentences in one, "," where they part two clauses, else ""."""
    marks = {token.low for token in tokens if token.sort is Sort.MARK}
    if ";" in marks:
        return ";"
    return "," if marks & {",", "-"} and has_and(tokens) else ""


def _hangs_back(gap: Gap) -> bool:
    """Whether a condition in the gap may bear on what stands before: it opens the gap or follows a mark in it."""
    for i, token in enumerate(gap.body):
        bears = token.sort in (Sort.CONDITION, Sort.HEDGE)
        if bears and (len(_words(gap.body[:i])) < 2 or gap.body[i - 1].sort is Sort.MARK):
            return True
    return False


def clause(gap: Gap) -> bool:
    """All before or all after a border between whole clauses."""
    border = _border(gap.tail) if gap.start == 0 else _border(gap.lead) if gap.is_last else ""
    if border == ";":
        return not has_key(gap.body, {"false"})
    if border != "," or gap.joint or has_key(gap.body, _NARROWING) or is_listed(gap):
        return False
    if gap.start == 0:
        return not gap.has({Sort.CONDITION, Sort.HEDGE})
    return _opens_alike(gap) and not _hangs_back(gap)
