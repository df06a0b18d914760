"""Where the sentences of an exact text begin and end. Pure: the text itself is never changed."""

import re
from collections.abc import Iterator

from knowledge.sources.types import Span

_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
_STOP = re.compile(
    r"[.!?\u2026]+(?:\[\d{1,3}\]|[\"'\u201d\u2019\u00bb)\]*_`])*(?=\s)|[\u3002\uff01\uff1f]+[\u300d\u300f\uff09]*"
)
_WORD = re.compile(r"\S+$")
_NEXT = re.compile(r"\s*(?P<open>[\W_]*)(?P<word>[\w.'\u2019-]*)", re.S)
_ENUMERATOR = re.compile(r"[\W_]*(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,5})[.)]+[*_]*")
_CLOSERS = "\"'\u201d\u2019\u00bb)]*_`"
_OPENERS = "\"'\u201c\u2018\u00ab([*_`"

_NEVER_WORDS = "e.g i.e vs v cf dr mr mrs ms prof approx resp viz al ca incl excl dept messrs st hon sen ibid"
NEVER = frozenset(_NEVER_WORDS.split())
_NUMBERED_WORDS = (
    "no nos art arts sec sect secs fig figs eq ch chap para paras vol pp p cl reg regs rev ver app ann "
    "pt pts abs nr lit jan feb mar apr jun jul aug sep sept oct nov dec"
)
NUMBERED = frozenset(_NUMBERED_WORDS.split())
_OFTEN_WORDS = "inc ltd corp co llc plc gmbh u.s u.k e.u u.n u.s.a a.m p.m jr sr ph.d m.d b.a m.a d.c bros"
OFTEN = frozenset(_OFTEN_WORDS.split())
_REFERENCES_WORDS = "annex appendix type part schedule exhibit plan option category class group level tier table"
REFERENCES = frozenset(_REFERENCES_WORDS.split())
_STARTERS_WORDS = (
    "The This That These Those A An In On At By For From If It Its We You They He She Our Your Their When "
    "Where While What Which Who How Why As After Before Because Both Each Every All Any No Not Once Only "
    "Use Do There Then Thus Therefore However Moreover Also And But Or So Such Some Since Unless Until "
    "Under With Without Within Upon To"
)
STARTERS = frozenset(_STARTERS_WORDS.split())


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The sentences of `text[start:end]` as trimmed, ordered, disjoint spans that cover all that is not white space."""
    stop = len(text) if end is None else end
    cuts = [start, *_cuts(text, start, stop), stop]
    trimmed = (trim(text, a, b) for a, b in zip(cuts, cuts[1:], strict=False))
    return tuple(span for span in trimmed if span.start < span.end)


def trim(text: str, start: int, end: int) -> Span:
    """[start, end) without the white space at its two ends."""
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    return Span(start + left, max(start + left, start + len(part.rstrip())))


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    at = start
    for gap in _BLANK_LINE.finditer(text, start, end):
        yield from _cuts_in_paragraph(text, at, gap.start())
        yield gap.end()
        at = gap.end()
    yield from _cuts_in_paragraph(text, at, end)


def _cuts_in_paragraph(text: str, start: int, end: int) -> Iterator[int]:
    opened = start
    for stop in _STOP.finditer(text, start, end):
        if _ends(text, opened, stop, end):
            yield stop.end()
            opened = stop.end()


def _ends(text: str, opened: int, stop: re.Match[str], end: int) -> bool:
    if not stop.group()[0].isascii() and stop.group()[0] != "\u2026":
        return True
    follow = _NEXT.match(text, stop.end(), end)
    word = follow["word"] if follow else ""
    if not follow or not word:
        return True
    goes_on = word[0].islower() and "[" not in follow["open"]
    if goes_on or _ENUMERATOR.fullmatch(text[opened : stop.end()].strip()):
        return False
    if stop.group()[0] != "." or stop.group().startswith(".."):
        return True
    return not _abbreviates(text, opened, stop.start(), word)


def _abbreviates(text: str, opened: int, dot: int, follow: str) -> bool:
    """Whether the point at `dot` belongs to the word before it rather than to the sentence."""
    before = text[opened:dot].split()
    last = before[-1].lstrip(_OPENERS) if before else ""
    name = last.lower()
    if name in NEVER:
        return True
    if name in NUMBERED:
        return any(map(str.isdigit, follow)) or follow.isupper()
    if name in OFTEN:
        return follow.rstrip(".") not in STARTERS
    return len(last) == 1 and last.isupper() and _is_initial(before[:-1], follow)


def _is_initial(before: list[str], follow: str) -> bool:
    if not before:
        return True
    previous = before[-1].strip(_OPENERS + _CLOSERS)
    named = previous[:1].isupper() and previous.lower() not in REFERENCES
    return named and follow[0].isupper() and follow not in STARTERS
