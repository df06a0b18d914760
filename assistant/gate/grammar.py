"""What little grammar the gate needs: where phrases begin and end, what helps a verb, what may be a participle."""

from assistant.gate.lexicon.listed import listed
from assistant.gate.tokens import CONTENT, Sort, Token, Tokens

BE = "be"
_PREPOSED = listed(
    "within by for during after before in on at under until from without if through over between per every"
)
_BORDERS = _PREPOSED | listed("with to as against into")
_CADENCES = listed("annual monthly quarterly weekly daily semiannual")
_PARTICIPLES = listed(
    "written sent given held kept made taken chosen found met led paid sold built won drawn run told said taught "
    "bought brought seen shown known grown spoken broken stolen set put read cut understood overseen undertaken "
    "sought lost left spent driven hidden bound withdrawn begun borne done born"
)
_ADVERB = 5
_BORDERS_BACK = 4


def is_be(token: Token) -> bool:
    """Whether the token is a form of "be"."""
    return token.sort is Sort.FREE and token.low == BE


def is_participle(token: Token) -> bool:
    """Whether the word may be a past participle."""
    low = token.surface.lower().split(" ")[0]
    return token.sort in (Sort.WORD, Sort.MODAL, Sort.NAME) and (low.endswith("ed") or low in _PARTICIPLES)


def is_nominal(token: Token) -> bool:
    """Whether the token may stand in a noun phrase."""
    return token.sort in CONTENT or (token.sort is Sort.FREE and token.low in ("the", "a", "an", "its", "their"))


def is_adverb(token: Token) -> bool:
    """Whether the word may move within its clause: "automatically", "quarterly"."""
    low = token.surface.lower()
    adverbial = token.sort in (Sort.WORD, Sort.NAME) and low.endswith("ly") and len(low) > _ADVERB
    return adverbial or (token.sort is Sort.DATE and token.key in _CADENCES)


def _opens(token: Token, openers: frozenset[str]) -> bool:
    if token.sort in (Sort.CONDITION, Sort.REASON) or (token.sort is Sort.DATE and token.low[:4] == "once"):
        return True
    fits = token.sort in (Sort.PREPOSITION, Sort.FREE, Sort.QUANTIFIER) or token.low == "without"
    return fits and token.low.split(" ")[0] in openers


def starts_adjunct(token: Token) -> bool:
    """Whether an adverbial that may move begins here: a condition, a reason, a phrase of time, place or means."""
    return _opens(token, _PREPOSED)


def ends_phrase(token: Token) -> bool:
    """Whether a phrase that runs up to here stops before this token."""
    stops = token.sort in (Sort.MARK, Sort.AND, Sort.OR, Sort.MODAL, Sort.NEGATION)
    return stops or _opens(token, _BORDERS) or is_be(token) or token.key == "only"


def phrase_ends(tokens: Tokens, start: int) -> list[int]:
    """Where the noun phrase that begins at `start` may end: with what "and" joins to it, then without."""
    stops = [j for j in range(start, len(tokens)) if ends_phrase(tokens[j])] + [len(tokens)]
    joins = [j for j in stops if j == len(tokens) or not _couples(tokens[j])]
    return list(dict.fromkeys((joins[0], stops[0])))


def _couples(token: Token) -> bool:
    return token.sort in (Sort.AND, Sort.OR) or token.low == ","


def helpers_start(tokens: Tokens, be: int) -> int:
    """Where the run of modals, negations and auxiliaries that holds the "be" at `be` begins."""
    start = be
    while start and _helps(tokens[start - 1]):
        start -= 1
    return start


def _helps(token: Token) -> bool:
    return token.sort in (Sort.MODAL, Sort.NEGATION) or token.low in ("have", "do", BE)


def clause_starts(tokens: Tokens, end: int) -> list[int]:
    """Where the clause whose subject ends at `end` may begin, the nearest first: its subject may be a list."""
    borders = [i + 1 for i in range(end) if tokens[i].sort in (Sort.MARK, Sort.CONDITION, Sort.REASON)]
    return [*reversed(borders[-_BORDERS_BACK:]), *([0] if not borders else [])]
