"""Whether a sentence tells all that another one does: for what is told in its stead, nothing may be lost."""

from collections import Counter

from assistant.gate.folding import sentences
from assistant.gate.reading import read
from assistant.gate.tokens import keys
from knowledge.sources.text import plain

_WEIGHTLESS = frozenset({"by"})  # of a passive


def tells_all(said: str, text: str) -> bool:
    """Whether every compared word of `text` stands in `said`, inflected or as a synonym, as often. Their order is the gate's."""
    left = _counted(text) - _counted(said)
    return not left.keys() - _WEIGHTLESS


def _counted(text: str) -> Counter[str]:
    return Counter(key for sentence in sentences(plain(text)) for key in keys(read(sentence)))
