"""The pieces of a text before they become blocks: what form each has, where it stands, and which of it are links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ingest.readers.unseen import seen_of
from knowledge.sources.sentences import trim
from knowledge.sources.text import plain
from knowledge.sources.types import Span

_BULLET = r"[-*+\u2022\u25cf\u25aa\u25e6\u2013\u2610\u2611\u2612\u2713\u2714][ \t\u00a0]+"
_NUMBER = r"\d{1,3}(?:\.\d{1,3})*[.)][ \t]+"
_LETTER = r"(?:[a-z]|[ivx]{1,5})[.)][ \t]+|\((?:[A-Za-z]|[ivx]{1,5}|\d{1,3})\)[ \t]+"
LEAD = re.compile(rf"(?:\s|>|{_BULLET}|\[[ xX]\][ \t]+|#{{1,6}}[ \t]+|{_NUMBER}|[A-Za-z]\)[ \t]+|{_LETTER})+")
ITEM_MARK = re.compile(rf"[ \t>]*(?:{_BULLET}|{_NUMBER}|{_LETTER})(?=\S)")
_LINK = re.compile(
    r"!?\[[^\[\]]*\]\((?>\{\{[^{}\n]*\}\}|[^()\s]|\([^()\s]*\))*+(?:\s+\"[^\"]*\")?\)|\[[^\[\]]+\]\[[^\[\]]*\]|<?https?://[^\s<>|)\]]+>?"
)
_ENTITY = re.compile(r"&#?\w{1,31};")
_COMMAND = re.compile(r"(?m)^\s*\\[a-z]+(?:[\[{][^\]}\n]*[\]}])*\s*$")
_BLANK = re.compile(r"_{4,}")
_AROUND = 4  # words that it takes to say something
_ENTRY_END = re.compile(r"[*_`\s]*(?:$|[:|\u2013\u2014(-])")


class Form(StrEnum):
    HEADING = "heading"
    PROSE = "prose"
    ITEM = "item"
    ROW = "row"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Piece:
    """[start, end) of a text. `level`: of a heading 1.., of an item its depth 0... `cells` are the spans of a row,
    `headers` their names; the first `keys` of them only say which row it is. A `whole` row is never quoted in part.
    With `labels` the text names each cell before it (`Asset: crane hook; ...`). `links` are spans.
    """

    form: Form
    start: int
    end: int
    level: int = 0
    cells: tuple[Span, ...] = ()
    headers: tuple[str, ...] = ()
    caption: str = ""
    links: tuple[Span, ...] = ()
    keys: int = 1
    whole: bool = False
    labels: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def lead_trimmed(text: str, start: int, end: int) -> Span:
    """[start, end) without white space and without the list and quote marks at its beginning."""
    lead = LEAD.match(text, start, end)
    return trim(text, lead.end() if lead and lead.end() < end else start, end)


def links_in(text: str, span: Span, known: tuple[Span, ...] = ()) -> tuple[Span, ...]:
    """The links inside `span`: those the reader knew of, or else those written in the text."""
    inside = tuple(link for link in known if span.start <= link.start and link.end <= span.end)
    return inside or tuple(Span(m.start(), m.end()) for m in _LINK.finditer(text, span.start, span.end))


def link_share(text: str, span: Span, known: tuple[Span, ...] = ()) -> float:
    """How much (0..1) of the words of `span` are the words of links."""
    letters = _letters(text, span)
    return min(1.0, sum(_letters(text, link) for link in links_in(text, span, known)) / letters) if letters else 0.0


def is_link_entry(text: str, span: Span, known: tuple[Span, ...] = ()) -> bool:
    """Whether `span` is an entry of a link list: a link, then nothing or a remark set off by a dash or colon."""
    body = lead_trimmed(text, span.start, span.end)
    first = next(iter(links_in(text, body, known)), None)
    if first is None or text[body.start : first.start].strip("*_` \t"):
        return False
    return bool(_ENTRY_END.match(text[first.end : body.end]))


def is_linky(text: str, span: Span, known: tuple[Span, ...] = ()) -> bool:
    """Whether `span` exists for its links rather than for its words."""
    words = span.of(text)
    if not known and "[" not in words and "://" not in words:
        return False  # most are so; the rest takes its time
    return is_link_entry(text, span, known) or is_mostly_links(text, span, known)


def is_mostly_links(text: str, span: Span, known: tuple[Span, ...] = ()) -> bool:
    """Whether most words of `span` are links, and the others make no sentence around them."""
    if link_share(text, span, known) < 0.5:
        return False
    words = plain(span.of(text))
    linked = sum(len(plain(link.of(text)).split()) for link in links_in(text, span, known))
    return not is_told(words) or len(words.split()) - linked < _AROUND


def is_told(words: str) -> bool:
    """Whether `words` end like a sentence and are long enough for one."""
    return words.rstrip("\"')*_\u201d\u2019")[-1:] in (*".!?",) and len(words.split()) >= _AROUND


def said(text: str, piece: Piece) -> str:
    """The words of a piece, without marks and what nobody sees."""
    return seen_of(plain(piece.span.of(text)))


def lines_of(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of [start, end), without their newlines."""
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        yield Span(at, stop)
        at = stop + 1


def _letters(text: str, span: Span) -> int:
    return sum(map(str.isalnum, plain(span.of(text))))


def says_something(words: str) -> bool:
    """Whether `words` hold a letter or digit outside HTML entities and typesetting commands, and are no
    blank of a form."""
    filled = _COMMAND.sub(" ", _ENTITY.sub(" ", words))
    return any(map(str.isalnum, filled)) and not (_BLANK.search(filled) and len(_BLANK.sub(" ", filled).split()) <= 4)
