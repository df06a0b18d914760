"""Whether words that a model copied stand in a request as it gives them: whole, and not cut out of a denial."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

SHORTEST, LONGEST = 3, 160  # characters of a request's words
MOST = 40  # places of the same words that are looked at
ABSENT = "its words do not stand in the request"
DENIED = "its words are cut out of a denial"
_NO = (
    r"(?:no|not|never|neither|nor|none|nobody|without|cannot|hardly|rather\s+than|instead\s+of|\w+n['’]t|"
    r"(?:do|does|did|is|are|was|were|wo|would|ca|could|should|has|have|had)nt|"
    r"nicht|kein\w*|niemals|ohne|weder|jamais|sans|aucune?|nunca)"
)
_BEFORE = re.compile(rf"\b{_NO}\b", re.I)
_BEGINS = re.compile(r"[.;:!?,()–—]\s|\b(?:but|however|though|although|because|yet|so|aber|sondern|mais|pero)\b", re.I)
_AFTER = re.compile(
    rf"\s+(?:(?:is|are|was|were|will|would|should|must|can|could|may|ist|sind)\s+{_NO}\b|"
    r"(?:is|are|was|were|wo|would|should|must|ca|could)n['’]t\b|cannot\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in a text, in code points, and whether the clause around them denies them."""

    start: int
    end: int
    denied: bool


@dataclass(frozen=True, slots=True)
class Scanned:
    """A text made ready to be looked through in time that grows with its length: where clauses begin, where denials stand."""

    text: str
    clauses: tuple[int, ...]
    denials: tuple[tuple[int, int], ...]


def scanned(text: str) -> Scanned:
    """`text` made ready."""
    begun = tuple(found.end() for found in _BEGINS.finditer(text))
    return Scanned(text, begun, tuple(found.span() for found in _BEFORE.finditer(text)))


def places(words: str, read: Scanned) -> list[Place]:
    """The first places where `words` stand whole, whatever white space is between them; none for too few or too many."""
    if not SHORTEST <= len(words) <= LONGEST or not re.search(r"\w", words):
        return []
    return [Place(start, end, _is_denied(read, start, end)) for start, end in islice(_found(words, read.text), MOST)]


def stands(words: str, texts: Iterable[str]) -> str:
    """Why `words` do not stand in any of `texts`, "" where they do: at one place at least as whole words, undenied."""
    return missing(place for text in texts for place in places(words, scanned(text)))


def missing(found: Iterable[Place]) -> str:
    """Why these places do not show words undenied, "" where one does."""
    denied = [one.denied for one in found]
    if not denied:
        return ABSENT
    return DENIED if all(denied) else ""


def _found(words: str, text: str) -> Iterator[tuple[int, int]]:
    first, last = r"(?<!\w)" if words[0].isalnum() else "", r"(?!\w)" if words[-1].isalnum() else ""
    written = r"\s+".join(map(re.escape, words.split()))
    return (m.span() for m in re.finditer(f"{first}{written}{last}", text))


def _is_denied(read: Scanned, start: int, end: int) -> bool:
    """Whether the clause around the words denies them: before them, or in what is said of them right after."""
    at = bisect_right(read.clauses, start)
    clause = read.clauses[at - 1] if at else 0
    return _last(read.denials, start) >= clause or bool(_AFTER.match(read.text, end))


def _last(spans: Sequence[tuple[int, int]], end: int) -> int:
    """Where the last of `spans` that ends before `end` begins; -1 where none does. They do not overlap."""
    at = bisect_right(spans, end, key=lambda span: span[1])
    return spans[at - 1][0] if at else -1
