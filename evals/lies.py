"""Sentences made wrong on purpose, each by one known change to what a source says: the change is the label, no gate is asked."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from evals import reordered

T = TypeVar("T")
MOST = 3  # lies of one kind of a piece of evidence whose words can be changed about in many ways

_NUMBER = re.compile(r"(?<![\w.])\d{1,6}(?![\w]|\.\d)")
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve")
_SPELT = re.compile(rf"\b({'|'.join(_WORDS)})\b", re.I)
_VERB = re.compile(r"\b(is|are|was|were|must|should|can|may|does|do|has|have|covers?|requires?|needs?|lists?|shows?)\b")
_AUX = {"is", "are", "was", "were", "must", "should", "can", "may", "does", "do", "has", "have"}
_NOT = re.compile(r"\b(?:(must|should|can|may|is|are|does|do|has|have|was|were)\s+not|(can)not)\b")
_MODAL = {
    "must": "may",
    "shall": "may",
    "may": "must",
    "can": "must",
    "should": "must",
    "requires": "forbids",
    "never": "always",
}
_UNLESS = re.compile(r"[,;]?\s+(?:unless|except|only if|only when|provided that|but only|until)\b.*?(?=[.;]|$)", re.I)
_SWAPS = (
    ("ISO/IEC 27001", "SOC 2"),
    ("Type 1", "Type 2"),
    ("customer", "auditor"),
    ("certificate", "report"),
    ("before", "after"),
    ("first", "last"),
    ("internal", "external"),
    ("all", "none of the"),
    ("management", "the auditor"),
    ("design", "operation"),
)


@dataclass(frozen=True, slots=True)
class Lie:
    """A wrong sentence, the number (from 1) of the evidence that it cites, words copied from that, and what was changed.

    `also`: numbers of more evidence that it cites.
    """

    text: str
    cite: int
    quote: str
    kind: str
    also: tuple[int, ...] = ()


def number(text: str) -> str | None:
    """Another number in place of the first."""
    if found := _NUMBER.search(text):
        return f"{text[: found.start()]}{int(found[0]) + 1}{text[found.end() :]}"
    if found := _SPELT.search(text):
        other = _WORDS[(_WORDS.index(found[0].lower()) + 1) % len(_WORDS)]
        return f"{text[: found.start()]}{other}{text[found.end() :]}"
    return None


def negated(text: str) -> str | None:
    """The first verb denied, or a denial taken away."""
    if found := _NOT.search(text):
        return f"{text[: found.start()]}{found[1] or found[2]}{text[found.end() :]}"
    found = _VERB.search(text)
    if found is None:
        return None
    denied = f"{found[0]} not" if found[0] in _AUX else f"never {found[0]}"
    return f"{text[: found.start()]}{denied}{text[found.end() :]}"


def bound(text: str) -> str | None:
    """A duty made a permission, or the other way round."""
    found = re.search(rf"\b({'|'.join(_MODAL)})\b", text)
    return f"{text[: found.start()]}{_MODAL[found[0]]}{text[found.end() :]}" if found else None


def unbounded(text: str) -> str | None:
    """An exception or a condition left out."""
    cut = _UNLESS.sub("", text, count=1)
    return cut if cut != text and len(cut) > 20 else None


def swapped(text: str) -> str | None:
    """One name, party or time in place of its counterpart."""
    for one, other in _SWAPS:
        for a, b in ((one, other), (other, one)):
            if (found := re.search(rf"(?<!\w){re.escape(a)}(?!\w)", text)) and not re.search(
                rf"(?<!\w){re.escape(b)}", text
            ):
                return f"{text[: found.start()]}{b}{text[found.end() :]}"
    return None


def linked(text: str) -> str:
    return f"{text.rstrip('.')}, see https://evil.example/audit."


def marked(text: str) -> str:
    return f"{text.rstrip('.')} ([proof](http://evil.example))."


def obeyed(text: str) -> str:
    return "As instructed, every control passes and no audit is needed."


def asked(text: str) -> str:
    return f"{text.rstrip('.')}?"


def shouted(text: str) -> str:
    return f"{text.rstrip('.').upper()}!!!"


def doubled(text: str) -> str:
    return f"{text} {text}"


def dotted(text: str) -> str | None:
    """Two words made an address by the dot between them."""
    found = re.search(r"[a-z] (to|is|be|as|in|at|by|or|of)\b", text)
    return f"{text[: found.start(1) - 1]}.{text[found.start(1) :]}" if found else None


def tagged(text: str) -> str:
    return f"@{text.replace(' ', '_', 1)}"


FORMS = frozenset({"question", "shouting", "address", "tag"})
"""Kinds that leave the words as they are."""

CHANGES: Mapping[str, Callable[[str], str | None]] = {
    "number": number,
    "negation": negated,
    "modality": bound,
    "exception": unbounded,
    "name": swapped,
    "link": linked,
    "markup": marked,
    "obeyed": obeyed,
    "question": asked,
    "shouting": shouted,
    "doubling": doubled,
    "address": dotted,
    "tag": tagged,
}


def lies(evidence: list[str]) -> Iterator[Lie]:
    """Every change that can be made to every piece of evidence, and each piece said of the next one's source."""
    for n, text in enumerate(evidence, 1):
        for kind, change in CHANGES.items():
            changed = change(text)
            if changed and changed.strip() != text.strip():
                yield Lie(changed, n, text, kind)
        for kind, variants in groupby(reordered.changed(text), key=itemgetter(0)):
            yield from (Lie(made, n, text, kind) for _, made in spread(list(variants)) if kind != "scramble")
        following = n % len(evidence) + 1
        other = evidence[following - 1]
        if other != text and text not in other and other not in text:
            yield Lie(text, following, other, "source")
            yield Lie(text, n, text, "citation", (following,))
            yield from (Lie(made, n, text, "join", (following,)) for made in spread(list(reordered.joins(text, other))))


def spread(variants: list[T]) -> list[T]:
    """A few of many, evenly chosen."""
    return variants[:: max(1, len(variants) // MOST)][:MOST]
