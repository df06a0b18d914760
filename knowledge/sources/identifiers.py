"""The identifiers by which controls, clauses and articles are known (AC-7, A.5.9, CC6.1, Art. 32), in one spelling. Pure."""

import re
from collections.abc import Iterator, Sequence

# Words before a bare number; "Type 1", "Stage 2" and "SOC 2" are names of their own.
_KINDS = {
    "article": "art",
    "art": "art",
    "articles": "art",
    "section": "sec",
    "sec": "sec",
    "§": "sec",
    "recital": "rec",
}
_KINDS |= {
    "rec": "rec",
    "clause": "cl",
    "cl": "cl",
    "paragraph": "par",
    "para": "par",
    "annex": "",
    "requirement": "req",
}
_NUMBER = r"\d{1,4}(?:\.\d{1,3}){0,4}(?:[ ]?\([A-Za-z0-9]{1,4}\)){0,3}"
_LETTERS = r"(?:[A-Za-z]{1,3}(?:\.[A-Za-z]{2})?[-.]?|[A-Za-z]{2,5}[-.][A-Za-z]{2,5}[-.])"
_CODE = _LETTERS + r"\d{1,3}(?:\.\d{1,3}){0,4}(?:[ ]?\((?:\d{1,3}|[A-Za-z])\)){0,3}"
_IDENTIFIER = re.compile(
    rf"(?<![\w.-])(?:(?P<kind>art(?:icles?)?|sec(?:tion)?|rec(?:ital)?|cl(?:ause)?|para(?:graph)?|requirement|annex)\.?"
    rf"[ ]+(?P<of>(?:[A-Z][. ]?)?{_NUMBER})|(?P<sign>§)[ ]?(?P<under>{_NUMBER})|(?P<code>{_CODE}))(?![\w-])",
    re.I,
)
_SPACING = re.compile(r"(?<=[a-z])[-. ]+(?=\d)|[ ]+")
_LABEL = re.compile(r"\W*(?:[\w ]{1,24}:)?\W*")
_FRONT = 12  # characters at the beginning of a heading in which an identifier names it
_ZEROS = re.compile(r"(?<![\d.])0+(?=\d)")


def identifiers(text: str) -> tuple[str, ...]:
    """The identifiers of `text` in one spelling ("ac2(1)", "a5.9", "art32"), in order, each once."""
    return tuple(dict.fromkeys(_spelt(found) for found in _IDENTIFIER.finditer(text)))


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the identifiers of `text` stand, as [start, end)."""
    return tuple(found.span() for found in _IDENTIFIER.finditer(text))


def without_identifiers(text: str) -> str:
    """`text` with a space for each of its identifiers."""
    return _IDENTIFIER.sub(" ", text)


def covers(held: str, asked: str) -> bool:
    """Whether an identifier is the one asked for or a part of it ("a5.9" and "a5", "art32(1)" and "art32")."""
    return held == asked or held.startswith((f"{asked}(", f"{asked}."))


def naming(headings: Sequence[str], body: str) -> frozenset[str]:
    """The identifiers that a text under `headings` (outermost first) goes by: the one at its own beginning (after a label,
    as in "id: AC-7"), and those that the innermost heading that has any begins with or holds in brackets."""
    inner = next((names for heading in reversed(headings) if (names := frozenset(_names(heading)))), frozenset())
    first = _LABEL.match(body)
    own = _IDENTIFIER.match(body, first.end() if first else 0)
    return inner | {_spelt(own)} if own else inner


def _names(heading: str) -> Iterator[str]:
    for found in _IDENTIFIER.finditer(heading):
        around = heading[found.start() - 1 : found.start()] + heading[found.end() : found.end() + 1]
        if found.start() <= _FRONT or around == "()":
            yield _spelt(found)


def _spelt(found: re.Match[str]) -> str:
    kind = _KINDS[(found["kind"] or found["sign"] or "annex").lower()]
    return kind + _ZEROS.sub("", _SPACING.sub("", (found["of"] or found["under"] or found["code"]).lower()))
