"""The silent words between two words that are compared: what they make of the next one, and what they join it to."""

from assistant.gate.tokens import SILENT, Sort, Token, Tokens

_ROLES = {"of": "of", "to": "to", "for": "for", "with": "with", "as": "as"}
_ROLES |= dict.fromkeys(("in", "into", "on", "onto", "at"), "in")
_ASIDE = frozenset({",", "-", ":", "(", ")", "|", ";"})
OPEN = Token("", "(any)", "", Sort.FREE)  # put by a rewrite where the quote may have any role


def _role(silent: Tokens) -> str:
    """What the last preposition among `silent` makes of the word that follows."""
    roles = [_ROLES[token.low] for token in silent if token.low in _ROLES]
    return roles[-1] if roles else ""


def _is_joined(silent: Tokens) -> bool:
    return any(token.sort is Sort.AND for token in silent)


def _may_join(silent: Tokens) -> bool:
    return any(token.sort is Sort.AND or token.low in _ASIDE for token in silent)


def parted(claim: Tokens, quote: Tokens) -> bool:
    """Whether the silent words before a word that both have give it another role, or join it where the other does not."""
    if OPEN not in claim + quote and _role(claim) != _role(quote):
        return True
    return (_is_joined(claim) and not _may_join(quote)) or (_is_joined(quote) and not _may_join(claim))


def before(tokens: Tokens, i: int) -> Tokens:
    """The silent tokens right before the one at `i`."""
    start = i
    while start and tokens[start - 1].sort in SILENT:
        start -= 1
    return tokens[start:i]
