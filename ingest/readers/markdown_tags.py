"""The texts and tags of Markdown, told apart as a renderer does: code and escapes show what they hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_CODE = r"(?P<ticks>(?<!`)`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S]){1,300}?(?<!`)(?P=ticks)(?!`)"
_TITLED = (
    r"\]\(\s*(?:<[^<>\n]*>|[^\s()<>]{1,1000})\s+(?P<title>\"[^\"]{1,1000}\"|'[^']{1,1000}'|\([^()]{1,1000}\))\s*\)"
)
_VALUE = r"(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?"
_INLINE = re.compile(
    rf"\\[\\`<]|{_CODE}|{_TITLED}|(?P<gone><!--(?s:.{{0,4000}}?)-->|<\?(?s:.{{0,2000}}?)\?>|<!\[CDATA\[(?s:.{{0,2000}}?)\]\]>"
    rf"|<![A-Za-z][^>]{0, 4000}>)|(?P<tag></?(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:\s+[A-Za-z_:][\w.:-]*+{_VALUE})*+\s*/?>)"
)
_BLOCK = re.compile(
    r"(?P<verbatim><(?P<raw>style|script)\b[^>]{0,4000}>.*?(?:</(?P=raw)\s*>|\Z))"
    r"|(?P<gone><!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<![A-Za-z][^>]*(?:>|\Z))"
    r"|(?P<tag></?(?P<name>[A-Za-z][^\s/>]*)(?>=\s*\"[^\"]*\"|=\s*'[^']*'|[^>]){0,4000}+>)",
    re.S | re.I,
)
# What these hold is never shown as text; one that is never closed is a word in brackets.
_SWALLOWING_WORDS = (
    "title textarea style xmp iframe noembed noframes script plaintext template select svg object canvas"
)
_SWALLOWING = frozenset(_SWALLOWING_WORDS.split())
_TITLE_WORDS = 4  # of a link's title: fewer say no more than the link does
_ATTRIBUTE = re.compile(r"(?P<name>[\w:-]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')")
_ATTRIBUTE_WORDS = 5
_SHAPING = frozenset(["style", "class", "href", "src", "srcset", "sizes", "d", "points"])


class Kind(Enum):
    """What a part is."""

    TEXT = auto()
    TAG = auto()
    GONE = auto()
    VERBATIM = auto()  # goes into the page, and is not seen


@dataclass(frozen=True, slots=True)
class Part:
    """A part, [start, end) of the text."""

    kind: Kind
    start: int
    end: int


def parts_of(text: str, start: int, end: int, inline: bool) -> Iterator[Part]:
    """The parts of [start, end), in order: of running Markdown (`inline`), or of a block of raw HTML."""
    at = start
    for found in (_INLINE if inline else _BLOCK).finditer(text, start, end):
        kind = _kind(text, found, inline)
        if kind is not Kind.TEXT:
            cut = found.start("title") and text.index("(", found.start()) if kind is Kind.GONE and _title(found) else 0
            yield from _text(at, cut or found.start())
            yield Part(kind, cut or found.start(), found.end())
            at = found.end()
    yield from _text(at, end)


def _text(start: int, end: int) -> Iterator[Part]:
    if start < end:
        yield Part(Kind.TEXT, start, end)


def _kind(text: str, found: re.Match[str], inline: bool) -> Kind:
    groups = found.groupdict()
    if groups.get("verbatim"):
        return Kind.VERBATIM
    if groups["gone"] or len(_title(found).split()) >= _TITLE_WORDS:
        return Kind.GONE
    name = (groups["name"] or "").lower()
    if not name:
        return Kind.TEXT
    if _holds_words(found[0]):
        return Kind.VERBATIM
    opened = inline and name in _SWALLOWING and not found[0].startswith("</")
    closed = not opened or re.compile(f"</{name}", re.I).search(text, found.end())
    return Kind.TAG if closed else Kind.TEXT


def _holds_words(tag: str) -> bool:
    """Whether an attribute holds a sentence, which is not shown."""
    values = (
        one["double"] or one["single"] or "" for one in _ATTRIBUTE.finditer(tag) if one["name"].lower() not in _SHAPING
    )
    return any(len(value.split()) >= _ATTRIBUTE_WORDS for value in values)


def _title(found: re.Match[str]) -> str:
    return found.groupdict().get("title") or ""
