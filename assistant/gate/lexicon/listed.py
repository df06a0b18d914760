"""Word lists as text."""


def listed(words: str) -> frozenset[str]:
    """The words of a text, apart at spaces."""
    return frozenset(words.split())


def ordered(words: str) -> tuple[str, ...]:
    """The words of a text in order."""
    return tuple(words.split())


def paired(pairs: str) -> dict[str, str]:
    """ "a=b c=d" as a mapping."""
    return {left: right for left, right in (pair.split("=") for pair in pairs.split())}
