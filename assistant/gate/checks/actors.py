"""Who does what to whom: the order of the words that claim and quote share."""

from assistant.gate.tokens import CONTENT, Tokens


def swapped(claim: Tokens, quote: Tokens) -> str | None:
    """Where the claim has the quote's words in another order, the first pair that changed places; else None."""
    place: dict[str, int] = {}
    for i, token in enumerate(quote):
        place.setdefault(token.key, i)
    shared = [token for token in claim if token.sort in CONTENT and token.key in place]
    for one, other in zip(shared, shared[1:], strict=False):
        if place[one.key] > place[other.key]:
            return f"'{one.surface}' and '{other.surface}' stand the other way round in the quote"
    return None
