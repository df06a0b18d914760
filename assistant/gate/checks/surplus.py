"""What a claim has more of than a quote."""

from collections import Counter

from assistant.gate.tokens import Sort, Token, Tokens


def surplus(claim: Tokens, quote: Tokens, *sorts: Sort) -> Token | None:
    """The first token of the claim of these sorts whose key the quote has less often; of any sort in the quote."""
    left = Counter(token.key for token in quote)
    for token in claim:
        if token.sort in sorts:
            left[token.key] -= 1
            if left[token.key] < 0:
                return token
    return None


def said(quote: Tokens, sort: Sort) -> str:
    """How the quote says what is of this sort: its words in quotation marks, or "nothing of the kind"."""
    found = [f"'{token.surface}'" for token in quote if token.sort is sort]
    return " and ".join(found[:3]) or "nothing of the kind"
