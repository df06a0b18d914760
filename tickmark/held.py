"""Which state of the bundled library a home holds."""

from tickmark import library

LIBRARY = "library"
SHAPE = "1"  # raise it when what is remembered of a page changes


def library_state(encoder_key: str) -> str:
    """What the store keeps under LIBRARY once it holds the library as it is now."""
    return f"{library.digest()} {encoder_key} {SHAPE}"
