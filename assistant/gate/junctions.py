"""The silent words between two words that are compared: what they make of the next one, and what they join it to."""

from assistant.gate.tokens import SILENT, Sort, Token, Tokens

_ROLES = {"of": "of", "to": "to", "for": "for", "with": "with", "as": "as"}
_ROLES |= dict.fromkeys(("in", "into", "on", "onto", "at"), "in")
_ASIDE = frozenset({",", "-", ":", "(", ")", "|", ";"})
RELATIVE = frozenset({"that", "which", "who", "whom", "whose"})
_OWN = frozenset({"its", "their", "his", "her", "own"})
OPEN = Token("", "(any)", "", Sort.FREE)  # put by a rewrite where the quote may have any role


def _role(silent: Tokens) -> str:
    """What the last preposition among `silent` makes of the word that follows."""
    roles = [_ROLES[token.low] for token in silent if token.low in _ROLES]
    return roles[-1] if roles else ""


def _is_joined(silent: Tokens) -> bool:
    return any(token.sort is Sort.AND for token in silent)


def _may_join(silent: Tokens) -> bool:
    return any(token.sort is Sort.AND or token.low in _ASIDE for token in silent)


def _is_said(silent: Tokens) -> int:
    return sum(token.low == "be" for token in silent)


def _refers(silent: Tokens) -> set[str]:
    """What the silent words refer back to: with "that" or "which", or with "its"."""
    return {"that" if token.low in RELATIVE else "its" for token in silent if token.low in RELATIVE | _OWN}


def parted(claim: Tokens, quote: Tokens) -> bool:
    """Whether the silent words before a word that both have give it another role, or join it where the other does not."""
    if _recast(claim, quote):
        return True
    return (_is_joined(claim) and not _may_join(quote)) or (_is_joined(quote) and not _may_join(claim))


def _recast(claim: Tokens, quote: Tokens) -> bool:
    if OPEN in claim + quote:
        return False
    return _role(claim) != _role(quote) or _is_said(claim) != _is_said(quote) or bool(_refers(claim) - _refers(quote))


def parted_after(claim: Tokens, quote: Tokens, left_out: Tokens) -> bool:
    """The same after words of the quote that are left out, before which `left_out` stands: its roles may go on."""
    return _recast(claim, quote) and _recast(claim, left_out)


def before(tokens: Tokens, i: int) -> Tokens:
    """The silent tokens right before the one at `i`."""
    start = i
    while start and tokens[start - 1].sort in SILENT:
        start -= 1
    return tokens[start:i]
