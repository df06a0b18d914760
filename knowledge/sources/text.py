"""How a text is stored, named and read as plain words: newlines and NFC only, sha256, markup left out."""

import hashlib
import re
import unicodedata

# Each of these looks no further than a sentence may reach, so that signs which never close cost no time.
_LINK = re.compile(r"!?\[([^\]]{0,400}+)\]\([^)\s]{0,1000}+(?:\s{1,9}\"[^\"]{0,1000}\")?\)")
_TAG = re.compile(r"</?[a-zA-Z][^>\n]{0,200}>|<!--.{0,2000}?-->", re.S)
_HALF = re.compile("[\ud800-\udfff]")
_MARKS = re.compile(r"(\*\*|__|~~|`+)")
_EMPHASIS = re.compile(r"(?<![\w*_])[*_](?=\S)(.{1,400}?)(?<=\S)[*_](?![\w*_])", re.S)
_LEAD = re.compile(r"(?m)^[ \t]*(?:>[ \t]?|#{1,6}[ \t]+|[-*+•][ \t]+|\d{1,3}[.)][ \t]+)+")


def as_stored(raw: str) -> str:
    """`raw` with newlines as `\\n` and in NFC; nothing else changes."""
    return unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))


def has_half(text: str) -> bool:
    """Whether `text` holds half a character (a lone surrogate), which has no bytes."""
    return _HALF.search(text) is not None


def version_of(text: str) -> str:
    """The sha256 (64 hex digits) of a stored text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def plain(quote: str) -> str:
    """A quote as words to read: link targets, emphasis, tags and list marks left out, white space folded."""
    words = _LINK.sub(r"\1", quote) if "](" in quote else quote  # most quotes hold no such sign: to look is cheaper
    words = _LEAD.sub("", _TAG.sub(" ", words) if "<" in words else words)
    words = _MARKS.sub("", words) if "*" in words or "_" in words or "`" in words or "~~" in words else words
    return " ".join((_EMPHASIS.sub(r"\1", words) if "*" in words or "_" in words else words).split())
