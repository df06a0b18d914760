"""The names and roles in a sentence that a question does not give, and which of them stands nearest to what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.gate.tokens import CONTENT, Sort, Tokens
from assistant.question.slot import Sought, key_of

FAR, ALONE = (
    8,
    16,
)  # words between a name, one of several or the only one, and those of the question, from which it is not meant
BEFORE = 5  # words over which a denial reaches
_ROLES = """
team desk manager management officer lead leader board committee council director head chief department owner auditor engineer
administrator admin lawyer counsel secretary approver reviewer custodian steward supervisor coordinator
"""
_ROLE = frozenset(_ROLES.split())
LINKS = frozenset(["of", "de", "van", "der", "da", "la", "the"])
_ARTICLES = frozenset(["the", "a", "an", "our", "by"])
_DENIES = frozenset(["unlike", "replacing", "instead", "rather", "contrary", "nor", "neither", "despite"])


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """The half-open range [start, end) of a sentence's tokens."""

    start: int
    end: int

    def of(self, tokens: Tokens) -> Tokens:
        """The tokens that it covers."""
        return tokens[self.start : self.end]


def denied(tokens: Tokens, i: int) -> bool:
    """Whether what stands at `i` is named as what is not the case: "not X", "unlike X", "instead of X"."""
    before = [token for token in tokens[max(i - BEFORE - 3, 0) : i] if token.sort is not Sort.FREE][-BEFORE:]
    broken = max((n for n, token in enumerate(before) if token.sort is Sort.MARK or token.low == "but"), default=-1)
    return any(token.sort is Sort.NEGATION or token.low in _DENIES for token in before[broken + 1 :])


def stretches(tokens: Tokens) -> list[Stretch]:
    """The names of a sentence."""
    spans: list[Stretch] = []
    i = 0
    while i < len(tokens):
        end = _end(tokens, i)
        if end > i:
            spans.append(Stretch(i, end))
        i = max(end, i + 1)
    return spans


def new_names(sought: Sought, tokens: Tokens) -> list[Stretch]:
    """The names that the question does not give, but for those that are denied and those that only describe the next."""
    kept = [s for s in stretches(tokens) if not ({key_of(t) for t in s.of(tokens)} - LINKS) & sought.every]
    return [s for s in kept if not (denied(tokens, s.start) or _describes(tokens, s, kept))]


def _end(tokens: Tokens, i: int) -> int:
    """Where the name that begins at `i` ends; `i` where none does."""
    opens = i == 0 and tokens[0].surface[:1].isupper() and tokens[0].sort is Sort.WORD
    if tokens[i].sort is not Sort.NAME and not (opens and len(tokens) > 1 and tokens[1].sort is Sort.NAME):
        return i
    end = i + 1
    while end < len(tokens) and (tokens[end].sort in (Sort.NAME, Sort.NUMBER) or _links(tokens, end)):
        end += 1
    return end


def _links(tokens: Tokens, i: int) -> bool:
    return tokens[i].low in LINKS and i + 1 < len(tokens) and tokens[i + 1].sort is Sort.NAME


def _describes(tokens: Tokens, one: Stretch, names: Sequence[Stretch]) -> bool:
    """ "British" of "British actress Emma Watson"."""
    following = next((s for s in names if s.start > one.end), None)
    between = tokens[one.end : following.start] if following else ()
    return 0 < len(between) <= 3 and all(token.sort is Sort.WORD for token in between)


def joined(tokens: Tokens, spans: Sequence[Stretch]) -> list[Stretch]:
    """`spans` with those that a list names together made one: "Ida Holm, Jon Lund and the auditor"."""
    made: list[Stretch] = []
    for span in spans:
        between = tokens[made[-1].end : span.start] if made else ()
        lists = any(token.sort is Sort.AND for token in between)
        if made and lists and all(token.sort in (Sort.AND, Sort.MARK) or token.low in _ARTICLES for token in between):
            span = Stretch(made.pop().start, span.end)
        made.append(span)
    return made


def roles(tokens: Tokens) -> list[Stretch]:
    """Stretches such as "access control manager" of "the access control manager"."""
    found = []
    for i, token in enumerate(tokens):
        start = i
        while token.low in _ROLE and start and i - start < 3 and tokens[start - 1].sort is Sort.WORD:
            start -= 1
        if token.low in _ROLE and start and tokens[start - 1].low in _ARTICLES and not denied(tokens, start):
            found.append(Stretch(start, i + 1))
    return found


def nearest(sought: Sought, tokens: Tokens, spans: Sequence[Stretch]) -> list[Stretch]:
    """The span that lies nearest to the words of the question; both where two do."""
    held = [i for i, token in enumerate(tokens) if token.sort in CONTENT and key_of(token) in sought.keys]
    far = FAR if len(spans) > 1 else ALONE
    gaps = [(min((_gap(tokens, i, span) for i in held), default=far), span) for span in spans]
    least = min((gap for gap, _ in gaps), default=far)
    return [span for gap, span in gaps if gap == least < far]


def _gap(tokens: Tokens, i: int, span: Stretch) -> int:
    between = tokens[i + 1 : span.start] if i < span.start else tokens[span.end : i]
    return sum(token.sort is not Sort.FREE for token in between)
