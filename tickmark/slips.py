"""Words of the listed questions that are slips of the keyboard for words of the pages: people type them, none is mended to them."""

import string
from collections.abc import Collection, Iterator, Mapping

from assistant.question.wording import OPENING

SHORT = 4  # letters of the shortest slip, but for question words
LONG = 7  # letters from which a word with another letter is a slip, of one that is far more common
COMMON = 20  # times as often


def slips(counts: Mapping[str, int], pages: Collection[str]) -> frozenset[str]:
    """Those of the counted words, in lower case, that the pages do not use and that are one of theirs with a letter lost or two
    swapped, or a long one with a wrong letter."""
    found = frozenset(word for word in counts if word not in pages and _is_slip(word, counts, pages))
    return found | {word for word in counts if word[:-1] in found and word[-1] == "s" and word not in pages}


def _is_slip(word: str, counts: Mapping[str, int], pages: Collection[str]) -> bool:
    if len(word) < SHORT:
        return any(whole in OPENING for whole in _whole(word))
    if any(one in pages and not _is_inflected(word, one) for one in (*_whole(word), *_unswapped(word))):
        return True
    right = _righted(word) if len(word) >= LONG else ()
    return any(one in pages and counts.get(one, 0) >= COMMON * counts[word] for one in right)


def _is_inflected(word: str, longer: str) -> bool:
    return longer[:-1] == word and longer[-1] in "sdr"


def _whole(word: str) -> Iterator[str]:
    return (word[:at] + letter + word[at:] for at in range(len(word) + 1) for letter in string.ascii_lowercase)


def _unswapped(word: str) -> Iterator[str]:
    swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
    return (one for one in swapped if one != word)


def _righted(word: str) -> Iterator[str]:
    return (word[:at] + letter + word[at + 1 :] for at in range(len(word)) for letter in string.ascii_lowercase)
