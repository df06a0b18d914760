"""What a conversation names as affected: what earlier requests affected, and what it calls a system, a supplier and so on."""

import re
from collections.abc import Iterable, Iterator

from knowledge.records.vocabulary import AffectedKind

Thing = tuple[str, str]
"""A kind and a name."""
MOST = 8
_KINDS = "|".join(kind.value for kind in AffectedKind if "_" not in kind.value)
_CALLED = re.compile(rf"\b(?:the|our|their)\s+((?!(?:{_KINDS})\b)\w[\w-]*)\s+({_KINDS})\b", re.IGNORECASE)
_NO_NAMES = re.compile(
    "access|affected|audit|change|compliance|control|entire|existing|first|incident|last|main|management|new|next|old|only|"
    "other|own|quality|review|right|same|second|security|specific|trust|whole|wrong"
)


def affected(texts: Iterable[str], known: Iterable[Thing]) -> tuple[Thing, ...]:
    """The kinds and names of what `texts` name; `known` are those of earlier requests, which count in any case."""
    said = "\n".join(texts)
    found: dict[str, Thing] = {}
    for kind, name in (*_mentioned(said, known), *_called(said)):
        found.setdefault(name.casefold(), (kind, name))
    return tuple(found.values())[:MOST]


def _mentioned(said: str, known: Iterable[Thing]) -> Iterator[Thing]:
    for kind, name in known:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said, re.IGNORECASE):
            yield kind, name


def _called(said: str) -> Iterator[Thing]:
    for hit in _CALLED.finditer(said):
        if not _NO_NAMES.fullmatch(hit[1].casefold()):
            yield hit[2].casefold(), hit[1]
